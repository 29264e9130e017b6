package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

const (
	// batchEntries is how many entries go into one transaction at most, unless one call of
	// Append brings more.
	batchEntries = 200
	// gatherTime is how long a batch waits for writers that were there a moment ago. A lone
	// writer never waits.
	gatherTime = 2 * time.Millisecond
)

// A request is what one caller wants written: entries for the log, or a change of this
// machine's own buckets.
type request struct {
	entries []news.Entry
	do      func(tx *bbolt.Tx) error
	replay  []Logged // entries that were admitted before, under their sequences
	records [][]byte // of all these, as far as they are made before the transaction; without the checksum

	seq  uint64
	err  error
	done chan struct{}
}

// grouped says whether a request concerns the log and with it the grouping.
func (r *request) grouped() bool { return r.do == nil }

// Append writes entries to the log, applies them to the view and returns the sequence
// that the view holds when both are on disk. Entries of one call are written in one
// transaction, or none of them is.
//
// It may be repeated: a story whose hash is its current version's, or whose access is
// lower, is dropped, and so is a story that was forgotten, a version beyond
// news.MaxVersions, an analysis by the engine that made the present one, and an edit or a
// forget that was made already. The version and the previous hash of a story are set here.
func (s *Store) Append(ctx context.Context, entries ...news.Entry) (seq uint64, err error) {
	for i := range entries {
		if s := entries[i].Story; s != nil && s.Excerpt {
			return 0, fmt.Errorf("story %s: only the store drops a text", s.ID)
		}
		if err := verify(entries[i]); err != nil {
			return 0, err
		}
	}
	r := &request{entries: entries}
	if err := r.record(); err != nil {
		return 0, err
	}
	if err := s.submit(ctx, r); err != nil {
		return 0, err // the writer may still hold r
	}
	return r.seq, nil
}

// verify checks an entry; the version of a story is not the caller's to set.
func verify(e news.Entry) error {
	if e.Story != nil {
		story := *e.Story
		story.Version = 1
		e.Story = &story
	}
	return e.Verify()
}

// record makes the records of what is replayed and of new stories: one after the other and not between
// the steps of grouping and indexing, since a compressor's tables are larger than what a processor keeps
// at hand, and before the writer, who need not wait for it.
func (r *request) record() error {
	for _, l := range r.replay {
		if err := r.make(l.Entry); err != nil {
			return err
		}
	}
	for _, e := range r.entries {
		if e.Story == nil { // what it says the writer completes
			r.records = append(r.records, nil)
			continue
		}
		story := *e.Story
		story.Version, story.Previous = 1, ""
		e.Story = &story
		if err := r.make(e); err != nil {
			return err
		}
	}
	return nil
}

func (r *request) make(e news.Entry) error {
	record, err := unsigned(e)
	r.records = append(r.records, record)
	if err != nil {
		return fmt.Errorf("%s entry: %w", e.Kind, err)
	}
	return nil
}

// made is the record of the entry at a place of the request, nil where none is made of it as it was
// admitted.
func (r *request) made(at int, admitted news.Entry) []byte {
	if at >= len(r.records) || r.replay == nil && admitted.Story != nil && admitted.Story.Version > 1 {
		return nil
	}
	return r.records[at]
}

// submit hands a request to the writer and waits for its end. A caller that no longer
// waits does not know whether it was written; Append may be repeated.
func (s *Store) submit(ctx context.Context, r *request) error {
	r.done = make(chan struct{})
	select {
	case <-s.closing:
		return ErrClosed
	default:
	}
	if s.db.IsReadOnly() {
		return errors.New("the store was opened for reading only")
	}
	select {
	case s.requests <- r:
	case <-s.closing:
		return ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// write is the writer: the one goroutine that commits, until the store is closed.
func (s *Store) write() {
	for {
		select {
		case r := <-s.requests:
			batch := s.gather(r)
			s.lastSize = len(batch)
			s.commit(batch)
		case <-s.closing:
			return
		}
	}
}

// gather takes what is waiting. After a batch of many it gives them a moment to come
// back, so that they share the next commit as well.
func (s *Store) gather(first *request) []*request {
	batch, entries := []*request{first}, len(first.entries)
	var patience <-chan time.Time
	if s.lastSize > 1 {
		patience = time.After(gatherTime)
	}
	for entries < batchEntries {
		select {
		case r := <-s.requests:
			batch, entries = append(batch, r), entries+len(r.entries)
			continue
		default:
		}
		if patience == nil || len(batch) >= s.lastSize {
			break
		}
		select {
		case r := <-s.requests:
			batch, entries = append(batch, r), entries+len(r.entries)
		case <-patience:
			patience = nil
		}
	}
	return batch
}

// commit writes requests. One that can't be written is left out and the others are tried
// again without it; a full disk fails all.
func (s *Store) commit(batch []*request) {
	guilty, err := s.try(batch)
	switch {
	case err == nil:
	case len(batch) == 1 || errors.Is(full(err), ErrFull):
		for _, r := range batch {
			r.err = full(err)
		}
	case guilty != nil:
		guilty.err = err
		close(guilty.done)
		rest := slices.DeleteFunc(batch, func(r *request) bool { return r == guilty })
		s.commit(rest)
		return
	default: // one of them, and it showed only at the end
		for _, r := range batch {
			s.commit([]*request{r})
		}
		return
	}
	for _, r := range batch {
		close(r.done)
	}
}

// try writes requests in one transaction. When one of them can't be written it is named.
func (s *Store) try(requests []*request) (guilty *request, err error) {
	margin := s.margin.Load()
	before := margin.before.Load()
	defer func() {
		if err != nil { // all may hold what was rolled back
			s.state, s.links, s.idle, s.settlement = nil, nil, idle{}, nil
			s.cache.forget()
			s.takeBack(margin, before)
		}
	}()
	defer guard(s.path, &err)()
	if slices.ContainsFunc(requests, (*request).grouped) {
		if err := s.waitReady(context.Background()); err != nil {
			return nil, fmt.Errorf("the store can only be read: %w", err)
		}
		if err := errors.Join(s.restoreState(), s.restoreKnown(), s.restoreLinks()); err != nil {
			return nil, err
		}
	}
	b := &batch{store: s, incidents: map[uint64]*draft{}}
	err = s.db.Update(func(tx *bbolt.Tx) error {
		if err := b.begin(tx); err != nil {
			return err
		}
		for _, r := range requests {
			guilty, r.err = r, nil
			if err := b.request(r); err != nil {
				if b.settling { // any of those before it may be
					guilty = nil
				}
				return err
			}
		}
		guilty = nil
		return b.end()
	})
	if err != nil {
		return guilty, err
	}
	b.publish()
	for _, r := range requests {
		r.seq = b.meta.Applied
	}
	return nil, nil
}

// request writes what one caller wants. An error means that the transaction is spoilt; one
// that concerns the caller alone is left in the request.
func (b *batch) request(r *request) error {
	if r.do != nil {
		return r.do(b.tx)
	}
	for i, l := range r.replay {
		b.seq, b.placed = l.Seq-1, l.placed
		if err := b.write(l.Entry, r.made(i, l.Entry)); err != nil {
			return fmt.Errorf("apply entry %d: %w", l.Seq, err)
		}
	}
	b.placed = nil
	for i, e := range r.entries {
		drop, err := b.admit(&e)
		if err != nil {
			err = fmt.Errorf("%s entry: %w", e.Kind, err)
			if i == 0 {
				r.err = err
				return nil
			}
			return err
		}
		if drop {
			continue
		}
		if err := b.write(e, r.made(i, e)); err != nil {
			return fmt.Errorf("apply %s entry: %w", e.Kind, err)
		}
	}
	return nil
}

// write puts an entry into the log and applies it. The record may be there already.
func (b *batch) write(e news.Entry, record []byte) (err error) {
	b.seq++
	if err := b.settle(); err != nil {
		return err
	}
	if err := b.upkeep(); err != nil {
		return err
	}
	if record == nil {
		if record, err = unsigned(e); err != nil {
			return err
		}
	}
	if err := logTable.bucket(b.tx).Put(number(b.seq), sign(number(b.seq), record)); err != nil {
		return err
	}
	b.meta.Log = b.seq
	b.unload()
	return b.apply(e)
}

// Logged is an entry and its place in the log.
type Logged struct {
	Seq   uint64
	Entry news.Entry

	placed *placedRow // what a rebuild takes over
}

// Log yields the entries from a sequence on, as far as the log goes when it gets there.
// The body of the loop may take its time: no transaction is open while it runs.
func (s *Store) Log(from uint64) iter.Seq2[Logged, error] {
	const slice = 64
	return func(yield func(Logged, error) bool) {
		for {
			var read []Logged
			err := s.view(func(tx *bbolt.Tx) error {
				for key, record := range logTable.from(tx, number(from)) {
					e, err := record()
					if err != nil {
						return err
					}
					if read = append(read, Logged{Seq: toNumber(key), Entry: e}); len(read) == slice {
						break
					}
				}
				return nil
			})
			for _, l := range read {
				if !yield(l, nil) {
					return
				}
				from = l.Seq + 1
			}
			if err != nil {
				yield(Logged{Seq: from}, err)
				return
			}
			if len(read) < slice {
				return
			}
		}
	}
}

// entry reads one entry of the log.
func (s *Store) entry(key []byte) (e news.Entry, err error) {
	err = s.view(func(tx *bbolt.Tx) (err error) {
		e, err = logTable.must(tx, key)
		return err
	})
	return e, err
}
