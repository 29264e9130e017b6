package news

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestEditsNeedTheirParts(t *testing.T) {
	s, i, c := NewStoryID("a"), NewStoryID("a").Founded(), ClaimID("c-"+string(NewStoryID("a"))[2:])
	for name, tc := range map[string]struct {
		edit Edit
		want string // "" is fine
	}{
		"merge":              {Edit{Action: Merge, Incidents: []IncidentID{i, i}}, ""},
		"merge of one":       {Edit{Action: Merge, Incidents: []IncidentID{i}}, "two or more"},
		"split":              {Edit{Action: Split, Stories: []StoryID{s}}, ""},
		"pin nowhere":        {Edit{Action: Pin, Stories: []StoryID{s}}, "the incident"},
		"rename":             {Edit{Action: Rename, Incidents: []IncidentID{i}, Text: "Name"}, ""},
		"rename to nothing":  {Edit{Action: Rename, Incidents: []IncidentID{i}, Text: " "}, "a text"},
		"note of odd colour": {Edit{Action: AddNote, Incidents: []IncidentID{i}, Text: "n", TLP: "PINK"}, "TLP"},
		"confirm":            {Edit{Action: Confirm, Target: c}, ""},
		"reject nothing":     {Edit{Action: Reject}, "a target claim"},
		"correct to nothing": {Edit{Action: Correct, Target: c}, "corrected claim"},
		"add":                {Edit{Action: Add, Stories: []StoryID{s}, Claim: &Claim{}}, ""},
		"undo nothing":       {Edit{Action: Undo}, "to undo"},
		"burn":               {Edit{Action: "burn"}, "no such action"},
	} {
		err := tc.edit.Verify()
		if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

func TestEntriesHoldWhatTheirKindSays(t *testing.T) {
	for _, k := range []EntryKind{StoryEntry, AnalysisEntry, EditEntry, ForgetEntry, RulesEntry, "dream"} {
		if err := (Entry{Kind: k}).Verify(); err == nil {
			t.Errorf("an empty %s entry is fine", k)
		}
	}
	s := sound()
	if err := (Entry{Kind: StoryEntry, Story: &s}).Verify(); err != nil {
		t.Error(err)
	}
}

// The log is for ever: this is how an entry is written, field by field.
func TestEntryJSON(t *testing.T) {
	s := sound()
	got, err := json.Marshal(Entry{Kind: StoryEntry, At: time.Date(2024, 3, 2, 10, 0, 1, 0, time.UTC), Story: &s})
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"kind":"story","at":"2024-03-02T10:00:01Z","story":{"id":"s-vkp3arprldkfjigl74mk","version":1,"hash":"8be2fdb6a9557d6f69481533490e66ef","url":"https://example.org/a","outlet":"example","title":"Ruritania blames Borduria","text":"Ruritania blamed Borduria for the breach.\n\nBorduria denied it.","access":"full","published":{"time":"2024-03-02T00:00:00Z","precision":"day"},"arrived":"2024-03-02T10:00:00Z","analysis":{"engine":"test/1","in_scope":false,"mentions":[{"kind":"party","id":"state:bo","name":"Borduria","surface":"Borduria","span":{"part":"text","start":17,"end":25},"count":3}],"claims":[{"id":"c-qu20v35kd46h4pap1am7","accuser":{"name":"Ruritania","kind":"government"},"accused":{"name":"Borduria","kind":"state"},"relation":"carried_out","stance":"accuses","about":"main","level":"government","basis":"","type":"","date":{},"evidence":{"part":"text","start":0,"end":41},"quote":"Ruritania blamed Borduria for the breach.","review":"machine","score":0}]}}}`
	if string(got) != want {
		t.Errorf("an entry is written as\n%s\nwant\n%s", got, want)
	}
	var back Entry
	if err := json.Unmarshal(got, &back); err != nil || back.Story.Verify() != nil || back.Key() != (Entry{Story: &s}).Key() {
		t.Errorf("it does not come back whole: %v", err)
	}
}
