package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	everyWords      = words("everyWords")
	lastingWords    = words("lastingWords")
	wholeDeeds      = words("wholeDeeds")
	notOnlyWords    = words("notOnlyWords")
	culpritSubjects = words("culpritSubjects")
	clauseMarks     = words("clauseMarks")
	talkNouns       = words("talkNouns")
)

// denied reports whether an accusation is one that whoever speaks does not believe: its own clause has a "not"
// ("was not carried out by China"), the accused is named as who it was not, or a word over it says that it is
// false. What somebody has not said ("did not blame China") is no doubt but silence.
//
// The trigger is the words over it, without a pattern where there are none.
func (s *sentence) denied(c *candidate, ts []trigger) (over trigger, is bool) {
	if c.stance != news.Accuses || c.x == nil || legal(c.relation) {
		return over, false
	}
	not := s.setAside(c.x) || s.negated(c)
	over, untrue := s.disbelieved(c, ts)
	if not && untrue {
		return trigger{}, false // "it is wrong to say that Russia did not"
	}
	return over, not || untrue
}

// negated reports whether the clause of the deed or the tie itself has a negation.
func (s *sentence) negated(c *candidate) bool {
	t := c.t
	from := s.from
	switch t.of.frame {
	case "left", "act", "pair":
		if from = c.x.to; from > t.from {
			return false
		}
	case "by", "tie":
	case "to":
		if t.of.relation == news.CarriedOut || c.voice != "passive" || s.tok(t.from-1).low == "been" {
			return false // "has not been linked to": nobody has said so yet
		}
	default:
		return s.excludes(t)
	}
	if prev := s.tok(c.x.from - 1).low; c.x.kind == mGroup || s.has(t.to, s.to, "without") || s.has(t.to, c.x.from, "but") || prev == "but" || prev == "than" || prev == "except" || s.alone(c.x) {
		return false // a detail of what the attackers did; "could not have been carried out by anybody but"; "not the work of amateurs but of"
	}
	for k := t.from; k < t.to; k++ {
		if s.not(k) {
			return !s.emphatic(k) // "was not behind", "carried out not by"
		}
	}
	return s.notBefore(t.from, from)
}

// alone reports whether a party is only said not to be the only one: "not by Russia alone".
func (s *sentence) alone(x *mention) bool {
	for _, i := range [...]int{x.from - 1, x.to} {
		switch s.tok(i).low {
		case "alone", "only", "solely":
			return true
		}
	}
	return false
}

// limited reports whether a deed that was not done is one among several: "did not hit any hospital", "has not
// attacked the grid since".
func (s *sentence) limited(t trigger) bool {
	for i := t.to; i < s.to; i++ {
		switch w := s.tok(i); {
		case w.in(everyWords):
			if i < t.to+3 {
				return true
			}
		case w.in(lastingWords):
			return true
		case w.low == ",", w.low == ";":
			return false
		}
	}
	return false
}

// wholeDeed reports whether what a predicate tells is the operation itself, not a part of it: who did not "steal"
// or "encrypt" may have broken in all the same.
func (s *sentence) wholeDeed(c *candidate) bool {
	switch c.t.of.name {
	case "deed": // "no sign of Russian involvement"
		return true
	case "by-hit":
	default:
		if c.t.of.frame != "act" {
			return c.t.of.frame != "obj" || c.t.of.strength != "1" // "no evidence that X" needs a verb
		}
		switch c.x.kind {
		case mState, mCapital, mAgency, mActor, mVague:
		default:
			return false
		}
		if s.limited(c.t) {
			return false
		}
	}
	return s.tok(c.t.from).in(wholeDeeds) || s.doesWhole(c)
}

// notBefore reports whether the verb, adjective or noun at token i is negated, looking back to from over what may
// stand between: "was not, in fact, ", "is no longer thought to have been", "were never the work of".
func (s *sentence) notBefore(i, from int) bool {
	for k := i - 1; k >= from && i-k < 10; k-- {
		t := s.tok(k)
		switch {
		case s.not(k):
			return !s.emphatic(k)
		case t.kind != wordToken, s.mentionAt(k) != nil && !t.is(thinkWord):
			return false
		case t.is(auxWord | advWord | haveWord | beWord | detWord | thinkWord), t.low == "to", t.low == "likely", t.low == "directly":
		case from > s.from && (t.is(relWord) || t.is(actorHead|vagueHead) && s.tok(k+1).is(relWord) || t.low == "one" || t.low == "ones"): // "X was not the group that"
		case t.low == "work" || t.low == "part" || t.low == "involved" || t.low == "actually" || t.low == "really" || t.low == "itself":
		default:
			return false
		}
	}
	return false
}

// not reports whether the word at token k negates.
func (s *sentence) not(k int) bool {
	switch t := s.tok(k); t.low {
	case "not", "never", "hardly", "cannot":
		return true
	case "longer":
		return s.tok(k-1).low == "no"
	case "no":
		return s.tok(k+1).low != "doubt" && s.tok(k+1).low != "longer"
	default:
		return strings.HasSuffix(t.low, "n't")
	}
}

// emphatic reports whether a "not" at token k only says that there is more: "not only", "not just".
func (s *sentence) emphatic(k int) bool {
	switch t := s.tok(k + 1); {
	case t.in(notOnlyWords):
		return true
	case t.low == "the":
		return s.tok(k+2).low == "first" || s.tok(k+2).low == "only"
	}
	return false
}

// setAside reports whether a party is named as who it was not: "hackers for hire, not Iran", "by
// a contractor, not by Russia", "it was not Russia that", "rather than Russia".
func (s *sentence) setAside(x *mention) bool {
	k := x.from - 1
	for k > s.from && (s.tok(k).is(detWord) && !s.tok(k).is(relWord) || s.tok(k).low == "by" || s.tok(k).low == "of" || s.tok(k).low == "from" || s.tok(k).low == "to") {
		k--
	}
	t, prev := s.tok(k), s.tok(k-1)
	switch t.low {
	case "than":
		return k > s.from && prev.low == "rather"
	case "neither":
		return s.has(x.to, s.to, "nor")
	case "nor":
		return s.has(s.from, k, "neither")
	}
	if t.low == "not" && !s.emphatic(k) && (k == s.from || bracket(prev) || prev.low == "and" || prev.low == "that" || prev.kind == quoteToken || s.tok(x.to).low == "but") {
		return true
	}
	return s.pointsAway(k)
}

// pointsAway reports whether the words that end at token k only say who it is not: "it was not", "it could not
// have been", "the culprit isn't".
func (s *sentence) pointsAway(k int) bool {
	be, not := false, false
	for ; k > s.from && s.tok(k).is(auxWord|advWord|negWord) && s.tok(k).kind == wordToken; k-- {
		be = be || s.tok(k).is(beWord)
		not = not || s.not(k) && !s.emphatic(k)
	}
	if !be || !not {
		return false
	}
	switch t := s.tok(k); {
	case t.in(culpritSubjects):
		return true
	default:
		return t.is(actorHead)
	}
}

// disbelieved reports whether a word over the accusation says that it is false: "it is absurd to suggest that",
// "the claim that … turned out to be wrong".
func (s *sentence) disbelieved(c *candidate, ts []trigger) (trigger, bool) {
	first, last := min(c.x.from, c.t.from), max(c.x.to, c.t.to)
	if s.alone(c.x) {
		return trigger{}, false
	}
	for _, o := range ts {
		if o.of.frame != "over" && o.of.frame != "after" || s.deniedItself(o, ts) {
			continue
		}
		switch o.of.frame {
		case "over":
			if o.from < first && o.to <= max(first, c.x.from) && first-o.to < 9 && !s.leaves(o.to, first) || c.t.from >= o.to && c.t.from-o.to < 4 && c.x.to <= o.from && s.gap(c.x.to, o.from) == "aux" {
				return o, true
			}
		case "after":
			if o.from >= last && (s.talkOf(first, c) || s.handOf(first, c) || s.ownedTalk(first, c)) && !s.leaves(last, o.from) {
				return o, true
			}
		}
	}
	return trigger{}, false
}

// deniedItself reports whether words over an accusation are denied in turn: "rejected claims that it was wrong to".
func (s *sentence) deniedItself(over trigger, ts []trigger) bool {
	for _, o := range ts {
		if o.of.frame == "own" && o.to <= over.from && over.from-o.to < 8 && !s.has(o.to, over.from, "but") {
			return true
		}
	}
	return false
}

// leaves reports whether another clause than the one before begins in [from, to).
func (s *sentence) leaves(from, to int) bool {
	for i := from; i < to; i++ {
		switch t := s.tok(i); {
		case t.in(clauseMarks):
			return true
		default:
			if t.is(sayWord) && t.kind == wordToken && !t.is(thinkWord) && !s.finding(i) {
				return true
			}
		}
	}
	return false
}

// finding reports whether a word of saying at token i is the noun for what is said.
func (s *sentence) finding(i int) bool {
	return s.tok(i+1).low == "that" && s.tok(i-1).is(detWord|prepWord|modWord)
}

// talkOf reports whether the accusation that begins at token i is only talk, and nobody's in particular: "the
// claim that", "reports that", "blaming China".
func (s *sentence) talkOf(i int, c *candidate) bool {
	if i == c.t.from && c.t.of.frame != "by" && (i == s.from || s.tok(i-1).is(detWord|sayWord) || s.tok(i-1).kind == quoteToken) {
		t := s.tok(i)
		return strings.HasSuffix(t.low, "ing") || strings.HasPrefix(t.low, "attribution") || t.in(talkNouns)
	}
	for k := i; k > s.from && i-k < 5; k-- {
		if s.tok(k).low != "that" {
			continue
		}
		j := k - 1
		for j > s.from && s.tok(j).is(advWord) {
			j--
		}
		return s.tok(j).in(talkNouns) && s.tok(j-1).kind != possToken && (j < s.from+4 || s.tok(j-1).is(sayWord) || s.tok(j-2).is(sayWord) || s.tok(j-1).low == "that" || s.tok(j-2).low == "that")
	}
	return false
}

// stanceOf is how an accuser takes what c says. Who calls it untrue of themselves denies it, anybody else doubts it.
func (c *candidate) stanceOf(a *choice) news.Stance {
	switch {
	case (c.denied || c.stance == news.Doubts && a.party.Key() == c.accused.Key()) && a.guards(c.accused):
		return news.Denies
	case c.stance == news.Denies && (c.t.of.name == "deny-word" || c.t.of.name == "scorn-word") && c.s.hadNoPart(c.t) && a.m != nil && a.m != c.x && a.outside(c.accused):
		return news.Doubts
	}
	return c.stance
}

// guards reports whether what a deems untrue is said of themselves, or of whom they speak for: that is a denial,
// not a doubt.
func (a *choice) guards(accused news.Party) bool {
	if a.party.Name == "" {
		return false
	}
	if a.party.Key() == accused.Key() {
		return true
	}
	if a.m == nil || a.party.Country == "" || a.party.Country != accused.Country {
		return false
	}
	switch a.m.kind {
	case mState, mCapital, mAgency:
		return true
	}
	return false
}

// outside reports whether a speaks for another country than that of the accused.
func (a *choice) outside(accused news.Party) bool {
	return a.party.Country != "" && accused.Country != "" && a.party.Country != accused.Country
}

// wished reports whether the trigger stands in a clause that supposes what was not so, or may not be: "had Russia
// been behind it", "were it proven that", "as if China had hacked", "suppose".
func (s *sentence) wished(t trigger) bool {
	for i := t.from; i >= s.from && t.from-i < 14; i-- {
		u := s.tok(i)
		if u.low == ";" || i < t.from && u.is(sayWord) && u.kind == wordToken && !u.is(thinkWord) {
			return false
		}
		switch u.low {
		case "had", "were":
			if s.inverted(i, t) {
				return true
			}
		case "suppose", "supposing", "imagine":
			return i < t.from && s.opensClause(i)
		case "if", "though":
			prev := s.tok(i - 1)
			if i < t.from && (prev.low == "as" || u.low == "if" && s.hasClass(s.from, i, modalWord) && !prev.is(sayWord|advWord)) {
				return true // "as if", "would retaliate if"
			}
		}
	}
	return false
}

// inverted reports whether the verb at token i stands before its subject, and no question is asked.
func (s *sentence) inverted(i int, t trigger) bool {
	if s.tok(s.to-1).low == "?" || i >= t.from {
		return false
	}
	m := s.mentionAt(i + 1)
	if m == nil && s.tok(i+1).is(detWord) {
		m = s.mentionAt(i + 2)
	}
	if m == nil && !s.tok(i+1).is(itWord|theyWord) || m != nil && m.to > t.from {
		return false
	}
	if prev := s.tok(i - 1); i > s.from && !bracket(prev) && prev.kind != quoteToken && prev.low != "that" && (s.mentionAt(i-1) != nil || !s.hasClass(s.from, i, modalWord)) {
		return false
	}
	return s.hasClass(i, s.to, modalWord) || s.hasClass(s.from, i, modalWord)
}

// clearedOf finds whom somebody else says to have had no part in it: "police said APT29 was not responsible".
func (s *sentence) clearedOf(t trigger, said *mention) *mention {
	if said == nil || t.of.name != "deny-word" && t.of.name != "scorn-word" || !s.hadNoPart(t) {
		return nil
	}
	k := t.from - 1
	for k > s.from && s.tok(k).is(auxWord|advWord) && s.mentionAt(k) == nil {
		k--
	}
	m := s.mentionAt(k)
	if m == nil || m == said || m.back || !m.accusable() || m.party.Key() == said.party.Key() || m.party.Country != "" && m.party.Country == said.party.Country {
		return nil
	}
	return m
}

// retold reports whether c tells once more, with lesser words, of what another says is not so or stays open: "it
// would be wrong to blame China for the hack", which is no "China's hack".
func (s *sentence) retold(c *candidate, among []*candidate) bool {
	for _, o := range among {
		if o == c || o.x == nil || s.turns(c.t.from, o.t.from) {
			continue
		}
		switch {
		case c.stance == news.Accuses && o.x == c.x && (o.denied || o.stance == news.Declines && c.t.of.strength == "1"):
			return true
		case c.stance == news.Denies && o.denied && o.accused.Key() == c.accused.Key() && s.hadNoPart(c.t):
			return true
		}
	}
	return false
}

// hadNoPart reports whether words of denial say of somebody that they did not do it, and not what to think of an
// accusation: "was not involved", "had nothing to do with".
func (s *sentence) hadNoPart(t trigger) bool {
	for k := t.from; k < t.to; k++ {
		if s.not(k) || s.tok(k).low == "nothing" || s.tok(k).low == "innocent" {
			return true
		}
	}
	return false
}
