package claim

import (
	"cmp"
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	accusationNouns = words("accusationNouns")
	nominalPreps    = words("nominalPreps")
)

// A pick is who grammar makes the accuser, and by which construction.
type pick struct {
	m   *mention
	how string // "subject", "agent", "says", "trailing", "according", "" for nobody
}

// grammarPick finds the accuser the way a reader of grammar would: the subject of an
// accusing verb, the agent of a passive one, else whose speech the statement stands in.
func (s *sentence) grammarPick(c *candidate) pick {
	t := c.t
	if m := s.didSo(t); m != nil && c.voice == "active" {
		return pick{m, "subject"}
	}
	if c.how == "restated" {
		return pick{s.restated(t), "subject"}
	}
	if c.how == "own" {
		return pick{c.x, "own"}
	}
	if c.over.to > 0 && c.over.from < t.from {
		if p := s.doubter(c.over, c); p.m != nil {
			return p
		}
	} else if c.over.to > 0 && c.over.of.frame == "after" {
		return s.afterwards(c)
	}
	if t.of.name == "allegation" || t.of.name == "attribute" && s.nominal(t) {
		if m := s.ownerBefore(t.from); m != nil && m != c.x {
			return pick{m, "subject"}
		}
	}
	if x, _, ok := s.questioned(t); ok && x != nil && x == c.x {
		open := *c
		open.x = nil // who answers speaks after the question
		return s.grammarPick(&open)
	}
	if t.of.frame == "open" && s.tok(t.from).low == "neither" && !t.noncommittal(s) {
		return pick{s.lastWithin(t), "subject"}
	}
	if t.of.frame == "open" && s.expletive(t) {
		return s.speech(c)
	}
	if t.of.frame == "open" && s.unnamed(t) {
		if m := s.agentOf(t); m != nil {
			return pick{m, "agent"}
		}
		return s.trailing(c)
	}
	if s.toldBeside(c) {
		return pick{nil, "apposition"}
	}
	if m := cmp.Or(s.holders(t), s.announcedBy(c)); m != nil && m != c.x {
		return pick{m, "trailing"}
	}
	if p, ok := s.ofVerb(c); ok {
		return p
	}
	if m := cmp.Or(s.inserted(t), s.believer(t.from)); m != nil && m != c.x {
		return pick{m, "says"}
	}
	if s.inApposition(c) {
		return pick{nil, "apposition"}
	}
	if clause := s.clause(c); t.of.frame == "to" && c.voice != "active" && (strings.HasPrefix(clause, "reduced") || strings.HasPrefix(clause, "relative")) ||
		t.of.frame == "to" && s.withTies(t) || c.relation != news.CarriedOut && strings.HasSuffix(clause, " actor") {
		if p := s.speech(c); p.m != nil && s.nameless(t.from, p.how == "says") && s.tok(t.from-1).low != "previously" {
			return p
		}
		return pick{nil, "remark"}
	}
	return s.speech(c)
}

// ofVerb picks who accuses by the grammar of the predicate itself: its subject, or the agent of a passive or a noun.
func (s *sentence) ofVerb(c *candidate) (pick, bool) {
	t := c.t
	switch t.of.frame {
	case "obj", "to", "own", "open", "doubt":
	default:
		return pick{}, false
	}
	switch {
	case c.voice == "relative":
		return pick{s.relativeSubject(t.from), "relative"}, true
	case t.of.frame != "open" && s.nominal(t):
		if m := cmp.Or(s.agentOf(t), s.concluding(t.from-1)); m != nil && m != c.x {
			return pick{m, "agent"}, true
		}
	case c.voice == "active", t.of.frame == "open", t.of.frame == "own":
		p := s.doubter(t, c)
		return p, p.m != nil
	default:
		if m := s.agentOf(t); m != nil && (m.kind != mMedia || t.of.strength != "1") { // not "seen by Reuters"
			return pick{m, "agent"}, true
		}
	}
	return pick{}, false
}

// nameless reports whether a clause at token i describes attackers who have no name, and no
// other nation either unless it stands in what somebody said before: "hackers linked to Iran".
// Who tells of them then says so much of them.
func (s *sentence) nameless(i int, within bool) bool {
	if within {
		i = s.relativeFrom(i)
	}
	for j := i - 1; j > s.from && i-j < 6; j-- {
		if m := s.mentionAt(j); m != nil {
			return m.kind == mGroup && m.party.Name == "" || m.kind == mPersons && m.party.Country == "" || m.kind == mVague && within
		}
		switch u := s.tok(j); {
		case u.kind != wordToken || u.is(relWord|sayWord) && !u.is(thinkWord):
			return false
		case u.is(actorHead | actorStrong):
			return true
		case u.is(attackNoun | cyberNoun):
			return within && !s.has(s.from, i, "denied") && !s.has(s.from, i, "denies") // "said that they were used in operations attributed to"
		}
	}
	return false
}

// relativeFrom is where the relative clause opens whose verb is at token i, and which may be: "operations
// that can be attributed to". Other clauses are told as known.
func (s *sentence) relativeFrom(i int) int {
	j, may := i-1, false
	for j > s.from && s.tok(j).is(auxWord|advWord) && s.tok(j).kind == wordToken {
		may = may || s.tok(j).is(modalWord)
		j--
	}
	if !may || s.tok(j).low != "that" && s.tok(j).low != "which" {
		return i
	}
	for s.tok(j-1).kind == quoteToken {
		j--
	}
	return j
}

// withTies reports "a firm with close ties to": a remark on the noun before.
func (s *sentence) withTies(t trigger) bool {
	i := t.from - 1
	for i > s.from && s.tok(i).is(modWord|advWord) && s.tok(i).kind == wordToken && !s.tok(i).is(prepWord) {
		i--
	}
	return s.nominal(t) && s.tok(i).low == "with" && s.headKind(i-1) == "actor"
}

// restated finds whose accusation it is that a denial takes up: "rejected London's claim",
// "denied the allegations made by Microsoft".
func (s *sentence) restated(t trigger) *mention {
	from := t.to
	switch t.of.name {
	case "deny":
	case "scorn-word": // "called the accusation by Canberra that …"
		from = t.from
	default:
		return nil
	}
	charge := false
	for i := from; i < min(t.to+14, s.to); i++ {
		if m := s.mentionAt(i); m != nil {
			if m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
				after := s.tok(m.to).kind == possToken && (s.accusation(m.to+1) || s.accusation(m.to+2))
				if prev := s.tok(m.from - 1); after || charge && (prev.low == "by" || prev.low == "from" || prev.is(detWord) && s.tok(m.from-2).low == "by") {
					return m
				}
			}
			i = m.to - 1
			continue
		}
		charge = charge || s.accusation(i)
		if s.tok(i).is(relWord|subordWord) || s.tok(i).low == "," {
			return nil
		}
	}
	return nil
}

// accusation reports whether the word at token i is an accusation.
func (s *sentence) accusation(i int) bool {
	return s.tok(i).in(accusationNouns)
}

// didSo finds who is said to have done what the trigger says: "the list of nations
// blaming X …, the first time that Y itself had done so".
func (s *sentence) didSo(t trigger) *mention {
	for i := t.to; i+1 < s.to; i++ {
		if w := s.tok(i).low; (w == "done" || w == "did") && s.tok(i+1).low == "so" {
			for j := i - 1; j > t.to && i-j < 6; j-- {
				if m := s.mentionAt(j); m != nil && m.accuses() {
					return m
				}
			}
		}
	}
	return nil
}

// nominal reports whether a trigger that may be a verb is a noun here: "has ties to".
func (s *sentence) nominal(t trigger) bool {
	w := s.tok(t.to - 1).low
	if participle(w) || strings.HasSuffix(w, "ing") || s.idiom(t) {
		return false
	}
	next := s.tok(t.to)
	if next.in(nominalPreps) {
		return !s.tok(t.from).is(thinkWord) && w != "points" && w != "point"
	}
	return false
}

// inApposition reports whether the trigger stands in a remark that the reporter adds to
// a name: "APT28, a group tied to the GRU, …". Nobody says it but the outlet.
func (s *sentence) inApposition(c *candidate) bool {
	t := c.t
	if t.of.frame != "tie" && t.of.frame != "left" && c.voice != "bare" && c.voice != "passive" && !(t.of.frame == "to" && s.nominal(t)) {
		return false
	}
	for j := t.from - 1; j > s.from && t.from-j < 13; j-- {
		u := s.tok(j)
		if u.low == ")" {
			for j > s.from && s.tok(j).low != "(" {
				j--
			}
			continue
		}
		if u.low == "," || u.low == "–" || u.low == "—" || u.low == "--" || u.low == "(" {
			next := s.tok(j + 1)
			if next.kind == quoteToken { // "“Sandworm,” a group tied to"
				next = s.tok(j + 2)
			}
			if s.inQuote(t.from) && s.inQuote(j) {
				return false // who is quoted says it
			}
			if s.mentionAt(j-1) != nil && (next.is(detWord) || j+1 == t.from && t.of.frame != "left" || next.is(thinkWord) || next.is(advWord) || next.low == "which" || next.low == "who") {
				return s.mentionAt(j-1).kind == mActor || s.mentionAt(j-1).kind == mVague || s.mentionAt(j-1).kind == mGroup || s.mentionAt(j-1).kind == mMalware
			}
			return false
		}
		if u.is(sayWord) && !u.is(thinkWord|reportWord) {
			return false
		}
	}
	return false
}

// clause names what the trigger is the verb of: "main", or a clause that hangs on a noun and
// that the reporter may have put there: "reduced" ("a group linked to"), "relative" ("which
// has been tied to"), "apposed" ("APT28, a group that works for"), with what it hangs on.
func (s *sentence) clause(c *candidate) string {
	if s.inApposition(c) {
		return "apposed"
	}
	j := c.t.from - 1
	for j > s.from && s.tok(j).is(advWord|modalWord|thinkWord) && s.tok(j).kind == wordToken && !s.tok(j).is(beWord|haveWord) {
		j--
	}
	comma := s.tok(j).low == ","
	if comma {
		j--
	}
	if head := s.headKind(j); head != "" && (participle(s.tok(c.t.from).low) || participle(s.tok(j+1).low) || c.t.of.frame == "tie" && strings.HasSuffix(s.tok(c.t.from).low, "ing")) {
		return "reduced " + head
	}
	if comma {
		return "main"
	}
	for k := j; k > s.from && j-k < 7; k-- {
		u := s.tok(k)
		if u.low == "which" || u.low == "who" || u.low == "that" && !s.tok(k-1).is(sayWord) {
			k--
			if s.tok(k).low == "," {
				k--
			}
			if head := s.headKind(k); head != "" {
				return "relative " + head
			}
			return "relative"
		}
		if !u.is(auxWord|advWord|negWord|thinkWord) && u.low != "to" && u.low != "," && !s.tok(k+1).is(prepWord) {
			break
		}
	}
	return "main"
}

// headKind says what the noun at token i is: "actor", "attack", or "".
func (s *sentence) headKind(i int) string {
	if m := s.mentionAt(i); m != nil {
		switch m.kind {
		case mActor, mVague, mGroup, mPersons:
			return "actor"
		case mMalware:
			return "attack"
		}
		return ""
	}
	switch t := s.tok(i); {
	case t.is(actorHead | actorStrong):
		return "actor"
	case t.is(attackNoun | toolNoun | cyberNoun):
		return "attack"
	}
	return ""
}

// opening finds where the apposition that ends at token j begins, or -1.
func (s *sentence) opening(j int) int {
	want := s.tok(j).low
	if want == ")" {
		want = "("
	}
	for k := j - 1; k > s.from && j-k < 26; k-- {
		if s.tok(k).low == want && s.mentionAt(k-1) != nil {
			return k
		}
		if s.tok(k).low == ";" {
			return -1
		}
	}
	return -1
}

// agentOf finds who a passive names: "was accused by the FBI of".
func (s *sentence) agentOf(t trigger) *mention {
	from := t.to
	if t.pattern != nil && t.wide { // "suspected by officials of being behind"
		from = t.from + 1
	}
	for i, n := from, 0; i < s.to && n < 18+t.to-from; i, n = s.behind(i), n+1 {
		u := s.tok(i)
		if u.low == "by" {
			for k := i + 1; k < min(i+6, s.to); k++ {
				if m := s.mentionAt(k); m != nil {
					if m.accuses() {
						return m
					}
					return nil
				}
			}
			return nil
		}
		if u.low == ";" || u.is(relWord|sayWord) && u.low != "made" || u.low == "and" && i > t.to+1 && participle(s.tok(i+1).low) || u.is(accuseVerb) && participle(u.low) && i > from && s.mentionAt(i) == nil {
			return nil
		}
	}
	return nil
}
