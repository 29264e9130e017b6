package claim

import "strings"

// Lists of words.txt.
var (
	blameOnVerbs      = words("blameOnVerbs")
	attributeToVerbs  = words("attributeToVerbs")
	clausePreps       = words("clausePreps")
	blamedParticiples = words("blamedParticiples")
	claimVerbs        = words("claimVerbs")
	attackVerbs       = words("attackVerbs")
	launchVerbs       = words("launchVerbs")
)

// cued reports whether a name that is also a word stands for the party here: another word
// of the neighbourhood says so, or the story names it with its unambiguous name elsewhere.
func (r *reading) cued(s *sentence, i int, h *hit) bool {
	if (h.kind == mState || h.kind == mCapital || h.kind == mAgency) && (s.says(i+h.words) || strings.HasPrefix(s.tok(i+h.words).low, "indict")) {
		return true // "Langley believes", "the Feds have charged", "Feds indict"
	}
	if !s.tok(i).capital() {
		return false
	}
	if head, former := s.headed(i); h.kind == mAgency && (head || former) {
		return true // "the head of PST"
	}
	if h.kind == mMedia && s.tok(i+h.words).is(mediaHead) {
		return true // "the Guardian newspaper"
	}
	if h.class == "vendor" && (s.says(i+h.words) || s.tok(i-1).low == "to" && s.tok(i-2).low == "according" || s.tok(i+h.words).is(researchHead)) {
		return true // "Talos warned"
	}
	if low := s.tok(i - 1).low; h.kind == mState && (low == "in" || low == "from") && !s.tok(i+h.words).capital() {
		return true
	}
	for _, id := range h.ids {
		if r.special[id] > 0 {
			return true
		}
	}
	if s.collective(i) || h.kind == mActor && (s.blamedWith(i, i+h.words) || s.toldOfAttackers(i, i+h.words)) {
		return true
	}
	if s.tok(i).low == "anonymous" && i == s.from && strings.HasSuffix(s.tok(i+1).low, "s") {
		return false // "Anonymous hackers attacked the bank": whoever they are
	}
	for j := i - 3; j < i+h.words+3; j++ {
		if u := s.tok(j); u.kind == wordToken && (j < i || j >= i+h.words) {
			if u.is(actorHead) || u.is(malwareHead) || u.low == "apt" || u.low == "ransomware" || u.low == "aka" || u.low == "dubbed" {
				return true
			}
		}
	}
	return false
}

// blamedWith reports whether the words before a name in [from, to) blame whoever bears it: "attributed the
// breach to Snatch", "blamed on Silence", "hacked by Play".
func (s *sentence) blamedWith(from, to int) bool {
	if next := s.tok(to); next.kind == wordToken && (next.capital() || !next.is(prepWord|conjWord|auxWord|advWord|relWord|subordWord|sayWord)) {
		return false // "the attack was blamed on Play Store developers"
	}
	prep := s.tok(from - 1).low
	switch prep {
	case "blamed", "blames", "blaming", "blame":
		return s.tok(to).low == "for"
	}
	if prep == "by" {
		t := s.tok(from - 2)
		return t.is(cyberVerb|attackNoun) || t.low == "claimed" || t.low == "out" && s.tok(from-3).low == "carried"
	}
	if prep != "to" && prep != "on" && prep != "with" || s.tok(to).low == "on" || s.tok(to).low == "to" {
		return false
	}
	for k := from - 2; k >= max(s.from, from-12); k-- {
		t := s.tok(k)
		switch {
		case t.in(blameOnVerbs):
			return prep == "on"
		case t.in(attributeToVerbs):
			return prep == "to"
		case t.low == "connected", t.low == "associated":
			return prep == "to" || prep == "with"
		case t.in(clausePreps):
			return false // of something else that is told of between
		}
	}
	return false
}

// toldOfAttackers reports whether the words after a name in [from, to) tell of whoever bears it what is told of
// attackers: "Hive was behind", "Medusa has been blamed for", "Play claimed responsibility", "Akira encrypted".
func (s *sentence) toldOfAttackers(from, to int) bool {
	if prev := s.tok(from - 1); from > s.from && (prev.capital() && !s.titleCase() || prev.is(detWord|modWord) || prev.kind == possToken) || !s.cyber() {
		return false // "the Royal family", "its Play division"
	}
	k := to
	for k < to+4 && s.tok(k).is(auxWord|advWord) {
		k++
	}
	t, next := s.tok(k), s.tok(k+1)
	switch {
	case t.low == "behind", t.low == "responsible":
		return k > to
	case t.in(blamedParticiples):
		return s.tok(k - 1).is(beWord)
	case t.in(claimVerbs):
		return next.low == "responsibility" || next.low == "credit" || next.is(attackNoun) || next.is(detWord) && s.tok(k+2).is(attackNoun)
	case t.in(attackVerbs):
		return !s.tok(k - 1).is(beWord)
	case t.in(launchVerbs):
		for j := k + 1; j < k+5; j++ {
			if s.tok(j).is(attackNoun) {
				return !s.tok(k - 1).is(beWord)
			}
		}
	}
	return false
}
