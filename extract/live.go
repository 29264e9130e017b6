package extract

import (
	"slices"
	"time"

	"golang.org/x/net/html/atom"
)

// maxEntries is how many entries of a live blog are kept, the newest: what is new in one is what a reader comes back for,
// and some run for days.
const maxEntries = 40

// entry is an element of a live blog with the time that it bears.
type entry struct {
	elem int32
	at   time.Time
}

// olderEntries drops all but the newest entries of a live blog, whichever end of the page they stand at.
func (r *reading) olderEntries(v []verdict) {
	all := r.entries()
	if len(all) <= maxEntries {
		return
	}
	slices.SortStableFunc(all, func(a, b entry) int { return b.at.Compare(a.at) })
	for _, e := range all[maxEntries:] {
		for i := r.elems[e.elem].from; i < r.elems[e.elem].to; i++ {
			if v[i] == kept {
				v[i] = olderEntry
			}
		}
	}
}

// entries are the siblings of one kind of which the most have a time of their own.
func (r *reading) entries() []entry {
	type kind struct {
		parent int32
		sig    uint32
	}
	of := map[kind][]entry{}
	var best kind
	for _, m := range r.meta.marked {
		if m.node.DataAtom != atom.Time || m.block >= len(r.blocks) {
			continue
		}
		d := parseDate(attr(m.node, "datetime"), true)
		if d.Precision != "second" && d.Precision != "minute" {
			continue
		}
		for e := r.blocks[m.block].elem; e >= 0; e = r.elems[e].parent {
			k := kind{r.elems[e].parent, r.elems[e].sig}
			if seen := of[k]; len(seen) > 0 && seen[len(seen)-1].elem == e {
				continue // a second time within one entry
			}
			of[k] = append(of[k], entry{e, d.Time})
			// The innermost of equals is the time's own element, the outermost the entry.
			if n := len(of[k]); n > len(of[best]) || n == len(of[best]) && r.elems[e].depth < r.elems[of[best][0].elem].depth {
				best = k
			}
		}
	}
	return of[best]
}
