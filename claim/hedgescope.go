package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	joiningConjs  = words("joiningConjs")
	chanceAdverbs = words("chanceAdverbs")
	actingGerunds = words("actingGerunds")
)

// ofOther reports whether the estimate in the tokens [i, j) is of something else in the sentence than what c says.
func (s *sentence) ofOther(i, j int, c *candidate) bool {
	if c.stance != news.Accuses {
		return false
	}
	switch {
	case s.ofSubject(i, c), s.ofManner(i, j, c.t), s.ofMainVerb(i, c), s.ofThing(i, j, c), s.sayingNot(i, c.t), s.otherVerb(j, c.t):
		return true
	case c.x == nil || c.x.from < j: // "Russia is believed to have"
		return false
	}
	after := s.tok(j).in(clauseOpeners) && s.tok(i-1).is(beWord)
	return after || s.ofRelative(i, j, c.t) || s.ofEarlierClause(j, c.t.from) || s.ofNounThat(j, c.t.from)
}

// ofSubject reports whether an estimate at token i only says what sort of attackers it are that are linked to somebody
// else: "linked the suspected Chinese group to the MSS".
func (s *sentence) ofSubject(i int, c *candidate) bool {
	m := s.mentionAt(i)
	return m != nil && m != c.x && (m.kind == mActor || m.kind == mVague || m.kind == mGroup) && !s.tok(i-1).is(auxWord) && c.x != nil && c.x.from > c.t.to && c.relation != news.CarriedOut && !m.back
}

// ofThing reports whether an estimate is of what something is that the deed was done with, or of what else the deed was:
// "used what appears to be an older implant", "in what may be the largest theft so far, Lazarus stole".
func (s *sentence) ofThing(i, j int, c *candidate) bool {
	if t := s.tok(i); t.low == "apparent" && !s.tok(j).is(attackNoun|actorHead|modWord) && !s.tok(j).in(weighedNouns) && s.mentionAt(j) == nil {
		return true // "the apparent silence of LockBit"
	}
	k := i - 1
	for k > s.from && k > i-4 && s.tok(k).low != "what" {
		k--
	}
	if s.tok(k).low != "what" || c.x == nil {
		return false
	}
	if c.x.to <= k {
		return c.t.from < k || c.t.from > j
	}
	for n := j; n < c.x.from; n++ {
		if s.tok(n).low == "," {
			return c.t.from > n
		}
	}
	return false
}

// sayingNot reports whether the verb at token i tells what is not told: "does not indicate the real name".
func (s *sentence) sayingNot(i int, t trigger) bool {
	return i < t.from && s.tok(i-1).is(negWord) && (s.tok(i).low == "indicate" || s.tok(i).low == "suggest") && s.tok(i+1).low != "that"
}

// otherVerb reports whether the predicate is the next verb of whoever estimated something else before token j: "believe the
// damage could reach a billion and blame Sandworm".
func (s *sentence) otherVerb(j int, t trigger) bool {
	k := t.from - 1
	for s.tok(k).is(advWord|haveWord) && k > j {
		k--
	}
	return k > j+2 && s.tok(k).low == "and" && s.tok(t.from).is(accuseVerb) && (t.of.frame == "obj" || t.of.frame == "to") && s.hasClass(j, k, auxWord|modalWord|cyberVerb)
}

// inRemark reports whether the predicate only adds to a name what else is known of it: "Nobelium, the group thought to be behind".
func (s *sentence) inRemark(t trigger) bool {
	if s.remarkBefore(t) > s.from {
		return true
	}
	for i := t.from - 1; i > s.from && t.from-i < 8; i-- {
		if s.tok(i).low == "," {
			return s.mentionAt(i-1) != nil && s.tok(i+1).is(thinkWord)
		}
	}
	return false
}

// thatAgain reports whether what follows "but" at token i only comes between a verb and its clause: "suspect, but cannot prove, that".
func (s *sentence) thatAgain(i, end int) bool {
	for k := i + 2; k < min(i+8, end-1); k++ {
		if s.tok(k).low == "," {
			return s.tok(k+1).low == "that"
		}
	}
	return false
}

// modalMay reports whether a "May" in capitals is no month: "Hackers May Be Behind", "May Have Stolen".
func (s *sentence) modalMay(i int) bool {
	next := s.tok(i + 1)
	return next.is(beWord|haveWord) || s.headline && s.titleCase() && next.capital() && next.is(cyberVerb) && !s.tok(i-1).is(prepWord)
}

// ofManner reports whether an adverb in [i, j) is of how or why the deed was done: "most likely starting from a supplier".
func (s *sentence) ofManner(i, j int, t trigger) bool {
	next := s.tok(j)
	if s.tok(j-1).in(chanceAdverbs) && next.is(detWord) && s.tok(i-1).low == "," {
		return j < t.from && s.has(j, t.from, ",") // "the leak, possibly the biggest so far, was"
	}
	if !s.tok(j-1).in(chanceAdverbs) || next.kind != wordToken || !strings.HasSuffix(next.low, "ing") || next.in(actingGerunds) || s.mentionAt(j) != nil {
		return false
	}
	return !s.tok(i-1).is(auxWord) && (j < t.from || j >= t.to)
}

// ofEarlierClause reports whether a clause of its own begins between an estimate that ends before token j and the predicate
// at token at: "may be the largest trove, and Kyiv blamed".
func (s *sentence) ofEarlierClause(j, at int) bool {
	for k := j + 1; k < at-1; k++ {
		if !s.tok(k).in(joiningConjs) || s.tok(k-1).is(conjWord) {
			continue
		}
		m := s.mentionAt(k + 1)
		if m == nil && s.tok(k+1).is(detWord) {
			m = s.mentionAt(k + 2)
		}
		if s.tok(k-1).low != "," && (m == nil || s.mentionAt(k-1) != nil || !m.accuses()) {
			continue
		}
		begins := k + 2
		if m != nil {
			begins = m.to
		} else if !s.tok(k + 1).is(itWord | theyWord | heWord) {
			continue
		}
		if verb := s.pastAdverbs(begins); s.tok(verb).is(auxWord|sayWord|accuseVerb|cyberVerb) && verb <= at {
			return true
		}
	}
	return false
}

// pastAdverbs is the first token at or after i that is no adverb.
func (s *sentence) pastAdverbs(i int) int {
	for s.tok(i).is(advWord) && !s.tok(i).is(auxWord|sayWord) && i < s.to {
		i++
	}
	return i
}

// ofNounThat reports whether the predicate at token at stands in a clause that hangs on a noun, and the estimate that ends
// before token j is of the verb over it: "may have been hit by the attack that Britain attributed to".
func (s *sentence) ofNounThat(j, at int) bool {
	deed := false
	for k := j; k < at; k++ {
		t := s.tok(k)
		if t.is(relWord) && s.tok(k-1).low == "one" {
			return true // "could be a continuation of the one that"
		}
		if t.is(relWord) && t.kind == wordToken && deed && s.tok(k-1).is(attackNoun|cyberNoun|malwareHead) && !s.tok(k-1).is(sayWord) && s.mentionAt(k-1) == nil {
			return true
		}
		if t.low == "," || t.is(conjWord) {
			return false
		}
		deed = deed || t.is(cyberVerb) || participle(t.low) && !t.is(thinkWord)
	}
	return false
}

// ofRelative reports whether an estimate in [i, j) tells what else the attack did that is attributed behind it: "the hack that may
// have exposed millions was blamed on".
func (s *sentence) ofRelative(i, j int, t trigger) bool {
	if !s.tok(i-1).is(relWord) || !s.tok(i-2).is(attackNoun|cyberNoun) || t.of.frame != "to" && t.of.frame != "obj" {
		return false
	}
	for k := j; k < t.from; k++ {
		if s.tok(k).is(cyberVerb) || participle(s.tok(k).low) {
			return true
		}
	}
	return false
}

// ofMainVerb reports whether an estimate at token i is of the verb whose subject was tied to somebody just before: "hackers
// linked to China may have".
func (s *sentence) ofMainVerb(i int, c *candidate) bool {
	if c.x == nil || c.x.from < c.t.to || i < c.x.to || c.t.of.frame != "to" && c.t.of.frame != "tie" {
		return false
	}
	return s.tok(i).is(modalWord) || strings.HasPrefix(s.tok(i).low, "appear") || strings.HasPrefix(s.tok(i).low, "seem")
}

// afterthought is the estimate that is added behind a comma to all that was said: "Russia was behind it, it is believed".
func (r *reading) afterthought(c *candidate) string {
	s, k := c.s, c.t.to
	if c.stance != news.Accuses || c.x == nil {
		return ""
	}
	for k = max(k, c.x.to); k < s.to-1; k++ {
		switch t := s.tok(k); {
		case t.low == ";" || t.kind == quoteToken || t.is(conjWord|relWord) && t.kind == wordToken:
			return ""
		case t.low == ",":
			if n := s.hedgeAt(k+1, c); n > 0 && (k+1+n >= s.to || s.tok(k+1+n).kind == markToken) {
				return r.words(s, k+1, k+1+n)
			}
		}
	}
	return ""
}

// figureBefore is where the figure begins that says how sure somebody is, before the word at token i: "80 per cent sure".
func (s *sentence) figureBefore(i int) int {
	if w := s.tok(i).low; w != "percent" && w != "per" && w != "%" {
		return i
	}
	for s.tok(i-1).kind == numberToken || s.tok(i-1).low == "to" && s.tok(i-2).kind == numberToken {
		i--
	}
	return i
}
