package extract

// A matrix is rows of features, one behind the other.
type matrix struct {
	width int
	cells []int16
}

func (m *matrix) row(i int) []int16 { return m.cells[i*m.width : (i+1)*m.width] }

// vote adds the votes of some trees on each row. It goes tree by tree: a tree fits into the nearest cache, a forest does
// not, and rows that follow each other are often alike.
func vote(trees [][]Node, m *matrix, sums []int32) {
	for _, t := range trees {
		rest := m.cells
		for i := range sums {
			row := rest[:m.width]
			rest = rest[m.width:]
			n := &t[0]
			for n.Feature >= 0 {
				if row[n.Feature] <= n.Limit {
					n = &t[n.Low]
				} else {
					n = &t[n.Low+1]
				}
			}
			sums[i] += int32(n.Limit)
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
	rest, open := make([]int32, len(sums)), make([]int, len(sums)) // of the rows that are left: what they have, and which they are
	for i := range rest {
		rest[i], open[i] = f.Bias, i
	}
	done := 0
	for _, d := range doubts {
		if d.trees >= len(f.Trees) {
			break
		}
		vote(f.Trees[done:d.trees], m, rest)
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
	vote(f.Trees[done:], m, rest)
	for k, i := range open {
		sums[i] = rest[k]
	}
}
