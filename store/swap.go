package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// Whole files change places here: a new one is written beside the old one, checked, synced
// and renamed over it. Whatever fails before that leaves the old file as it was.

// compactBytes is how much a compaction writes in one transaction.
const compactBytes = 8 << 20

// Compact writes the file anew without the space that was given free: nothing else changes.
// The store must not be open. It says how large the file was and is.
func Compact(ctx context.Context, path string) (was, is int64, err error) {
	defer guard(path, &err)()
	old, err := openFile(path, Options{ReadOnly: true})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	before, err := os.Stat(path)
	if err != nil {
		return 0, 0, err
	}
	fresh := path + ".compact"
	if err := removeIfThere(fresh); err != nil {
		return 0, 0, fmt.Errorf("remove what an earlier compaction left: %w", err)
	}
	if err := compactInto(ctx, old, fresh); err != nil {
		return 0, 0, errors.Join(full(fmt.Errorf("compact %s: %w", path, err)), removeIfThere(fresh))
	}
	info, err := os.Stat(fresh)
	if err != nil {
		return 0, 0, err
	}
	return before.Size(), info.Size(), put(fresh, path)
}

func compactInto(ctx context.Context, old *bbolt.DB, path string) error {
	db, err := openFile(path, Options{exact: true})
	if err != nil {
		return err
	}
	db.NoSync = true // until all is there
	err = bbolt.Compact(db, old, compactBytes)
	if err == nil {
		err = db.Sync()
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	return soundFile(ctx, path)
}

// soundFile opens a file for reading and verifies all of it.
func soundFile(ctx context.Context, path string) error {
	s, err := Open(path, Options{ReadOnly: true, Lazy: true})
	if err != nil {
		return err
	}
	return errors.Join(s.check(ctx), s.Close())
}

// put gives a file that is on disk the place of another one.
func put(fresh, path string) error {
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// Restore puts a copy of a backup in the place of the database, which need not be there or
// be readable. The backup is copied first and every record of the copy is checked. What
// was there is kept under the name that is returned, "" if nothing was.
func Restore(ctx context.Context, backup, path string) (kept string, err error) {
	defer guard(path, &err)()
	fresh := path + ".restore"
	if err := copyFile(backup, fresh); err != nil {
		return "", errors.Join(full(fmt.Errorf("copy %s: %w", backup, err)), removeIfThere(fresh))
	}
	if !Resembles(fresh) {
		return "", errors.Join(fmt.Errorf("the backup %s is not taken: it is no copy of a database, or its first pages are damaged", backup), removeIfThere(fresh))
	}
	if err := soundFile(ctx, fresh); err != nil && !errors.Is(err, ErrOutdated) {
		return "", errors.Join(fmt.Errorf("the backup %s is not taken: %w", backup, err), removeIfThere(fresh))
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return "", put(fresh, path)
	}
	old, err := openFile(path, Options{}) // nobody else may have it; one that can't be opened nobody has
	if errors.Is(err, ErrBusy) {
		return "", errors.Join(err, removeIfThere(fresh))
	}
	if kept, err = keepAside(path); err == nil {
		err = put(fresh, path)
	}
	if old != nil {
		err = errors.Join(err, old.Close())
	}
	return kept, err
}

// mostKept is how many files stand aside before a person is asked to look at them.
const mostKept = 100

// keepAside gives what is at path a second name, one that nothing has yet: what an earlier
// restore set aside may be the only one that has everything.
func keepAside(path string) (kept string, err error) {
	for n := 1; n <= mostKept; n++ {
		kept = path + ".before-restore"
		if n > 1 {
			kept += fmt.Sprintf("-%d", n)
		}
		switch err = os.Link(path, kept); {
		case err == nil:
			return kept, nil
		case errors.Is(err, os.ErrExist):
			continue
		}
		if _, err := os.Lstat(kept); !errors.Is(err, os.ErrNotExist) {
			continue
		}
		return kept, os.Rename(path, kept) // not every file system has links
	}
	return "", fmt.Errorf("there are %d files %s.before-restore already: remove those that nobody needs", mostKept, path)
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	return errors.Join(err, dst.Sync(), dst.Close())
}
