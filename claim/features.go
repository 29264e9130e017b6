package claim

import "strings"

// features describes a candidate to the weights: which predicate, how the accused hangs on
// it, what stands around both.
func (r *reading) features(c *candidate, ts []trigger, v *vector) {
	s, t := c.s, c.t
	name, x := t.of.like, "none"
	if c.x != nil {
		if x = c.x.label(); c.x.kind == mName && legal(c.relation) {
			x = mPerson.String() // whoever is charged is a person
		} else if s.gangName(c.x) {
			x = mActor.String()
		}
		if (c.x.kind == mActor || c.x.kind == mState) && s.tok(c.x.to).is(attackNoun) {
			x += "-attack"
		}
	}
	v.add("bias")
	v.add("p", name)
	v.add("p,how,voice", name, c.how, c.voice)
	strength := t.of.strength
	v.add("strength", strength, c.how, c.voice)
	v.add("strength,x", strength, x)
	v.add("frame,how,voice,x", t.of.frame, c.how, c.voice, x)
	v.add("p,x", name, x)
	v.add("x,how", x, c.how)
	word := s.tok(t.from).low
	v.add("w", name, word)
	if t.to-t.from > 1 {
		v.add("w2", s.tok(t.from).low, s.tok(t.to-1).low)
	}
	if t.prep != "" {
		v.add("prep", word, t.prep)
	}
	if c.x != nil {
		r.placeFeatures(c, v)
	}
	if c.self != nil {
		v.add("self", string(c.stance))
	}
	s.pickFeatures(c, x, v)
	v.add("p,cyber", name, yes(s.cyber()), yes(s.part.cyber))
	for i := max(s.from, t.from-4); i < t.from; i++ {
		if u := s.tok(i); u.is(modalWord) {
			v.add("modal", t.of.frame, u.low)
		}
	}
	if c.x != nil && s.tied(c.x, t, ts) {
		v.add("tied", t.of.frame)
		v.add("tied,p", name)
	}
	s.ruleFeatures(c, ts, x, v)
	for _, g := range s.governors(c, ts) {
		v.add("gov", t.of.frame, g)
		v.add("gov,stance", string(c.stance), g)
	}
	if t.of.frame == "tie" || t.of.frame == "to" {
		tied := s.whatBefore(t.from)
		v.add("what", t.of.frame, tied)
		v.add("what,x", tied, x)
		v.add("what,p", name, tied)
	}
	r.sentenceFeatures(c, v)
	v.add("before", t.of.frame, wordClass(s.tok(t.from-1)))
	v.add("after", name, wordClass(s.tok(t.to)))
	v.add("afterw", t.of.frame, s.tok(t.to).low)
}

// pickFeatures choose the accuser by grammar, and say whom; x is what the accused is.
func (s *sentence) pickFeatures(c *candidate, x string, v *vector) {
	t := c.t
	c.pick = s.grammarPick(c)
	who := "none"
	if c.pick.m != nil {
		who = c.pick.m.label()
	}
	v.add("pick", t.of.frame, c.pick.how)
	v.add("pick,p", t.of.like, c.pick.how)
	v.add("pick,strength", t.of.strength, c.pick.how, x)
	v.add("pick,k", t.of.frame, who)
	if c.pick.m != nil && c.x != nil {
		v.add("sides", side(c.pick.m.party.Country), side(c.accused.Country))
	}
}

// placeFeatures say where the accused stands.
func (r *reading) placeFeatures(c *candidate, v *vector) {
	s, t, m := c.s, c.t, c.x
	frame := t.of.frame
	var gap string
	left := m.to <= t.from
	if left {
		gap = s.gap(m.to, t.from)
		v.add("dist", frame, "l", bucket(t.from-m.to))
	} else {
		gap = s.gap(t.to, m.from)
		from := t.to
		if j := s.prepAfter(t); j >= 0 && j <= m.from {
			from = j
			gap = s.gap(from, m.from)
			v.add("to-dist", bucket(j-t.to))
		}
		v.add("dist", frame, "r", bucket(m.from-from))
	}
	v.add("gap", frame, c.how, gap)
	v.add("p,gap", t.of.like, gap)
	v.add("strength,gap", t.of.strength, frame, gap)
	v.add("x,gap", m.kind.String(), frame, gap)
	v.add("rank", frame, c.how, bucket(s.between(m, t)))
	if s.tok(m.to).kind == possToken {
		v.add("poss", frame, m.kind.String())
		v.add("poss,how", c.how, m.kind.String(), t.of.like)
	}
	prev := s.tok(m.from - 1)
	if prev.is(prepWord) {
		v.add("xprep", frame, m.kind.String(), prev.low)
	} else {
		v.add("xprev", frame, wordClass(prev))
	}
	v.add("xnext", frame, wordClass(s.tok(m.to)))
	if m.from == s.from {
		v.add("xfirst", frame)
	}
	if m.party.ID == "" && m.party.Country == "" && !legal(c.relation) && !s.gangName(m) {
		v.add("x-bare", m.kind.String())
	}
	switch side(m.party.Country) {
	case "east":
		v.add("usual", frame)
	case "west":
		v.add("unusual", frame)
	}
	if frame == "act" {
		r.actFeatures(c, gap, v)
	}
	for _, w := range []string{"suspected", "alleged", "allegedly"} {
		if s.tok(m.from).low == w {
			v.add("xhedged", frame)
		}
	}
	if m.absorbed {
		v.add("absorbed", frame)
	}
}

// side tells the states that are accused most from those that accuse them most: who accuses the
// other side is not as who accuses his own.
func side(country string) string {
	switch country {
	case "CN", "RU", "IR", "KP":
		return "east"
	case "US", "GB", "EU", "AU", "CA", "DE", "FR":
		return "west"
	}
	return "other"
}

// gangName reports whether the words after a name that nobody knows make it that of a gang: "the
// Xanthe cryptojacking group", "Thieflock ransomware operation".
func (s *sentence) gangName(m *mention) bool {
	if m.kind != mName || !s.tok(m.to).is(cyberNoun|cyberHint|toolNoun|malwareHead|modWord|tradeWord) {
		return false
	}
	for i := m.to; i < min(m.to+4, s.to); i++ {
		u := s.tok(i)
		if u.is(anaGroup) && u.kind == wordToken {
			return true
		}
		if u.kind != wordToken || u.is(prepWord|auxWord|conjWord) {
			return false
		}
	}
	return false
}

// tied reports whether m is what another predicate of the sentence ties to a party: the
// subject of "is linked to", which is hardly the accused as well.
func (s *sentence) tied(m *mention, t trigger, ts []trigger) bool {
	for _, o := range ts {
		if (o.of.frame == "tie" || o.of.frame == "to" && o.of.relation != "carried_out") && o.of != t.of && o.from >= m.to && o.from-m.to < 8 {
			switch s.gap(m.to, o.from) {
			case "adj", "aux", "hedge", "rel", "app":
				return true
			}
		}
	}
	return false
}

// sentenceFeatures describe the sentence as a whole.
func (r *reading) sentenceFeatures(c *candidate, v *vector) {
	s, t := c.s, c.t
	frame := t.of.frame
	attack, tool, innocent := false, false, false
	for i := max(s.from, t.from-12); i < min(t.to+14, s.to); i++ {
		u := s.tok(i)
		attack = attack || u.is(attackNoun)
		tool = tool || u.is(toolNoun)
		innocent = innocent || u.is(notActor) && i > t.to
	}
	v.add("cyber", frame, yes(s.cyber()), yes(attack))
	v.add("attack", t.of.like, yes(attack))
	if tool {
		v.add("tool", t.of.like)
	}
	if innocent {
		v.add("innocent", frame)
	}
	if s.headline {
		v.add("headline", frame, c.voice)
	}
	if s.part.text != "" && s.tok(s.to-1).low == "?" {
		v.add("question", frame)
	}
	if s.inQuote(t.from) {
		v.add("quoted", frame)
	}
	for i := s.from; i < t.from; i++ {
		if u := s.tok(i); u.low == "if" || u.low == "whether" || u.low == "would" {
			v.add("cond", frame, u.low)
		}
	}
	if first := s.tok(s.from); first.is(subordWord) {
		v.add("subord", frame)
	}
	if !s.part.cyber {
		v.add("not-cyber-part")
	}
}

// whatBefore says what sort of thing stands before a participle: what is "linked to".
func (s *sentence) whatBefore(i int) string {
	i--
	for i > s.from && s.tok(i).is(auxWord|advWord|beWord|haveWord|modalWord) {
		i--
	}
	if m := s.mentionAt(i); m != nil {
		return m.kind.String()
	}
	t := s.tok(i)
	switch {
	case t.kind != wordToken:
		return "mark"
	case t.is(attackNoun):
		return "attack"
	case t.is(malwareHead | toolNoun):
		return "tool"
	case t.is(actorHead | peopleHead):
		return "actor"
	case t.in(assetNouns):
		return "asset"
	case t.is(relWord), t.is(itWord | theyWord | heWord), t.is(prepWord), t.is(conjWord), t.is(sayWord):
		return t.low
	case t.is(cyberNoun | cyberHint):
		return "cyber"
	}
	return "other"
}

// between counts the parties between a mention and a trigger.
func (s *sentence) between(m *mention, t trigger) int {
	n := 0
	for _, o := range s.mentions {
		if o != m && o.accusable() && (o.from >= m.to && o.to <= t.from || o.from >= t.to && o.to <= m.from) && !s.listed(o, m) {
			n++
		}
	}
	return n
}

// governors names the words of denial, refusal, doubt, negation and condition that stand
// before the trigger and may rule it.
func (s *sentence) governors(c *candidate, ts []trigger) []string {
	out, t := []string(nil), c.t
	for _, o := range ts {
		if (o.of.frame == "own" || o.of.frame == "open" || o.of.frame == "doubt") && o.of != t.of && o.to <= t.from && t.from-o.to < 14 {
			g := s.gap(o.to, t.from)
			if g != "stop" && g != "and" {
				out = append(out, o.of.frame+bucket(t.from-o.to))
			}
		}
	}
	for i := t.from - 1; i >= s.from && i >= t.from-5 && !c.denied; i-- {
		u := s.tok(i)
		if u.is(negWord) || strings.HasSuffix(u.low, "n't") {
			out = append(out, "neg"+bucket(t.from-i))
		}
		if u.low == "but" || u.low == "," {
			break
		}
	}
	if out == nil {
		return []string{"free"}
	}
	return out
}
