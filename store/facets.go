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
	sets map[string]*set // by facetKey
}

func newFacetIndex(tx *bbolt.Tx) *facetIndex {
	return &facetIndex{tx, map[string]*set{}}
}

// replace makes an object that had the facets was have the facets is. Both are sorted.
func (x *facetIndex) replace(f family, ordinal uint64, was, is []string) error {
	for len(was) > 0 || len(is) > 0 {
		switch {
		case len(is) == 0 || len(was) > 0 && was[0] < is[0]:
			if err := x.change(f, ordinal, was[0], (*set).remove); err != nil {
				return err
			}
			was = was[1:]
		case len(was) == 0 || is[0] < was[0]:
			if err := x.change(f, ordinal, is[0], (*set).add); err != nil {
				return err
			}
			is = is[1:]
		default:
			was, is = was[1:], is[1:]
		}
	}
	return nil
}

func (x *facetIndex) change(f family, ordinal uint64, fv string, do func(*set, uint16)) error {
	chunk, place := split(ordinal)
	key := facetKey(f, chunk, fv)
	s, ok := x.sets[string(key)]
	if !ok {
		s = new(set)
		if err := readFacet(x.tx, key, s); err != nil {
			return err
		}
		x.sets[string(key)] = s
	}
	do(s, place)
	return nil
}

// flush writes the sets that changed.
func (x *facetIndex) flush() error {
	b := x.tx.Bucket([]byte(facetBucket))
	for _, key := range slices.Sorted(maps.Keys(x.sets)) {
		var err error
		if s := x.sets[key]; s.len() == 0 {
			err = b.Delete([]byte(key))
		} else {
			err = b.Put([]byte(key), s.encode([]byte(key)))
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
