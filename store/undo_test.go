package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ascribe/news"
)

// situation is what people can change of a view: where each story is, whether it is shown, what
// it claims, and what its incident is called and amounts to.
func situation(t *testing.T, s *Store, stories []news.Story) (all []string) {
	t.Helper()
	for _, st := range stories {
		v, err := s.Story(st.ID)
		if err != nil {
			t.Fatal(err)
		}
		var line strings.Builder
		fmt.Fprintf(&line, "%s in %s, hidden %v:", v.ID, v.Incident, v.Hidden)
		for _, c := range v.Analysis.Claims {
			fmt.Fprintf(&line, " %s %s %s %s", c.ID, c.Review, c.Accused.Name, c.Victim)
		}
		in, err := s.Incident(v.Incident)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&line, "; %q, %d notes:", in.Title, len(in.Notes))
		for _, m := range in.Members {
			line.WriteString(" " + string(m.Story))
		}
		for _, st := range in.Standing {
			fmt.Fprintf(&line, "; %s %d/%d", st.Accused.Name, st.Unreviewed, st.Claims)
		}
		all = append(all, line.String())
	}
	return all
}

// An undoer edits at random and takes edits back.
type undoer struct {
	*office
	r       *rand.Rand
	stories []news.Story
	made    []news.EditID // and not undone
	actions []news.Action
}

func (u *undoer) any() news.Story { return u.stories[u.r.IntN(len(u.stories))] }

// step tries an edit; what is refused is none.
func (u *undoer) step() {
	a, b := u.any(), u.any()
	e := news.Edit{Action: u.actions[u.r.IntN(len(u.actions))]}
	switch e.Action {
	case news.Merge:
		e.Incidents = []news.IncidentID{a.ID.Founded(), b.ID.Founded(), u.any().ID.Founded()}
	case news.Split:
		e.Stories = []news.StoryID{a.ID}
		if v, err := u.Story(b.ID); err == nil && u.r.IntN(2) == 0 {
			in, _ := u.Incident(v.Incident)
			e.Stories = nil
			for _, m := range in.Members {
				if u.r.IntN(2) == 0 {
					e.Stories = append(e.Stories, m.Story)
				}
			}
		}
	case news.Pin:
		e.Stories, e.Incidents = []news.StoryID{a.ID, b.ID}, []news.IncidentID{u.any().ID.Founded()}
	case news.Hide:
		e.Stories = []news.StoryID{a.ID, b.ID}
	case news.Rename, news.AddNote:
		e.Incidents, e.Text = []news.IncidentID{a.ID.Founded()}, fmt.Sprint("Name ", u.n)
	case news.Undo:
		u.back()
		return
	default:
		u.say(&e, a)
	}
	if id, err := u.try(e); err == nil {
		u.made = append(u.made, id)
	}
}

// say makes e speak of a claim of a story, or bring one.
func (u *undoer) say(e *news.Edit, of news.Story) {
	v, err := u.Story(of.ID)
	if err != nil || len(v.Analysis.Claims) == 0 {
		return
	}
	c := v.Analysis.Claims[u.r.IntN(len(v.Analysis.Claims))]
	if e.Action == news.Add {
		e.Stories = []news.StoryID{of.ID}
	} else {
		e.Target = c.ID
	}
	if e.Action == news.Add || e.Action == news.Correct {
		c.Accused = []news.Party{china, russia, apt40, vendor}[u.r.IntN(4)]
		c.Victim = fmt.Sprint("Victim ", u.n)
		e.Claim = &c
	}
}

// back takes back an edit, whichever may be.
func (u *undoer) back() {
	for _, i := range u.r.Perm(len(u.made)) {
		if _, err := u.try(news.Edit{Action: news.Undo, Undoes: u.made[i]}); err == nil {
			u.made = slices.Delete(u.made, i, i+1)
			return
		} else if !strings.Contains(err.Error(), "undo that one first") {
			u.t.Fatal(err)
		}
	}
	if len(u.made) > 0 {
		u.t.Fatalf("none of %v can be undone", u.made)
	}
}

// newsroom tells some stories, of which the grouping makes one incident or another.
func newsroom(t *testing.T, s *Store, r *rand.Rand, n int) []news.Story {
	h := historian{r: r}
	for range n {
		h.story(day)
	}
	for i := range h.entries {
		appendAll(t, s, h.entries[i])
	}
	return h.stories
}

// When everything is undone, in whichever order, all is as it was before.
func TestUndoingEverything(t *testing.T) {
	grouping := []news.Action{news.Merge, news.Split, news.Pin, news.Undo}
	seeds := uint64(40)
	if testing.Short() {
		seeds = 4
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 7))
		path := filepath.Join(t.TempDir(), "ascribe.db")
		s := openAt(t, path)
		u := &undoer{office: &office{Store: s, t: t}, r: r, stories: newsroom(t, s, r, 9), actions: grouping}
		if seed%2 == 1 {
			u.actions = news.Actions
		}
		before := situation(t, s, u.stories)
		for range 24 {
			u.step()
		}
		for len(u.made) > 0 {
			u.back()
		}
		same(t, fmt.Sprint("seed ", seed), situation(t, s, u.stories), before)
		if t.Failed() {
			return
		}
		if seed%10 < 2 {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			asRebuilt(t, path)
		}
	}
}

// Stories that come between edits and undos are placed the same live, after restarts, and when
// the file is made anew.
func TestNewsBetweenUndos(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 8))
		path := filepath.Join(t.TempDir(), "ascribe.db")
		s := openAt(t, path)
		h := historian{r: r}
		u := &undoer{office: &office{Store: s, t: t}, r: r, actions: []news.Action{news.Merge, news.Split, news.Pin, news.Undo, news.Undo, news.Hide}}
		var all []news.Entry
		for i := range 60 {
			if i < 6 || r.IntN(3) == 0 {
				h.story(day)
				h.entries[len(h.entries)-1].Story.URL += fmt.Sprint(i)
				appendAll(t, s, h.entries[len(h.entries)-1])
				u.stories = h.stories
			} else {
				u.step()
			}
		}
		for len(u.made) > 0 && r.IntN(8) > 0 {
			u.back()
		}
		if report, err := s.Verify(t.Context()); err != nil || !report.Clean() {
			t.Errorf("seed %d: %+v, %v", seed, report, err)
		}
		for l, err := range s.Log(1) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, l.Entry)
		}
		want := dump(t, s)
		restarted := filepath.Join(t.TempDir(), "ascribe.db")
		for part := range slices.Chunk(all, 7) {
			again, err := Open(restarted, Options{})
			if err != nil {
				t.Fatal(err)
			}
			again.db.NoSync = true
			if refused := tell(t, again, part, 3); refused > 0 {
				t.Errorf("seed %d: %d entries are refused the second time", seed, refused)
			}
			if err := again.Close(); err != nil {
				t.Fatal(err)
			}
		}
		same(t, fmt.Sprint("restarted, seed ", seed), dumpOf(t, restarted), want)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		asRebuilt(t, path)
	}
}

// What two people hid is hidden as long as one of them wants it.
func TestHiddenTwice(t *testing.T) {
	o, s := newOffice(t)
	ids := []news.StoryID{s["b"].ID}
	first := o.edit(news.Edit{Action: news.Hide, Stories: ids})
	second := o.edit(news.Edit{Action: news.Hide, Stories: ids})
	o.undo(first)
	if v, _ := o.Story(s["b"].ID); !v.Hidden || names(t, o.Store, Query{}, "stories") != "d c a" {
		t.Error("a story is shown that somebody hid")
	}
	o.undo(second)
	if v, _ := o.Story(s["b"].ID); v.Hidden || names(t, o.Store, Query{}, "stories") != "d c b a" {
		t.Error("a story stays hidden that nobody hides")
	}
}

// What a person says of a claim holds of the claim as it is, and as long as that is there.
func TestReviewsOfReviews(t *testing.T) {
	o, s := newOffice(t)
	old := s["a"].Analysis.Claims[0]
	to := func(p news.Party) *news.Claim { c := old; c.Accused = p; return &c }
	refused := func(e news.Edit, why string) {
		t.Helper()
		if _, err := o.try(e); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want %q", e.Action, err, why)
		}
	}
	first := o.edit(news.Edit{Action: news.Correct, Target: old.ID, Claim: to(russia)})
	second := o.claim(old.ID).ID
	for _, action := range []news.Action{news.Correct, news.Confirm, news.Reject} { // from a page of before
		refused(news.Edit{Action: action, Target: old.ID, Claim: to(apt40)}, "was corrected to "+string(second))
	}
	confirm := o.edit(news.Edit{Action: news.Confirm, Target: second})
	refused(news.Edit{Action: news.Undo, Undoes: first}, string(confirm)+" (confirm) builds on")
	o.undo(confirm)
	further := o.edit(news.Edit{Action: news.Correct, Target: second, Claim: to(apt40)})
	refused(news.Edit{Action: news.Undo, Undoes: first}, string(further)+" (correct) builds on")
	if got := o.standing(s["a"]); got != "APT40 0" {
		t.Errorf("corrected twice: standing %q", got)
	}
	o.undo(further)
	o.undo(first)
	if got := o.standing(s["a"]); got != "China 1" {
		t.Errorf("all undone: standing %q", got)
	}
	refused(news.Edit{Action: news.Undo, Undoes: first}, "was undone already")
}

// What was done to stories of which one was taken down since can be taken back for the others.
func TestUndoOfWhatWasTakenDown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	o := &office{Store: openAt(t, path), t: t}
	made := map[string]news.Story{}
	for i, name := range []string{"a", "b", "c", "d"} {
		text := []string{"Ferries stood still.", "Pupils lost their marks.", "The archive is gone.", "Trams ran backwards."}[i]
		made[name] = write("https://x.example/"+name, news.OutletID("outlet"+name), day.AddDate(0, i, 0), "Case "+text, text, say{britain, china, news.Accuses, ""})
		appendAll(t, o.Store, entry(made[name]))
	}
	a, b, c := made["a"].ID, made["b"].ID, made["c"].ID
	claim := made["a"].Analysis.Claims[0]
	corrected := claim
	corrected.Accused = russia
	added := claim
	added.Accused = apt40
	edits := []news.EditID{
		o.edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{a.Founded(), c.Founded()}}),
		o.edit(news.Edit{Action: news.Rename, Incidents: []news.IncidentID{a.Founded()}, Text: "A name"}),
		o.edit(news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{a.Founded()}, Text: "A note"}),
		o.edit(news.Edit{Action: news.Correct, Target: claim.ID, Claim: &corrected}),
		o.edit(news.Edit{Action: news.Add, Stories: []news.StoryID{a}, Claim: &added}),
		o.edit(news.Edit{Action: news.Hide, Stories: []news.StoryID{a, b}}),
	}
	for _, id := range []news.StoryID{a, c} {
		appendAll(t, o.Store, news.Entry{Kind: news.ForgetEntry, At: day, Forget: &news.Forget{Story: id, Reason: "taken down"}})
	}
	for _, id := range edits {
		if _, err := o.try(news.Edit{Action: news.Undo, Undoes: id}); err != nil {
			t.Errorf("undo: %v", err)
		}
	}
	if got := names(t, o.Store, Query{}, "stories"); got != "d b" {
		t.Errorf("%q are shown, want d b", got)
	}
	if report, err := o.Verify(t.Context()); err != nil || !report.Clean() {
		t.Errorf("%+v, %v", report, err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	asRebuilt(t, path)
}
