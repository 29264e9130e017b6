// Package store keeps the log and the view of it in one bbolt file.
package store

import "errors"

// Errors that callers tell apart; all others are faults of the machine or the file.
var (
	// ErrNotFound says that nothing goes by this name.
	ErrNotFound = errors.New("not found")
	// ErrBusy says that another process has the file.
	ErrBusy = errors.New("store busy")
	// ErrGone says that a cursor or sequence is from before a regrouping.
	ErrGone = errors.New("from before the stories were regrouped: start again without it")
	// ErrFull says that the disk is full, or the file as large as it may be. Nothing is
	// lost; appending works again when there is space.
	ErrFull = errors.New("no space left for the store")
	// ErrOutdated says that the view is of an older layout and wants a Rebuild.
	ErrOutdated = errors.New("the view is outdated")
	// ErrClosed says that the store was closed.
	ErrClosed = errors.New("the store is closed")
)
