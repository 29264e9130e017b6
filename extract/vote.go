package extract

import (
	"fmt"
	"math"
	"slices"
)

// A matrix is rows of features, one behind the other. Its memory exceeds them by maxFeatures.
type matrix struct {
	width int
	cells []int16
}

// newMatrix has no rows yet, and room for some; it takes the memory of an older one if that is enough.
func newMatrix(width, rows int, old []int16) matrix {
	return matrix{width, slices.Grow(old[:0], rows*width+maxFeatures)}
}

func (m *matrix) row(i int) []int16 { return m.cells[i*m.width : (i+1)*m.width] }

const (
	minDepth    = 5 // shallower trees are grown to it: see fourDown
	maxDepth    = 6
	leaves      = 1 << maxDepth
	maxFeatures = 1 << 8 // a step tells its feature in a byte
)

const _ = uint(maxFeatures - numFeatures - numContext) // there are not more

// A fullTree is a tree all of whose leaves lie equally deep, so that a walk is some comparisons and no jump that the
// processor could guess wrongly. The root is 1, the children of node i are 2i and, for larger values, 2i+1.
type fullTree struct {
	depth int
	steps [leaves]uint32 // the feature, and above 16 bits the limit
	votes [leaves]int16  // by the number of the leaf, of which the highest bit is left out where there is no room for it
}

// grow makes the full tree of a tree. Below a leaf that lies high all leaves are alike.
func (f *fullTree) grow(t []Node) error {
	deep := make([]int, len(t))
	f.depth = minDepth
	for i, n := range t {
		if n.Feature < 0 {
			continue
		}
		// Children stand behind their parent, so every walk ends.
		if int(n.Low) <= i || int(n.Low)+1 >= len(t) || n.Feature >= maxFeatures {
			return fmt.Errorf("node %d leads nowhere", i)
		}
		deep[n.Low], deep[n.Low+1] = deep[i]+1, deep[i]+1
		f.depth = max(f.depth, deep[i]+1)
	}
	if len(t) == 0 || f.depth > maxDepth {
		return fmt.Errorf("%d nodes, %d levels below the first", len(t), f.depth)
	}
	at := make([]uint16, 2<<f.depth) // which node stands where
	for i := 1; i < len(at); i++ {
		switch n := t[at[i]]; {
		case i >= len(at)/2:
			f.votes[i%leaves] = n.Limit
		case n.Feature < 0:
			f.steps[i] = math.MaxInt16 << 16 // no value is larger
			at[2*i], at[2*i+1] = at[i], at[i]
		default:
			f.steps[i] = uint32(n.Feature) | uint32(uint16(n.Limit))<<16
			at[2*i], at[2*i+1] = n.Low, n.Low+1
		}
	}
	return nil
}

// over is 1 if a row goes to the child for larger values.
func over(row *[maxFeatures]int16, step uint32) uint {
	if row[uint8(step)] > int16(step>>16) {
		return 1
	}
	return 0
}

// fourDown adds a tree's votes on four rows at once: none has to wait for another. Level by level the compiler knows how far
// the steps reach, and leaves out what would check it.
func (f *fullTree) fourDown(rows *[4]*[maxFeatures]int16, sums *[4]int32) {
	t := &f.steps
	a, b, c, d := rows[0], rows[1], rows[2], rows[3]
	first := t[1]
	p, q, r, s := 2+over(a, first), 2+over(b, first), 2+over(c, first), 2+over(d, first)
	p, q, r, s = 2*p+over(a, t[p]), 2*q+over(b, t[q]), 2*r+over(c, t[r]), 2*s+over(d, t[s])
	p, q, r, s = 2*p+over(a, t[p]), 2*q+over(b, t[q]), 2*r+over(c, t[r]), 2*s+over(d, t[s])
	p, q, r, s = 2*p+over(a, t[p]), 2*q+over(b, t[q]), 2*r+over(c, t[r]), 2*s+over(d, t[s])
	p, q, r, s = 2*p+over(a, t[p]), 2*q+over(b, t[q]), 2*r+over(c, t[r]), 2*s+over(d, t[s])
	if f.depth > minDepth {
		p, q, r, s = 2*p+over(a, t[p]), 2*q+over(b, t[q]), 2*r+over(c, t[r]), 2*s+over(d, t[s])
	}
	sums[0] += int32(f.votes[p%leaves])
	sums[1] += int32(f.votes[q%leaves])
	sums[2] += int32(f.votes[r%leaves])
	sums[3] += int32(f.votes[s%leaves])
}

// vote adds the votes of some trees on each row. It goes tree by tree: a tree fits into the nearest cache, a forest does not.
func vote(trees []fullTree, m *matrix, sums []int32) {
	cells := m.cells[:cap(m.cells)]
	var room [scoredAtOnce]*[maxFeatures]int16
	rows := room[:0]
	for i := range sums {
		rows = append(rows, (*[maxFeatures]int16)(cells[i*m.width:]))
	}
	for k := range trees {
		t := &trees[k]
		i := 0
		for ; i+4 <= len(sums); i += 4 {
			t.fourDown((*[4]*[maxFeatures]int16)(rows[i:]), (*[4]int32)(sums[i:]))
		}
		for ; i < len(sums); i++ {
			at := uint(1)
			for range t.depth {
				at = 2*at + over(rows[i], t.steps[at%leaves])
			}
			sums[i] += int32(t.votes[at%leaves])
		}
	}
}

// A doubt says when the votes of the first trees are enough: after so many trees, for sums below low or above high. The whole
// forest says about lost or won of such rows.
type doubt struct {
	trees     int
	low, lost int32
	high, won int32
}

// scores is Score for each row of a matrix. Where the first trees are sure it gives up, and answers what is usual. The
// matrix is used up.
func (f *Forest) scores(m *matrix, sums []int32, doubts []doubt) {
	var restRoom [scoredAtOnce]int32
	var openRoom [scoredAtOnce]int
	rest, open := restRoom[:0], openRoom[:0] // of the rows that are left: what they have, and which they are
	for i := range sums {
		rest, open = append(rest, f.bias), append(open, i)
	}
	done := 0
	for _, d := range doubts {
		if d.trees >= len(f.full) {
			break
		}
		vote(f.full[done:d.trees], m, rest)
		done = d.trees
		left := 0
		for k, sum := range rest {
			switch {
			case sum < d.low:
				sums[open[k]] = d.lost
			case sum > d.high:
				sums[open[k]] = d.won
			default:
				copy(m.row(left), m.row(k))
				rest[left], open[left] = sum, open[k]
				left++
			}
		}
		rest, open = rest[:left], open[:left]
	}
	vote(f.full[done:], m, rest)
	for k, i := range open {
		sums[i] = rest[k]
	}
}
