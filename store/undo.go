package store

import (
	"slices"

	"ascribe/news"
)

func (b *batch) admitUndo(edit news.Edit) error {
	seq, ok := ordinalOf(b.tx, string(edit.Undoes))
	if !ok {
		return refused("there is no edit %s", edit.Undoes)
	}
	row, err := editTable.must(b.tx, number(seq))
	switch {
	case err != nil:
		return err
	case row.Edit.Action == news.Undo:
		return refused("edit %s is itself an undo: make the edit that it undid again", edit.Undoes)
	case row.Undone != "":
		return refused("edit %s was undone already, by edit %s", edit.Undoes, row.Undone)
	}
	return b.builtOn(row.Edit)
}

// builtOn refuses to take back a claim that a person brought while what others said of it
// since holds: their word would be of nothing.
func (b *batch) builtOn(done news.Edit) error {
	if done.Action != news.Correct && done.Action != news.Add {
		return nil
	}
	ordinal, err := b.storyOf(done)
	if err != nil {
		return err
	}
	all, _, err := reviewTable.get(b.tx, number(ordinal))
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(r review) bool { return r.Edit == done.ID })
	for _, r := range all[at+1:] {
		if r.Edit != done.ID && r.Target == done.Claim.ID {
			return refused("edit %s (%s) builds on what edit %s says: undo that one first", r.Edit, r.Action, done.ID)
		}
	}
	return nil
}

// undo takes back what an edit did. It returns where that brings stories.
func (b *batch) undo(edit news.Edit) (moves []move, err error) {
	old, ok, err := b.edit(edit.Undoes)
	if err != nil || !ok {
		return nil, err
	}
	old.Undone = edit.ID
	if err := editTable.put(b.tx, number(old.Seq), old); err != nil {
		return nil, err
	}
	switch done := old.Edit; done.Action {
	case news.Merge, news.Split, news.Pin:
		if moves, err = b.without(old); err != nil {
			return nil, err
		}
		if err := b.constrain(edit, moves); err != nil {
			return nil, err
		}
		return moves, b.moveAll(moves)
	case news.Hide:
		return nil, b.show(done)
	case news.Rename, news.AddNote:
		return nil, b.unmark(done)
	default:
		return nil, b.unreview(done)
	}
}

// show ends what an edit hid, but for what another one that holds hides too.
func (b *batch) show(done news.Edit) error {
	others := map[news.StoryID]news.EditID{} // the first that hides it
	for _, record := range editTable.from(b.tx, nil) {
		row, err := record()
		if err != nil {
			return err
		}
		if row.Edit.Action != news.Hide || row.Undone != "" {
			continue
		}
		for _, id := range row.Edit.Stories {
			if others[id] == "" {
				others[id] = row.Edit.ID
			}
		}
	}
	return b.hide(done.Stories, func(r *storyRow) bool {
		hid := r.Hidden == done.ID
		if hid {
			r.Hidden = others[r.ID]
		}
		return hid
	})
}

func (b *batch) unmark(done news.Edit) error {
	ordinal, ok := ordinalOf(b.tx, string(done.Incidents[0].Founder()))
	if !ok {
		return nil
	}
	marks, _, err := markTable.get(b.tx, number(ordinal))
	if err != nil {
		return err
	}
	marks = slices.DeleteFunc(marks, func(m mark) bool { return m.Edit == done.ID })
	if err := markTable.put(b.tx, number(ordinal), marks); err != nil {
		return err
	}
	id, err := b.live(done.Incidents[0])
	if err != nil {
		return err
	}
	d, err := b.draft(id)
	if err == nil {
		d.seq = b.seq
	}
	return err
}

func (b *batch) unreview(done news.Edit) error {
	ordinal, err := b.storyOf(done)
	if err != nil {
		return err
	}
	if done.Action == news.Correct {
		if err := b.become(done.Target, ""); err != nil {
			return err
		}
	}
	return b.rereview(ordinal, func(all []review) []review {
		return slices.DeleteFunc(all, func(r review) bool { return r.Edit == done.ID })
	})
}
