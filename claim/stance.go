package claim

import "ascribe/news"

var distanceNouns = words("distanceNouns")

// judgeStance takes what a gang says of its own ties for what it is: its own claim, or its
// denial: "the gang confirmed that they had been affiliates of X", "it is not a rebrand of X".
func (s *sentence) judgeStance(c *candidate) {
	t := c.t
	if c.x == nil || t.of.frame != "tie" && t.of.frame != "to" && t.of.frame != "doubt" && t.of.name != "no-link" || c.relation == news.CarriedOut && t.of.frame != "doubt" {
		return
	}
	if c.x.kind != mActor && c.x.kind != mMalware || !s.gangBefore(c.x, t.from) {
		return
	}
	m := s.speakerOfSelf(c)
	if m == nil {
		return
	}
	c.self = m
	switch c.stance {
	case news.Accuses:
		c.stance = news.Claims
	case news.Doubts:
		c.stance, c.relation = news.Denies, news.LinkedTo
	}
}

// gangBefore reports whether another gang than x stands before token i.
func (s *sentence) gangBefore(x *mention, i int) bool {
	for _, m := range s.mentions {
		if m != x && m.to <= i && (m.kind == mActor || m.kind == mGroup) {
			return true
		}
	}
	return false
}

// speakerOfSelf finds the gang whose own ties the trigger tells of in its own words: it
// speaks, and nobody else stands between it and the trigger.
func (s *sentence) speakerOfSelf(c *candidate) *mention {
	p := s.speech(c)
	m := p.m
	if m == nil || p.how != "says" || m == c.x || m.to > c.t.from || m.kind != mActor && m.kind != mGroup {
		return nil
	}
	self := false
	for i := m.to; i < c.t.from; i++ {
		u := s.tok(i)
		if o := s.mentionAt(i); o != nil && o != m && o.kind != mGeneric && !u.is(theyWord|itWord) && o != c.x {
			return nil
		}
		self = self || u.is(theyWord|itWord) || u.low == "we" || u.low == "their" || u.low == "its" || u.low == "to" && s.tok(i-1).is(sayWord)
	}
	if !self {
		return nil
	}
	return m
}

// otherGang finds the gang that a denial keeps a distance from, when a gang speaks: "we have
// nothing in common with X", "denied any link to X".
func (s *sentence) otherGang(t trigger, own *mention) *mention {
	if own.kind != mActor && own.kind != mGroup {
		return nil
	}
	for _, m := range s.rightOf(t.to, 1) {
		if m.kind != mActor || m.party.Key() == own.party.Key() || m.from-t.to > 6 {
			return nil
		}
		if s.tok(t.to-1).low == "with" || s.direct(t.to, m) {
			return m
		}
		for i := t.from; i < m.from; i++ {
			if s.tok(i).in(distanceNouns) {
				return m
			}
		}
	}
	return nil
}

// firstTwin is the first of two gangs that are listed before token i: one is the other.
func (s *sentence) firstTwin(i int) *mention {
	var second *mention
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.to > i || i-m.to > 16 || m.kind != mActor && m.kind != mMalware {
			continue
		}
		if second != nil && s.listed(m, second) && m.accusable() {
			return m
		}
		if second == nil {
			second = m
		} else if second.accusable() && s.listed(m, second) {
			return second
		}
	}
	return nil
}

// ruleFeatures say what accusation a doubt or a refusal rules.
func (s *sentence) ruleFeatures(c *candidate, ts []trigger, x string, v *vector) {
	if c.t.of.stance == news.Doubts || c.t.of.stance == news.Declines {
		over := s.rules(c, ts)
		v.add("over", c.t.of.frame, over)
		v.add("over", c.t.of.strength, over, x)
	}
}

// rules names the sort of accusation of the same party that a doubt or a refusal rules: "no evidence that Russia
// was behind it".
func (s *sentence) rules(c *candidate, ts []trigger) string {
	for _, o := range ts {
		if o.of.stance != news.Accuses || o.from < c.t.to || o.from-c.t.to > 12 || o.of.strength == "1" && o.of.frame != "act" {
			continue
		}
		if c.x == nil || c.x.from >= c.t.to && c.x.to <= o.from || c.x.from >= o.to && c.x.from-o.to < 6 {
			return o.of.frame
		}
	}
	return "none"
}
