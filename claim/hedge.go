package claim

import (
	_ "embed"
	"strings"
	"sync"

	"ascribe/news"
)

// Lists of words.txt.
var (
	clauseOpeners = words("clauseOpeners")
	reasonPreps   = words("reasonPreps")
	weighedNouns  = words("weighedNouns")
	beliefVerbs   = words("beliefVerbs")
)

//go:embed hedges.txt
var hedgesText string

// A hedgeRow is a hedge of hedges.txt: its words, and where it counts.
type hedgeRow struct {
	words []string
	when  string // "any", "doubts", "declines", "linked"
}

var hedges = sync.OnceValue(func() map[string][]hedgeRow {
	rows := map[string][]hedgeRow{}
	for line := range strings.Lines(hedgesText) {
		when, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for alt := range strings.SplitSeq(rest, ";") {
			if w := strings.Fields(alt); len(w) > 0 {
				rows[w[0]] = append(rows[w[0]], hedgeRow{w, when})
			}
		}
	}
	return rows
})

// hedge collects the estimative words of a claim, verbatim: those that stand near its
// predicate and its accused, not those of another proposition; one of these it notes in c.elsewhere.
func (r *reading) hedge(c *candidate) string {
	s, t := c.s, c.t
	from, to := s.estimated(c)
	var out []string
	begin, end := s.remark(t.from) // "APT35, widely believed to be a front, hacked": of the remark
	if begin >= 0 && (s.tok(begin+1).is(itWord) || s.tok(begin+1).low == "as" || s.tok(end-1).in(beliefVerbs)) {
		begin, end = -1, -1 // "Rhysida, it is thought, stole"
	}
	open, shut := s.relativeAside(c)
	for i := from; i < to; i++ {
		if c.x != nil && c.x.to <= t.from && i >= begin && i < end && begin >= c.x.to {
			continue
		}
		if i >= open && i < shut {
			continue
		}
		if k := s.aside(i); k > 0 && k <= max(t.from, to-1) && k <= t.from {
			i = k // said in brackets, of somebody
			continue
		}
		if m := s.mentionAt(i); m != nil && m.kind == mPersons && (m.to-m.from > 1 || s.tok(m.from-1).is(detWord)) {
			continue // "the suspects"
		}
		if s.otherClause(i, t.from) || s.ofNext(i, t) || c.x != nil && c.x.kind == mActor && !c.x.back && i >= c.x.from && i < c.x.to {
			continue // "a suspected Chinese group tracked as X": of the name's bearer
		}
		n := s.hedgeAt(i, c)
		if n == 0 {
			continue
		}
		if s.ofOther(i, i+n, c) {
			c.elsewhere = true
		} else {
			out = append(out, r.words(s, s.figureBefore(i), i+n))
		}
		i += n - 1
	}
	if len(out) == 0 {
		if w := r.afterthought(c); w != "" {
			return w
		}
	}
	if w := s.trailingBelief(c); len(out) == 0 && w >= to {
		return r.words(s, w, w+1)
	}
	if len(out) == 0 && s.sought(t) && (c.stance == news.Declines || c.stance == news.Doubts) {
		return r.words(s, t.from, t.to)
	}
	return strings.Join(out, " | ")
}

// hedgeAt is how many tokens the longest hedge has that may begin at token i for c; 0 if none does.
func (s *sentence) hedgeAt(i int, c *candidate) (n int) {
	for _, h := range hedges()[s.tok(i).low] {
		if !fits(h.when, c) || len(h.words) <= n || i+len(h.words) > s.to {
			continue
		}
		ok := true
		for k, w := range h.words {
			ok = ok && (s.tok(i+k).low == w || w == "_")
		}
		if ok {
			n = len(h.words)
		}
	}
	if n == 0 || s.noEstimate(i, c) {
		return 0
	}
	return n
}

// noEstimate reports whether the word at token i only looks like a hedge, or is said of the accused and not of the claim.
func (s *sentence) noEstimate(i int, c *candidate) bool {
	switch t := s.tok(i); {
	case t.low == "think" && strings.HasPrefix(s.tok(i+1).low, "tank"), t.low == "may" && t.capital() && i > s.from && !s.modalMay(i):
		return true
	case t.low == "likely" || t.low == "most" || t.low == "possibly" || t.low == "probably":
		return false
	}
	return c.x != nil && i >= c.x.from && i < c.x.to && (c.t.of.frame == "to" || c.t.of.frame == "obj")
}

// ofNext reports whether an estimate at token i is of another verb, which follows it, than the one that
// attributes: "is likely to continue", "likely were seeking intelligence".
func (s *sentence) ofNext(i int, t trigger) bool {
	switch s.tok(i).low {
	case "likely", "unlikely", "probably":
	default:
		return false
	}
	k := i + 1
	if s.tok(k).low == "to" && s.tok(i).low != "probably" {
		k++
	} else if !s.tok(k).is(beWord) || !strings.HasSuffix(s.tok(k+1).low, "ing") || s.tok(k+1).is(advWord) {
		return false
	} else {
		k++
	}
	u := s.tok(k)
	return u.kind == wordToken && !u.is(auxWord|advWord) && s.mentionAt(k) == nil && (k < t.from || k >= t.to) && !(k < t.from && t.from-k < 2)
}

// otherClause reports whether a modal at token i belongs to a clause before the one of the verb at
// token to: "may still be inside after APT41 broke in". What somebody believes is said of all that follows.
func (s *sentence) otherClause(i, to int) bool {
	if t := s.tok(i); !t.is(modalWord) && !t.is(advWord) && !strings.HasPrefix(t.low, "appear") && !strings.HasPrefix(t.low, "seem") {
		return false
	}
	for k := i + 1; k < to; k++ {
		if s.tok(k).in(clauseOpeners) {
			return s.tok(k-1).low != "," && !s.tok(k+1).is(numWord) && s.hasClass(i+1, k, beWord|cyberVerb|cyberNoun)
		}
	}
	return false
}

// trailingBelief finds the verb of who believes the sentence before it: "…, the firm believes". It
// returns its token, or -1.
func (s *sentence) trailingBelief(c *candidate) int {
	if c.stance != news.Accuses || len(c.choices) <= c.best {
		return -1
	}
	m := c.choices[c.best].m
	if m == nil || m.from < c.t.to || m.from < s.from || m.to > s.to || s.mentionAt(m.from) != m {
		return -1
	}
	i := m.to
	for s.tok(i).is(advWord|auxWord) && !s.tok(i).is(thinkWord) {
		i++
	}
	if s.tok(i).in(beliefVerbs) {
		return i
	}
	return -1
}

// sought reports whether the predicate says that nothing was found: "did not find any links".
func (s *sentence) sought(t trigger) bool {
	return t.of.name == "no-link" || t.of.frame == "open" && (s.has(t.from, t.to, "find") || s.has(t.from, t.to, "found"))
}

// estimated is where the estimative words of a claim may stand.
func (s *sentence) estimated(c *candidate) (from, to int) {
	t := c.t
	from, to = t.from-26, t.to+3
	if c.x != nil {
		from, to = min(from, c.x.from-8), max(to, c.x.to)
		if c.x.from > t.to {
			to = c.x.from + 2
			if s.tok(c.x.to).is(beWord) && t.of.frame == "to" && s.tok(t.from).in(weighedNouns) {
				to = c.x.to + 4 // "the link to APT41 is very strong"
			}
		}
	}
	if c.stance == news.Declines || c.stance == news.Doubts {
		from, to = t.from-3, t.to+6
		if c.over.to > 0 {
			from, to = min(from, c.over.from-2), max(to, c.over.to+1)
		}
	}
	from, to = max(from, s.from), min(to, s.to)
	for i := t.from - 1; i > from; i-- { // not over a clause of its own
		if w := s.tok(i).low; w == ";" || w == "but" && s.tok(i-1).low != "all" && s.tok(i+1).low != "not" && !s.thatAgain(i, t.from) || w == "although" || w == "while" {
			from = i
		}
	}
	from = max(from, s.ownClause(c))
	if k := s.clauseBefore(from, t.from); k > from {
		from = k
	}
	to = s.allegedOf(c, to)
	if c.x != nil && c.x.from > t.from { // "…, which is associated with the state": what is said before is said of the rest
		for i := t.from - 1; i > max(from, t.from-9); i-- {
			if w := s.tok(i).low; (w == "which" || w == "who") && s.tok(i-1).low == "," {
				from = i
			}
		}
	}
	for i := max(t.to, from); i < to-1; i++ { // "was behind the hack, which probably cost millions"
		if (s.tok(i).low == "," && s.tok(i+1).is(relWord) || (i > t.to || t.of.name == "noun-act") && s.tok(i).is(relWord) && !s.tok(i-1).is(sayWord|auxWord) || s.tok(i).low == "and" && s.tok(i+1).is(sayWord)) && (c.x == nil || c.x.to <= i) {
			to = i
		}
	}
	if c.stance == news.Accuses { // "linked … with high confidence"
		for i, most := to, min(to+12, s.to); i < most && !s.tok(i).is(relWord) && s.tok(i).low != ":" && s.tok(i).low != ";"; i++ {
			if s.tok(i).low == "confidence" {
				to = i + 1
			}
		}
	}
	return from, to
}

// allegedOf takes in what those who were charged did allegedly: "indicted two men for allegedly hacking", "sanctioned the
// exchange for its alleged role". It returns where the words of the claim end.
func (s *sentence) allegedOf(c *candidate, to int) int {
	if c.stance != news.Accuses || c.t.of.frame != "obj" || c.x == nil || c.x.from < c.t.from {
		return to
	}
	for i := c.x.to; i < min(c.x.to+14, s.to); i++ {
		t := s.tok(i)
		if t.is(relWord) || t.low == ";" || t.low == "and" && s.tok(i+1).is(sayWord|accuseVerb) {
			return to
		}
		if w := s.tok(i + 1).low; t.in(reasonPreps) && (w == "alleged" || w == "allegedly") || t.in(reasonPreps) && s.tok(i+2).low == "alleged" {
			return max(to, i+3)
		}
	}
	return to
}

// clauseBefore finds where the clause of the verb at token i begins within [from, i), when it is
// joined to one that has a hedge of its own: "is believed to live in Russia and was behind".
func (s *sentence) clauseBefore(from, i int) int {
	for k := i - 1; k > from; k-- {
		if s.tok(k).low == "and" && s.tok(k+1).is(beWord|haveWord) && s.tok(k+1).low != "be" && s.tok(k+1).low != "have" {
			return k
		}
		if !s.tok(k).is(auxWord|advWord) || s.tok(k).kind != wordToken {
			return from
		}
	}
	return from
}

// relativeAside is the relative clause between commas that stands before the predicate of a claim, or before
// its accused: "the intrusion, which was probably meant to steal data, was carried out by". What it holds is
// said of the intrusion, not of who did it.
func (s *sentence) relativeAside(c *candidate) (open, shut int) {
	end := c.t.from
	if c.x != nil && c.x.from > c.t.to {
		end = c.x.from
	}
	for k := s.from; k < end-2; k++ {
		if s.tok(k).low != "," || !s.tok(k+1).is(relWord) || s.tok(k+1).kind != wordToken {
			continue
		}
		for e := k + 3; e < end; e++ {
			if s.tok(e).low != "," {
				continue
			}
			if (s.resumes(e+1, end) || e+1 == c.t.from) && (c.t.from < k || c.t.from >= e) {
				return k, e
			}
			if s.tok(e+1).is(sayWord|cyberGer|relWord) || strings.HasSuffix(s.tok(e+1).low, "ing") {
				break // the main clause has no more to say: "…, adding that"
			}
		}
	}
	return -1, -1
}

// resumes reports whether a clause that was interrupted goes on at token i, at the latest with token end:
// "…, was carried out by", "…, to Lazarus".
func (s *sentence) resumes(i, end int) bool {
	t := s.tok(i)
	return i == end || t.kind == wordToken && (t.is(beWord|haveWord|auxWord|modalWord|negWord|advWord) || i+1 == end && t.is(prepWord))
}

// aside returns the end of the brackets that open at token i, or 0.
func (s *sentence) aside(i int) int {
	if s.tok(i).low != "(" {
		return 0
	}
	for k := i + 1; k < min(i+14, s.to); k++ {
		if s.tok(k).low == ")" {
			return k
		}
	}
	return 0
}

func fits(when string, c *candidate) bool {
	switch when {
	case "any":
		return c.stance == news.Accuses
	case "linked":
		return c.relation == news.LinkedTo && c.stance == news.Accuses
	}
	return when == string(c.stance)
}
