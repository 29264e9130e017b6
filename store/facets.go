package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// An object is one of a family.
type object struct {
	family  family
	ordinal uint64
}

// A diff says by which facets an object differs from before. Both lists are sorted and have
// nothing in common.
type diff struct{ added, removed []string }

// then is what d and after it e come to.
func (d diff) then(e diff) diff {
	return diff{
		union(minus(d.added, e.removed), minus(e.added, d.removed)),
		union(minus(d.removed, e.added), minus(e.removed, d.added)),
	}
}

func (d diff) empty() bool { return len(d.added)+len(d.removed) == 0 }

// minus are the members of a sorted list that are not in another one.
func minus(a, b []string) []string {
	if len(a) == 0 || len(b) == 0 {
		return a
	}
	var out []string
	for _, s := range a {
		for len(b) > 0 && b[0] < s {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != s {
			out = append(out, s)
		}
	}
	return out
}

// union are the members of two sorted lists that have nothing in common.
func union(a, b []string) []string {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := slices.Concat(a, b)
	slices.Sort(out)
	return out
}

var errDiff = errors.New("facets end in the middle")

// pack adds a diff: of each list the length, and of each facet how many bytes it shares
// with the one before, how many follow, and these.
func (d diff) pack(out []byte) []byte {
	for _, list := range [][]string{d.added, d.removed} {
		out = binary.AppendUvarint(out, uint64(len(list)))
		last := ""
		for _, s := range list {
			n := 0
			for n < len(s) && n < len(last) && s[n] == last[n] {
				n++
			}
			out = binary.AppendUvarint(out, uint64(n))
			out = binary.AppendUvarint(out, uint64(len(s)-n))
			out = append(out, s[n:]...)
			last = s
		}
	}
	return out
}

// walkDiff calls found with every facet of what pack writes: of the first or the second
// list, so many bytes of the one before it, and the rest.
func walkDiff(packed []byte, found func(list, shared int, rest []byte)) (err error) {
	number := func() int {
		n, size := binary.Uvarint(packed)
		if size <= 0 || n > 1<<20 {
			err = errDiff
			return 0
		}
		packed = packed[size:]
		return int(n)
	}
	for list := range 2 {
		last := 0
		for range number() {
			shared, more := number(), number()
			if err != nil || shared > last || more > len(packed) {
				return errDiff
			}
			last = shared + more
			found(list, shared, packed[:more])
			packed = packed[more:]
		}
	}
	if err != nil || len(packed) > 0 {
		return errDiff
	}
	return nil
}

// unpackDiff reads what pack writes.
func unpackDiff(packed []byte) (diff, error) {
	var lists [2][]string
	err := walkDiff(packed, func(list, shared int, rest []byte) {
		last := ""
		if n := len(lists[list]); n > 0 {
			last = lists[list][n-1][:shared]
		}
		lists[list] = append(lists[list], last+string(rest))
	})
	if err != nil {
		return diff{}, err
	}
	return diff{lists[0], lists[1]}, nil
}

// facetIndex gathers the changes that a transaction makes to the facets of objects: of each
// object what is different at its end.
type facetIndex struct {
	tx      *bbolt.Tx
	changed map[object]diff
}

func newFacetIndex(tx *bbolt.Tx) *facetIndex { return &facetIndex{tx, map[object]diff{}} }

// replace makes an object that had the facets was have the facets is. Both are sorted.
func (x *facetIndex) replace(f family, ordinal uint64, was, is []string) {
	o := object{f, ordinal}
	now := diff{minus(is, was), minus(was, is)}
	if before, ok := x.changed[o]; ok {
		now = before.then(now)
	}
	x.changed[o] = now
}

// flush writes the changes into the margin, as those of the entry at a sequence. A damaged
// record stays as it is, for a rebuild to mend: what it said before is not known.
func (x *facetIndex) flush(m *margin, at uint64, damaged func(error) bool) error {
	name := marginBuckets[present(x.tx)]
	bucket := x.tx.Bucket([]byte(name))
	bucket.FillPercent = 0.9
	m.mu.Lock()
	defer m.mu.Unlock()
	byKey := func(a, b object) int {
		return cmp.Or(cmp.Compare(a.family, b.family), cmp.Compare(a.ordinal, b.ordinal))
	}
	for _, o := range slices.SortedFunc(maps.Keys(x.changed), byKey) {
		now := x.changed[o]
		if now.empty() {
			continue
		}
		key := cardKey(o.family, o.ordinal)
		net := now
		if rec := bucket.Get(key); rec != nil {
			before, err := readDiff(name, key, rec)
			if damaged(err) {
				m.turn(o, now, at)
				continue
			} else if err != nil {
				return err
			}
			net = before.then(now)
		}
		var err error
		if net.empty() {
			err = bucket.Delete(key)
		} else {
			err = bucket.Put(key, sign(key, net.pack(newRecord(512))))
		}
		if err != nil {
			return err
		}
		m.turn(o, now, at)
	}
	clear(x.changed)
	return nil
}

// readDiff reads a record of the margin.
func readDiff(bucket string, key, rec []byte) (d diff, err error) {
	plain, err := payload(key, rec)
	if err == nil {
		d, err = unpackDiff(plain)
	}
	return d, marginDamage(bucket, key, err)
}

// checkDiff only says what is wrong with a record of the margin.
func checkDiff(bucket string, key, rec []byte) error {
	plain, err := payload(key, rec)
	if err == nil {
		err = walkDiff(plain, func(int, int, []byte) {})
	}
	return marginDamage(bucket, key, err)
}

func marginDamage(bucket string, key []byte, err error) error {
	if err == nil {
		return nil
	}
	return Damage{Bucket: bucket, Key: readable(key), Reason: err.Error()}
}
