package claim

// cutRemarks takes out what is only told of a firm or a body beside its name, once it is named: "Mandiant, a subsidiary of Google
// Cloud, said", "ESET, which is based in Bratislava, said". The name and its verb stand together then.
func (s *sentence) cutRemarks() {
	done := false
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		switch m.kind {
		case mOrg, mAgency, mIntl:
			if m.via == "" && !m.back && !m.absorbed && m.party.ID != "" && s.tok(m.to).low == "," {
				done = s.cutSpan(m.to, s.remarkEnd(m)) || done
			}
		}
	}
	if done {
		s.place()
	}
}

// remarkEnd returns the token after a remark of what sort of body m is, or 0: an apposition without a verb, in which no attacker
// and nobody who may speak is named, and which ends with a comma before the verb, or with the sentence.
func (s *sentence) remarkEnd(m *mention) int {
	i := m.to + 1
	if t := s.tok(i); !t.is(detWord) && !t.in(partNouns) || t.is(relWord) {
		return 0
	}
	sort := false
	for ; i < min(m.to+14, s.to); i++ {
		t := s.tok(i)
		if t.low == "," || t.low == ":" || i == s.to-1 && t.kind == markToken {
			break
		}
		if o := s.mentionAt(i); o != nil && o.kind != mState && o.kind != mCapital && o.kind != mOrg && o.kind != mIntl && o.kind != mName {
			return 0
		}
		if t.kind == markToken || t.kind == quoteToken || t.is(sayWord|auxWord|haveWord|beWord|cyberVerb|relWord|conjWord|accuseVerb|attackNoun|actorStrong) && !t.is(firmHead|reportWord) {
			return 0
		}
		sort = sort || (t.is(firmHead|anaFirm|anaAgency) || t.in(partNouns)) && s.mentionAt(i) == nil
	}
	switch next := s.tok(i + 1); {
	case !sort:
		return 0
	case i >= s.to-1, s.tok(i).low == ":":
		return i
	case s.tok(i).low == "," && (next.is(sayWord|accuseVerb|auxWord|advWord|prepWord) || participle(next.low) || next.low == "to"):
		return s.pastMark(m, i)
	}
	return 0
}
