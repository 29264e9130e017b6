//go:build !linux

package store

import "go.etcd.io/bbolt"

// unload does nothing where it is not known how.
func unload(*bbolt.DB, int64) {}

// mappedNow is not known there.
func mappedNow() int64 { return 0 }
