package store

import (
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// Of a sequence alone nobody can tell which log it is of: when an older backup was restored, other
// entries come to stand under the same sequences. What clients keep has a sum of the entry as well.

// An AsOf is a moment of one log: what a client has read, and asks to go on from.
type AsOf struct {
	Seq  uint64 // all that changed up to here is known
	Read uint64 // where the log ended when the page was read that tells it: Seq or later
	Sum  uint32 // of the entry at Read; 0 where that is not known
}

// String is the form in which clients keep it.
func (a AsOf) String() string {
	switch {
	case a.Sum == 0:
		return strconv.FormatUint(a.Seq, 10)
	case a.Read == a.Seq:
		return fmt.Sprintf("%d-%08x", a.Seq, a.Sum)
	}
	return fmt.Sprintf("%d-%d-%08x", a.Seq, a.Read, a.Sum)
}

// ParseAsOf reads what String writes.
func ParseAsOf(s string) (a AsOf, err error) {
	parts := strings.Split(s, "-")
	if a.Seq, err = strconv.ParseUint(parts[0], 10, 64); err == nil && len(parts) > 1 {
		a.Sum, err = parseSum(parts[len(parts)-1])
	}
	if a.Read = a.Seq; err == nil && len(parts) == 3 {
		a.Read, err = strconv.ParseUint(parts[1], 10, 64)
	}
	if err != nil || len(parts) > 3 || a.Read < a.Seq {
		return AsOf{}, errors.New("want a sequence of the log, as as_of or seq of an earlier answer")
	}
	return a, nil
}

func parseSum(s string) (uint32, error) {
	if len(s) != 8 {
		return 0, errors.New("want 8 hexadecimal digits")
	}
	n, err := strconv.ParseUint(s, 16, 32)
	return uint32(n), err
}

// sumOf is a sum of what stays as it is of an entry when the text of its story is dropped.
func sumOf(e news.Entry) uint32 {
	h := crc32.New(castagnoli)
	fmt.Fprint(h, e.Kind, " ", e.At.UnixNano(), " ", e.Rules)
	switch {
	case e.Story != nil:
		fmt.Fprint(h, " ", e.Story.ID, " ", e.Story.Hash)
	case e.Analysis != nil:
		fmt.Fprint(h, " ", e.Analysis.Story, " ", e.Analysis.Version, " ", e.Analysis.Analysis.Engine)
	case e.Edit != nil:
		fmt.Fprint(h, " ", e.Edit.ID)
	case e.Forget != nil:
		fmt.Fprint(h, " ", e.Forget.Story)
	}
	return max(1, h.Sum32())
}

// sums tells sums of entries from objects in the cache.
const sums family = 'e'

// sum is that of the entry at a sequence, 0 where none can be read there.
func (s *Store) sum(tx *bbolt.Tx, seq uint64) uint32 {
	if v, ok := s.cache.get(cacheKey{sums, seq, 0}); ok {
		return v.(uint32)
	}
	e, ok, err := logTable.get(tx, number(seq))
	if err != nil || !ok {
		return 0
	}
	sum := sumOf(e)
	s.cache.put(cacheKey{sums, seq, 0}, sum, 100)
	return sum
}

// holds is an error when the log is not the one that a client has read.
func (s *Store) holds(tx *bbolt.Tx, m meta, a AsOf) error {
	if !m.knows(a.Seq) || a.Read > m.Applied {
		return ErrGone
	}
	if a.Sum == 0 || a.Read == 0 {
		return nil
	}
	if now := s.sum(tx, a.Read); now != 0 && now != a.Sum {
		return ErrGone
	}
	return nil
}
