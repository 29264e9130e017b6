package main

import (
	"maps"
	"slices"
	"strings"

	"ascribe/extract"
)

// An example is a page with what its blocks should have been called.
type pageExample struct {
	gold   *goldPage
	sheet  *extract.Sheet
	rows   [][]int16
	label  []float32 // how much of a block is body, 0 to 1
	weight []float32 // what a wrong call costs, 0 for blocks that nothing is known of
	fold   int
}

// newExample labels the blocks of a page by its gold; nil when the gold says nothing of the body or the page can't be read.
func newExample(g *goldPage) *pageExample {
	if g.suspect || g.BodyKind != "full" && g.BodyKind != "snippets" && g.BodyKind != "first-words" {
		return nil
	}
	sheet, err := extract.NewSheet(g.input())
	if err != nil || sheet.Len() == 0 {
		return nil
	}
	e := &pageExample{gold: g, sheet: sheet, rows: sheet.Features(), label: make([]float32, sheet.Len()), weight: make([]float32, sheet.Len())}
	switch g.BodyKind {
	case "full":
		e.byBody()
	case "snippets":
		e.bySnippets()
	case "first-words":
		e.byFirstWords()
	}
	return e
}

// setWeights: the news sets count most, since news is what is read.
var setWeights = map[string]float32{"aeb": 1.3, "n4kds": 1.2, "wcxb": 0.8, "traf": 0.5, "postlight": 0.3}

// byBody aligns the blocks with the gold text. Blocks that match in the gold's order come first; what is left of the gold
// may match out of order; the shortest blocks only count where the gold has them between their neighbours.
func (e *pageExample) byBody() {
	gold := tokens(e.gold.Body)
	al := newAlignment(gold, e.sheet)
	chain := al.visibleChain(e.sheet)
	left := shingles(gold)
	for i, at := range chain {
		if at >= 0 {
			e.label[i] = al.take(i, left)
		}
	}
	for i, at := range chain {
		if at < 0 && len(al.blocks[i]) >= 4 {
			if c := al.coverage(i, left); c >= 0.6 {
				e.label[i] = al.take(i, left)
			}
		}
	}
	al.short(chain, e.label)
	unit := setWeights[e.gold.DataSet] * 100 / float32(len(gold)+60)
	for i, b := range al.blocks {
		e.weight[i] = unit * float32(min(len(b), 200)+8)
	}
}

func (e *pageExample) bySnippets() {
	for i := range e.sheet.Len() {
		text := e.sheet.Text(i)
		in, out := false, false
		for _, s := range e.gold.Include {
			in = in || strings.Contains(text, strings.Join(strings.Fields(s), " "))
		}
		for _, s := range e.gold.Exclude {
			out = out || strings.Contains(text, strings.Join(strings.Fields(s), " "))
		}
		if in != out {
			e.weight[i] = 8 * setWeights["traf"]
			if in {
				e.label[i] = 1
			}
		}
	}
}

func (e *pageExample) byFirstWords() {
	want := strings.Join(tokens(folded(e.gold.FirstWords)), " ")
	for i := range e.sheet.Len() {
		if strings.Contains(strings.Join(tokens(folded(e.sheet.Text(i))), " "), want) && want != "" {
			e.label[i], e.weight[i] = 1, 10*setWeights["postlight"]
			for j := range i {
				e.weight[j] = 4 * setWeights["postlight"]
			}
			return
		}
	}
}

// alignment finds the blocks of a page in a gold text.
type alignment struct {
	gold   []string
	blocks [][]string
	where  map[uint64][]int // shingle → positions in gold
}

func newAlignment(gold []string, sheet *extract.Sheet) *alignment {
	a := &alignment{gold: gold, blocks: make([][]string, sheet.Len()), where: map[uint64][]int{}}
	for i := range a.blocks {
		a.blocks[i] = tokens(sheet.Text(i))
	}
	for i := 0; i+4 <= len(gold); i++ {
		h := shingle(gold[i : i+4])
		a.where[h] = append(a.where[h], i)
	}
	return a
}

// visibleChain is the chain of the blocks that are in view, where they hold most of the gold: some pages carry a second copy of
// the text for scripts. Else it is that of all.
func (a *alignment) visibleChain(sheet *extract.Sheet) []int {
	all, found := slices.Clone(a.blocks), 0
	for i := range a.blocks {
		if sheet.Concealed(i) {
			a.blocks[i] = nil
		}
	}
	chain := a.chain()
	for i, at := range chain {
		if at >= 0 {
			found += len(a.blocks[i])
		}
	}
	if copy(a.blocks, all); 10*found < 8*len(a.gold) {
		return a.chain()
	}
	return chain
}

// chain is the heaviest sequence of blocks whose places in the gold rise; -1 for blocks that are not in it.
func (a *alignment) chain() []int {
	type candidate struct{ block, at, weight, best, from int }
	var cs []candidate
	for i, b := range a.blocks {
		if len(b) < 4 {
			continue
		}
		votes := map[int]int{} // gold position of the block's start → shingles that agree
		for j := 0; j+4 <= len(b); j++ {
			for k, at := range a.where[shingle(b[j:j+4])] {
				if k < 8 {
					votes[at-j]++
				}
			}
		}
		for _, at := range slices.Sorted(maps.Keys(votes)) {
			if n := votes[at]; 2*n >= len(b)-3 {
				cs = append(cs, candidate{i, at, n + 1, 0, -1})
			}
		}
	}
	last := -1
	for i := range cs {
		cs[i].best = cs[i].weight
		for j := max(0, i-400); j < i; j++ {
			if cs[j].block < cs[i].block && cs[j].at < cs[i].at && cs[j].best+cs[i].weight > cs[i].best {
				cs[i].best, cs[i].from = cs[j].best+cs[i].weight, j
			}
		}
		if last < 0 || cs[i].best > cs[last].best {
			last = i
		}
	}
	chain := make([]int, len(a.blocks))
	for i := range chain {
		chain[i] = -1
	}
	for ; last >= 0; last = cs[last].from {
		chain[cs[last].block] = max(0, cs[last].at)
	}
	return chain
}

func (a *alignment) coverage(i int, left map[uint64]int) float32 {
	n, all := 0, 0
	for h, k := range shingles(a.blocks[i]) {
		n += min(k, left[h])
		all += k
	}
	return float32(n) / float32(max(1, all))
}

// take is coverage, and uses up what it covers.
func (a *alignment) take(i int, left map[uint64]int) float32 {
	c := a.coverage(i, left)
	for h, k := range shingles(a.blocks[i]) {
		left[h] = max(0, left[h]-k)
	}
	return c
}

// short labels blocks of one to three tokens that the gold has between the places of their neighbours.
func (a *alignment) short(chain []int, label []float32) {
	from := 0
	for i, b := range a.blocks {
		if chain[i] >= 0 {
			from = chain[i] + len(b)
			continue
		}
		if len(b) == 0 || len(b) >= 4 || from == 0 && chain[i] < 0 && i > 0 && !anyAfter(chain, i) {
			continue
		}
		to := len(a.gold)
		for j := i + 1; j < len(chain); j++ {
			if chain[j] >= 0 {
				to = chain[j]
				break
			}
		}
		for at := from; at+len(b) <= min(to, from+40); at++ {
			if strings.Join(a.gold[at:at+len(b)], " ") == strings.Join(b, " ") {
				label[i] = 1
				from = at + len(b)
				break
			}
		}
	}
}

func anyAfter(chain []int, i int) bool {
	for _, at := range chain[i:] {
		if at >= 0 {
			return true
		}
	}
	return false
}
