package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	campaignPreps    = words("campaignPreps")
	inabilityWords   = words("inabilityWords")
	attributionVerbs = words("attributionVerbs")
	targetPreps      = words("targetPreps")
)

// misread drops candidates whose words only look like an attribution: a place, a victim of
// a passive, something that cannot be done to software.
func (s *sentence) misread(c *candidate) bool {
	t := c.t
	if t.of.name == "decline-can" && s.unableOtherwise(t) || t.of.name == "warn-of" && s.has(t.to, t.to+2, "short") {
		return true
	}
	if c.x == nil {
		return false
	}
	if c.x.some && (!t.of.culprits() || c.x.to == t.from) {
		return true // "ransomware gangs exploit", "abused by attackers": nobody's deed
	}
	if x := c.x.asAccused(); c.accused.Kind == news.State && c.relation == news.Indicted || x.Kind == news.Vague && s.anybody(c.x) {
		return true // no court charges a state; "the work of a threat actor" is anybody's
	}
	if s.noDoer(c) || (t.of.name == "deny-word" || t.of.name == "scorn-word") && (s.accusation(c.x.to) || c.how != "own" && s.alone(c.x)) {
		return true // "the Dutch charges are hysteria": the Dutch deny nothing; "not carried out by Russia alone"
	}
	if c.stance == news.Accuses && s.tok(c.x.from-1).low == "no" {
		return true // "faults no foreign power"
	}
	if t.of.name == "marks" && s.tok(t.from).kind == possToken && s.mentionAt(t.from) != c.x && c.x.to != t.from {
		return true // somebody else's fingerprints
	}
	if s.objectOf(c) || s.statute(c.x) || s.tieOver(c) || s.campaignOf(c) {
		return true
	}
	if c.x.kind == mActor && legal(c.t.of.relation) && s.memberOf(c.x.from) && s.charges(c) {
		return true
	}
	if s.hitBy(c) || s.namesFollow(c.x) || s.ofState(c) || s.alsoCalled(c.x) || c.x.kind == mActor && s.suffered(c) || s.bracketed(c) || s.elseClause(c) {
		return true
	}
	if t.of.frame == "left" && c.stance == news.Accuses && s.openQuestion(t) {
		return true
	}
	if c.x.kind == mOrg && c.t.of.frame == "to" && s.located(c) {
		return true // "tied to the backdoor used in SolarWinds"
	}
	return s.belongings(c) || s.traces(c) || c.x.asAccused().Kind == news.State && (s.located(c) || s.suffered(c))
}

// bracketed reports whether the accused only stands in brackets after another who is accused by the
// same words: "the SVR (also known as APT29)", "China (APT31, in particular)".
func (s *sentence) bracketed(c *candidate) bool {
	if c.x.kind != mActor {
		return false
	}
	for i := c.x.from - 1; i > s.from && c.x.from-i < 16; i-- {
		switch t := s.tok(i); t.low {
		case ")":
			return false
		case "(":
			if c.t.from > i && c.t.from < c.x.from {
				return false
			}
			for k := i - 1; k > max(s.from, i-4); k-- {
				if o := s.mentionAt(k); o != nil {
					return (o.kind == mState || o.kind == mAgency) && o.accusable()
				}
			}
			return false
		}
	}
	return false
}

// elseClause reports whether who is accused stands in another clause than "by" or "of": "victims of
// the attack, the FBI said".
func (s *sentence) elseClause(c *candidate) bool {
	if c.t.of.frame != "by" || c.x.from <= c.t.to {
		return false
	}
	for _, m := range s.mentions {
		if m != c.x && m.from >= c.t.to && m.to <= c.x.from && (m.accusable() || m.apposed || m.kind == mVague || m.kind == mGroup) {
			return false // in a list, or named after a description
		}
	}
	for i := c.t.to; i < c.x.from; i++ {
		if t := s.tok(i); t.low == "," && i > c.t.to+1 && (s.tok(i-1).is(attackNoun|cyberNoun|victimNoun|monthWord) || s.tok(i-1).kind == numberToken) {
			return true
		}
	}
	return false
}

// hitBy reports whether who is accused stands right after what was done to them: "accused the NSA of
// hacking China's time centre".
func (s *sentence) hitBy(c *candidate) bool {
	i := c.x.from - 1
	for i > s.from && s.tok(i).is(detWord) {
		i--
	}
	switch c.x.kind {
	case mState, mCapital, mAgency, mOrg, mIntl:
		return i >= c.t.to && s.tok(i).is(cyberGer) && s.tok(i).low != "using" && s.mentionAt(i) == nil
	}
	return false
}

// namesFollow reports whether a description only announces who is named next to it: "three Chinese
// groups, APT31, …", "a Ukrainian national, Oleh Petrenko".
func (s *sentence) namesFollow(x *mention) bool {
	sep := s.tok(x.to)
	if o := s.mentionAt(x.from - 3); x.kind == mOrg && x.party.ID == "" && o != nil && o != x && o.to == x.from-2 && (o.kind == mOrg || o.kind == mName) && !o.back && s.tok(o.to).low == "," && s.tok(x.from-1).is(detWord) {
		return true // "the Aeza Group, a Russian hosting provider"
	}
	if x.kind != mVague && (x.kind != mPersons || x.plural) || x.deed || sep.low != "," && sep.low != ":" && sep.low != "–" && sep.low != "—" {
		return false
	}
	n := s.mentionAt(x.to + 1)
	if n == nil || n.from != x.to+1 || n.party.Country != "" && n.party.Country != x.party.Country {
		return false
	}
	return x.kind == mVague && n.kind == mActor && !n.back || x.kind == mPersons && n.kind == mPerson && n.party.Kind == news.Person
}

// ofState reports whether it is a service of a state that is said to belong to it: "the Guard, a branch
// of the Iranian military".
func (s *sentence) ofState(c *candidate) bool {
	if c.t.of.name != "part-of" || c.x.kind != mAgency && c.x.kind != mState || c.x.from < c.t.to {
		return false
	}
	i := c.t.from - 1
	for i > s.from && (s.tok(i).is(detWord|modWord) || bracket(s.tok(i))) && !s.tok(i).is(actorHead) {
		i--
	}
	m := s.mentionAt(i)
	return m != nil && (m.kind == mAgency && m.via == "" || m.kind == mState) && !m.deed
}

// alsoCalled reports whether an actor is only a further name of the one before: "a group tracked as
// Sour Fig and Water Elk".
func (s *sentence) alsoCalled(x *mention) bool {
	for k := len(s.mentions) - 1; k > 0; k-- {
		if s.mentions[k] != x {
			continue
		}
		o := s.mentions[k-1]
		if x.kind != mActor || !o.titled || x.from-o.to != 1 || x.titled {
			return false
		}
		low := s.tok(o.to).low
		return low == "and" || low == "or" || low == "/"
	}
	return false
}

// charges reports whether it is persons told of before the accused that are charged: "four officers
// believed to be part of APT40 were charged".
func (s *sentence) charges(c *candidate) bool {
	if c.x.to > c.t.from {
		return false
	}
	for _, m := range s.mentions {
		if m.to <= c.x.from && c.x.from-m.to < 9 && m.kind == mPersons && m.plural && m.party.Country != "" {
			return !s.has(m.to, c.x.from, ",")
		}
	}
	return false
}

// campaignOf reports whether the accused stands before the verb only as the name of a campaign that
// somebody else is told by: "the hackers behind the Salt Typhoon campaign have breached".
func (s *sentence) campaignOf(c *candidate) bool {
	if c.x.kind != mActor || c.x.to >= c.t.from || !s.namesake(c.x.from) {
		return false
	}
	i := c.x.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord) && !s.tok(i).is(prepWord) {
		i--
	}
	if s.tok(i).in(campaignPreps) {
		m := s.leftOf(i, 1)
		return len(m) > 0 && (m[0].kind == mVague || m[0].kind == mGroup || m[0].kind == mActor)
	}
	return false
}

// objectOf reports whether the party before a passive is only the object of a participle before it:
// "an attack aimed at crippling Ukraine that was blamed for the losses".
func (s *sentence) objectOf(c *candidate) bool {
	if c.t.of.frame != "obj" || c.how != "left" || c.x.kind != mState && c.x.kind != mCapital && c.x.kind != mOrg {
		return false
	}
	i := c.x.from - 1
	for i > s.from && s.tok(i).is(detWord) {
		i--
	}
	t := s.tok(i)
	if i <= s.from || t.kind != wordToken || t.capital() || len(t.low) < 6 || !strings.HasSuffix(t.low, "ing") || s.mentionAt(i) != nil {
		return false
	}
	return t.low != "including" && t.low != "according" && !t.is(accuseVerb|sayWord)
}

// unableOtherwise reports whether what somebody cannot or would not do is something else
// than to say who it was: "this cannot wait", "wouldn't go after hospitals".
func (s *sentence) unableOtherwise(t trigger) bool {
	if t.to-t.from > 2 {
		return false
	}
	if !s.tok(t.from).in(inabilityWords) {
		return false
	}
	for i := t.to; i < min(t.to+5, s.to); i++ {
		if s.tok(i).in(attributionVerbs) {
			return false
		}
	}
	return true
}

// located reports whether a state is only where something else is, or what it is done to:
// "linked to intrusions at companies in Bangladesh", "attacks against Ukraine".
func (s *sentence) located(c *candidate) bool {
	if c.t.of.name == "origin" {
		return false
	}
	i := c.x.from - 1
	for s.tok(i).is(detWord|modWord) && i > s.from {
		i--
	}
	if (c.how == "right" || c.t.of.name == "noun-act") && (s.tok(i).low == "and" || s.tok(i).low == "or") {
		if m := s.mentionAt(i - 1); m != nil && m.kind == c.x.kind && (m.from > c.t.to || c.how != "right") { // "companies in China and Iran"
			i = m.from - 1
		}
	}
	if s.tok(i).low == "and" && s.has(i-4, i, "between") && s.tok(c.t.to).low != "between" && i >= c.t.to && c.t.prep != "between" {
		return true // "the conflict between Russia and Ukraine"
	}
	switch w := s.tok(i); {
	case w.low == "between":
		return c.t.prep != "between" && i >= c.t.to
	case w.low == "from":
		return c.t.of.frame == "obj" && i >= c.t.to
	case w.in(targetPreps):
		return i >= c.t.to || i < c.t.from
	}
	return false
}

// suffered reports whether a state that stands before a passive is its victim: "the
// Netherlands were also being targeted".
func (s *sentence) suffered(c *candidate) bool {
	verb := s.tok(c.t.from)
	if c.t.of.frame != "act" || c.x.to > c.t.from || !verb.is(cyberVerb) || !strings.HasSuffix(verb.low, "ed") && verb.low != "hit" {
		return false
	}
	for i := c.t.from - 1; i >= c.x.to; i-- {
		u := s.tok(i)
		if u.is(beWord) {
			return true
		}
		if !u.is(advWord | auxWord) {
			return false
		}
	}
	return false
}

// partOfName reports whether the words of a predicate only name or describe somebody: "Hollow Pine", "members of
// the Grayfly crew", "hackers under the control of the FSB hit Denmark".
func (s *sentence) partOfName(c *candidate) bool {
	t := c.t
	m := s.mentionAt(t.from)
	switch {
	case m == nil:
		return false
	case m.kind == mActor && (t.of.frame == "own" || t.of.frame == "act"):
		return true
	case m.kind == mOrg && m.party.ID != "" && t.from > m.from && t.from < m.to && s.tok(t.from).capital():
		return true // "Check Point"
	case m == c.x || t.to > m.to:
		return false
	case m.kind == mActor && t.of.name == "part-of":
		return true
	case c.x != nil && c.x.from >= m.to && (m.via != "" || m.kind == mActor && t.of.name == "suspect"):
		return true
	}
	return m.kind == mVague && (m.served || t.of.name == "suspect")
}
