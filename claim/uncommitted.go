package claim

import (
	"strings"

	"ascribe/news"
)

// Who is asked whether somebody did it may leave that open, and so may who is asked about a deed of their own: "could not
// confirm that Russia had hacked", "neither confirmed nor denied involvement".

// Lists of words.txt.
var (
	ownDeeds    = words("ownDeeds")
	confirmings = words("confirmings")
)

// ofThemselves reports whether it may be said by the very party that it is said of: what is doubted, and what is neither
// confirmed nor denied.
func (c *candidate) ofThemselves() bool {
	return c.stance == news.Doubts || c.stance == news.Declines && c.t.noncommittal(c.s)
}

// asksDeed reports whether it is an attack by x that the words before token i leave open: "confirm that Russia had hacked".
func (s *sentence) asksDeed(i int, x *mention) bool {
	for !s.direct(i, x) && !s.opensWhether(i, x) { // "stopped short of saying that", "refused to say whether"
		if o := s.mentionAt(i); o != nil && i < x.from && s.together(o, x) { // "that Russia and Belarus"
			for i = o.to; s.tok(i).low == "," || s.tok(i).low == "and"; i++ {
			}
			continue
		}
		if t := s.tok(i); i >= x.from || !t.is(sayWord|advWord) && !t.in(attributionVerbs) && t.low != "of" && t.low != "saying" && t.low != "that" && t.low != "whether" {
			return false
		}
		i++
	}
	k := s.verbOf(x)
	return s.tok(k).is(strongVerb|cyberVerb) && !s.passive(x.to, k) || s.tok(k).low == "carried" && s.tok(k+1).low == "out"
}

// verbOf finds the verb of who x is listed or renamed with: "had hacked" in "Russia and Belarus had hacked", "APT29, also known
// as Cozy Bear, had hacked".
func (s *sentence) verbOf(x *mention) int {
	k := x.to
	for k < s.to && k-x.to < 16 {
		t := s.tok(k)
		if m := s.mentionAt(k); m != nil {
			k = m.to
		} else if bracket(t) || t.is(auxWord|advWord|detWord|modWord|svcHead) || t.low == "and" || t.low == "known" || t.low == "as" {
			k++
		} else {
			break
		}
	}
	return k
}

// opensWhether reports whether a clause of which x is the subject begins at token i: "that the Iranian group".
func (s *sentence) opensWhether(i int, x *mention) bool {
	switch s.tok(i).low {
	case "that", "whether", "if":
		return x.from > i && s.direct(i+1, x)
	}
	return false
}

// noncommittal reports whether somebody says neither yes nor no with these words: "neither confirmed nor denied".
func (t *trigger) noncommittal(s *sentence) bool {
	return t.of.frame == "open" && s.tok(t.to-1).in(confirmings) && t.to-t.from > 2
}

// uncommitted finds who says neither yes nor no of a deed of their own, if anybody does.
func (s *sentence) uncommitted(t trigger) *mention {
	if !t.noncommittal(s) || !s.ownDeed(t.to) {
		return nil
	}
	if i := t.from - 1; s.tok(i).is(relWord) { // "a front for Israel, which neither confirms"
		for i--; s.tok(i).low == ","; i-- {
		}
		return s.mentionAt(i)
	}
	return s.subjectOf(t.from, nil)
}

// others are who is listed with m before token i.
func (s *sentence) others(m *mention, i int) (out []*mention) {
	for _, o := range s.mentions {
		if o != m && o.to <= i && o.accusable() && o.party.Key() != m.party.Key() && s.together(o, m) && s.hasClass(min(o.to, m.to), max(o.from, m.from), conjWord) {
			out = append(out, o)
		}
	}
	return out
}

// ownDeed reports whether it is a deed of whoever speaks that the words before token i leave open: "responsibility for",
// "that it was behind".
func (s *sentence) ownDeed(i int) bool {
	if s.tok(i).low == "that" {
		i++
	}
	if s.tok(i).is(itWord|theyWord|heWord) && (s.mentionAt(i) == nil || s.mentionAt(i).back) {
		for i++; s.tok(i).is(auxWord|advWord) && s.tok(i).kind == wordToken; i++ {
		}
		return s.tok(i).is(strongVerb|cyberVerb|whoWord) || s.tok(i).low == "carried"
	}
	for s.tok(i).is(detWord|modWord|advWord) && s.mentionAt(i) == nil {
		i++
	}
	if !s.tok(i).in(ownDeeds) {
		return false
	}
	next := s.tok(i + 1).low
	return next != "by" && next != "of"
}

// doingOf reports whether a mention is of a deed: "Russian involvement", "Iran's role".
func (s *sentence) doingOf(x *mention) bool {
	return x.deed || s.tok(x.to).kind == possToken && s.tok(x.to+1).is(deedHead)
}

// evidenceOf reports whether it is the deed of a certain party that there is no evidence of, so that nobody denies one of
// their own: "there was no evidence that the GRU was behind it".
func (s *sentence) evidenceOf(t trigger) bool {
	i := t.to
	if s.tok(i-1).low == "of" || s.tok(i-1).low == "that" {
		i--
	}
	switch s.tok(i - 1).low {
	case "evidence", "proof":
	default:
		return false
	}
	if s.tok(i).low != "that" && s.tok(i).low != "of" && !strings.HasSuffix(s.tok(i).low, "ing") {
		return false
	}
	for _, m := range s.rightOf(i+1, 1) {
		return s.direct(i+1, m)
	}
	return false
}

// doubter is whose words over an accusation are: their subject's, "the FBI has dropped its suspicion that", unless somebody
// else says that the subject knows nothing, "Iran said Albania had presented no evidence that".
func (s *sentence) doubter(o trigger, c *candidate) pick {
	m := s.subjectOf(o.from, c.x)
	if m != nil && s.evidenceOf(o) {
		if p := s.speech(c); p.how == "says" && p.m != nil && p.m.to <= m.from {
			return p
		}
	}
	return pick{m, "subject"}
}
