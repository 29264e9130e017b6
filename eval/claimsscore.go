package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// claimsResult is what the measure prints as JSON: F1 by level, details beneath.
type claimsResult struct {
	Strict  map[string]float64     `json:"strict"`
	Lenient map[string]float64     `json:"lenient"`
	Clean   float64                `json:"clean"`
	Detail  map[string]claimsScore `json:"detail"`
}

// A claimsScore is the measure on one set of passages.
type claimsScore struct {
	Passages int         `json:"passages"`
	Strict   claimLevels `json:"strict"`
	Lenient  claimLevels `json:"lenient"`
	Clean    float64     `json:"clean"`
	Free     int         `json:"free"`  // passages without a claim
	About    float64     `json:"about"` // accuracy over matched claims
	Fields   fieldScore  `json:"fields"`
}

// claimLevels are the levels of agreement, each harder than the one before.
type claimLevels struct {
	Detection prf `json:"detection"`
	Accused   prf `json:"accused"`
	Triple    prf `json:"triple"`
	All       prf `json:"all"`
}

func (l claimLevels) f1s() map[string]float64 {
	return map[string]float64{"detection": l.Detection.F1, "accused": l.Accused.F1, "triple": l.Triple.F1, "all": l.All.F1}
}

// A fieldScore says, over claims matched as triples, how often each other field agrees.
type fieldScore struct {
	Matched        int     `json:"matched"`
	Relation       float64 `json:"relation"`
	Hedge          float64 `json:"hedge"`
	Victim         float64 `json:"victim"`
	AccusedCountry float64 `json:"accused_country"`
	AccuserCountry float64 `json:"accuser_country"`
}

// prf holds precision, recall and F1 with their counts.
type prf struct {
	TP   int     `json:"tp"`
	Gold int     `json:"gold"`
	Pred int     `json:"pred"`
	P    float64 `json:"p"`
	R    float64 `json:"r"`
	F1   float64 `json:"f1"`
}

func (x *prf) finish() {
	if x.Pred > 0 {
		x.P = float64(x.TP) / float64(x.Pred)
	}
	if x.Gold > 0 {
		x.R = float64(x.TP) / float64(x.Gold)
	}
	if x.P+x.R > 0 {
		x.F1 = 2 * x.P * x.R / (x.P + x.R)
	}
}

// add counts one passage. Optional claims of the gold are never required, and predictions
// that hit one are not counted. It returns the match of each gold claim.
func (x *prf) add(gold, pred []claimShape, edge func(g, p claimShape) bool) []int {
	var must, optional []int
	for i, g := range gold {
		if g.Optional {
			optional = append(optional, i)
		} else {
			must = append(must, i)
		}
	}
	free := make([]bool, len(pred))
	for j := range free {
		free[j] = true
	}
	e := func(i, j int) bool { return edge(gold[i], pred[j]) }
	match := matching(len(gold), len(pred), e, must, free)
	tp, skip := 0, 0
	for _, i := range must {
		if match[i] >= 0 {
			tp++
			free[match[i]] = false
		}
	}
	more := matching(len(gold), len(pred), e, optional, free)
	for _, i := range optional {
		if more[i] >= 0 {
			skip++
		}
	}
	x.TP += tp
	x.Gold += len(must)
	x.Pred += len(pred) - skip
	return match
}

// matching is Kuhn's maximum bipartite matching: the prediction of each gold claim, or -1.
func matching(n, m int, edge func(i, j int) bool, order []int, free []bool) []int {
	byGold, byPred := slices.Repeat([]int{-1}, n), slices.Repeat([]int{-1}, m)
	var try func(i int, seen []bool) bool
	try = func(i int, seen []bool) bool {
		for j := range m {
			if seen[j] || !free[j] || !edge(i, j) {
				continue
			}
			seen[j] = true
			if byPred[j] < 0 || try(byPred[j], seen) {
				byPred[j], byGold[i] = i, j
				return true
			}
		}
		return false
	}
	for _, i := range order {
		try(i, make([]bool, m))
	}
	return byGold
}

// spansOf collapses claims to their distinct evidence.
func spansOf(claims []claimShape) []claimShape {
	seen := map[[2]int]int{}
	var out []claimShape
	for _, c := range claims {
		k := [2]int{c.Start, c.End}
		if i, ok := seen[k]; ok {
			out[i].Optional = out[i].Optional && c.Optional
			continue
		}
		seen[k] = len(out)
		out = append(out, claimShape{Start: c.Start, End: c.End, Optional: c.Optional})
	}
	return out
}

// scoreClaims measures predictions against gold, passage by passage.
func scoreClaims(keys keySet, gold, pred [][]claimShape) claimsScore {
	out := claimsScore{Passages: len(gold)}
	clean, about := 0, 0
	var fields [5]int
	for _, lenient := range []bool{false, true} {
		m := matcher{keys, lenient}
		l := &out.Strict
		if lenient {
			l = &out.Lenient
		}
		for i := range gold {
			g, p := gold[i], pred[i]
			l.Detection.add(spansOf(g), spansOf(p), overlap)
			l.Accused.add(g, p, func(a, b claimShape) bool { return overlap(a, b) && m.accused(a, b) })
			match := l.Triple.add(g, p, m.triple)
			l.All.add(g, p, m.all)
			if lenient {
				continue
			}
			if len(g) == 0 {
				out.Free++
				if len(p) == 0 {
					clean++
				}
			}
			for k, j := range match {
				if j >= 0 {
					out.Fields.Matched++
					about += count(g[k].About == p[j].About)
					fields[0] += count(g[k].Relation == p[j].Relation)
					fields[1] += count(m.hedge(g[k], p[j]))
					fields[2] += count(m.victim(g[k], p[j]))
					fields[3] += count(g[k].AccusedCountry == p[j].AccusedCountry)
					fields[4] += count(g[k].AccuserCountry == p[j].AccuserCountry)
				}
			}
		}
		for _, x := range []*prf{&l.Detection, &l.Accused, &l.Triple, &l.All} {
			x.finish()
		}
	}
	if out.Free > 0 {
		out.Clean = float64(clean) / float64(out.Free)
	}
	if n := float64(out.Fields.Matched); n > 0 {
		out.About = float64(about) / n
		f := &out.Fields
		for i, to := range []*float64{&f.Relation, &f.Hedge, &f.Victim, &f.AccusedCountry, &f.AccuserCountry} {
			*to = float64(fields[i]) / n
		}
	}
	return out
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// printErrors lists what was missed and what was wrong in one passage, at the level of
// accuser, accused and stance.
func printErrors(w io.Writer, keys keySet, g passage, pred []claimShape) {
	m := matcher{keys, false}
	var x prf
	match := x.add(g.Claims, pred, m.triple)
	hit := map[int]bool{}
	line := func(what string, c claimShape) {
		quote := ""
		if c.Start >= 0 && c.End <= len(g.Text) && c.Start < c.End {
			quote = g.Text[c.Start:c.End]
		}
		fmt.Fprintf(w, "%s %s %q -> %q(%s,%s) %s/%s subj=%q V=%q H=%q\n     %s\n", what, g.ID, c.Accuser, c.Accused, c.AccusedKind, c.AccusedCountry, c.Relation, c.Stance, c.Subject, c.Victim, c.Hedge, quote)
	}
	for i, j := range match {
		if j >= 0 {
			hit[j] = true
			if !m.all(g.Claims[i], pred[j]) {
				line("half-gold", g.Claims[i])
				line("half-pred", pred[j])
			}
		} else if !g.Claims[i].Optional {
			line("MISS", g.Claims[i])
		}
	}
	for j := range pred {
		if !hit[j] {
			line("SPUR", pred[j])
		}
	}
}

// printClaims writes the measure as a table.
func printClaims(w io.Writer, r claimsResult) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "set\tpassages\tdetection\taccused\ttriple\tP\tR\tall\tlenient\tclean\tabout\trelation\thedge\tvictim\tcountries\t")
	for _, name := range []string{"gold-dev", "gold-dev-2", "gold-written-dev", "development", "blind", "articles", "articles, blind", "invented", "invented, blind", "renamed", "renamed, blind", "own", "all"} {
		d, ok := r.Detail[name]
		if !ok || d.Passages == 0 {
			continue
		}
		s := d.Strict
		fmt.Fprintf(tw, "%s\t%d\t%.3f\t%.3f\t%.3f\t%.2f\t%.2f\t%.3f\t%.3f\t%.3f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f %.2f\t\n", name, d.Passages,
			s.Detection.F1, s.Accused.F1, s.Triple.F1, s.Triple.P, s.Triple.R, s.All.F1, d.Lenient.Triple.F1, d.Clean, d.About,
			d.Fields.Relation, d.Fields.Hedge, d.Fields.Victim, d.Fields.AccusedCountry, d.Fields.AccuserCountry)
	}
	tw.Flush()
}
