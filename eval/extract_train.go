package main

import (
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"

	"ascribe/extract"
)

// training holds the labelled pages of one run.
type training struct {
	examples []*pageExample
	first    growth
	second   growth
}

func newTraining(pages []*goldPage) (*training, error) {
	all := make([]*pageExample, len(pages))
	eachPage(pages, func(i int, g *goldPage) { all[i] = newExample(g) })
	t := &training{first: firstGrowth, second: secondGrowth}
	t.examples = slices.DeleteFunc(all, func(e *pageExample) bool { return e == nil })
	if len(t.examples) == 0 {
		return nil, fmt.Errorf("no page with a gold body")
	}
	return t, nil
}

// foldOf puts all pages of a domain into one fold.
func foldOf(domain string, folds int) int {
	h := fnv.New32a()
	io.WriteString(h, "fold|"+domain)
	return int(h.Sum32() % uint32(folds))
}

// crossTrain makes one model a fold, from the other folds. The second forest learns from scores of first forests
// that had not seen the page.
func (t *training) crossTrain(folds int) []*extract.Model {
	models := make([]*extract.Model, folds)
	unseen := t.unseenScores(folds, models)
	rows := make([][][]int16, len(t.examples))
	half(len(rows), func(i int) { rows[i] = t.examples[i].sheet.Context(unseen[i]) })
	for k := range folds {
		d := t.data(func(e *pageExample) bool { return e.fold != k }, func(i int) [][]int16 { return rows[i] })
		models[k].Second = d.grow(t.second)
		models[k].Cut = cut
	}
	return models
}

// cut is the second score from which a block is body. 0 is even odds; a little below it little more is wrongly kept than would
// wrongly be lost.
const cut = -45

// unseenScores trains the first forest of each fold's model, and scores each page by the one that did not see it.
func (t *training) unseenScores(folds int, models []*extract.Model) [][]int32 {
	for _, e := range t.examples {
		e.fold = foldOf(e.gold.DomainKey, folds)
	}
	for k := range folds {
		d := t.data(func(e *pageExample) bool { return e.fold != k }, func(i int) [][]int16 { return t.examples[i].rows })
		models[k] = &extract.Model{First: d.grow(t.first)}
	}
	scores := make([][]int32, len(t.examples))
	for i, e := range t.examples {
		scores[i] = make([]int32, len(e.rows))
		for j, row := range e.rows {
			scores[i][j] = models[e.fold].First.Score(row)
		}
	}
	return scores
}

// train makes the model that ships: both forests from all pages.
func (t *training) train() *extract.Model {
	const folds = 5
	unseen := t.unseenScores(folds, make([]*extract.Model, folds))
	every := func(*pageExample) bool { return true }
	m := &extract.Model{Cut: cut}
	m.First = t.data(every, func(i int) [][]int16 { return t.examples[i].rows }).grow(t.first)
	m.Second = t.data(every, func(i int) [][]int16 { return t.examples[i].sheet.Context(unseen[i]) }).grow(t.second)
	return m
}

// data is the blocks of some pages as one table.
func (t *training) data(use func(*pageExample) bool, rows func(i int) [][]int16) *table {
	d := new(table)
	for i, e := range t.examples {
		if !use(e) {
			continue
		}
		for j, row := range rows(i) {
			if e.weight[j] > 0 {
				d.add(row, e.label[j], e.weight[j])
			}
		}
	}
	return d
}

// trainExtract trains the body model on the pages below dir and writes it to file.
func trainExtract(dir, file string, log io.Writer) error {
	pages, err := goldPages(dir)
	if err != nil {
		return err
	}
	t, err := newTraining(pages)
	if err != nil {
		return err
	}
	b := t.train().Encode()
	fmt.Fprintf(log, "%s: %d pages, %d bytes\n", file, len(t.examples), len(b))
	return os.WriteFile(file, b, 0o644)
}
