package claim

import (
	"slices"
	"strings"
)

// nouns adds whoever else the sentence tells of in common nouns, where it names nobody as struck: what stands before and behind them
// tells whether they were.
func (l *victimList) nouns() {
	c, s := l.c, l.c.s
	if l.near == "named" {
		return
	}
	for i := s.from; i < s.to; i++ {
		if !s.somebody(i) {
			continue
		}
		from := s.nounPhrase(i)
		if m := s.mentionAt(from); m != nil && (m == c.x || m == c.pick.m) || s.tellsWhat(from) {
			continue
		}
		words := l.r.victimWords(s, from, i+1)
		if words == "" || from == i && (!strings.HasSuffix(words, "s") || words == "systems") || slices.ContainsFunc(l.choices[1:], func(v victimChoice) bool { return strings.Contains(v.words, words) }) {
			continue
		}
		before := from - 1
		for before > s.from && s.tok(before).is(detWord|advWord) {
			before--
		}
		if s.tok(before).is(sayWord | accuseVerb) { // who is told, or blamed
			continue
		}
		side := "after"
		if i <= c.t.from {
			side = "before"
		}
		k := l.pick(words)
		l.tell(k, "noun", side)
		l.tell(k, "noun", l.near)
		l.tell(k, "noun", "prev", s.tok(before).low)
		l.tell(k, "noun", "next", s.tok(i+1).low)
		l.tell(k, "noun", "d", bucket(distance(i, c.t.from)))
	}
}

// somebody reports whether token i is the last common noun of a phrase for somebody, or for what somebody runs.
func (s *sentence) somebody(i int) bool {
	t, next := s.tok(i), s.tok(i+1)
	if !t.is(victimNoun) || t.is(actorHead|attackNoun) || t.capital() || s.mentionAt(i) != nil || next.is(victimNoun) && !next.capital() {
		return false
	}
	return strings.HasSuffix(t.low, "s") || next.kind != wordToken || next.capital() || next.class != 0 || next.low == "of" || next.low == "to" // no "entity list"
}

// tellsWhat reports whether the phrase that begins at token i only tells what the name before it is: "Media Land, a hosting service,".
func (s *sentence) tellsWhat(i int) bool {
	for i > s.from && s.tok(i-1).is(detWord) {
		i--
	}
	return s.tok(i-1).low == "," && s.mentionAt(i-2) != nil
}

// nounPhrase finds where the phrase begins that ends with the noun at token i, without the verb that it is the object of.
func (s *sentence) nounPhrase(i int) int {
	from := s.nounsBefore(i)
	for k := i - 1; k >= from; k-- {
		if t := s.tok(k); s.mentionAt(k) == nil && !t.capital() && (t.is(cyberVerb|accuseVerb|theyWord|itWord) && !t.is(victimNoun) || strings.HasSuffix(t.low, "ing") && !s.ofTrade(k)) {
			return k + 1
		}
	}
	return from
}
