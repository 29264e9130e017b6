package main

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ascribe/actor"
	"ascribe/claim"
	"ascribe/news"
)

// Passages that annotators chose are about attribution; whole articles mostly are not, and a
// reader that learns from passages alone finds claims in what a gang does for a living. So
// claims that it read in whole articles were judged by a person, and it learns from the verdicts.

//go:embed testdata/judged.tsv
var judgedText string

// A judgement is a verdict on a claim that was read in an article of fulltext/replay.jsonl.
type judgement struct {
	story            string // its id there
	part             news.Part
	start, end       int
	accused, accuser string // keys of parties
	stance           news.Stance
	relation         news.Relation
	victim           string // hash of what was read, "-" for none
	verdict
}

// of reports whether c is the claim that was judged: the same parties in the same sentence.
func (j judgement) of(c news.Claim) bool {
	at := c.Evidence
	return at.Part == j.part && at.Start < j.end && j.start < at.End && c.Stance == j.stance && c.Accused.Key() == j.accused && c.Accuser.Key() == j.accuser
}

// readJudged reads the embedded judgements, by story.
func readJudged() (map[string][]judgement, error) {
	out := map[string][]judgement{}
	n := 0
	for line := range strings.Lines(judgedText) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 10 || len(f[9]) != len(judged) {
			return nil, fmt.Errorf("judged.tsv:%d: want ten columns", n)
		}
		j := judgement{story: f[0], part: news.Part(f[1]), accused: f[4], accuser: f[5], stance: news.Stance(f[6]), relation: news.Relation(f[7]), victim: f[8]}
		var errs [2]error
		j.start, errs[0] = strconv.Atoi(f[2])
		j.end, errs[1] = strconv.Atoi(f[3])
		if errs[0] != nil || errs[1] != nil {
			return nil, fmt.Errorf("judged.tsv:%d: no numbers", n)
		}
		for _, m := range f[9] {
			j.right = append(j.right, m == '+')
		}
		out[j.story] = append(out[j.story], j)
	}
	return out, nil
}

// A judgedCandidate is what the reader considers where a claim was judged.
type judgedCandidate struct {
	claim.Candidate
	judgement
	leads bool
}

// judgedCandidates reads the articles and finds the judged places again. Sentences that stand
// in the gold too are left out: they are measured there.
func judgedCandidates(dir string, gold []passage) ([]judgedCandidate, error) {
	by, err := readJudged()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "..", "incidents", "fulltext", "replay.jsonl")
	if _, err := os.Stat(file); err != nil {
		return nil, err
	}
	articles, err := storiesOf(file, func(id string) bool { return len(by[id]) > 0 })
	if err != nil {
		return nil, err
	}
	texts, cat := textsOf(gold), actor.Load()
	var out []judgedCandidate
	for _, a := range articles {
		cands := claim.Trace(a.Story, outletOf(a, cat), cat)
		for _, j := range by[a.mark] {
			if j.end > len(a.Story.Part(j.part)) || strings.Contains(texts, a.Story.Part(j.part)[j.start:j.end]) {
				continue
			}
			for i, c := range cands {
				e := c.Claim.Evidence
				if e.Part == j.part && e.Start < j.end && j.start < e.End && c.Claim.Stance == j.stance && c.Claim.Accused.Key() == j.accused {
					out = append(out, judgedCandidate{c, j, leads(cands, i)})
				}
			}
		}
	}
	return out, nil
}

// learnJudged adds what was judged. A sentence that attributes nothing teaches that its
// candidates are none; one whose accuser is right, who that is.
func (l *lesson) learnJudged(all []judgedCandidate) {
	for _, c := range all {
		l.passages++
		positive := c.right[0] && c.right[1] && c.right[3]
		if positive && c.Claim.Relation != c.relation {
			continue // other words of the sentence may have made the claim
		}
		l.examples = append(l.examples, example{l.index(c.Features), positive, judgedWeight, l.passages})
		if !positive || !c.leads {
			continue
		}
		l.judgeVictim(c)
		if !c.right[2] {
			continue
		}
		r := ranking{passage: l.passages}
		for _, a := range c.Accusers {
			r.choices = append(r.choices, l.index(a.Features))
			r.right = append(r.right, a.Party.Key() == c.accuser)
		}
		if slices.Contains(r.right, true) {
			l.rankings = append(l.rankings, r)
		}
	}
}

// judgeVictim learns from whether the victim was right: it was this one, or any but this one.
func (l *lesson) judgeVictim(c judgedCandidate) {
	r := ranking{passage: l.passages}
	for _, v := range c.Victims {
		read := hashOf(v.Words) == c.victim
		r.choices, r.right = append(r.choices, l.index(v.Features)), append(r.right, read == c.right[6])
	}
	if slices.Contains(r.right, true) && slices.Contains(r.right, false) {
		l.rankings = append(l.rankings, r)
	}
}

// hashOf stands for a victim in judged.tsv.
func hashOf(victim string) string {
	if victim == "" {
		return "-"
	}
	return fmt.Sprintf("%08x", hash(victim))
}

// judgedWeight is what one judged claim counts beside one of the annotated passages.
const judgedWeight = 0.7

// printKept tells how many of the judged claims the reader still makes, of the right and of the
// wrong ones, with weights that have not seen their articles; and of how many its victim is not
// known to be wrong.
func (t teacher) printKept(out io.Writer, c crossed) {
	var kept, all [2]int
	victims, judged := 0, 0
	seen := map[string]bool{}
	for _, j := range t.judged {
		place := fmt.Sprint(j.story, j.start, j.accused, j.stance)
		if seen[place] {
			continue
		}
		seen[place] = true
		w := c.folds[foldOfArticle(j.story, len(c.folds))]
		k := count(j.right[0] && j.right[1] && j.right[3])
		all[k]++
		kept[k] += count(t.makes(j, w))
		if k == 1 && len(j.Victims) > 0 {
			best := slices.MaxFunc(j.Victims, func(a, b claim.VictimChoice) int { return weigh(w, a.Features) - weigh(w, b.Features) })
			judged++
			victims += count((hashOf(best.Words) == j.victim) == j.right[6])
		}
	}
	fmt.Fprintf(out, "judged in articles: %d of %d right ones kept, %d of %d wrong ones; %d of %d victims not known to be wrong\n", kept[1], all[1], kept[0], all[0], victims, judged)
}

// makes reports whether one of the candidates where j was judged is accepted.
func (t teacher) makes(j judgedCandidate, w claim.Weights) bool {
	return slices.ContainsFunc(t.judged, func(o judgedCandidate) bool {
		return o.story == j.story && o.start == j.start && o.accused == j.accused && o.stance == j.stance && weigh(w, o.Features) > int(w["threshold"])
	})
}

func weigh(w claim.Weights, features []string) int {
	sum := 0
	for _, f := range features {
		sum += int(w[f])
	}
	return sum
}

// foldOfArticle deals articles out to n folds.
func foldOfArticle(id string, n int) int { return fold(articlePrefix+id, n) }
