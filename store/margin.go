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
// object, in order of arrival; and with every 2,048th entry of the log a new margin begins, and
// the one before it is settled: it goes into the sets, in their order, a little with each entry
// (see settle.go). Since the entry decides, and incidents are composed before, the file does not
// depend on how the log was cut into batches.
//
// A margin is what stands there, in memory, by facet: queries ask the sets, then the margin
// before, of which it makes no difference how much is in the sets, then the margin. Each turn
// says as of which entry it holds, so that a transaction which began before it passes it over.
type margin struct {
	from   uint64 // the sequence from which on it has what changed
	mu     sync.RWMutex
	facets map[string]map[string]*turnList // facetPrefix → value → turns
	before atomic.Pointer[margin]          // nil where there is none, gone where it is no longer kept
}

// gone stands for a margin that is settled and not kept. A transaction from before that reads it from the file.
var gone = new(margin)

// A turn says that an ordinal is in a set from an entry on, or no longer.
type turn struct {
	at    uint32 // entries after margin.from
	place uint16
	in    bool
}

// A turnList holds the turns of one value, in order.
type turnList []turn

// list is what t holds, nothing where it is nil.
func (t *turnList) list() []turn {
	if t == nil {
		return nil
	}
	return *t
}

func newMargin(from uint64) *margin {
	return &margin{from: from, facets: map[string]map[string]*turnList{}}
}

// turn adds what is different of an object as of an entry. The lock is the caller's.
func (m *margin) turn(o object, d diff, at uint64) {
	chunk, place := split(o.ordinal)
	var room [64]byte
	prefix := binary.BigEndian.AppendUint32(append(room[:0], byte(o.family)), chunk)
	t := turn{at: uint32(at - min(at, m.from)), place: place, in: true}
	for _, list := range [][]string{d.added, d.removed} {
		facet, values := "", map[string]*turnList(nil) // those of one facet stand together
		for _, fv := range list {
			cut := strings.IndexByte(fv, 0) + 1
			if values == nil || fv[:cut] != facet {
				facet = fv[:cut]
				of := append(prefix, facet...)
				if values = m.facets[string(of)]; values == nil {
					values = map[string]*turnList{}
					m.facets[string(of)] = values
				}
			}
			all := values[fv[cut:]]
			if all == nil {
				all = new(turnList)
				values[strings.Clone(fv[cut:])] = all // a facet is part of all that its object had
			}
			*all = append(*all, t)
		}
		t.in = false
	}
}

// cut takes back the turns of entries after a sequence: their transaction failed.
func (m *margin) cut(applied uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, values := range m.facets {
		for _, all := range values {
			n := len(*all)
			for n > 0 && m.from+uint64((*all)[n-1].at) > applied {
				n--
			}
			*all = slices.Clip((*all)[:n])
		}
	}
}

// takeBack makes a margin the present one again after a transaction that failed, and another the one before it.
func (s *Store) takeBack(m, before *margin) {
	m.cut(s.Applied())
	m.before.Store(before)
	s.margin.Store(m)
}

// marginBuckets hold the margin and the one before it, by turns. The present one has the higher sequence.
var marginBuckets = [...]string{marginBucket, otherMarginBucket}

// present says which of the marginBuckets is that of the present margin.
func present(tx *bbolt.Tx) int {
	if tx.Bucket([]byte(otherMarginBucket)).Sequence() > tx.Bucket([]byte(marginBucket)).Sequence() {
		return 1
	}
	return 0
}

func (s *Store) restoreMargin(tx *bbolt.Tx) error {
	m, err := readMeta(tx)
	if err != nil {
		return err
	}
	at, err := s.readMargin(tx, m.Applied)
	s.margin.Store(at)
	return err
}

// readMargin reads the margins of a transaction, and passes damaged records over.
func (s *Store) readMargin(tx *bbolt.Tx, applied uint64) (*margin, error) {
	now := present(tx)
	var before, m *margin
	for _, bucket := range []string{marginBuckets[1-now], marginBuckets[now]} {
		before, m = m, newMargin(applied)
		c := tx.Bucket([]byte(bucket)).Cursor()
		for k, rec := c.First(); k != nil; k, rec = c.Next() {
			d, err := readDiff(bucket, k, rec)
			if s.damaged(err) {
				continue
			} else if err != nil {
				return nil, err
			}
			m.turn(object{family(k[0]), toNumber(k[1:])}, d, applied)
		}
	}
	m.before.Store(before)
	return m, nil
}

// facets are the sets of facets as a transaction has them, margins included.
type facets struct {
	tx      *bbolt.Tx
	before  *margin // of which all turns hold; nil where all of it is in the sets
	margin  *margin
	applied uint64
}

// facetsNow are the facets of a transaction.
func (s *Store) facetsNow(tx *bbolt.Tx) (facets, error) {
	m, err := readMeta(tx)
	if err != nil {
		return facets{}, err
	}
	return s.facetsOf(tx, m)
}

// facetsOf are the facets of a transaction, of which the meta was read.
func (s *Store) facetsOf(tx *bbolt.Tx, m meta) (facets, error) {
	at := s.margin.Load()
	if at.from > m.Applied {
		at = at.before.Load()
	}
	if at != nil && at != gone && at.from <= m.Applied {
		before := at.before.Load()
		if share, shares := s.share(m.Applied); share >= shares-1 {
			before = nil
		}
		if before != gone {
			return facets{tx, before, at, m.Applied}, nil
		}
	}
	at, err := s.readMargin(tx, m.Applied) // so much was written while the transaction was open
	if err != nil {
		return facets{}, err
	}
	return facets{tx, at.before.Load(), at, m.Applied}, nil
}

// read adds to s the ordinals that have a facet.
func (x facets) read(f family, chunk uint32, fv string, s *set) error {
	key := facetKey(f, chunk, fv)
	if err := readSet(x.tx, key, s); err != nil {
		return err
	}
	cut := bytes.IndexByte(key[termPrefix:], 0) + termPrefix + 1
	prefix, value := key[:cut], key[cut:]
	if x.before != nil {
		x.before.mu.RLock()
		all := x.before.facets[string(prefix)][string(value)].list()
		x.before.mu.RUnlock()
		apply(all, s)
	}
	x.margin.mu.RLock()
	all := x.margin.facets[string(prefix)][string(value)].list()
	x.margin.mu.RUnlock()
	apply(x.seen(all), s)
	return nil
}

// seen are the turns of the margin that the transaction sees: they are in order.
func (x facets) seen(turns []turn) []turn {
	n := len(turns)
	for n > 0 && x.margin.from+uint64(turns[n-1].at) > x.applied {
		n--
	}
	return turns[:n]
}

func apply(turns []turn, s *set) {
	for _, t := range turns {
		if t.in {
			s.add(t.place)
		} else {
			s.remove(t.place)
		}
	}
}

// each calls found with every value of a facet in one chunk and the ordinals that have it,
// in order of value, from a value on.
func (x facets) each(f family, chunk uint32, facet, from string, found func(value string, s *set)) error {
	prefix := facetPrefix(f, chunk, facet)
	turns := map[string][]turn{}
	x.young(prefix, from, turns)
	young := slices.Sorted(maps.Keys(turns))
	tell := func(value string, s *set) {
		apply(turns[value], s)
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

// young adds the turns of a facet, by value from one on.
func (x facets) young(prefix []byte, from string, turns map[string][]turn) {
	for _, m := range []*margin{x.before, x.margin} {
		if m == nil {
			continue
		}
		m.mu.RLock()
		for value, held := range m.facets[string(prefix)] {
			if value < from {
				continue
			}
			all := held.list()
			if m == x.margin {
				all = x.seen(all)
			}
			turns[value] = append(slices.Clip(turns[value]), all...)
		}
		m.mu.RUnlock()
	}
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

// newRecord is a record without payload, with room for one.
func newRecord(room int) []byte {
	rec := make([]byte, recordHeader, recordHeader+room)
	rec[0] = recordVersion
	return rec
}

// sealPlain makes a record that is not compressed.
func sealPlain(key, plain []byte) []byte {
	return sign(key, append(newRecord(len(plain)), plain...))
}
