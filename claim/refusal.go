package claim

import "ascribe/news"

// Lists of words.txt.
var (
	unsayable    = words("unsayable")
	superlatives = words("superlatives")
	becomeVerbs  = words("becomeVerbs")
)

// lastWithin is the last party among the words of a trigger: "neither X nor Y said".
func (s *sentence) lastWithin(t trigger) (last *mention) {
	for _, m := range s.mentions {
		if m.from >= t.from && m.to <= t.to && m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
			last = m
		}
	}
	return last
}

// expletive reports "it was too early to say": the "it" is nobody.
func (s *sentence) expletive(t trigger) bool {
	if !s.tok(t.from).in(unsayable) {
		return false
	}
	if w := s.tok(t.from + 1).low; s.tok(t.from).low == "not" && w != "clear" && w != "known" && w != "yet" && w != "immediately" && w != "certain" && w != "possible" {
		return false
	}
	i, be := t.from-1, false
	for i > s.from && (s.tok(i).is(auxWord|advWord|beWord) || s.tok(i).low == "too" || s.tok(i).low == "remains" || s.tok(i).low == "remained") {
		be = be || s.tok(i).is(beWord) || s.tok(i).low == "remains" || s.tok(i).low == "remained"
		i--
	}
	return be && s.tok(i).low == "it"
}

// unnamed reports a passive refusal: "the attackers were not identified in the report".
func (s *sentence) unnamed(t trigger) bool {
	switch s.tok(t.to - 1).low {
	case "linked", "tied", "attributed", "blamed": // the agent says it, or nobody
		return s.tok(t.from-1).is(beWord) || s.tok(t.from).is(beWord) || s.has(t.from, t.to, "been")
	}
	last := s.tok(t.to - 1).low
	return (last == "identified" || last == "named") && (s.tok(t.from-1).is(beWord) || s.tok(t.from).is(beWord)) && s.hasClass(max(s.from, t.from-6), t.from, whoWord|actorHead)
}

// ownerBefore is whose the accusation at token i is: "Kyiv's allegations that", "the most detailed
// American accusation yet that".
func (s *sentence) ownerBefore(i int) *mention {
	if !s.accusation(i) {
		return nil
	}
	k := i - 1
	for k > i-3 && s.tok(k).is(modWord|advWord) && s.tok(k-1).kind == possToken { // "Acme's public attribution"
		k--
	}
	if s.tok(k).kind == possToken {
		k--
	}
	if m := s.mentionAt(k); m != nil && m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
		return m
	}
	return nil
}

// foremost finds the verb whose subject a superlative describes that the infinitive at token i
// hangs on: "became" in "became the latest country to blame".
func (s *sentence) foremost(i int) int {
	k := s.before(i)
	if s.tok(k).low != "to" {
		return -1
	}
	first := false
	for k--; k > s.from && i-k < 12; k-- {
		switch t := s.tok(k); {
		case t.in(superlatives):
			first = true
		case t.in(becomeVerbs):
			if first && !s.tok(k-1).is(itWord) {
				return k
			}
			return -1
		default:
			if t.kind != wordToken || t.is(sayWord|relWord) {
				return -1
			}
		}
	}
	return -1
}

// announcedBy is the prosecutor who announces what a grand jury did: the jury says nothing itself.
func (s *sentence) announcedBy(c *candidate) *mention {
	if c.relation != news.Indicted || !s.has(s.from, c.t.from, "jury") {
		return nil
	}
	for _, m := range s.mentions {
		if m.class == "prosecutor" && (s.saysAfter(m) != "" || s.saidBefore(m) != "") {
			return m
		}
	}
	return nil
}

// bodyStruck reports whether the body that ends at token i is what a verb of attack is told of.
func (s *sentence) bodyStruck(i int) bool {
	if !s.tok(i).is(victimNoun|offHead|anaAgency) || s.tok(i).is(attackNoun) {
		return false
	}
	k := i - 1
	for k > s.from && i-k < 5 && s.tok(k).kind == wordToken && !s.tok(k).is(prepWord|auxWord|sayWord|cyberVerb) {
		k--
	}
	if low := s.tok(k).low; low == "into" || low == "at" || low == "on" || low == "against" {
		k--
	}
	return k > s.from && s.tok(k).is(cyberVerb) && s.mentionAt(k) == nil
}
