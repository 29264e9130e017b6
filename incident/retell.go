package incident

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// Retell makes what is remembered of a story a function of what is left of it: its text was
// dropped. It keeps its place. A story that is not remembered stays forgotten.
func (st *State) Retell(s news.Story) {
	old := st.stories[s.ID]
	if old == nil {
		return
	}
	st.turnTo(nil) // of the text that was, by the same hash
	d := st.reading(s).doc
	d.seq, d.score, d.absorbed, d.copyOf, d.incident = old.seq, old.score, old.absorbed, old.copyOf, old.incident
	st.unlearn(old)
	old.incident.remove(old)
	d.incident.add(&d)
	st.docs[d.seq-st.first], st.stories[d.story] = &d, &d
	for _, k := range d.keys(nil) {
		list := st.index[k.hash]
		at, _ := slices.BinarySearchFunc(list, uint32(d.seq), func(p posting, seq uint32) int { return cmp.Compare(p.seq, seq) })
		st.index[k.hash] = slices.Insert(list, at, posting{uint32(d.seq), k.weight})
	}
	for _, c := range d.body() {
		st.counts.add(c.hash(), 1)
	}
}
