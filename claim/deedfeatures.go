package claim

import "strings"

// Lists of words.txt.
var (
	dayWords   = words("dayWords")
	timeUnits  = words("timeUnits")
	habitWords = words("habitWords")
)

// actFeatures describe a plain assertion: its verb, tense and object.
func (r *reading) actFeatures(c *candidate, gap string, v *vector) {
	s, t := c.s, c.t
	verb := s.tok(t.from)
	form := "base"
	switch {
	case strings.HasSuffix(verb.low, "ing"):
		form = "ing"
	case strings.HasSuffix(verb.low, "ed") || verb.is(strongVerb) && !strings.HasSuffix(verb.low, "s"):
		form = "past"
	case strings.HasSuffix(verb.low, "s"):
		form = "s"
	}
	strong := "weak"
	if verb.is(strongVerb) {
		strong = "strong"
	}
	v.add("act", form, strong, gap)
	v.add("act,x", form, strong, c.x.kind.String())
	aux := "no"
	for i := max(c.x.to, t.from-5); i < t.from; i++ {
		if s.tok(i).is(beWord) {
			aux = "be"
		} else if s.tok(i).is(haveWord) {
			aux = "have"
		} else if s.tok(i).is(modalWord) {
			aux = "modal"
		}
	}
	v.add("aux", form, aux)
	object, cyber := false, false
	for i := t.to; i < min(t.to+9, s.to); i++ {
		if m := s.mentionAt(i); m != nil && m.kind != mMalware {
			object = true
		}
		if s.tok(i).is(attackNoun) {
			cyber = true
		}
	}
	v.add("object", strong, yes(object), yes(cyber))
	r.deedFeatures(c, form, strong, v)
}

// deedFeatures tell a deed from a habit: whom it hit, since when, in which clause.
func (r *reading) deedFeatures(c *candidate, form, strong string, v *vector) {
	s, t := c.s, c.t
	whom := "nobody"
	for _, x := range r.sufferings(s, c) {
		if x.at >= t.from && x.at <= t.to+2 {
			whom = victimShape(x.words)
			break
		}
	}
	v.add("whom", form, strong, whom)
	v.add("whom,x", c.x.kind.String(), whom)
	if s.since() {
		v.add("since", form, strong)
	}
	if s.habit() {
		v.add("habit", form, strong)
	}
	clause := "main"
	for i := c.x.from - 1; i >= max(s.from, c.x.from-6); i-- {
		u := s.tok(i)
		if u.is(subordWord) || u.is(relWord) {
			clause = u.low
			break
		}
		if u.kind == markToken || u.is(sayWord) {
			break
		}
	}
	v.add("sub", clause)
	v.add("sub", strong, yes(clause == "main"))
	v.add("many", form, yes(c.x.plural), c.x.kind.String())
}

// since reports whether a time is told: "in March", "last week", "in 2019".
func (s *sentence) since() bool {
	for i := s.from; i < s.to; i++ {
		t, next := s.tok(i), s.tok(i+1)
		if t.is(monthWord) || t.kind == numberToken && len(t.word) == 4 && (t.word[:2] == "20" || t.word[:2] == "19") {
			return true
		}
		switch {
		case t.in(dayWords):
			return true
		case t.low == "last", t.low == "this", t.low == "earlier":
			if next.in(timeUnits) {
				return true
			}
		}
	}
	return false
}

// habit reports words of what is done again and again.
func (s *sentence) habit() bool {
	for i := s.from; i < s.to; i++ {
		if s.tok(i).in(habitWords) {
			return true
		}
	}
	return false
}
