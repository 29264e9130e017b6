package claim

import (
	"ascribe/news"
)

// judgeAbout tells the claims about the story's own operation from background: the first
// claim is the story's own; later ones that name another victim, or an older year, or say
// "previously", are about another.
func (r *reading) judgeAbout(cs []news.Claim) {
	if len(cs) == 0 {
		return
	}
	first := cs[0]
	for i := range cs[1:] {
		c := &cs[i+1]
		if c.Evidence == first.Evidence {
			if compared(c.Quote, c.Accused.Country, first.Accused.Country) {
				c.About = news.Other
			}
			continue
		}
		if c.Stance == news.Accuses && background(c.Quote) {
			c.About = news.Other
		}
	}
}

// background reports words that set a statement apart as an older one.
func background(quote string) bool {
	tokens := tokenize(nil, quote)
	for i, t := range tokens {
		if t.low == "earlier" && i+1 < len(tokens) && tokens[i+1].low == "this" {
			continue // "earlier this year" is when the story's own operation was
		}
		switch t.low {
		case "previously", "earlier", "ago", "past", "historically", "infamous", "former", "similarly":
			return true
		}
		if t.kind == numberToken && len(t.word) == 4 && (t.word[:2] == "20" || t.word[:2] == "19") {
			return true
		}
	}
	return false
}

// compared reports whether a sentence sets what another country did beside the story's
// own operation: "worse than the Russian attack on …".
func compared(quote, country, own string) bool {
	if country == own || country == "" {
		return false
	}
	tokens := tokenize(nil, quote)
	for i, t := range tokens {
		switch t.low {
		case "than", "unlike":
			return true
		case "compared", "comparable", "similar":
			if i+1 < len(tokens) && (tokens[i+1].low == "with" || tokens[i+1].low == "to") {
				return true
			}
		}
	}
	return false
}
