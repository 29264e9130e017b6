package claim

import (
	"strings"

	"ascribe/news"
)

// What a gang has, uses and does as a rule is told of far more often than what it did to somebody; articles about malware hardly
// tell anything else. An operation has a verb of its own and somebody or something struck; a habit, a tool, a stage of an
// intrusion and the gang's own household do not.

// Lists of words.txt.
var (
	ruleAdverbs  = words("ruleAdverbs")
	patientVerbs = words("patientVerbs")
	mannerPreps  = words("mannerPreps")
	useVerbs     = words("useVerbs")
	openingVerbs = words("openingVerbs")
	ownThings    = words("ownThings")
	ownVerbs     = words("ownVerbs")
	ownDoings    = words("ownDoings")
	ceaseVerbs   = words("ceaseVerbs")
	struckThings = words("struckThings")
	gapWords     = words("gapWords")
	riskWords    = words("riskWords")
	actionNouns  = words("actionNouns")
)

// general reports whether the words tell no operation of the accused's: what it does as a rule, what it uses, what is its own,
// or who suffered the deed.
func (s *sentence) general(c *candidate) bool {
	t := c.t
	if c.x == nil || c.stance != news.Accuses {
		return false
	}
	switch t.of.name {
	case "launch", "attempt":
		return c.x.to <= t.from && (s.noVerbHere(c) || s.undergone(c) || s.passiveOf(c) || s.asRule(c) || s.begins(t) || s.ownHousehold(t) || s.onlyUses(t.from))
	case "noun-act":
		return c.x.to <= t.from && (s.asRule(c) || s.ownOperation(t) || s.struckItself(c) || s.isOne(c))
	case "identify":
		return s.seenUsing(c)
	case "by-hit":
		return s.averted(t) || s.ownAction(t)
	}
	return false
}

// noVerbHere reports whether a participle stands where no verb of the accused's can: "with targeted individuals", "to previously
// compromised networks".
func (s *sentence) noVerbHere(c *candidate) bool {
	t := c.t
	if t.to-t.from != 1 || !strings.HasSuffix(s.tok(t.from).low, "ed") {
		return false
	}
	i := t.from - 1
	for i > c.x.to && (s.tok(i).is(advWord) || s.tok(i).low == "only" || s.tok(i).low == "newly") && !s.tok(i).is(auxWord|relWord) {
		i--
	}
	u := s.tok(i)
	if i < c.x.to || s.mentionAt(i) != nil || u.is(auxWord|relWord|conjWord) {
		return false
	}
	return u.low == "to" || u.is(prepWord|detWord) || u.kind == possToken || u.is(numWord) && s.nounFollows(t.to)
}

// undergone reports whether a participle tells what was done to what stands before it: "Acme clinics breached via a flaw", "a gang
// active since May and developed in Rust".
func (s *sentence) undergone(c *candidate) bool {
	t := c.t
	if t.to-t.from != 1 || !s.tok(t.from).in(patientVerbs) || c.voice == "relative" {
		return false
	}
	for i := c.x.to; i < t.from; i++ {
		if u := s.tok(i); u.is(relWord|auxWord|theyWord|itWord|heWord) || s.mentionAt(i) != nil {
			return false
		}
	}
	return s.tok(t.to).in(mannerPreps)
}

// passiveOf reports whether a participle tells what others did: "the threat posed by", "launched in May" of a gang itself.
func (s *sentence) passiveOf(c *candidate) bool {
	t := c.t
	verb, next := s.tok(t.from), s.tok(t.to)
	if t.to-t.from != 1 || !strings.HasSuffix(verb.low, "ed") || s.hasClass(max(c.x.to, t.from-4), t.from, haveWord) {
		return false
	}
	if next.low == "by" {
		return !strings.HasSuffix(s.tok(t.to+1).low, "ing")
	}
	return verb.low == "launched" && (next.low == "in" || next.low == "under" || next.low == "as") && !s.hasClass(t.to, t.to+3, attackNoun)
}

// asRule reports whether it is told as what somebody does as a rule: "typically breaches", "Usually, the gang".
func (s *sentence) asRule(c *candidate) bool {
	if s.tok(s.from).in(ruleAdverbs) {
		return true
	}
	for i := c.x.to; i < c.t.from; i++ {
		if u := s.tok(i); u.in(ruleAdverbs) {
			return !u.is(prepWord)
		} else if u.kind == markToken {
			return false
		}
	}
	return false
}

// begins reports whether a verb of beginning has no deed behind it: "which began in June", "started seeing".
func (s *sentence) begins(t trigger) bool {
	if t.to-t.from != 1 || !s.tok(t.from).in(openingVerbs) {
		return false
	}
	i := t.to
	for s.tok(i).is(advWord) && !s.tok(i).is(cyberVerb|cyberGer) {
		i++
	}
	if next := s.tok(i); next.low == "to" || strings.HasSuffix(next.low, "ing") {
		return !s.strikes(i)
	}
	for ; s.tok(i).is(detWord | modWord | numWord); i++ {
	}
	return !s.tok(i).is(cyberVerb | cyberGer | strongVerb | attackNoun | cyberNoun)
}

// strikes reports whether anything is struck by what is told from token i on.
func (s *sentence) strikes(i int) bool {
	for ; i < s.to; i++ {
		if u := s.tok(i); u.is(cyberVerb|cyberGer|strongVerb|attackNoun) || u.in(gapWords) || u.low == "victims" || u.low == "victim" {
			return true
		}
	}
	return false
}

// ownHousehold reports whether the object of a verb is the actor's own: "launched its website", "shut down their operation".
func (s *sentence) ownHousehold(t trigger) bool {
	if t.to-t.from != 1 {
		return false
	}
	i := t.to
	for s.tok(i).in(mannerPreps) || s.tok(i).low == "down" || s.tok(i).low == "up" || s.tok(i).low == "out" || s.tok(i).low == "off" {
		i++
	}
	if s.tok(i).low == "the" && s.tok(i+1).is(anaGroup) && s.tok(i+2).kind == possToken {
		return true // "leaked the gang's manuals"
	}
	if !s.tok(t.from).in(ownVerbs) || !s.possessive(i) {
		return false
	}
	for k := i + 1; k < min(i+5, s.to); k++ {
		u := s.tok(k)
		if u.in(ownThings) {
			return !s.hasClass(k+1, s.to, strongVerb|cyberGer)
		}
		if u.kind != wordToken || u.is(prepWord|conjWord|auxWord) {
			return false
		}
	}
	return false
}

// possessive reports whether the word at token i says whose what follows is, and that it is that of who was told of.
func (s *sentence) possessive(i int) bool {
	switch s.tok(i).low {
	case "its", "their", "his", "her", "own":
		return true
	}
	return false
}

// ownOperation reports whether the noun of a deed is the actor's own business: "shut down its operations", "ceased operation".
func (s *sentence) ownOperation(t trigger) bool {
	if !s.tok(t.from).in(ownDoings) || s.tok(t.to).low == "against" || s.tok(t.to).low == "targeting" {
		return false
	}
	i := t.from - 1
	for i > s.from && s.tok(i).is(modWord|advWord|toolNoun) && !s.tok(i).is(auxWord) {
		i--
	}
	if s.possessive(i) {
		return true
	}
	return s.tok(i).in(ceaseVerbs) || s.tok(i-1).in(ceaseVerbs)
}

// struckItself reports whether it is the attackers who were struck: "the LockBit server compromise".
func (s *sentence) struckItself(c *candidate) bool {
	own := false
	for i := c.x.to; i < c.t.from; i++ {
		u := s.tok(i)
		if u.kind != wordToken || s.mentionAt(i) != nil || u.is(prepWord|auxWord|relWord|conjWord|detWord) {
			return false
		}
		own = own || u.in(struckThings)
	}
	return own
}

// isOne reports whether somebody is only said to be an operation: "Conti is a ransomware operation".
func (s *sentence) isOne(c *candidate) bool {
	if !s.tok(c.t.from).in(ownDoings) {
		return false
	}
	for i := c.x.to; i < c.t.from; i++ {
		if u := s.tok(i); u.is(beWord) {
			return s.tok(i + 1).is(detWord)
		} else if !u.is(auxWord | advWord) {
			return false
		}
	}
	return false
}

// onlyUses reports whether the verb at token i tells what somebody works with, and nobody on whom: "used off-the-shelf tools to
// move sideways". A flaw is no tool: whoever uses one attacks what has it.
func (s *sentence) onlyUses(i int) bool {
	if !s.tok(i).in(useVerbs) || s.headline {
		return false
	}
	low := s.tok(i).low
	if s.hasClass(max(s.from, i-3), i, attackNoun) {
		return false // "attacks using"
	}
	always := !strings.HasSuffix(low, "ed") && !strings.HasSuffix(low, "ing") && !s.tok(i-1).is(advWord)
	for k := i + 1; k < s.to; k++ {
		u := s.tok(k)
		switch m := s.mentionAt(k); {
		case u.low == "against", u.low == "targeting", u.in(gapWords), u.low == "same" && len(s.rightOf(k, 1)) > 0:
			return false
		case m != nil && m.kind == mName && m.from <= i+2: // the tool's own name
		case m != nil && !m.back && m.kind != mMalware && m.kind != mActor && m.kind != mGroup && m.kind != mVague && m.kind != mGeneric:
			return false
		case always:
		case u.is(attackNoun|victimNoun) && !u.is(toolNoun), u.low == "targets", u.low == "victims":
			return false
		case u.kind == numberToken && len(u.word) == 4:
			return false
		}
	}
	return true
}

// seenUsing reports whether somebody was only found to use something, or something of theirs was found: "was seen using Beacons",
// "saw the gang's keys".
func (s *sentence) seenUsing(c *candidate) bool {
	t, i := c.t, 0
	switch {
	case c.how == "left":
		i = t.to
	case c.how == "right" && s.tok(c.x.to).kind == possToken:
		return s.belonging(c.x.to + 1)
	case c.how == "right":
		for i = c.x.to; s.tok(i).is(auxWord|advWord) || s.tok(i).low == "actors" || s.tok(i).low == "operators"; i++ {
		}
	default:
		return false
	}
	return s.onlyUses(i)
}

// belonging reports whether the noun phrase at token i is of a thing that attacks nobody: "its universal key".
func (s *sentence) belonging(i int) bool {
	for k := i; k < min(i+6, s.to); k++ {
		u := s.tok(k)
		if u.in(ownThings) {
			return !s.tok(k + 1).is(attackNoun)
		}
		if u.kind != wordToken || u.is(prepWord|auxWord|relWord|conjWord|attackNoun) {
			break
		}
	}
	return false
}

// averted reports whether it only may happen to somebody: "at risk of being targeted by", "to avoid being hit by".
func (s *sentence) averted(t trigger) bool {
	for i := max(s.from, t.from-4); i < t.from; i++ {
		if s.tok(i).in(riskWords) {
			return true
		}
	}
	return false
}

// ownAction reports whether it is no attack that was done: "steps taken by", "a mistake made by".
func (s *sentence) ownAction(t trigger) bool {
	switch s.tok(t.from).low {
	case "taken", "made", "posed":
	default:
		return false
	}
	for i := t.from - 1; i >= max(s.from, t.from-4); i-- {
		if s.tok(i).in(actionNouns) {
			return true
		}
	}
	return false
}
