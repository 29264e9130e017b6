package claim

import (
	"slices"

	"ascribe/news"
)

// chargeNouns are what is denied or doubted when somebody was accused.
var chargeNouns = words("chargeNouns")

// unheard drops denials and doubts of what the story does not tell: nobody accuses their party anywhere in it, and their own
// sentence speaks of no attack and no accusation. Words of denial and doubt are said of anything. A short text
// may be about nothing but the denial; a whole story tells what is denied.
func unheard(in [][]*candidate) [][]*candidate {
	accused := map[string]bool{}
	for _, cs := range in {
		for _, c := range cs {
			if c.stance == news.Accuses {
				accused[c.accused.Key()], accused[c.accused.Country] = true, true
			}
		}
	}
	accused[""] = false
	for i, cs := range in {
		in[i] = slices.DeleteFunc(cs, func(c *candidate) bool {
			return (c.stance == news.Denies || c.stance == news.Doubts) && !accused[c.accused.Key()] && !accused[c.accused.Country] && !c.s.tellsOfBlame()
		})
	}
	return in
}

// tellsOfBlame reports whether a sentence speaks of an attack or an accusation.
func (s *sentence) tellsOfBlame() bool {
	for i := s.from; i < s.to; i++ {
		if t := s.tok(i); t.is(attackNoun|cyberNoun|cyberGer) || t.in(chargeNouns) {
			return true
		}
	}
	return false
}
