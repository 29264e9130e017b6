package store

import (
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// facetIndex gathers the changes that a transaction makes to the sets of ordinals, so
// that a set that a hundred new stories belong to is read and written once.
type facetIndex struct {
	tx   *bbolt.Tx
	sets map[string][]turn // by facetKey
}

// A turn is the place of an ordinal in its chunk, twice, and one more if it comes in.
type turn uint16

func newFacetIndex(tx *bbolt.Tx) *facetIndex {
	return &facetIndex{tx, map[string][]turn{}}
}

// replace makes an object that had the facets was have the facets is. Both are sorted.
func (x *facetIndex) replace(f family, ordinal uint64, was, is []string) {
	for len(was) > 0 || len(is) > 0 {
		switch {
		case len(is) == 0 || len(was) > 0 && was[0] < is[0]:
			x.change(f, ordinal, was[0], 0)
			was = was[1:]
		case len(was) == 0 || is[0] < was[0]:
			x.change(f, ordinal, is[0], 1)
			is = is[1:]
		default:
			was, is = was[1:], is[1:]
		}
	}
}

func (x *facetIndex) change(f family, ordinal uint64, fv string, in turn) {
	chunk, place := split(ordinal)
	key := string(facetKey(f, chunk, fv))
	x.sets[key] = append(x.sets[key], turn(place)<<1|in)
}

// flush writes the sets that changed.
func (x *facetIndex) flush() error {
	b := x.tx.Bucket([]byte(facetBucket))
	var s set
	for _, name := range slices.Sorted(maps.Keys(x.sets)) {
		key := []byte(name)
		clear(s[:])
		if err := readFacet(x.tx, key, &s); err != nil {
			return err
		}
		for _, t := range x.sets[name] {
			if place := uint16(t >> 1); t&1 == 1 {
				s.add(place)
			} else {
				s.remove(place)
			}
		}
		var err error
		if s.len() == 0 {
			err = b.Delete(key)
		} else {
			err = b.Put(key, s.encode(key))
		}
		if err != nil {
			return err
		}
	}
	clear(x.sets)
	return nil
}

// readFacet adds to s the ordinals that have a facet.
func readFacet(tx *bbolt.Tx, key []byte, s *set) error {
	stored := tx.Bucket([]byte(facetBucket)).Get(key)
	if stored == nil {
		return nil
	}
	if err := s.decodeInto(key, stored); err != nil {
		return Damage{Bucket: facetBucket, Key: readable(key), Reason: err.Error()}
	}
	return nil
}

// eachFacet calls found with every value of a facet in one chunk and the ordinals that
// have it, in order of value, from a value on.
func eachFacet(tx *bbolt.Tx, f family, chunk uint32, facet, from string, found func(value string, s *set)) error {
	prefix := facetPrefix(f, chunk, facet)
	c := tx.Bucket([]byte(facetBucket)).Cursor()
	for k, v := c.Seek(append(slices.Clip(prefix), from...)); k != nil; k, v = c.Next() {
		if len(k) < len(prefix) || string(k[:len(prefix)]) != string(prefix) {
			break
		}
		s := new(set)
		if err := s.decodeInto(k, v); err != nil {
			return Damage{Bucket: facetBucket, Key: readable(k), Reason: err.Error()}
		}
		found(string(k[len(prefix):]), s)
	}
	return nil
}
