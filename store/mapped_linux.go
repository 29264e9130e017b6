package store

import (
	"fmt"
	"math"
	"os"
	"syscall"

	"go.etcd.io/bbolt"
)

// unload lets go of what is mapped of a file up to a size, within a transaction: the file is not mapped anew meanwhile.
func unload(db *bbolt.DB, size int64) {
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, db.Info().Data, uintptr(size), syscall.MADV_DONTNEED) // what can't be let go of stays
}

// mappedNow is how much of files this process has in its memory, its own program among them, in bytes (proc(5), statm). It is
// as much as can be where the system does not say.
func mappedNow() int64 {
	said, err := os.ReadFile("/proc/self/statm")
	var size, resident, ofFiles int64
	if _, scan := fmt.Sscan(string(said), &size, &resident, &ofFiles); err != nil || scan != nil {
		return math.MaxInt64
	}
	return ofFiles * int64(os.Getpagesize())
}
