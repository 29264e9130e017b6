package store

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
	"sort"

	"go.etcd.io/bbolt"
)

// What has no order in time (IDs, the links of stories) would fall on as many pages as a
// batch has of it. So it is kept in runs: sorted lists, one for each block of the log. When
// eight blocks are full, their runs become one, and eight of those one again, if the runs may
// be that long. The blocks decide, not the batches; and a look-up asks a few runs of a large
// store, the youngest first.
//
//	first block ∥ level ∥ key of the first entry → record of entries
//
// The bucket's sequence is the block before which the runs end. The longer run that ends with
// the youngest block is written a little with every entry, since nobody can wait for all of it,
// and counts from when the next block is added; the runs that it took the place of are deleted
// then, a little with every entry too. How far that is says the file alone.
//
// A record is checked like any other. Of a damaged one what the rows bear out is believed,
// and kept when its run becomes part of a longer one.
type stack struct {
	bucket  string
	key     int // bytes of an entry that it is looked up by
	entry   int // bytes of an entry
	page    int // entries of a record
	longest int // levels above the first

	believed func(tx *bbolt.Tx, entry []byte) bool // do the rows bear out an entry?
}

const (
	runFan = 1 << 3 // runs that become one

	// With one entry of the log so many records of a longer run are written, or so many of those that it
	// took the place of are deleted.
	writtenRecords = 8
	deletedRecords = 32
)

// A run begins with a block and is of a level.
type run struct {
	first uint32
	level byte
}

const runPrefix = 5 // bytes of a key in a bucket of runs before that of an entry

// runOf is the run that a key belongs to; one that is too short belongs to none.
func runOf(key []byte) run {
	if len(key) < runPrefix {
		return run{level: 0xff}
	}
	return run{binary.BigEndian.Uint32(key), key[4]}
}

func (r run) prefix() []byte { return append(binary.BigEndian.AppendUint32(nil, r.first), r.level) }

// ending is the run that ends before a block: the longest that its number allows.
func (r stack) ending(end uint32) run {
	length, level := uint32(1), 0
	for level < r.longest && end%(length*runFan) == 0 {
		length *= runFan
		level++
	}
	return run{end - length, byte(level)}
}

// each yields the runs, the youngest first.
func (r stack) each(tx *bbolt.Tx) iter.Seq[run] {
	return func(yield func(run) bool) {
		b := tx.Bucket([]byte(r.bucket))
		end := uint32(b.Sequence())
		if end > 0 {
			end--
			if !yield(run{end, 0}) {
				return
			}
		} else if k, _ := b.Cursor().Last(); len(k) >= runPrefix { // a layout before 7: runs were longer at once
			one := runOf(k)
			end = one.first + 1<<(3*one.level)
		}
		for end > 0 {
			one := r.ending(end)
			if !yield(one) {
				return
			}
			end = one.first
		}
	}
}

// look calls found with the entries of one run that have a key.
func (r stack) look(tx *bbolt.Tx, c *bbolt.Cursor, in run, key []byte, found func(entry []byte)) {
	prefix := in.prefix()
	want := append(prefix, key...)
	past, _ := c.Seek(want)
	k, rec := c.Prev()
	if past == nil {
		k, rec = c.Last()
	}
	if !bytes.HasPrefix(k, prefix) { // else it begins with a lower key, and may end with this one
		k, rec = c.Seek(want)
	}
	for ; bytes.HasPrefix(k, prefix) && bytes.Compare(k[:min(len(k), len(want))], want) <= 0; k, rec = c.Next() {
		entries, damage := r.read(k, rec)
		if damage == nil { // else one may be out of order
			at := sort.Search(len(entries)/r.entry, func(i int) bool { return bytes.Compare(entries[i*r.entry:][:r.key], key) >= 0 })
			entries = entries[at*r.entry:]
		}
		for e := range slices.Chunk(entries, r.entry) {
			if bytes.Equal(e[:r.key], key) && (damage == nil || r.believed(tx, e)) {
				found(e)
			} else if damage == nil {
				break
			}
		}
	}
}

// everything calls found with all entries, also with what damaged records hold in their place. What
// is in a run and in the longer one that takes its place comes twice.
func (r stack) everything(tx *bbolt.Tx, found func(in run, entry []byte)) {
	c := tx.Bucket([]byte(r.bucket)).Cursor()
	for k, rec := c.First(); k != nil; k, rec = c.Next() {
		page, _ := r.read(k, rec)
		for e := range slices.Chunk(page, r.entry) {
			found(runOf(k), e)
		}
	}
}

// read returns the entries of a record, and what is wrong with it.
func (r stack) read(key, rec []byte) (entries []byte, err error) {
	if entries, err = payload(key, rec); err != nil {
		entries = rec[min(len(rec), recordHeader):]
		err = Damage{Bucket: r.bucket, Key: readable(key), Reason: err.Error()}
	} else if len(entries)%r.entry != 0 {
		err = Damage{Bucket: r.bucket, Key: readable(key), Reason: "entries end in the middle"}
	}
	return entries[:len(entries)/r.entry*r.entry], err
}

// add makes entries the run of the block before end. What is still to be done about the blocks
// before it is done at once: that is little, or the blocks are shorter than they are meant to be.
func (r stack) add(tx *bbolt.Tx, end uint32, entries [][]byte) error {
	for more := true; more; {
		var err error
		if more, err = r.share(tx); err != nil {
			return err
		}
	}
	b := tx.Bucket([]byte(r.bucket))
	if err := r.write(b, run{end - 1, 0}, merged([][][]byte{entries})); err != nil {
		return err
	}
	return b.SetSequence(uint64(end))
}

// write writes entries, which are in order, as records of a run.
func (r stack) write(b *bbolt.Bucket, in run, entries [][]byte) error {
	b.FillPercent = 0.9
	for page := range slices.Chunk(entries, r.page) {
		key := append(in.prefix(), page[0]...)
		if err := b.Put(key, sealPlain(key, bytes.Join(page, nil))); err != nil {
			return err
		}
	}
	return nil
}

// share does the share of one entry of what is to be done about the runs, and says whether there
// is more.
func (r stack) share(tx *bbolt.Tx) (more bool, err error) {
	b := tx.Bucket([]byte(r.bucket))
	end := uint32(b.Sequence())
	if end > 1 {
		if more, err = r.clean(b, r.ending(end-1), end-1); more || err != nil {
			return more, err
		}
	}
	if end == 0 {
		return false, nil
	}
	return r.lengthen(tx, r.ending(end), end)
}

// clean deletes some records of the runs that a longer one took the place of. What a damaged key keeps from
// being found can't be deleted, and stays.
func (r stack) clean(b *bbolt.Bucket, into run, end uint32) (more bool, err error) {
	var gone [][]byte
	for k := range r.parts(b, into, end) {
		if len(gone) == deletedRecords {
			break
		}
		gone = append(gone, bytes.Clone(k))
	}
	for _, k := range gone {
		more = more || len(gone) == deletedRecords && b.Get(k) != nil
		if err := b.Delete(k); err != nil {
			return false, err
		}
	}
	return more, nil
}

// parts yields the records, as far as they are there, of the runs that become part of a longer one.
func (r stack) parts(b *bbolt.Bucket, into run, end uint32) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, rec []byte) bool) {
		if into.level == 0 {
			return
		}
		past := run{into.first, into.level + 1}.prefix()
		c := b.Cursor()
		k, rec := c.Seek(run{into.first, 0}.prefix())
		for k != nil && runOf(k).first < end {
			if runOf(k) == into {
				if k, rec = c.Seek(past); bytes.Compare(k, past) < 0 {
					return // a damaged key led back
				}
				continue
			}
			if !yield(k, rec) {
				return
			}
			k, rec = c.Next()
		}
	}
}

// lengthen writes some records of a longer run, those that come next of its parts.
func (r stack) lengthen(tx *bbolt.Tx, into run, end uint32) (more bool, err error) {
	if into.level == 0 {
		return false, nil
	}
	b := tx.Bucket([]byte(r.bucket))
	last, sound := r.last(b, into)
	var heads []*head
	if sound {
		heads, sound = r.heads(b, into, last)
	}
	var next [][]byte
	for sound && len(next) < writtenRecords*r.page {
		var least *head
		for _, h := range heads {
			if h.entry != nil && (least == nil || bytes.Compare(h.entry, least.entry) < 0) {
				least = h
			}
		}
		if least == nil {
			break
		}
		if !bytes.Equal(least.entry, last) {
			last = bytes.Clone(least.entry)
			next = append(next, last)
		}
		sound = least.next()
	}
	more = len(next) == writtenRecords*r.page
	if !sound || !more && !r.ordered(b, into, end) {
		return false, r.mend(tx, into)
	}
	return more, r.write(b, into, next)
}

// heads are the parts of a longer run, from an entry of it on. It reports whether they are sound.
func (r stack) heads(b *bbolt.Bucket, into run, after []byte) (heads []*head, sound bool) {
	c := b.Cursor()
	for at := (run{into.first, 0}).prefix(); ; {
		k, _ := c.Seek(at)
		if k == nil {
			return heads, true
		}
		if len(k) < runPrefix || bytes.Compare(k, at) < 0 {
			return nil, false
		}
		in := runOf(k)
		if in != into {
			h := &head{runs: r, prefix: in.prefix(), c: b.Cursor()}
			if !h.seek(after) {
				return nil, false
			}
			heads = append(heads, h)
		}
		next := run{in.first, in.level + 1}.prefix()
		if bytes.Compare(next, at) <= 0 { // there is no level after the last
			return nil, false
		}
		at = next
	}
}

// ordered reports whether the keys of a longer run and its parts ascend, which are the last ones there are: one
// bit of a key hides those that follow it.
func (r stack) ordered(b *bbolt.Bucket, into run, end uint32) bool {
	var before []byte
	c := b.Cursor()
	for k, _ := c.Seek(run{into.first, 0}.prefix()); k != nil; k, _ = c.Next() {
		if bytes.Compare(k, before) <= 0 || runOf(k).first >= end {
			return false
		}
		before = k
	}
	return true
}

// last is the last entry of a run that is being written, nil before there is any.
func (r stack) last(b *bbolt.Bucket, of run) (entry []byte, sound bool) {
	c := b.Cursor()
	past, _ := c.Seek(run{of.first, of.level + 1}.prefix())
	k, rec := c.Prev()
	if past == nil {
		k, rec = c.Last()
	}
	if runOf(k) != of {
		return nil, true
	}
	entries, damage := r.read(k, rec)
	if damage != nil || len(entries) == 0 {
		return nil, false
	}
	return bytes.Clone(entries[len(entries)-r.entry:]), true
}

// A head is how far a run was read.
type head struct {
	runs   stack
	prefix []byte
	c      *bbolt.Cursor
	rest   []byte // of the record, from the entry on
	entry  []byte // nil after the last
}

// seek goes to the first entry after one. It reports whether what was read is sound, as next does.
func (h *head) seek(after []byte) bool {
	past, _ := h.c.Seek(append(slices.Clip(h.prefix), after...))
	k, rec := h.c.Prev()
	if past == nil {
		k, rec = h.c.Last()
	}
	if !bytes.HasPrefix(k, h.prefix) {
		k, rec = h.c.Seek(h.prefix)
	}
	sound := h.open(k, rec)
	for sound && h.entry != nil && bytes.Compare(h.entry, after) <= 0 {
		sound = h.next()
	}
	return sound
}

func (h *head) open(k, rec []byte) bool {
	h.rest, h.entry = nil, nil
	if !bytes.HasPrefix(k, h.prefix) {
		return true
	}
	entries, damage := h.runs.read(k, rec)
	if damage != nil || len(entries) == 0 {
		return false
	}
	h.rest, h.entry = entries, entries[:h.runs.entry]
	return true
}

func (h *head) next() bool {
	if h.rest = h.rest[h.runs.entry:]; len(h.rest) == 0 {
		return h.open(h.c.Next())
	}
	h.entry = h.rest[:h.runs.entry]
	return true
}

// mend writes a longer run at once, because a record of its parts is damaged or one of its own. It takes all
// that there is from the run's first block on: who knows which run a damaged key was of.
func (r stack) mend(tx *bbolt.Tx, into run) error {
	b := tx.Bucket([]byte(r.bucket))
	var lists [][][]byte
	var written [][]byte
	last := run{level: 0xff} // of no run
	c := b.Cursor()
	for k, rec := c.Seek(run{into.first, 0}.prefix()); k != nil; k, rec = c.Next() {
		one := runOf(k)
		if one != last {
			lists, last = append(lists, nil), one
		}
		if one == into {
			written = append(written, bytes.Clone(k))
		}
		list := &lists[len(lists)-1]
		page, damage := r.read(k, rec)
		for e := range slices.Chunk(bytes.Clone(page), r.entry) {
			if damage == nil || r.believed(tx, e) {
				*list = append(*list, e)
			}
		}
	}
	for _, k := range written {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	if lists == nil {
		return nil
	}
	return r.write(b, into, merged(lists))
}

// merged are the entries of all lists in order, each once. Most of the lists are in order.
func merged(lists [][][]byte) [][]byte {
	for _, list := range lists {
		if !slices.IsSortedFunc(list, bytes.Compare) {
			slices.SortFunc(list, bytes.Compare)
		}
	}
	for len(lists) > 1 {
		var next [][][]byte
		for pair := range slices.Chunk(lists, 2) {
			if len(pair) == 1 {
				pair = append(pair, nil)
			}
			next = append(next, merge(pair[0], pair[1]))
		}
		lists = next
	}
	return slices.CompactFunc(lists[0], bytes.Equal)
}

// merge puts two sorted lists into one.
func merge(a, b [][]byte) [][]byte {
	both := make([][]byte, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if bytes.Compare(a[0], b[0]) <= 0 {
			both, a = append(both, a[0]), a[1:]
		} else {
			both, b = append(both, b[0]), b[1:]
		}
	}
	return append(append(both, a...), b...)
}
