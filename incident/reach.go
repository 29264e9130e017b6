package incident

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// What State remembers is bounded, and courts take years. So whoever keeps the stories
// files them by Links, and where a story would found an incident hands those filed under
// its links to Reach.

// Bounds of what a story is filed by, and of what is looked at for one that reaches back.
const (
	reachNames = 4  // names that it is about and the background hardly knows
	reachCVEs  = 4  // with more in its head it is about no flaw of its own
	MostOlder  = 24 // stories that are handed to Reach
)

// Links are what a story is filed by: its links, the names that it is about and hardly
// any other is, and the CVEs of its headline and first paragraphs.
func (st *State) Links(s news.Story) []uint32 {
	r := st.reading(s)
	if loose(r.kind) {
		return nil
	}
	all := slices.Clone(r.links)
	if len(r.head) <= reachCVEs {
		all = append(all, r.head...)
	}
	own := slices.DeleteFunc(slices.Clone(r.vectors.subjects), func(t term) bool { return t.weight < One/2 })
	slices.SortFunc(own, heavier)
	for _, t := range own[:min(len(own), reachNames)] {
		all = append(all, t.hash)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Remembers reports whether the story is among those that Decide compares with.
func (st *State) Remembers(id news.StoryID) bool { return st.stories[id] != nil }

// A Recalled is what was remembered of a story, made again. It is a function of the story
// alone, so it may be kept.
type Recalled struct{ doc *doc }

// Recall makes it of a story that is no longer remembered.
func (st *State) Recall(s news.Story) Recalled {
	d := st.aside.read(s).doc
	return Recalled{&d}
}

// Story is whose it is.
func (r Recalled) Story() news.StoryID { return r.doc.story }

// Bytes is about what it takes in memory.
func (r Recalled) Bytes() int {
	return 512 + 6*len(r.doc.terms) + 4*(len(r.doc.cves)+len(r.doc.head)+len(r.doc.links)+len(r.doc.sketch))
}

// An Older is a story that is no longer remembered, with the incident that it is in now.
type Older struct {
	Recalled
	Incident news.IncidentID
}

// Reach looks among older stories for the incident of a story which would found one of its
// own. They are measured as those that are remembered are. Without a good one it returns own,
// what Decide said.
func (st *State) Reach(s news.Story, own news.Change, older []Older) news.Change {
	if !own.Founded || len(own.Reasons) > 0 { // a person's pin has a reason
		return own
	}
	r := st.reading(s)
	q, groups := st.ask(r), st.recalled(older)
	st.pairs = st.pairs[:0]
	q.telling = st.telling(r.links, groups, q.telling[:0])
	var all []Candidate
	for _, g := range groups {
		if c := st.compare(q, g); len(c.pairs) > 0 && c.Features[Fortnight] > 0 {
			all = append(all, c)
		}
	}
	st.ahead(all)
	change, ok := st.choose(q, all)
	if !ok {
		return own
	}
	return change
}

// recalled are the incidents of older stories, with what is still remembered of them.
func (st *State) recalled(older []Older) []*group {
	var all []*group
	for _, o := range older[:min(len(older), MostOlder)] {
		i := slices.IndexFunc(all, func(g *group) bool { return g.id == o.Incident })
		if i < 0 {
			i = len(all)
			all = append(all, &group{id: o.Incident})
		}
		all[i].docs = append(all[i].docs, o.doc)
	}
	for _, g := range all {
		slices.SortFunc(g.docs, func(a, b *doc) int { return cmp.Or(cmp.Compare(a.when, b.when), cmp.Compare(a.story, b.story)) })
		if now := st.groups[g.id]; now != nil {
			g.docs = append(g.docs, now.docs[max(0, len(now.docs)-witnesses/2):]...)
		}
	}
	return all
}
