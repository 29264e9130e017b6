package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	breakableRules = words("breakableRules")
	techniqueNouns = words("techniqueNouns")
	lootNouns      = words("lootNouns")
	anyAttacker    = words("anyAttacker")
	traceNouns     = words("traceNouns")
	contrasts      = words("contrasts")
	creditedFinds  = words("creditedFinds")
	statuteNouns   = words("statuteNouns")
	studyNouns     = words("studyNouns")
)

// offline reports whether somebody is charged, sanctioned or blamed for what needs no
// computer, and no word of one follows: "charged with treason", "sanctioned over human rights".
func (s *sentence) offline(c *candidate) bool {
	if s.violent(c) || s.undigital(c) || s.otherReason(c) || s.spiesFor(c) {
		return true
	}
	f := c.t.of.frame
	if c.stance != news.Accuses && f != "own" || f != "obj" && f != "act" && f != "own" || c.x == nil || c.x.kind == mActor || c.x.kind == mVague {
		return false
	}
	offline := false
	for i := c.t.from; i < s.to; i++ {
		switch u := s.tok(i); {
		case s.ruleBroken(i), s.offenceAt(i), u.low == "rights" && s.tok(i-1).low == "human", u.low == "secrets" && s.tok(i-1).low == "trade":
			offline = true
		case u.is(cyberHint):
			return false
		}
	}
	return offline
}

// ruleBroken reports whether what token i breaches is a law, a promise or a wall: "breach of
// trust", "breaching child protection laws".
func (s *sentence) ruleBroken(i int) bool {
	if !strings.HasPrefix(s.tok(i).low, "breach") {
		return false
	}
	for k := i + 1; k < min(i+6, s.to); k++ {
		if s.tok(k).in(breakableRules) {
			return true
		}
	}
	return false
}

// untied reports whether it is said that there is no tie: "is not linked to", "isn't
// specifically tied to". That accuses nobody.
func (s *sentence) untied(c *candidate) bool {
	if c.stance != news.Accuses || c.t.of.frame != "to" && c.t.of.frame != "tie" {
		return false
	}
	for i := c.t.from - 1; i > s.from; i-- {
		u := s.tok(i)
		if u.is(negWord) && u.low != "nothing" {
			return s.tok(i+1).low != "only" && s.tok(i+1).low != "just"
		}
		if !u.is(auxWord | advWord | beWord) {
			return false
		}
	}
	return false
}

// belongings reports whether what was found, seized or described only belongs to the party, or
// another verb hangs between: "tracked the tools of X", "seized websites used by X".
func (s *sentence) belongings(c *candidate) bool {
	t := c.t
	switch t.of.name {
	case "by-hit":
		return s.tok(t.from).low == "used" && c.voice == "active" && t.from > s.from && !s.tok(t.from-1).is(auxWord)
	case "identify", "warn-of", "arrest":
	default:
		return false
	}
	if s.tok(t.from).low == "disrupted" && !s.hasClass(t.to, c.x.to+2, attackNoun) {
		return true // whoever is disrupted is only hindered
	}
	i := c.x.from - 1
	for i > t.to && s.tok(i).is(detWord|modWord|numWord) {
		i--
	}
	if i <= t.to {
		return false
	}
	verb := s.tok(i - 1).low
	switch s.tok(i).low {
	case "by", "with", "to", "against":
		return strings.HasSuffix(verb, "ed")
	case "of":
		return s.tok(i-1).is(toolNoun) || verb == "techniques" || verb == "procedures" || verb == "closure" || verb == "arrest"
	}
	return false
}

// noun reports whether a word that may be a verb is a noun here: "six suspects", "the name of".
func (s *sentence) noun(t trigger) bool {
	if t.to-t.from != 1 {
		return false
	}
	prev, next := s.tok(t.from-1), s.tok(t.to)
	switch s.tok(t.from).low {
	case "name", "names":
		return prev.is(detWord|numWord|modWord|prepWord) || prev.kind == possToken || prev.low == "various" || next.low == "of" || next.low == "for"
	case "suspects", "suspect":
		return prev.is(detWord|numWord|modWord) || prev.kind == numberToken || next.is(beWord|auxWord) || next.is(relWord) && next.low != "that"
	}
	return false
}

// calledSo reports whether something says that the party is the culprit: "X is the biggest
// offender", "X, the perpetrator"; "arrested the perpetrators" doesn't.
func (s *sentence) calledSo(c *candidate) bool {
	for i := c.x.to; i < c.t.from; i++ {
		u := s.tok(i)
		if u.is(beWord) || bracket(u) || u.low == "as" || u.low == "for" || u.low == ":" || u.low == "become" || u.low == "became" || u.low == "remains" {
			return true
		}
	}
	return c.x.to >= c.t.from || s.headline
}

// agentBefore reports whether those whom a predicate begins with are only named as the agents
// of a participle: "funds stolen by hackers are spent".
func (s *sentence) agentBefore(t trigger) bool {
	m := s.mentionAt(t.from)
	return m != nil && m.from > s.from && s.tok(m.from-1).low == "by"
}

// technique reports whether token i makes an attack before it a sort of attack.
func (s *sentence) technique(i int) bool {
	return s.tok(i).in(techniqueNouns)
}

// nothingTaken reports whether what is doubted is what was done, not who did it: "no evidence
// that the gang stole any data".
func (s *sentence) nothingTaken(c *candidate) bool {
	if c.x == nil {
		return false
	}
	for i := c.x.to; i < min(c.x.to+6, s.to); i++ {
		if s.tok(i).in(lootNouns) {
			return c.x.from >= c.t.to
		}
	}
	return false
}

// anybody reports whether a phrase says no more than that somebody attacked: "a threat actor".
func (s *sentence) anybody(m *mention) bool {
	if m.party.Country != "" || m.to-m.from > 3 || s.tok(m.from-1).capital() && s.tok(m.from-1).low == "the" {
		return false
	}
	for i := m.from; i < m.to; i++ {
		if !s.tok(i).in(anyAttacker) {
			return false
		}
	}
	return true
}

// traces reports whether only marks, payments and ways of working go with the party: no
// operation is said to be theirs.
func (s *sentence) traces(c *candidate) bool {
	if c.t.of.name != "associate" {
		return false
	}
	for i := c.t.from - 1; i > max(s.from, c.t.from-3); i-- {
		if s.tok(i).in(traceNouns) {
			return true
		}
	}
	return s.tok(c.t.from-1).low == "compromise" && s.tok(c.t.from-2).low == "of"
}

// credited reports whether a find is credited to its finder: "attributed the bug to a student".
func (s *sentence) credited(from int, m *mention) bool {
	if m.kind != mPerson && m.kind != mName && m.kind != mOrg && m.kind != mPersons {
		return false
	}
	for i := from - 4; i < m.from; i++ {
		if s.tok(max(i, s.from)).in(creditedFinds) {
			return true
		}
	}
	return false
}

// statute reports whether a name is that of a law: "the Criminal Code", "Part 2".
func (s *sentence) statute(m *mention) bool {
	switch m.kind {
	case mName, mOrg, mPerson:
	default:
		return false
	}
	if first := s.tok(m.from).low; (first == "part" || first == "article" || first == "section" || first == "chapter") && s.tok(m.to-1).kind == numberToken {
		return true
	}
	if s.tok(m.to - 1).in(statuteNouns) {
		return m.class != "front"
	}
	return false
}

// tieOver reports whether a tie is that of a sort of attackers as a rule, or a verb stands
// between it and the party, so that it has ended before: "the loader linked to this malware has
// been used to spread X".
func (s *sentence) tieOver(c *candidate) bool {
	t := c.t
	if c.stance != news.Accuses || t.of.frame != "to" && t.of.frame != "tie" || c.how != "right" {
		return false
	}
	if c.x.kind == mVague && c.x.party.Country == "" && s.habit() {
		return true
	}
	for i := t.to; i < c.x.from; i++ {
		if u := s.tok(i); u.is(beWord|haveWord) && u.is(auxWord) && i > t.to+2 && !s.hasClass(t.to, i, relWord|sayWord|thinkWord) {
			return true
		}
	}
	return false
}

// studied reports whether m is only what somebody has looked into: "an analysis of the code shows".
func (s *sentence) studied(m *mention) bool {
	if m.kind != mGeneric || !m.plain {
		return false
	}
	i := m.from - 1
	for i > s.from && m.from-i < 7 && s.tok(i).kind == wordToken && !s.tok(i).is(sayWord|prepWord) {
		i--
	}
	return s.tok(i).low == "of" && s.tok(i-1).in(studyNouns)
}

// saidByAnother reports whether the sentence itself names who accuses, as the subject or the agent of the verb: then the
// publisher only retells it. A name that no list knows, in what a body of state publishes, is rather one of its parts.
func (r *reading) saidByAnother(c *candidate) bool {
	m := c.pick.m
	if m == nil || c.pick.how != "subject" && c.pick.how != "agent" || c.s.mentionAt(m.from) != m || m.party.Name == "" {
		return false
	}
	return m.kind != mName || !official(r.voice.Kind) && r.voice.Kind != news.IntlOrg && !c.s.tok(m.to).is(toolNoun)
}

// saysOtherwise reports whether m only speaks in the clause that is set against a refusal, whose subject has been found: "the
// bank did not name the hackers, but officials said that".
func (s *sentence) saysOtherwise(c *candidate, m *mention) bool {
	if c.t.of.frame != "open" || c.pick.how != "subject" || c.pick.m == nil || m == c.pick.m || m.from < c.t.to {
		return false
	}
	for i := c.t.to; i < m.from; i++ {
		if s.tok(i).kind == wordToken && s.tok(i).in(contrasts) {
			return true
		}
	}
	return false
}
