package store

import (
	"bytes"
	"iter"
	"slices"

	"go.etcd.io/bbolt"
)

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
