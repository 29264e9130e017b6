package store

import (
	"io"
	"os"
	"time"

	"go.etcd.io/bbolt"
)

// Backup writes a copy of the whole file, as of one moment, while the store is in use. It pauses while
// the store's writer commits. Into a file it is best written by way of Settling.
func (s *Store) Backup(w io.Writer) (n int64, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		n, err = tx.WriteTo(yielding{w, s.committing})
		return err
	})
	return n, err
}

// update is bbolt's, and tells backups while it commits.
func (s *Store) update(do func(tx *bbolt.Tx) error) error {
	held := false
	defer func() {
		if held {
			s.committing.end()
		}
	}()
	return s.db.Update(func(tx *bbolt.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		s.committing.begin()
		held = true
		return nil
	})
}

// A latch is held by one at a time.
type latch chan struct{}

func (l latch) begin() { l <- struct{}{} }
func (l latch) end()   { <-l }

// A yielding writer begins to write when nobody holds the latch. It does not hold it while it writes: who
// reads what it writes may be slow, and the store does not wait for him.
type yielding struct {
	to     io.Writer
	others latch
}

func (y yielding) Write(p []byte) (int, error) {
	y.others.begin()
	y.others.end()
	return y.to.Write(p)
}

// Settling writes to a file and has it written to disk as it comes, resting as long as that took. On
// the disk of a store that is in use a copy that piled up in memory, or that left the disk no
// pause, would be waited for by the writer, whose own syncs come after it. The end of the file is
// for the caller to sync.
func Settling(file *os.File) io.Writer { return &settling{file: file} }

const (
	// settledBytes is how much of a copy waits to be written to disk at most.
	settledBytes = 256 << 10
	// syncedBytes is how much of it waits to be synced: an idle writer's first commit would wait for it.
	syncedBytes = 64 * settledBytes
)

type settling struct {
	file              *os.File
	pending, unsynced int
}

func (f *settling) Write(p []byte) (n int, err error) {
	n, err = f.file.Write(p)
	if f.pending += n; err == nil && f.pending >= settledBytes {
		began := time.Now()
		err = f.settle()
		time.Sleep(time.Since(began))
	}
	return n, err
}

func (f *settling) settle() error {
	n := f.pending
	f.pending, f.unsynced = 0, f.unsynced+n
	if f.unsynced >= syncedBytes {
		f.unsynced = 0
		return f.file.Sync()
	}
	end, err := f.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	return putDown(f.file, end-int64(n), int64(n))
}
