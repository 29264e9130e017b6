// Package store keeps the log and the view of it in one bbolt file: it alone knows of
// bbolt. One fsync covers an entry and all that it changes, so that no crash comes between
// them; and what Append has acknowledged survives a power cut.
//
// The buckets are of three classes. The log is the truth. The view is made from it, by
// the same code and to the same bytes, live and by Rebuild. The node class is what this
// machine knows for itself; a rebuild leaves it alone.
//
//	log    log        sequence → record of a news.Entry
//	view   meta       "meta" → record: program, layout, grouping rules, applied sequence
//	       ids        young StoryID, ClaimID → ordinal; EditID → sequence
//	       id-runs    first block ∥ level ∥ first ID → record of IDs and ordinals, see ids.go
//	       stories    ordinal → record: where in the log its versions are, its incident
//	       incidents  ordinal → record: the news.Incident as composed, its facets
//	       claims     ordinal → record: its story, whether it was withdrawn
//	       cards      family ∥ ordinal → record: what a walk must know of an object; when an incident
//	                  went that holds no story any more
//	       reviews    story's ordinal → record: what people said of its claims
//	       marks      founder's ordinal → record: names and notes of its incident
//	       edits      sequence → record of an edit, with the stories that it moved
//	       placed     sequence → record of a news.Change: what the grouping decided; up to the
//	                  last entry that dropped a text a rebuild takes it over, see drop.go; and
//	                  what it compares the story by when it remembers it no more
//	       filed      block ∥ first link → record of links and ordinals, see filed.go
//	       constraints  sequence of an edit that the grouping must know → nothing
//	       changed    family ∥ sequence ∥ ordinal → nothing: what changed last when, also of
//	                  what left the lists by that
//	       stories-by-time, claims-by-time, incidents-by-activity, -by-first, -by-size
//	                  inverted rank ∥ inverted ordinal → sequence that last changed it
//	       facets     family ∥ chunk ∥ facet ∥ 0 ∥ value → set of ordinals
//	       margin, margin-2  family ∥ ordinal → record of what facets lacks of it, by turns, see margin.go
//	       terms      family ∥ block ∥ first term → record of postings
//	node   feeds      FeedID → record of a news.FeedState
//	       seen       FeedID ∥ 0 ∥ item → record of a news.Seen
//	       seen-by-time  milliseconds ∥ key in seen → verdict
//	       cursors    kept for subscriptions
//
// Sequences, ordinals and ranks are 8 bytes, big-endian; chunks and blocks 4. A family is
// the letter of the object's IDs: s, i, c. A story's ordinal is the sequence that brought
// it, an incident's is that of the story which founded it, claims are counted. An
// IncidentID is the name of a story, so there are no redirects to keep: it stands for the
// live incident of that name, else for the incident that the story is in now.
//
// A text stands in the file once, in the log. Records carry a version and a CRC-32C, and
// so do sets and postings; one that fails is named (Damage) and never served.
//
// Sets are bits of our own and no roaring bitmaps: cut at 16,384 ordinals, and with all
// that concerns one chunk side by side, a batch of 200 new stories rewrites some dozens of
// pages where sets by value would rewrite thousands; and a query for the newest reads the
// newest chunk. The same goes for postings, see postings.go.
//
// Lists are walked in key order from a cursor. Filters make sets, which are evaluated
// chunk by chunk as the walk comes by; what sets can't say (one and the same act, a
// phrase) is checked of each candidate. When a walk finds little, the selected objects are
// looked up and sorted instead.
//
// Pages of bbolt are 16 KB. Measured with 10,000 stories of 4.9 KB in batches of 200 (4, 8,
// 16 KB): 8.0, 7.7, 6.8 KB of file a story, and 11.4, 11.8, 12.5 KB written, at the same
// CPU. A compressed story is 2.7 KB, of which 4 KB hold one. A file keeps the page size
// that it was made with.
//
// Reads are short transactions that copy out; the file is mapped 64 GB ahead, so that the
// writer does not wait for readers to map more. One goroutine commits: what callers bring
// meanwhile shares the next commit.
package store

import (
	"errors"
	"fmt"
)

// Errors that callers tell apart; all others are faults of the machine or the file.
var (
	// ErrNotFound says that nothing goes by this name.
	ErrNotFound = errors.New("not found")
	// ErrBusy says that another process has the file.
	ErrBusy = errors.New("store busy")
	// ErrGone says that a cursor or sequence is from before a regrouping, or from another history: beyond the
	// end of the log, which a restored backup has set back. And that what an incident's name stood for at a
	// sequence was another incident.
	ErrGone = errors.New("from before the stories were regrouped, an older backup was restored or the incident became part of another one: start again without it")
	// ErrFull says that the disk is full, or the file as large as it may be. Nothing is
	// lost; appending works again when there is space.
	ErrFull = errors.New("no space left for the store")
	// ErrOutdated says that the view is of an older layout and wants a Rebuild.
	ErrOutdated = errors.New("the view is outdated")
	// ErrClosed says that the store was closed.
	ErrClosed = errors.New("the store is closed")
)

// A Refused is the error of an entry that can't be applied to the view as it is, in words
// for the person who wanted it.
type Refused struct{ Reason string }

func (r Refused) Error() string { return r.Reason }

func refused(format string, args ...any) error { return Refused{fmt.Sprintf(format, args...)} }
