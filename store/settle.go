package store

import (
	"bytes"
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

const (
	// settleEntries is how many entries of the log come between two with which a margin begins.
	settleEntries = 2048
	// settleShares is how many entries share in the work of settling a margin.
	settleShares = 512
)

// A settlement is what a margin changes in the sets, in order of their keys.
type settlement struct {
	of       *margin
	prefixes []string
	starts   []int    // how many values come before those of a prefix; and after the last, of all
	at       int      // the prefix of the values
	values   []string // in order
}

// settlementOf finds what of a margin comes to anything.
func settlementOf(m *margin) *settlement {
	s := &settlement{of: m, at: -1}
	m.mu.RLock()
	defer m.mu.RUnlock()
	s.prefixes = slices.Sorted(maps.Keys(m.facets))
	total := 0
	for _, prefix := range s.prefixes {
		s.starts = append(s.starts, total)
		for _, all := range m.facets[prefix] {
			if effective(*all) {
				total++
			}
		}
	}
	s.starts = append(s.starts, total)
	return s
}

// effective reports whether turns come to anything: what is turned twice is as it was. The records of
// the margin say only what does, and a share must not depend on whether it was read from there.
func effective(turns []turn) bool {
	if len(turns) == 1 {
		return true
	}
	var odd set
	for _, t := range turns {
		odd[t.place>>6] ^= 1 << (t.place & 63)
	}
	return !odd.empty()
}

// each calls do with the prefix and the value of so many changes, and their turns.
func (s *settlement) each(from, to int, do func(prefix, value string, turns []turn) error) error {
	s.of.mu.RLock()
	defer s.of.mu.RUnlock()
	for i, prefix := range s.prefixes {
		start, end := s.starts[i], s.starts[i+1]
		if end <= from || start >= to {
			continue
		}
		of := s.of.facets[prefix]
		if s.at != i {
			s.at, s.values = i, s.values[:0]
			for value, all := range of {
				if effective(*all) {
					s.values = append(s.values, value)
				}
			}
			slices.Sort(s.values)
		}
		for _, value := range s.values[max(from, start)-start : min(to, end)-start] {
			if err := do(prefix, value, *of[value]); err != nil {
				return err
			}
		}
	}
	return nil
}

// share is which share in settling the margin before an entry has, of how many: it is settled with the last.
func (s *Store) share(seq uint64) (share, shares uint64) {
	return (seq + s.settled - s.settled/2) % s.settled, min(settleShares, s.settled)
}

// settleShare writes what is the share of the entry at hand of the margin before into the sets. A damaged
// set stays damaged, for a rebuild to mend, and keeps nothing else from being written.
func (b *batch) settleShare() error {
	m := b.margin.before.Load()
	share, shares := b.store.share(b.seq)
	if m == nil || share >= shares {
		return nil
	}
	s, from := b.store.settlement, share
	if s == nil || s.of != m {
		// Of a margin that was read again what is damaged is missing, and places have moved: what may be in the
		// sets is written once more.
		s, from = settlementOf(m), 0
		b.store.settlement = s
	}
	all := uint64(s.starts[len(s.prefixes)])
	sets := b.tx.Bucket([]byte(facetBucket))
	var held set
	err := s.each(int(from*all/shares), int((share+1)*all/shares), func(prefix, value string, turns []turn) error {
		key := []byte(prefix + value)
		clear(held[:])
		if err := readSet(b.tx, key, &held); b.store.damaged(err) {
			return nil
		} else if err != nil {
			return err
		}
		apply(turns, &held)
		if held.empty() {
			return sets.Delete(key)
		}
		return sets.Put(key, held.encode(key))
	})
	if err == nil && share == shares-1 {
		b.store.settlement = nil
		err = emptyMargin(b.tx, marginBuckets[1-present(b.tx)])
	}
	return err
}

// emptyMargin leaves the damaged records: without them nobody would know that the sets lack
// something, and nothing would call for a rebuild.
func emptyMargin(tx *bbolt.Tx, bucket string) error {
	kept := map[string][]byte{}
	c := tx.Bucket([]byte(bucket)).Cursor()
	for k, rec := c.First(); k != nil; k, rec = c.Next() {
		if checkDiff(bucket, k, rec) != nil {
			kept[string(k)] = bytes.Clone(rec)
		}
	}
	if err := tx.DeleteBucket([]byte(bucket)); err != nil {
		return err
	}
	b, err := tx.CreateBucket([]byte(bucket))
	for k, rec := range kept {
		if err == nil {
			err = b.Put([]byte(k), rec)
		}
	}
	return err
}
