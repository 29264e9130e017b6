package store

import (
	"errors"
	"slices"

	"ascribe/news"
)

// absorb moves all stories of one incident to another.
func (b *batch) absorb(from, to news.IncidentID) ([]move, error) {
	from, err := b.live(from)
	if err != nil || from == to {
		return nil, err
	}
	d, err := b.draft(from)
	if err != nil {
		return nil, err
	}
	var moves []move
	for _, m := range slices.Clone(d.members) {
		moves = append(moves, move{m.ordinal, from, to})
	}
	return moves, b.moveAll(moves)
}

// repair moves stories that were placed with doubt to where late evidence has them, which
// is the reason that they keep.
func (b *batch) repair(all []news.Moved, to news.IncidentID) error {
	for _, m := range all {
		ordinal, row, err := findStory(b.tx, m.Story)
		if err != nil {
			return err
		}
		if err := b.moveAll([]move{{ordinal, row.Incident, to}}); err != nil {
			return err
		}
		d, err := b.draft(to)
		if err != nil {
			return err
		}
		if at, found := d.at(ordinal); found {
			d.members[at].Score, d.members[at].Reasons = m.Score, m.Reasons
		}
	}
	return nil
}

// moveAll carries out moves. A story that is no longer where a move begins stays.
func (b *batch) moveAll(moves []move) error {
	for _, m := range moves {
		from, err := b.draft(m.From)
		if err != nil {
			return err
		}
		to, err := b.draft(m.To)
		if err != nil {
			return err
		}
		member, was := from.leave(m.Story)
		if !was {
			continue
		}
		from.seq = b.seq
		to.join(member)
		row, err := storyTable.must(b.tx, number(m.Story))
		if err != nil {
			return err
		}
		if err := b.move(row, member, to); err != nil {
			return err
		}
		if len(from.members) == 0 {
			err = b.inherit(from)
		}
		if len(to.members) == 1 {
			err = errors.Join(err, b.inherit(to))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// move enters a story's new incident into what tells of it. The brief shows whether it has
// claims, which move too; one without is not read again.
func (b *batch) move(was storyRow, m placedMember, to *draft) error {
	row := was
	row.Incident, row.Changed = to.id, b.seq
	to.seq = b.seq
	before, after := told{m.ordinal, was, news.Story{}}, told{m.ordinal, row, news.Story{}}
	if m.brief == nil || len(m.brief.Analysis.Claims) > 0 {
		var err error
		if before, _, err = b.store.retell(b.tx, m.ordinal, was); err != nil {
			return err
		}
		after.story = before.story
		if err := b.restateClaims(before, after); err != nil {
			return err
		}
	}
	if after.shown() {
		if err := b.list(m.ordinal, storiesByTime, rank(row.When)); err != nil {
			return err
		}
	}
	if err := b.changed(stories, m.ordinal, was.Changed, b.seq); err != nil {
		return err
	}
	return storyTable.put(b.tx, number(m.ordinal), row)
}
