package news

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Entry is one record of the log, which is the truth: everything else is made from it
// again by replaying. Exactly the field that Kind names is set.
type Entry struct {
	Kind     EntryKind   `json:"kind"`
	At       time.Time   `json:"at"` // when it was written
	Story    *Story      `json:"story,omitempty"`
	Analysis *Reanalysis `json:"analysis,omitempty"`
	Edit     *Edit       `json:"edit,omitempty"`
	Forget   *Forget     `json:"forget,omitempty"`
	Rules    int         `json:"rules,omitempty"`
}

// An EntryKind says what an entry records.
type EntryKind string

// The kinds of entries.
const (
	StoryEntry    EntryKind = "story"    // a new version of a story, with its analysis
	AnalysisEntry EntryKind = "analysis" // a version read again by another engine
	EditEntry     EntryKind = "edit"     // a person's decision
	ForgetEntry   EntryKind = "forget"   // retention, takedown
	RulesEntry    EntryKind = "rules"    // from here on this version of the grouping rules holds
)

// A Reanalysis replaces the analysis of one version of a story, never silently.
type Reanalysis struct {
	Story    StoryID  `json:"story"`
	Version  int      `json:"version"`
	Analysis Analysis `json:"analysis"`
}

// A Forget takes a story and all its versions out of the view; or, with Text, their texts out
// of the log, but for what claims quote. The log keeps the fact.
type Forget struct {
	Story  StoryID `json:"story"`
	Reason string  `json:"reason"`
	Text   bool    `json:"text,omitempty"`
}

// An Edit is a person's decision. It is undone by another edit, never deleted.
type Edit struct {
	ID     EditID `json:"id"`
	Action Action `json:"action"`
	By     string `json:"by"`     // the name of the token
	Reason string `json:"reason"` // in the person's words

	Incidents []IncidentID `json:"incidents,omitempty"` // merge: all of them; rename, note: the one
	Stories   []StoryID    `json:"stories,omitempty"`   // split, pin, hide, add
	Claim     *Claim       `json:"claim,omitempty"`     // correct, add: what it shall say
	Target    ClaimID      `json:"target,omitempty"`    // confirm, reject, correct
	Text      string       `json:"text,omitempty"`      // rename: the title; note: the note
	TLP       TLP          `json:"tlp,omitempty"`       // note; AMBER when empty
	Undoes    EditID       `json:"undoes,omitempty"`
}

// An Action is what an edit does.
type Action string

// The actions.
const (
	Merge   Action = "merge"
	Split   Action = "split"
	Pin     Action = "pin"
	Rename  Action = "rename"
	AddNote Action = "note"
	Hide    Action = "hide"
	Confirm Action = "confirm"
	Reject  Action = "reject"
	Correct Action = "correct"
	Add     Action = "add"
	Undo    Action = "undo"
)

// Actions are all actions.
var Actions = []Action{Merge, Split, Pin, Rename, AddNote, Hide, Confirm, Reject, Correct, Add, Undo}

// Key names the entry for a stream that drops what it has seen: equal keys are equal
// entries. For a story it is the story, the previous hash, the new hash and the engine.
func (e Entry) Key() string {
	switch {
	case e.Story != nil:
		return strings.Join([]string{string(e.Story.ID), e.Story.Previous, e.Story.Hash, e.Story.Analysis.Engine}, "/")
	case e.Analysis != nil:
		a := e.Analysis
		return strings.Join([]string{string(a.Story), strconv.Itoa(a.Version), a.Analysis.Engine}, "/")
	case e.Edit != nil:
		return string(e.Edit.ID)
	case e.Forget != nil && e.Forget.Text: // once for the versions that there are
		return "forget/" + string(e.Forget.Story) + "/" + e.At.UTC().Format(time.RFC3339Nano)
	case e.Forget != nil:
		return "forget/" + string(e.Forget.Story)
	}
	return "rules/" + strconv.Itoa(e.Rules)
}

// Verify reports what keeps the entry out of the log.
func (e Entry) Verify() error {
	switch e.Kind {
	case StoryEntry:
		if e.Story == nil {
			return errors.New("a story entry without a story")
		}
		return e.Story.Verify()
	case AnalysisEntry:
		if e.Analysis == nil || !e.Analysis.Story.Valid() || e.Analysis.Version < 1 || e.Analysis.Analysis.Engine == "" {
			return errors.New("an analysis entry needs a story, a version and an engine")
		}
	case EditEntry:
		if e.Edit == nil {
			return errors.New("an edit entry without an edit")
		}
		return e.Edit.Verify()
	case ForgetEntry:
		if e.Forget == nil || !e.Forget.Story.Valid() {
			return errors.New("a forget entry needs a story")
		}
	case RulesEntry:
		if e.Rules < 1 {
			return fmt.Errorf("rules version %d", e.Rules)
		}
	default:
		return fmt.Errorf("entry of unknown kind %q", e.Kind)
	}
	return nil
}

// Verify reports what an edit lacks for its action.
func (e Edit) Verify() error {
	if !slices.Contains(Actions, e.Action) {
		return fmt.Errorf("no such action: %q", e.Action)
	}
	if e.TLP != "" && !slices.Contains(TLPs, e.TLP) {
		return fmt.Errorf("no such TLP level: %q", e.TLP)
	}
	lacks := func(missing bool, what string) error {
		if missing {
			return fmt.Errorf("%s needs %s", e.Action, what)
		}
		return nil
	}
	switch e.Action {
	case Merge:
		return lacks(len(e.Incidents) < 2, "two or more incidents")
	case Split, Hide:
		return lacks(len(e.Stories) == 0, "stories")
	case Pin:
		return lacks(len(e.Stories) == 0 || len(e.Incidents) != 1, "stories and the incident they belong to")
	case Rename, AddNote:
		return lacks(len(e.Incidents) != 1 || strings.TrimSpace(e.Text) == "", "one incident and a text")
	case Confirm, Reject:
		return lacks(!e.Target.Valid(), "a target claim")
	case Correct:
		return lacks(!e.Target.Valid() || e.Claim == nil, "a target claim and the corrected claim")
	case Add:
		return lacks(len(e.Stories) != 1 || e.Claim == nil, "one story and a claim")
	}
	return lacks(e.Undoes == "", "the edit to undo")
}

// editFields says for which actions a field of an edit says something; all have a reason.
var editFields = []struct {
	name string
	set  func(Edit) bool
	of   []Action
}{
	{"incidents", func(e Edit) bool { return len(e.Incidents) > 0 }, []Action{Merge, Pin, Rename, AddNote}},
	{"stories", func(e Edit) bool { return len(e.Stories) > 0 }, []Action{Split, Pin, Hide, Add}},
	{"target", func(e Edit) bool { return e.Target != "" }, []Action{Confirm, Reject, Correct}},
	{"claim", func(e Edit) bool { return e.Claim != nil }, []Action{Correct, Add}},
	{"text", func(e Edit) bool { return e.Text != "" }, []Action{Rename, AddNote}},
	{"tlp", func(e Edit) bool { return e.TLP != "" }, []Action{AddNote}},
	{"undoes", func(e Edit) bool { return e.Undoes != "" }, []Action{Undo}},
}

// Fields names the fields of an edit that say something for an action, beside the reason.
func (a Action) Fields() (names []string) {
	for _, f := range editFields {
		if slices.Contains(f.of, a) {
			names = append(names, f.name)
		}
	}
	return names
}

// Stray names the fields of an edit that say nothing for its action: whoever set one meant
// another action.
func (e Edit) Stray() (names []string) {
	for _, f := range editFields {
		if f.set(e) && !slices.Contains(f.of, e.Action) {
			names = append(names, f.name)
		}
	}
	return names
}

// A Change is what the grouping decided for one story: the incident it was placed in and
// why, and the incidents that late evidence made one.
type Change struct {
	Story    StoryID      `json:"story"`
	Incident IncidentID   `json:"incident"`
	Founded  bool         `json:"founded,omitempty"` // the story is the first of the incident
	Score    int          `json:"score,omitempty"`   // fixed point, incident.One is certainty
	Reasons  []Reason     `json:"reasons,omitempty"`
	Absorbed []IncidentID `json:"absorbed,omitempty"`
	Copy     StoryID      `json:"copy,omitempty"`  // the story whose text this one repeats
	Moved    []Moved      `json:"moved,omitempty"` // stories that late evidence brings along
}

// A Moved is a story that was placed with doubt and that another one's Change moves into
// its incident.
type Moved struct {
	Story   StoryID    `json:"story"`
	From    IncidentID `json:"from"`
	Score   int        `json:"score"`
	Reasons []Reason   `json:"reasons,omitempty"`
}
