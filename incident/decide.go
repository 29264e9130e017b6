package incident

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// Limits of a search.
const (
	newest    = 256 // postings that are looked at for one key
	hits      = 24  // stories that are looked at closely
	witnesses = 8   // members of an incident that a story is compared with
)

// Decide says where a story belongs: in the incident that fits best, if one fits well
// enough, else in one that it founds. It does not change what st remembers.
func (st *State) Decide(s news.Story) news.Change {
	r := st.reading(s)
	if known := st.stories[s.ID]; known != nil {
		return news.Change{
			Story: s.ID, Incident: known.incident.id, Score: known.score,
			Founded: known.incident.id == s.ID.Founded(), Absorbed: known.absorbed, Copy: known.copyOf,
			Reasons: []news.Reason{{Feature: "revision", Detail: "of a story that is here already", Weight: One}},
		}
	}
	if id := st.pinned(s.ID); id != "" {
		return news.Change{
			Story: s.ID, Incident: id, Score: One, Founded: id == s.ID.Founded(),
			Reasons: []news.Reason{{Feature: "pinned", Detail: "by a person", Weight: One}},
		}
	}
	own := news.Change{Story: s.ID, Incident: s.ID.Founded(), Founded: true}
	q := st.ask(r)
	all := st.candidates(q)
	change, ok := st.choose(q, all)
	if !ok {
		if best := st.best(all); best != nil {
			own.Score = best.Score
		}
		return own
	}
	if best := st.best(all); best.Incident == change.Incident {
		change.Moved = st.repair(q, best.group)
		all, best = st.without(change.Moved, q, all, best)
		change.Incident, change.Absorbed = st.union(best, all)
	}
	return change
}

// choose is the Change that puts a story into the best of the candidates, if one is good
// enough.
func (st *State) choose(q *query, all []Candidate) (c news.Change, ok bool) {
	best := st.best(all)
	if best == nil {
		return c, false
	}
	if best.Score >= st.model.Threshold || best.copyOf != nil {
		c = news.Change{Story: q.story, Incident: best.Incident, Score: best.Score, Reasons: best.reasons(st, q.reading)}
		if best.copyOf != nil {
			c.Copy, c.Score = best.copyOf.story, max(c.Score, st.model.Threshold)
		}
		return c, true
	}
	late := st.official(q, all)
	if late == nil {
		return c, false
	}
	reasons := append([]news.Reason{{Feature: "official word", Detail: "on an older affair", Weight: st.model.Threshold}}, late.reasons(st, q.reading)...)
	return news.Change{Story: q.story, Incident: late.Incident, Score: st.model.Threshold, Reasons: reasons}, true
}

// union is late evidence: a story that clearly belongs to two recent incidents shows that
// they are one. The one remembered longest keeps its name. What a person has divided is
// left alone.
func (st *State) union(best *Candidate, all []Candidate) (into news.IncidentID, absorbed []news.IncidentID) {
	into = best.Incident
	if best.Features[Fortnight] > 0 || st.edited(best.group) {
		return into, nil
	}
	for i := range all { // those remembered longest come first
		c := &all[i]
		if c != best && (c.Score < max(st.model.Merge, st.model.Threshold) || c.Features[Fortnight] > 0 || c.Features[Lead] < upFront || st.edited(c.group) || !st.akin(c, best)) {
			continue
		}
		absorbed = append(absorbed, c.Incident)
	}
	return absorbed[0], absorbed[1:]
}

// upFront is how much of an incident stands in the headline and first paragraphs of a story that
// tells of it: one that has it further down but recalls it.
const upFront = One * 5 / 100

// fledgling is the number of members up to which an incident may be drawn into another one
// by a single story: two early reports of one attack need have nothing else in common.
const fledgling = 3

// akin reports whether two incidents are like each other without the story that is like
// both. Without it one story told in both of two affairs would make them one, and one such
// mistake makes the next more likely.
func (st *State) akin(a, b *Candidate) bool {
	if len(a.group.docs) > len(b.group.docs) {
		a, b = b, a
	}
	if len(a.group.docs) <= fledgling && len(b.group.docs) <= 4*fledgling {
		return true
	}
	near := a.pairs[0]
	for _, p := range a.pairs {
		if p.cosine > near.cosine {
			near = p
		}
	}
	q := st.fresh(recall(near.doc))
	defer st.done(q)
	c := st.compare(q, b.group)
	if len(c.pairs) == 0 {
		return false
	}
	c.Features[Ahead] = c.Features[Nearest]
	return st.model.score(&c.Features) >= st.model.Merge && b.group.holds(q, c.Features[Nearest])
}

// best is the candidate that a story joins if it joins any: a copied text's incident
// before all, then the highest score; of equals the one remembered longest.
func (st *State) best(all []Candidate) *Candidate {
	var best *Candidate
	for i := range all {
		c := &all[i]
		if best == nil || c.copyOf != nil && best.copyOf == nil ||
			(c.copyOf != nil) == (best.copyOf != nil) && c.Score > best.Score {
			best = c
		}
	}
	return best
}

// Compare returns the incidents that share a key with the story and may take it, those
// remembered longest first, with the features and score of each. It is what Decide
// decides by, and what the model is trained on.
func (st *State) Compare(s news.Story) []Candidate {
	q := st.fresh(st.reading(s))
	defer st.done(q)
	return slices.Clone(st.candidates(q))
}

// candidates are those of Compare. They hold until the next search.
func (st *State) candidates(q *query) []Candidate {
	st.search(q)
	for _, d := range st.met {
		st.touched ^= d.touch()
	}
	st.pairs = st.pairs[:0]
	all := st.compared[:0]
	for _, d := range st.met {
		if d.incident == nil || slices.ContainsFunc(all, func(c Candidate) bool { return c.group == d.incident }) {
			continue
		}
		c := st.compare(q, d.incident)
		if len(c.pairs) > 0 {
			all = append(all, c)
		}
	}
	st.compared = all
	st.ahead(all)
	for i := range all {
		if c := &all[i]; c.Score >= st.model.Threshold && !c.group.holds(q, c.Features[Nearest]) {
			c.Score = st.model.Threshold - 1
		}
	}
	slices.SortFunc(all, func(a, b Candidate) int { return cmp.Compare(a.group.docs[0].seq, b.group.docs[0].seq) })
	return all
}

// Likeness is the score of a candidate but for the bars that keep a story from affairs of
// long ago: it compares candidates of different age.
func (st *State) Likeness(c Candidate) int {
	c.Features[Fortnight], c.Features[House] = 0, 0
	return st.model.score(&c.Features)
}

// ahead fills in the feature that sets the candidates off against one another, and scores
// them.
func (st *State) ahead(all []Candidate) {
	for i := range all {
		second := 0
		for j := range all {
			if i != j {
				second = max(second, all[j].Features[Nearest])
			}
		}
		all[i].Features[Ahead] = all[i].Features[Nearest] - second
		all[i].Score = st.model.score(&all[i].Features)
	}
}

// search finds the stories that share the heaviest keys, the best first.
func (st *State) search(q *query) {
	st.query++
	if grow := len(st.docs) - len(st.hits); grow > 0 {
		st.hits = append(st.hits, make([]hit, grow)...)
	}
	st.keys = q.keys(st.keys[:0])
	found := st.found[:0]
	for _, key := range st.keys {
		list := st.index[key.hash]
		if len(list) == 0 {
			continue
		}
		weight := st.keyWeight(q, key)
		for _, p := range list[max(0, len(list)-newest):] {
			at := p.seq - uint32(st.first)
			h := &st.hits[at]
			if h.query != st.query {
				*h = hit{query: st.query}
				found = append(found, at)
			}
			h.rank += weight * int64(p.weight)
		}
	}
	st.found = found
	st.met = st.met[:0]
	for _, at := range st.top(found) {
		st.met = append(st.met, st.docs[at])
	}
}

// keyWeight is what a key of the query weighs by how common it is in the window too.
func (st *State) keyWeight(q *query, key key) int64 {
	t := term{hash: key.hash, seen: -1}
	rare := 0
	if i := q.body.at(key.hash); i >= 0 {
		t, rare = q.body.vector[i], q.body.rare[i]
	} else {
		t.seen = frozen().of(key.hash)
		rare = st.rareness(t)
	}
	return int64(key.weight) * int64(rare) / int64(max(1, idfs()[t.seen]))
}

// top keeps the hits with the highest rank, in order; of equals the youngest.
func (st *State) top(found []uint32) []uint32 {
	var best [hits]ranked
	n := 0
	for _, at := range found {
		r := ranked{st.hits[at].rank, at}
		if n == hits && best[n-1].above(r) {
			continue
		}
		i := min(n, hits-1)
		for ; i > 0 && r.above(best[i-1]); i-- {
			best[i] = best[i-1]
		}
		best[i], n = r, min(n+1, hits)
	}
	found = found[:0]
	for _, r := range best[:n] {
		found = append(found, r.at)
	}
	return found
}

// A ranked story of a search, by its place in docs.
type ranked struct {
	rank int64
	at   uint32
}

func (r ranked) above(o ranked) bool { return r.rank > o.rank || r.rank == o.rank && r.at > o.at }
