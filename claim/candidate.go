package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// A candidate is a claim that may be: a predicate, and a party that may be its accused.
type candidate struct {
	s         *sentence
	t         trigger
	x         *mention // the accused; nil when the predicate leaves it open or is its own
	accused   news.Party
	how       string // where the accused was found: "right", "left", "own", "open", "mid", "self"
	voice     string // "active", "passive", "bare"
	relation  news.Relation
	stance    news.Stance
	overruled bool    // in the scope of a refusal, a doubt or a denial
	denied    bool    // an accusation that whoever tells of it does not believe; see denied
	over      trigger // the words that say so, if they stand apart
	subject   string
	features  []string
	score     int // hundredths of a logit
	pick      pick
	shows     *candidate   // the one of the same accused that shows the accuser best
	alike     []*candidate // those that say the same, itself included
	elsewhere bool         // an estimate beside it is of something else
	self      *mention     // who tells of its own ties
	choices   []choice
	best      int
}

// candidates collects all of them in one sentence, with their scores.
func (r *reading) candidates(s *sentence) []*candidate {
	out, ts := r.gather(s)
	out = slices.DeleteFunc(out, func(c *candidate) bool { return s.unfit(c) != "" })
	for _, c := range out {
		r.judgeRelation(c)
		if c.denied {
			c.stance = news.Doubts
		}
		r.vector.start("")
		r.features(c, ts, &r.vector)
		c.features, c.score = r.vector.names, r.vector.sum-int(r.vector.weights[threshold])
	}
	shareScores(out)
	return out
}

// gather makes all candidates that the frames of the predicates allow. The triggers stand until it is called again.
func (r *reading) gather(s *sentence) (out []*candidate, ts []trigger) {
	if len(s.mentions) == 0 && !s.cyber() {
		return nil, nil
	}
	ts = s.triggers(r.triggers[:0])
	r.triggers = ts
	for _, t := range ts {
		out = r.fromTrigger(out, s, t)
	}
	for _, c := range out {
		s.judgeStance(c)
		s.judgeScope(c, ts)
		s.judgeKeeping(c, ts)
	}
	return out, ts
}

// unfit says which rule leaves a candidate out, "" if none does.
func (s *sentence) unfit(c *candidate) string {
	switch {
	case c.overruled:
		return "it stands in the scope of a refusal, a doubt or a denial"
	case c.denied && !s.wholeDeed(c):
		return "it is a part of the deed that is said not to be so"
	case !s.plausible(c):
		return "such words hardly ever mean that of such a party"
	case s.misread(c), s.onVictim(c), s.blamesItself(c):
		return "the words only look like it"
	case s.unmeant(c):
		return "the words beside it say that it is something else"
	case s.everyday(c):
		return "the words are meant in their everyday sense"
	case s.general(c):
		return "it tells what somebody has, uses or does as a rule"
	case s.anothers(c):
		return "the deed is another's, or nobody's"
	case c.x != nil && c.stance != news.Declines && s.harmless(c):
		return "it is played, feared, or hits nobody but wrongdoers"
	case s.ofElse(c):
		return "it is said of something else than who did it"
	case s.innocent(c):
		return "the words around it say that nothing is claimed"
	}
	return ""
}

// shareScores gives those who are listed together after one predicate the score of the
// surest: who is last in a long list is as much accused as who is first.
func shareScores(cs []*candidate) {
	for i, c := range cs {
		for _, o := range cs[:i] {
			if o.t.from == c.t.from && o.t.of == c.t.of && o.x != nil && c.x != nil && o.x.kind == c.x.kind && c.s.together(o.x, c.x) {
				c.score = max(c.score, o.score)
				o.score = c.score
			}
		}
	}
}

// cyber reports whether the sentence speaks of computers and their abuse at all.
func (s *sentence) cyber() bool {
	if s.hint == 0 {
		s.hint = 1
		for i := s.from; i < s.to; i++ {
			if s.tok(i).is(cyberNoun|cyberHint) || s.sways(i) {
				s.hint = 2
				break
			}
		}
	}
	return s.hint == 2
}

const (
	reachRight = 26
	reachLeft  = 30
)

// fromTrigger makes the candidates of one trigger, by the frame of its predicate.
func (r *reading) fromTrigger(out []*candidate, s *sentence, t trigger) []*candidate {
	voice := s.voice(t)
	add := func(x *mention, p news.Party, how string) {
		out = append(out, r.candidateOf(s, t, x, p, how, voice))
	}
	rights := func(from, limit int, how string) {
		var first *mention
		for _, m := range s.rightOf(from, limit) {
			if first == nil && s.direct(from, m) {
				first = m
			}
			if first == nil || m == first || s.together(first, m) || s.renames(first, m) {
				add(m, m.asAccused(), how)
			}
		}
	}
	lefts := func(limit int, how string) {
		subject := (*mention)(nil)
		if voice == "relative" && t.of.frame == "obj" {
			subject = s.relativeSubject(t.from)
		}
		from := t.from
		if subject != nil {
			from, limit = s.beforeList(subject), limit-1
		}
		for _, m := range s.leftOf(from, limit) {
			add(m, m.asAccused(), how)
		}
	}
	if t.of.name == "adjective" {
		r.fromAdjective(s, t, add)
		return out
	}
	switch t.of.frame {
	case "obj":
		s.fromObject(t, voice, add, rights, lefts)
	case "to", "tie":
		r.fromTie(s, t, voice, add, rights)
	case "by":
		rights(t.to, 3, "right")
	case "left":
		s.fromLeft(t, add, lefts)
	case "pair":
		if m := s.firstTwin(t.from); m != nil {
			add(m, m.asAccused(), "left")
		}
	case "act":
		r.fromAct(s, t, add, lefts)
	case "self":
		r.fromSelf(s, t, add, rights)
	case "over", "after": // they only say what to think of an accusation
	default:
		r.fromStance(&out, s, t, add, rights, lefts)
	}
	return out
}

// beforeList is where those begin who are listed up to the subject of a relative clause: "APT28, which MI5 and the FBI blame".
func (s *sentence) beforeList(m *mention) int {
	first := m
	for k := len(s.mentions) - 1; k >= 0; k-- {
		if o := s.mentions[k]; o.to <= first.from && s.listed(o, first) && !s.related(o.to, first.from) {
			first = o
		}
	}
	return first.from
}

// candidateOf makes the candidate that a trigger accuses x, who is p then.
func (r *reading) candidateOf(s *sentence, t trigger, x *mention, p news.Party, how, voice string) *candidate {
	if len(r.room) == cap(r.room) {
		r.room = make([]candidate, 0, 8) // the pointers to the former ones hold
	}
	r.room = append(r.room, candidate{s: s, t: t, x: x, accused: p, how: how, voice: voice, relation: t.of.relation, stance: t.of.stance})
	c := &r.room[len(r.room)-1]
	if x == nil {
		return c
	}
	if x.kind == mVague && t.of.frame == "tie" && s.tok(x.to-1).low == "interests" && x.party.Country != "" {
		c.accused = r.state(x.party.Country) // aligned with a country's interests
	}
	if legal(t.of.relation) && s.people(x) {
		c.accused = news.Party{Name: s.tok(x.from).word, Kind: news.Person, Country: x.party.Country}
	}
	if x.via != "" && t.of.relation == news.CarriedOut {
		c.relation, c.subject = x.via, x.subject
	}
	return c
}

// fromObject finds the accused as the object of the verb, or before a passive: "blamed Russia", "Russia was
// blamed", "Russia, blamed by".
func (s *sentence) fromObject(t trigger, voice string, add func(*mention, news.Party, string), rights func(int, int, string), lefts func(int, string)) {
	switch {
	case voice == "active" && t.wide:
		for _, m := range s.inside(t) {
			add(m, m.asAccused(), "right")
		}
		return
	case voice == "active" && t.of.name == "blame" && s.blamesDeed(t.to):
		return // "blamed the hack on": see blame-on
	case voice == "active":
		rights(t.to, 4, "right")
		return
	}
	if m := s.opened(t); m != nil {
		add(m, m.asAccused(), "left")
		return
	}
	if t.of.name == "blame" && s.tok(t.to).low == "on" {
		return // the subject is what is blamed on somebody
	}
	lefts(2, "left")
	if voice == "bare" {
		rights(t.to, 2, "right")
	}
}

// fromLeft finds who stands before what says that they did it.
func (s *sentence) fromLeft(t trigger, add func(*mention, news.Party, string), lefts func(int, string)) {
	if m := s.mentionAt(t.from); t.of.name == "marks" && m != nil && m.accusable() {
		add(m, m.asAccused(), "left") // "Moscow's fingerprints"
		return
	}
	if m := s.theyAre(t); m != nil {
		add(m, m.asAccused(), "left")
		return
	}
	lefts(3, "left")
}

// fromAct finds who did what a plain assertion says.
func (r *reading) fromAct(s *sentence, t trigger, add func(*mention, news.Party, string), lefts func(int, string)) {
	switch {
	case t.of.name == "launch" && s.nounAt(t.from), s.doersBelow(t.from):
	case t.of.name == "noun-act" && s.tok(t.to).is(actorHead|peopleHead|roleWord|toolNoun) && !s.tok(t.to).is(attackNoun): // "operation members"
	case t.of.name == "noun-act":
		near := s.leftOf(t.from, 2)
		if len(near) == 2 && near[0].kind == mOrg && near[1].deed && near[1].to == near[0].from {
			near = near[1:] // "the Russian SolarWinds hack"
		}
		for _, m := range near[:min(len(near), 1)] {
			if s.wordsBetween(m.to, t.from) <= 3 {
				add(m, m.asAccused(), "left")
			}
		}
	case s.tok(t.from-1).is(relWord) && s.mentionAt(t.from-2) != nil && s.mentionAt(t.from-2).accusable():
		lefts(1, "left") // "the unit that hacked": the unit, and nobody before
	default:
		lefts(2, "left")
	}
}

// wordsBetween counts the words between two tokens; "had carried out" is one.
func (s *sentence) wordsBetween(from, to int) int {
	n := to - from
	for i := from + 1; i < to; i++ {
		if s.tok(i).low == "out" {
			n--
			for k := i - 2; k >= from && s.tok(k).is(haveWord|beWord); k-- {
				n--
			}
		}
	}
	return n
}

// related reports whether a clause begins between two tokens: who stands before it is hardly
// the subject of what stands in it.
func (s *sentence) related(from, to int) bool {
	for i := from; i < to; i++ {
		if t := s.tok(i); t.low == "that" || t.is(relWord) {
			return true
		}
	}
	return false
}

// direct reports whether m follows at token i, with nothing but its own article and
// adjectives between: then nobody further on is meant.
func (s *sentence) direct(i int, m *mention) bool {
	for k := i; k < m.from; k++ {
		if t := s.tok(k); !t.is(detWord|modWord|numWord) && t.kind != quoteToken || t.is(prepWord) {
			return false
		}
	}
	return m.kind != mName && m.kind != mOrg && m.kind != mPerson
}

// renames reports whether b says again who a is: "the Russian agency, the GRU".
func (s *sentence) renames(a, b *mention) bool {
	for k := a.to; k < b.from; k++ {
		if t := s.tok(k); !bracket(t) && !t.is(detWord|modWord) && t.kind != quoteToken && t.kind != possToken && t.low != "or" && t.low != "of" && t.low != "as" && t.low != "known" && t.low != "called" && t.low != "dubbed" && t.low != "aka" && t.low != "also" {
			return false
		}
	}
	return true
}

// nounAt reports whether the word at i, which may be a verb, is used as a noun.
func (s *sentence) nounAt(i int) bool {
	t, prev := s.tok(i), s.tok(i-1)
	if !t.is(attackNoun) || strings.HasSuffix(t.low, "ed") {
		return false
	}
	return prev.is(detWord|prepWord|numWord|modWord|cyberNoun) || prev.kind == possToken || prev.kind == numberToken || prev.kind == quoteToken ||
		prev.kind == wordToken && s.mentionAt(i-1) == nil && !prev.is(auxWord|advWord|relWord|conjWord) && prev.low != "to" && prev.capital()
}

// asDenier is the party as what it denies protects it: who speaks for a state denies for the state.
func (m *mention) asDenier() news.Party {
	if m.kind == mState {
		p := m.party
		p.Kind = news.State
		return p
	}
	return m.asAccused()
}

// asAccused is the party as it is accused.
func (m *mention) asAccused() news.Party {
	p := m.party
	switch m.kind {
	case mState, mCapital:
		p.Kind = news.State
		if m.person != "" { // "Vladimir Putin ordered it"
			p = news.Party{Name: m.person, Kind: news.Person, Country: p.Country}
		}
	case mGroup:
		if p.Name == "" {
			p = news.Party{Name: "the attackers", Kind: news.Vague}
		}
	case mAgency:
		p.Kind = news.Agency
	case mPerson:
		p = news.Party{Name: m.person, Kind: news.Person, Country: m.party.Country}
	}
	return p
}
