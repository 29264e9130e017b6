package main

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tokens are the runs of letters, numbers and underscores, case kept: Python's \w+. Combining marks split.
func tokens(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

var shingleSeed = maphash.MakeSeed()

// shingles is the multiset of all windows of four tokens; a shorter text is one window.
func shingles(tok []string) map[uint64]int {
	m := map[uint64]int{}
	for i := 0; i+4 <= len(tok) || i == 0 && len(tok) > 0; i++ {
		m[shingle(tok[i:min(i+4, len(tok))])]++
	}
	return m
}

func shingle(tok []string) uint64 {
	var h maphash.Hash
	h.SetSeed(shingleSeed)
	for _, t := range tok {
		h.WriteString(t)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// A bodyScore sums the shingle metric of the article extraction benchmark over pages.
type bodyScore struct {
	precision, recall   float64
	predicted, expected int // pages that count for either
	pages, exact, empty int
	words               float64
}

// add scores one page.
func (s *bodyScore) add(gold, got string) {
	g, p := tokens(gold), tokens(got)
	s.pages++
	if len(p) == 0 {
		s.empty++
	}
	if slices.Equal(g, p) {
		s.exact++
	}
	tp, fp, fn := common(shingles(g), shingles(p))
	precision, recall := ratios(tp, fp, fn)
	if tp+fp > 0 {
		s.precision += precision
		s.predicted++
	}
	if tp+fn > 0 {
		s.recall += recall
		s.expected++
	}
	s.words += wordF1(gold, got)
}

func common[K comparable](gold, got map[K]int) (tp, fp, fn int) {
	for k, n := range got {
		tp += min(n, gold[k])
		fp += max(0, n-gold[k])
	}
	for k, n := range gold {
		fn += max(0, n-got[k])
	}
	return tp, fp, fn
}

func ratios(tp, fp, fn int) (precision, recall float64) {
	if fp == 0 && fn == 0 {
		return 1, 1
	}
	if tp > 0 {
		precision = float64(tp) / float64(tp+fp)
		recall = float64(tp) / float64(tp+fn)
	}
	return precision, recall
}

// wordF1 compares bags of lower-case tokens.
func wordF1(gold, got string) float64 {
	bag := func(s string) map[string]int {
		m := map[string]int{}
		for _, t := range tokens(strings.ToLower(s)) {
			m[t]++
		}
		return m
	}
	tp, fp, fn := common(bag(gold), bag(got))
	if fp == 0 && fn == 0 {
		return 1
	}
	return 2 * float64(tp) / float64(2*tp+fp+fn)
}

func (s *bodyScore) result() map[string]float64 {
	p := s.precision / float64(max(1, s.predicted))
	r := s.recall / float64(max(1, s.expected))
	n := float64(max(1, s.pages))
	f1 := 0.0
	if p+r > 0 {
		f1 = 2 * p * r / (p + r)
	}
	return map[string]float64{"f1": f1, "precision": p, "recall": r, "accuracy": float64(s.exact) / n, "empty": float64(s.empty) / n, "word_f1": s.words / n}
}

// A snippetScore counts the snippets that must or must not be in a text, over the whole set.
type snippetScore struct{ tp, fp, fn int }

func (s *snippetScore) add(include, exclude []string, got string) {
	got = strings.Join(strings.Fields(got), " ")
	for _, x := range include {
		if strings.Contains(got, strings.Join(strings.Fields(x), " ")) {
			s.tp++
		} else {
			s.fn++
		}
	}
	for _, x := range exclude {
		if strings.Contains(got, strings.Join(strings.Fields(x), " ")) {
			s.fp++
		}
	}
}

func (s *snippetScore) f1() float64 {
	return 2 * float64(s.tp) / float64(max(1, 2*s.tp+s.fp+s.fn))
}

// folded is a text as titles and names are compared: decomposed, marks and apostrophes dropped, lower case.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) || strings.ContainsRune("'’‘`´ʼ", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}

func sameTitle(gold, got string) bool {
	return slices.Equal(tokens(folded(gold)), tokens(folded(got)))
}

// names is the set of folded names of a byline, in order.
func names(raw []string) []string {
	var all []string
	for _, r := range raw {
		parts := strings.FieldsFunc(folded(r), func(c rune) bool { return strings.ContainsRune(",;&/|", c) })
		for _, p := range parts {
			words := tokens(p)
			name := []string{}
			flush := func() {
				if len(name) > 1 && name[0] == "by" {
					name = name[1:]
				}
				if len(name) > 0 {
					all = append(all, strings.Join(name, " "))
				}
				name = nil
			}
			for _, w := range words {
				if w == "and" || w == "und" || w == "et" || w == "y" || w == "with" {
					flush()
				} else {
					name = append(name, w)
				}
			}
			flush()
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func sameAuthors(gold, got []string) bool { return slices.Equal(names(gold), names(got)) }
