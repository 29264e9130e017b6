package claim

import "strings"

// nationality reads what attackers are said to be: "believed to be Chinese", "the hackers are
// likely North Korean in origin".
func (r *reading) nationality(s *sentence, i int) *mention {
	prev := s.tok(i - 1)
	if !s.tok(i).capital() || !prev.is(beWord|advWord) || prev.is(negWord) {
		return nil
	}
	h, e := r.lookup(s, i)
	if e == nil || e.Class != "state" || !isDemonym(h) || strings.HasSuffix(s.tok(i+h.Words-1).low, "s") {
		return nil
	}
	next := s.tok(i + h.Words)
	if next.kind == wordToken && !next.is(conjWord|subordWord|relWord|auxWord|sayWord) && next.low != "in" && next.low != "by" && next.low != "based" {
		return nil // "are Chinese companies"
	}
	if next.is(conjWord) && !s.tok(i+h.Words+1).is(detWord|beWord|auxWord|theyWord|advWord) {
		if _, n := r.nation(s, i+h.Words+1); n == 0 {
			return nil
		}
	}
	if !s.attackersAre(i - 1) {
		return nil
	}
	return &mention{from: i, to: i + h.Words, kind: mState, party: r.state(e.Party.Country), deed: true, predicate: true}
}

// attackersAre reports whether it is attackers whose being is told of at token i.
func (s *sentence) attackersAre(i int) bool {
	for k := i; k >= max(s.from, i-9); k-- {
		t := s.tok(k)
		if t.is(actorHead|theyWord) || t.low == "origin" || t.low == "attribution" || t.low == "culprit" || t.low == "culprits" || t.low == "perpetrator" {
			return true
		}
		for _, m := range s.mentions {
			if m.from <= k && k < m.to {
				return m.kind == mActor || m.kind == mVague || m.kind == mGroup
			}
		}
		if t.low == ";" || t.is(sayWord) && !t.is(thinkWord) {
			return false
		}
	}
	return false
}
