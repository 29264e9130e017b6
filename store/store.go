// Package store keeps the log and the view of it in one bbolt file.
package store

import (
	"errors"
	"log/slog"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// Errors that callers tell apart; all others are faults of the machine or the file.
var (
	// ErrNotFound says that nothing goes by this name.
	ErrNotFound = errors.New("not found")
	// ErrBusy says that another process has the file.
	ErrBusy = errors.New("store busy")
	// ErrGone says that a cursor or sequence is from before a regrouping.
	ErrGone = errors.New("from before the stories were regrouped: start again without it")
)

// Options are how a store is opened.
type Options struct {
	ReadOnly bool
	MaxSize  int64 // bytes that the file may grow to; 0 is no limit
	Log      *slog.Logger
}

// A Store is an open file. Its methods may be called from many goroutines at once.
//
// What its read methods return may share memory with a cache: treat it as read-only.
type Store struct {
	db      *bbolt.DB
	path    string
	log     *slog.Logger
	applied atomic.Uint64
}

// Open opens the store at path and makes it if there is none.
func Open(path string, o Options) (*Store, error) {
	return nil, errors.ErrUnsupported
}

// Close waits for the writer to end and closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Applied is the sequence of the last entry that the view holds.
func (s *Store) Applied() uint64 { return s.applied.Load() }
