package claim

// ranOn reports whether what begins before token i with an "and" has the subject of the main clause again, so that m, who
// is the subject of a relative clause before it, says nothing of it: "an actor that ESET spotted in 2014 and is linked to Iran".
func (s *sentence) ranOn(m *mention, i int) bool {
	k := m.from - 1
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(relWord) {
		k--
	}
	if w := s.tok(k); !w.is(relWord) || w.low == "who" {
		return false
	}
	k = i - 1
	be := false
	for k > m.to && (s.tok(k).is(auxWord|advWord) || s.tok(k).is(thinkWord) || s.tok(k).low == "to") && s.mentionAt(k) == nil {
		be = be || s.tok(k).is(beWord)
		k--
	}
	return be && s.tok(k).low == "and"
}

// besideClause reports whether m only speaks in a relative clause about the accused, and the deed is told behind it: "Turla, which
// ESET has tracked since 2014, hacked".
func (s *sentence) besideClause(c *candidate, m *mention) bool {
	x := c.x
	if x == nil || x.to >= m.from || m.to > c.t.from || s.tok(x.to).low != "," || !s.tok(x.to+1).is(relWord) {
		return false
	}
	verb := false // of the relative clause, which may have remarks of its own
	for j := m.to; j < c.t.from; j++ {
		if t := s.tok(j); t.low == "," && verb {
			return s.opening(j) == x.to
		} else if s.mentionAt(j) == nil {
			verb = verb || t.is(haveWord|beWord|sayWord|accuseVerb)
		}
	}
	return false
}
