package store

import (
	"maps"
	"slices"

	"ascribe/news"
)

// decisions are all edits of who belongs together, also those that were undone, with the ways
// of the stories that they were ever about: where a story belongs is where the grouping placed
// it, and then what those edits make of it that are in force.
type decisions struct {
	rows []decision // in the order of the log
	ways map[uint64]*way
}

// A decision is a merge, a split or a pin.
type decision struct {
	editRow
	// from is the incident whose founder was split off, "" of other edits: the founder keeps
	// the name, and who is not named goes to another one.
	from, to news.IncidentID
}

// A way is that of one story: where it was when the first edit met it, and where the grouping
// itself took it later.
type way struct {
	story       uint64
	id          news.StoryID
	first, last news.IncidentID
	moved       uint64 // by this edit, last
	shifts      []shift
}

// A shift says that the grouping took a story from one incident to another, some time before
// an entry.
type shift struct {
	before   uint64
	from, to news.IncidentID
}

// decided reads the decisions there are. It takes a record for each, and is for undoing only.
func (b *batch) decided() (*decisions, error) {
	d := &decisions{ways: map[uint64]*way{}}
	undone := map[news.EditID]editRow{}
	c := b.tx.Bucket([]byte(linkBucket)).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		row, err := editTable.must(b.tx, k)
		if err != nil {
			return nil, err
		}
		if row.Edit.Action == news.Undo {
			err = b.retrace(d, row, undone[row.Edit.Undoes])
		} else {
			undone[row.Edit.ID] = row
			err = b.trace(d, row)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, w := range d.ways {
		row, err := storyTable.must(b.tx, number(w.story))
		if err != nil {
			return nil, err
		}
		w.seen(row.Incident, ^uint64(0))
	}
	return d, nil
}

// trace adds an edit.
func (b *batch) trace(d *decisions, row editRow) error {
	one := decision{editRow: row}
	for i, m := range row.Moves {
		w, err := b.way(d, m.Story)
		if err != nil {
			return err
		}
		if w.moved == row.Seq {
			continue // older edits could name a story twice
		}
		w.seen(m.From, row.Seq)
		w.last, w.moved = m.To, row.Seq
		if i == 0 && row.Edit.Action == news.Split && !slices.Contains(row.Edit.Stories, w.id) {
			one.from, one.to = m.From, m.To
		}
	}
	for _, id := range row.Edit.Stories {
		ordinal, ok := ordinalOf(b.tx, string(id))
		if !ok {
			continue
		}
		w, err := b.way(d, ordinal)
		if err != nil {
			return err
		}
		if row.Edit.Action == news.Pin {
			w.seen(row.Edit.Incidents[0], row.Seq)
		}
	}
	d.rows = append(d.rows, one)
	return nil
}

// retrace follows the stories back that an undo moved. Older ones did not write down which:
// they turned those back that still were where the edit had put them.
func (b *batch) retrace(d *decisions, row, undone editRow) error {
	moves := row.Moves
	for _, m := range undone.Moves {
		if w := d.ways[m.Story]; len(row.Moves) == 0 && w.last == m.To {
			moves = append(moves, move{m.Story, m.To, m.From})
		}
	}
	for _, m := range moves {
		w, err := b.way(d, m.Story)
		if err != nil {
			return err
		}
		w.seen(m.From, row.Seq)
		w.last = m.To
	}
	return nil
}

func (b *batch) way(d *decisions, story uint64) (*way, error) {
	if w := d.ways[story]; w != nil {
		return w, nil
	}
	row, err := storyTable.must(b.tx, number(story))
	if err != nil {
		return nil, err
	}
	d.ways[story] = &way{story: story, id: row.ID}
	return d.ways[story], nil
}

// seen says where the story was at an entry, before it.
func (w *way) seen(at news.IncidentID, seq uint64) {
	switch {
	case w.first == "":
		w.first = at
	case w.last != at:
		w.shifts = append(w.shifts, shift{seq, w.last, at})
	}
	w.last = at
}

// place is where a story belongs by the grouping and by the edits that hold.
func (d *decisions) place(w *way, holds func(editRow) bool) news.IncidentID {
	at, shifts := w.first, w.shifts
	for _, e := range d.rows {
		for ; len(shifts) > 0 && shifts[0].before <= e.Seq; shifts = shifts[1:] {
			at = shifts[0].after(at)
		}
		if e.Seq > w.story && holds(e.editRow) {
			at = e.after(w.id, at)
		}
	}
	for _, s := range shifts {
		at = s.after(at)
	}
	return at
}

func (s shift) after(at news.IncidentID) news.IncidentID {
	if at == s.from {
		return s.to
	}
	return at
}

// after is where the edit has a story that is in an incident.
func (e decision) after(id news.StoryID, at news.IncidentID) news.IncidentID {
	named := slices.Contains(e.Edit.Stories, id)
	switch {
	case e.Edit.Action == news.Merge:
		if slices.Contains(e.Edit.Incidents[1:], at) {
			return e.Edit.Incidents[0]
		}
	case e.Edit.Action == news.Pin && named:
		return e.Edit.Incidents[0]
	case e.Edit.Action == news.Split && named && e.from != "":
		return e.from
	case e.Edit.Action == news.Split && named:
		return e.Edit.Stories[0].Founded()
	case e.Edit.Action == news.Split && at == e.from:
		return e.to
	}
	return at
}

// without says where stories go when an edit holds no longer: each of those for which it made
// a difference to where the others have it. Those that the edit once moved are always among
// them, so that who restores the grouping knows that all is said.
func (b *batch) without(old editRow) (moves []move, err error) {
	d, err := b.decided()
	if err != nil {
		return nil, err
	}
	inForce := func(row editRow) bool { return row.Undone == "" }
	before := func(row editRow) bool { return row.Undone == "" || row.Seq == old.Seq }
	for _, story := range slices.Sorted(maps.Keys(d.ways)) {
		w := d.ways[story]
		row, err := storyTable.must(b.tx, number(story))
		if err != nil {
			return nil, err
		}
		to := row.Incident
		if now := d.place(w, inForce); now != d.place(w, before) && !row.Forgotten {
			if to, err = b.succeeded(d, now, w.id, inForce); err != nil {
				return nil, err
			}
		}
		moved := slices.ContainsFunc(old.Moves, func(m move) bool { return m.Story == story })
		if moved || to != row.Incident {
			moves = append(moves, move{story, row.Incident, to})
		}
	}
	return moves, nil
}

// succeeded is the incident that a story comes back to: if the grouping merged it into another
// one while the story was away, that one.
func (b *batch) succeeded(d *decisions, id news.IncidentID, story news.StoryID, inForce func(editRow) bool) (news.IncidentID, error) {
	in, err := b.draft(id)
	if err != nil || len(in.members) > 0 || id.Founder() == story {
		return id, err
	}
	w := d.ways[in.ordinal]
	if w == nil { // no edit was ever about the founder: it is where the grouping has it
		row, err := storyTable.must(b.tx, number(in.ordinal))
		return row.Incident, err
	}
	if d.place(w, func(editRow) bool { return false }) == id {
		return id, nil
	}
	return d.place(w, inForce), nil
}
