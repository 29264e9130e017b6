package claim

import (
	"ascribe/news"
)

var announcers = words("announcers")

// choiceFeatures describe how a party that may be the accuser hangs on the predicate.
func (r *reading) choiceFeatures(c *candidate, m *mention, where string, v *vector) {
	kind := m.label()
	v.add("where", where)
	if c.pick.m == m {
		v.add("pick", c.pick.how)
		v.add("pick", c.pick.how, kind)
		v.add("pick", c.pick.how, c.t.of.frame)
	} else if c.pick.m == nil {
		v.add("unpicked", where, c.pick.how)
	} else {
		v.add("other", where)
		v.add("other", where, c.pick.how)
	}
	v.add("k", kind)
	if c.accused.Key() == m.party.Key() && c.x != m {
		v.add("same-as-accused", c.t.of.frame)
	}
	if m.party.ID == "" && m.kind != mGeneric {
		v.add("unknown-party", kind)
	}
	if where != "here" && where != "self" {
		r.elsewhereFeatures(c, where, v)
		return
	}
	if where == "self" {
		v.add("self", c.t.of.frame, c.t.of.like)
	}
	r.hereFeatures(c, m, v)
}

// hereFeatures describe a party of the same sentence: what it says, where it stands, how
// it hangs on the predicate.
func (r *reading) hereFeatures(c *candidate, m *mention, v *vector) {
	s, t := c.s, c.t
	fv := t.of.frame + "," + c.voice
	channel := s.saysAfter(m)
	if said := s.saidBefore(m); said != "" {
		channel = said
	}
	if channel == "" && c.pick.m == m {
		channel = c.pick.how
	} else if channel == "" {
		channel = "silent"
	}
	side, gap := "after", ""
	switch {
	case m.to <= t.from:
		side, gap = "before", s.gap(m.to, t.from)
		v.add("gap", fv, gap)
	case m.from < t.to:
		side = "within"
	}
	v.add("channel", channel, side)
	v.add("channel,frame", channel, side, fv)
	v.add("clause", s.clause(c), channel, side)
	s.neighbourFeatures(m, t, fv, side, v)
	if m.to == t.from || gap == "aux" {
		v.add("subject", fv)
	}
	if m.from == s.from || m.from == s.from+1 && s.tok(s.from).is(detWord) {
		v.add("first", fv)
	}
	v.add("between", side, bucket(s.accusersBetween(m, t)))
	if c.x != nil && m.from > c.x.to && side == "before" {
		v.add("past-accused", fv)
	}
	if s.inQuote(t.from) != s.inQuote(m.from) {
		v.add("quoted", channel, side)
	}
	if m.speaker != "" {
		v.add("speaks")
	}
	if c.x != nil && s.listed(m, c.x) {
		v.add("listed-with-accused", fv)
	}
}

// neighbourFeatures describe the words around a party: "by X", "a report from X", "X's
// accusations".
func (s *sentence) neighbourFeatures(m *mention, t trigger, fv, side string, v *vector) {
	prev, next := s.tok(m.from-1), s.tok(m.to)
	switch {
	case prev.low == "by":
		v.add("by", fv, side, yes(m.from-t.to <= 3))
	case prev.is(prepWord):
		v.add("prep", prev.low, side)
		if s.tok(m.from - 2).is(reportWord) {
			v.add("report-of", side)
		}
	}
	if next.kind != possToken {
		return
	}
	n2 := s.tok(m.to + 1)
	if n2.is(reportWord|mentalNoun|sayWord) || n2.low == "accusations" || n2.low == "allegations" || n2.low == "claims" || n2.low == "attribution" {
		v.add("poss-report", side)
	} else {
		v.add("poss", side)
	}
}

// accusersBetween counts who else stands between a party and a predicate.
func (s *sentence) accusersBetween(m *mention, t trigger) int {
	n := 0
	for _, o := range s.mentions {
		if o != m && o.accuses() && (o.from >= m.to && o.to <= t.from || o.from >= t.to && o.to <= m.from) && !s.listed(o, m) {
			n++
		}
	}
	return n
}

// elsewhereFeatures describe a party of another sentence, or the publisher.
func (r *reading) elsewhereFeatures(c *candidate, where string, v *vector) {
	s := c.s
	quoted := yes(s.inQuote(c.t.from))
	v.add("else,quoted", where, quoted)
	first := s.tok(s.from)
	lead := "other"
	switch {
	case first.low == "however" || first.low == "furthermore" || first.low == "moreover" || first.low == "additionally" || first.low == "also" || first.low == "still":
		lead = "conj"
	case first.low == "this" || first.low == "these" || first.low == "the":
		lead = "det"
	case first.kind == quoteToken:
		lead = "quote"
	}
	v.add("else,lead", where, lead)
	v.add("else,source", where, yes(s.source() != nil))
	v.add("else,frame", where, c.t.of.frame, c.voice, yes(s.source() != nil))
}

// accusers turns the best choice into parties: with all that are listed with it.
func (c *candidate) accusers() []choice {
	best := c.choices[c.best]
	out := []choice{best}
	if best.m == nil || best.m.person != "" || c.how == "own" && c.x == best.m || c.stance == news.Claims {
		return out
	}
	first := c.s.listTakenUp(best.m)
	last := first
	grow := func(o *mention) {
		for _, ch := range c.choices {
			if ch.m == o && ch.party.Key() != best.party.Key() && o != c.x {
				out = append(out, ch)
			}
		}
	}
	for _, o := range c.s.mentions {
		if o.from == last.to+1 && c.s.tok(last.to).low == "(" && o.party.Key() == last.party.Key() {
			last = o // "the Agency (CISA) and the Bureau"
		}
		if o.from >= last.to && o.accuses() && c.s.listed(last, o) {
			grow(o)
			last = o
		}
	}
	last = first
	for k := len(c.s.mentions) - 1; k >= 0; k-- {
		o := c.s.mentions[k]
		if o.to <= last.from && o.accuses() && c.s.listed(o, last) && !(o.from > c.t.to && (c.s.objectAt(o) || c.s.endsList(o))) {
			grow(o)
			last = o
		}
	}
	if o := c.s.endorser(best.m); o != nil && c.stance == news.Accuses {
		k := len(out)
		grow(o)
		for i := k; i < len(out); i++ {
			out[i].apart = true
		}
	}
	return named(c.s, out)
}

// listTakenUp is one of the list that "they" takes up in its own sentence, "Norway and Canada said they held", else m itself.
func (s *sentence) listTakenUp(m *mention) *mention {
	if !m.back || !s.tok(m.from).is(theyWord) {
		return m
	}
	for _, o := range s.mentions {
		if o.to <= m.from && !o.back && o.party.Key() == m.party.Key() {
			return o
		}
	}
	return m
}

// objectAt reports whether m is what a verb or a preposition before it governs: "broke into Signal,
// CISA and the FBI said".
func (s *sentence) objectAt(m *mention) bool {
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord) && !s.tok(i).is(prepWord) {
		i--
	}
	t := s.tok(i)
	return t.kind == wordToken && (t.is(cyberVerb) || t.is(prepWord) && s.tok(i-1).low != "according" && t.low != "per" && t.low != "by" && t.low != "from")
}

// endsList reports whether m is the last of a list, with a comma after it: "in Iraq and Yemen, CISA said".
func (s *sentence) endsList(m *mention) bool {
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord) {
		i--
	}
	return s.tok(m.to).low == "," && s.tok(i).is(conjWord)
}

// announces reports whether the names that a description stands for follow it.
func announces(s *sentence, m *mention) bool {
	return s.tok(m.to).in(announcers)
}

// named drops a description that stands beside the names it announces: "two security
// firms, Qihoo 360 and QiAnXin"; and so many more without a name: "the FBI and 20 partner agencies".
func named(s *sentence, in []choice) []choice {
	known := 0
	for _, ch := range in {
		if ch.party.ID != "" {
			known++
		}
	}
	if known == 0 || known == len(in) {
		return in
	}
	var out []choice
	for _, ch := range in {
		if ch.m != nil && ch.m.plain && s.further(ch.m) {
			continue
		}
		if ch.party.ID != "" || ch.m.kind != mOrg && ch.m.kind != mGeneric || !announces(s, ch.m) || !firms(in) {
			out = append(out, ch)
		}
	}
	return out
}

// further reports whether m, at the end of a list, is so many more: "and 35 other companies", "and partner agencies in twelve countries".
func (s *sentence) further(m *mention) bool {
	more := false
	i := m.from
	for ; i > s.from && s.tok(i).low != "and" && m.from-i < 4; i-- {
		t := s.tok(i)
		more = more || t.is(numWord) || t.kind == numberToken || t.low == "other" || t.low == "partner"
	}
	return more && s.tok(i).low == "and"
}

// firms reports whether a firm is among those who are named: "security companies, the DHS
// and the FBI" are not names of companies.
func firms(in []choice) bool {
	for _, ch := range in {
		if ch.party.ID != "" && ch.m.kind == mOrg {
			return true
		}
	}
	return false
}
