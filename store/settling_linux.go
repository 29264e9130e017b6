package store

import (
	"errors"
	"os"
	"syscall"
)

// setAside has the file system keep room for so many bytes of a file, which stays as long as it is.
// Where it can't, nothing is kept; that there is no such room is an error.
func setAside(file *os.File, size int64) error {
	const keepSize = 1 // FALLOC_FL_KEEP_SIZE
	err := descriptor(file, func(fd int) error {
		for {
			if err := syscall.Fallocate(fd, keepSize, 0, size); err != syscall.EINTR {
				return err
			}
		}
	})
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ESPIPE) || errors.Is(err, syscall.ENODEV) {
		return nil
	}
	return err
}

// putDown has a part of a file written to the disk, and waits for that, but not until the file system
// has noted where it stands, nor until the disk has emptied its own cache: for both, others wait as well.
func putDown(file *os.File, from, n int64) error {
	const all = 1 | 2 | 4 // wait for what is being written, write, wait
	err := descriptor(file, func(fd int) error { return syscall.SyncFileRange(fd, from, n, all) })
	if errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ESPIPE) {
		return file.Sync()
	}
	return err
}

func descriptor(file *os.File, use func(fd int) error) error {
	conn, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = conn.Control(func(fd uintptr) { failed = use(int(fd)) })
	return errors.Join(err, failed)
}
