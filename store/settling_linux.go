package store

import (
	"os"
	"syscall"
)

// putDown has a part of a file written to the disk, and waits for that, but not until the file system
// has noted where it stands, nor until the disk has emptied its own cache: for both, others wait as well.
func putDown(file *os.File, from, n int64) error {
	const all = 1 | 2 | 4 // wait for what is being written, write, wait
	conn, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := conn.Control(func(fd uintptr) { failed = syscall.SyncFileRange(int(fd), from, n, all) }); err != nil {
		return err
	}
	if failed == syscall.ENOSYS || failed == syscall.EINVAL || failed == syscall.ESPIPE {
		return file.Sync()
	}
	return failed
}
