package claim

import (
	"strings"

	"ascribe/news"
)

// Next to a name may stand the words of a deed that is another's: its victims', its tool's, whoever acts on it, or whoever "the
// attackers" are, who do what was told before.

// Lists of words.txt.
var (
	struckOnes   = words("struckOnes")
	broughtOut   = words("broughtOut")
	madeThings   = words("madeThings")
	madeVerbs    = words("madeVerbs")
	craftNouns   = words("craftNouns")
	craftVerbs   = words("craftVerbs")
	lawfulWorks  = words("lawfulWorks")
	lawfulHeads  = words("lawfulHeads")
	rosterNouns  = words("rosterNouns")
	lootedThings = words("lootedThings")
	eventNouns   = words("eventNouns")
)

// anothers reports whether the deed that is told beside the accused is somebody else's or nobody's.
func (s *sentence) anothers(c *candidate) bool {
	t := c.t
	if c.x == nil || c.stance != news.Accuses {
		return false
	}
	if s.stillOpen(c.x) || s.eventThere(c.x) {
		return true
	}
	switch t.of.name {
	case "launch", "attempt", "raid":
		return c.x.to <= t.from && (s.ofSufferers(c.x.to, t.from) || c.x.class != "spyware" && s.toolUsed(t) || s.onlyPart(c) || s.nearerDoer(c) || s.bringsOut(t))
	case "noun-act":
		return c.x.to <= t.from && s.ofSufferers(c.x.to, t.from)
	case "identify":
		return s.notSeen(t) || c.how == "right" && (s.noticed(c) || s.plainlyThey(c.x))
	case "warn-of":
		return c.how == "right" && s.plainlyThey(c.x)
	case "by-hit":
		return s.craft(t) || s.agentElse(c) || s.plainlyThey(c.x)
	case "behind":
		return c.x.to == t.from && s.plainlyThey(c.x) || s.lawfully(t.to)
	case "responsible":
		return s.lawfully(t.to)
	case "origin":
		return s.onlySeated(t)
	case "by-noun":
		return c.x.kind == mVague && c.x.party.Country == "" && s.tok(t.to-1).low == "from"
	}
	return false
}

// stillOpen reports whether m stands in a question that nobody has answered: "it is unclear whether the botnet was behind".
func (s *sentence) stillOpen(m *mention) bool {
	for i := m.from - 1; i > max(s.from, m.from-5); i-- {
		if w := s.tok(i).low; w == "if" || w == "whether" {
			prev := s.tok(i - 1)
			return prev.low == "unclear" || prev.low == "uncertain" || (prev.low == "clear" || prev.low == "certain" || prev.low == "known") && s.hasClass(max(s.from, i-5), i, negWord)
		}
	}
	return false
}

// ofSufferers reports whether the noun that stands between an actor and the words at token to is of those it struck: "LockBit victims
// report", "the REvil customers hit".
func (s *sentence) ofSufferers(from, to int) bool {
	for i := from; i < min(to, from+3); i++ {
		t := s.tok(i)
		if t.in(struckOnes) {
			return s.tok(i+1).kind != possToken
		}
		if t.kind != wordToken || s.mentionAt(i) != nil || t.is(prepWord|auxWord|relWord|conjWord|cyberVerb|cyberGer) {
			return false
		}
	}
	return false
}

// toolUsed reports whether a participle tells what was done with a tool: "the LockBit ransomware used in", "X's spyware used against".
func (s *sentence) toolUsed(t trigger) bool {
	if t.to-t.from != 1 || s.tok(t.from).low != "used" && s.tok(t.from).low != "deployed" {
		return false
	}
	switch s.tok(t.to).low {
	case "to", "in", "by", "against", "for", "during":
		return s.tok(t.from-1).is(toolNoun) && s.tok(t.from-1).kind == wordToken && !s.tok(t.from-1).is(attackNoun)
	}
	return false
}

// onlyPart reports whether a participle beside an actor only describes what the two stand before: "decrypting Turla encrypted files",
// "the new Turla leaked documents".
func (s *sentence) onlyPart(c *candidate) bool {
	t := c.t
	if t.to-t.from != 1 || c.x.to != t.from || !strings.HasSuffix(s.tok(t.from).low, "ed") || !s.tok(t.to).in(lootedThings) {
		return false
	}
	prev := s.tok(c.x.from - 1)
	return prev.is(prepWord|modWord) || prev.is(detWord) && prev.kind == wordToken || strings.HasSuffix(prev.low, "ing") || s.tok(c.x.from-2).low == "to"
}

// nearerDoer reports whether somebody who attacks nobody stands as the subject right before the verb: "the gang fell silent after
// ESET breached its panel", "after we hacked".
func (s *sentence) nearerDoer(c *candidate) bool {
	t := c.t
	k := t.from - 1
	for k > c.x.to && s.tok(k).is(auxWord|advWord) && s.tok(k).kind == wordToken {
		k--
	}
	if k < c.x.to {
		return false
	}
	if w := s.tok(k).low; w == "we" || w == "i" {
		return s.tok(k-1).kind == wordToken
	}
	m := s.mentionAt(k)
	if m == nil || m == c.x || m.to != k+1 || m.back || m.kind != mOrg && m.kind != mAgency {
		return false
	}
	switch s.tok(m.from - 1).low {
	case "after", "before", "when", "until", "since", "because", "once", "while", "as":
		return s.tok(t.from).is(cyberVerb | strongVerb)
	}
	return false
}

// bringsOut reports whether what was launched or made is no attack but a thing: "launched a new ransomware", "created a fake firm".
func (s *sentence) bringsOut(t trigger) bool {
	if t.to-t.from != 1 {
		return false
	}
	switch verb := s.tok(t.from); {
	case verb.in(broughtOut):
		return s.head(t.to).in(madeThings)
	case verb.in(madeVerbs):
		return s.head(t.to).in(madeThings) && !s.head(t.to).is(malwareHead)
	}
	return false
}

// head is the noun of the noun phrase at token i, as far as nothing but plain words stand before it.
func (s *sentence) head(i int) *token {
	last := s.tok(i)
	for k := i; k < min(i+8, s.to); k++ {
		t := s.tok(k)
		if t.kind == quoteToken || t.low == "and" && s.tok(k+1).is(modWord) {
			continue
		}
		if t.kind != wordToken && t.kind != numberToken || t.is(prepWord|relWord|auxWord|conjWord|subordWord|advWord) || k > i && t.is(detWord) || k > i && participle(t.low) && !s.nounFollows(k+1) {
			break
		}
		if t.low == "called" || t.low == "named" || t.low == "dubbed" || t.low == "known" {
			break
		}
		last = t
	}
	return last
}

// notSeen reports whether it was not seen, found or named: "malware that had not been seen before", "unable to pinpoint".
func (s *sentence) notSeen(t trigger) bool {
	for i := t.from - 1; i >= max(s.from, t.from-4); i-- {
		u := s.tok(i)
		if u.is(negWord) || strings.HasSuffix(u.low, "n't") || u.low == "never" {
			return true
		}
		if !u.is(auxWord|advWord|beWord|haveWord) && u.low != "to" && u.low != "able" {
			return false
		}
	}
	return false
}

// noticed reports whether what was found is a fact or a thing, not whoever stands behind it: "observed that", "identified some of the
// gang's methods", "first identified X in March".
func (s *sentence) noticed(c *candidate) bool {
	t := c.t
	if s.tok(t.to-1).low == "seen" || s.tok(t.to).low == "that" && c.x.from > t.to {
		return s.tok(t.to).low == "that"
	}
	if s.tok(t.from-1).low == "first" && c.x.from == t.to && s.tok(c.x.to).low == "in" {
		return !s.hasClass(c.x.to, c.x.to+5, attackNoun)
	}
	if s.tok(c.x.to).kind == possToken {
		for i := c.x.to + 1; i < c.x.to+5; i++ {
			if s.tok(i).in(craftNouns) {
				return true
			}
		}
	}
	for i := t.to; i < c.x.from; i++ {
		if s.tok(i).in(rosterNouns) {
			return true // "68 ransomware variants, among them"
		}
	}
	return false
}

// craft reports whether what somebody uses is a way of doing things, or is meant to be used: "the tactic was first used by",
// "documents to be used by".
func (s *sentence) craft(t trigger) bool {
	if !s.tok(t.from).in(craftVerbs) {
		return false
	}
	if s.tok(t.from-1).low == "be" && s.tok(t.from-2).low == "to" {
		switch s.tok(t.from - 3).low {
		case "believed", "thought", "said", "reported", "suspected", "likely", "alleged", "appears", "appear", "seems", "understood":
			return false
		}
		return true
	}
	i := t.from - 1
	for i > s.from && s.tok(i).is(auxWord|advWord|beWord) && s.tok(i).kind == wordToken {
		i--
	}
	return s.tok(i).in(craftNouns)
}

// agentElse reports whether a state is only where who did it sits, who is no attacker: "seized by officials along with authorities in
// Lithuania".
func (s *sentence) agentElse(c *candidate) bool {
	if c.x.kind != mState && c.x.kind != mCapital || c.x.from < c.t.to {
		return false
	}
	for i := c.t.to; i < c.x.from; i++ {
		switch t := s.tok(i); {
		case t.is(actorHead|actorStrong) && !t.in(lawfulHeads):
			return false
		case t.in(lawfulHeads), s.mentionAt(i) != nil && s.mentionAt(i).kind == mPerson:
			return true
		}
	}
	return false
}

// plainlyThey reports whether a party is taken up as "the attackers", "the actors", "those", of whom what follows only says which.
func (s *sentence) plainlyThey(x *mention) bool {
	last := s.tok(x.to - 1)
	return x.back && x.to-x.from <= 3 && (last.in(plainAttackers) || last.low == "actors" || last.low == "operators" || last.low == "those")
}

// theyAre finds who "the attackers behind" something are said to be: "the attackers behind the raid are APT29", "appear to be APT29".
func (s *sentence) theyAre(t trigger) *mention {
	if x := s.mentionAt(t.from - 1); t.of.name != "behind" || x == nil || !s.plainlyThey(x) {
		return nil
	}
	for _, m := range s.mentions {
		if m.kind != mActor || m.back || m.from < t.to {
			continue
		}
		if k := s.before(m.from); s.tok(k).is(beWord) && !s.hasClass(t.to, k, relWord|sayWord) {
			return m
		}
	}
	return nil
}

// lawfully reports whether what somebody is behind, or takes part in, from token i on, attacks nobody: "the investigation", "this
// week's arrests", "developing its software".
func (s *sentence) lawfully(i int) bool {
	for k := i; k < min(i+7, s.to); k++ {
		t := s.tok(k)
		if t.in(lawfulWorks) {
			return true
		}
		if t.kind == markToken || t.is(attackNoun|cyberVerb|cyberGer|strongVerb|relWord|auxWord) || s.mentionAt(k) != nil {
			return false
		}
	}
	return false
}

// eventThere reports whether a state's or a city's name is part of what an event or a place there is called: "the Tehran Marathon",
// "the Oslo Summit".
func (s *sentence) eventThere(m *mention) bool {
	if m.kind != mCapital && m.kind != mState || m.back {
		return false
	}
	i := m.to
	for i < m.to+2 && s.tok(i).capital() && !s.tok(i).in(eventNouns) {
		i++
	}
	return s.tok(i).in(eventNouns)
}

// nearerBoaster reports whether somebody without a name stands right before the verb of a boast at token i, behind m, and makes it:
// "Acme said nothing, but a ransomware gang claimed".
func (s *sentence) nearerBoaster(m *mention, i int) bool {
	k := s.before(i)
	for k > m.to && s.tok(k).is(haveWord|auxWord) {
		k--
	}
	if k < m.to || !s.tok(k).is(actorHead|peopleHead|actorStrong) || s.tok(k).kind != wordToken {
		return false
	}
	for k--; k >= m.to; k-- {
		switch t := s.tok(k); {
		case t.is(detWord) && !t.is(relWord):
			return t.low == "a" || t.low == "an" || t.low == "another" || t.low == "some"
		case t.kind != wordToken || t.is(prepWord|auxWord|conjWord):
			return false
		}
	}
	return false
}

// onlySeated reports whether it is no attacker who is somewhere: "individuals located in Ukraine", "the accounts used in the campaign
// are based in Italy", "Acme is based in Israel".
func (s *sentence) onlySeated(t trigger) bool {
	i := t.from - 1
	for i > s.from && s.tok(i).is(auxWord|advWord|beWord) && s.tok(i).kind == wordToken {
		i--
	}
	if s.tok(i).in(placedThings) {
		return true
	}
	if m := s.mentionAt(i); m != nil && m.kind == mOrg && !m.back {
		return true
	}
	if !s.tok(s.before(t.from)).is(beWord) {
		return false
	}
	for i = s.from; i < t.from; i++ {
		switch u := s.tok(i); {
		case u.in(placedThings):
			return true
		case u.is(actorHead | attackNoun | relWord | sayWord), s.mentionAt(i) != nil:
			return false
		}
	}
	return false
}
