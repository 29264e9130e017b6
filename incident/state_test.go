package incident

import (
	"fmt"
	"testing"
	"time"

	"ascribe/news"
)

// invented makes a stream of n stories about few operations, some of them revised.
func invented(n int) []news.Story {
	words := []string{"amber", "basalt", "cinder", "delta", "ember", "fjord", "garnet", "harbour", "indigo", "juniper", "kelp", "lagoon"}
	var all []news.Story
	for i := range n {
		op, id := i*7%11, i
		if i%5 == 4 {
			id = i - 3 // a revision
			op = id * 7 % 11
		}
		text := fmt.Sprintf("The %s%s operation hit the %s works. Engineers at %s%d found the %s tool, version %d.",
			words[op], words[(op+3)%12], words[(op+1)%12], words[op], op, words[(op+5)%12], i)
		when := time.Date(2031, 1, 1, i, 0, 0, 0, time.UTC)
		s := news.Story{
			ID: news.NewStoryID(fmt.Sprint("story ", id)), Outlet: news.OutletID(fmt.Sprint("outlet ", i%4)),
			Title: "Operation " + words[op] + words[(op+3)%12], Text: text, Published: news.At(when), Arrived: when,
		}
		s.Hash = s.Fingerprint()
		all = append(all, s)
	}
	return all
}

// A machine with a small window forgets, and still a restart from what the window holds
// is the same machine.
func TestRestartFromWindow(t *testing.T) {
	const window = 12
	live := New()
	live.window = window
	var log []Placed
	for _, s := range invented(120) {
		p := Placed{s, live.Decide(s)}
		live.Fold(p)
		log = append(log, p)

		again := New()
		again.window = window
		for _, p := range lastDistinct(log, window) {
			again.Fold(p)
		}
		if got, want := dump(again), dump(live); got != want {
			t.Fatalf("after %d stories the restarted machine remembers\n%s\nwant\n%s", len(log), got, want)
		}
	}
	if live.placed != window {
		t.Errorf("%d stories remembered, want %d", live.placed, window)
	}
}

// lastDistinct are the last n stories placed, each by its last placement.
func lastDistinct(log []Placed, n int) []Placed {
	seen := map[news.StoryID]bool{}
	var out []Placed
	for i := len(log) - 1; i >= 0 && len(out) < n; i-- {
		if !seen[log[i].Story.ID] {
			seen[log[i].Story.ID] = true
			out = append([]Placed{log[i]}, out...)
		}
	}
	return out
}

// Decide must leave no trace, or the order of questions would matter.
func TestDecideChangesNothing(t *testing.T) {
	st := New()
	all := invented(40)
	for _, s := range all[:20] {
		st.Fold(Placed{s, st.Decide(s)})
	}
	before := dump(st)
	for _, s := range all[20:] {
		st.Decide(s)
	}
	if dump(st) != before {
		t.Error("Decide changed what is remembered")
	}
}

// An item that says it is from next year neither empties the memory nor breaks grouping.
func TestFutureDate(t *testing.T) {
	st := New()
	all := invented(30)
	for i, s := range all {
		if i == 10 {
			s.Published = news.At(s.Arrived.AddDate(1, 0, 0))
			s.Hash = s.Fingerprint()
		}
		st.Fold(Placed{s, st.Decide(s)})
	}
	if st.placed != 24 {
		t.Errorf("%d stories remembered, want 24", st.placed)
	}
}

func TestOddStories(t *testing.T) {
	for name, s := range map[string]news.Story{
		"empty":         {ID: "s-1"},
		"no words":      {ID: "s-1", Title: "!!!", Text: "… — …"},
		"stop words":    {ID: "s-1", Title: "The and of", Text: "is it"},
		"invalid UTF-8": {ID: "s-1", Title: "\xff\xfe", Text: "a\xc3(b \xe2\x82"},
		"other script":  {ID: "s-1", Title: "國防部稱遭駭", Text: "Министерство сообщило"},
	} {
		t.Run(name, func(t *testing.T) {
			st := New()
			first := st.Decide(s)
			if !first.Founded || first.Incident != s.ID.Founded() {
				t.Errorf("%+v, want a new incident", first)
			}
			st.Fold(Placed{s, first})
			s.ID = "s-2"
			if c := st.Decide(s); c.Story != "s-2" || c.Incident == "" {
				t.Errorf("%+v", c)
			}
		})
	}
}

// An incident that is no longer remembered may be large: all its stories are handed over.
func TestReachLargeIncident(t *testing.T) {
	st := Sized(6)
	tell := func(i int, about string) news.Story {
		when := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i)
		s := news.Story{
			ID: news.NewStoryID(fmt.Sprint(about, i)), Outlet: news.OutletID(fmt.Sprint("outlet ", i)), Title: about,
			Text: about + " by Tallow, whose case is 4:31-cr-00217.", Published: news.At(when), Arrived: when,
		}
		s.Hash = s.Fingerprint()
		return s
	}
	var older []Older
	for i := range 12 {
		s := tell(i, "Ticket shop Ostrel robbed of card data")
		p := Placed{s, st.Decide(s)}
		st.Fold(p)
		older = append(older, Older{st.Recall(s), p.Change.Incident})
	}
	for i := range 10 {
		s := tell(40+i, fmt.Sprintf("Ferry %d of Skagen stands still for want of %dth anchor", i, 10*i))
		s.Text = "Nothing else."
		st.Fold(Placed{s, news.Change{Story: s.ID, Incident: s.ID.Founded(), Founded: true}})
	}
	s := tell(300, "Ticket shop Ostrel robbers sentenced")
	own := st.Decide(s)
	if c := st.Reach(s, own, older); !own.Founded || c.Incident != older[0].Incident {
		t.Errorf("%+v, after %+v; want the forgotten incident %s", c, own, older[0].Incident)
	}
}
