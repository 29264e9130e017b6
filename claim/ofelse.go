package claim

import (
	"strings"

	"ascribe/news"
)

// Words that accuse, deny or doubt may be said of something else than who did it: ransom that was seized, what led to a shutdown,
// what a firm did not observe.

// Lists of words.txt.
var (
	trailNouns   = words("trailNouns")
	straightTo   = words("straightTo")
	deedVerbs    = words("deedVerbs")
	futureVerbs  = words("futureVerbs")
	struckAssets = words("struckAssets")
)

// ofElse reports whether the words of a predicate are said of something else than who did it.
func (s *sentence) ofElse(c *candidate) bool {
	t := c.t
	switch t.of.frame {
	case "doubt":
		return s.doubtsElse(c)
	case "own":
		return s.didElse(t)
	case "obj":
		if c.x != nil && c.how == "right" && c.stance == news.Accuses && s.strickenOwner(c) {
			return true
		}
	}
	switch t.of.name {
	case "trace":
		return s.leadsOn(t)
	case "arrest":
		return s.tok(t.from).low == "seized" && !s.seizes(c)
	case "raid":
		return c.x != nil && c.x.to <= t.from && s.firstSeen(t)
	}
	return false
}

// doubtsElse reports whether it is not who did it that is doubted: "no evidence that data was shared", "unlikely that they will".
func (s *sentence) doubtsElse(c *candidate) bool {
	if c.how == "memory" {
		return !s.whoOpen(c.t) && !s.hasClass(c.t.to, c.t.to+12, whoWord) && !s.ofVerdict(c.t)
	}
	if c.x == nil || c.x.from < c.t.to {
		return false
	}
	if s.has(c.t.to, c.x.from, "will") {
		return true // "question whether the sanctions will deter"
	}
	for i := c.x.to; i < min(c.x.to+6, s.to); i++ {
		u := s.tok(i)
		if u.in(futureVerbs) {
			return !s.has(i+1, i+4, "have")
		}
		if u.kind == markToken || u.is(cyberVerb|strongVerb) {
			return false
		}
	}
	return false
}

// ofVerdict reports whether it is an assessment or an accusation told of before that somebody doubts: "withdrew that assessment".
func (s *sentence) ofVerdict(t trigger) bool {
	if prev := s.tok(t.from - 1).low; prev == "that" || prev == "this" { // "we consider that improbable"
		return true
	}
	for i := t.from; i < min(t.to+5, s.to); i++ {
		if s.tok(i).is(mentalNoun) || s.accusation(i) {
			return true
		}
	}
	return false
}

// seizes reports whether it is attackers who were seized, or what they attacked with: no ransom, "from" or "paid to" them.
func (s *sentence) seizes(c *candidate) bool {
	i := c.x.from - 1
	for i > c.t.to && s.tok(i).is(detWord|modWord) {
		i--
	}
	return c.how == "right" && (s.direct(c.t.to, c.x) || i > c.t.to && s.tok(i).low == "by")
}

// didElse reports whether "we did not" denies no deed: "we did not receive an answer".
func (s *sentence) didElse(t trigger) bool {
	if s.tok(t.from).low != "we" || t.to-t.from > 3 {
		return false
	}
	switch last := s.tok(t.to - 1).low; last {
	case "not", "n't", "didn't":
	default:
		return false
	}
	i := t.to
	for s.tok(i).is(advWord) && !s.tok(i).is(cyberVerb) {
		i++
	}
	return !s.tok(i).is(cyberVerb|strongVerb) && !s.tok(i).in(deedVerbs)
}

// leadsOn reports whether "leads to" says what comes of something, and names nobody whom a trail leads to: "infections led to",
// "in the lead up to".
func (s *sentence) leadsOn(t trigger) bool {
	if w := s.tok(t.from).low; w != "led" && w != "lead" && w != "leads" {
		return false
	}
	if s.tok(t.to).low == "up" {
		return true
	}
	for i := t.from; i < min(t.to+3, s.to); i++ {
		if s.tok(i).in(straightTo) {
			return false
		}
	}
	for i := max(s.from, t.from-7); i < t.from; i++ {
		if s.tok(i).in(trailNouns) {
			return false
		}
	}
	return true
}

// firstSeen reports whether somebody or something was only found at a time: "was first detected in June".
func (s *sentence) firstSeen(t trigger) bool {
	if last := s.tok(t.to - 1).low; last != "in" && last != "within" {
		return false
	}
	switch s.tok(t.from).low {
	case "found", "discovered", "detected", "spotted":
	default:
		return false
	}
	for i := t.to; i < t.to+4; i++ {
		if u := s.tok(i); u.is(monthWord) || u.kind == numberToken || u.in(timeUnits) || u.low == "wild" || u.low == "early" || u.low == "late" {
			return true
		}
	}
	return false
}

// strickenOwner reports whether the state, body or people that stand as accused are whose things were struck: "revealed that
// Norway's portal was breached", "the phones of Polish officials".
func (s *sentence) strickenOwner(c *candidate) bool {
	switch c.x.kind {
	case mState, mCapital, mAgency, mOrg, mPersons, mName:
	default:
		return false
	}
	i := c.x.from - 1
	for i > c.t.to && s.tok(i).is(detWord|modWord|numWord) && !s.tok(i).is(prepWord) {
		i--
	}
	if i >= c.t.to && s.tok(i).low == "of" && s.tok(i-1).in(struckAssets) || s.tok(i-1).low == "of" && s.tok(i-2).in(struckAssets) && i-2 >= c.t.to {
		return true
	}
	if s.tok(c.x.to).kind != possToken {
		return false
	}
	for k := c.x.to + 1; k < min(c.x.to+7, s.to); k++ {
		u := s.tok(k)
		if u.is(beWord) {
			for k++; s.tok(k).is(advWord | beWord); k++ {
			}
			return s.tok(k).is(cyberVerb) && strings.HasSuffix(s.tok(k).low, "ed") || s.tok(k).low == "hit" || s.tok(k).low == "stolen"
		}
		if u.kind != wordToken || u.is(prepWord|attackNoun|relWord|sayWord) {
			return false
		}
	}
	return false
}
