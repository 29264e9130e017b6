package store

import (
	"hash/maphash"

	"go.etcd.io/bbolt"
)

// A knownIDs says of nearly every ID that is not in the file that it is not: what is new would
// be looked for in every run. It is the writer's, a Bloom filter of all IDs of stories and
// claims. Those of a transaction that failed may stay: they are looked for in vain.
type knownIDs struct {
	bits []uint64
	left int // IDs that there is room for
	seed maphash.Seed
}

const (
	knownBits   = 16 // for each ID: one of 400 that are not there is looked for all the same
	knownProbes = 4
	leastKnown  = 1 << 16 // IDs that there is room for at least
)

// roomFor is how many IDs there is to be room for where there are so many: at a million stories each takes megabytes.
func roomFor(ids int) int { return max(leastKnown, ids+ids/2) }

// newKnown has room for so many IDs.
func newKnown(size int) *knownIDs {
	return &knownIDs{make([]uint64, (size*knownBits+63)/64), size, maphash.MakeSeed()}
}

// restoreKnown reads the IDs, if they are not known or have outgrown the room for them.
func (s *Store) restoreKnown() error {
	if s.known != nil && s.known.left > 0 {
		return nil
	}
	return s.view(func(tx *bbolt.Tx) error {
		ids := 0
		eachID(tx, func([]byte) { ids++ })
		k := newKnown(roomFor(ids))
		eachID(tx, k.add)
		s.known = k // not before it is whole
		return nil
	})
}

// ordinalOf is the ordinal of an ID that may be new.
func (b *batch) ordinalOf(id string) (ordinal uint64, ok bool) {
	if !b.store.known.may(id) {
		return 0, false
	}
	return ordinalOf(b.tx, id)
}

// name gives an ID to an ordinal.
func (b *batch) name(id string, ordinal uint64) error {
	b.store.known.add([]byte(id))
	return b.tx.Bucket([]byte(idsBucket)).Put([]byte(id), number(ordinal))
}

// eachID calls found with all IDs, also with what damaged records hold in their place.
func eachID(tx *bbolt.Tx, found func(id []byte)) {
	c := tx.Bucket([]byte(idsBucket)).Cursor()
	for id, _ := c.First(); id != nil; id, _ = c.Next() {
		found(id)
	}
	idRuns.everything(tx, func(_ run, entry []byte) { found(entry[:idLength]) })
}

// next is the hash of the next probe: all its bits hang on all of h, since a place is told by the low ones alone.
func next(h uint64) uint64 { return (h ^ h>>32) * 0x9e3779b97f4a7c15 }

func (k *knownIDs) add(id []byte) {
	k.left--
	h := maphash.Bytes(k.seed, id)
	for range knownProbes {
		k.bits[h>>6%uint64(len(k.bits))] |= 1 << (h & 63)
		h = next(h)
	}
}

// may reports whether an ID may be in the file.
func (k *knownIDs) may(id string) bool {
	h := maphash.String(k.seed, id)
	for range knownProbes {
		if k.bits[h>>6%uint64(len(k.bits))]>>(h&63)&1 == 0 {
			return false
		}
		h = next(h)
	}
	return true
}
