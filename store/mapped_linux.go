package store

import (
	"syscall"

	"go.etcd.io/bbolt"
)

// unload lets go of what is mapped of a file up to a size. The writer alone maps it anew, and may call this.
func unload(db *bbolt.DB, size int64) {
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, db.Info().Data, uintptr(size), syscall.MADV_DONTNEED) // what can't be let go of stays
}
