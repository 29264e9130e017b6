package claim

import "strings"

// Lists of words.txt.
var (
	harmNouns     = words("harmNouns")
	harmPreps     = words("harmPreps")
	aimNouns      = words("aimNouns")
	lurkVerbs     = words("lurkVerbs")
	lurkPreps     = words("lurkPreps")
	phrasalHarms  = words("phrasalHarms")
	harmParticles = words("harmParticles")
	splitHarms    = words("splitHarms")
	splitEnds     = words("splitEnds")
	fallVerbs     = words("fallVerbs")
	enduringVerbs = words("enduringVerbs")
	struckPlurals = words("struckPlurals")
	countedVerbs  = words("countedVerbs")
)

// strikesAt finds, at token i, where whom begins that words for harm which are no verbs of attack say was struck, and how
// that is shown: "the outage at", "set its sights on", "lurked inside", "took … offline", "victims include". It returns 0
// where none do.
func (s *sentence) strikesAt(i int) (int, string) {
	t, next := s.tok(i), s.tok(i+1)
	switch {
	case t.in(harmNouns) && next.in(harmPreps):
		return i + 2, "on"
	case t.in(aimNouns) && (next.low == "on" || next.low == "at" || next.low == "in" || next.low == "inside" || next.low == "into" || next.low == "within"):
		return i + 2, "object"
	case t.in(lurkVerbs):
		if next.low == "itself" || next.low == "themselves" {
			i++
		}
		if deep := s.tok(i+1).low == "deep"; deep {
			i++
		}
		if s.tok(i + 1).in(lurkPreps) {
			return i + 2, "object"
		}
	case next.in(harmParticles) && wordOf(t.low+"-"+next.low).in(phrasalHarms): // "went after", "brought down"
		return i + 2, "object"
	case t.in(splitHarms) && s.split(i):
		return i + 1, "object"
	case t.low == "victims" || t.low == "targets":
		if k := s.nextVictims(i); k > 0 {
			return k, "including"
		}
	}
	return 0, ""
}

// split reports whether the verb at token i is one of harm by what follows its object: "took the port offline", "held the
// clinic to ransom", "locked nurses out of".
func (s *sentence) split(i int) bool {
	for k := i + 2; k < min(i+11, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.in(splitEnds):
			return true
		case t.low == "to" && (s.tok(k+1).low == "ransom" || s.tok(k+2).low == "knees"), t.low == "out" && s.tok(k+1).low == "of" && strings.HasPrefix(s.tok(i).low, "lock"):
			return true
		case t.low == "," || t.is(relWord|auxWord):
			return false
		}
	}
	return false
}

// nextVictims finds where those begin that are told of as the victims at token i: "victims of the gang include", "among its
// targets were".
func (s *sentence) nextVictims(i int) int {
	for k := i + 1; k < min(i+9, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.in(countedVerbs):
			return k + 1
		case t.low == "ranged" && s.tok(k+1).low == "from":
			return k + 2
		case t.is(beWord) && s.amongBefore(i):
			return k + 1
		case t.kind == wordToken && t.is(auxWord|relWord|sayWord|cyberVerb) && !t.in(struckPlurals), t.low == ",":
			return 0
		}
	}
	return 0
}

// amongBefore reports whether those at token i are told of as many, of whom some follow: "among the victims".
func (s *sentence) amongBefore(i int) bool {
	for k := i - 1; k > max(s.from-1, i-4); k-- {
		if s.tok(k).low == "among" {
			return true
		}
	}
	return false
}

// befell finds, at token i, the verb before which the one stands who was struck: "fell victim to", "suffered a breach",
// "had its files stolen", "was crippled". It returns 0 where none does.
func (s *sentence) befell(i int) int {
	t, prev, next := s.tok(i), s.tok(i-1), s.tok(i+1)
	switch {
	case (t.low == "victim" || t.low == "prey") && next.low == "to" && prev.in(fallVerbs):
		return i - 1
	case t.in(enduringVerbs) && s.endured(i):
		return i
	case t.in(harmingWords) && (prev.is(beWord) && t.low != "against" || next.low == "by"):
		return s.amongThose(i)
	case t.is(haveWord) && (next.low == "its" || next.low == "their") && s.robbedOf(i+2):
		return i
	}
	return 0
}

// endured reports whether an attack is what somebody went through, by the verb at token i: "suffered a ransomware attack".
func (s *sentence) endured(i int) bool {
	for k := i + 1; k < min(i+7, s.to); k++ {
		t := s.tok(k)
		if t.is(attackNoun) || t.in(harmNouns) {
			return true
		}
		if t.is(prepWord|auxWord|relWord) || t.kind == markToken {
			return false
		}
	}
	return false
}

// robbedOf reports whether something was done to what somebody has, which begins at token i: "had its customer data stolen".
func (s *sentence) robbedOf(i int) bool {
	for k := i; k < min(i+6, s.to); k++ {
		t := s.tok(k)
		if k > i && t.is(cyberVerb) && participle(t.low) {
			return true
		}
		if t.kind != wordToken || t.is(prepWord|auxWord|relWord) {
			return false
		}
	}
	return false
}

// amongThose is the verb before those of whom a participle at token i tells, "was among those hit", else the participle.
func (s *sentence) amongThose(i int) int {
	k := i - 1
	for k > s.from && i-k < 5 && (s.tok(k).in(struckPlurals) || s.tok(k).is(detWord|numWord|victimNoun)) && s.tok(k).low != "among" {
		k--
	}
	if low := s.tok(k).low; k == i-1 || low != "among" && low != "of" {
		return i
	}
	for ; k > s.from && i-k < 9; k-- {
		if s.tok(k).is(beWord) {
			return k
		}
	}
	return i
}
