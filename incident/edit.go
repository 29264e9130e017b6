package incident

import (
	"slices"

	"ascribe/news"
)

// An edit is a person's decision with what it did to the remembered stories, so that it
// can be undone.
type edit struct {
	news.Edit
	moves []Move
}

// A Move says that a person's decision took a story from one incident to another.
type Move struct {
	Story    news.StoryID
	From, To news.IncidentID
}

// Edit binds the machine to a person's decision: a merge is a must-link, a split a
// cannot-link, a pin both. It returns the remembered stories that it moved. Edits that do
// not touch grouping move nothing.
//
// What an edit moves is for the caller to say, who knows the stories that are no longer
// remembered as well: the edit binds what comes after it by those too, and they may be
// remembered again. Told nothing, the machine sees for itself. Of an undo only the caller knows
// what the edits that are still in force make of each story.
func (st *State) Edit(e news.Edit, told ...Move) (moved []Move) {
	switch e.Action {
	case news.Undo:
		return st.undo(e.Undoes, told)
	case news.Merge, news.Split, news.Pin:
	default:
		return nil
	}
	if len(told) == 0 {
		told = st.movesOf(e)
	}
	for _, m := range told {
		moved = append(moved, st.move(m.Story, m.To)...)
	}
	st.edits = append(st.edits, edit{e, told})
	st.bind(st.edits[len(st.edits)-1])
	return moved
}

// movesOf is what an edit moves, as far as it is remembered.
func (st *State) movesOf(e news.Edit) (moves []Move) {
	switch e.Action {
	case news.Merge:
		for _, from := range e.Incidents[min(1, len(e.Incidents)):] {
			moves = append(moves, st.allOf(from, e.Incidents[0])...)
		}
	case news.Split:
		return st.split(e.Stories)
	case news.Pin:
		for _, id := range e.Stories {
			moves = append(moves, st.way(id, e.Incidents[0])...)
		}
	}
	return moves
}

// allOf are the moves of every remembered member of an incident.
func (st *State) allOf(from, into news.IncidentID) (moves []Move) {
	g := st.groups[from]
	if g == nil || from == into {
		return nil
	}
	for _, d := range g.docs {
		moves = append(moves, Move{d.story, from, into})
	}
	return moves
}

// way is the move of a story to an incident, if it is not there.
func (st *State) way(id news.StoryID, into news.IncidentID) []Move {
	d := st.stories[id]
	if d == nil || d.incident.id == into {
		return nil
	}
	return []Move{{id, d.incident.id, into}}
}

// move moves a story that is remembered.
func (st *State) move(id news.StoryID, into news.IncidentID) []Move {
	way := st.way(id, into)
	if way != nil {
		d := st.stories[id]
		st.leave(d)
		st.join(d, into)
	}
	return way
}

// split is how stories leave their incidents, into one that the first of them founds. A
// founder keeps its incident's name, since the name is the founder's: then the second
// of the stories gives the name, and a founder split alone moves the others away.
func (st *State) split(stories []news.StoryID) []Move {
	var out []news.StoryID
	for _, id := range stories {
		if st.stories[id] != nil {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return nil
	}
	from := st.stories[out[0]].incident
	if slices.Contains(out, from.id.Founder()) {
		out = nil
		for _, d := range from.docs {
			if !slices.Contains(stories, d.story) {
				out = append(out, d.story)
			}
		}
		if len(out) == 0 {
			return nil
		}
	}
	into := out[0].Founded()
	var moves []Move
	for _, id := range out {
		moves = append(moves, st.way(id, into)...)
	}
	return moves
}

// undo takes back what an edit did: by the moves that are told, or else as far as the stories
// still are where it put them.
func (st *State) undo(id news.EditID, told []Move) (moved []Move) {
	i := slices.IndexFunc(st.edits, func(e edit) bool { return e.ID == id })
	if i < 0 {
		return nil
	}
	done := st.edits[i]
	st.edits = slices.Delete(st.edits, i, i+1)
	st.bounds = bounds{}
	for _, e := range st.edits {
		st.bind(e)
	}
	if len(told) == 0 {
		for _, m := range done.moves {
			if d := st.stories[m.Story]; d != nil && d.incident.id == m.To {
				told = append(told, Move{m.Story, m.To, m.From})
			}
		}
	}
	for _, m := range told {
		moved = append(moved, st.move(m.Story, m.To)...)
	}
	return moved
}

// bounds are what the edits that hold bind the machine to: each story asks, and there may be
// many edits.
type bounds struct {
	pins   map[news.StoryID]news.IncidentID
	apart  map[news.StoryID][]news.IncidentID // from which a person split the story
	edited map[news.IncidentID]bool           // whose stories a person has split or pinned
}

// bind adds an edit to the bounds.
func (st *State) bind(e edit) {
	if e.Action == news.Merge {
		return
	}
	b := &st.bounds
	if b.pins == nil {
		*b = bounds{map[news.StoryID]news.IncidentID{}, map[news.StoryID][]news.IncidentID{}, map[news.IncidentID]bool{}}
	}
	for _, m := range e.moves {
		b.edited[m.From], b.edited[m.To] = true, true
	}
	for _, id := range e.Stories {
		if e.Action == news.Pin {
			b.pins[id] = e.Incidents[0]
			continue
		}
		for _, m := range e.moves {
			if !slices.Contains(b.apart[id], m.From) {
				b.apart[id] = append(b.apart[id], m.From)
			}
		}
	}
}

// pinned is the incident that a person pinned the story to, "" when nobody did.
func (st *State) pinned(id news.StoryID) news.IncidentID { return st.bounds.pins[id] }

// forbidden reports whether a person split a story from this incident, so that it must not
// come back.
func (st *State) forbidden(id news.StoryID, g *group) bool {
	return slices.Contains(st.bounds.apart[id], g.id)
}

// edited reports whether a person has split or pinned a story of the incident.
func (st *State) edited(g *group) bool { return st.bounds.edited[g.id] }
