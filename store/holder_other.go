//go:build !unix

package store

import "io/fs"

// inodeOf is 0: files have no number here, and no system that lists locks by it.
func inodeOf(fs.FileInfo) uint64 { return 0 }
