package incident

import (
	"slices"

	"ascribe/news"
)

// A story that came early was placed by what was known then. When late evidence comes, a
// story that was placed with doubt a short while ago is asked again: it moves if the late
// story's incident now fits it well, and its own, without it, clearly less.

// Bounds of repair.
const (
	recent   = 400            // stories placed since
	near     = 3 * day        // from the late story
	doubtful = One * 75 / 100 // the score below which a placement is in doubt
	nearly   = One * 5 / 100  // the least score of one that stands alone and may move
	outright = One * 50 / 100 // the least score that a story moves for
	clearly  = One * 15 / 100 // by how much more than what keeps it
)

// repair lists the doubtful stories that a story which joins an incident draws there.
func (st *State) repair(q *query, to *group) []news.Moved {
	if st.edited(to) {
		return nil
	}
	var moved []news.Moved
	for _, d := range st.met {
		if d.incident == nil || d.incident == to || !st.doubted(q, d, to) {
			continue
		}
		at := st.fresh(recall(d))
		defer st.done(at)
		into := st.compare(at, &group{id: to.id, docs: append(slices.Clone(to.docs), &q.doc)})
		stay := Candidate{}
		if len(d.incident.docs) > 1 {
			stay = st.compare(at, rest(d.incident, []news.Moved{{Story: d.story}}))
		}
		both := []Candidate{into, stay}
		st.ahead(both)
		if into, stay = both[0], both[1]; len(into.pairs) == 0 || into.Score < outright || len(stay.pairs) > 0 && into.Score < stay.Score+clearly {
			continue
		}
		moved = append(moved, news.Moved{
			Story: d.story, From: d.incident.id, Score: into.Score,
			Reasons: append([]news.Reason{{Feature: "late evidence", Detail: string(q.story), Weight: into.Score}}, into.reasons(st, at.reading)...),
		})
	}
	return moved
}

// doubted reports whether a story was placed a short while ago, with doubt, and may move:
// no founder of others, no copy, nothing that a person has put where it is. One that stands
// alone may if it nearly belonged somewhere, and came later than those that it moves to:
// the first of two incidents that are one gives the name.
func (st *State) doubted(q *query, d *doc, to *group) bool {
	alone := len(d.incident.docs) == 1
	return st.first+uint64(len(st.docs))-d.seq <= recent && max(q.when-d.when, d.when-q.when) <= near &&
		d.score < doubtful && d.copyOf == "" && !st.edited(d.incident) && st.pinned(d.story) == "" &&
		(!alone || d.score >= nearly && d.seq > to.docs[0].seq) && (alone || d.incident.id != d.story.Founded())
}

// without are the candidates as they are when the stories that move are gone: what was like
// the late story for their sake alone is no second incident that it belongs to.
func (st *State) without(moved []news.Moved, q *query, all []Candidate, best *Candidate) ([]Candidate, *Candidate) {
	if len(moved) == 0 {
		return all, best
	}
	var left []Candidate
	for _, c := range all {
		if g := rest(c.group, moved); len(g.docs) < len(c.group.docs) {
			c = st.compare(q, g)
		}
		if len(c.pairs) > 0 {
			left = append(left, c)
		}
	}
	st.ahead(left)
	at := slices.IndexFunc(left, func(c Candidate) bool { return c.Incident == best.Incident })
	return left, &left[at]
}

// rest is an incident without the stories that move.
func rest(g *group, moved []news.Moved) *group {
	docs := slices.DeleteFunc(slices.Clone(g.docs), func(d *doc) bool {
		return slices.ContainsFunc(moved, func(m news.Moved) bool { return m.Story == d.story })
	})
	return &group{id: g.id, docs: docs}
}

// moveTo carries out what a Change says of stories that are remembered.
func (st *State) moveTo(id news.IncidentID, all []news.Moved) {
	for _, m := range all {
		if d := st.stories[m.Story]; d != nil && d.incident.id != id {
			st.leave(d)
			st.join(d, id)
			d.score = m.Score
		}
	}
}
