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
