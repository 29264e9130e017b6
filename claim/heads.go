package claim

// Lists of words.txt.
var (
	bodyHeads   = words("bodyHeads")
	spokesHeads = words("spokesHeads")
	bandHeads   = words("bandHeads")
)

// takeHeads lets a party take in who heads it, speaks for it or is a body of it, where they are told of by it: "the intelligence
// services of Poland and Latvia", "the president of the European Commission", "a spokesperson for the Dutch defence ministry".
// They stand beside what they say then, as a name does.
func (r *reading) takeHeads(s *sentence) {
	for _, m := range s.mentions {
		switch m.kind {
		case mState, mCapital, mAgency, mOrg, mIntl:
			if i := s.headBefore(m.from); i >= 0 && !m.back && !m.absorbed && m.person == "" {
				if head := s.nounOver(m.from); m.speaker == "" && s.tok(head).is(roleWord|personTitle) {
					m.speaker = r.words(s, i, head+1)
				}
				for k := i; k < m.from; k++ {
					s.at[k-s.from] = s.at[m.from-s.from]
				}
				m.from = i
			}
		}
	}
}

// nounOver is the token of the noun before "of" and the party at token i.
func (s *sentence) nounOver(i int) int {
	if i--; s.tok(i).is(detWord) {
		i--
	}
	return i - 1
}

// headBefore returns the first token of who heads the party at token i, or -1.
func (s *sentence) headBefore(i int) int {
	k := s.nounOver(i) + 1
	prep, head := s.tok(k), s.tok(k-1)
	if k > s.from && prep.low == "of" && head.in(bandHeads) && s.tok(i).is(researchHead|sourceHead) && s.tok(k-2).is(detWord) {
		return k - 2 // "a group of analysts at Acme"
	}
	if k <= s.from || head.kind != wordToken || !(prep.low == "of" && head.in(bodyHeads) || (prep.low == "for" || prep.low == "of" || prep.low == "at") && head.in(spokesHeads)) {
		return -1
	}
	for k--; k > s.from; k-- {
		t := s.tok(k - 1)
		if t.kind != wordToken || s.mentionAt(k-1) != nil || !t.is(roleWord|modWord|svcPre|firmPre|numWord|cyberNoun|offHead|advWord) && !t.in(ministryWords) || t.is(prepWord|sayWord|conjWord|auxWord|attackNoun|formerWord) {
			break
		}
	}
	if s.tok(k-1).is(formerWord) || s.mentionAt(k) != nil || s.mentionAt(k-1) != nil && s.mentionAt(k-1).to == k {
		return -1
	}
	if s.tok(k-1).is(detWord) && !s.tok(k-1).is(relWord) {
		k--
	}
	return k
}
