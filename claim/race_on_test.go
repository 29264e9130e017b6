//go:build race

package claim

// raced says that the race detector looks on, which makes ten times the work of what runs nothing at once.
const raced = true
