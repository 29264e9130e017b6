package store

import (
	"errors"
	"fmt"
	"slices"

	"ascribe/incident"
	"ascribe/news"

	"go.etcd.io/bbolt"
)

// restoreTails makes the postings of the youngest blocks again, from the stories and
// claims that belong to them.
func (s *Store) restoreTails() {
	defer close(s.ready)
	s.readyErr = s.view(func(tx *bbolt.Tx) error {
		m, err := readMeta(tx)
		if err != nil {
			return err
		}
		var t tails
		for i, of := range []struct {
			rows    *bbolt.Bucket
			restore func(*tail) error
		}{
			{storyTable.bucket(tx), func(t *tail) error { return restoreBlock(s, tx, storyTable, t, s.restoreStory) }},
			{claimTable.bucket(tx), func(t *tail) error { return restoreBlock(s, tx, claimTable, t, s.restoreClaim) }},
		} {
			t[i].tail = newTail(lastBlock(of.rows))
			if err := of.restore(t[i].tail); err != nil {
				return err
			}
			if u := m.Unfinished[i]; u != nil {
				old := newTail(u.Block)
				if err := of.restore(old); err != nil {
					return err
				}
				t[i].elder = old.after(string(u.Term))
			}
		}
		s.tails.Store(&t)
		return nil
	})
}

// restoreBlock makes the postings of the block of a tail, of which restore takes in a row.
func restoreBlock[R any](s *Store, tx *bbolt.Tx, rows table[R], t *tail, restore func(*bbolt.Tx, *tail, uint64, R) error) error {
	for key, record := range rows.from(tx, number(uint64(t.block)<<blockBits)) {
		ordinal := toNumber(key)
		if uint32(ordinal>>blockBits) != t.block {
			break
		}
		row, err := record()
		if err == nil {
			err = restore(tx, t, ordinal, row)
		}
		if err != nil && !s.damaged(err) {
			return err
		}
	}
	return nil
}

func (s *Store) restoreStory(tx *bbolt.Tx, t *tail, ordinal uint64, row storyRow) error {
	if !row.shown() {
		return nil
	}
	told, err := s.tellRow(tx, ordinal, row)
	if err == nil {
		t.take([]document{t.document(ordinal, nil, told.texts())})
	}
	return err
}

// damaged reports whether an error is about one record only, and names it in the log: one
// flipped bit must not keep news from being stored.
func (s *Store) damaged(err error) bool {
	d, is := errors.AsType[Damage](err)
	if is {
		s.log.Error("a damaged record is passed over", "bucket", d.Bucket, "key", d.Key, "reason", d.Reason)
	}
	return is
}

func (s *Store) restoreClaim(tx *bbolt.Tx, t *tail, ordinal uint64, row claimRow) error {
	if row.Withdrawn {
		return nil
	}
	told, err := s.tell(tx, row.Story)
	if err != nil || !told.shown() {
		return err
	}
	for _, c := range told.story.Analysis.Claims {
		if c.ID == row.ID {
			t.take([]document{t.document(ordinal, nil, claimTexts(told.story, c))})
		}
	}
	return nil
}

func lastBlock(b *bbolt.Bucket) uint32 {
	k, _ := b.Cursor().Last()
	return uint32(toNumber(k) >> blockBits)
}

// restoreState makes the grouping remember again, if it doesn't: the last stories placed
// and the edits of who belongs together, in sequence.
func (s *Store) restoreState() error {
	if s.state != nil {
		return nil
	}
	state := incident.Sized(s.window)
	err := s.view(func(tx *bbolt.Tx) error {
		from := windowStart(tx, s.window)
		links := tx.Bucket([]byte(linkBucket)).Cursor()
		link, _ := links.First()
		edits := func(before uint64) error {
			for ; link != nil && toNumber(link) < before; link, _ = links.Next() {
				e, err := logTable.must(tx, link)
				if err != nil {
					return err
				}
				if e.Edit == nil {
					return logTable.damage(link, fmt.Errorf("holds no edit, but one should be there"))
				}
				row, _, err := editTable.get(tx, link)
				var moved []incident.Move
				if err == nil {
					moved, err = movesOf(tx, row.Moves)
				}
				if err != nil && !s.damaged(err) {
					return err
				}
				state.Edit(*e.Edit, moved...)
			}
			return nil
		}
		for key, record := range placedTable.from(tx, number(from)) {
			if err := edits(toNumber(key)); err != nil {
				return err
			}
			row, err := record()
			var e news.Entry
			if err == nil {
				e, err = logTable.must(tx, key)
			}
			if s.damaged(err) {
				continue
			} else if err != nil {
				return err
			}
			if e.Story == nil {
				return logTable.damage(key, fmt.Errorf("holds no story, but one was placed"))
			}
			state.Fold(incident.Placed{Story: *e.Story, Change: row.Change})
		}
		return edits(^uint64(0))
	})
	if err != nil {
		return fmt.Errorf("restore the grouping: %w", err)
	}
	s.state = state
	return nil
}

// windowStart is the sequence of the first placement that the grouping still remembers:
// that from which on as many stories were placed as it remembers.
func windowStart(tx *bbolt.Tx, window int) uint64 {
	remembered := make(map[news.StoryID]struct{}, window)
	c := placedTable.bucket(tx).Cursor()
	start := uint64(0)
	for k, rec := c.Last(); k != nil; k, rec = c.Prev() {
		var row placedRow
		if unseal(slices.Clone(k), rec, &row) != nil {
			continue // it is named when it is read, and a rebuild repairs it
		}
		if remembered[row.Change.Story] = struct{}{}; len(remembered) > window {
			break
		}
		start = toNumber(k)
	}
	return start
}
