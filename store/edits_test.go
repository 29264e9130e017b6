package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

// An office is a store with an analyst who edits it.
type office struct {
	*Store
	t *testing.T
	n int
}

func (o *office) edit(e news.Edit) news.EditID {
	o.t.Helper()
	id, err := o.try(e)
	if err != nil {
		o.t.Fatalf("%s: %v", e.Action, err)
	}
	return id
}

func (o *office) try(e news.Edit) (news.EditID, error) {
	o.n++
	e.ID, e.By, e.Reason = news.NewEditID(fmt.Sprint(o.n)), "anna", "because"
	_, err := o.Append(o.t.Context(), news.Entry{Kind: news.EditEntry, At: day.Add(time.Duration(o.n) * time.Minute), Edit: &e})
	return e.ID, err
}

func (o *office) undo(id news.EditID) { o.t.Helper(); o.edit(news.Edit{Action: news.Undo, Undoes: id}) }

// members are the members of an incident by the last letter of their URL.
func (o *office) members(id news.IncidentID) string {
	o.t.Helper()
	in, err := o.Incident(id)
	if err != nil {
		return err.Error()
	}
	var out []string
	for _, m := range in.Members {
		v, err := o.Story(m.Story)
		if err != nil {
			o.t.Fatal(err)
		}
		if v.Incident != in.ID {
			o.t.Errorf("story %s says it is in %s, but %s holds it", v.URL, v.Incident, in.ID)
		}
		out = append(out, v.URL[len(v.URL)-1:])
	}
	return strings.Join(out, "")
}

func newOffice(t *testing.T) (*office, map[string]news.Story) {
	o := &office{Store: open(t), t: t}
	made := map[string]news.Story{}
	for i, name := range []string{"a", "b", "c", "d"} {
		text := []string{"Ferries stood still.", "Pupils lost their marks.", "The archive is gone.", "Trams ran backwards."}[i]
		made[name] = write("https://x.example/"+name, news.OutletID("outlet"+name), day.AddDate(0, i, 0), "Case "+text, text, say{britain, china, news.Accuses, ""})
		appendAll(t, o.Store, entry(made[name]))
	}
	return o, made
}

func TestMergeSplitPinAndUndo(t *testing.T) {
	o, s := newOffice(t)
	id := func(name string) news.IncidentID { return s[name].ID.Founded() }
	want := func(name, members string) {
		t.Helper()
		if got := o.members(id(name)); got != members {
			t.Errorf("incident %s holds %q, want %q", name, got, members)
		}
	}
	merge := o.edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{id("b"), id("a"), id("c")}})
	want("a", "abc") // redirected
	want("b", "abc")
	if in, err := o.Incident(id("a")); err != nil || in.ID != id("b") {
		t.Errorf("incident a resolves to %s, %v; want b", in.ID, err)
	}
	if page, err := o.Incidents(t.Context(), Query{}); err != nil || len(page.Items) != 2 {
		t.Errorf("%d incidents after the merge, %v; want 2", len(page.Items), err)
	}

	split := o.edit(news.Edit{Action: news.Split, Stories: []news.StoryID{s["c"].ID}})
	want("c", "c")
	want("a", "ab")
	o.undo(split)
	want("c", "abc")

	// A founder keeps the name: the others go.
	founder := o.edit(news.Edit{Action: news.Split, Stories: []news.StoryID{s["b"].ID}})
	want("b", "b")
	want("a", "ac")
	want("c", "ac")
	o.undo(founder)

	pin := o.edit(news.Edit{Action: news.Pin, Stories: []news.StoryID{s["c"].ID}, Incidents: []news.IncidentID{id("d")}})
	want("d", "cd")
	want("c", "cd")
	o.undo(merge) // the pin holds
	want("a", "a")
	want("b", "b")
	want("d", "cd")
	o.undo(pin)
	want("d", "d")
	want("c", "c") // no edit holds that put it anywhere

	o.edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{id("b"), id("c")}})
	for _, e := range []news.Edit{
		{Action: news.Merge, Incidents: []news.IncidentID{id("a"), news.NewStoryID("none").Founded()}},
		{Action: news.Merge, Incidents: []news.IncidentID{id("b"), id("c")}},
		{Action: news.Split, Stories: []news.StoryID{news.NewStoryID("none")}},
		{Action: news.Split, Stories: []news.StoryID{s["a"].ID}},
		{Action: news.Split, Stories: []news.StoryID{s["c"].ID, s["b"].ID}},
		{Action: news.Split, Stories: []news.StoryID{s["a"].ID, s["b"].ID}},
		{Action: news.Undo, Undoes: merge},
		{Action: news.Undo, Undoes: "e-none"},
		{Action: news.Rename, Incidents: []news.IncidentID{"i-none"}, Text: "x"},
		{Action: news.Confirm, Target: "c-0123456789abcdefghij"},
	} {
		before := o.Applied()
		if _, err := o.try(e); err == nil || o.Applied() != before {
			t.Errorf("%s of %v %v, of what is not there or would be nothing: %v", e.Action, e.Incidents, e.Stories, err)
		}
	}
}

func TestNamesNotesAndHiding(t *testing.T) {
	o, s := newOffice(t)
	a, b := s["a"].ID.Founded(), s["b"].ID.Founded()
	rename := o.edit(news.Edit{Action: news.Rename, Incidents: []news.IncidentID{a}, Text: "The ferry affair"})
	o.edit(news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{b}, Text: "Ask the school"})
	o.edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{a, b}})
	in, err := o.Incident(a)
	if err != nil || in.Title != "The ferry affair" || len(in.Notes) != 1 || in.Notes[0].TLP != news.Amber || in.Notes[0].By != "anna" {
		t.Errorf("incident = %q, notes %+v, %v", in.Title, in.Notes, err)
	}
	o.undo(rename)
	if in, _ := o.Incident(a); in.Title == "The ferry affair" {
		t.Error("the name stays when its edit is undone")
	}

	hide := o.edit(news.Edit{Action: news.Hide, Stories: []news.StoryID{s["b"].ID, s["c"].ID}})
	if got := names(t, o.Store, Query{}, "stories"); got != "d a" {
		t.Errorf("stories = %q, want the hidden ones gone", got)
	}
	if got := names(t, o.Store, Query{}, "claims"); got != "d a" {
		t.Errorf("claims = %q, want those of hidden stories gone", got)
	}
	if got := names(t, o.Store, Query{Text: "pupils OR archive"}, "stories"); got != "" {
		t.Errorf("search = %q, want nothing", got)
	}
	if page, err := o.Incidents(t.Context(), Query{}); err != nil || len(page.Items) != 2 {
		t.Errorf("%d incidents, %v; want that of which all is hidden gone", len(page.Items), err)
	}
	if v, err := o.Story(s["c"].ID); err != nil || !v.Hidden {
		t.Errorf("a hidden story = %v, %v", v.Hidden, err)
	}
	if in, err := o.Incident(s["c"].ID.Founded()); err != nil || in.Title == "" || !in.Members[0].Hidden {
		t.Errorf("an incident of which all is hidden = %+v, %v", in, err)
	}
	o.undo(hide)
	if got := names(t, o.Store, Query{}, "stories"); got != "d c b a" {
		t.Errorf("stories = %q, want all again", got)
	}
}

func TestVersions(t *testing.T) {
	s := open(t)
	first := write("https://x.example/a", "wsj", day, "A title", "A text.")
	change := func(text string, access news.Access) uint64 {
		v := first
		v.Text, v.Access, v.Version, v.Previous = text, access, 77, "from the caller"
		v.Hash = v.Fingerprint()
		return appendAll(t, s, entry(v))
	}
	for _, step := range []struct {
		text    string
		access  news.Access
		seq     uint64
		version int
	}{
		{"A text.", news.Teaser, 1, 1},
		{"A text.", news.Full, 1, 1},             // the same text
		{"Another text.", news.Full, 2, 2},       //
		{"Another  text.", news.Full, 2, 2},      // the same but for blanks
		{"A text. Read more", news.Failed, 2, 2}, // lower access
		{"A text.", news.Full, 3, 3},             // A → B → A
	} {
		seq := change(step.text, step.access)
		v, err := s.Story(first.ID)
		if err != nil || seq != step.seq || v.Version != step.version {
			t.Errorf("%q, %s: seq %d, version %d, %v; want %d, %d", step.text, step.access, seq, v.Version, err, step.seq, step.version)
		}
	}
	all, err := s.Versions(first.ID)
	if err != nil || len(all) != 3 || all[1].Version != 2 || all[0].Hash != all[2].Hash {
		t.Errorf("Versions = %+v, %v", all, err)
	}
	if v, err := s.Version(first.ID, 2); err != nil || v.Text != "Another text." || v.Previous != all[0].Hash {
		t.Errorf("version 2 = %+v, %v", v, err)
	}
	for _, n := range []int{0, 4} {
		if _, err := s.Version(first.ID, n); !errors.Is(err, ErrNotFound) {
			t.Errorf("version %d: %v, want ErrNotFound", n, err)
		}
	}
	for n := range news.MaxVersions + 5 {
		change(fmt.Sprint("Revision ", n), news.Full)
	}
	if all, _ = s.Versions(first.ID); len(all) != news.MaxVersions {
		t.Errorf("%d versions are kept, want %d", len(all), news.MaxVersions)
	}
}

func TestForget(t *testing.T) {
	o, s := newOffice(t)
	a := s["a"]
	o.edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{a.ID.Founded(), s["b"].ID.Founded()}})
	forget := news.Entry{Kind: news.ForgetEntry, At: day, Forget: &news.Forget{Story: a.ID, Reason: "taken down"}}
	seq := appendAll(t, o.Store, forget)
	if again := appendAll(t, o.Store, forget, entry(a)); again != seq {
		t.Errorf("a forgotten story came back at %d", again)
	}
	for what, err := range map[string]error{
		"story":   second(o.Story(a.ID)),
		"version": second(o.Version(a.ID, 1)),
		"claim":   second(o.Claim(a.Analysis.Claims[0].ID)),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s of a forgotten story: %v", what, err)
		}
	}
	if got := o.members(s["b"].ID.Founded()); got != "b" {
		t.Errorf("the incident of a forgotten founder holds %q, want b", got)
	}
	if got := names(t, o.Store, Query{}, "stories"); got != "d c b" {
		t.Errorf("stories = %q", got)
	}
	appendAll(t, o.Store, news.Entry{Kind: news.ForgetEntry, At: day, Forget: &news.Forget{Story: s["c"].ID}})
	if _, err := o.Incident(s["c"].ID.Founded()); !errors.Is(err, ErrNotFound) {
		t.Errorf("an incident without stories: %v", err)
	}
	if r, err := o.Verify(t.Context()); err != nil || !r.Clean() {
		t.Errorf("Verify = %+v, %v", r, err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestBadEntriesHarmNobody(t *testing.T) {
	s := open(t)
	good := write("https://x.example/a", "wsj", day, "A title", "A text.")
	bad := good
	bad.Hash = "wrong"
	unknown := news.Edit{ID: "e-1", Action: news.Hide, Stories: []news.StoryID{news.NewStoryID("none")}}
	for _, call := range [][]news.Entry{
		{entry(bad)},
		{entry(good), entry(bad)},
		{entry(good), {Kind: news.EditEntry, Edit: &unknown}}, // the second shows only when the first is written
		{{Kind: "poem"}},
		{{Kind: news.RulesEntry, Rules: 999}},
	} {
		if _, err := s.Append(t.Context(), call...); err == nil || s.Applied() != 0 {
			t.Errorf("%v was appended: %v, applied %d", call, err, s.Applied())
		}
	}
	if _, err := s.Story(good.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("half a call was written: %v", err)
	}
	if seq := appendAll(t, s, entry(good)); seq != 1 {
		t.Errorf("a good entry after bad ones has sequence %d, want 1", seq)
	}
}

func TestFeedsAndSeen(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "ascribe.db"))
	states := []news.FeedState{{Feed: "a", Health: news.OK, ETag: `"1"`}, {Feed: "b", Health: news.Gone}}
	if err := s.PutFeedState(states...); err != nil {
		t.Fatal(err)
	}
	if err := s.PutFeedState(news.FeedState{Feed: "a", Health: news.NotModified}); err != nil {
		t.Fatal(err)
	}
	got, err := s.FeedStates()
	if err != nil || len(got) != 2 || got["a"].Health != news.NotModified || !reflect.DeepEqual(got["b"], states[1]) {
		t.Errorf("FeedStates = %+v, %v", got, err)
	}
	var items []news.Seen
	for n := range 2500 {
		verdict := []news.Verdict{news.OutOfScope, news.Stored, news.Unreadable}[n%3]
		items = append(items, news.Seen{Feed: news.FeedID([]string{"a", "ab"}[n%2]), Item: fmt.Sprint(n), Title: "T", Verdict: verdict, At: day.Add(time.Duration(n) * time.Hour)})
	}
	if err := s.PutSeen(items...); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSeen(items[:10]...); err != nil { // again: counted once
		t.Fatal(err)
	}
	rejected := func(feed news.FeedID, limit int) (ids []string) {
		list, err := s.Rejected(feed, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range list {
			ids = append(ids, i.Item)
		}
		return ids
	}
	if got := rejected("", 3); !slices.Equal(got, []string{"2498", "2497", "2495"}) && !slices.Equal(got, []string{"2499", "2498", "2496"}) && !slices.Equal(got, []string{"2499", "2497", "2496"}) {
		t.Errorf("Rejected = %v", got)
	}
	for _, id := range rejected("a", 5) {
		if item, ok, err := s.Seen("a", id); !ok || err != nil || item.Verdict == news.Stored {
			t.Errorf("Seen(a, %s) = %+v, %v, %v", id, item, ok, err)
		}
	}
	n, err := s.ForgetSeen(day.Add(2000 * time.Hour))
	if err != nil || n != 1333 {
		t.Errorf("ForgetSeen = %d, %v; want 1333", n, err)
	}
	if got := s.Stats().Seen; got != 2500-1333 {
		t.Errorf("Stats count %d, want %d", got, 2500-1333)
	}
	if _, ok, _ := s.Seen("ab", "1"); !ok {
		t.Error("an item that was stored is forgotten")
	}
}
