package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"go.etcd.io/bbolt"
)

// filedGroup is how many blocks the longest run has.
const filedGroup = runFan * runFan

// checkFiled compares what stories are filed under with the rows of their placements, as many
// blocks at a time as the longest run has. What the writer does meanwhile is looked at again
// before it is called a fault.
func (s *Store) checkFiled(ctx context.Context, r *Report) error {
	var done uint32 // blocks that are filed
	err := s.view(func(tx *bbolt.Tx) error {
		done = uint32(tx.Bucket([]byte(filedBucket)).Sequence())
		return nil
	})
	if err != nil {
		return err
	}
	var want [][]byte
	at := uint32(0)
	err = s.walkBucket(ctx, placedTable.name, 0, func(tx *bbolt.Tx, key, _ []byte) {
		block := s.filedBlock(toNumber(key))
		if block >= done {
			return
		}
		if group := block / filedGroup; group != at {
			s.compareFiled(tx, at, want, r)
			want, at = nil, group
		}
		row, _, err := placedTable.get(tx, key)
		if err != nil {
			return // named already
		}
		if ordinal, ok := ordinalOf(tx, string(row.Change.Story)); ok {
			for _, link := range row.Links {
				want = append(want, filedEntry(link, ordinal))
			}
		}
	})
	if err != nil {
		return err
	}
	return s.view(func(tx *bbolt.Tx) error {
		s.compareFiled(tx, at, want, r)
		return nil
	})
}

// compareFiled compares the runs of a group of blocks with what they are to hold.
func (s *Store) compareFiled(tx *bbolt.Tx, group uint32, want [][]byte, r *Report) {
	var have [][]byte
	c := tx.Bucket([]byte(filedBucket)).Cursor()
	for k, rec := c.Seek(run{group * filedGroup, 0}.prefix()); k != nil && binary.BigEndian.Uint32(k)/filedGroup == group; k, rec = c.Next() {
		page, err := filedRuns.read(k, rec)
		if err != nil {
			return // named already
		}
		for e := range slices.Chunk(bytes.Clone(page), filedRuns.entry) {
			have = append(have, e)
		}
	}
	for _, list := range []*[][]byte{&have, &want} {
		slices.SortFunc(*list, bytes.Compare)
		*list = slices.CompactFunc(*list, bytes.Equal)
	}
	for len(have)+len(want) > 0 {
		side := -1
		switch {
		case len(have) == 0:
			side = 1
		case len(want) > 0:
			side = cmp.Compare(string(have[0]), string(want[0]))
		}
		if side > 0 {
			r.problem("story %d is not filed under link %08x, under which it was placed", toNumber(want[0][4:]), want[0][:4])
		} else if side < 0 && disowned(tx, have[0]) {
			r.problem("story %d is filed under link %08x, under which it was not placed", toNumber(have[0][4:]), have[0][:4])
		}
		if side <= 0 {
			have = have[1:]
		}
		if side >= 0 {
			want = want[1:]
		}
	}
}

// disowned reports whether a story was not placed under the link of an entry, for certain: a
// damaged placement is named elsewhere.
func disowned(tx *bbolt.Tx, entry []byte) bool {
	row, _, err := storyTable.get(tx, entry[4:])
	if err != nil {
		return false
	}
	for _, v := range row.Versions {
		if _, _, err := placedTable.get(tx, number(v.Seq)); err != nil {
			return false
		}
	}
	return !placedUnder(tx, entry)
}
