package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// The node class: what this machine knows for itself. Its writes share the commits of the
// log, and a rebuild leaves it alone. What is damaged of it counts as never known: a feed is
// asked anew, an item met again, and what is written then takes its place.

// FeedStates returns what this machine knows of its feeds.
func (s *Store) FeedStates() (map[news.FeedID]news.FeedState, error) {
	states := map[news.FeedID]news.FeedState{}
	err := s.view(func(tx *bbolt.Tx) error {
		for _, record := range feedTable.from(tx, nil) {
			state, err := record()
			if s.damaged(err) {
				continue
			}
			if err != nil {
				return err
			}
			states[state.Feed] = state
		}
		return nil
	})
	return states, err
}

// FeedState returns what this machine knows of one feed; of one never asked, its name alone.
func (s *Store) FeedState(id news.FeedID) (state news.FeedState, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		state, _, err = feedTable.get(tx, []byte(id))
		return err
	})
	if s.damaged(err) {
		state, err = news.FeedState{}, nil
	}
	state.Feed = id
	return state, err
}

// PutFeedState replaces the states of feeds, all in one transaction.
func (s *Store) PutFeedState(states ...news.FeedState) error {
	return s.submit(context.Background(), &request{do: func(tx *bbolt.Tx) error {
		for _, state := range states {
			if err := feedTable.put(tx, []byte(state.Feed), state); err != nil {
				return err
			}
		}
		return nil
	}})
}

// Seen returns what became of an item of a feed, and whether it was seen at all.
func (s *Store) Seen(feed news.FeedID, item string) (seen news.Seen, ok bool, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		seen, ok, err = seenTable.get(tx, seenKey(feed, item))
		return err
	})
	if s.damaged(err) {
		return news.Seen{}, false, nil
	}
	return seen, ok, err
}

// PutSeen remembers items, all in one transaction.
func (s *Store) PutSeen(items ...news.Seen) error {
	return s.submit(context.Background(), &request{do: func(tx *bbolt.Tx) error {
		byTime, counted := tx.Bucket([]byte(seenByTime)), seenTable.bucket(tx)
		for _, item := range items {
			key := seenKey(item.Feed, item.Item)
			old, seen, err := seenTable.get(tx, key)
			switch {
			case s.damaged(err):
				err = deleteEnding(byTime, key)
			case err != nil:
			case seen:
				err = byTime.Delete(seenTimeKey(old.At, key))
			default:
				_, err = counted.NextSequence() // the bucket's sequence counts what it holds
			}
			if err != nil {
				return err
			}
			if err := seenTable.put(tx, key, item); err != nil {
				return err
			}
			if err := byTime.Put(seenTimeKey(item.At, key), []byte(item.Verdict)); err != nil {
				return err
			}
		}
		return nil
	}})
}

// deleteEnding deletes the keys by time of an item whose record doesn't tell its time any more.
func deleteEnding(byTime *bbolt.Bucket, item []byte) error {
	var all [][]byte
	c := byTime.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if bytes.Equal(k[8:], item) {
			all = append(all, bytes.Clone(k))
		}
	}
	for _, k := range all {
		if err := byTime.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// seenKey is feed ∥ 0 ∥ item.
func seenKey(feed news.FeedID, item string) []byte {
	return append(append([]byte(feed), 0), item...)
}

// seenTimeKey is time ∥ feed ∥ 0 ∥ item: oldest first.
func seenTimeKey(at time.Time, key []byte) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(at.UnixMilli())^1<<63), key...)
}

// Rejected lists items that were not stored, newest first, of one feed or ("") of all.
func (s *Store) Rejected(feed news.FeedID, limit int) (items []news.Seen, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket([]byte(seenByTime)).Cursor()
		for k, verdict := c.Last(); k != nil && len(items) < limit; k, verdict = c.Prev() {
			key := k[8:]
			if !rejected(news.Verdict(verdict)) || feed != "" && !bytes.HasPrefix(key, seenKey(feed, "")) {
				continue
			}
			item, err := seenTable.must(tx, key)
			if s.damaged(err) {
				continue
			}
			if err != nil {
				return err
			}
			items = append(items, item)
		}
		return nil
	})
	return items, err
}

// SeenBetween lists the items that were stored, and last made into a story within [from, to).
func (s *Store) SeenBetween(from, to time.Time) (items []news.Seen, err error) {
	end := seenTimeKey(to, nil)
	err = s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket([]byte(seenByTime)).Cursor()
		for k, verdict := c.Seek(seenTimeKey(from, nil)); k != nil && bytes.Compare(k, end) < 0; k, verdict = c.Next() {
			if news.Verdict(verdict) != news.Stored {
				continue
			}
			item, err := seenTable.must(tx, k[8:])
			if s.damaged(err) {
				continue
			}
			if err != nil {
				return err
			}
			items = append(items, item)
		}
		return nil
	})
	return items, err
}

func rejected(v news.Verdict) bool { return v == news.OutOfScope || v == news.Unreadable }

// ForgetSeen forgets items that were not stored and that were seen before a moment, and
// says how many. Stored ones are kept, so that an old item which stays in its feed for
// ever is not fetched again every season.
func (s *Store) ForgetSeen(before time.Time) (forgotten int, err error) {
	end := seenTimeKey(before, nil)
	for from := []byte{}; from != nil; { // in slices: a transaction that frees much makes the file slow for long
		var next []byte
		var n int
		err := s.submit(context.Background(), &request{do: func(tx *bbolt.Tx) (err error) {
			next, n, err = forgetSlice(tx, from, end)
			return err
		}})
		if err != nil {
			return forgotten, err
		}
		from, forgotten = next, forgotten+n
	}
	return forgotten, nil
}

// forgetSlice looks at some keys from one on and returns where to go on, nil at the end.
func forgetSlice(tx *bbolt.Tx, from, end []byte) (next []byte, forgotten int, err error) {
	const slice = 1000
	var old [][]byte
	looked := 0
	c := tx.Bucket([]byte(seenByTime)).Cursor()
	for k, verdict := c.Seek(from); k != nil && bytes.Compare(k, end) < 0; k, verdict = c.Next() {
		if looked++; looked > slice {
			next = bytes.Clone(k)
			break
		}
		if news.Verdict(verdict) != news.Stored {
			old = append(old, bytes.Clone(k))
		}
	}
	for _, k := range old {
		if err := tx.Bucket([]byte(seenByTime)).Delete(k); err != nil {
			return nil, 0, err
		}
		if err := seenTable.delete(tx, k[8:]); err != nil {
			return nil, 0, err
		}
	}
	left := seenTable.bucket(tx).Sequence() - uint64(len(old))
	return next, len(old), seenTable.bucket(tx).SetSequence(left)
}
