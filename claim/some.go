package claim

import "strings"

// Lists of words.txt.
var (
	indefiniteAdjectives = words("indefiniteAdjectives")
	indefiniteArticles   = words("indefiniteArticles")
)

// indefinite reports whether a phrase brings in somebody new: "a criminal gang", "two botnet
// herders", "cybercriminals".
func (s *sentence) indefinite(p *phrase) bool {
	prev := s.tok(p.from - 1)
	if s.tok(p.to).capital() && !s.headline {
		return false // their name follows
	}
	for i := p.from; i < p.to; i++ {
		if s.tok(i).in(indefiniteAdjectives) {
			return false // "exploited by various threat actors" tells nothing of them
		}
	}
	if prev.in(indefiniteArticles) {
		return p.adjective
	}
	if prev.is(detWord) || prev.kind == possToken || prev.is(itWord) {
		return false
	}
	return strings.HasSuffix(p.headLow, "s") && (p.adjective || p.head.any(actorStrong))
}

// culprits reports whether the words of a predicate say who did one particular thing, even if
// all that is known of them is their sort: "the work of a criminal gang". What such people do
// or are abused by is told in every other story about their trade.
func (p *predicate) culprits() bool {
	switch p.name {
	case "accuse", "blame", "blame-on", "attribute", "work-of", "by-out", "behind", "responsible", "culprit", "culprit-is", "under-suspicion", "suspect", "point-at", "hold", "deny":
		return true
	}
	return p.frame == "doubt"
}
