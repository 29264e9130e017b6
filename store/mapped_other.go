//go:build !linux

package store

import "go.etcd.io/bbolt"

// unload does nothing where it is not known how.
func unload(*bbolt.DB, int64) {}
