package claim

// interposed finds where the sentence goes on, at token from or later, after who says it was put in at the
// comma at token i: "the trail, the minister said, leads to", "carried out, according to CISA, by". It
// returns 0 where nobody says anything there.
func (s *sentence) interposed(i, from int) int {
	first := s.tok(i + 1)
	if first.is(relWord) || first.is(conjWord) {
		return 0
	}
	said := first.low == "according" || first.low == "per"
	for k := i + 1; k < min(i+20, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.low == ",":
			if said && k+1 >= from {
				return k + 1
			}
		case t.kind == markToken:
			return 0
		case t.is(sayWord) && !t.is(reportWord):
			said = true
		}
	}
	return 0
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
