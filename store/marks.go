package store

import (
	"slices"

	"ascribe/news"
)

// Names and notes hang on the founder of an incident. They are its own while it has stories, also if
// the founder is in another one; when it is gone, they are those of the incident that holds the founder.

// marked gives an incident the names and notes that are its own.
func (b *batch) marked(d *draft, in *news.Incident) error {
	titled := false
	for _, founder := range d.founders() {
		marks, _, err := markTable.get(b.tx, number(founder))
		if err != nil {
			return err
		}
		own := founder == d.ordinal
		if len(marks) == 0 || !own && b.there(founder) {
			continue
		}
		for _, mark := range marks {
			if mark.Note != nil {
				in.Notes = append(in.Notes, *mark.Note)
			} else if own || !titled {
				in.Title, titled = mark.Title, own
			}
		}
	}
	slices.SortStableFunc(in.Notes, func(a, b news.Note) int { return a.At.Compare(b.At) })
	return nil
}

// founders are the ordinals that names and notes of an incident may hang on, in order.
func (d *draft) founders() []uint64 {
	all := make([]uint64, 0, len(d.members)+1)
	for _, m := range d.members {
		all = append(all, m.ordinal)
	}
	if at, found := slices.BinarySearch(all, d.ordinal); !found {
		all = slices.Insert(all, at, d.ordinal)
	}
	return all
}

// there reports whether an incident has stories.
func (b *batch) there(ordinal uint64) bool {
	if d, ok := b.incidents[ordinal]; ok {
		return len(d.members) > 0
	}
	return cardTable.bucket(b.tx).Get(cardKey(incidents, ordinal)) != nil
}

// inherit has the incident that holds the founder of another one composed: that has got its first
// story or lost its last, and with it what hangs on the founder.
func (b *batch) inherit(d *draft) error {
	marks, _, err := markTable.get(b.tx, number(d.ordinal))
	if err != nil || len(marks) == 0 {
		return err
	}
	row, err := storyTable.must(b.tx, number(d.ordinal))
	if err != nil || row.Incident == d.id {
		return err
	}
	heir, err := b.draft(row.Incident)
	if err == nil && len(heir.members) > 0 {
		heir.seq = b.seq
	}
	return err
}
