package store

import (
	"fmt"
	"iter"
)

// wholeLog yields every entry of the log up to the last one. What is damaged, stands on pages that can't be read, or
// isn't there at all comes from the backup; without one, or when that doesn't have it either, it is an error: a log is
// never rebuilt with a gap or without its end.
func (s *Store) wholeLog(last uint64) iter.Seq2[Logged, error] {
	return func(yield func(Logged, error) bool) {
		for want := uint64(1); want <= last; want++ {
			var failed error
			for l, err := range s.Log(want) {
				if failed = err; err != nil || l.Seq != want || want > last {
					break
				}
				if !yield(l, nil) {
					return
				}
				want++
			}
			if want > last {
				return
			}
			l, err := s.spared(want, failed)
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

// spared takes an entry from the backup, that this file does not have for the reason given, nil where it is missing.
func (s *Store) spared(seq uint64, why error) (Logged, error) {
	switch {
	case s.spare == nil && why != nil:
		return Logged{}, why
	case s.spare == nil:
		return Logged{}, fmt.Errorf("entry %d of the log is missing: a backup may have it", seq)
	}
	e, err := s.spare.entry(number(seq))
	if err != nil {
		return Logged{}, fmt.Errorf("entry %d of the log can't be read, and the backup doesn't have it: %w", seq, err)
	}
	return Logged{Seq: seq, Entry: e}, nil
}
