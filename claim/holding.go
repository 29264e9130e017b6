package claim

// Lists of words.txt.
var (
	concludeVerbs = words("concludeVerbs")
	endorseVerbs  = words("endorseVerbs")
	scornVerbs    = words("scornVerbs")
)

// concluding finds who comes to what token i stands before: "reached the same conclusion: …", "make the
// accusation that …".
func (s *sentence) concluding(i int) *mention {
	for k := i; k > max(s.from, i-5); k-- {
		switch t := s.tok(k); {
		case t.in(concludeVerbs):
			return s.subjectOf(k, nil)
		default:
			if t.kind != wordToken || !t.is(detWord|modWord|prepWord|advWord|haveWord) {
				return nil
			}
		}
	}
	return nil
}

// holders finds among whom a suspicion is: "suspicion among officials in Seoul fell on".
func (s *sentence) holders(t trigger) *mention {
	if w := s.tok(t.from).low; w != "suspicion" && w != "suspicions" {
		return nil
	}
	switch s.tok(t.from + 1).low {
	case "among", "within":
	default:
		return nil
	}
	for _, m := range s.mentions {
		if m.from > t.from && m.from <= t.from+4 && m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
			return m
		}
	}
	return nil
}

// endorser finds who makes the accusation of another their own: "X's attribution was echoed by Y", "Y backed
// X's conclusion that".
func (s *sentence) endorser(said *mention) *mention {
	for k := s.from; k < s.to; k++ {
		if !s.tok(k).in(endorseVerbs) || s.mentionAt(k) != nil {
			continue
		}
		if s.tok(s.before(k)).is(beWord) {
			if s.tellsFinding(s.from, k) && said.to <= k {
				return s.agentOf(trigger{from: k, to: k + 1})
			}
			continue
		}
		if said.from > k && s.tok(said.to).kind == possToken && (s.accusation(said.to+1) || s.tok(said.to+1).in(findingNouns)) && s.tellsFinding(k, said.to+2) {
			return s.subjectOf(k, said)
		}
	}
	return nil
}

// tellsFinding reports whether an accusation or a finding is told of in [from, to).
func (s *sentence) tellsFinding(from, to int) bool {
	for i := from; i < to; i++ {
		if s.accusation(i) || s.tok(i).in(findingNouns) {
			return true
		}
	}
	return false
}

// believer finds by whom what follows at token i is believed or said: "believed by U.S. officials to answer to".
func (s *sentence) believer(i int) *mention {
	k, to := i-1, false
	for k > s.from && (s.tok(k).is(auxWord|advWord) && s.tok(k).kind == wordToken || s.tok(k).low == "to") {
		to = to || s.tok(k).low == "to"
		k--
	}
	m := s.mentionAt(k)
	if m == nil || !to || !m.accuses() || m.party.Name == "" && m.kind != mGeneric {
		return nil
	}
	k = m.from - 1
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	if prev := s.tok(k - 1); s.tok(k).low == "by" && prev.is(sayWord) && (participle(prev.low) || prev.low == "thought" || prev.low == "said") {
		return m
	}
	return nil
}

// scorner finds who denies an accusation that is told of before the word that denies it: "called the accusation
// by Canberra a farce", "was dismissed by the Kremlin as a fairy tale".
func (s *sentence) scorner(t trigger) *mention {
	for k := min(t.to, s.to-1); k > max(s.from, t.from-18); k-- {
		if s.tok(k).in(scornVerbs) {
			if k < t.from && (s.tellsFinding(k, t.from) || s.tok(k+1).low == "as" && s.tellsFinding(s.from, k)) && !s.tok(s.before(k)).is(beWord) {
				return s.subjectOf(k, nil) // "a charge Beijing dismissed as groundless"
			}
		}
		if s.tok(k).low != "by" || !participle(s.tok(k-1).low) || !s.tok(s.before(k-1)).is(beWord) {
			continue
		}
		if m := s.agentOf(trigger{from: k - 1, to: k}); m != nil && (m.party.Name != "" || m.kind == mGeneric) && s.tellsFinding(s.from, k) {
			return m
		}
	}
	return nil
}

// makesCharge reports whether m is only whose accusation it is: "the German charge", "London's claim".
func (s *sentence) makesCharge(m *mention) bool {
	return s.accusation(m.to) || s.tok(m.to).kind == possToken && s.accusation(m.to+1)
}

// lead orders candidates of one accused by how well their predicate shows the accuser.
func (c *candidate) lead() int {
	switch c.t.of.frame {
	case "obj", "to", "own", "open", "doubt", "self":
		if c.t.of.strength == "1" && c.pick.how == "agent" {
			return 2 // "a report seen by Reuters"
		}
		if c.pick.how == "subject" || c.pick.how == "agent" {
			return 5
		}
		return 4
	case "by", "left", "tie":
		return 3
	}
	if c.t.of.name == "noun-act" {
		return 1
	}
	return 2
}

// beforeRemark is the noun of finding or saying that a remark which ends at token i was added to: "the
// assessment, shared with Ottawa, is"; else i.
func (s *sentence) beforeRemark(i int) int {
	if s.tok(i).low != "," {
		return i
	}
	for k := i - 1; k > s.from && i-k < 18; k-- {
		if s.tok(k).low == "," && s.tok(k-1).in(findingNouns) {
			return k - 1
		}
	}
	return i
}

// apart reports whether c stands in a relative clause that somebody else says, beside what the accused claim
// themselves: "Rhysida, which the FBI says has hit schools, posted the files".
func (s *sentence) apart(c, o *candidate) bool {
	if c.x == nil || s.tok(c.x.to).low != "," || !s.tok(c.x.to+1).is(relWord) || o.t.from < c.t.to {
		return false
	}
	m := c.pick.m
	return m != nil && m.from > c.x.to && m.to <= c.t.from && s.has(c.t.to, o.t.from, ",")
}

// onlyCharges reports whether m stands before a verb only as whose accusation is told of, and does nothing itself: "London's claim
// that it was behind".
func (s *sentence) onlyCharges(m *mention) bool {
	return s.tok(m.to).kind == possToken && s.accusation(m.to+1) && s.tok(m.to+2).low == "that"
}
