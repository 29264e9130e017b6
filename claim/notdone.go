package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	futureModals = words("futureModals")
	linkNouns    = words("linkNouns")
	linkVerbs    = words("linkVerbs")

	sufferingPreps = words("sufferingPreps")
)

// notDone reports whether the words around an accusation say that the deed is not told of: it is to come or supposed, it is
// what a tool undoes, or it is no deed against anybody.
func (s *sentence) notDone(c *candidate) bool {
	if c.stance != news.Accuses || c.x == nil {
		return false
	}
	t := c.t
	switch t.of.frame {
	case "act":
		return s.toCome(c) || s.targetOf(t) || t.of.name == "noun-act" && s.decrypts()
	case "by":
		return s.conditional(t.from) || s.usedFor(c) || s.blamesBehind(c) || t.of.name == "by-out" && s.tok(t.from).low == "led" && !s.hasClass(t.from-8, t.from, attackNoun|cyberGer)
	}
	switch t.of.name {
	case "responsible":
		return s.everydayDuty(t) || strings.HasPrefix(s.tok(t.from-1).low, "claim") && s.unclaimed(t.from-1)
	case "marks":
		switch s.tok(t.to - 1).low {
		case "playbook", "tradecraft":
			return s.has(t.from-6, t.from, "leak") || s.has(t.from-6, t.from, "leaked")
		}
	}
	return false
}

// toCome reports whether what somebody does is still to come, or only may: "they will surely attack hospitals".
func (s *sentence) toCome(c *candidate) bool {
	if c.x.to > c.t.from {
		return false
	}
	for i := c.x.to; i < c.t.from; i++ {
		if s.tok(i).in(futureModals) {
			return !s.has(i+1, i+4, "have") && !s.tok(i-1).is(relWord)
		}
		if t := s.tok(i); t.kind == markToken || t.is(relWord|conjWord) {
			return false
		}
	}
	return false
}

// targetOf reports whether the word of a deed is a noun for whom it struck: "was the target of an attack".
func (s *sentence) targetOf(t trigger) bool {
	return s.tok(t.from).low == "target" && s.tok(t.from-1).is(detWord) && s.tok(t.to).low == "of"
}

// conditional reports whether a condition begins shortly before token i: "if they were hit by".
func (s *sentence) conditional(i int) bool {
	for k := i - 1; k >= s.from && i-k < 6; k-- {
		switch s.tok(k).low {
		case "if", "should", "unless":
			return !s.tok(k - 1).is(advWord) // "even if" supposes nothing
		case ",", ";":
			return false
		}
	}
	return false
}

// blamesBehind reports whether the party only blames somebody in a clause about the attack: "hit by a cyberattack that Berlin
// attributed to".
func (s *sentence) blamesBehind(c *candidate) bool {
	i := c.x.to
	for s.tok(i).is(auxWord|advWord) && s.tok(i).kind == wordToken && !s.tok(i).is(beWord) {
		i++
	}
	return c.x.from >= c.t.to && s.tok(i).is(accuseVerb|sayWord) && s.tok(i).kind == wordToken && s.related(c.t.to, c.x.from)
}

// usedFor reports whether it is something harmless that is used: "software used by Bahrain to block websites".
func (s *sentence) usedFor(c *candidate) bool {
	return s.tok(c.t.from).low == "used" && c.x.from >= c.t.to && s.tok(c.x.to).low == "to" && !s.hasClass(c.x.to, c.x.to+8, attackNoun|strongVerb|cyberVerb|cyberGer)
}

// everydayDuty reports whether somebody is responsible for what harms nobody: "the agency responsible for the reviews", "the one
// everyone knows".
func (s *sentence) everydayDuty(t trigger) bool {
	switch last := s.tok(t.to - 1).low; last {
	case "one", "ones":
		next := s.tok(t.to)
		return next.kind == wordToken && !next.is(relWord) && next.low != "behind"
	case "for":
		return s.tok(t.from).low == "responsible" && s.tok(t.from-1).is(anaAgency|anaFirm|anaGov) && !s.hasClass(t.to, t.to+6, attackNoun|cyberNoun|cyberGer)
	}
	return false
}

// doersBelow reports whether what is done at token i is what accusations are of, so that nobody before them
// did it: "Kremlin: accusations of hacking".
func (s *sentence) doersBelow(i int) bool {
	return s.tok(i-1).low == "of" && s.accusation(i-2)
}

// toSomebody reports whether a link that was not found is one to a certain party.
func (s *sentence) toSomebody(t trigger) bool {
	switch w := s.tok(t.to - 1); {
	case w.low == "link" && (s.tok(t.to-2).low == "to" || s.tok(t.to-2).low != "no" && s.not(t.to-2)):
		return false // "did not link the attack to": a verb
	case w.in(linkNouns):
	case w.low == "linked", w.low == "tied", w.low == "connected":
		if !s.tok(t.from-1).is(beWord) || s.tok(t.from-1).low == "been" {
			return false // "has not linked it to"
		}
	default:
		return false
	}
	for _, m := range s.rightOf(t.to, 3) {
		if m.kind == mActor || m.kind == mState || m.kind == mCapital || m.kind == mAgency {
			return m.from-t.to < 9
		}
	}
	return false
}

// noDoer reports whether who stands before a deed is another than who did it: whom it hit ("breached Albania
// before the attack"), who accuses of it ("accused by Kyiv of"), what is linked ("ties the Turla campaign to").
func (s *sentence) noDoer(c *candidate) bool {
	if c.t.of.frame != "act" || c.x.to > c.t.from {
		return false
	}
	i := s.listFrom(c.x) - 1
	for i > s.from && s.tok(i).is(detWord) {
		i--
	}
	if s.tok(i).low == "by" && s.tok(i-1).is(accuseVerb|thinkWord) && participle(s.tok(i-1).low) {
		return true
	}
	i = c.x.from - 1
	if c.t.of.name != "noun-act" {
		return false
	}
	for k := c.x.to; k < c.t.from; k++ {
		if c.x.kind != mActor && s.tok(k).in(sufferingPreps) {
			return true // "the commission recovers after a cyberattack"
		}
	}
	for i > s.from && s.tok(i).is(detWord) {
		i--
	}
	t := s.tok(i)
	if t.kind != wordToken || s.mentionAt(i) != nil {
		return false
	}
	if t.low == "behind" {
		return true // "Turla behind the Dutch police breach"
	}
	next := s.tok(c.t.to).low
	if (next == "to" || next == "with") && c.x.to == c.t.from {
		if t.in(linkVerbs) {
			return true
		}
	}
	return c.x.kind != mActor && c.x.kind != mVague && !c.x.deed && t.is(strongVerb) && strings.HasSuffix(t.low, "ed")
}

// listFrom is where the list opens that m is the last of.
func (s *sentence) listFrom(m *mention) int {
	from := m.from
	for _, o := range slices.Backward(s.mentions) {
		if o.to <= from && s.listed(o, m) {
			m, from = o, o.from
		}
	}
	return from
}
