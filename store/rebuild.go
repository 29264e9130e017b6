package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"ascribe/incident"
	"ascribe/news"

	"go.etcd.io/bbolt"
)

// Stats are counts for metrics.
type Stats struct {
	Stories   int // that are shown
	Incidents int
	Claims    int
	Seen      int   // items remembered
	Bytes     int64 // of the file
	Free      int64 // bytes of the file that will be used again
	Applied   uint64
}

// Stats counts. It reads a few pages only.
func (s *Store) Stats() (st Stats) {
	err := s.view(func(tx *bbolt.Tx) (err error) {
		st.Bytes, st.Applied = tx.Size(), s.Applied()
		st.Seen = int(seenTable.bucket(tx).Sequence())
		x, err := s.facetsNow(tx)
		if err != nil {
			return err
		}
		for f, n := range map[family]*int{stories: &st.Stories, incidents: &st.Incidents, claims: &st.Claims} {
			if *n, err = everything(x, f).count(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.log.Error("counting failed", "error", err)
	}
	st.Free = int64(s.db.Stats().FreePageN) * int64(s.db.Info().PageSize)
	return st
}

// Backup writes a copy of the whole file, as of one moment, while the store is in use. Into a
// file it is best written by way of Settling.
func (s *Store) Backup(w io.Writer) (n int64, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		n, err = tx.WriteTo(w)
		return err
	})
	return n, err
}

// Settling writes a copy of a store's file of so many bytes to another file and has it written to disk as it
// comes, resting as long as that took. On the disk of a store that is in use a copy that piled up in memory,
// or that left the disk no pause, would be waited for by the writer, whose own syncs come after it; and so
// would one whose place the file system has yet to find when it commits its journal. Its room is therefore
// set aside first, and it is an error when there is none. The end of the file is for the caller to sync.
func Settling(file *os.File, size int64) (io.Writer, error) {
	if size -= grownAhead; size > 0 {
		if err := setAside(file, size); err != nil {
			return nil, fmt.Errorf("there is no room for %d bytes in %s: %w", size, filepath.Dir(file.Name()), err)
		}
	}
	return &settling{file: file}, nil
}

const (
	// grownAhead is how much longer bbolt makes its file than it needs (DB.AllocSize): none of that is copied.
	grownAhead = 16 << 20
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

// rebuildEntries is how many entries a rebuild applies in one transaction.
const rebuildEntries = 1000

// Rebuild makes the view again from the log: into a new file beside path, which is
// checked, synced and renamed over it. It needs about the space of the file once more,
// and the store must not be open. Progress, if not nil, is told how far it is. When it
// fails, the old file is as it was.
//
// It also compacts the file, and brings an older layout or older grouping rules to those
// of this program. An entry of the log that is damaged is taken from a backup, if one is
// given and holds it; without it the rebuild fails and names the entry.
func Rebuild(ctx context.Context, path, backup string, progress func(done, total uint64)) error {
	return rebuild(ctx, path, backup, incident.Window, progress)
}

func rebuild(ctx context.Context, path, backup string, window int, progress func(done, total uint64)) (err error) {
	defer guard(path, &err)()
	old, err := openFile(path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	source := &Store{db: old, path: path, log: slog.New(slog.DiscardHandler)}
	if backup != "" {
		spare, err := openFile(backup, Options{ReadOnly: true})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, spare.Close()) }()
		source.spare = &Store{db: spare, path: backup, log: source.log}
	}

	fresh := path + ".rebuild"
	if err := removeIfThere(fresh); err != nil {
		return fmt.Errorf("remove what an earlier rebuild left: %w", err)
	}
	if err := rebuildInto(ctx, source, fresh, window, progress); err != nil {
		return errors.Join(full(fmt.Errorf("rebuild %s: %w", path, err)), removeIfThere(fresh))
	}
	return put(fresh, path)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes a rename durable.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // its folders can't be synced, and need not be
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func rebuildInto(ctx context.Context, source *Store, path string, window int, progress func(done, total uint64)) error {
	db, err := openFile(path, Options{})
	if err != nil {
		return err
	}
	db.NoSync = true // until all is there; a rebuild that dies leaves the old file
	s, err := start(db, path, Options{Log: slog.New(slog.DiscardHandler), window: window})
	if err != nil {
		return err
	}
	err = s.replay(ctx, source, progress)
	if err == nil {
		err = s.copyNode(ctx, source)
	}
	if err == nil {
		err = s.check(ctx)
	}
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, s.Close())
}

// lastMeta is what a file says of itself, or, where that is damaged, what its log says: the
// last entry. Whatever was known by sequence is gone then.
func (s *Store) lastMeta() (m meta, err error) {
	err = s.view(func(tx *bbolt.Tx) (err error) {
		if m, err = readMeta(tx); s.damaged(err) {
			k, _ := logTable.bucket(tx).Cursor().Last()
			m, err = meta{Log: toNumber(k), Cut: toNumber(k)}, nil
		}
		return err
	})
	return m, err
}

// replay applies the log of another file under the same sequences.
func (s *Store) replay(ctx context.Context, source *Store, progress func(done, total uint64)) error {
	was, err := source.lastMeta()
	if err != nil {
		return err
	}
	var pending []Logged
	apply := func() error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		r := &request{replay: pending}
		if err := r.record(); err != nil {
			return err
		}
		if err := s.submit(ctx, r); err != nil {
			return err
		}
		if progress != nil && len(pending) > 0 {
			progress(pending[len(pending)-1].Seq, was.Log)
		}
		pending = pending[:0]
		return nil
	}
	for l, err := range source.wholeLog(was.Log) {
		if err == nil && l.Seq <= was.Cut {
			l.placed, err = source.placement(l)
		}
		if err != nil {
			return err
		}
		if pending = append(pending, l); len(pending) == rebuildEntries {
			if err := apply(); err != nil {
				return err
			}
		}
	}
	if err := apply(); err != nil {
		return err
	}
	return s.submit(ctx, &request{do: func(tx *bbolt.Tx) error { return regrouped(tx, was) }})
}

// placement is where the story of an entry was placed, by the record of it. A story that was
// placed while others had texts that they no longer have can't be placed anew.
func (s *Store) placement(l Logged) (*placedRow, error) {
	if l.Entry.Story == nil {
		return nil, nil
	}
	var row placedRow
	err := s.view(func(tx *bbolt.Tx) (err error) {
		row, err = placedTable.must(tx, number(l.Seq))
		if s.spare == nil && s.damaged(err) {
			row.Change, err = s.placedNow(tx, l.Entry.Story.ID)
		}
		return err
	})
	if err != nil && s.spare != nil {
		return s.spare.placement(l)
	}
	return &row, err
}

// placedNow is a placement of which the record is damaged, by where the view has the story now. An
// incident that was founded after it did not exist then: the story founds its own.
func (s *Store) placedNow(tx *bbolt.Tx, id news.StoryID) (news.Change, error) {
	own := news.Change{Story: id, Incident: id.Founded(), Founded: true}
	ordinal, ok := ordinalOf(tx, string(id))
	if !ok {
		return own, nil
	}
	row, err := storyTable.must(tx, number(ordinal))
	if err != nil {
		return own, err
	}
	founder, ok := ordinalOf(tx, string(row.Incident.Founder()))
	if !ok || founder >= ordinal {
		return own, nil
	}
	in, err := incidentTable.must(tx, number(founder))
	if err != nil {
		return own, err
	}
	change := news.Change{Story: id, Incident: row.Incident}
	for _, m := range in.Incident.Members {
		if m.Story == id {
			change.Score, change.Reasons, change.Copy = m.Score, m.Reasons, m.Copy
		}
	}
	return change, nil
}

// regrouped notes that all stories were grouped by this program's rules. Cursors and
// sequences from before other rules are gone.
func regrouped(tx *bbolt.Tx, was meta) error {
	m, err := readMeta(tx)
	if err != nil {
		return err
	}
	m.Rules, m.Since = incident.Version, was.Since
	if was.Rules != incident.Version || was.Schema != schema {
		m.Since = m.Applied
	}
	return m.put(tx)
}

// check verifies a rebuilt file before it takes the place of the old one.
func (s *Store) check(ctx context.Context) error {
	r, err := s.Verify(ctx)
	if err == nil && !s.db.IsReadOnly() { // nobody else has it yet
		err = s.checkPages(&r)
	}
	if err != nil {
		return err
	}
	for _, d := range r.Damaged {
		return fmt.Errorf("the new file is damaged: %w", d)
	}
	for _, p := range r.Problems {
		return fmt.Errorf("the new file is wrong: %s", p)
	}
	return nil
}
