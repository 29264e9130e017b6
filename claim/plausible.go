package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	nameVerbs     = words("nameVerbs")
	undeeds       = words("undeeds")
	courtWords    = words("courtWords")
	enablingNouns = words("enablingNouns")
)

// plausible drops what the words of a predicate allow but hardly ever mean: a person who
// "uses" something, access that is denied, a firm that did not reveal a price.
func (s *sentence) plausible(c *candidate) bool {
	t := c.t
	if s.partOfName(c) || s.chargesMade(t) {
		return false
	}
	switch t.of.frame {
	case "open":
		return s.leftOpen(c)
	case "self":
		if !s.claimant(c) {
			return false
		}
	case "doubt":
		if c.x != nil && s.tok(t.to-1).low == "of" && s.tok(t.from).low == "no" && !s.doingOf(c.x) {
			return false // "no evidence of US customers"
		}
	case "own":
		if s.evidenceOf(t) {
			return false
		}
		return c.relation == news.SponsoredBy || t.of.name == "deny-word" || t.of.name == "scorn-word" || s.hasClass(t.to, t.to+12, chargeWord) || s.tok(t.to).is(cyberGer) || c.voice == "passive" && c.how == "own" && s.hasClass(s.from, t.from, chargeWord) || s.takesUpCharge(t)
	}
	if c.x == nil {
		return true
	}
	if t.of.name == "noun-act" && c.x.to <= t.from && s.hasClass(c.x.to, t.from, accuseVerb) {
		return false // "ACN attributed the attacks": whom it blames for them
	}
	if t.of.name == "deed" && (!c.x.deed || s.uncovered(c) || s.makesCharge(c.x) || !s.direct(t.to, c.x) || s.mentionAt(t.from) != nil) || s.tok(t.from).low == "hit" && s.tok(t.to).low == "back" {
		return false // "evidence of Russian involvement" accuses, evidence of anything else doesn't
	}
	if s.example(c) || s.tok(c.x.from-1).low == "of" && strings.HasPrefix(s.tok(c.x.from-2).low, "like") || s.nounAsVerb(t) {
		return false // "to bypass US sanctions"
	}
	if legal(t.of.relation) && t.to-t.from == 1 && c.x.from == t.to && s.tok(t.from-1).is(detWord) {
		return false // "the sanctioned Evil Corp"
	}
	if t.of.frame == "obj" && (s.missing(t.from) || s.tok(t.to).low == "no" || s.has(t.to, t.to+2, "lack") || s.has(t.to, t.to+2, "absence") || s.has(t.to, t.to+2, "failure")) {
		return false
	}
	if t.of.name == "same-noun" && (c.x.to != t.from || c.x.kind != mActor || s.tok(t.to).low == "of") {
		return false
	}
	if t.of.name == "members-poss" && (c.x.to != t.from || !s.oneOf(c.x.from)) {
		return false
	}
	if t.of.name == "allegation" && s.tok(t.to-1).low == "of" && c.x.from >= t.to && s.hasClass(t.to, c.x.from, auxWord|relWord) {
		return false // "accusations of hacking were baseless": what follows is not accused
	}
	if t.of.name == "inverted" && !(s.opensClause(t.from) && s.direct(t.to, c.x)) || t.of.frame == "doubt" && s.makesCharge(c.x) || c.how == "left" && c.stance == news.Accuses && s.onlyCharges(c.x) {
		return false // "who is behind it was": only "behind it was X"
	}
	if t.of.name == "culprit-is" && (c.x.from-t.to > 4 || s.tok(t.to).is(sayWord) || s.has(t.to, c.x.from, "that") || s.has(t.to, c.x.from, "for")) {
		return false
	}
	if ok, told := s.fitsKind(c); told {
		return ok
	}
	if verb := s.tok(t.from); t.of.name == "launch" && !verb.is(strongVerb) && !strings.HasSuffix(verb.low, "ed") && verb.low != "using" && verb.low != "sent" && verb.low != "began" && !(verb.is(cyberGer) && s.tok(s.before(t.from)).is(beWord)) && !s.hasClass(t.to, t.to+6, attackNoun) && (!s.headline || c.x.kind != mVague && c.x.kind != mActor) {
		return false // "uses", "gains": how it works, not what it did
	}
	if (t.of.frame == "to" || t.of.frame == "tie") && c.x.via == "" && c.relation != news.CarriedOut && c.relation != news.SameAs {
		return s.ties(c) // "managed by the FBI" needs something that attacks to be managed
	}
	return true
}

// fitsKind reports whether a person, a firm or a name that nobody knows may be who the predicate accuses, where that tells it.
func (s *sentence) fitsKind(c *candidate) (ok, told bool) {
	switch c.x.kind {
	case mPerson, mName, mOrg, mPersons:
	default:
		return false, false
	}
	if c.x.kind == mOrg && (c.x.class == "front" || c.x.class == "spyware") {
		return true, true
	}
	name := c.t.of.name
	switch c.t.of.frame {
	case "act", "by":
		if c.x.kind == mPersons && c.t.of.frame == "act" && s.heldToHave(c.t.from) {
			return true, true
		}
		return (c.x.kind == mPerson || c.x.kind == mName) && s.alleged(c) || c.x.kind == mPersons && (s.grammarPick(c).m != nil || c.t.of.frame == "by") || name == "by-out" || name == "work-of", true
	case "left":
		return name == "behind" || name == "responsible" || name == "culprit" || name == "used-tool" && c.x.kind == mPersons && s.heldToHave(c.t.from), true
	case "tie":
		return c.x.kind != mPerson && c.x.kind != mName, true
	}
	return false, false
}

// refused reports whether it is a certain party that somebody would not blame or name.
func (s *sentence) refused(t trigger) bool {
	switch w := s.tok(t.to - 1); {
	case w.low == "short", w.low == "shy", w.low == "shied", w.low == "away": // "stopped short of naming China"
		if next := s.tok(t.to + 1); s.tok(t.to).low == "of" && (next.low == "naming" || next.low == "blaming" || next.low == "accusing" || next.low == "identifying" || next.low == "fingering") {
			for _, m := range s.rightOf(t.to+2, 1) {
				return s.direct(t.to+2, m)
			}
		}
	case w.in(nameVerbs): // "rule out a Chinese hand"
		for _, m := range s.rightOf(t.to, 1) {
			return s.direct(t.to, m)
		}
	}
	return s.pinnedOn(t) != nil
}

// leftOpen reports whether it is who did it that stays open, and somebody who leaves it so.
func (s *sentence) leftOpen(c *candidate) bool {
	t := c.t
	if s.anonymity(t) || s.tok(t.to).low == "claim" {
		return false // "has yet to claim responsibility": who may have done it says nothing
	}
	if _, _, ok := s.questioned(t); ok {
		return s.grammarPick(c).m != nil
	}
	if c.x != nil && t.of.name == "no-link" {
		return s.grammarPick(c).m != nil
	}
	if c.x != nil && (s.tok(c.x.from).low == "any" || s.tok(c.x.from-1).low == "any" || s.tok(c.x.from-1).low == "specific") {
		return false // "any foreign country" is nobody
	}
	if c.x == nil && t.of.name == "no-link" && !s.hasClass(t.to, t.to+14, actorHead|vagueHead) {
		return false // no link to anybody
	}
	if (c.x == nil || t.of.name == "decline") && s.toSomebody(t) {
		return false // "no link to Sandworm"
	}
	if s.ofNoDeed(t) {
		return false // "would not attribute the lull to": nobody's deed
	}
	if c.x == nil && s.refused(t) {
		return false // "would not blame China": China is who stays open
	}
	if c.x == nil && (s.has(t.to-1, t.to+4, "whether") || s.has(t.to, t.to+4, "that")) && len(s.rightOf(t.to, 1)) > 0 {
		return false // "would not say whether X was behind it": X is what stays open
	}
	if c.x == nil && (t.noncommittal(s) && s.ownDeed(t.to) || s.leavesOpen(t)) {
		return false // who speaks, or is named, is who it may have been
	}
	if c.x == nil && t.of.name != "no-link" && (t.of.name != "unsaid" || s.tok(t.to-1).in(findingOuts)) && !s.whoOpen(t) && !s.unnamed(t) {
		return false // something else than who it was
	}
	return s.grammarPick(c).m != nil && (t.of.name == "unsaid" || c.x != nil && (c.x == s.pinnedOn(t) || c.relation == news.SponsoredBy) || c.x != nil && s.asksDeed(t.to, c.x) && !s.expletive(t) || s.hasClass(t.from, t.to+12, whoWord) && (c.x == nil || t.of.name != "decline-can" || s.whoOpen(t) || s.tok(s.verbOf(c.x)).in(deedVerbs)) || s.unnamed(t)) // who it is that is unknown to nobody in particular is no claim
}

// anonymity reports whether somebody only would not have a name of their own told: "declined to be named".
func (s *sentence) anonymity(t trigger) bool {
	for i := t.from; i < t.to+4; i++ {
		if w := s.tok(i + 1).low; s.tok(i).low == "be" && (w == "named" || w == "identified" || w == "quoted") {
			return true
		}
	}
	return false
}

// ofNoDeed reports whether what somebody would not attribute is no deed: a lull, a rise.
func (s *sentence) ofNoDeed(t trigger) bool {
	if !strings.HasPrefix(s.tok(t.to-1).low, "attribut") {
		return false
	}
	for i := t.to; i < min(t.to+6, s.to) && s.tok(i).low != "to"; i++ {
		if s.tok(i).in(undeeds) {
			return true
		}
	}
	return false
}

// claimant reports whether somebody can have claimed a deed with these words.
func (s *sentence) claimant(c *candidate) bool {
	t := c.t
	k := t.from - 1
	for k > s.from && s.tok(k).is(auxWord|advWord) && !s.tok(k).is(negWord) {
		k--
	}
	if s.tok(k).is(actorHead|vagueHead) && (s.tok(k-1).low == "no" || s.tok(k-2).low == "no") || s.tok(k).low == "nobody" || s.tok(k).low == "one" && s.tok(k-1).low == "no" {
		return false // "no group has claimed responsibility"
	}
	if s.unclaimed(t.from) {
		return false
	}
	if w, prev := s.tok(t.from).low, s.tok(t.from-1); (w == "claim" || w == "claims") && (prev.kind == possToken || prev.is(detWord)) {
		return false // "FireEye's claim that it hacked"
	}
	if last := s.tok(t.to - 1).low; (last == "had" || last == "has") && s.tok(t.to).low == "been" {
		return false // "said that it had been wrong"
	}
	if s.tok(t.to-1).low == "by" && !s.claimedBy(c) {
		return false
	}
	if s.has(t.from, t.to, "nor") || s.has(t.from, t.to, "denied") || s.tok(k).low == "neither" {
		return false
	}
	if s.tok(t.to-2).is(heWord) || s.tok(t.to-3).is(heWord) || s.tok(t.to).is(heWord) || s.tok(t.to+1).is(heWord) {
		return c.x.kind == mPerson || c.x.kind == mName
	}
	if t.of.name == "self-name" {
		return c.x.kind == mActor && s.direct(t.to, c.x)
	}
	if w := s.tok(t.from).low; w == "said" || w == "says" || w == "told" {
		return c.x.kind == mActor || c.x.kind == mGroup || c.x.kind == mAgency && s.ownsUp(t)
	}
	return true
}

// example reports whether the accused is only one of those whom others are like: "actors like APT42 and OilRig".
func (s *sentence) example(c *candidate) bool {
	for m := c.x; m != nil; m = s.listedBefore(m) {
		if s.tok(m.from-1).low == "like" && m.from != c.t.to {
			return true
		}
	}
	return false
}

// listedBefore is who stands before m in a list.
func (s *sentence) listedBefore(m *mention) *mention {
	for _, o := range s.mentions {
		if o.to <= m.from && m.from-o.to < 4 && s.listed(o, m) {
			return o
		}
	}
	return nil
}

// oneOf reports whether somebody is said to be what the party at token i has: "is one of X's
// members".
func (s *sentence) oneOf(i int) bool {
	for k := i - 1; k > s.from && i-k < 6; k-- {
		switch t := s.tok(k); {
		case t.is(beWord) || t.low == "as":
			return true
		case !t.is(detWord|numWord|prepWord|advWord|modWord) && t.low != "part":
			return false
		}
	}
	return false
}

// alleged reports whether a court or those who bring charges tell what a person did: "the
// indictment alleges that X infected".
func (s *sentence) alleged(c *candidate) bool {
	if c.t.of.frame != "act" || c.x.to > c.t.from || c.x.party.ID != "" || !s.hasClass(c.t.from, c.t.to+9, attackNoun|toolNoun|cyberNoun) {
		return false
	}
	for i := s.from; i < s.to; i++ {
		if s.tok(i).in(courtWords) {
			return true
		}
	}
	return false
}

// nounAsVerb reports whether the single word of a legal predicate is a noun without an
// object here: "due to these sanctions", "on treason charges".
func (s *sentence) nounAsVerb(t trigger) bool {
	if t.to-t.from != 1 || t.of.relation != news.Sanctioned && t.of.relation != news.Indicted || s.tok(s.before(t.from)).is(beWord) {
		return false
	}
	switch s.tok(t.from).low {
	case "sanctions", "sanction", "charges", "charge":
		next := s.tok(t.to)
		return !next.is(detWord|numWord|modWord|peopleHead) && next.kind != numberToken && s.mentionAt(t.to) == nil && next.low != "with" && next.low != "over" && next.low != "for" && next.low != "by"
	}
	return false
}

// ties reports whether anything of the kind that is attributed stands before the accused.
func (s *sentence) ties(c *candidate) bool {
	if c.t.of.name == "resemble" && c.x.kind == mActor && s.hasClass(s.from, c.t.from, sayWord) {
		return true // "said the emails bear the hallmarks of"
	}
	if c.how == "linked" || c.how == "mid" && s.hasClass(c.x.to, c.x.to+12, attackNoun|toolNoun|actorHead|cyberNoun) {
		return true // "linked Russia to the operation"
	}
	if c.t.of.name == "creature" && c.x.kind == mAgency && c.x.party.Country != "" {
		return true // nobody else is said to be at the bidding of a service
	}
	for _, m := range s.mentions {
		if m.from < c.x.from && m != c.x {
			switch m.kind {
			case mActor, mMalware, mVague, mGroup, mPersons:
				return true
			case mOrg:
				if m.class == "front" || m.class == "spyware" {
					return true
				}
			case mPerson:
				if prev := s.tok(s.before(c.t.from)); (c.t.of.frame == "tie" || prev.low == "his" || prev.low == "her") && !s.has(m.to, c.t.from, ",") {
					return true // "X was a member of"
				}
			}
			if m.back || m.kind == mNone {
				return true
			}
			switch c.t.of.name {
			case "affiliated", "overlap", "same", "resemble":
				if m.kind == mName && c.x.kind == mActor {
					return true // a gang that nobody knows yet
				}
			}
		}
	}
	return s.hasClass(s.from, c.x.from, attackNoun|toolNoun|actorHead|cyberNoun) || c.x.from-s.from < 3 || c.t.from-s.from < 2
}

func (s *sentence) hasClass(from, to int, of class) bool {
	for i := from; i < min(to, s.to); i++ {
		if s.tok(i).is(of) {
			return true
		}
	}
	return false
}

func (s *sentence) has(from, to int, word string) bool {
	for i := from; i < to; i++ {
		if s.tok(i).low == word {
			return true
		}
	}
	return false
}

// missing reports whether what begins at token i is said not to be: "a lack of any
// sanctions", "failure to charge", "lifted sanctions on".
func (s *sentence) missing(i int) bool {
	if w := s.tok(i).low; (w == "sanctions" || w == "charges") && s.unwanted(i) {
		return true
	}
	for k := i - 2; k >= max(s.from, i-4); k-- {
		switch s.tok(k).low + " " + s.tok(k+1).low {
		case "lack of", "absence of", "failure to", "failed to", "failing to", "fails to", "reluctance to", "refusal to", "instead of", "short of":
			return true
		}
	}
	return false
}

// unwanted reports whether the sanctions or charges at token i are lifted, fought, got round,
// or only asked for, threatened and planned.
func (s *sentence) unwanted(i int) bool {
	k := i - 1
	for k > s.from && i-k < 5 && (s.tok(k).is(detWord|modWord|numWord|modalWord|advWord) || s.tok(k).low == "economic" || s.tok(k).low == "additional" || s.tok(k).low == "further" || s.tok(k).low == "tougher" || s.mentionAt(k) != nil || s.tok(k).kind == possToken) {
		k--
	}
	w := s.tok(k).low
	for _, stem := range []string{"lift", "eas", "remov", "waiv", "drop", "evad", "circumvent", "bypass", "dodg", "skirt", "oppos", "reject", "criticis", "criticiz", "protest", "slam", "urg", "threaten", "consider", "mull", "weigh", "propos", "discuss", "debat", "possibl", "potential", "seek", "plan", "violat", "breach"} {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	if w == "impose" && s.tok(k-1).low == "to" && s.enabling(k-1) {
		return true
	}
	return w == "for" && strings.HasPrefix(s.tok(k-1).low, "call") || w == "of" && (s.tok(k-1).low == "fun" || s.tok(k-1).low == "threat" || s.tok(k-1).low == "risk" || s.tok(k-1).low == "fear" || s.tok(k-1).low == "possibility")
}

// enabling reports whether what may be done from token i on is what a law allows: "a bill that
// gives its government the power to impose".
func (s *sentence) enabling(i int) bool {
	for k := i - 1; k >= max(s.from, i-14); k-- {
		if s.tok(k).in(enablingNouns) {
			return true
		}
	}
	return false
}
