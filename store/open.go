package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"ascribe/incident"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"
)

// schema numbers the layout of the view. A view of an older one is made again from the
// log; one of a newer one belongs to a newer ascribe. 2 added the facet of standings, 3 what
// stories are filed by, 4 the margin and the runs of IDs, 5 what old stories are compared by, 6 the scores of acts and standings,
// 7 upkeep that is spread over many entries, 8 phrases for a dictionary, 9 joint statements and undos by what is in force,
// 10 what left the lists.
const schema = 10

// pageSize is bbolt's, in bytes: see the package comment for what was measured.
const pageSize = 16384

// mappedAhead is how much is mapped of a file, in bytes, however short it is: address space
// only. The writer must wait for all readers when more is to be mapped, so also for a backup;
// a million stories take 7 GB.
const mappedAhead = min(64<<30, math.MaxInt)

// lockWait is how long Open waits for another process to let go of the file.
const lockWait = 500 * time.Millisecond

// Options are how a store is opened.
type Options struct {
	ReadOnly bool
	Lazy     bool  // make ready for searches and stories when one comes, not at once
	MaxSize  int64 // bytes that the file may grow to; 0 is no limit
	Log      *slog.Logger

	window int  // stories that the grouping remembers, if not incident.Window: in tests
	exact  bool // map no more than there is: for a file that is written and closed
}

// A Store is an open file. Its methods may be called from many goroutines at once.
//
// What its read methods return may share memory with a cache: treat it as read-only.
type Store struct {
	db      *bbolt.DB
	path    string
	log     *slog.Logger
	epochID atomic.Uint32 // of the grouping: cursors of another one are gone
	applied atomic.Uint64
	looked  atomic.Int64 // when a reader last looked at how much is mapped, from when the program started
	cache   *cache
	spare   *Store // a backup, to take damaged entries of the log from; nil but in a rebuild

	ready    chan struct{} // closed when tails are there
	tails    atomic.Pointer[tails]
	readyErr error
	readying sync.Once

	requests   chan *request
	closing    chan struct{} // closed by Close
	close      sync.Once
	tasks      sync.WaitGroup
	state      *incident.State // the writer's; nil when it must be restored
	known      *knownIDs       // the writer's
	links      *knownLinks     // the writer's
	composer   incident.Composer
	lastSize   int         // requests of the last batch
	steps      int         // of the writer, see unload
	idle       idle        // the writer's
	settlement *settlement // the writer's; nil when there is none, or it must be made again
	window     int         // stories that state remembers
	settled    uint64      // entries between those with which a margin begins
	margin     atomic.Pointer[margin]
}

// Open opens the store at path and makes it if there is none.
func Open(path string, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	db, err := openFile(path, o)
	if err != nil {
		return nil, err
	}
	return start(db, path, o)
}

// start prepares an open file and begins to write to it and to make ready for searches.
func start(db *bbolt.DB, path string, o Options) (*Store, error) {
	s := &Store{
		db: db, path: path, log: o.Log, cache: newCache(cacheBytes),
		ready: make(chan struct{}), requests: make(chan *request), closing: make(chan struct{}),
		window: cmp.Or(o.window, incident.Window),
	}
	s.settled = uint64(min(settleEntries, max(2, s.window/2)))
	err := s.prepare(o.ReadOnly)
	if err == nil {
		err = s.view(s.restoreMargin)
	}
	if _, unreadable := errors.AsType[pageFault](err); unreadable && o.ReadOnly { // who only looks is to see what else is hit
		s.log.Error("a part of the index can't be read", "error", err)
		s.margin.Store(newMargin(s.Applied()))
		err = nil
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if !o.Lazy {
		s.Warm()
	}
	if !o.ReadOnly {
		s.tasks.Go(s.write)
	}
	return s, nil
}

// openFile opens or makes the bbolt file; its errors say what a person can do.
func openFile(path string, o Options) (db *bbolt.DB, err error) {
	defer guard(path, &err)()
	options := &bbolt.Options{
		Timeout: lockWait, FreelistType: bbolt.FreelistMapType, PageSize: pageSize,
		ReadOnly: o.ReadOnly, MaxSize: int(o.MaxSize),
		// A check of a read-only file would load it beside other readers.
		PreLoadFreelist: true,
	}
	if strconv.IntSize == 64 && !o.ReadOnly && !o.exact {
		options.InitialMmapSize = mappedAhead
	}
	err = checkWhole(path)
	if errors.Is(err, fs.ErrNotExist) && !o.ReadOnly {
		err = makeFile(path, options)
	}
	if err != nil {
		return nil, err
	}
	db, err = bbolt.Open(path, 0o600, options)
	if errors.Is(err, syscall.ENOMEM) && options.InitialMmapSize > 0 { // address space may be limited
		options.InitialMmapSize = 0
		db, err = bbolt.Open(path, 0o600, options)
	}
	if err != nil {
		return nil, openError(path, err)
	}
	return db, nil
}

func openError(path string, err error) error {
	switch {
	case errors.Is(err, bberrors.ErrTimeout):
		return fmt.Errorf("%w: %s is in use by %s", ErrBusy, path, holder(path))
	case errors.Is(err, bberrors.ErrInvalid), errors.Is(err, bberrors.ErrVersionMismatch):
		return fmt.Errorf("%s is not a database of ascribe, or its first pages are damaged: give another path, or restore it from a backup", path)
	case errors.Is(err, bberrors.ErrChecksum):
		return fmt.Errorf("%s is damaged: both of its meta pages fail their checksum; restore it from a backup", path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no %s: %w", filepath.Dir(path), err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("may not write %s or its folder: %w", path, err)
	}
	return full(fmt.Errorf("open %s: %w", path, err))
}

// full marks the errors that say that the disk, or the file's limit, is reached.
func full(err error) error {
	for _, is := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, bberrors.ErrMaxSizeReached} {
		if errors.Is(err, is) {
			return fmt.Errorf("%w: %w", ErrFull, err)
		}
	}
	return err
}

// prepare makes the buckets of a new file, and checks that an old one is ours and that its
// view is one that this program reads.
func (s *Store) prepare(readOnly bool) (err error) {
	defer guard(s.path, &err)()
	fresh := false
	err = s.db.View(func(tx *bbolt.Tx) error {
		if tx.Bucket([]byte(metaBucket)) != nil {
			return s.checkMeta(tx)
		}
		if k, _ := tx.Cursor().First(); k != nil {
			return fmt.Errorf("%s is a bbolt database of another program", s.path)
		}
		fresh = true
		return nil
	})
	if err != nil || !fresh {
		return err
	}
	if readOnly {
		return fmt.Errorf("%s is empty: there is nothing to read", s.path)
	}
	return full(s.db.Update(func(tx *bbolt.Tx) error {
		if err := makeBuckets(tx, logBuckets, viewBuckets, nodeBuckets); err != nil {
			return err
		}
		m := meta{Program: program, Schema: schema, Rules: incident.Version}
		s.epochID.Store(m.epoch())
		return m.put(tx)
	}))
}

func makeBuckets(tx *bbolt.Tx, classes ...[]string) error {
	for _, class := range classes {
		for _, name := range class {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) checkMeta(tx *bbolt.Tx) error {
	m, err := readMeta(tx)
	if err != nil {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	switch {
	case m.Program != program:
		return fmt.Errorf("%s is a bbolt database of another program", s.path)
	case m.Schema > schema || m.Rules > incident.Version:
		return fmt.Errorf("%s was written by a newer ascribe (layout %d, grouping rules %d; this one knows %d and %d): use that one", s.path, m.Schema, m.Rules, schema, incident.Version)
	case m.Schema < schema || m.Rules < incident.Version:
		return fmt.Errorf("%w: %s has layout %d and grouping rules %d, this ascribe has %d and %d: run ascribe rebuild", ErrOutdated, s.path, m.Schema, m.Rules, schema, incident.Version)
	}
	s.epochID.Store(m.epoch())
	s.applied.Store(m.Applied)
	return nil
}

// Close waits for the writer to end and closes the file.
func (s *Store) Close() error {
	s.close.Do(func() { close(s.closing) })
	s.tasks.Wait()
	return s.db.Close()
}

// Applied is the sequence of the last entry that the view holds.
func (s *Store) Applied() uint64 { return s.applied.Load() }

// view runs a short read transaction.
func (s *Store) view(read func(tx *bbolt.Tx) error) (err error) {
	defer guard(s.path, &err)()
	return s.db.View(func(tx *bbolt.Tx) error {
		defer s.unloadRead(tx)
		return read(tx)
	})
}

// guard turns what a damaged file does to bbolt, a panic or a fault of the mapped memory,
// into a [pageFault]. Use: defer guard(path, &err)().
func guard(path string, err *error) func() {
	old := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			*err = pageFault{path, r, where()}
		}
	}
}

// A pageFault is what reading a damaged file, or a mistake of this program, ended in.
type pageFault struct {
	path  string
	why   any
	where string // in the program, for a report of the mistake
}

func (f pageFault) Error() string {
	return fmt.Sprintf("%s is damaged, or ascribe is wrong about it: %v, at %s (ascribe verify names what is hit; ascribe rebuild mends the view, and the log with a --backup)", f.path, f.why, f.where)
}

// where names our function that panicked, or called what did, and its line.
func where() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		if strings.HasPrefix(f.Function, "ascribe/") && !strings.Contains(f.Function, ".guard.") && !strings.HasSuffix(f.Function, ".where") {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
	}
	return "a place unknown"
}

// program marks our files among bbolt's.
const program = "ascribe"

// meta is what the file says of itself.
type meta struct {
	Program string `json:"program"`
	Schema  int    `json:"schema"`
	Rules   int    `json:"rules"`         // incident.Version that grouped the view
	Since   uint64 `json:"since"`         // sequence from which those rules held
	Applied uint64 `json:"applied"`       // sequence of the last entry in the view
	Log     uint64 `json:"log"`           // sequence of the last entry in the log
	Cut     uint64 `json:"cut,omitempty"` // of the last entry that dropped a text: up to it, placements are as recorded

	Unfinished [2]*unfinished `json:"unfinished,omitzero"` // blocks of the families that are searched, of which not all postings are written
}

var metaKey = []byte("meta")

func readMeta(tx *bbolt.Tx) (m meta, err error) {
	b := tx.Bucket([]byte(metaBucket))
	if b == nil {
		return m, errors.New("there is no meta bucket")
	}
	if err := unseal(metaKey, b.Get(metaKey), &m); err != nil {
		return m, Damage{Bucket: metaBucket, Key: string(metaKey), Reason: err.Error()}
	}
	return m, nil
}

// knows reports whether a sequence that somebody kept is one of this log since its stories were grouped. 0
// stands for the beginning.
func (m meta) knows(seq uint64) bool {
	return seq == 0 || m.Since <= seq && seq <= m.Applied
}

func (m meta) put(tx *bbolt.Tx) error {
	rec, err := seal(metaKey, m)
	if err != nil {
		return err
	}
	return tx.Bucket([]byte(metaBucket)).Put(metaKey, rec)
}

// epoch changes when stories may be grouped or numbered otherwise.
func (m meta) epoch() uint32 {
	id, _ := json.Marshal([]any{m.Schema, m.Rules, m.Since})
	return uint32(hashFV(string(id)))
}

// Warm makes the store ready for searches, if it was opened Lazy. It doesn't wait.
func (s *Store) Warm() { s.readying.Do(func() { s.tasks.Go(s.restoreTails) }) }

// waitReady waits until searches can be answered.
func (s *Store) waitReady(ctx context.Context) error {
	s.Warm()
	select {
	case <-s.ready:
		return s.readyErr
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
