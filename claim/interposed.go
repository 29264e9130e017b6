package claim

import (
	"cmp"
	"slices"
)

// An aside is who says it, put in between two commas: "the trail, the minister said, leads to", "carried out,
// according to CISA, by".
type aside struct{ comma, to int } // tokens: where it begins, and where the sentence may go on

// findAsides finds the asides of the sentence, once: patterns that want more words than stand before one look beyond it.
func (s *sentence) findAsides() {
	if s.asidesKnown {
		return
	}
	s.asidesKnown = true
	for i := s.from; i < s.to; i++ {
		if s.tok(i).low == "," {
			s.asidesAt(i)
		}
	}
}

// asidesAt finds the places where the sentence may go on after who says it was put in at the comma at token i.
func (s *sentence) asidesAt(i int) {
	first := s.tok(i + 1)
	if first.is(relWord | conjWord) {
		return
	}
	said := first.low == "according" || first.low == "per"
	for k := i + 1; k < min(i+20, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.low == ",":
			if said && k > i+1 {
				s.asides = append(s.asides, aside{i, k + 1})
			}
		case t.kind == markToken:
			return
		case t.is(sayWord) && !t.is(reportWord):
			said = true
		}
	}
}

// interposed are the asides that begin at token i. Of most tokens it is seen at once that none does.
func (s *sentence) interposed(i int) []aside {
	if s.tok(i).low != "," {
		return nil
	}
	from, _ := slices.BinarySearchFunc(s.asides, i, func(a aside, i int) int { return cmp.Compare(a.comma, i) })
	to := from
	for to < len(s.asides) && s.asides[to].comma == i {
		to++
	}
	return s.asides[from:to]
}

// matchBeyond returns the token after the match of words beyond one of these asides, or -1.
func (s *sentence) matchBeyond(words []element, asides []aside) int {
	for _, a := range asides {
		if to := s.matchPattern(words, a.to); to >= 0 {
			return to
		}
	}
	return -1
}

// mayEnd reports whether a pattern may end without any of these words.
func mayEnd(words []element) bool {
	for i := range words {
		if !words[i].optional {
			return false
		}
	}
	return true
}

// opensClause reports whether a clause begins at token i.
func (s *sentence) opensClause(i int) bool {
	prev := s.tok(i - 1)
	return i == s.from || prev.kind == quoteToken || prev.low == "that" || prev.low == ":" || prev.low == "," || prev.is(conjWord)
}
