package incident

import (
	"fmt"
	"slices"
	"testing"

	"ascribe/news"
)

// Each measure of each actor is told once, with its earliest date; the victims' countries
// and sectors stand by how many stories say them.
func TestResponsesAndVictims(t *testing.T) {
	of := func(country, sector string, about news.About) news.Claim {
		c := says(britain, news.Accuses, land, news.GovernmentLevel)
		c.VictimCountry, c.VictimSector, c.About = country, sector, about
		return c
	}
	did := func(kind news.ResponseKind, who news.Party, s news.Story) news.Response {
		return news.Response{Kind: kind, Actor: who, Against: land, Date: s.Published, Quote: s.Text}
	}
	stories := []news.Story{
		told("a", 3, "Ferry hack blamed on Ruritania", of("NO", "transportation", news.Main), of("NO", "transportation", news.Main)),
		told("b", 4, "Norway answers Ruritania", of("DK", "transportation", news.Main), of("CH", "health", news.Other)),
		told("c", 5, "Norway expelled diplomats", of("DK", "", news.Main)),
	}
	stories[1].Analysis.Responses = []news.Response{did(news.ResponseExpulsion, norway, stories[1]), did(news.ResponseSanctions, britain, stories[1])}
	stories[2].Analysis.Responses = []news.Response{did(news.ResponseExpulsion, norway, stories[2]), did(news.ResponseArrest, nobody, stories[2])}
	in := Compose("i-x", membersOf(stories), stories)
	if !slices.Equal(in.VictimCountries, []string{"DK", "NO"}) || !slices.Equal(in.VictimSectors, []string{"transportation"}) {
		t.Errorf("victims of %q in %q", in.VictimCountries, in.VictimSectors)
	}
	var got []string
	for _, r := range in.Responses {
		got = append(got, fmt.Sprint(r.Kind, " ", r.Actor.Name, " ", r.Date.Time.Day(), " ", r.Story == stories[1].ID))
	}
	if want := []string{"expulsion Norway 4 true", "sanctions United Kingdom 4 true", "arrest  5 false"}; !slices.Equal(got, want) {
		t.Errorf("responses %q, want %q", got, want)
	}
	var told []string
	for _, m := range in.Timeline {
		if m.Phase == news.Responded || m.Phase == news.Sanctions {
			told = append(told, m.Text)
		}
	}
	if want := []string{"United Kingdom imposes sanctions", "Norway expels diplomats"}; !slices.Equal(told, want) {
		t.Errorf("the timeline tells %q, want %q", told, want)
	}
	briefs := make([]news.Story, len(stories))
	for i, s := range stories {
		briefs[i] = Brief(s)
	}
	if again := Compose("i-x", membersOf(stories), briefs); len(again.Responses) != len(in.Responses) || again.Responses[0].Quote != in.Responses[0].Quote {
		t.Errorf("of briefs: %+v", again.Responses)
	}
}
