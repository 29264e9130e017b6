package store

import (
	"encoding/binary"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// Postings say which documents hold a term. Documents are counted in blocks of 2,048
// ordinals. The postings of the youngest block are in memory (a tail) and are made again
// when the store is opened; those of a block that is full are written in order of
// term, many to a record: family ∥ block ∥ first term → page. So a block costs a
// sequential write, a little with each entry (an elder), instead of a scattered one for each of its
// 25,000 terms.
const (
	blockBits = 11
	blockSize = 1 << blockBits

	pageTarget = 1200 // bytes of a page: three to a page of bbolt's
)

var errPage = errors.New("postings end in the middle")

// postings are the terms of one block: for each the documents in order, counted from the
// block's start.
type postings map[string][]uint16

func (p postings) add(term string, doc uint16) {
	docs := p[term]
	if at, found := slices.BinarySearch(docs, doc); !found {
		p[term] = slices.Insert(docs, at, doc)
	}
}

func (p postings) remove(term string, doc uint16) {
	if at, found := slices.BinarySearch(p[term], doc); found {
		if p[term] = slices.Delete(p[term], at, at+1); len(p[term]) == 0 {
			delete(p, term)
		}
	}
}

// A revision is what finished postings shall say anew of one ordinal: a story that is older
// than a block has changed.
type revision struct {
	family  family
	ordinal uint64
	add     []string
	remove  []string
}

func (r revision) block() uint32 { return uint32(r.ordinal >> blockBits) }

// inOrder yields the terms in order.
func (p postings) inOrder() iter.Seq2[string, []uint16] {
	return func(yield func(string, []uint16) bool) {
		for _, term := range slices.Sorted(maps.Keys(p)) {
			if !yield(term, p[term]) {
				return
			}
		}
	}
}

// allPages makes writePages write all.
const allPages = -1

// writePages writes terms, which come in order, as pages, none of which may stand in the
// file: so many at most. It stops at the term that would begin the next.
func writePages(tx *bbolt.Tx, f family, block uint32, most int, terms iter.Seq2[string, []uint16]) error {
	b := tx.Bucket([]byte(termBucket))
	b.FillPercent = 0.9
	var first string
	var page packer
	put := func() error {
		key := termKey(f, block, first)
		return b.Put(key, sealBytes(key, page.bytes))
	}
	for term, docs := range terms {
		if len(page.bytes) >= pageTarget {
			if err := put(); err != nil {
				return err
			}
			if most--; most == 0 {
				return nil
			}
			page = packer{bytes: page.bytes[:0]}
		}
		if len(page.bytes) == 0 {
			first = term
		}
		page.pack(term, docs)
	}
	if len(page.bytes) == 0 {
		return nil
	}
	return put()
}

// amend changes finished postings: a revision of an old story.
func amend(tx *bbolt.Tx, d revision) error {
	at := uint16(d.ordinal & (blockSize - 1))
	change := func(term string, do func(postings, string, uint16)) error {
		key, rec := pageOf(tx.Bucket([]byte(termBucket)).Cursor(), d.family, d.block(), term)
		terms := postings{}
		if rec != nil {
			key = slices.Clone(key)
			err := eachTerm(key, rec, func(t []byte, docs docList) bool {
				docs.each(func(d uint16) { terms[string(t)] = append(terms[string(t)], d) })
				return true
			})
			if err != nil {
				return err
			}
			if err := tx.Bucket([]byte(termBucket)).Delete(key); err != nil {
				return err
			}
		}
		do(terms, term, at)
		return writePages(tx, d.family, d.block(), allPages, terms.inOrder())
	}
	for _, term := range d.remove {
		if err := change(term, postings.remove); err != nil {
			return err
		}
	}
	for _, term := range d.add {
		if err := change(term, postings.add); err != nil {
			return err
		}
	}
	return nil
}

// termKey is family ∥ block ∥ term.
func termKey(f family, block uint32, term string) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{byte(f)}, block), term...)
}

const termPrefix = 5 // bytes of a termKey before the term

// pageOf finds the page that a term stands in, if it stands in any: the last one whose
// first term is not above it, or else the block's first.
func pageOf(c *bbolt.Cursor, f family, block uint32, term string) (key, rec []byte) {
	want := termKey(f, block, term)
	k, v := c.Seek(want)
	if k != nil && string(k) == string(want) {
		return k, v
	}
	pk, pv := c.Prev()
	if k == nil {
		pk, pv = c.Last()
	}
	if pk != nil && string(pk[:termPrefix]) == string(want[:termPrefix]) {
		return pk, pv
	}
	if k != nil && string(k[:termPrefix]) == string(want[:termPrefix]) {
		return k, v
	}
	return nil, nil
}

// A packer writes a page: for each term, in order, how many bytes it shares with the one
// before, how many follow, these; then twice the length of its documents (plus one if
// they are bits), and the documents: the distances, or 256 bytes of bits.
type packer struct {
	bytes []byte
	last  string
}

func (p *packer) pack(term string, docs []uint16) {
	shared := 0
	for shared < len(term) && shared < len(p.last) && term[shared] == p.last[shared] {
		shared++
	}
	p.bytes = binary.AppendUvarint(p.bytes, uint64(shared))
	p.bytes = binary.AppendUvarint(p.bytes, uint64(len(term)-shared))
	p.bytes = append(p.bytes, term[shared:]...)
	p.last = term

	const short = 1 << 7 // a distance below it takes one byte, any other one two
	size, before := 0, uint16(0)
	for _, d := range docs {
		size++
		if d-before >= short {
			size++
		}
		before = d
	}
	if size <= blockSize/8 {
		p.bytes = binary.AppendUvarint(p.bytes, uint64(size)<<1)
		before = 0
		for _, d := range docs {
			p.bytes = binary.AppendUvarint(p.bytes, uint64(d-before))
			before = d
		}
		return
	}
	var bits [blockSize / 8]byte
	for _, d := range docs {
		bits[d>>3] |= 1 << (d & 7)
	}
	p.bytes = binary.AppendUvarint(p.bytes, uint64(len(bits))<<1|1)
	p.bytes = append(p.bytes, bits[:]...)
}

// A docList is the documents of one term as they stand in a page.
type docList struct {
	packed []byte
	bits   bool
}

// eachTerm calls found with every term of a page and its documents until it returns
// false. The term is only good during the call.
func eachTerm(key, rec []byte, found func(term []byte, docs docList) bool) error {
	damage := func(err error) error { return Damage{Bucket: termBucket, Key: readable(key), Reason: err.Error()} }
	page, err := payload(key, rec)
	if err != nil {
		return damage(err)
	}
	var term []byte
	for len(page) > 0 {
		shared, n := binary.Uvarint(page)
		if n <= 0 || shared > uint64(len(term)) {
			return damage(errPage)
		}
		page = page[n:]
		more, n := binary.Uvarint(page)
		if n <= 0 || more > uint64(len(page)-n) {
			return damage(errPage)
		}
		term = append(term[:shared], page[n:n+int(more)]...)
		page = page[n+int(more):]
		size, n := binary.Uvarint(page)
		if n <= 0 || size>>1 > uint64(len(page)-n) {
			return damage(errPage)
		}
		docs := docList{page[n : n+int(size>>1)], size&1 == 1}
		page = page[n+int(size>>1):]
		if !found(term, docs) {
			return nil
		}
	}
	return nil
}

// each calls found with every document, in order.
func (l docList) each(found func(uint16)) {
	if l.bits {
		for i, b := range l.packed {
			for j := range 8 {
				if b&(1<<j) != 0 {
					found(uint16(i*8+j) & (blockSize - 1))
				}
			}
		}
		return
	}
	at := uint64(0)
	for list := l.packed; len(list) > 0; {
		step, n := binary.Uvarint(list)
		if n <= 0 {
			return
		}
		at += step
		list = list[n:]
		found(uint16(at) & (blockSize - 1))
	}
}

// lookup adds to out the documents of one chunk that hold a term, or, if prefix, a term
// that begins with it.
func (t *tails) lookup(tx *bbolt.Tx, f family, chunk uint32, term string, prefix bool, out *set) error {
	const perChunk = chunkSize / blockSize
	young := t.of(f)
	c := tx.Bucket([]byte(termBucket)).Cursor()
	for i := range uint32(perChunk) {
		block := chunk*perChunk + i
		base := uint16(i << blockBits)
		if young.elder != nil && block == young.elder.block {
			young.elder.lookup(term, prefix, base, out)
			continue
		}
		if block == young.block {
			young.lookup(term, prefix, base, out)
		}
		if err := lookupBlock(c, f, block, term, prefix, base, out); err != nil {
			return err
		}
	}
	return nil
}

func lookupBlock(c *bbolt.Cursor, f family, block uint32, term string, prefix bool, base uint16, out *set) error {
	key, rec := pageOf(c, f, block, term)
	for key != nil {
		past := false
		err := eachTerm(key, rec, func(t []byte, docs docList) bool {
			if string(t) == term || prefix && strings.HasPrefix(string(t), term) {
				docs.each(func(d uint16) { out.add(base + d) })
			} else {
				past = string(t) > term
			}
			return !past
		})
		if err != nil || past || !prefix {
			return err
		}
		if key, rec = c.Next(); key != nil && string(key[:termPrefix]) != string(termKey(f, block, "")) {
			return nil
		}
	}
	return nil
}
