// Package incident says which stories belong together: all stories about one operation or
// event make one incident. It is a state machine. Live, a story is placed by Decide and
// then remembered by Fold; a restart folds the last Window placed stories and the edits
// in sequence, and has the same State, byte for byte. A node that replays the same log
// with the same Version holds the same incidents.
//
// So nothing here reads a clock, a setting or a random number, ranges over a map, starts
// a goroutine or computes with floats: TestPure keeps it. Numbers are fixed point with
// One as 1. Times are those that the stories carry, seconds since 1970, and only the
// distance of two stories counts.
//
// The second half of the package (Compose, Acts, Standings) shows an incident from its
// current stories: pure functions of their arguments too.
package incident
