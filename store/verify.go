package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

// A Report is what Verify found.
type Report struct {
	Applied  uint64   // sequence of the last entry applied
	Records  int      // records and sets whose checksum was computed
	Stories  int      // in the view
	Dropped  int      // of these, stories without their text
	Damaged  []Damage // records that are not what was written
	Problems []string // where log, view and indexes disagree, in words
}

// Clean reports whether nothing was found.
func (r Report) Clean() bool { return len(r.Damaged)+len(r.Problems) == 0 }

// A Damage is one record that fails its checksum. It is never served.
type Damage struct {
	Bucket string
	Key    string // in a readable form
	Reason string
}

// mostProblems bounds a report: what is wrong in a thousand places is wrong in one.
const mostProblems = 1000

func (r *Report) problem(format string, args ...any) {
	if len(r.Problems) < mostProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// Verify reads everything: every record's checksum, and whether log, view and indexes agree.
// It may run while the store is in use: no transaction is long, and what is written meanwhile
// is compared as it stands then. Of a file that is open for reading only, bbolt's own pages
// and free list are checked as well.
func (s *Store) Verify(ctx context.Context) (r Report, err error) {
	if err := s.checksums(ctx, 0, &r); err != nil {
		return r, err
	}
	if err := r.take(s.crossCheck(ctx, &r)); err != nil {
		return r, err
	}
	if s.db.IsReadOnly() {
		err = r.take(s.checkPages(&r))
	}
	return r, err
}

// take makes a problem of what ended at a page that can't be read, passes over damaged records, which were
// named before, and lets other errors through.
func (r *Report) take(err error) error {
	if _, named := errors.AsType[Damage](err); named {
		return nil
	}
	if f, unreadable := errors.AsType[pageFault](err); unreadable {
		r.problem("not all could be compared: %v, at %s", f.why, f.where)
		return nil
	}
	return err
}

// checkPages has bbolt check itself, in one transaction.
func (s *Store) checkPages(r *Report) error {
	return s.view(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			r.problem("bbolt: %v", err)
		}
		return nil
	})
}

// Scrub computes the checksum of every record, in slices with rests between them: for
// looking at all there is now and then, beside everything else.
func (s *Store) Scrub(ctx context.Context, rest time.Duration) (r Report, err error) {
	err = s.checksums(ctx, rest, &r)
	r.Applied = s.Applied()
	return r, err
}

// checksums computes those of all records.
func (s *Store) checksums(ctx context.Context, rest time.Duration, r *Report) error {
	for _, bucket := range slices.Concat(logBuckets, viewBuckets, nodeBuckets) {
		check := checkerOf(bucket)
		if check == nil {
			continue
		}
		err := s.walkBucket(ctx, bucket, rest, func(_ *bbolt.Tx, k, v []byte) {
			r.Records++
			if err := check(k, v); err != nil && len(r.Damaged) < mostProblems {
				r.Damaged = append(r.Damaged, Damage{bucket, readable(k), err.Error()})
			}
		})
		if d, damaged := errors.AsType[Damage](err); damaged {
			r.Damaged = append(r.Damaged, d)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// checkerOf returns how a value of a bucket is checked; nil where keys say all.
func checkerOf(bucket string) func(key, value []byte) error {
	switch bucket {
	case idsBucket, changedBucket, linkBucket, seenByTime, cursorBucket,
		storiesByTime, claimsByTime, incidentsByActivity, incidentsByFirst, incidentsBySize:
		return nil
	case facetBucket:
		return func(key, value []byte) error { return new(set).decodeInto(key, value) }
	case marginBucket, otherMarginBucket:
		return func(key, value []byte) error { return checkDiff(bucket, key, value) }
	case termBucket:
		return func(key, value []byte) error {
			return eachTerm(key, value, func([]byte, docList) bool { return true })
		}
	}
	return func(key, value []byte) error {
		_, err := payload(key, value)
		return err
	}
}

// sliceTime bounds a transaction that looks at everything: the writer may have to wait for
// it, and pages that it sees can't be used again.
const sliceTime = 200 * time.Millisecond

// walkBucket calls found with all that is in a bucket, in many short transactions with rests
// between them. What stands on pages that can't be read is passed over, as one [Damage]: a tree of
// pages can be walked from its other end as well.
func (s *Store) walkBucket(ctx context.Context, bucket string, rest time.Duration, found func(tx *bbolt.Tx, key, value []byte)) error {
	var greatest []byte // a key out of order, which is damaged, is nowhere to begin again
	for from := []byte{}; from != nil; {
		if err := pause(ctx, rest); err != nil {
			return err
		}
		err := s.view(func(tx *bbolt.Tx) error {
			slice := newSlice()
			c := tx.Bucket([]byte(bucket)).Cursor()
			k, v := c.Seek(from)
			for k != nil {
				if bytes.Compare(k, greatest) > 0 {
					if slice.over() {
						break
					}
					greatest = append(greatest[:0], k...)
				}
				found(tx, k, v)
				k, v = c.Next()
			}
			from = bytes.Clone(k)
			return nil
		})
		if f, unreadable := errors.AsType[pageFault](err); unreadable {
			return s.walkBack(ctx, bucket, greatest, f, rest, found)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// walkBack calls found with what is in a bucket after the pages that can't be read, from its end, and
// returns the damage between.
func (s *Store) walkBack(ctx context.Context, bucket string, after []byte, why pageFault, rest time.Duration, found func(tx *bbolt.Tx, key, value []byte)) error {
	least := []byte(nil)
	for ended := false; !ended; {
		if err := pause(ctx, rest); err != nil {
			return err
		}
		err := s.view(func(tx *bbolt.Tx) error {
			slice := newSlice()
			c := tx.Bucket([]byte(bucket)).Cursor()
			k, v := c.Last()
			if least != nil {
				c.Seek(least)
				k, v = c.Prev()
			}
			for ; !slice.over(); k, v = c.Prev() {
				if k == nil || bytes.Compare(k, after) <= 0 {
					ended = true
					return nil
				}
				least = append(least[:0], k...)
				found(tx, k, v)
			}
			return nil
		})
		if _, unreadable := errors.AsType[pageFault](err); unreadable {
			break
		}
		if err != nil {
			return err
		}
	}
	between := "all records"
	switch {
	case after != nil && least != nil:
		between = fmt.Sprintf("what is between %s and %s", readable(after), readable(least))
	case after != nil:
		between = "what is after " + readable(after)
	case least != nil:
		between = "what is before " + readable(least)
	}
	return Damage{Bucket: bucket, Key: between, Reason: fmt.Sprintf("a page can't be read: %v", why.why)}
}

// A slice is what one transaction of a long walk may read.
type slice struct {
	began time.Time
	n     int
}

func newSlice() *slice { return &slice{began: time.Now()} }

// over counts a record, and reports whether the next is for another transaction.
func (s *slice) over() bool {
	const most = 2000
	s.n++
	return s.n > most || s.n > 1 && s.n%16 == 1 && time.Since(s.began) >= sliceTime
}

func pause(ctx context.Context, rest time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(rest):
		return nil
	}
}
