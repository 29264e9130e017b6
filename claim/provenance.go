package claim

var leadVerbs = words("leadVerbs")

// fromWhere is the country that the words around the name of a person give: "the Canadian Ana
// Lee", "Ana Lee, 38, of Kharkiv, Ukraine", and of whom else is named with such a one.
func (r *reading) fromWhere(s *sentence, m *mention) string {
	for j := max(s.from, m.from-2); j < m.from; j++ {
		if iso, n := r.nation(s, j); n > 0 && j+n == m.from {
			return iso
		}
	}
	j := m.to
	if s.tok(j).low == "," && s.tok(j+1).is(detWord) { // "Ana Lee, a Ukrainian,"
		if iso, n := r.nation(s, j+2); n > 0 && (s.tok(j+2+n).kind != wordToken || s.tok(j+2+n).is(prepWord|relWord|peopleHead)) {
			return iso
		}
	}
	if s.tok(j).low == "," && s.tok(j+1).kind == numberToken {
		if j += 2; s.tok(j).low == "," {
			j++
		}
		if w := s.tok(j).low; (w == "both" || w == "all") && (s.tok(j+1).low == "of" || s.tok(j+1).low == "from") {
			j++
		}
		if w := s.tok(j).low; w == "of" || w == "from" || s.tok(j).is(detWord) {
			for k := j + 1; k < min(j+6, s.to); k++ {
				if iso, n := r.nation(s, k); n > 0 {
					return iso
				}
				if !s.tok(k).capital() && s.tok(k).low != "," && s.tok(k).low != "of" && s.tok(k).low != "from" && !s.tok(k).is(peopleHead) {
					break
				}
			}
		}
	}
	return ""
}

// leads finds the body that a sentence says somebody works for: "Ana Lee leads research at Acme".
func (r *reading) leads(s *sentence, m *mention) *mention {
	if !s.tok(m.to).in(leadVerbs) {
		return nil
	}
	for j := m.to + 1; j < min(m.to+9, s.to); j++ {
		if o := s.mentionAt(j); o != nil {
			prev := s.tok(o.from - 1)
			if (o.kind == mOrg || o.kind == mAgency || o.kind == mIntl) && !o.back && (prev.low == "at" || prev.low == "for" || prev.low == "of" || j == m.to+1 || prev.is(detWord)) {
				return o
			}
			return nil
		}
		if t := s.tok(j); t.is(sayWord|relWord) || t.kind == markToken {
			return nil
		}
	}
	return nil
}

// shareOrigin gives those who are named with the person of mention k the country that is said to be
// of both: "Ana Lee, 33, and Bo Roe, 29, both of Graz, Austria".
func (s *sentence) shareOrigin(k int) {
	m := s.mentions[k]
	if w := s.tok(m.to + 3).low; m.party.Country == "" || w != "both" && w != "all" {
		return
	}
	for ; k > 0; k-- {
		o, next := s.mentions[k-1], s.mentions[k]
		if o.kind != mPerson || o.party.Country != "" || next.from-o.to > 4 {
			return
		}
		o.party.Country = m.party.Country
	}
}
