package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

var servantWords = words("servantWords")

// initiator codes what the accused is said to be. Where a claim ties somebody to a state, it is
// that somebody who did it, affiliated to the state.
func (r *reading) initiator(c *news.Claim) (news.Initiator, news.InitiatorSort) {
	x := c.Accused
	switch {
	case x.Kind == news.Person:
		return news.Individual, ""
	case official(x.Kind):
		if c.Subject != "" && c.Relation != news.CarriedOut || c.Relation == news.SponsoredBy || c.Relation == news.LinkedTo {
			return news.StateAffiliated, ""
		}
		return news.StateInitiator, ""
	case x.Name == "" && x.Country == "", x.Kind == news.UnknownParty && x.Country == "":
		return news.UnknownInitiator, ""
	case x.Kind == news.CriminalGroup:
		return news.NonState, news.Criminals
	case x.Kind == news.HacktivistGroup:
		return news.NonState, news.Hacktivists
	case invokesState(x.Name + " " + c.Quote):
		return news.StateAffiliated, ""
	}
	switch e, known := r.cat.Entry(x.ID); {
	case x.Kind == news.Company, x.Kind == news.Org:
		return news.NonState, news.Firm
	case known && x.Kind == news.Group && e.Party.Country != "":
		return news.NonState, news.WidelyHeld
	}
	return news.NonState, ""
}

// tiedToState are the ends of words such as "state-sponsored" and "government-backed".
var tiedToState = []string{"sponsored", "backed", "linked", "affiliated", "aligned", "directed", "supported", "run", "funded", "controlled", "employed", "based", "owned"}

// invokesState reports words that set a state behind hackers: "state-sponsored", "nation-state",
// "hackers working for the Chinese government", "military hackers".
func invokesState(text string) bool {
	words := tokenize(nil, text)
	for i, t := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].low
		}
		switch head, end, joined := strings.Cut(t.low, "-"); {
		case t.low == "nation-state", t.low == "nation-states", t.low == "nation" && next == "state":
			return true
		case joined && (head == "state" || head == "government" || head == "military" || head == "kremlin" || head == "regime"):
			if slices.Contains(tiedToState, end) {
				return true
			}
		case (t.low == "state" || t.low == "government") && (next == "sponsored" || next == "backed" || next == "hackers" || next == "actors"),
			t.low == "military" && (next == "hackers" || next == "unit" || next == "intelligence"):
			return true
		case t.low == "government" || t.low == "intelligence" || t.low == "military":
			if servant(words[max(0, i-6):i]) {
				return true
			}
		}
	}
	return false
}

// servant reports words that make somebody a state's hand.
func servant(words []token) bool {
	for i, t := range words {
		switch {
		case t.in(servantWords):
			return true
		case t.low == "for":
			if i > 0 && strings.HasPrefix(words[i-1].low, "work") {
				return true
			}
		}
	}
	return false
}
