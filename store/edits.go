package store

import (
	"fmt"
	"slices"
	"time"

	"ascribe/incident"
	"ascribe/news"

	"go.etcd.io/bbolt"
)

// admitEdit checks that what an edit is about exists, and completes the claim of one that
// brings a claim.
func (b *batch) admitEdit(e *news.Entry) (drop bool, err error) {
	edit := *e.Edit
	e.Edit = &edit
	if edit.ID == "" {
		edit.ID = news.NewEditID(string(edit.Action), edit.By, edit.Reason, e.At.Format(time.RFC3339Nano), fmt.Sprint(b.seq))
	}
	if edit.Action == news.AddNote && edit.TLP == "" {
		edit.TLP = news.Amber
	}
	if _, made, err := b.edit(edit.ID); made || err != nil {
		return made, err
	}
	if err := b.resolveAll(&edit); err != nil {
		return false, err
	}
	var once []news.StoryID
	for _, id := range edit.Stories {
		if _, _, err := findStory(b.tx, id); err != nil {
			return false, err
		}
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	edit.Stories = once
	switch edit.Action {
	case news.Confirm, news.Reject, news.Correct, news.Add:
		return false, b.admitReview(&edit)
	case news.Split:
		return false, b.admitSplit(edit)
	case news.Undo:
		return false, b.admitUndo(edit)
	}
	return false, nil
}

// admitReview checks the claim that an edit is about against the text of its story.
func (b *batch) admitReview(edit *news.Edit) error {
	ordinal, err := b.storyOf(*edit)
	if err != nil {
		return err
	}
	t, err := b.store.tell(b.tx, ordinal)
	if err != nil {
		return err
	}
	if t.row.Forgotten {
		return fmt.Errorf("story %s was taken down: %w", t.row.ID, ErrNotFound)
	}
	if err := b.asItIs(edit.Target); err != nil {
		return err
	}
	if edit.Action == news.Confirm || edit.Action == news.Reject {
		i := slices.IndexFunc(t.story.Analysis.Claims, func(c news.Claim) bool { return c.ID == edit.Target })
		if i < 0 {
			return refused("claim %s was withdrawn by version %d of story %s", edit.Target, t.story.Version, t.story.ID)
		}
		c := t.story.Analysis.Claims[i]
		edit.Claim = &c // what was confirmed, should another engine read it otherwise
		return nil
	}
	c, stands := anchored(t.story, *edit.Claim)
	if !stands {
		return refused("the sentence %q does not stand in the %s of story %s: a claim is evidenced by a sentence as it stands", c.Quote, c.Evidence.Part, t.story.ID)
	}
	c.Review = news.Corrected
	c.ID = news.NewClaimID(t.story.ID, c.Quote, c.Accuser, c.Accused, c.Relation, c.Stance)
	edit.Claim = &c
	probe := t.story
	probe.Analysis.Claims, probe.Analysis.Mentions = []news.Claim{c}, nil
	return probe.Verify()
}

// asItIs refuses what is said of a claim that somebody corrected meanwhile: who says it has
// not seen what it says now.
func (b *batch) asItIs(id news.ClaimID) error {
	if id == "" {
		return nil
	}
	_, row, err := findClaim(b.tx, id)
	if err != nil || row.Became == "" {
		return err
	}
	_, now, err := latest(b.tx, id)
	if err != nil {
		return err
	}
	return refused("claim %s was corrected to %s meanwhile: look at that one and say it of it", id, now.ID)
}

// storyOf finds the story whose claim an edit is about.
func (b *batch) storyOf(edit news.Edit) (uint64, error) {
	if edit.Action == news.Add {
		ordinal, row, err := findStory(b.tx, edit.Stories[0])
		if row.Forgotten {
			err = nil // as of the other actions: what was said can be taken back
		}
		return ordinal, err
	}
	_, row, err := findClaim(b.tx, edit.Target)
	return row.Story, err
}

func (b *batch) edit(id news.EditID) (row editRow, ok bool, err error) {
	seq, ok := ordinalOf(b.tx, string(id))
	if !ok {
		return row, false, nil
	}
	row, err = editTable.must(b.tx, number(seq))
	return row, err == nil, err
}

func (b *batch) applyEdit(edit news.Edit, at time.Time) (err error) {
	row := editRow{Seq: b.seq, At: at, Edit: edit}
	b.quoted = nil
	switch edit.Action {
	case news.Merge, news.Split, news.Pin:
		if row.Moves, err = b.regroup(edit); err == nil {
			err = b.constrain(edit, row.Moves)
		}
	case news.Hide:
		err = b.hide(edit.Stories, func(r *storyRow) bool { old := r.Hidden; r.Hidden = edit.ID; return old == "" })
	case news.Rename:
		err = b.mark(edit.Incidents[0], mark{Title: edit.Text, Edit: edit.ID})
	case news.AddNote:
		err = b.mark(edit.Incidents[0], mark{Edit: edit.ID, Note: &news.Note{Edit: edit.ID, Text: edit.Text, TLP: edit.TLP, By: edit.By, At: at}})
	case news.Undo:
		row.Moves, err = b.undo(edit)
	default:
		err = b.review(edit)
	}
	if err != nil {
		return err
	}
	if err := b.tx.Bucket([]byte(idsBucket)).Put([]byte(edit.ID), number(b.seq)); err != nil {
		return err
	}
	return editTable.put(b.tx, number(b.seq), row)
}

// constrain hands an edit of who belongs together to the grouping, and keeps it for the
// day when the grouping is restored.
func (b *batch) constrain(edit news.Edit, moves []move) error {
	moved, err := movesOf(b.tx, moves)
	if err != nil {
		return err
	}
	b.store.state.Edit(edit, moved...)
	return b.tx.Bucket([]byte(linkBucket)).Put(number(b.seq), []byte{})
}

// movesOf are moves as the grouping speaks of them.
func movesOf(tx *bbolt.Tx, moves []move) ([]incident.Move, error) {
	var out []incident.Move
	for _, m := range moves {
		row, err := storyTable.must(tx, number(m.Story))
		if err != nil {
			return nil, err
		}
		out = append(out, incident.Move{Story: row.ID, From: m.From, To: m.To})
	}
	return out, nil
}

// hide changes who hid stories; change says whether anything changed. Those that were taken
// down since are shown to nobody anyway.
func (b *batch) hide(ids []news.StoryID, change func(*storyRow) bool) error {
	for _, id := range ids {
		ordinal, row, err := findStory(b.tx, id)
		if row.Forgotten {
			continue
		}
		if err != nil {
			return err
		}
		before, err := b.store.tellRow(b.tx, ordinal, row)
		if err != nil {
			return err
		}
		if !change(&row) {
			continue
		}
		if err := b.restate(before, row); err != nil {
			return err
		}
	}
	return nil
}

// mark hangs a name or a note on the founder of an incident.
func (b *batch) mark(id news.IncidentID, m mark) error {
	id, err := b.live(id)
	if err != nil {
		return err
	}
	d, err := b.draft(id)
	if err != nil {
		return err
	}
	marks, _, err := markTable.get(b.tx, number(d.ordinal))
	if err != nil {
		return err
	}
	d.seq = b.seq
	return markTable.put(b.tx, number(d.ordinal), append(marks, m))
}

// review keeps what a person said of a claim, and restates its story.
func (b *batch) review(edit news.Edit) error {
	ordinal, err := b.storyOf(edit)
	if err != nil {
		return err
	}
	if err := b.rereview(ordinal, func(all []review) []review {
		return append(all, review{edit.ID, edit.Action, edit.Target, edit.Claim})
	}); err != nil {
		return err
	}
	if edit.Action == news.Correct && edit.Claim.ID != edit.Target {
		return b.become(edit.Target, edit.Claim.ID)
	}
	return nil
}

// become makes a corrected claim resolve to what it was corrected to.
func (b *batch) become(id, to news.ClaimID) error {
	ordinal, row, err := findClaim(b.tx, id)
	if err != nil {
		return err
	}
	row.Became = to
	return claimTable.put(b.tx, number(ordinal), row)
}

func (b *batch) rereview(ordinal uint64, change func([]review) []review) error {
	before, err := b.store.tell(b.tx, ordinal)
	if err != nil {
		return err
	}
	all, _, err := reviewTable.get(b.tx, number(ordinal))
	if err != nil {
		return err
	}
	if err := reviewTable.put(b.tx, number(ordinal), change(all)); err != nil {
		return err
	}
	return b.restate(before, before.row)
}

// An EditView is an edit that was made.
type EditView struct {
	news.Edit
	At     time.Time
	Undone news.EditID // the edit that undid it, if one did
	Seq    uint64
}

// Edits lists edits, newest first, made before a sequence (0: all).
func (s *Store) Edits(before uint64, limit int) (edits []EditView, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		c := editTable.bucket(tx).Cursor()
		k, rec := c.Last()
		if before > 0 {
			if k, _ = c.Seek(number(before)); k == nil {
				k, rec = c.Last()
			} else {
				k, rec = c.Prev()
			}
		}
		for ; k != nil && len(edits) < limit; k, rec = c.Prev() {
			var row editRow
			if err := unseal(k, rec, &row); err != nil {
				return editTable.damage(k, err)
			}
			edits = append(edits, EditView{row.Edit, row.At, row.Undone, row.Seq})
		}
		return nil
	})
	return edits, err
}
