package claim

import "ascribe/news"

// Lists of words.txt.
var (
	digitalWords = words("digitalWords")
	swayVerbs    = words("swayVerbs")
	makerNouns   = words("makerNouns")
	forceNouns   = words("forceNouns")
)

// violent reports whether a state or a body is said to have done something with weapons, and
// neither the sentence nor those around it speak of computers: "blamed Iran for the drone attack".
func (s *sentence) violent(c *candidate) bool {
	if c.x == nil {
		return false
	}
	switch c.x.kind {
	case mActor, mVague, mGroup, mMalware:
		return false
	}
	if s.digital() {
		return false
	}
	if s.armed() || s.forces(c.x) {
		return true
	}
	for k := max(0, s.index-2); k <= min(s.index+1, len(s.part.sentences)-1); k++ {
		if o := s.part.sentences[k]; o != s && o.digital() {
			return false
		}
	}
	for k := max(0, s.index-2); k <= min(s.index+1, len(s.part.sentences)-1); k++ {
		if s.part.sentences[k].armed() {
			return true
		}
	}
	return false
}

// digital reports whether the sentence speaks of computers, of who attacks them or of what only
// goes through them.
func (s *sentence) digital() bool {
	for i := s.from; i < s.to; i++ {
		t := s.tok(i)
		if t.is(cyberHint|malwareHead|actorStrong) && t.low != "operatives" && t.low != "spies" {
			return true
		}
		if t.in(digitalWords) {
			return true
		}
		if m := s.mentionAt(i); m != nil && (m.kind == mMalware || m.kind == mActor && m.class != "persona") {
			return true
		}
	}
	return false
}

// sways reports whether a vote is to be swayed at token i: "influence the election".
func (s *sentence) sways(i int) bool {
	if s.tok(i).in(swayVerbs) {
		return s.has(i, min(i+8, s.to), "election") || s.has(i, min(i+8, s.to), "elections") || s.has(i, min(i+8, s.to), "referendum") || s.has(i, min(i+8, s.to), "vote")
	}
	return false
}

// armed reports words of weapons and of what they do, but for programmes that money is taken for.
func (s *sentence) armed() bool {
	for i := s.from; i < s.to; i++ {
		t, next := s.tok(i), s.tok(i+1)
		switch {
		case s.offenceAt(i), t.low == "nerve" && next.low == "agent", t.low == "chemical" && (next.is(attackNoun) || next.low == "weapons"), t.low == "air" && (next.low == "strike" || next.low == "strikes" || next.low == "raid" || next.low == "raids"),
			t.low == "suicide", t.low == "military" && (next.low == "base" || next.low == "bases"), t.low == "bases" && i > s.from, t.low == "gas" && next.low == "attack", t.low == "oil" && (next.low == "facilities" || next.low == "facility" || next.low == "sites" || next.low == "fields" || next.low == "installations"):
			return true
		}
	}
	return false
}

// offenceAt reports a word of what needs no computer at token i, unless it only says what money is
// taken for, or whom an attack hit: "its missile programme", "a drone maker".
func (s *sentence) offenceAt(i int) bool {
	if !s.tok(i).is(offence) {
		return false
	}
	if s.tok(i + 1).in(makerNouns) {
		return false
	}
	return true
}

// forces reports whether the party is soldiers.
func (s *sentence) forces(m *mention) bool {
	if s.tok(m.to - 1).in(forceNouns) {
		return m.kind == mAgency || m.kind == mPersons
	}
	return false
}

// otherReason reports whether a sanction is told of with its reason, and that is no operation: "sanctions on twelve Russian
// firms over arms deliveries", "on a bank for helping to evade an embargo".
func (s *sentence) otherReason(c *candidate) bool {
	if c.relation != news.Sanctioned || c.x == nil || c.x.kind == mActor || s.headline {
		return false
	}
	for i := max(c.t.to, c.x.to); i < s.to; i++ {
		if w := s.tok(i).low; (w == "over" || w == "for") && s.tok(i+1).kind == wordToken {
			return !s.cyber() && !s.digital()
		}
	}
	return false
}

// spiesFor reports whether people are accused of spying for somebody, as spies do that need no computer.
func (s *sentence) spiesFor(c *candidate) bool {
	if c.stance != news.Accuses || c.x != nil && (c.x.kind == mActor || c.x.kind == mVague) {
		return false
	}
	spies := false
	for i := s.from; i < s.to; i++ {
		switch t := s.tok(i); t.low {
		case "spying", "spied", "espionage":
			spies = spies || s.tok(i+1).low == "for" || s.tok(i+1).low == "on" && s.tok(i+2).low == "behalf"
		default:
			if t.is(attackNoun | malwareHead | cyberNoun | cyberGer | cyberHint) {
				return false
			}
		}
	}
	return spies
}

// undigital reports whether a state is sanctioned, and neither the sentence nor those around it speak
// of computers: states are sanctioned for much else.
func (s *sentence) undigital(c *candidate) bool {
	if c.relation != news.Sanctioned || c.x == nil || c.x.kind != mState && c.x.kind != mCapital || s.part.name == news.InTitle {
		return false
	}
	for k := max(0, s.index-2); k <= min(s.index+2, len(s.part.sentences)-1); k++ {
		if s.part.sentences[k].digital() {
			return false
		}
	}
	return true
}
