package claim

// heldToHave reports whether somebody is only said to have done what the verb at token i tells, as it is told of those whom the
// police suspect: "are believed to have hacked", "allegedly stole".
func (s *sentence) heldToHave(i int) bool {
	for k := i - 1; k > s.from && i-k < 7; k-- {
		switch t := s.tok(k); {
		case t.low == "allegedly":
			return true
		case t.in(saidOfParticiples):
			return s.tok(s.before(k)).is(beWord)
		case !t.is(auxWord|advWord|haveWord) && t.low != "to":
			return false
		}
	}
	return false
}
