package claim

// insetSays tells how a person speaks whose name is only set in after their office: "the archive's director, Maria Keller, said".
func (s *sentence) insetSays(m *mention) string {
	if m.kind != mPerson && m.kind != mName || s.tok(m.from-1).low != "," || s.tok(m.to).low != "," {
		return ""
	}
	j := m.to + 1
	for s.tok(j).is(auxWord|advWord) && s.tok(j).kind == wordToken {
		j++
	}
	k := j + 1
	for s.tok(k).is(detWord) {
		k++
	}
	if o := s.mentionAt(k); o != nil && o.accuses() && (s.tok(o.to).kind == markToken || s.tok(o.to).is(prepWord)) {
		return "" // "the minister, Maria Keller, said Microsoft."
	}
	switch t := s.tok(j); {
	case !t.is(sayWord) || t.kind != wordToken || s.saysNothing(j):
		return ""
	case t.is(thinkWord):
		return "think"
	}
	return "say"
}
