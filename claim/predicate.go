package claim

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"ascribe/news"
)

//go:embed predicates.txt
var predicatesText string

// A predicate is a line of predicates.txt.
type predicate struct {
	name     string
	like     string // the predicate whose weights it shares: itself, or one of which more is known
	frame    string
	relation news.Relation
	stance   news.Stance
	strength string
}

// A pattern is one way to say a predicate.
type pattern struct {
	of    *predicate
	words []element
	prep  string // the preposition before the accused, "" when it follows at once
	wide  bool   // it has a gap that may hold the accused
}

// An element of a pattern matches one token, or none when it may be missing.
type element struct {
	any      []string
	words    []*word // of any, as tokens know them; see vocabulary
	marks    uint64  // of these words
	not      bool    // "n't" is among any: each verb's
	class    class
	optional bool
	skip     int  // up to so many words
	over     bool // of which some may be commas
}

// A table finds patterns by the first word they can begin with.
type table struct {
	byWord  map[string][]*pattern
	byClass []*pattern
}

var predicates = sync.OnceValue(func() table {
	t := table{byWord: map[string][]*pattern{}}
	for n, line := range strings.Split(predicatesText, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) < 6 {
			panic(fmt.Sprintf("predicates.txt:%d: want name, frame, relation, stance, strength, patterns", n+1))
		}
		name, like, _ := strings.Cut(f[0], "=")
		p := &predicate{name: name, like: cmp.Or(like, name), frame: f[1], relation: news.Relation(f[2]), stance: news.Stance(f[3]), strength: f[4]}
		for alt := range strings.SplitSeq(strings.Join(f[5:], " "), ";") {
			for _, words := range prepositions(strings.Fields(alt)) {
				t.add(parsePattern(p, words))
			}
		}
	}
	return t
})

func (t *table) add(p *pattern) {
	if len(p.words) == 0 {
		return
	}
	first := p.words[0]
	if first.class != 0 {
		t.byClass = append(t.byClass, p)
		return
	}
	for _, w := range first.any {
		t.byWord[w] = append(t.byWord[w], p)
	}
}

// prepositions makes a pattern of each preposition where several are given: "~of/for".
func prepositions(words []string) [][]string {
	for i, w := range words {
		if prep, ok := strings.CutPrefix(w, "~"); ok && strings.Contains(prep, "/") {
			var out [][]string
			for p := range strings.SplitSeq(prep, "/") {
				one := slices.Clone(words)
				one[i] = "~" + p
				out = append(out, one)
			}
			return out
		}
	}
	return [][]string{words}
}

func parsePattern(of *predicate, words []string) *pattern {
	p := &pattern{of: of}
	for _, w := range words {
		if prep, ok := strings.CutPrefix(w, "~"); ok {
			p.prep = prep
			continue
		}
		var e element
		w, e.optional = strings.CutPrefix(w, "?")
		if w == "*" || w == "**" || w == "***" {
			e.skip, e.optional = 3, true
			if w != "*" {
				e.skip, p.wide, e.over = 9, p.wide || w == "**", w == "***"
			}
			if e.over {
				e.skip = 14
			}
			p.words = append(p.words, e)
			continue
		}
		for alt := range strings.SplitSeq(w, "/") {
			switch {
			case strings.HasPrefix(alt, "v:"):
				e.any = append(e.any, inflect(alt[2:])...)
			case strings.HasPrefix(alt, "@"):
				for i, name := range classNames {
					if name == alt[1:] {
						e.class |= 1 << i
					}
				}
			default:
				e.any = append(e.any, alt)
			}
		}
		p.words = append(p.words, e)
	}
	return p
}

// inflect gives the forms of a regular verb: accuse, accuses, accused, accusing.
func inflect(verb string) []string {
	stem := strings.TrimSuffix(verb, "e")
	out := []string{verb, verb + "s", stem + "ed", stem + "ing"}
	switch {
	case strings.HasSuffix(verb, "y") && !strings.ContainsAny(verb[len(verb)-2:len(verb)-1], "aeiou"):
		out = []string{verb, verb[:len(verb)-1] + "ies", verb[:len(verb)-1] + "ied", verb + "ing"}
	case strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "sh"):
		out[1] = verb + "es"
	}
	switch verb {
	case "overlap", "pin", "map", "trap":
		out[2], out[3] = verb+verb[len(verb)-1:]+"ed", verb+verb[len(verb)-1:]+"ing"
	case "tie":
		out[3] = "tying"
	case "take":
		out = []string{"take", "takes", "took", "taking", "taken"}
	case "withdraw":
		out = []string{"withdraw", "withdraws", "withdrew", "withdrawing", "withdrawn"}
	}
	return out
}

// A beginning is a pattern with what may follow its first word.
type beginning struct {
	*pattern
	following
}

// following is what may stand after the first word of a pattern: most that begin with a common word don't go on.
type following struct {
	next  uint64 // the marks of the words that may stand second; always: any may
	class class  // and the classes
	later uint64 // the marks of the words of which one is in the sentence then
}

// always is the mark of every word and every sentence, beside their own.
const always uint64 = 1

func (p *pattern) following() following {
	anything := following{next: always, later: always}
	if p.words[0].optional {
		return anything
	}
	var f following
	for i := range p.words[1:] {
		e := &p.words[i+1]
		f.later = required(p.words[i+2:])
		if e.skip > 0 || e.not {
			f.next = always
			return f
		}
		f.class |= e.class
		f.next |= e.marks
		if !e.optional {
			return f
		}
	}
	return anything // it may end with its first word
}

// certain reports whether it goes on with some words and no others.
func (f *following) certain() bool { return f.next&always == 0 && f.class == 0 }

// or adds what may stand after the first word of another pattern.
func (f *following) or(g following) {
	f.next, f.class, f.later = f.next|g.next, f.class|g.class, f.later|g.later
}

// required are the marks of the first words of which one must be there.
func required(words []element) uint64 {
	for i := range words {
		e := &words[i]
		if e.optional {
			continue
		}
		if e.class != 0 || e.not {
			return always
		}
		return e.marks
	}
	return always
}

// goesOn reports whether t may stand after the first word in a sentence of these marks. It may be wrong to say so.
func (f *following) goesOn(t *token, marks uint64) bool {
	return f.later&marks != 0 && (f.next&(t.table.mark|always) != 0 || t.is(f.class))
}

func (e *element) matches(t *token) bool {
	if e.class != 0 && t.is(e.class) {
		return true
	}
	return e.marks&t.table.mark != 0 && slices.Contains(e.words, t.table) || e.not && strings.HasSuffix(t.low, "n't")
}

// A trigger is a place where a pattern matches.
type trigger struct {
	*pattern
	from, to int // tokens
}

// triggers finds all matches in s, the longest for each predicate at each token, and appends them to out.
func (s *sentence) triggers(out []trigger) []trigger {
	t := predicates()
	s.findAsides()
	marks := always
	for i := s.from; i < s.to; i++ {
		marks |= s.tok(i).table.mark
	}
	for i := s.from; i < s.to; i++ {
		tok := s.tok(i)
		start := len(out)
		if b := tok.table.begun; b != &nothing {
			next := s.tok(i + 1)
			told := len(s.asides) > 0 && len(s.interposed(i+1)) > 0
			if told || b.anyFirst.goesOn(next, marks) {
				out = s.tryAll(out, start, b.patterns[:b.certain], i, marks, told)
			}
			if told || b.anyOther.goesOn(next, marks) {
				out = s.tryAll(out, start, b.patterns[b.certain:], i, marks, told)
				out = s.tryAll(out, start, b.sorted, i, marks, told)
			}
		}
		if strings.HasSuffix(tok.low, "n't") {
			for _, p := range t.byClass {
				out = s.tryPattern(out, start, p, i)
			}
			for _, p := range t.byWord["n't"] {
				out = s.tryPattern(out, start, p, i)
			}
		}
	}
	return out
}

// tryAll tries those of the patterns that go on with what stands behind token i, or all where a remark does that may be passed over.
func (s *sentence) tryAll(out []trigger, start int, all []beginning, i int, marks uint64, told bool) []trigger {
	next := s.tok(i + 1)
	for k := range all {
		if b := &all[k]; told || b.goesOn(next, marks) {
			out = s.tryPattern(out, start, b.pattern, i)
		}
	}
	return out
}

func (s *sentence) tryPattern(out []trigger, start int, p *pattern, i int) []trigger {
	to := s.matchPattern(p.words, i)
	if to < 0 {
		return out
	}
	for k := start; k < len(out); k++ {
		if out[k].of == p.of && out[k].prep == p.prep {
			if to > out[k].to {
				out[k] = trigger{p, i, to}
			}
			return out
		}
	}
	return append(out, trigger{p, i, to})
}

// matchPattern returns the token after the match of words at i, or -1.
func (s *sentence) matchPattern(words []element, i int) int {
	if len(words) == 0 {
		return i
	}
	if len(s.asides) > 0 && !mayEnd(words) {
		if to := s.matchBeyond(words, s.interposed(i)); to >= 0 {
			return to
		}
	}
	e := &words[0]
	if e.skip > 0 {
		for n := 0; n <= e.skip && i+n <= s.to; n++ {
			if to := s.matchPattern(words[1:], i+n); to >= 0 {
				return to
			}
			if u := s.tok(i + n); u.kind == markToken && !(e.over && u.low == ",") {
				break
			}
		}
		return -1
	}
	if i < s.to && e.matches(s.tok(i)) {
		if to := s.matchPattern(words[1:], i+1); to >= 0 {
			return to
		}
	}
	if e.optional {
		return s.matchPattern(words[1:], i)
	}
	return -1
}
