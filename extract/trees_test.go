package extract

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// anyTree is a tree of at most so many levels; some leaves lie high.
func anyTree(r *rand.Rand, levels int) []Node {
	t, deep := []Node{{}}, []int{0}
	for i := 0; i < len(t); i++ {
		if deep[i] == levels || r.IntN(5) == 0 {
			t[i] = Node{Feature: -1, Limit: int16(r.IntN(2000) - 1000)}
			continue
		}
		t[i] = Node{Feature: int16(r.IntN(9)), Limit: int16(r.IntN(9) - 4), Low: uint16(len(t))}
		t, deep = append(t, Node{}, Node{}), append(deep, deep[i]+1, deep[i]+1)
	}
	return t
}

// walk follows a tree node by node.
func walk(t []Node, row []int16) int32 {
	n := t[0]
	for n.Feature >= 0 {
		at := n.Low
		if row[n.Feature] > n.Limit {
			at++
		}
		n = t[at]
	}
	return int32(n.Limit)
}

// A forest votes as its trees do, of whatever shape and on however many rows at a time.
func TestVotes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for levels := range maxDepth + 1 {
		var trees [][]Node
		for range 30 {
			trees = append(trees, anyTree(r, levels))
		}
		f, err := NewForest(7, trees)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 10 {
			m, want := newMatrix(9, n, nil), make([]int32, n)
			for i := range n {
				row := make([]int16, 9)
				for k := range row {
					row[k] = int16(r.IntN(11) - 5)
				}
				row[r.IntN(9)] = [...]int16{-32768, 32767}[r.IntN(2)]
				m.cells = append(m.cells, row...)
				want[i] = 7
				for _, one := range trees {
					want[i] += walk(one, row)
				}
				if got := f.Score(row); got != want[i] {
					t.Fatalf("%d levels: a row has %d votes, want %d", levels, got, want[i])
				}
			}
			got := make([]int32, n)
			f.scores(&m, got, nil)
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("%d levels: row %d of %d has %d votes, want %d", levels, i, n, got[i], want[i])
				}
			}
		}
	}
}

// A tree that leads nowhere, round in a circle or too deep is none.
func TestBadTrees(t *testing.T) {
	leaf := Node{Feature: -1}
	for _, c := range []struct {
		tree []Node
		want string
	}{
		{nil, "0 nodes"},
		{[]Node{{Low: 1}, leaf}, "leads nowhere"},
		{[]Node{{Low: 0}, leaf}, "leads nowhere"},
		{[]Node{{Feature: maxFeatures, Low: 1}, leaf, leaf}, "leads nowhere"},
		{append([]Node{{Low: 1}, leaf}, chain(maxDepth)...), "levels"},
	} {
		if _, err := NewForest(0, [][]Node{{leaf}, c.tree}); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "tree 1") {
			t.Errorf("NewForest(%v): %v, want %s", c.tree, err, c.want)
		}
	}
}

// chain are nodes each of which has a leaf and the next, from position 2 on.
func chain(n int) []Node {
	var t []Node
	for i := range n {
		t = append(t, Node{Low: uint16(2*i + 3)}, Node{Feature: -1})
	}
	return append(t, Node{Feature: -1})
}
