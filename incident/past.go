package incident

import (
	"slices"

	"ascribe/news"
)

// A past holds what went out of memory last: most of what is recalled did so not long ago. No
// decision hangs on it, since it can be made again.
type past struct {
	docs  []*doc // the oldest first
	known map[news.StoryID]*doc
}

// pastPart is the part of the window that the past is as long as.
const pastPart = 2

// keep adds a story that was forgotten.
func (st *State) keep(d *doc) {
	p := &st.past
	if p.known == nil {
		p.known = map[news.StoryID]*doc{}
	}
	p.docs, p.known[d.story] = append(p.docs, d), d
	if len(p.docs) > st.window/pastPart {
		if old := p.docs[0]; p.known[old.story] == old {
			delete(p.known, old.story)
		}
		p.docs[0] = nil
		p.docs = p.docs[1:]
	}
}

// Recollect is Recall of the version of a story that was placed last, if that is still at hand.
// Recall is given each claim once.
func (st *State) Recollect(id news.StoryID) (r Recalled, ok bool) {
	d := st.past.known[id]
	if d == nil || d.twice {
		return r, false
	}
	then := *d
	then.incident, then.seq, then.score, then.absorbed, then.copyOf = nil, 0, 0, nil, ""
	return Recalled{&then}, true
}

// repeated reports whether a claim stands among others twice.
func repeated(claims []news.Claim) bool {
	for i, c := range claims {
		if slices.ContainsFunc(claims[:i], func(o news.Claim) bool { return o.ID == c.ID }) {
			return true
		}
	}
	return false
}
