package store

import (
	"context"
	"errors"
	"iter"

	"ascribe/news"
)

// Append writes entries to the log, applies them to the view and returns the sequence
// that the view holds when both are on disk. Entries of one call are written in one
// transaction, or none of them is.
//
// It may be repeated: a story whose hash is its current version's, or whose access is
// lower, is dropped, and so is a story that was forgotten, a version beyond
// news.MaxVersions, an analysis by the engine that made the present one, and an edit or a
// forget that was made already. The version and the previous hash of a story are set here.
func (s *Store) Append(ctx context.Context, entries ...news.Entry) (seq uint64, err error) {
	return 0, errors.ErrUnsupported
}

// Logged is an entry and its place in the log.
type Logged struct {
	Seq   uint64
	Entry news.Entry
}

// Log yields the entries from a sequence on, as far as the log goes when it gets there.
// The body of the loop may take its time: no transaction is open while it runs.
func (s *Store) Log(from uint64) iter.Seq2[Logged, error] {
	return func(yield func(Logged, error) bool) { yield(Logged{}, errors.ErrUnsupported) }
}
