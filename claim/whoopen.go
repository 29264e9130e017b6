package claim

import "strings"

// Most of what somebody will not or cannot say is something else than who did it: how many were hit, whether it works, which
// product. A refusal is one if what it refuses is a name.

// Lists of words.txt.
var (
	pinningVerbs  = words("pinningVerbs")
	identityNouns = words("identityNouns")
	clauseEnds    = words("clauseEnds")
	findingOuts   = words("findingOuts")
)

// whoOpen reports whether it is who did it that the words from a trigger on leave open: "unclear who is behind it", "could not
// identify the attackers", "unable to link it to any known group".
func (s *sentence) whoOpen(t trigger) bool {
	if s.asksWho(t.to) {
		return true
	}
	pins, asked := false, false
	for k := t.from; k < min(t.to+14, s.to); k++ {
		u := s.tok(k)
		if k >= t.to && s.clauseEnds(k) {
			return false
		}
		switch {
		case k >= t.to && (u.low == "whether" || u.low == "if"):
			if s.asksWho(k) || s.asksDoer(k) {
				return true
			}
			asked = true // but "or which gang" may follow
		case strings.HasPrefix(u.low, "attribute"):
			if s.ofDeed(k + 1) {
				return true
			}
			pins = true
		case u.in(pinningVerbs):
			pins = true
		case u.is(relWord) && u.low != "that", u.low == "what":
			if s.asksFor(k, t) {
				return true
			}
			pins = pins && k < t.to
		case u.in(identityNouns), u.low == "behind", u.low == "responsible" && s.tok(k+1).low == "for":
			return true
		case pins && !asked && s.doerAsked(k):
			return true
		}
	}
	return false
}

// pinnedOn finds the party that somebody would not tie a deed to: "would not attribute the raid to Cuba", "declined to link
// the raid to Turla", "cannot confirm the link to the GRU".
func (s *sentence) pinnedOn(t trigger) *mention {
	verb := -1
	for k := t.to - 1; k < min(t.to+5, s.to) && verb < 0; k++ {
		if u := s.tok(k); u.in(pinningVerbs) || u.in(linkNouns) || u.in(linkVerbs) || strings.HasPrefix(u.low, "attribut") {
			verb = k
		}
	}
	if verb < 0 {
		return nil
	}
	for k := verb + 1; k < min(verb+10, s.to) && !s.clauseEnds(k); k++ {
		if w := s.tok(k).low; (w != "at" || !strings.HasPrefix(s.tok(verb).low, "point")) && w != "to" && w != "toward" && w != "towards" && w != "with" && (w != "on" || !strings.HasPrefix(s.tok(verb).low, "pin") && !strings.HasPrefix(s.tok(verb).low, "blam")) {
			continue
		}
		for _, m := range s.rightOf(k+1, 1) {
			if s.direct(k+1, m) && (m.kind == mActor || m.kind == mAgency || m.kind == mState || m.kind == mCapital) {
				return m
			}
		}
	}
	return nil
}

// clauseEnds reports whether what stands open has been told before token k: "…, but", "because".
func (s *sentence) clauseEnds(k int) bool {
	u := s.tok(k)
	if u.low == "," {
		return s.tok(k + 1).in(clauseEnds)
	}
	return u.in(clauseEnds) || u.kind == markToken && u.low != "-" && u.low != "/" && u.low != "(" && u.low != ")"
}

// asksFor reports whether the word at token k asks who it was, and does not hang on somebody: "who carried out", "which gang".
func (s *sentence) asksFor(k int, t trigger) bool {
	switch s.tok(k).low {
	case "which", "what":
		return s.hasClass(k+1, k+4, actorHead|vagueHead) && !s.hasClass(k+1, k+4, anaAgency)
	case "who", "whom", "whose":
	default:
		return false
	}
	if prev := s.tok(k - 1); k > t.to && (prev.is(peopleHead|actorHead|victimNoun|firmHead) || prev.low == "(" || prev.low == "those" || prev.low == "anyone" || s.mentionAt(k-1) != nil) {
		return false
	}
	return s.tok(k+1).is(beWord) && s.tok(k+2).kind == wordToken || s.hasClass(k+1, k+8, cyberVerb|strongVerb|whoWord|attackNoun) || s.has(k+1, k+4, "it") || s.has(k+1, k+4, "did") || s.has(k+1, k+6, "carried")
}

// doerAsked reports whether the word at token k is what a verb of naming is refused: "the attackers", "any group", "anyone".
func (s *sentence) doerAsked(k int) bool {
	u := s.tok(k)
	if m := s.mentionAt(k); m != nil && !m.back && (m.kind == mActor || m.kind == mState || m.kind == mVague || m.kind == mAgency) {
		return true
	}
	return u.in(suspectNouns) && (s.tok(k-1).low == "a" || s.tok(k-1).low == "any") || u.is(actorHead) || u.is(vagueHead) && !u.is(anaAgency) || u.low == "anyone" || u.low == "anybody" || u.low == "somebody" || strings.HasPrefix(u.low, "perpetrator")
}

// ofDeed reports whether it is an attack that somebody would not attribute from token i on, and to somebody: no lull, and not "to
// a ransomware attack".
func (s *sentence) ofDeed(i int) bool {
	deed := false
	for k := i; k < min(i+8, s.to); k++ {
		switch u := s.tok(k); {
		case u.low == "to":
			return deed && (s.hasClass(k+1, k+6, actorHead|vagueHead) || !s.hasClass(k+1, k+5, attackNoun))
		case u.is(attackNoun | toolNoun | itWord | theyWord), u.low == "this", u.low == "these":
			deed = true
		}
	}
	return deed
}

// asksDoer reports whether a question that begins at token k is whether somebody did it: "whether a state was behind it".
func (s *sentence) asksDoer(k int) bool {
	for i := k; i < min(k+13, s.to); i++ {
		switch s.tok(i).low {
		case "behind", "responsible", "involved", "carried", "ordered", "state-sponsored":
			return true
		}
	}
	return false
}
