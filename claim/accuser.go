package claim

import (
	"slices"

	"ascribe/news"
)

// Lists of words.txt.
var (
	strikePreps     = words("strikePreps")
	sayingNouns     = words("sayingNouns")
	speechVerbs     = words("speechVerbs")
	appositionPreps = words("appositionPreps")
)

// A choice is somebody who may have made a claim.
type choice struct {
	m        *mention // nil for nobody
	party    news.Party
	speaker  string
	features []string
	score    int
	apart    bool // in a statement of its own, not together with the likeliest
}

// chooseAccuser lists who may have said c and picks the likeliest.
func (r *reading) chooseAccuser(c *candidate) {
	c.pick = c.s.grammarPick(c)
	v := &r.vector
	v.start("by:none|")
	r.nobody(c, v)
	c.choices = append(c.choices[:0], choice{features: v.names, score: v.sum, party: news.Party{Kind: news.Unspecified}})
	if c.self != nil || c.how == "self" {
		m := c.x
		if c.self != nil {
			m = c.self
		}
		c.choices = append(c.choices, r.choice(c, m, "here"))
		c.best = 1
		return
	}
	doubted := c.doubtedOwner()
	for _, m := range c.s.mentions {
		if m == doubted || c.ownSide(m) || c.s.tok(m.from-1).low == "no" || c.s.described(c, m) || c.s.shown(m) || c.s.struckAt(m) || c.s.ofPlace(m) || c.s.ranOn(m, c.t.from) || c.s.besideClause(c, m) || c.s.studied(m) || c.s.saysOtherwise(c, m) {
			continue
		}
		if m.accuses() && m != c.x && (m.party.Name != "" || m.kind == mGeneric) && (c.denied || m == c.pick.m && c.ofThemselves() || m.party.Key() != c.accused.Key()) && !(c.x != nil && c.t.of.frame != "own" && c.s.listed(m, c.x) && c.s.saysAfter(m) == "" && c.s.saidBefore(m) != "according") {
			c.choices = append(c.choices, r.choice(c, m, "here"))
		} else if m == c.x && (c.how == "own") {
			c.choices = append(c.choices, r.choice(c, m, "self"))
		}
	}
	for _, e := range r.elsewhere(c) {
		c.choices = append(c.choices, r.choice(c, e.m, e.where))
	}
	c.best = 0
	for i := range c.choices {
		if c.choices[i].score > c.choices[c.best].score {
			c.best = i
		}
	}
}

// ownSide reports whether m is a service of the very state whose people c accuses: such a
// service denies or keeps silent, it doesn't accuse.
func (c *candidate) ownSide(m *mention) bool {
	if (m.kind == mState || m.kind == mCapital) && c.stance == news.Accuses && c.accused.Kind == news.Vague && c.x != nil && !c.x.counted && m.party.Country != "" && m.party.Country == c.accused.Country {
		return true // nor does a government accuse the hackers of its own nation
	}
	return m.kind == mAgency && c.stance == news.Accuses && m != c.x && m.party.Country != "" && m.party.Country == c.accused.Country
}

// ownState reports whether m, who speaks in another sentence, is the very state whose group or service c accuses: who denied
// it there does not accuse it here.
func (c *candidate) ownState(m *mention) bool {
	return c.stance == news.Accuses && c.x != nil && (m.kind == mState || m.kind == mCapital) && m.party.Country != "" && m.party.Country == c.accused.Country
}

// described reports whether c is a remark on who m is, which m does not make: "Play, a gang with suspected ties to
// Russia, claimed".
func (s *sentence) described(c *candidate, m *mention) bool {
	if m.kind != mActor && m.kind != mGroup && m.kind != mVague || m.to > c.t.from || c.t.of.frame != "to" || !s.withTies(c.t) {
		return false
	}
	i := c.t.from - 1
	for i > m.to && s.tok(i).low != "with" {
		i--
	}
	return i <= m.to || s.tok(m.to).low == "," && s.tok(m.to+1).is(detWord) && !s.has(m.to+1, i, ",")
}

// ofPlace reports whether the name of a state only tells where others are: "a dozen US states".
func (s *sentence) ofPlace(m *mention) bool {
	next := s.tok(m.to)
	if next.word == "states" && m.party.Country == "US" && s.tok(m.from-1).low != "the" {
		return true
	}
	if m.kind == mName && next.is(victimNoun) && !next.capital() && !next.is(mediaHead|sayWord|cyberVerb|accuseVerb) { // "Leitrim council's files"
		return !s.speaksAt(m.to + 1)
	}
	return (m.kind == mState || m.kind == mCapital) && next.kind == wordToken && !next.capital() && next.is(victimNoun) && !next.is(sayWord|accuseVerb|cyberVerb|offHead|govHead|svcHead)
}

// struckAt reports whether m stands where the victim of an attack does: "the hack of the Bundestag".
func (s *sentence) struckAt(m *mention) bool {
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord) && !s.tok(i).is(prepWord) {
		i--
	}
	if t := s.tok(i); i > s.from && t.is(strongVerb|cyberGer) && t.kind == wordToken && s.mentionAt(i) == nil && s.saysAfter(m) == "" {
		return true // "targeting officials in Iraq"
	}
	if s.tok(i).low == "of" && s.bodyStruck(i-1) && s.saysAfter(m) == "" {
		return true // "broke into the finance ministry of Kenya"
	}
	if s.tok(i).in(strikePreps) {
		return i > s.from && (s.tok(i-1).is(attackNoun) || s.tok(i).low == "into" && s.tok(i-1).is(cyberVerb)) && s.saysAfter(m) == ""
	}
	return false
}

// onVictim reports whether the party stands where the victim of the attack does that others are accused of: "the attack
// on the Albanian parliament was carried out by". What is blamed "on" somebody may look so.
func (s *sentence) onVictim(c *candidate) bool {
	if c.x == nil || c.stance != news.Accuses || c.t.prep == "on" {
		return false
	}
	switch c.x.kind {
	case mState, mCapital, mAgency, mOrg, mIntl, mName:
	default:
		return false
	}
	i := c.x.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord) && !s.tok(i).is(prepWord) {
		i--
	}
	return i > s.from && (s.tok(i).low == "on" || s.tok(i).low == "against") && s.tok(i-1).is(attackNoun)
}

func (r *reading) choice(c *candidate, m *mention, where string) choice {
	v := &r.vector
	v.start("by:")
	r.choiceFeatures(c, m, where, v)
	return choice{m: m, party: m.asAccuser(), speaker: m.speaker, features: v.names, score: v.sum}
}

// nobody describes the choice of no accuser.
func (r *reading) nobody(c *candidate, v *vector) {
	t := c.t
	fv := t.of.frame + "," + c.voice
	v.add("")
	if c.pick.m == nil {
		v.add("pick", c.pick.how)
		v.add("pick", c.pick.how, t.of.frame, c.voice)
	} else {
		v.add("picked", c.pick.how)
	}
	v.add("fv", fv)
	v.add("p", t.of.like)
	v.add("how", fv, c.how)
	clause := c.s.clause(c)
	v.add("clause", clause, c.pick.how)
	v.add("clause", clause, t.of.frame)
	if c.s.headline {
		v.add("headline", fv)
	}
	said := "unsaid"
	for i := c.s.from; i < c.s.to; i++ {
		if c.s.tok(i).is(sayWord) && (i < t.from || i >= t.to) {
			said = "said"
		}
	}
	v.add(said, t.of.frame)
	v.add("pre", t.of.frame, c.s.gapBeforeTrigger(c))
	if c.s.inQuote(t.from) {
		v.add("quoted")
	}
	if c.x != nil && c.x.to <= t.from {
		v.add("gap", fv, c.s.gap(c.x.to, t.from))
	}
	if c.s.source() == nil {
		v.add("no-source", fv)
	}
}

// gapBeforeTrigger says what introduces the trigger: "that", a relative, a hedge.
func (s *sentence) gapBeforeTrigger(c *candidate) string {
	prev := s.tok(c.t.from - 1)
	switch {
	case prev.low == "believed" || prev.low == "thought" || prev.low == "suspected":
		return "think"
	}
	return wordClass(prev)
}

// somewhere is a party outside the sentence.
type somewhere struct {
	m     *mention
	where string
}

// elsewhere lists who of the neighbouring sentences may be speaking: the source of the
// sentence before, who says the next one, the publisher.
func (r *reading) elsewhere(c *candidate) []somewhere {
	s := c.s
	var out []somewhere
	if c.pick.m != nil && s.mentionAt(c.pick.m.from) != c.pick.m {
		out = append(out, somewhere{c.pick.m, "quote"})
	}
	if s.index > 0 {
		if m := s.part.sentences[s.index-1].source(); m != nil {
			out = append(out, somewhere{m, "before"})
		}
	}
	if s.index > 1 && len(out) == 0 {
		if m := s.part.sentences[s.index-2].source(); m != nil {
			out = append(out, somewhere{m, "before2"})
		}
	}
	if s.index+1 < len(s.part.sentences) && s.open() {
		if m := s.part.sentences[s.index+1].source(); m != nil {
			out = append(out, somewhere{m, "next"})
		}
	}
	out = slices.DeleteFunc(out, func(e somewhere) bool { return c.ownState(e.m) })
	if r.voice != nil && !r.saidByAnother(c) {
		out = append(out, somewhere{&mention{kind: mOrg, party: *r.voice, back: true}, "voice"})
	}
	return out
}

// source is who speaks in the sentence: the subject of a verb of saying.
func (s *sentence) source() *mention {
	for _, m := range s.mentions {
		if !m.accuses() || m.party.Name == "" && m.kind != mGeneric {
			continue
		}
		if s.saysAfter(m) != "" || s.saidBefore(m) != "" {
			return m
		}
	}
	return nil
}

// saysAfter names the verb of saying that m is the subject of: "say", "think", or "".
func (s *sentence) saysAfter(m *mention) string {
	if how := s.insetSays(m); how != "" {
		return how
	}
	j := m.to
	for n := 0; n < 3 && j < s.to; n++ {
		for j < s.to && (s.tok(j).is(auxWord|advWord|relWord) && s.tok(j).kind == wordToken && !s.tok(j).is(thinkWord) || s.tok(j).kind == quoteToken) {
			j++
		}
		t := s.tok(j)
		if t.is(sayWord) && t.kind == wordToken && !(j > s.from && s.tok(j-1).is(beWord)) && !s.saysNothing(j) {
			if t.is(thinkWord) {
				return "think"
			}
			return "say"
		}
		if t.low == "and" || t.low == "," && n == 0 { // "the EU and its member states said"
			if k := s.saysAfterList(j, m.tag); k != "" {
				return k
			}
		}
		informed := m.kind == mGeneric && (t.low == "with" || t.low == "familiar" || t.low == "briefed" || t.low == "close" || t.low == "who" || t.low == "involved")
		if !informed && !bracket(t) && t.low != "in" && t.low != "on" && t.low != "of" && t.low != "for" && t.low != "at" && t.kind != possToken {
			return ""
		}
		k := s.closing(j) // skip an apposition
		if k < 0 {
			return ""
		}
		j = k + 1
	}
	return ""
}

// saysNothing reports whether what may be a verb of saying at token i is a noun: "the charges
// announced today", "claims of".
func (s *sentence) saysNothing(i int) bool {
	if s.tok(i).in(sayingNouns) {
		next := s.tok(i + 1)
		return next.kind == wordToken && s.mentionAt(i+1) == nil && (next.is(auxWord|prepWord) && next.low != "on" && next.low != "in" && next.low != "to" && next.low != "that" || participle(next.low) && !next.is(modWord))
	}
	return false
}

// saysAfterList looks over the rest of a list of subjects for their verb: of those who stand in one tag, or in none.
func (s *sentence) saysAfterList(j int, tag uint8) string {
	and := false
	for k := j; k < min(j+9, s.to); k++ {
		t := s.tok(k)
		and = and || t.low == "and" || t.low == "&"
		if o := s.mentionAt(k); o != nil && o.tag != tag {
			return ""
		}
		if and && t.is(sayWord) && t.kind == wordToken && s.mentionAt(k) == nil && k > j+1 && !t.is(reportWord) {
			return "say"
		}
		if s.mentionAt(k) == nil && !t.is(conjWord|detWord|modWord|numWord|advWord|haveWord|itWord) && t.low != "," && !t.capital() && t.low != "allies" && t.low != "partners" && t.low != "its" {
			return ""
		}
	}
	return ""
}

// closing finds the end of the apposition that opens at token j, or -1.
func (s *sentence) closing(j int) int {
	want := s.tok(j).low
	if want == "(" {
		want = ")"
	}
	if s.tok(j).low == "'s" { // "Kaspersky's report said"
		for k := j + 1; k < min(j+8, s.to); k++ {
			if s.tok(k).is(reportWord|roleWord) && !s.tok(k+1).is(reportWord|roleWord) {
				return k
			}
		}
		return -1
	}
	if s.tok(j).in(appositionPreps) {
		for k := j + 1; k < min(j+9, s.to); k++ {
			if s.tok(k).low == "," || s.tok(k+1).is(sayWord) && !s.tok(k+1).is(reportWord) {
				return k
			}
		}
		return -1
	}
	for k := j + 1; k < min(j+28, s.to); k++ {
		if s.tok(k).low == want || want == "--" && bracket(s.tok(k)) {
			if s.tok(k + 1).is(sayWord | auxWord | advWord) {
				return k
			}
		}
	}
	return -1
}

// saidBefore names the verb of saying that stands before m as its subject: "said Zhao".
func (s *sentence) saidBefore(m *mention) string {
	prev := s.tok(m.from - 1)
	k := m.from - 1
	if prev.is(personTitle|roleWord|detWord|modWord|firmHead) && !prev.is(sayWord) {
		for k > s.from && k > m.from-6 && s.tok(k).is(personTitle|roleWord|detWord|modWord|firmPre|firmHead) && !s.tok(k).is(sayWord) {
			k--
		}
		prev = s.tok(k)
	}
	if prev.in(speechVerbs) {
		before := s.tok(k - 1)
		if before.kind == quoteToken || before.low == "," || before.kind == markToken {
			return "said"
		}
	}
	if k := s.phraseStart(m.from); s.tok(k).in(speechVerbs) && (s.tok(k-1).kind == quoteToken || s.tok(k-1).low == ",") {
		return "said" // "said a spokesman for Downing Street"
	}
	if s.inView(m) {
		return "according"
	}
	for k = m.from - 1; k > s.from && k > m.from-8; k-- { // "according to former and current U.S. officials", "… to findings from Talos"
		if u := s.tok(k); u.low == "to" && s.tok(k-1).low == "according" || u.low == "per" {
			return "according"
		} else if u.kind != wordToken || s.mentionAt(k) != nil || u.is(prepWord|auxWord) && u.low != "from" && u.low != "by" && !(u.low == "of" && s.tok(k-1).is(roleWord)) {
			break
		}
	}
	return ""
}

// asAccuser is the party as it accuses.
func (m *mention) asAccuser() news.Party {
	p := m.party
	switch m.kind {
	case mState, mCapital:
		p.Kind = news.GovernmentParty
	case mPerson:
		if m.person != "" && p.Name == "" {
			p.Name = m.person
		}
		if p.Kind == "" {
			p.Kind = news.Person
		}
	}
	return p
}
