package store

import (
	"fmt"
	"slices"

	"ascribe/news"
)

// regroup carries out a merge, a split or a pin in the view, over all stories that there
// are. The grouping does the same among those that it remembers (incident.State.Edit).
func (b *batch) regroup(edit news.Edit) (moves []move, err error) {
	switch edit.Action {
	case news.Merge:
		for _, from := range edit.Incidents[1:] {
			moved, err := b.absorb(from, edit.Incidents[0])
			if err != nil {
				return nil, err
			}
			moves = append(moves, moved...)
		}
		return moves, nil
	case news.Pin:
		moves, err = b.moves(edit.Stories, edit.Incidents[0])
	case news.Split:
		moves, err = b.split(edit.Stories)
	}
	if err != nil {
		return nil, err
	}
	return moves, b.moveAll(moves)
}

// moves are the moves that bring stories to an incident.
func (b *batch) moves(ids []news.StoryID, to news.IncidentID) (moves []move, err error) {
	for _, id := range ids {
		ordinal, row, err := findStory(b.tx, id)
		if err != nil {
			return nil, err
		}
		if row.Incident != to {
			moves = append(moves, move{ordinal, row.Incident, to})
		}
	}
	return moves, nil
}

// split takes stories out of their incidents, into one that the first of them founds. A
// founder keeps its incident's name: when it is among them, the others go, and the first
// of those gives the name.
func (b *batch) split(ids []news.StoryID) ([]move, error) {
	_, row, err := findStory(b.tx, ids[0])
	if err != nil {
		return nil, err
	}
	if !slices.Contains(ids, row.Incident.Founder()) {
		return b.moves(ids, ids[0].Founded())
	}
	d, err := b.draft(row.Incident)
	if err != nil {
		return nil, err
	}
	var rest []news.StoryID
	for _, m := range d.members {
		if !slices.Contains(ids, m.Story) {
			rest = append(rest, m.Story)
		}
	}
	if len(rest) == 0 {
		return nil, nil
	}
	return b.moves(rest, rest[0].Founded())
}

// admitSplit refuses a split that has no one incident to split something from.
func (b *batch) admitSplit(edit news.Edit) error {
	var from news.IncidentID
	for _, id := range edit.Stories {
		_, row, err := findStory(b.tx, id)
		if err != nil {
			return err
		}
		if from == "" {
			from = row.Incident
		}
		if row.Incident != from {
			return refused("story %s is in incident %s and story %s in %s: a split is of one incident; pin brings stories together", edit.Stories[0], from, id, row.Incident)
		}
	}
	d, err := b.draft(from)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(d.members, func(m placedMember) bool { return !slices.Contains(edit.Stories, m.Story) }) {
		return refused("incident %s has no other stories: there is nothing to split from it", from)
	}
	return nil
}

// resolveAll makes the incidents of an edit those that they stand for now.
func (b *batch) resolveAll(edit *news.Edit) error {
	live := make([]news.IncidentID, 0, len(edit.Incidents))
	for _, id := range edit.Incidents {
		if !id.Valid() {
			return fmt.Errorf("incident %q: %w", id, ErrNotFound)
		}
		now, err := b.live(id)
		if err != nil {
			return err
		}
		if d, err := b.draft(now); err != nil || len(d.members) == 0 {
			return fmt.Errorf("incident %s has no stories any more: %w", id, ErrNotFound)
		}
		if !slices.Contains(live, now) {
			live = append(live, now)
		}
	}
	if edit.Action == news.Merge && len(live) < 2 {
		return refused("these are one incident already: %s", live[0])
	}
	edit.Incidents = live
	return nil
}
