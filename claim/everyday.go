package claim

import (
	"strings"
)

// Lists of words.txt.
var (
	usuallyWords = words("usuallyWords")
	buildVerbs   = words("buildVerbs")
	hidingVerbs  = words("hidingVerbs")
	builtThings  = words("builtThings")
	placedThings = words("placedThings")
	hostThings   = words("hostThings")
)

// everyday reports whether the words of a predicate are meant in their everyday or technical
// sense: "denial of service", "unknown threat actors", "technical details", "tried to block".
func (s *sentence) everyday(c *candidate) bool {
	t := c.t
	first, next, prev := s.tok(t.from), s.tok(t.to), s.tok(t.from-1)
	switch t.of.name {
	case "deny":
		return next.low == "of" && s.tok(t.to+1).low == "service" || first.low == "disputes" && prev.low != "it" && s.mentionAt(t.from-1) == nil
	case "decline-can":
		if first.low == "unknown" {
			return first.capital() && t.from > s.from || s.nounFollows(t.to)
		}
		return first.low == "insufficient" && !s.hasClass(t.to, t.to+3, whoWord) && !s.has(t.to, t.to+2, "evidence") && !s.has(t.to, t.to+2, "information") && !s.has(t.to, t.to+2, "data") && !s.has(t.to, t.to+2, "proof")
	case "behind":
		return t.to-t.from == 1 && s.tok(s.before(t.from)).in(hidingVerbs) // "hide behind gangs", "lags behind"
	case "origin":
		return c.x != nil && !s.comesFrom(t.from)
	case "works-for":
		return first.low == "reported" && (prev.is(beWord) || !s.comesFrom(t.from))
	case "warn-of":
		if strings.HasPrefix(first.low, "stop") && next.low == "short" {
			return true
		}
		return first.low == "details" && (next.is(prepWord) || next.low == "what" || next.low == "how" || prev.is(detWord|cyberNoun) || prev.low == "technical" || prev.low == "more" || prev.low == "further")
	case "self-claim":
		switch last := s.tok(t.to - 1); {
		case last.is(beWord) && s.descent(t.to):
			return true
		case first.low == "acknowledged":
			return c.x.kind == mName || c.x.kind == mPerson
		case strings.HasPrefix(first.low, "admit"), first.low == "bragged", last.low == "be" || last.low == "was" || last.low == "were":
			return !s.hasClass(t.to, t.to+8, attackNoun|strongVerb|chargeWord) && !(s.hasClass(t.from+1, t.to+1, cyberGer) && s.tok(t.to).low != "using") && !s.has(t.to, t.to+4, "behind") && !s.has(t.to, t.to+4, "responsible")
		}
	case "attempt":
		switch s.tok(t.to - 1).low {
		case "at", "on", "after": // "took aim at"
			return !s.cyber()
		}
		return !s.hasClass(t.to, t.to+2, cyberVerb|strongVerb|attackNoun)
	case "by-out":
		return first.low == "released" && (prev.is(reportWord) || prev.in(findingNouns) || prev.in(nounOrVerbs)) // "the details released by"
	case "attribute":
		return c.x != nil && c.x.from >= t.to && s.credited(t.to, c.x)
	case "condemn":
		return strings.HasPrefix(first.low, "warn") && (next.low == "by" || c.x != nil && c.x.person != "" && s.tok(c.x.to).low == "that") // who is told
	case "doubt":
		if (prev.is(negWord) || strings.HasSuffix(prev.low, "n't")) && next.kind == wordToken && s.tok(t.to-1).low == "out" {
			return true // "could not rule out"
		}
		return first.low == "disputes" && (next.is(cyberVerb) || next.low == "settled" || next.is(prepWord)) || s.nothingTaken(c)
	case "deny-word":
		if first.is(negWord) && prev.is(modalWord) && s.tok(t.from+1).low == "do" {
			return true // "I will not do it today"
		}
		return first.low == "lies" && (next.low == "with" || next.low == "behind" || next.low == "in" || next.low == "on" || next.low == "at") // "the blame lies with"
	case "name", "suspect":
		return s.noun(t)
	case "culprit":
		return c.x != nil && !s.calledSo(c)
	case "culprit-is":
		return strings.HasSuffix(next.low, "ing") && next.is(cyberVerb|cyberGer) || s.agentBefore(t)
	case "identify":
		return strings.HasPrefix(first.low, "track") && (next.low == "under" || next.low == "as")
	case "launch":
		return s.describes(t) || s.forALiving(t.from) || s.builds(c) || strings.HasPrefix(first.low, "attack") && s.technique(t.to)
	}
	return false
}

// nounFollows reports whether the word at i is one that an adjective before it describes.
func (s *sentence) nounFollows(i int) bool {
	u := s.tok(i)
	return u.kind == wordToken && !u.is(prepWord|conjWord|auxWord|advWord|relWord|subordWord|detWord|sayWord|whoWord) && u.low != "to" && u.low != "by"
}

// comesFrom reports whether somebody or something that attacks stands just before token i: an
// employee, a server or a share of the victims is in a country too.
func (s *sentence) comesFrom(i int) bool {
	for k := i - 1; k >= max(s.from, i-8); k-- {
		u, m := s.tok(k), s.mentionAt(k)
		if m == nil && (s.accusation(k) || u.in(findingNouns)) {
			return false // "the attribution came from"
		}
		if u.is(actorHead|attackNoun) || m != nil && m.kind != mOrg && m.accusable() {
			return true
		}
		if u.low == "they" || u.low == "it" || u.low == "who" || u.low == "activity" {
			return true
		}
		if u.in(placedThings) {
			return false
		}
		if u.in(hostThings) {
			return s.pointsTo()
		}
	}
	return i-s.from < 3
}

// pointsTo reports whether the sentence draws something from where things are: "an address in Moscow, which could indicate".
func (s *sentence) pointsTo() bool {
	for i := s.from; i < s.to; i++ {
		if w := s.tok(i).low; strings.HasPrefix(w, "indicat") || strings.HasPrefix(w, "suggest") || strings.HasPrefix(w, "point") || w == "origin" || w == "origins" {
			return true
		}
	}
	return false
}

// describes reports whether a participle only describes what follows: "infected victims", "the
// leaked code".
func (s *sentence) describes(t trigger) bool {
	u, prev := s.tok(t.from), s.tok(t.from-1)
	if t.to-t.from != 1 || !strings.HasSuffix(u.low, "ed") && !strings.HasSuffix(u.low, "en") || !s.nounFollows(t.to) || s.tok(t.to).capital() || s.mentionAt(t.to) != nil || s.mentionAt(t.from-1) != nil {
		return false
	}
	return prev.is(detWord|prepWord|conjWord|numWord|modWord|cyberVerb) && !prev.is(auxWord|relWord) && prev.low != "and" && prev.low != "but" || prev.kind == possToken || prev.kind == numberToken
}

// forALiving reports whether the verb at token i tells what somebody does for a living, and no deed: "tends to use", "typically
// targets".
func (s *sentence) forALiving(i int) bool {
	if s.tok(i-1).low == "to" {
		w := s.tok(i - 2).low
		return w == "tend" || w == "tends" || w == "tended" || w == "likes" || w == "prefers"
	}
	return s.tok(i - 1).in(usuallyWords)
}

// builds reports whether an act makes or runs a thing of the actor's own, and nobody is struck by
// it: a site, a version, an encryptor.
func (s *sentence) builds(c *candidate) bool {
	t := c.t
	if !s.tok(t.from).in(buildVerbs) {
		return false
	}
	made := false
	for i := t.to; i < min(t.to+7, s.to) && !made; i++ {
		u := s.tok(i)
		if u.is(prepWord) || u.kind == markToken {
			break
		}
		if u.in(builtThings) {
			made = true
		}
	}
	if !made {
		return false
	}
	for i := t.to; i < s.to; i++ {
		if s.tok(i).is(attackNoun) || s.tok(i).is(strongVerb) {
			return false
		}
	}
	return true
}
