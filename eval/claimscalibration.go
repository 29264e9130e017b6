package main

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/actor"
)

//go:embed testdata/verdicts-*.tsv
var verdictFiles embed.FS

// allVerdicts are the embedded verdicts by claim; where two persons judged one, the later holds.
func allVerdicts() (map[string]verdict, error) {
	const folder = "testdata"
	files, err := verdictFiles.ReadDir(folder) // in order
	if err != nil {
		return nil, err
	}
	out := map[string]verdict{}
	for _, f := range files {
		text, err := verdictFiles.ReadFile(path.Join(folder, f.Name()))
		if err != nil {
			return nil, err
		}
		list, err := parseVerdicts(f.Name(), string(text))
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			out[v.id] = v
		}
	}
	return out, nil
}

// A scored claim is one that was read, with its raw score and whether accuser, accused and
// stance are right.
type scored struct {
	score int
	right bool
	fold  int
}

// calibrationFolds is how often the weights and the calibration are learned without what
// they are measured on.
const calibrationFolds = 5

// calibrationPlot is where the picture goes.
const calibrationPlot = "docs/reliability.svg"

// scoredClaims are claims read with weights that have not learned from them: those of whole articles that a person has
// judged, and those of the development part of the passages.
func scoredClaims(dir string) (articles, passages []scored, err error) {
	gold, err := readGold(dir)
	if err != nil {
		return nil, nil, err
	}
	keys, err := loadKeys(filepath.Join(dir, "..", "..", "actors"))
	if err != nil {
		return nil, nil, err
	}
	t, err := newTeacher(dir, gold, keys)
	if err != nil {
		return nil, nil, err
	}
	weights := t.crossTrain(calibrationFolds)
	articles, err = scoredArticles(dir, gold, weights)
	return articles, scoredPassages(t.cat, gold, matcher{keys, false}, weights), err
}

// scoredPassages leaves out what agrees with an optional claim: it is neither right nor wrong.
func scoredPassages(cat *actor.Catalogue, gold []passage, m matcher, weights crossed) []scored {
	var out []scored
	for _, p := range gold {
		if !development(p) {
			continue
		}
		s, o := p.story(cat)
		var pred []claimShape
		claims := weights.of(p).Raw().Read(s, o, cat).Claims
		for _, c := range claims {
			pred = append(pred, shape(c))
		}
		var x prf
		right := map[int]bool{}
		for i, j := range x.add(p.Claims, pred, m.triple) {
			if j >= 0 && !p.Claims[i].Optional {
				right[j] = true
			}
		}
		for j, c := range claims {
			optional := slices.ContainsFunc(p.Claims, func(g claimShape) bool { return g.Optional && m.triple(g, pred[j]) })
			if right[j] || !optional {
				out = append(out, scored{c.Score, right[j], fold(p.Incident, calibrationFolds)})
			}
		}
	}
	return out
}

// A curve maps raw scores to per cent: points with rising x and y, lines between them.
type curve [][2]int

// at is the curve's value, as claim reads it.
func (c curve) at(x int) int {
	last := [2]int{0, 0}
	for _, p := range c {
		if x <= p[0] {
			if p[0] == last[0] {
				return p[1]
			}
			return last[1] + (p[1]-last[1])*(x-last[0])/(p[0]-last[0])
		}
		last = p
	}
	return last[1]
}

// calibrate learns a curve: the share that is right among the claims of a score, made rising by
// pooling neighbours that are not (isotonic regression), over groups of no less than a tenth
// of the claims, since fewer tell chance from skill badly.
func calibrate(all []scored) curve {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	type pool struct{ n, right, sum float64 }
	share := func(p pool) float64 { return (p.right + 1) / (p.n + 2) } // of few claims not all are believed
	var pools []pool
	size := max(1, len(all)/10)
	for i := 0; i < len(all); {
		var p pool
		for ; i < len(all) && (p.n < float64(size) || all[i].score == all[i-1].score); i++ {
			p.n++
			p.sum += float64(all[i].score)
			p.right += float64(count(all[i].right))
		}
		pools = append(pools, p)
		for k := len(pools) - 1; k > 0 && share(pools[k-1]) >= share(pools[k]); k-- {
			a, b := pools[k-1], pools[k]
			pools = append(pools[:k-1], pool{a.n + b.n, a.right + b.right, a.sum + b.sum})
		}
	}
	var c curve
	for _, p := range pools {
		x, y := int(math.Round(p.sum/p.n)), int(math.Round(100*share(p)))
		if len(c) > 0 && x <= c[len(c)-1][0] {
			continue
		}
		c = append(c, [2]int{x, y})
	}
	return c
}

// A bin is a tenth of the scale.
type bin struct {
	N     int     `json:"n"`
	Said  float64 `json:"said"`  // mean of the scores
	Found float64 `json:"found"` // share that is right
}

type reliability struct {
	Claims int     `json:"claims"`
	Error  float64 `json:"error"` // expected calibration error: |said − found|, by claims
	Brier  float64 `json:"brier"`
	Bins   []bin   `json:"bins"`
}

// reliabilityOf sorts claims into ten bins by what is said of them.
func reliabilityOf(all []scored, said func(scored) int) reliability {
	r := reliability{Claims: len(all), Bins: make([]bin, 10)}
	for _, s := range all {
		p := float64(said(s)) / 100
		b := &r.Bins[min(int(p*10), 9)]
		b.N++
		b.Said += p
		b.Found += float64(count(s.right))
		r.Brier += (p - float64(count(s.right))) * (p - float64(count(s.right))) / float64(len(all))
	}
	for i := range r.Bins {
		if b := &r.Bins[i]; b.N > 0 {
			b.Said, b.Found = b.Said/float64(b.N), b.Found/float64(b.N)
			r.Error += math.Abs(b.Said-b.Found) * float64(b.N) / float64(len(all))
		}
	}
	return r
}

// runCalibration prints how reliable the scores of claims in whole articles are, before and after calibration, neither
// weights nor calibration having learned from what is measured, and how well what holds in articles holds in passages, which
// were chosen for their claims. With write it writes claim's table and the picture.
func runCalibration(dir string, write, asJSON bool, out io.Writer) error {
	all, passages, err := scoredClaims(dir)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return errors.New("no claim of whole articles was judged")
	}
	var curves [calibrationFolds]curve
	for i := range curves {
		curves[i] = calibrate(slices.DeleteFunc(slices.Clone(all), func(s scored) bool { return s.fold == i }))
	}
	whole := calibrate(all)
	before := reliabilityOf(all, func(s scored) int { return s.score })
	after := reliabilityOf(all, func(s scored) int { return curves[s.fold].at(s.score) })
	elsewhere := reliabilityOf(passages, func(s scored) int { return whole.at(s.score) })
	if write {
		if err := writeCalibration("claim/calibration.txt", whole); err != nil {
			return err
		}
		if err := os.WriteFile(calibrationPlot, plotReliability(after), 0o644); err != nil {
			return err
		}
	}
	if asJSON {
		return printJSON(out, map[string]reliability{"raw": before, "calibrated": after, "passages": elsewhere})
	}
	printReliability(out, "raw", before)
	printReliability(out, "calibrated", after)
	printReliability(out, "so calibrated, of passages", elsewhere)
	return nil
}

// scoredArticles are the claims of whole articles of which a person has judged the sentence and the parties. Sentences that
// stand in a passage too are left out.
func scoredArticles(dir string, gold []passage, weights crossed) ([]scored, error) {
	verdicts, err := allVerdicts()
	if err != nil {
		return nil, err
	}
	judged, err := readJudged()
	if err != nil {
		return nil, err
	}
	stories, err := storiesOf(filepath.Join(dir, "..", "incidents", "fulltext", "replay.jsonl"), func(string) bool { return true })
	if err != nil {
		return nil, err
	}
	texts, cat := textsOf(gold), actor.Load()
	var out []scored
	for _, l := range stories {
		f := foldOfArticle(l.mark, calibrationFolds)
		for _, c := range weights.folds[f].Raw().Read(l.Story, outletOf(l, cat), cat).Claims {
			v, known := verdicts[string(c.ID)]
			for _, j := range judged[l.mark] {
				if !known && j.of(c) {
					v, known = j.verdict, true
				}
			}
			if known && !strings.Contains(texts, c.Quote) {
				out = append(out, scored{c.Score, v.right[1] && v.right[2] && v.right[3], f})
			}
		}
	}
	return out, nil
}

func printReliability(w io.Writer, name string, r reliability) {
	fmt.Fprintf(w, "%s: %d claims, calibration error %.3f, Brier %.3f\n", name, r.Claims, r.Error, r.Brier)
	for i, b := range r.Bins {
		if b.N > 0 {
			low, high := wilson(int(math.Round(b.Found*float64(b.N))), b.N)
			fmt.Fprintf(w, "  %2d-%3d  %4d claims  said %.2f  found %.2f  (%.2f to %.2f)\n", 10*i, 10*i+10, b.N, b.Said, b.Found, low, high)
		}
	}
}

func writeCalibration(file string, c curve) error {
	var b bytes.Buffer
	b.WriteString("# What a raw score is worth, in per cent; lines between the points. Made by \"go run ./eval claims calibrate\".\n0 0\n")
	for _, p := range c {
		fmt.Fprintf(&b, "%d %d\n", p[0], p[1])
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}
