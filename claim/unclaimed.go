package claim

import "strings"

// unclaimed reports whether what looks like a claim of responsibility is one that was not made, or that is asked for: "has not
// claimed responsibility", "has yet to claim", "which gang claimed the attack".
func (s *sentence) unclaimed(verb int) bool {
	if s.notBefore(verb, s.from) || s.tok(verb-1).low == "to" && s.tok(verb-2).low == "yet" {
		return true
	}
	k := verb - 1
	for k > s.from && s.tok(k).is(auxWord|advWord) {
		k--
	}
	head := k
	for k > s.from && s.tok(k).is(actorHead|vagueHead|modWord|cyberNoun) && !s.tok(k).is(relWord) {
		k--
	}
	w := s.tok(k).low
	return k < head && (w == "which" || w == "what" || w == "whether" || w == "if")
}

// descent reports whether a gang only tells from token i on where it comes from: "admitted that they were once affiliates
// of Hive", "claiming to be from the bank".
func (s *sentence) descent(i int) bool {
	if s.tok(i).low == "from" {
		return true
	}
	for k := i; k < min(i+7, s.to); k++ {
		switch t := s.tok(k); {
		case t.in(memberNouns), strings.HasPrefix(t.low, "rebrand"):
			return true
		case t.is(relWord|strongVerb) && s.mentionAt(k) == nil, t.low == ",", t.low == "behind", t.low == "responsible":
			return false
		}
	}
	return false
}
