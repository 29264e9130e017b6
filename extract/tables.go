package extract

import "golang.org/x/net/html/atom"

// hopelessTable is the mean score below which a table is no part of the text.
const hopelessTable = -150

// tables keeps a table of figures within the main text whole: the model sees one cell at a time, and a number says little.
func (r *reading) tables(v []verdict, scores []int32) {
	for i := range r.elems {
		e := &r.elems[i]
		if e.node.DataAtom != atom.Table || r.up[i] > 0 || e.count < 4 || 10*e.linkWords > e.words || !r.hasRows(i) {
			continue
		}
		sum, words := int32(0), int32(0)
		for j := e.from; j < e.to; j++ {
			w := 1 + min(r.blocks[j].words, 100)
			sum, words = sum+w*scores[j], words+w
		}
		if sum/words <= hopelessTable {
			continue
		}
		for j := e.from; j < e.to; j++ {
			if v[j] == dropped {
				v[j] = kept
			}
		}
	}
}

// hasRows reports a table of two rows or more with none within it: not one that lays out the page.
func (r *reading) hasRows(table int) bool {
	rows := 0
	for i := table + 1; i < len(r.elems) && r.elems[i].from < r.elems[table].to; i++ {
		switch r.elems[i].node.DataAtom {
		case atom.Table:
			return false
		case atom.Tr:
			rows++
		}
	}
	return rows >= 2
}
