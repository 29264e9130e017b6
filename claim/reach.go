package claim

import "ascribe/news"

// Lists of words.txt.
var (
	collectiveWords = words("collectiveWords")
	servantHeads    = words("servantHeads")
)

// behind is the token after the one at i, or after all that the party there is called.
func (s *sentence) behind(i int) int {
	if m := s.mentionAt(i); m != nil {
		return m.to
	}
	return i + 1
}

// within reports whether no more than n words stand between two tokens; a party is one, however long its name is.
func (s *sentence) within(from, to, n int) bool {
	if to-from <= n {
		return true
	}
	for i := from; i < to; i = s.behind(i) {
		if n--; n < 0 {
			return false
		}
	}
	return true
}

// rightOf returns up to limit accusable mentions that begin at or after token i.
func (s *sentence) rightOf(i, limit int) []*mention {
	var out []*mention
	for _, m := range s.mentions {
		if m.from >= i && m.accusable() && len(out) < limit && s.within(i, m.from, reachRight) && !s.parted(i, m.from) {
			out = append(out, m)
		}
	}
	if len(out) == limit { // what is listed with the last one belongs with it
		last := out[len(out)-1]
		for _, m := range s.mentions {
			if m.from > last.to && m.accusable() && s.listed(last, m) && len(out) < 12 {
				out = append(out, m)
				last = m
			}
		}
	}
	return out
}

// parted reports whether a new clause begins between two tokens: ", but".
func (s *sentence) parted(from, to int) bool {
	for k := from; k < to; k++ {
		switch t := s.tok(k); t.low {
		case ";":
			return true
		case "but", "while", "whereas", "although":
			if k > from && s.tok(k-1).low == "," {
				return true
			}
		}
	}
	return false
}

// leftOf returns up to limit accusable mentions that end before token i, the nearest first.
func (s *sentence) leftOf(i, limit int) []*mention {
	var out []*mention
	from, to := s.remark(i)
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.tag > 0 && m.to <= i && (k == 0 || s.mentions[k-1].tag != m.tag) {
			limit-- // a clause lies between
		}
		if m.to > i || !m.accusable() || m.from >= from && m.to <= to || s.homeOf(m) {
			continue
		}
		if !s.within(m.to, i, reachLeft) {
			break
		}
		if len(out) < limit || len(out) > 0 && s.listed(m, out[len(out)-1]) && len(out) < 12 {
			out = append(out, m)
		}
	}
	return out
}

// homeOf reports whether m only says where the person before it comes from: "Oleg Kashin, 31, of
// Perm, Russia, was".
func (s *sentence) homeOf(m *mention) bool {
	if m.kind != mState && m.kind != mCapital && m.kind != mName || s.tok(m.to).low != "," {
		return false
	}
	o := s.mentionAt(m.from - 2)
	switch s.tok(m.from - 1).low {
	case ",":
		return o != nil && s.homeOf(o)
	case "of", "from":
		for k := m.from - 2; k > s.from && m.from-k < 8; k-- {
			if p := s.mentionAt(k); p != nil {
				return p.kind == mPerson || p.kind == mPersons
			}
			if t := s.tok(k); t.low != "," && t.kind != numberToken && !t.is(numWord) && t.low != "aged" && t.low != "age" {
				return false
			}
		}
	}
	return false
}

// listed reports whether b directly follows a in a list: "A, B and C".
func (s *sentence) listed(a, b *mention) bool {
	if b.from < a.to {
		a, b = b, a
	}
	n := b.from - a.to
	if a.tag != b.tag || n < 1 || n > 12 || n > 8 && !s.has(a.to, b.from, "including") {
		return false
	}
	if (n == 1 || n == 2 && s.tok(a.to+1).is(detWord)) && s.tok(a.to).low == "," && s.tok(b.to).is(sayWord) && s.tok(b.to).kind == wordToken && !s.tok(b.to).is(reportWord) {
		return false // "aid to Ukraine, it says"; who is last in a list has an "and"
	}
	if s.tok(a.to).low == "," && s.endsOpening(a) && !s.victimsGoOn(b) {
		return false // "after the attack on Sony, the FBI blamed"
	}
	if n <= 2 && s.tok(a.to).low == "," && (n == 1 && s.opensLoosely() || s.citedFirst(a)) && s.tok(b.to).low != "," && s.tok(b.to).low != "and" {
		return false // "to pin it on Moscow, Warsaw", "according to Acme, Moscow"
	}
	sep := false
	for i := a.to; i < b.from; i++ {
		t := s.tok(i)
		switch {
		case t.low == "that" && sep: // "Salt Typhoon, a group that officials tied to"
			return false
		case t.low == "," || t.low == "and" || t.low == "or" || t.low == "&" || t.low == "nor" || t.low == "/" || t.low == "both" || t.low == "joined":
			sep = true
		case t.low == "with" && s.tok(i+1).is(cyberGer):
			return false // "charged X with hacking Y"
		case t.low == "as" && s.tok(i+1).low == "well", t.low == "well", t.low == "as", t.low == "along", t.low == "with", t.low == "together", t.low == "including", t.low == "like", t.low == "such":
			sep = sep || t.low == "as" || t.low == "with" || t.low == "including" || t.low == "like"
		case t.low == "group" && s.tok(i+1).low != "of" && s.tok(i-1).low == "a":
			return false // "APT28, a group Kyiv says is"
		case t.in(servantHeads) && s.tok(i+1).is(prepWord) && s.tok(i-1).is(detWord) && s.tok(i-2).low == ",":
			return false // "Sandworm, a unit of the GRU"
		case sep && t.in(collectiveWords), t.low == ")", t.low == "unit", t.low == "team", t.low == "division":
		case t.is(detWord|firmHead|firmPre|modWord|numWord|itWord) || t.low == "allies" || t.low == "its" || t.low == "also" || t.low == "either" || t.low == "security":
		case t.kind == quoteToken, t.kind == numberToken && s.tok(i-1).low == "and" && !s.tok(i+1).capital(): // "and 20 partner agencies"
		default:
			return false
		}
	}
	return sep
}

// prepAfter finds the preposition that a pattern wants, and returns the token after it.
func (s *sentence) prepAfter(t trigger) int {
	if t.prep == "" {
		return t.to
	}
	far := 28
	if t.of.name == "part-of" {
		far = 4 // "a unit known as X for the hack of Y"
	}
	step := 0
	for i, n := t.to, 0; i < s.to && n < far; i, n = i+step, n+1 {
		if step = 1; t.of.frame == "to" {
			step = s.behind(i) - i // whom something is attributed to may stand far off
		}
		u := s.tok(i)
		if u.low == ";" || u.low == "." {
			return -1
		}
		if u.low == t.prep || t.prep == "on" && u.low == "upon" || t.prep == "to" && u.low == "back" && s.tok(i+1).low == "to" {
			if t.prep == "to" && i+1 < s.to && s.mentionAt(i+1) == nil && s.tok(i+1).is(cyberVerb) && s.tok(i+1).word == s.tok(i+1).low && !s.tok(i+1).is(attackNoun) {
				continue // an infinitive
			}
			if s.hitOn(t.to, i) {
				continue
			}
			return i + 1
		}
	}
	return -1
}

// agent reports whether m does what the participle before it tells: "thought by the FBI (to be behind)".
func (s *sentence) agent(m *mention) bool {
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord|numWord|firmPre|firmHead|researchHead) && !s.tok(i).is(prepWord) {
		i--
	}
	return s.tok(i).low == "by" && (participle(s.tok(i-1).low) || s.tok(i-1).in(believedParticiples))
}

// blamesItself reports whether x of c is who blames somebody else of the deed: "accused on Tuesday by the FBI of hacking", "the claim
// was made by the FBI".
func (s *sentence) blamesItself(c *candidate) bool {
	x := c.x
	if x == nil || c.stance != news.Accuses || x.kind == mActor || x.kind == mVague {
		return false
	}
	switch {
	case s.agent(x):
		next := s.tok(x.to)
		return next.low == "to" && s.tok(x.to+1).is(beWord|haveWord)
	case c.t.of.name == "by-hit":
		return s.tok(c.t.to-2).in(madeParticiples) && s.madeBy(c) != nil
	}
	return s.tok(x.to).low == "of" && s.tok(x.to+1).is(cyberGer|beWord) && s.tok(s.phraseStart(x.from)).low == "by" && s.hasClass(s.from, x.from, accuseVerb)
}

// inside finds the accused within the words of a predicate, with all that are listed with it: "named
// Sandworm and APT28 as the culprits".
func (s *sentence) inside(t trigger) []*mention {
	var out []*mention
	for _, m := range s.mentions {
		if m.from > t.from && m.to < t.to && m.accusable() && !s.agent(m) && (out == nil || s.listed(out[len(out)-1], m)) {
			out = append(out, m)
		}
	}
	return out
}
