package claim

import "strings"

// Lists of words.txt.
var (
	blamingVerbs  = words("blamingVerbs")
	joiningVerbs  = words("joiningVerbs")
	blamedVerbs   = words("blamedVerbs")
	pointingVerbs = words("pointingVerbs")
	hackingVerbs  = words("hackingVerbs")
	guiltNouns    = words("guiltNouns")
	intrudedVerbs = words("intrudedVerbs")
	mountedVerbs  = words("mountedVerbs")
	shareNouns    = words("shareNouns")
)

// What an accusation says of whoever it names, in the frames in which only who is accused of a deed stands.

// accusedOf reports whether the name between the tokens b and to stands where somebody is accused of an attack:
// "accused X of hacking", "blamed X for the attack", "named X as the culprit", "X was blamed by", "put the blame for
// the attack on X".
func (s *sentence) accusedOf(b, to int) bool {
	for b > s.from && s.tok(b).is(advWord) {
		b--
	}
	switch prev := s.tok(b); {
	case prev.in(blamingVerbs), prev.low == "at" && s.tok(b-1).low == "finger":
		return s.deedFollows(to) || s.asCulprit(to)
	case prev.in(joiningVerbs):
		return s.tok(to).low == "to" && s.attackHead(to+1, min(to+9, s.to))
	case prev.low == "to" && s.tok(b-1).in(pointingVerbs):
		return s.asCulprit(to) || s.tok(to).low == "in" && s.attackHead(to+1, min(to+9, s.to))
	case prev.low == "to" || prev.low == "on":
		return s.laidAt(b)
	case prev.low == "by":
		return s.tok(b-1).in(mountedVerbs) && s.attackSubject(b-1)
	case prev.low == "of":
		return s.tok(b-1).in(shareNouns) && s.hasClass(to, to+6, attackNoun)
	}
	return s.isBlamed(to) || !s.tok(b).is(prepWord) && s.intrudes(to) // "a pupil from Hull hacked"
}

// deedFollows reports whether token i goes on with what somebody is blamed for: "of hacking", "of being behind", "for the
// attack"; for a breach its victim may be blamed too.
func (s *sentence) deedFollows(i int) bool {
	for s.tok(i).is(advWord|monthWord) || s.tok(i).low == "on" && s.tok(i+1).capital() || s.tok(i).in(weekdayNames) || s.tok(i).low == "first" || s.tok(i).low == "time" {
		i++
	}
	next := s.tok(i + 1)
	if next.is(cyberGer) && s.brokenRule(i+2) {
		return false
	}
	switch s.tok(i).low {
	case "of":
		return next.is(cyberGer) || next.in(hackingVerbs) || next.low == "being" || next.low == "having" || s.attackHead(i+1, min(i+9, s.to))
	case "for", "over":
		return next.is(cyberGer) || next.in(hackingVerbs) || s.attackHead(i+1, min(i+9, s.to)) && !s.mishap(i+1)
	}
	return false
}

// brokenRule reports whether what is broken, from token i on, is a law or a promise: "breaching data protection laws".
func (s *sentence) brokenRule(i int) bool {
	for k := i; k < min(i+6, s.to) && s.tok(k).kind == wordToken; k++ {
		if s.tok(k).in(breakableRules) {
			return true
		}
	}
	return false
}

// asCulprit reports whether token i goes on with what the name before it is made out to be: "as the culprit", "as being
// behind the attack", "to be responsible for the attack".
func (s *sentence) asCulprit(i int) bool {
	if w := s.tok(i).low; w != "as" && (w != "to" || s.tok(i+1).low != "be") {
		return false
	}
	for k := i + 1; k < min(i+7, s.to); k++ {
		switch t := s.tok(k); {
		case t.in(guiltNouns):
			return true
		case t.low == "behind", t.low == "responsible":
			return s.hasClass(k+1, k+7, attackNoun)
		case t.kind != wordToken:
			return false
		}
	}
	return false
}

// laidAt reports whether the "to" or "on" at token b ends words that lay an attack at somebody's door: "linked the attack
// to", "traced the attack back to", "put the blame for the attack on".
func (s *sentence) laidAt(b int) bool {
	end := b
	if s.tok(b-1).low == "back" || s.tok(b-1).is(advWord) {
		end--
	}
	for k := end - 1; k > max(s.from-1, b-16); k-- {
		switch t := s.tok(k); {
		case t.in(joiningVerbs) && s.tok(b).low == "to":
			return k+1 < end && s.attackHead(k+1, end) || s.attackSubject(k)
		case t.low == "blame" && s.tok(b).low == "on" && s.tok(k+1).low == "for":
			return s.attackHead(k+2, end) && !s.mishap(k+2)
		case t.kind == markToken || t.is(sayWord|relWord) && !t.is(attackNoun):
			return false
		}
	}
	return false
}

// whichIs reports whether the verb at token k belongs to a relative clause about an attack: "the hack that the FBI
// attributed to", "the attack, which it blamed on".
func (s *sentence) whichIs(k int) bool {
	for i := k - 1; i > max(s.from, k-9); i-- {
		switch t := s.tok(i); {
		case t.low == "which" || t.low == "that":
			for i > s.from+1 && s.tok(i-1).kind == markToken {
				i--
			}
			return s.attackSubject(i)
		case t.kind == markToken || t.is(auxWord|sayWord):
			return false
		}
	}
	return false
}

// isBlamed reports whether token i goes on with an accusation of the name before it: "has been accused by the FBI of
// hacking", "was named as the culprit", "is the prime suspect in the attack", "denied being behind the attack".
func (s *sentence) isBlamed(i int) bool {
	k, be := i, false
	for ; s.tok(k).is(auxWord | advWord); k++ {
		be = be || s.tok(k).is(beWord)
	}
	if w := s.tok(k).low; !be && (w == "denied" || w == "denies") {
		next := s.tok(k + 1)
		return next.low == "being" && s.tok(k+2).low == "behind" || next.in(hackingVerbs) || next.low == "any" && s.hasClass(k+2, k+7, attackNoun)
	}
	if !be {
		return false
	}
	if s.tok(k).low == "the" || s.tok(k).low == "a" {
		return s.hasClass(k+1, k+9, attackNoun) && (s.tok(k+1).in(guiltNouns) || s.tok(k+2).in(guiltNouns))
	}
	verb := s.tok(k)
	if !verb.in(blamedVerbs) {
		return false
	}
	for j := k + 1; j < min(k+14, s.to); j++ {
		if s.deedFollows(j) || s.asCulprit(j) || verb.in(joiningVerbs) && s.tok(j).low == "to" && s.attackHead(j+1, min(j+9, s.to)) {
			return true
		}
		if s.tok(j).is(relWord | sayWord | modalWord) {
			return false
		}
	}
	return false
}

// intrudes reports whether token i goes on with a deed that the name before it did: "had hacked the ministry", "broke into
// Acme's servers", "carried out the attack". What was hacked by somebody did not.
func (s *sentence) intrudes(i int) bool {
	k := i
	for s.tok(k).is(haveWord|advWord) && !s.tok(k).is(negWord) || k == i && (s.tok(k).low == "that" || s.tok(k).low == "who") {
		k++
	}
	verb, next := s.tok(k), s.tok(k+1)
	switch {
	case verb.is(beWord):
		return next.in(hackingVerbs) && s.tok(k+2).kind == wordToken && (s.tok(k+2).is(detWord|numWord) || s.tok(k+2).capital())
	case verb.in(intrudedVerbs):
		if next.low == "into" && !strings.HasSuffix(verb.low, "ed") {
			k++
			next = s.tok(k + 1)
		} else if verb.low == "broke" || verb.low == "broken" {
			return false
		}
		if next.low == "his" || next.low == "her" {
			return false // a person
		}
		return !s.brokenRule(k+1) && next.kind == wordToken && (next.is(detWord|numWord) || next.capital() || next.is(victimNoun)) || next.kind == numberToken
	case verb.in(mountedVerbs):
		if next.low == "out" {
			k++
		}
		return s.tok(k+1).kind == wordToken && s.attackHead(k+1, min(k+9, s.to))
	}
	return false
}
