package claim

// Words of blame have two uses of "on" after them: "blamed the attack on Sony on North Korea" tells first whom an attack
// hit and then who is blamed. What stands between decides.

// hitOn reports whether the "on" at token i tells whom an attack hit, and not who is blamed with the words that end before
// token from: "blamed Russia for the attack on", "pinned the attack on Viasat on Russia".
func (s *sentence) hitOn(from, i int) bool {
	if s.tok(i).low != "on" || !s.tok(i-1).is(attackNoun) || i-1 < from {
		return false
	}
	if s.tok(from).low == "for" && s.tok(from-1).low == "blame" { // "put the blame for the hack on"
		from++
	}
	return s.has(from, i, "for") || s.laterOn(i) > 0
}

// laterOn finds the "on" of who is blamed behind that at token i of who was hit, or -1: it stands after that party and
// before another.
func (s *sentence) laterOn(i int) int {
	for k := i + 1; k+1 < s.to && k-i < 16; k++ {
		t := s.tok(k)
		if t.low == ";" || t.is(relWord|sayWord|accuseVerb|auxWord|subordWord) && s.mentionAt(k) == nil {
			return -1
		}
		if prev := s.tok(k - 1); t.low != "on" || k == i+1 || !prev.capital() && !prev.is(victimNoun|monthWord) && prev.kind == wordToken {
			continue
		}
		for _, m := range s.rightOf(k+1, 1) {
			if s.direct(k+1, m) {
				return k
			}
		}
	}
	return -1
}

// blamesDeed reports whether what is blamed from token i on is an attack, which "on" gives to somebody: "blamed the hack on".
func (s *sentence) blamesDeed(i int) bool {
	if m := s.mentionAt(i); m != nil && m.back && s.tok(i).is(itWord) && s.tok(m.to).low == "on" {
		return true // "blamed it on"
	}
	k := i
	for k < i+6 && s.mentionAt(k) == nil && s.tok(k).is(detWord|modWord|advWord|numWord|cyberHint|cyberNoun) && !s.tok(k+1).is(prepWord|actorHead) {
		k++
	}
	return s.tok(k).is(attackNoun) && s.mentionAt(k) == nil && s.has(k+1, k+16, "on")
}

// blamedOn reports whether "on" after the attack at token i tells who is blamed for it: "blamed the hack on Russia".
func (s *sentence) blamedOn(i int) bool {
	if s.tok(i+1).low != "on" {
		return false
	}
	for k := i - 1; k >= s.from && i-k < 7; k-- {
		switch t := s.tok(k); {
		case t.low == "for" && s.tok(k-1).low == "blame":
		case t.in(blameOnVerbs):
			return !s.hitOn(k+1, i+1)
		case t.kind != wordToken && t.kind != numberToken || t.is(prepWord|relWord|sayWord):
			return false
		}
	}
	return false
}
