package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

var loosePreps = words("loosePreps")

// victimCountry says whose a victim is that a state speaks of without naming a country: its own where it says so
// ("its foreign ministry"), and where an institution of a state stands bare and nothing near tells of a third
// country ("Norway blames Russia for the attack on parliament"). Else nobody knows.
func (r *reading) victimCountry(c *news.Claim, s *sentence, by *mention) string {
	own := c.Accuser.Country
	if own == "" || own == "EU" || !official(c.Accuser.Kind) || c.Victim == "" || own == c.Accused.Country {
		return ""
	}
	if by != nil && s.theirs(by, c.Victim) {
		return own
	}
	if !s.stateBodyBare(c.Victim, c.VictimSector) || r.thirdCountry(s, c) {
		return ""
	}
	return own
}

// stateBodyBare reports whether a victim is the one of its sort that a state has: "parliament", "the foreign
// ministry", and not "a ministry", "ministries".
func (s *sentence) stateBodyBare(victim, sector string) bool {
	if news.SectorCategory(sector) != "state_institutions" && sector != "space" && victim != "grid" && victim != "power grid" {
		return false
	}
	if victim != strings.ToLower(victim) || strings.HasSuffix(victim, "s") && !strings.HasSuffix(victim, "ss") {
		return false
	}
	first, _, _ := strings.Cut(victim, " ")
	for i := s.from; i < s.to; i++ {
		if s.tok(i).word == first {
			switch prev := s.tok(i - 1); {
			case prev.low == "a", prev.low == "an", prev.low == "another", prev.low == "one":
				return false
			case prev.in(loosePreps):
				return true
			default:
				return prev.is(cyberVerb|prepWord|detWord) || strings.HasSuffix(prev.low, "ing") || prev.kind != wordToken
			}
		}
	}
	return false
}

// thirdCountry reports whether another country than the accuser's and the accused's is named where a story says what
// it is about, or near the claim.
func (r *reading) thirdCountry(s *sentence, c *news.Claim) bool {
	third := func(o *sentence) bool {
		for i := o.from; i < o.to; i++ {
			if !o.tok(i).capital() {
				continue
			}
			if iso, n := r.nation(o, i); n > 0 && iso != c.Accuser.Country && iso != c.Accused.Country {
				return true
			}
		}
		return false
	}
	for _, p := range r.parts {
		if slices.ContainsFunc(p.sentences[:min(2, len(p.sentences))], third) {
			return true
		}
	}
	return slices.ContainsFunc(s.part.sentences[max(0, s.index-1):s.index+1], third)
}
