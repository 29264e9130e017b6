package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/actor"
	"ascribe/claim"
)

// An example is a feature vector with its label: a claim or none.
type example struct {
	features []int
	positive bool
	weight   float64
	passage  int
}

// A ranking is one claim with those who may have made it; right marks the ones who did.
type ranking struct {
	choices [][]int
	right   []bool
	passage int
}

// A lesson is what the passages of one set teach.
type lesson struct {
	names    map[string]int
	examples []example
	rankings []ranking
	passages int // how many were learned from
}

func (l *lesson) index(features []string) []int {
	out := make([]int, len(features))
	for i, f := range features {
		n, ok := l.names[f]
		if !ok {
			n = len(l.names)
			l.names[f] = n
		}
		out[i] = n
	}
	return out
}

// inventedWeight is that of a passage whose writer sought what is seldom said: the usual is to
// weigh more.
const inventedWeight = 0.5

// articleWeight is that of a paragraph of an article: there are five times as many as passages
// of the guideline's authors, who are the measure of what is meant.
const articleWeight = 0.8

// learn adds one annotated passage.
func (l *lesson) learn(p passage, keys keySet, cat *actor.Catalogue) {
	m := matcher{keys, false}
	s, o := p.story(cat)
	cands := claim.Trace(s, o, cat)
	l.passages++
	weight := 1.0
	if p.invented() {
		weight = inventedWeight
	}
	if p.fromArticle() {
		weight = articleWeight
	}
	if len(p.Claims) == 0 {
		weight *= 2 // a story without a claim is to stay without one
	}
	l.learnAbout(p, m, cat)
	type label struct{ same, related, optional bool }
	labels := make([]label, len(cands))
	taken := map[int]bool{} // gold claims whose relation some candidate has
	for i, c := range cands {
		sh := shape(c.Claim)
		for k, g := range p.Claims {
			if !overlap(g, sh) || g.Stance != sh.Stance || !m.accused(g, sh) {
				continue
			}
			if g.Optional {
				labels[i].optional = true
				continue
			}
			labels[i].same = true
			if g.Relation == sh.Relation {
				labels[i].related = true
				taken[k] = true
			}
		}
	}
	for i, c := range cands {
		sh := shape(c.Claim)
		if labels[i].optional && !labels[i].same {
			continue
		}
		positive := labels[i].related
		if labels[i].same && !positive {
			positive = true
			for k, g := range p.Claims {
				if overlap(g, sh) && g.Stance == sh.Stance && m.accused(g, sh) && taken[k] {
					positive = false
				}
			}
		}
		l.examples = append(l.examples, example{l.index(c.Features), positive, weight, l.passages})
		if labels[i].same && leads(cands, i) {
			l.rank(c, p, sh, m)
			l.rankVictims(c, p, sh, m)
		}
	}
}

// leads reports whether no other candidate of the same accused, stance and sentence shows
// its accuser better.
func leads(cands []claim.Candidate, i int) bool {
	c := cands[i]
	for k, o := range cands {
		if k != i && o.Claim.Evidence == c.Claim.Evidence && o.Claim.Stance == c.Claim.Stance && o.Claim.Accused.Key() == c.Claim.Accused.Key() && o.Lead > c.Lead {
			return false
		}
	}
	return true
}

// rank adds the accuser of one claim that was found.
func (l *lesson) rank(c claim.Candidate, p passage, sh claimShape, m matcher) {
	r := ranking{passage: l.passages}
	any := false
	for _, a := range c.Accusers {
		right := false
		for _, g := range p.Claims {
			with := sh
			with.Accuser, with.AccuserKind, with.AccuserCountry, with.Speaker = a.Party.Name, string(a.Party.Kind), a.Party.Country, a.Speaker
			right = right || overlap(g, sh) && g.Stance == sh.Stance && m.accused(g, sh) && m.accuser(g, with)
		}
		any = any || right
		r.choices = append(r.choices, l.index(a.Features))
		r.right = append(r.right, right)
	}
	if any {
		l.rankings = append(l.rankings, r)
	}
}

// rankVictims adds the victim of one claim that was found, when the annotators saw one.
func (l *lesson) rankVictims(c claim.Candidate, p passage, sh claimShape, m matcher) {
	for _, g := range p.Claims {
		if g.Victim == "" || !overlap(g, sh) || g.Stance != sh.Stance || !m.accused(g, sh) {
			continue
		}
		r := ranking{passage: l.passages}
		any := false
		for _, v := range c.Victims {
			with := sh
			with.Victim = v.Words
			right := m.victim(g, with)
			any = any || right
			r.choices, r.right = append(r.choices, l.index(v.Features)), append(r.right, right)
		}
		if any {
			l.rankings = append(l.rankings, r)
		}
		return
	}
}

// How fit learns: rounds of full batches, the step, what holds a weight to its
// expectation, and in how many passages a feature must stand.
const (
	fitRounds  = 120
	fitRate    = 0.4
	fitPenalty = 10.0
	fitSeen    = 3 // what stands in fewer passages is chance
)

// fit learns weights by full-batch AdaGrad with an L2 penalty: logistic for the claims,
// softmax for the accusers. Sums run in a fixed order, so that two runs agree.
func (l *lesson) fit(bias int) claim.Weights {
	n := len(l.names)
	w, g2 := make([]float64, n), make([]float64, n)
	prior := make([]float64, n)
	for name, i := range l.names {
		prior[i] = expectation(name)
		w[i] = prior[i]
	}
	grad := make([]float64, n)
	seen := l.counts()
	for range fitRounds {
		for i := range grad {
			grad[i] = fitPenalty * (w[i] - prior[i])
		}
		for _, e := range l.examples {
			y := 0.0
			if e.positive {
				y = 1
			}
			d := e.weight * (sigmoid(dot(w, e.features)) - y)
			for _, f := range e.features {
				grad[f] += d
			}
		}
		for _, r := range l.rankings {
			r.gradient(w, grad)
		}
		for i := range w {
			g2[i] += grad[i] * grad[i]
			if g2[i] > 0 && seen[i] >= fitSeen {
				w[i] -= fitRate * grad[i] / math.Sqrt(g2[i]+1e-8)
			}
		}
	}
	out := claim.Weights{"threshold": int32(bias), "surely": claimSurely}
	for name, i := range l.names {
		if v := int32(math.Round(w[i] * 100)); v != 0 {
			out[name] = v
		}
	}
	return out
}

// counts tells in how many passages each feature stands.
func (l *lesson) counts() []int {
	seen, last := make([]int, len(l.names)), make([]int, len(l.names))
	count := func(features []int, passage int) {
		for _, f := range features {
			if last[f] != passage {
				last[f] = passage
				seen[f]++
			}
		}
	}
	for _, e := range l.examples {
		count(e.features, e.passage)
	}
	clear(last)
	for _, r := range l.rankings {
		for _, c := range r.choices {
			count(c, r.passage)
		}
	}
	return seen
}

// expectation is what a weight is drawn to where the passages say little: grammar is
// believed unless they teach otherwise, and so are words that hardly mean anything else.
func expectation(feature string) float64 {
	if how, ok := strings.CutPrefix(feature, "by:pick|"); ok && !strings.Contains(how, "|") {
		return 2
	}
	switch feature {
	case "of:rule", "of:else|last|none":
		return 1
	}
	if strings.HasPrefix(feature, "strength|3|") {
		return 1
	}
	return 0
}

// gradient adds the slope of -log P(one of the right ones).
func (r ranking) gradient(w, grad []float64) {
	p := make([]float64, len(r.choices))
	top := math.Inf(-1)
	for i, c := range r.choices {
		p[i] = dot(w, c)
		top = max(top, p[i])
	}
	sum, right := 0.0, 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
		if r.right[i] {
			right += p[i]
		}
	}
	for i, c := range r.choices {
		d := p[i] / sum
		if r.right[i] {
			d -= p[i] / right
		}
		for _, f := range c {
			grad[f] += d
		}
	}
}

func dot(w []float64, features []int) float64 {
	s := 0.0
	for _, f := range features {
		s += w[f]
	}
	return s
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// claimThreshold is the sum that a candidate must exceed, in hundredths of a logit. Below
// zero, since F1 pays for a claim that is likelier than about two in five.
const claimThreshold = -55

// claimSurely is what the best candidate of a story must exceed the threshold by: where
// all are doubtful, most stories attribute nothing.
const claimSurely = 40

// A teacher has all that the weights are learned from.
type teacher struct {
	gold   []passage // with our own
	keys   keySet
	cat    *actor.Catalogue
	judged []judgedCandidate
}

// newTeacher reads the annotated passages of a folder, our own, and what was judged of whole
// articles.
func newTeacher(dir string, gold []passage, keys keySet) (teacher, error) {
	own, err := readOwn()
	if err != nil {
		return teacher{}, err
	}
	articles, err := readArticles(filepath.Join(dir, "..", "incidents"))
	if err != nil {
		return teacher{}, err
	}
	invented, err := readInvented()
	if err != nil {
		return teacher{}, err
	}
	judged, err := judgedCandidates(dir, gold)
	if err != nil {
		return teacher{}, err
	}
	judged = slices.DeleteFunc(judged, func(j judgedCandidate) bool {
		return slices.ContainsFunc(articles, func(p passage) bool { return p.Incident == articlePrefix+j.story && blind(p.Incident) })
	})
	return teacher{slices.Concat(gold, own, articles, invented), keys, actor.Load(), judged}, nil
}

// train learns from the passages that keep accepts, and from the articles that keepArticle does.
func (t teacher) train(keep func(passage) bool, keepArticle func(id string) bool) claim.Weights {
	l := lesson{names: map[string]int{}}
	for _, p := range t.gold {
		if keep(p) {
			l.learn(p, t.keys, t.cat)
		}
	}
	l.learnAboutStories(t.cat)
	l.learnJudged(slices.DeleteFunc(slices.Clone(t.judged), func(j judgedCandidate) bool { return !keepArticle(j.story) }))
	return l.fit(claimThreshold)
}

// development reports whether p may be learned from.
func development(p passage) bool { return p.own() || !blind(p.Incident) }

func every(string) bool { return true }

// trainClaimWeights learns the embedded weights of claim from the development part of the
// gold in dir, and writes them to file.
func trainClaimWeights(dir, file string, log io.Writer) error {
	gold, err := readGold(dir)
	if err != nil {
		return err
	}
	keys, err := loadKeys(filepath.Join(dir, "..", "..", "actors"))
	if err != nil {
		return err
	}
	t, err := newTeacher(dir, gold, keys)
	if err != nil {
		return err
	}
	w := t.train(development, every)
	fmt.Fprintf(log, "%s: %d weights\n", file, len(w))
	var b bytes.Buffer
	if err := writeWeights(&b, w); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

// writeWeights writes weights.txt of claim.
func writeWeights(out io.Writer, w claim.Weights) error {
	b := bufio.NewWriter(out)
	for _, name := range slices.SortedFunc(maps.Keys(w), cmp.Compare[string]) {
		fmt.Fprintf(b, "%s %d\n", name, w[name])
	}
	return b.Flush()
}
