package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"

	"github.com/google/go-cmp/cmp"
)

// followed reads all changes after a place, one call after another, in words.
func followed(t *testing.T, s *Store, after Place, q Query, kinds ...ChangeKind) (words []string) {
	t.Helper()
	for {
		changes, next, err := s.Changes(t.Context(), after, q, kinds...)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			words = append(words, c.words())
		}
		if next == after {
			return words
		}
		after = next
	}
}

func (c ChangeView) words() string {
	w := fmt.Sprintf("%d.%d %s", c.Place.Seq, c.Place.N, c.Kind)
	switch {
	case c.Claim != nil:
		w += " " + c.Claim.Accuser.Name + " " + string(c.Claim.Stance) + " " + c.Claim.Accused.Name
	case c.Turn != nil:
		w += " of " + c.Turn.Accused.Name + ": " + string(c.Turn.What)
		if c.Turn.By != nil {
			w += " by " + c.Turn.By.Name
		}
	case c.Edit != nil:
		w += " " + string(c.Edit.Action)
	}
	return w
}

// affair is a harbour that three outlets tell of, ever more of it.
func affair() []news.Story {
	at := func(hours int) time.Time { return day.Add(time.Duration(hours) * time.Hour) }
	text := "Cranes stood still at Northmere harbour after CVE-2024-1234 was used against Tidewater Logistics."
	first := write("https://a.example/1", "a", at(0), "Northmere harbour cranes stopped by hackers", text, say{vendor, china, news.Accuses, news.CompanyLevel})
	second := write("https://b.example/2", "b", at(2), "Britain blames China for the Northmere harbour hack", text, say{britain, china, news.Accuses, news.GovernmentLevel})
	third := write("https://c.example/3", "c", at(4), "China denies the Northmere harbour hack", text, say{china, china, news.Denies, news.GovernmentLevel})
	return []news.Story{first, second, third}
}

func TestChangesAreTold(t *testing.T) {
	s := open(t)
	all := affair()
	for _, st := range all {
		appendAll(t, s, entry(mention(st, news.MentionCVE, "cve:CVE-2024-1234", "CVE-2024-1234")))
	}
	merge := make([]news.IncidentID, 0, 3)
	for _, st := range all {
		v, err := s.Story(st.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(merge, v.Incident) {
			merge = append(merge, v.Incident)
		}
	}
	if len(merge) > 1 {
		t.Fatalf("the stories are in %d incidents: the test needs one", len(merge))
	}
	revised := all[1]
	revised.Title += ", again"
	revised.Hash = revised.Fingerprint()
	revised.Analysis.Claims = nil
	appendAll(t, s, entry(revised))
	say := func(e news.Edit) news.EditID {
		e.ID, e.By, e.Reason = news.NewEditID(fmt.Sprint(s.Applied())), "anna", "because"
		appendAll(t, s, news.Entry{Kind: news.EditEntry, At: day, Edit: &e})
		return e.ID
	}
	reject := say(news.Edit{Action: news.Reject, Target: all[2].Analysis.Claims[0].ID})
	say(news.Edit{Action: news.Undo, Undoes: reject})
	say(news.Edit{Action: news.Split, Stories: []news.StoryID{all[2].ID}})
	say(news.Edit{Action: news.Hide, Stories: []news.StoryID{all[0].ID}})
	say(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{merge[0], all[2].ID.Founded()}})

	want := []string{
		"2.1 story", "2.2 claim_added United Kingdom accuses China", "2.3 standing of China: first_government", "2.4 standing of China: new_accuser by United Kingdom",
		"3.1 story", "3.2 claim_added China denies China", "3.3 standing of China: denial by China",
		"4.1 revision", "4.2 claim_withdrawn United Kingdom accuses China", "4.3 standing of China: weaker", "4.4 standing of China: accuser_gone by United Kingdom",
		"5.1 edit reject", "6.1 edit undo", "6.2 standing of China: denial by China", "7.1 edit split", "7.2 split",
		"8.1 edit hide", "8.2 standing of China: weaker", "8.3 standing of China: accuser_gone by Northwind Labs",
		"9.1 edit merge", "9.2 merge",
	}
	got := followed(t, s, Place{}, Query{})
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(want[3:], followed(t, s, Place{Seq: 2, N: 3}, Query{})); d != "" {
		t.Errorf("after 2.3: %s", d)
	}
	if d := cmp.Diff(want[4:], followed(t, s, Place{Seq: 2}, Query{})); d != "" {
		t.Errorf("after 2: %s", d)
	}
	if d := cmp.Diff([]string{want[0], want[4]}, followed(t, s, Place{}, Query{}, StoryAdded)); d != "" {
		t.Errorf("stories only: %s", d)
	}
	russian := Query{Filters: []Filter{{Name: "accused", Values: []string{"RU"}}}}
	if all := followed(t, s, Place{}, russian); all != nil {
		t.Errorf("of incidents that nobody accuses Russia of: %v", all)
	}
}

// What a history of everything changed is told to the end, and the same in pieces.
func TestChangesOfAHistory(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	t.Parallel()
	s := open(t)
	tell(t, s, history(15, 250), 20)
	all := followed(t, s, Place{}, Query{})
	kinds := map[string]int{}
	for _, w := range all {
		var place, kind string
		_, _ = fmt.Sscan(w, &place, &kind)
		kinds[kind]++
		if p, err := ParsePlace(place); err != nil || p.String() != place {
			t.Errorf("place %q reads as %v, %v", place, p, err)
		}
	}
	for _, k := range ChangeKinds {
		if kinds[string(k)] == 0 && k != StoryForgotten && k != IncidentsMerged {
			t.Errorf("no change of kind %s in %v", k, kinds)
		}
	}
	half := Place{Seq: s.Applied() / 2}
	later := followed(t, s, half, Query{})
	if d := cmp.Diff(all[len(all)-len(later):], later); d != "" {
		t.Error(d)
	}
}

// A clock that jumps a year ahead and back again moves nothing: the affair of the day is
// grouped as if it had not, and nothing is lost.
func TestAClockThatJumps(t *testing.T) {
	s := open(t)
	all := affair()
	tell := func(st news.Story, jump time.Duration) {
		st.Arrived = st.Arrived.Add(jump)
		if strings.Contains(st.Text, "CVE") {
			st = mention(st, news.MentionCVE, "cve:CVE-2024-1234", "CVE-2024-1234")
		}
		e := entry(st)
		appendAll(t, s, e)
	}
	const year = 365 * 24 * time.Hour
	tell(all[0], 0)
	for i, jump := range []time.Duration{year, -year} {
		tell(write(fmt.Sprintf("https://d.example/%d", i), "d", day.Add(time.Hour), fmt.Sprint("Museum robbed, part ", i), "A museum was robbed of its letters."), jump)
	}
	tell(all[1], year)
	tell(all[2], -year)
	v, err := s.Story(all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range all {
		if now, err := s.Story(st.ID); err != nil || now.Incident != v.Incident {
			t.Errorf("%s is in %s, want %s: %v", st.Title, now.Incident, v.Incident, err)
		}
	}
	if page, err := s.Stories(t.Context(), Query{}); err != nil || len(page.Items) != 5 {
		t.Errorf("%d stories, %v", len(page.Items), err)
	}
	if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
		t.Errorf("Verify = %+v, %v", r, err)
	}
}

// A standing that is likelier misread than read is told when a person confirms it, not before.
func TestChangesOfDoubtfulStandings(t *testing.T) {
	s := open(t)
	story := write("https://a.example/1", "a", day, "Harbour hacked", "Somebody entered the harbour.", say{britain, china, news.Accuses, news.GovernmentLevel})
	story.Analysis.Claims[0].Score = news.EvenChance - 1
	appendAll(t, s, entry(story))
	told := []string{"1.1 story", "1.2 claim_added United Kingdom accuses China"}
	if d := cmp.Diff(told, followed(t, s, Place{}, Query{})); d != "" {
		t.Error(d)
	}
	appendAll(t, s, news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.Confirm, By: "ann", Target: story.Analysis.Claims[0].ID}})
	told = append(told, "2.1 edit confirm", "2.2 standing of China: first_government", "2.3 standing of China: new_accuser by United Kingdom")
	if d := cmp.Diff(told, followed(t, s, Place{}, Query{})); d != "" {
		t.Errorf("after it was confirmed: %s", d)
	}
}

// Whoever is far behind is told everything: one slice of the log after another.
func TestChangesFarBehind(t *testing.T) {
	s := open(t)
	const slices = 3
	for i := range slices*changeSlice + 7 {
		appendAll(t, s, entry(write(fmt.Sprintf("https://a.example/%d", i), "a", day.Add(time.Duration(i)*time.Minute), fmt.Sprint("Report ", i), fmt.Sprint("Text ", i))))
	}
	for _, after := range []uint64{0, 1, changeSlice - 1, changeSlice, changeSlice + 1, s.Applied() - 1, s.Applied()} {
		got := followed(t, s, Place{Seq: after}, Query{}, StoryAdded)
		if want := int(s.Applied() - after); len(got) != want {
			t.Errorf("after %d: told %d stories, want %d", after, len(got), want)
		}
		for i, w := range got {
			if want := fmt.Sprintf("%d.1 story", after+uint64(i)+1); w != want {
				t.Fatalf("after %d: change %d is %q, want %q", after, i, w, want)
			}
		}
	}
}
