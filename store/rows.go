package store

import (
	"time"

	"ascribe/news"
)

// The rows of the view. They hold what the log does not say at one place; texts and
// claims stay in the log, and are read from there.

// A storyRow is filed under the story's ordinal: the sequence of its first version.
type storyRow struct {
	ID        news.StoryID    `json:"id"`
	Versions  []versionRow    `json:"v"` // version 1 first
	Incident  news.IncidentID `json:"in"`
	Hidden    news.EditID     `json:"hid,omitempty"` // the edit that hid it
	Forgotten bool            `json:"forgot,omitempty"`
	Cut       uint64          `json:"cut,omitempty"` // of the entry that dropped the texts of the versions before it
	Changed   uint64          `json:"ch"`
	When      int64           `json:"t"` // Unix seconds of news.Story.When
}

// shown reports whether the story is in any list.
func (r storyRow) shown() bool { return r.Hidden == "" && !r.Forgotten }

// textless reports whether no version has its text any more.
func (r storyRow) textless() bool { return r.Cut > r.Versions[len(r.Versions)-1].Seq }

// A versionRow says where in the log a version stands.
type versionRow struct {
	Seq      uint64 `json:"s"`
	Analysis uint64 `json:"a,omitempty"` // of the entry that replaced its analysis

	Earlier []uint64 `json:"e,omitempty"` // of those that did before it
}

// A claimRow is filed under the claim's ordinal: how many claims there were before it.
type claimRow struct {
	ID        news.ClaimID `json:"id"`
	Story     uint64       `json:"st"` // ordinal
	Version   int          `json:"v"`  // the last version that says so
	Withdrawn bool         `json:"w,omitempty"`
	Became    news.ClaimID `json:"to,omitempty"` // what a person corrected it to
	Changed   uint64       `json:"ch"`
	When      int64        `json:"t"`
}

// An incidentRow is filed under the ordinal of the story that founded the incident.
type incidentRow struct {
	Incident news.Incident `json:"in"`
	Facets   []string      `json:"f,omitempty"` // what the index has of it
	Changed  uint64        `json:"ch"`
}

func (r incidentRow) view() IncidentView { return IncidentView{r.Incident, r.Changed} }

// A card says of an object what a walk must know without reading it.
type card struct {
	Acts    []act    `json:"a,omitempty"` // claim facets that hold together
	Members []uint64 `json:"m,omitempty"` // of incidents: ordinals of its members
	Ranks   [3]int64 `json:"r,omitzero"`  // of incidents: activity, first, how many members are shown
	Changed uint64   `json:"ch,omitempty"`
}

// An act is what filters of claims bind to: an act of an incident, or a claim of a story.
type act struct {
	Facets []byte `json:"f"` // hashes of 8 bytes, see hashFV
	Score  int    `json:"s"`
}

// A review is what a person said of a claim of a story.
type review struct {
	Edit   news.EditID  `json:"edit"`
	Action news.Action  `json:"action"` // confirm, reject, correct, add
	Target news.ClaimID `json:"target,omitempty"`
	Claim  *news.Claim  `json:"claim,omitempty"` // as corrected or added, or as it was when confirmed
}

// A mark is a name or a note that hangs on the story that founded an incident.
type mark struct {
	Title string      `json:"title,omitempty"`
	Note  *news.Note  `json:"note,omitempty"`
	Edit  news.EditID `json:"edit"`
}

// An editRow is an edit with what it moved.
type editRow struct {
	Seq    uint64      `json:"seq"`
	At     time.Time   `json:"at"`
	Edit   news.Edit   `json:"edit"`
	Moves  []move      `json:"moves,omitempty"`
	Undone news.EditID `json:"undone,omitempty"` // by this edit
}

// A move is a story's way from one incident to another.
type move struct {
	Story uint64          `json:"s"`
	From  news.IncidentID `json:"f"`
	To    news.IncidentID `json:"t"`
}
