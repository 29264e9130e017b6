package claim

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"ascribe/actor"
	"ascribe/news"
)

// Lists of words.txt.
var (
	officeOver  = words("officeOver")
	spokesNouns = words("spokesNouns")
)

//go:embed offices.txt
var officesText string

// An office is a line of offices.txt for one title or one name.
type office struct {
	of    string   // a country, or a service as the catalogue names it
	words []string // in lower case
	years []span   // in which the name held it; none for a title
	title bool
}

// A span is the years from one to another, both included; 0 is open.
type span struct{ from, to int }

// offices decodes offices.txt: titles and names by their first word, the longest first.
var offices = sync.OnceValue(func() map[string][]*office {
	out := map[string][]*office{}
	add := func(o office, words string) {
		o.words = strings.Fields(lower(words))
		out[o.words[0]] = append(out[o.words[0]], &o)
	}
	n := 0
	for line := range strings.Lines(officesText) {
		n++
		f := strings.Split(strings.TrimSpace(line), "|")
		if strings.HasPrefix(line, "#") || len(f) == 1 && strings.TrimSpace(f[0]) == "" {
			continue
		}
		if len(f) < 2 || len(f) > 3 {
			panic(fmt.Sprintf("offices.txt:%d: want an office, years and names, or titles", n)) // a table that does not fit its program
		}
		o := office{of: strings.TrimSpace(f[0]), title: len(f) == 2}
		if !o.title {
			o.years = spans(f[1])
		}
		for name := range strings.SplitSeq(f[len(f)-1], ";") {
			name, alone := strings.CutPrefix(strings.TrimSpace(name), "=")
			add(o, name)
			if short := surname(name); alone && short != name {
				add(o, short)
			}
		}
	}
	return out
})

// spans decodes "2009-2017 2025-".
func spans(text string) (out []span) {
	for f := range strings.FieldsSeq(text) {
		from, to, _ := strings.Cut(f, "-")
		var s span
		s.from, _ = strconv.Atoi(from)
		s.to, _ = strconv.Atoi(to)
		out = append(out, s)
	}
	return out
}

// in reports whether a year is one of those in which somebody held the office. Of a story
// without a date all are.
func (o *office) in(year int) bool {
	for _, s := range o.years {
		if year == 0 || year >= s.from && (s.to == 0 || year <= s.to) {
			return true
		}
	}
	return o.title
}

// official reads who speaks ex officio: a title that is one state's alone and a name,
// "Secretary of State Ana Lee", or the name of somebody who is known to hold an office.
func (r *reading) official(s *sentence, i int) *mention {
	t := s.tok(i)
	if !t.capital() {
		return nil
	}
	if m := r.inOffice(s, i); m != nil || !t.is(personTitle|roleWord) {
		return m
	}
	for j := i + 1; j < i+4; j++ { // "Prime Minister Scott Morrison"
		if m := r.inOffice(s, j); m != nil && !s.tok(i-1).in(officeOver) {
			m.from = i
			return m
		}
		if t := s.tok(j); !t.capital() || !t.is(personTitle|roleWord) {
			break
		}
	}
	return nil
}

func (r *reading) inOffice(s *sentence, i int) *mention {
	t := s.tok(i)
	if len(t.table.offices) == 0 || !t.capital() {
		return nil
	}
	var best *office
	to := i
	for _, o := range t.table.offices {
		if n := s.spelt(i, o.words); n > i && n >= to && o.in(r.year) {
			best, to = o, n
		}
	}
	if best == nil {
		return nil
	}
	if best.title {
		return r.titled(s, i, to, best)
	}
	if !s.known(i, to) || len(best.words) == 1 && r.namesake(best.words[0], s.tok(i).word) {
		return nil
	}
	m := r.holder(best, &mention{from: i, to: to}, r.words(s, i, to))
	if s.tok(to).kind == possToken && reign(s.tok(to+1)) {
		m.to, m.person, m.speaker = to+2, "", ""
	}
	return m
}

// titled reads the name after a title.
func (r *reading) titled(s *sentence, i, j int, o *office) *mention {
	if prev := s.tok(i - 1); prev.in(officeOver) || i > s.from && prev.capital() && !s.titleCase() && !prev.is(roleWord|modWord) && prev.low != "u.s." && prev.low != "us" {
		return nil // "New York Attorney General Ana Lee"
	}
	n := r.personLength(s, j)
	if n == 0 || s.titleCase() && n < 2 {
		return nil
	}
	return r.holder(o, &mention{from: i, to: j + n}, r.words(s, j, j+n))
}

// known reports whether the name in [from, to) is the whole name of somebody who speaks: no
// relative of theirs, no campaign, and nobody who held the office once.
func (s *sentence) known(from, to int) bool {
	prev, next := s.tok(from-1), s.tok(to)
	if prev.in(officeOver) || s.tok(from-2).in(officeOver) && prev.is(personTitle|roleWord) || next.low == "," && s.onceLed(to+1) {
		return false
	}
	if next.kind == possToken {
		return spokenFor(s.tok(to + 1))
	}
	if to-from > 1 || next.kind != wordToken {
		return true
	}
	if from > s.from && prev.capital() && !prev.is(personTitle|roleWord|starter|subordWord|conjWord|prepWord|auxWord|sayWord) && !s.titleCase() {
		return false // of the same name
	}
	return next.is(sayWord|accuseVerb|auxWord|advWord|conjWord|prepWord|relWord|subordWord) || len(next.table.patterns)+len(next.table.measures) > 0 && !next.is(attackNoun)
}

// namesake reports whether the story told of somebody else of that surname.
func (r *reading) namesake(low, name string) bool {
	o := r.memory.people[name]
	if o == nil || o.person == name {
		return false
	}
	for _, known := range offices()[lower(strings.Fields(o.person)[0])] {
		if known.words[len(known.words)-1] == low {
			return false
		}
	}
	return true
}

// spokenFor reports words of those who speak for a leader: "Merkel's spokesman".
func spokenFor(t *token) bool {
	if t.in(spokesNouns) {
		return true
	}
	return reign(t)
}

// reign reports words for the state that a leader leads: "Putin's government".
func reign(t *token) bool {
	switch t.low {
	case "government", "administration", "regime":
		return true
	}
	return false
}

// spelt returns the token after the words that stand at token i, the last with the capital that a
// name has, or 0. An initial may stand between: "Donald J. Trump".
func (s *sentence) spelt(i int, words []string) int {
	for k, w := range words {
		if t := s.tok(i); k > 0 && t.low != w && t.capital() && len(strings.TrimSuffix(t.word, ".")) == 1 {
			if i++; s.tok(i).low == "." {
				i++
			}
		}
		if i >= s.to || s.tok(i).low != w {
			return 0
		}
		i++
	}
	if s.tok(i-1).word == words[len(words)-1] {
		return 0
	}
	return i
}

// holder makes the mention of somebody in an office.
func (r *reading) holder(o *office, m *mention, name string) *mention {
	m.speaker, m.person = name, name
	if len(o.of) == 2 {
		m.kind, m.class, m.party = mState, "state", r.state(o.of)
		return m
	}
	for _, id := range r.cat.Find(o.of) {
		if e, ok := r.cat.Entry(id); ok {
			m.kind, m.class, m.party = kindOf(e, actor.Hit{}), e.Class, e.Party
			return m
		}
	}
	m.kind, m.party = mPerson, news.Party{Kind: news.Person}
	return m
}
