package claim

import "ascribe/news"

// Who keeps others that attack: backs, pays, directs or shelters them. It is another thing than to attack.

// What is done to those who are attacked.
var strikingWords = words("strikingWords")

// masterly reports whether a party is one that has others attack for it.
func (m *mention) masterly() bool {
	return m.kind == mState || m.kind == mCapital || m.kind == mAgency
}

// judgeKeeping takes a refusal, a doubt or a denial for what it is about: that a party keeps those who attack, not that it attacked:
// "denied that it controls the hackers", "would not say whether the group works for".
func (s *sentence) judgeKeeping(c *candidate, ts []trigger) {
	if f := c.t.of.frame; f != "own" && f != "open" && f != "doubt" || c.relation != news.CarriedOut || c.x == nil || !c.x.masterly() {
		return
	}
	for _, o := range ts {
		if o.of.stance != news.Accuses || o.from < c.t.to || o.from-c.t.to > 14 || s.gap(c.t.to, o.from) == "stop" {
			continue
		}
		if s.keeping(c.t.to, o) {
			c.relation = news.SponsoredBy
			return
		}
		if o.of.relation == news.CarriedOut && o.of.strength == "3" && o.of.frame != "obj" {
			return // a deed is what it is about
		}
	}
	if c.t.of.frame == "own" && s.keepsItself(c.t.to) {
		c.relation = news.SponsoredBy
	}
}

// hitThem reports whether the words of t are an attack, on attackers as on anybody: "the gang was hacked by Ukraine".
func (s *sentence) hitThem(t trigger) bool {
	u := s.tok(t.from)
	return t.of.frame == "by" && (u.is(attackNoun|strongVerb) || u.in(strikingWords))
}

// doneToThem reports whether it is attackers that something is done to in the passive, and no attack: "the persona was created by".
func (s *sentence) doneToThem(t trigger) bool {
	i := t.from - 1
	for i > s.from && s.tok(i).is(auxWord|advWord|beWord) {
		i--
	}
	head := s.tok(i)
	if m := s.mentionAt(i); m != nil && m.class == "front" {
		return i < t.from-1
	}
	return i < t.from-1 && head.is(actorHead) && !head.is(attackNoun|toolNoun)
}

// keptBy reports whether it is attackers of whom a relative clause tells what m does to them: "a persona that the GRU created".
func (s *sentence) keptBy(m *mention) bool {
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord) && !s.tok(i).is(relWord) && s.tok(i).low != "that" {
		i--
	}
	if w := s.tok(i); w.is(relWord) || w.low == "that" {
		i--
	}
	head := s.tok(i)
	return i < m.from-1 && head.is(actorHead) && !head.is(attackNoun|toolNoun)
}

// whoIs finds the service that attackers are said to be: "the group is Unit 54777", "APT28 is the GRU".
func (s *sentence) whoIs(t trigger) *mention {
	if !s.tok(t.from).is(beWord) || t.to-t.from != 1 {
		return nil
	}
	i := t.to
	for i < s.to && s.tok(i).is(detWord|advWord) {
		i++
	}
	m := s.mentionAt(i)
	if m == nil || m.kind != mAgency || m.party.ID == "" || m.speaker != "" || m.back || s.tok(m.to).kind == possToken {
		return nil
	}
	for k := t.from - 1; k > s.from && t.from-k < 4; k-- {
		if s.namesAttackers(k, k+1) {
			return m
		}
		if u := s.tok(k); !u.is(auxWord|advWord|thinkWord|sayWord) && u.low != "to" {
			return nil
		}
	}
	return nil
}

// keepsItself reports whether what is denied from token i on is that whoever denies it keeps attackers: "employing the hackers", "that the
// group is on its payroll".
func (s *sentence) keepsItself(i int) bool {
	if s.tok(i).in(keepingVerbs) {
		return s.attackersAt(i + 1)
	}
	for k := i; k < min(i+14, s.to) && s.tok(k).low != ";"; k++ {
		if (s.tok(k).low == "its" || s.tok(k).low == "their") && s.tok(k+1).in(serviceNouns) {
			return s.hasClass(i, k, actorHead) || s.namesAttackers(i, k)
		}
	}
	return false
}

// keeping reports whether the words of t say that attackers who are told of after token from have somebody over them.
func (s *sentence) keeping(from int, t trigger) bool {
	switch {
	case t.of.name == "behind":
		return s.attackersAt(t.to)
	case t.of.relation != news.SponsoredBy:
		return false
	case t.of.frame == "left":
		return s.attackersAt(t.to)
	}
	return t.of.strength == "3" && (s.hasClass(from, t.from, actorHead|theyWord|itWord) || s.namesAttackers(from, t.from))
}

// attackersAt reports whether the noun phrase at token i is of people who attack: "the leaders of Evil Corp", "ransomware gangs".
func (s *sentence) attackersAt(i int) bool {
	for k := i; k < min(i+7, s.to); k++ {
		t := s.tok(k)
		if t.is(attackNoun) && !s.tok(k+1).is(actorHead) || t.kind == markToken || t.is(auxWord|sayWord) && !t.is(detWord|prepWord) {
			return false
		}
		if t.is(actorHead) || s.namesAttackers(k, k+1) {
			return !s.tok(k + 1).is(attackNoun)
		}
	}
	return false
}

// namesAttackers reports whether those who attack are named in [from, to).
func (s *sentence) namesAttackers(from, to int) bool {
	for i := from; i < to; i++ {
		if m := s.mentionAt(i); m != nil && (m.kind == mActor || m.kind == mVague || m.kind == mGroup) {
			return true
		}
	}
	return false
}
