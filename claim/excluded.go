package claim

import "strings"

// Lists of words.txt.
var (
	excludingVerbs = words("excludingVerbs")
	proofNouns     = words("proofNouns")
	takenUpNouns   = words("takenUpNouns")
)

// excludes reports whether somebody's hand in it is ruled out: "ruled out Russian involvement".
func (s *sentence) excludes(t trigger) bool {
	return t.of.name == "deed" && s.tok(t.from).in(excludingVerbs)
}

// uncovered reports whether attacks are what an insurer does not pay for: "the firm excluded Chinese hacks from its policy".
func (s *sentence) uncovered(c *candidate) bool {
	return strings.HasPrefix(s.tok(c.t.from).low, "exclud") && strings.HasSuffix(s.tok(c.x.to-1).low, "s")
}

// handOf reports whether the accusation that begins at token i is no more than somebody's hand in it or a tie to them, of which
// what follows tells: "Russian involvement is unlikely", "a link to Sandworm is doubtful".
func (s *sentence) handOf(i int, c *candidate) bool {
	if i == c.x.from {
		return s.doingOf(c.x)
	}
	if s.tok(i-1).in(proofNouns) || s.tok(i-1).low == "that" && s.tok(i-2).in(proofNouns) {
		return true // "the evidence that links Turla to the hack is weak"
	}
	return i == c.t.from && s.tok(i).in(linkNouns) && (i == s.from || s.tok(s.before(i)).is(detWord|sayWord|modWord))
}

// takesUpCharge reports whether a denial is of what stands before who denies: "accuses Russia of the hack, which Moscow denies", "an
// accusation the Kremlin has rejected".
func (s *sentence) takesUpCharge(t trigger) bool {
	m := s.subjectOf(t.from, nil)
	if m == nil || m.to > t.from || t.from-m.to > 4 {
		return false
	}
	k := m.from - 1
	for k > s.from && s.tok(k).is(detWord) && !s.tok(k).is(relWord) {
		k--
	}
	if w := s.tok(k).low; w == "which" || w == "that" {
		if k--; w == "which" && s.tok(k).low == "," {
			return !s.wanted(k) && s.hasClass(s.from, k, accuseVerb|whoWord|cyberVerb|strongVerb|attackNoun)
		}
	}
	return s.tok(k).in(takenUpNouns) && !s.wanted(k) && s.hasClass(s.from, k, accuseVerb|whoWord|cyberVerb|strongVerb|attackNoun)
}

// wanted reports whether what stands before token i is what somebody asks for: "demanded the extradition of two men, which".
func (s *sentence) wanted(i int) bool {
	for k := i - 1; k > s.from && i-k < 9; k-- {
		if t := s.tok(k); t.in(rejectables) {
			return true
		} else if t.is(accuseVerb) {
			return false
		}
	}
	return false
}

// leavesOpen reports whether it is a certain party's hand in it that a refusal leaves open: "neither confirm nor deny Chinese
// involvement", "yet to determine if Iran".
func (s *sentence) leavesOpen(t trigger) bool {
	for k := t.to; k < t.to+2; k++ {
		if near := s.rightOf(k+1, 1); s.tok(k).low == "if" && len(near) > 0 {
			return !near[0].back && s.direct(k+1, near[0])
		}
	}
	for _, m := range s.rightOf(t.to, 1) {
		return m.deed && s.direct(t.to, m)
	}
	return false
}

// doesWhole reports whether an operation is what is done: "ran the phishing campaign", "her role in the theft".
func (s *sentence) doesWhole(c *candidate) bool {
	if c.t.of.name == "noun-act" {
		return s.doingOf(c.x)
	}
	k := c.t.to
	for k < c.t.to+4 && s.tok(k).is(detWord|modWord|cyberNoun) && !s.tok(k).is(attackNoun|toolNoun|malwareHead) {
		k++
	}
	return s.tok(k).is(attackNoun | toolNoun | malwareHead)
}

// asksWhom reports whether it is asked whom somebody holds to be behind it, so that nobody before that is: "did not say who it
// believed was behind".
func (s *sentence) asksWhom(c *candidate) bool {
	if c.t.of.frame != "left" && c.t.of.frame != "act" || c.x == nil || c.x.to > c.t.from {
		return false
	}
	for k := c.x.from - 1; k < c.t.from; k++ {
		if w := s.tok(k).low; w != "who" && w != "whom" {
			continue
		}
		if m := s.mentionAt(k + 1); m != nil && s.tok(m.to).is(thinkWord|sayWord) {
			return true
		}
	}
	return false
}

// chargesMade reports whether accusations are what is made, or credit what is taken: "the allegations were made by Ottawa".
func (s *sentence) chargesMade(t trigger) bool {
	if t.of.name != "by-hit" {
		return false
	}
	switch w := s.tok(t.from).low; w {
	case "made", "taken":
		for i := s.from; i < t.from; i++ {
			if w == "made" && s.accusation(i) || w == "taken" && (s.tok(i).low == "credit" || s.tok(i).low == "responsibility") {
				return true
			}
		}
	}
	return false
}
