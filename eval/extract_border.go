package main

import "strings"

// A borderScore tells whether paragraphs begin and end where the gold has them, apart from whether the right text was found.
// A border is known by the two tokens before and the two after it. Only borders count whose four tokens stand in a row in
// the other text too, with or without a border; so text that one side lacks counts for nothing. A line break of any length
// is a border. The score is over all pages at once.
type borderScore struct{ tp, fp, fn int }

func (s *borderScore) add(gold, got string) {
	g, gTok := borders(gold)
	p, pTok := borders(got)
	inGold, inGot := shingles(gTok), shingles(pTok)
	for k, n := range p {
		if inGold[k] > 0 {
			s.tp += min(n, g[k])
			s.fp += max(0, n-g[k])
		}
	}
	for k, n := range g {
		if inGot[k] > 0 {
			s.fn += max(0, n-p[k])
		}
	}
}

// borders counts the borders of a text by their four tokens, and gives the tokens of the whole.
func borders(text string) (map[uint64]int, []string) {
	var tok []string
	var at []int
	for line := range strings.Lines(text) {
		if t := tokens(line); len(t) > 0 {
			tok = append(tok, t...)
			at = append(at, len(tok))
		}
	}
	m := map[uint64]int{}
	for _, i := range at {
		if i >= 2 && i+2 <= len(tok) {
			m[shingle(tok[i-2:i+2])]++
		}
	}
	return m, tok
}

func (s *borderScore) f1() float64 { return 2 * float64(s.tp) / float64(max(1, 2*s.tp+s.fp+s.fn)) }
