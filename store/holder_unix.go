//go:build unix

package store

import (
	"io/fs"
	"syscall"
)

// inodeOf is the number of a file in its file system, 0 if it has none.
func inodeOf(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Ino)
	}
	return 0
}
