package claim

import (
	"strings"
)

// Lists of words.txt.
var (
	tieNouns        = words("tieNouns")
	partNounsOfDeed = words("partNounsOfDeed")
	meantWords      = words("meantWords")
	sufferedVerbs   = words("sufferedVerbs")
	innocentVerbs   = words("innocentVerbs")
	decryptWords    = words("decryptWords")
	possibleModals  = words("possibleModals")
	watchVerbs      = words("watchVerbs")
	whoseWords      = words("whoseWords")
	notTaken        = words("notTaken")
)

// unmeant reports whether the words of a predicate, read with those beside them, say nothing of
// who did it: "X's leak site", "claims to have found a flaw", "the victims of X get a key".
func (s *sentence) unmeant(c *candidate) bool {
	t := c.t
	if t.of.name == "decline-can" {
		return !s.whose(t) && (c.x == nil || !s.hasClass(t.to, t.to+14, strongVerb) && !s.has(t.to, t.to+14, "carried") && !s.has(t.to, t.to+14, "ordered") && !s.has(t.to, t.to+14, "directed"))
	}
	if c.x == nil {
		return false
	}
	switch t.of.name {
	case "identify":
		return s.nothingSeen(c)
	case "possess":
		return s.tok(t.to-1).is(attackNoun) && s.ofNoun(t)
	case "noun-act":
		return s.ofNoun(t) || s.noDeed(c) || s.labelled(c)
	case "self-claim":
		return s.saysElse(c)
	case "origin":
		return (c.x.kind == mActor || c.x.kind == mGroup) && !strings.HasPrefix(s.tok(t.from).low, "hail")
	case "deny-word":
		return s.onlyDescribes(t)
	case "blame-on":
		return c.how == "mid"
	case "suspect":
		return s.suspectedTies(t)
	case "under-suspicion":
		return s.tok(t.to-1).low == "crosshairs"
	case "same":
		return s.tok(t.from).low == "variant" && !s.oneOf(t.from)
	case "work-of":
		return s.noWork(t)
	case "by-hit":
		return (strings.HasPrefix(s.tok(t.from).low, "encrypt") || s.tok(t.from).low == "locked") && s.decrypts()
	case "launch":
		return s.noLaunch(c) || s.tok(t.from).is(attackNoun) && c.x.to == t.from && s.labelled(c)
	case "culprit-is":
		return s.notThem(c)
	case "keeps":
		return !c.x.masterly() && c.x.class != "front" || !s.attackersAt(t.to) && !s.keptBy(c.x) // a gang that created a site
	case "sponsored":
		return s.tok(t.from).low == "managed" && s.tok(t.to).low == "to"
	case "works-for":
		return s.lasts(t) || s.rewarded(c)
	}
	return false
}

// suspectedTies reports whether "suspected" only describes ties: "a gang with suspected ties to Russia".
func (s *sentence) suspectedTies(t trigger) bool {
	if s.tok(t.to).in(tieNouns) {
		return t.to-t.from == 1 && s.tok(t.from).low == "suspected" && (s.tok(t.from-1).is(prepWord|haveWord|detWord) || s.tok(t.from-1).kind == possToken)
	}
	return false
}

// ofNoun reports whether the noun of a deed is part of another noun: "leak site".
func (s *sentence) ofNoun(t trigger) bool {
	return s.tok(t.to).in(partNounsOfDeed)
}

// noDeed reports whether the noun of a deed is what is only meant to be done, or what somebody
// told, saw or suffered.
func (s *sentence) noDeed(c *candidate) bool {
	t := c.t
	if s.tok(t.from-1).low == "to" {
		if s.tok(t.from - 2).in(meantWords) {
			return s.tok(t.from-2).low != "exploit" || s.hasClass(c.x.to, t.from, modalWord)
		}
	}
	for i := c.x.to; i < t.from; i++ {
		u := s.tok(i)
		if u.is(sayWord|thinkWord) && u.kind == wordToken && !u.is(reportWord) {
			return true
		}
		if u.in(sufferedVerbs) {
			return true
		}
		if c.x.kind == mState && i == c.x.to && u.is(victimNoun) && !u.is(govHead|svcPre|modWord|attackNoun|cyberNoun) {
			return true // "the Taiwan server breach"
		}
	}
	return false
}

// saysElse reports whether what somebody claims, admits or owns up to is no deed of theirs: a
// find, what was done to them, what others are to answer for.
func (s *sentence) saysElse(c *candidate) bool {
	t := c.t
	last := s.tok(t.to - 1).low
	if s.has(t.from, t.to, "if") || s.has(t.from, t.to, "whether") {
		return true
	}
	if s.tok(t.from).low == "claimed" && s.tok(t.from-1).is(conjWord|prepWord|detWord) && s.tok(t.from+1).is(malwareHead|cyberNoun|attackNoun) {
		return true // "an outage and claimed ransomware attack"
	}
	if last == "by" && c.x.to <= t.from {
		return true // who claims it follows
	}
	i := t.to
	for i < t.to+3 && s.tok(i).is(advWord) {
		i++
	}
	u := s.tok(i)
	switch last {
	case "took":
		return u.in(notTaken)
	case "have", "has", "had":
		if u.in(innocentVerbs) || u.is(detWord) && !s.takesLoot(i) {
			return true // "claims to have a user base"
		}
	case "was", "were", "are", "is":
		return (strings.HasSuffix(u.low, "ed") && u.is(cyberVerb) || u.low == "hit") && s.tok(i+1).low != "by"
	case "responsibility", "credit":
		if strings.HasPrefix(s.tok(t.from).low, "t") && c.x.kind != mActor && c.x.kind != mGroup && c.x.kind != mVague {
			return !s.hasClass(t.to, t.to+5, attackNoun|strongVerb)
		}
	}
	return false
}

// takesLoot reports whether what somebody says from token i on that they have may be loot.
func (s *sentence) takesLoot(i int) bool {
	for k := i; k < min(i+9, s.to); k++ {
		if u := s.tok(k); u.in(lootNouns) || u.is(cyberHint|cyberNoun|attackNoun|strongVerb|victimNoun) {
			return true
		}
	}
	return false
}

// onlyDescribes reports whether a word of denial describes those who attack, or a thing: "a
// politically motivated group", "propaganda networks".
func (s *sentence) onlyDescribes(t trigger) bool {
	switch s.tok(t.to - 1).low {
	case "innocent":
		return s.has(max(s.from, t.from-3), t.from, "presumed") || s.has(t.to, t.to+4, "proven") // what is said of all who are charged
	case "motivated", "propaganda":
		if prev := s.tok(t.from - 1); s.tok(t.to-1).low == "propaganda" && (prev.low == "over" || prev.low == "for" || prev.low == "of" || prev.low == "with") {
			return true // "jailed over propaganda"
		}
	default:
		return false
	}
	u := s.tok(t.to)
	return s.nounFollows(t.to) && !u.is(reportWord) && !strings.HasPrefix(u.low, "accus") && !strings.HasPrefix(u.low, "alleg") && !strings.HasPrefix(u.low, "charge") && !strings.HasPrefix(u.low, "claim")
}

// noWork reports whether the work, the hands or the victims of somebody are those of all their
// days: "an inquiry into the work of X", "in the hands of X", "decryptors for victims of X".
func (s *sentence) noWork(t trigger) bool {
	i := t.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord|numWord) && !s.tok(i).is(prepWord) {
		i--
	}
	prev := s.tok(i)
	switch s.tok(t.to - 2).low {
	case "work":
		return prev.low == "into" || prev.low == "to"
	case "hands":
		return prev.low == "in" || prev.low == "into"
	case "victim", "victims":
		if prev.low == "for" || prev.low == "helps" || prev.low == "helped" {
			return true // "a decryptor for victims of X"
		}
		if s.headline {
			return false
		}
		for ; i >= max(s.from, t.from-6); i-- {
			u := s.tok(i)
			if u.is(beWord) || strings.HasPrefix(u.low, "fall") || u.low == "fell" || u.low == "became" || u.low == "become" || u.low == "among" || u.low == "as" {
				return false
			}
		}
		return true
	}
	return false
}

// decrypts reports words of a cure for what was encrypted.
func (s *sentence) decrypts() bool {
	for i := s.from; i < s.to; i++ {
		if s.tok(i).in(decryptWords) {
			return true
		}
	}
	return false
}

// noLaunch reports whether the verb of a deed is a participle or a noun here, or only what may
// come: "stolen credentials", "X's exploit", "could attack".
func (s *sentence) noLaunch(c *candidate) bool {
	t := c.t
	u, prev := s.tok(t.from), s.tok(t.from-1)
	if c.x.to > t.from || t.to-t.from != 1 {
		return false
	}
	past := strings.HasSuffix(u.low, "ed") || u.low == "stolen" || u.low == "hit"
	if c.voice == "passive" && past && u.is(strongVerb) && u.low != "deployed" && u.low != "launched" {
		return true // who was struck is before it
	}
	if past && u.low != "used" && u.low != "hit" && c.x.to < t.from {
		if c.voice == "bare" && prev.kind == wordToken && !prev.is(advWord|auxWord|relWord|conjWord|theyWord|itWord|heWord|modalWord) && s.mentionAt(t.from-1) == nil {
			return true // "credentials stolen in …"
		}
		if s.nounFollows(t.to) && !s.tok(t.to).capital() && s.mentionAt(t.to) == nil && (prev.low == "," || prev.is(conjWord) || prev.is(advWord) && s.tok(t.from-2).is(prepWord|numWord|detWord)) {
			switch u.low {
			case "compromised", "infected", "targeted", "stolen":
				return prev.is(advWord) || s.tok(t.from-2).kind == wordToken && !s.hasClass(t.from-4, t.from-1, strongVerb|cyberGer)
			}
		}
	}
	if !past && s.tok(c.x.to).kind == possToken && !strings.HasSuffix(u.low, "ing") && !strings.HasSuffix(prev.low, "s") && !prev.is(modalWord) && prev.low != "to" {
		return true // "X's … exploit"
	}
	return s.mayCome(t) || s.proceeds(t.from)
}

// mayCome reports whether a deed is only possible, likely or meant: "could launch".
func (s *sentence) mayCome(t trigger) bool {
	i := t.from - 1
	for i > s.from && s.tok(i).is(advWord) && !s.tok(i).is(modalWord) {
		i--
	}
	return s.tok(i).in(possibleModals)
}

// whose reports whether it is who did something that cannot be said: words of that stand near.
func (s *sentence) whose(t trigger) bool {
	for i := max(s.from, t.from-10); i < min(t.to+14, s.to); i++ {
		if s.tok(i).in(whoseWords) {
			return true
		}
		w := s.tok(i).low
		for _, stem := range []string{"attribut", "link", "tie", "connected", "connecting", "blam", "identif", "associat", "ascrib", "speculat"} {
			if strings.HasPrefix(w, stem) {
				return true
			}
		}
	}
	return false
}

// nothingSeen reports whether somebody was only found, named or watched: no deed, attack or tool
// of theirs follows "saw X", "X was first spotted".
func (s *sentence) nothingSeen(c *candidate) bool {
	t := c.t
	if c.how == "left" && (s.tok(t.to).low == "as" && !strings.HasPrefix(s.tok(t.from).low, "identif") || (s.tok(t.to).low == "by" || s.tok(t.to).low == "in") && s.has(max(s.from, t.from-2), t.from, "first") && s.tok(t.to+1).low != "attacks") {
		return true // "is seen as", "was first spotted by"
	}
	if c.how != "right" && c.voice != "relative" || c.x.deed || s.headline { // "Turla, which ESET has tracked since 2013"
		return false
	}
	if !s.tok(t.from).in(watchVerbs) {
		return false
	}
	if w := s.tok(t.to).low; w == "the" && (s.tok(t.to+1).low == "eye" || s.tok(t.to+1).low == "attention") {
		return true
	}
	for k := t.to; k < min(max(c.x.to+9, t.to+5), s.to); k++ {
		u := s.tok(k)
		if c.how != "right" && u.low == "," {
			break
		}
		if k >= c.x.from && k < c.x.to {
			continue
		}
		if u.is(cyberGer|attackNoun|cyberVerb|strongVerb|toolNoun|cyberNoun) || strings.HasSuffix(u.low, "ing") && k >= c.x.to && k < c.x.to+3 {
			return false
		}
	}
	return true
}
