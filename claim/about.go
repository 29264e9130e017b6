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
			continue
		}
		if c.Stance == news.Accuses && background(c.Quote) {
			c.About = news.Other
		}
	}
}

// background reports words that set a statement apart as an older one.
func background(quote string) bool {
	for _, t := range tokenize(quote) {
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
