package incident

import (
	"fmt"
	"testing"
	"time"

	"ascribe/news"
)

// A large incident in which one story is wrong takes in what belongs to the rest, and nothing
// that is like the wrong one alone.
func TestLargeIncidentHolds(t *testing.T) {
	hour := 0
	tell := func(title, text string) news.Story {
		hour++
		when := time.Date(2031, 3, 1, hour, 0, 0, 0, time.UTC)
		s := news.Story{
			ID: news.NewStoryID(title + text), Outlet: news.OutletID(fmt.Sprint("outlet ", hour)), Title: title, Text: text,
			Published: news.At(when), Arrived: when,
		}
		s.Hash = s.Fingerprint()
		return s
	}
	harbour := func(i int) news.Story {
		return tell(fmt.Sprintf("Cranes of Tavik harbour still stand after intrusion, day %d", i),
			fmt.Sprintf("The harbour of Tavik cannot load ships since intruders wiped the crane computers of Orrin Terminals. %d ships wait in the bay.", 10+i))
	}
	dairy := func(i int) news.Story {
		return tell("Ransomware stops the Lunmor dairy",
			fmt.Sprintf("The Lunmor dairy in Estrand pours milk away since ransomware locked its bottling plant, the dairy's owner Pell Aune said. Farmers brought %d tanks.", i))
	}
	st := New()
	first := harbour(0)
	st.Fold(Placed{first, news.Change{Story: first.ID, Incident: first.ID.Founded(), Founded: true}})
	for i := range 32 {
		s := harbour(i + 1)
		if i%16 < 4 { // put there by mistake
			s = dairy(i)
		}
		st.Fold(Placed{s, news.Change{Story: s.ID, Incident: first.ID.Founded()}})
	}
	if c := st.Decide(harbour(99)); c.Incident != first.ID.Founded() {
		t.Errorf("the harbour's next story founds %s", c.Incident)
	}
	if c := st.Decide(dairy(99)); !c.Founded {
		t.Errorf("the dairy's next story joins the harbour's incident: %+v", c)
	}
}
