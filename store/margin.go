package store

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// Rare facets (names, CVEs, numbers) have no order in time: written at once, those of a
// batch would fall on hundreds of pages. So what changed is written in the margin first, by
// object, in order of arrival; and with every 2,048th entry of the log all of that goes into
// the sets, in their order. Since the entry decides, and incidents are composed before, the
// file does not depend on how the log was cut into batches.
//
// A margin is what stands there, in memory, by facet: queries ask the sets and then the
// margin. Each turn says as of which entry it holds, so that a transaction which began before
// it passes it over.
type margin struct {
	from   uint64 // the sequence from which on the sets lack what changed
	mu     sync.RWMutex
	facets map[string]map[string][]turn // facetPrefix → value → turns
	before atomic.Pointer[margin]       // for transactions from before from
}

// A turn says that an ordinal is in a set from an entry on, or no longer.
type turn struct {
	at    uint32 // entries after margin.from
	place uint16
	in    bool
}

func newMargin(from uint64) *margin {
	return &margin{from: from, facets: map[string]map[string][]turn{}}
}

// turn adds what is different of an object as of an entry. The lock is the caller's.
func (m *margin) turn(o object, d diff, at uint64) {
	chunk, place := split(o.ordinal)
	prefix := binary.BigEndian.AppendUint32([]byte{byte(o.family)}, chunk)
	t := turn{at: uint32(at - min(at, m.from)), place: place, in: true}
	for _, list := range [][]string{d.added, d.removed} {
		for _, fv := range list {
			cut := strings.IndexByte(fv, 0) + 1
			of := append(prefix, fv[:cut]...)
			values := m.facets[string(of)]
			if values == nil {
				values = map[string][]turn{}
				m.facets[string(of)] = values
			}
			values[fv[cut:]] = append(values[fv[cut:]], t)
		}
		t.in = false
	}
}

// cut takes back the turns of entries after a sequence: their transaction failed.
func (m *margin) cut(applied uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, values := range m.facets {
		for value, turns := range values {
			n := len(turns)
			for n > 0 && m.from+uint64(turns[n-1].at) > applied {
				n--
			}
			values[value] = slices.Clip(turns[:n])
		}
	}
}

// takeBack makes a margin the present one again after a transaction that failed.
func (s *Store) takeBack(m *margin) {
	m.cut(s.Applied())
	s.margin.Store(m)
}

// settleEntries is how many entries of the log come between two that settle the margin.
const settleEntries = 2048

func (s *Store) restoreMargin(tx *bbolt.Tx) error {
	m, err := readMeta(tx)
	if err != nil {
		return err
	}
	at, err := s.readMargin(tx, m.Applied)
	s.margin.Store(at)
	return err
}

// readMargin reads the margin of a transaction, and passes damaged records over.
func (s *Store) readMargin(tx *bbolt.Tx, applied uint64) (*margin, error) {
	m := newMargin(applied)
	c := tx.Bucket([]byte(marginBucket)).Cursor()
	for k, rec := c.First(); k != nil; k, rec = c.Next() {
		d, err := readDiff(k, rec)
		if s.damaged(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		m.turn(object{family(k[0]), toNumber(k[1:])}, d, applied)
	}
	return m, nil
}

// facets are the sets of facets as a transaction has them, margin included.
type facets struct {
	tx      *bbolt.Tx
	margin  *margin
	applied uint64
}

// facetsOf are the facets of a transaction, of which the meta was read.
func (s *Store) facetsOf(tx *bbolt.Tx, m meta) (facets, error) {
	at := s.margin.Load()
	for at != nil && at.from > m.Applied {
		at = at.before.Load()
	}
	var err error
	if at == nil { // so much was written while the transaction was open
		at, err = s.readMargin(tx, m.Applied)
	}
	return facets{tx, at, m.Applied}, err
}

// read adds to s the ordinals that have a facet.
func (x facets) read(f family, chunk uint32, fv string, s *set) error {
	key := facetKey(f, chunk, fv)
	if err := readSet(x.tx, key, s); err != nil {
		return err
	}
	cut := bytes.IndexByte(key[termPrefix:], 0) + termPrefix + 1
	x.margin.mu.RLock()
	turns := x.margin.facets[string(key[:cut])][string(key[cut:])]
	x.margin.mu.RUnlock()
	x.apply(turns, s)
	return nil
}

func (x facets) apply(turns []turn, s *set) {
	for _, t := range turns {
		switch {
		case x.margin.from+uint64(t.at) > x.applied:
		case t.in:
			s.add(t.place)
		default:
			s.remove(t.place)
		}
	}
}

// each calls found with every value of a facet in one chunk and the ordinals that have it,
// in order of value, from a value on.
func (x facets) each(f family, chunk uint32, facet, from string, found func(value string, s *set)) error {
	prefix := facetPrefix(f, chunk, facet)
	young, turns := x.young(prefix, from)
	tell := func(value string, s *set) {
		x.apply(turns[value], s)
		if !s.empty() {
			found(value, s)
		}
	}
	c := x.tx.Bucket([]byte(facetBucket)).Cursor()
	for k, v := c.Seek(append(slices.Clip(prefix), from...)); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		value := string(k[len(prefix):])
		for ; len(young) > 0 && young[0] < value; young = young[1:] {
			tell(young[0], new(set))
		}
		if len(young) > 0 && young[0] == value {
			young = young[1:]
		}
		s := new(set)
		if err := s.decodeInto(k, v); err != nil {
			return Damage{Bucket: facetBucket, Key: readable(k), Reason: err.Error()}
		}
		tell(value, s)
	}
	for _, value := range young {
		tell(value, new(set))
	}
	return nil
}

// young are the values of a facet in the margin from one on, in order, and their turns.
func (x facets) young(prefix []byte, from string) (values []string, turns map[string][]turn) {
	x.margin.mu.RLock()
	defer x.margin.mu.RUnlock()
	all := x.margin.facets[string(prefix)]
	turns = make(map[string][]turn, len(all))
	for value, t := range all {
		if value >= from {
			turns[value] = t
		}
	}
	return slices.Sorted(maps.Keys(turns)), turns
}

// readSet adds to s what the sets alone say of a facet.
func readSet(tx *bbolt.Tx, key []byte, s *set) error {
	stored := tx.Bucket([]byte(facetBucket)).Get(key)
	if stored == nil {
		return nil
	}
	if err := s.decodeInto(key, stored); err != nil {
		return Damage{Bucket: facetBucket, Key: readable(key), Reason: err.Error()}
	}
	return nil
}

// settle writes the margin into the sets. A damaged set stays damaged, for a rebuild to mend,
// and keeps nothing else from being written.
func (m *margin) settle(tx *bbolt.Tx, damaged func(error) bool) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	type changed struct {
		key   string
		turns []turn
	}
	var all []changed
	for prefix, values := range m.facets {
		for value, turns := range values {
			all = append(all, changed{prefix + value, turns})
		}
	}
	slices.SortFunc(all, func(a, b changed) int { return strings.Compare(a.key, b.key) })
	b := tx.Bucket([]byte(facetBucket))
	x := facets{margin: m, applied: ^uint64(0)}
	var s set
	for _, c := range all {
		key := []byte(c.key)
		clear(s[:])
		if err := readSet(tx, key, &s); damaged(err) {
			continue
		} else if err != nil {
			return err
		}
		x.apply(c.turns, &s)
		var err error
		if s.empty() {
			err = b.Delete(key)
		} else {
			err = b.Put(key, s.encode(key))
		}
		if err != nil {
			return err
		}
	}
	return emptyMargin(tx)
}

// emptyMargin leaves the damaged records: without them nobody would know that the sets lack
// something, and nothing would call for a rebuild.
func emptyMargin(tx *bbolt.Tx) error {
	kept := map[string][]byte{}
	c := tx.Bucket([]byte(marginBucket)).Cursor()
	for k, rec := c.First(); k != nil; k, rec = c.Next() {
		if checkDiff(k, rec) != nil {
			kept[string(k)] = bytes.Clone(rec)
		}
	}
	if err := tx.DeleteBucket([]byte(marginBucket)); err != nil {
		return err
	}
	b, err := tx.CreateBucket([]byte(marginBucket))
	for k, rec := range kept {
		if err == nil {
			err = b.Put([]byte(k), rec)
		}
	}
	return err
}

// sealPlain makes a record that is not compressed.
func sealPlain(key, plain []byte) []byte {
	rec := make([]byte, recordHeader, recordHeader+len(plain))
	rec[0] = recordVersion
	rec = append(rec, plain...)
	binary.BigEndian.PutUint32(rec[2:], checksum(key, rec))
	return rec
}
