package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"ascribe/extract"
)

// growth says how a forest is grown.
type growth struct {
	trees, depth int
	rate         float64 // of learning
	columns      float64 // share of the features that a tree may use
	rows         float64 // share of the rows that a tree sees
	lambda       float64 // L2 on the votes
	leaf         float64 // least weight (second derivative) of a leaf
	gain         float64 // least gain of a split
	bags         int     // forests of so many trees that vote together, each drawn anew
}

var (
	firstGrowth  = growth{trees: 100, depth: 6, rate: 0.1, columns: 0.35, rows: 0.7, lambda: 8, leaf: 6, gain: 0.5}
	secondGrowth = growth{trees: 110, depth: 5, rate: 0.125, columns: 0.35, rows: 0.7, lambda: 8, leaf: 6, gain: 0.5, bags: 3}
)

// table is rows of features with labels and weights, in columns of at most 64 bins.
type table struct {
	rows   [][]int16
	label  []float32
	weight []float32

	limits [][]int16 // per feature, the highest value of each bin but the last
	bins   [][]uint8 // per feature, the bin of each row
	g, h   []float32 // derivatives of the loss
	score  []float64
}

func (t *table) add(row []int16, label, weight float32) {
	t.rows = append(t.rows, row)
	t.label = append(t.label, label)
	t.weight = append(t.weight, weight)
}

const maxBins = 64

func (t *table) bin() {
	features := len(t.rows[0])
	t.limits, t.bins = make([][]int16, features), make([][]uint8, features)
	half(features, func(f int) {
		stride := 1 + len(t.rows)/100_000 // a sample is enough for where bins begin
		values := make([]int16, 0, len(t.rows)/stride+1)
		for i := 0; i < len(t.rows); i += stride {
			values = append(values, t.rows[i][f])
		}
		slices.Sort(values)
		var limits []int16
		for b := 1; b < maxBins; b++ {
			v := values[b*(len(values)-1)/maxBins]
			if len(limits) == 0 || v > limits[len(limits)-1] {
				limits = append(limits, v)
			}
		}
		// Rare values at the upper end get their own bins: most features are counts with a long tail.
		for _, v := range slices.Compact(values) {
			if len(limits) < maxBins-1 && v > limits[len(limits)-1] {
				limits = append(limits, v)
			}
		}
		col := make([]uint8, len(t.rows))
		for i, row := range t.rows {
			n, _ := slices.BinarySearch(limits, row[f])
			col[i] = uint8(n)
		}
		t.limits[f], t.bins[f] = limits, col
	})
}

// half runs do(0..n-1) on two goroutines.
func half(n int, do func(int)) {
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < n; i += 2 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// grow boosts trees on the weighted log loss. The same table gives the same forest. With bags it is the mean of several that
// differ in what chance gave them to see: what one of them learned by chance the others outvote.
func (t *table) grow(how growth) extract.Forest {
	t.bin()
	bags := make([][][]extract.Node, max(1, how.bags))
	var bias int32
	for b := range bags {
		bias, bags[b] = t.boost(how, rand.New(rand.NewPCG(7+uint64(b), uint64(len(t.rows)))))
	}
	// One tree of each bag after the other, so that the first trees are sure of what the whole is sure of.
	var all [][]extract.Node
	for k := range how.trees {
		for _, trees := range bags {
			for i := range trees[k] {
				if leaf := &trees[k][i]; leaf.Feature < 0 {
					leaf.Limit = int16(math.Round(float64(leaf.Limit) / float64(len(bags))))
				}
			}
			all = append(all, trees[k])
		}
	}
	f, err := extract.NewForest(bias, all)
	if err != nil {
		panic("trees that were just grown: " + err.Error())
	}
	return f
}

// boost grows trees one after the other, each on what those before it left wrong.
func (t *table) boost(how growth, random *rand.Rand) (bias int32, trees [][]extract.Node) {
	n := len(t.rows)
	t.g, t.h, t.score = make([]float32, n), make([]float32, n), make([]float64, n)
	var pos, all float64
	for i := range n {
		pos += float64(t.weight[i] * t.label[i])
		all += float64(t.weight[i])
	}
	odds := math.Log((pos + 1) / (all - pos + 1))
	for i := range t.score {
		t.score[i] = odds
	}
	scale := float64(n) / all // mean weight 1
	for range how.trees {
		for i := range n {
			p := 1 / (1 + math.Exp(-t.score[i]))
			w := float64(t.weight[i]) * scale
			t.g[i] = float32(w * (p - float64(t.label[i])))
			t.h[i] = float32(w * max(p*(1-p), 1e-4))
		}
		trees = append(trees, t.tree(how, random))
	}
	return int32(math.Round(100 * odds)), trees
}

// leaf is a node that may still be split.
type leaf struct {
	at, depth int
	rows      []int32
	sums      []histogram // by feature, nil where no split is looked for
}

// histogram is what the rows of a leaf want, by bin of one feature.
type histogram [maxBins]struct{ g, h float64 }

func (t *table) tree(how growth, random *rand.Rand) []extract.Node {
	rows := t.sample(how, random)
	features := random.Perm(len(t.bins))[:int(how.columns*float64(len(t.bins)))]
	nodes := []extract.Node{{}}
	cuts := []uint8{0} // of each node, the last bin that goes low
	for queue := []leaf{{0, 0, rows, t.sums(rows, features)}}; len(queue) > 0; queue = queue[1:] {
		l := queue[0]
		s := split{gain: how.gain, feature: -1}
		if l.sums != nil {
			s = t.bestSplit(l.sums, features, how)
		}
		if s.feature < 0 {
			var g, h float64
			for _, i := range l.rows {
				g += float64(t.g[i])
				h += float64(t.h[i])
			}
			vote := math.Round(-100 * how.rate * g / (h + how.lambda))
			nodes[l.at] = extract.Node{Feature: -1, Limit: int16(max(-3000, min(vote, 3000)))}
			continue
		}
		var low, high []int32
		for _, i := range l.rows {
			if int(t.bins[s.feature][i]) <= s.bin {
				low = append(low, i)
			} else {
				high = append(high, i)
			}
		}
		cuts[l.at] = uint8(s.bin)
		nodes[l.at] = extract.Node{Feature: int16(s.feature), Limit: t.limits[s.feature][s.bin], Low: uint16(len(nodes))}
		one, two := leaf{len(nodes), l.depth + 1, low, nil}, leaf{len(nodes) + 1, l.depth + 1, high, nil}
		if l.depth+1 < how.depth {
			// The larger half wants what is left of the whole.
			small, large := &one, &two
			if len(low) > len(high) {
				small, large = large, small
			}
			small.sums, large.sums = t.sums(small.rows, features), l.sums
			for k := range large.sums {
				for b := range large.sums[k] {
					large.sums[k][b].g -= small.sums[k][b].g
					large.sums[k][b].h -= small.sums[k][b].h
				}
			}
		}
		queue = append(queue, one, two)
		nodes, cuts = append(nodes, extract.Node{}, extract.Node{}), append(cuts, 0, 0)
	}
	t.vote(nodes, cuts)
	return nodes
}

// sample draws the rows that a tree sees. Most blocks of a page are menus and teasers, of which the trees before are sure:
// one in easy of them is drawn, and stands for the others.
func (t *table) sample(how growth, random *rand.Rand) []int32 {
	const sure, easy = 3, 8 // log-odds of 3: one wrong in twenty
	var rows []int32
	for i := range t.rows {
		if t.score[i] < -sure && t.label[i] == 0 || t.score[i] > sure && t.label[i] == 1 {
			if random.Float64() < how.rows/easy {
				t.g[i] *= easy
				t.h[i] *= easy
				rows = append(rows, int32(i))
			}
		} else if random.Float64() < how.rows {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// vote adds a finished tree to the scores of all rows, those that it did not see too. It reads the columns of bins, row by
// row of which lie side by side.
func (t *table) vote(nodes []extract.Node, cuts []uint8) {
	half(2, func(w int) {
		n := len(t.rows) / 2
		for i := w * n; i < max(n, w*len(t.rows)); i++ {
			at := uint16(0)
			for nodes[at].Feature >= 0 {
				if t.bins[nodes[at].Feature][i] <= cuts[at] {
					at = nodes[at].Low
				} else {
					at = nodes[at].Low + 1
				}
			}
			t.score[i] += float64(nodes[at].Limit) / 100
		}
	})
}

type split struct {
	feature, bin int
	gain         float64
}

func (t *table) bestSplit(sums []histogram, features []int, how growth) split {
	best := split{gain: how.gain, feature: -1}
	for k := range sums {
		if s := splitOn(&sums[k], len(t.limits[features[k]]), how); s.gain > best.gain {
			best = split{features[k], s.bin, s.gain}
		}
	}
	return best
}

// pull is what a row wants of its leaf.
type pull struct {
	row  int32
	g, h float32
}

// sums adds up what some rows want.
func (t *table) sums(rows []int32, features []int) []histogram {
	node := make([]pull, len(rows)) // gathered once, so that each feature reads them in a row
	for k, i := range rows {
		node[k] = pull{i, t.g[i], t.h[i]}
	}
	all := make([]histogram, len(features))
	half(len(features), func(k int) {
		sum, col := &all[k], t.bins[features[k]]
		for _, r := range node {
			b := &sum[col[r.row]&(maxBins-1)]
			b.g += float64(r.g)
			b.h += float64(r.h)
		}
	})
	return all
}

// splitOn is the best cut of a histogram.
func splitOn(sum *histogram, limits int, how growth) split {
	var allG, allH float64
	for b := range sum {
		allG += sum[b].g
		allH += sum[b].h
	}
	best := split{feature: -1}
	base := allG * allG / (allH + how.lambda)
	var lowG, lowH float64
	for b := range limits {
		lowG += sum[b].g
		lowH += sum[b].h
		if lowH < how.leaf || allH-lowH < how.leaf {
			continue
		}
		highG, highH := allG-lowG, allH-lowH
		if gain := lowG*lowG/(lowH+how.lambda) + highG*highG/(highH+how.lambda) - base; gain > best.gain {
			best = split{0, b, gain}
		}
	}
	return best
}
