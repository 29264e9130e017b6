package claim

import "ascribe/news"

// ownClause finds where the words begin that say only what c says, when the sentence says something else before them:
// "Acme appears to have been hit by Storm-0501, a gang linked to BlackCat", "may have paid after an attack attributed to
// Ragnar Locker". It is the first token of the sentence where they are a part of all it says.
func (s *sentence) ownClause(c *candidate) int {
	if c.stance != news.Accuses || c.x == nil || s.headline {
		return s.from
	}
	return max(s.remarkBefore(c.t), s.hangsOn(c.t))
}

// remarkBefore finds the comma before a predicate with which a remark on who was named begins: ", a gang", ", which".
func (s *sentence) remarkBefore(t trigger) int {
	for i := t.from - 1; i > s.from && t.from-i < 12; i-- {
		switch u, next := s.tok(i), s.tok(i+1); {
		case u.low == ",":
			if s.mentionAt(i-1) != nil && (next.is(relWord) || next.is(detWord) && s.saysWhatSort(i+1, t.from)) {
				return i
			}
			return s.from
		case u.kind == markToken || u.kind == quoteToken:
			return s.from
		}
	}
	return s.from
}

// saysWhatSort reports whether the tokens in [from, to) hold a noun for attackers, their tools or deeds, before any verb.
func (s *sentence) saysWhatSort(from, to int) bool {
	for i := from; i < to && !s.tok(i).is(auxWord); i++ {
		if s.tok(i).is(actorHead | anaGroup | toolNoun | malwareHead | attackNoun | firmHead) {
			return true
		}
	}
	return false
}

// hangsOn finds where the words for an attack begin that a participle hangs on: "a ransomware attack attributed to".
func (s *sentence) hangsOn(t trigger) int {
	if next := s.tok(t.from + 1); !participle(s.tok(t.from).low) || t.of.frame != "to" && t.of.frame != "tie" || !next.is(prepWord) && next.low != "to" {
		return s.from
	}
	j := t.from - 1
	for j > s.from && s.tok(j).is(advWord) && !s.tok(j).is(auxWord) {
		j--
	}
	if u := s.tok(j); !u.is(attackNoun) || u.is(auxWord|sayWord) {
		return s.from
	}
	return s.nounsBefore(j + 1)
}
