package store

import (
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// An elder is a block that is full. Its postings are written a few pages with each entry, in order of term;
// until all are, it is asked itself. It does not change: what changes is another one.
type elder struct {
	*tail
	term string   // the last one that is written
	left []uint32 // the numbers of those after it, in order; some have no documents
}

// elderPages is how many pages of postings are written with one entry.
const elderPages = 4

// An unfinished is how far an elder is written, for the day when it is made again.
type unfinished struct {
	Block uint32 `json:"block"`
	Term  []byte `json:"term"` // which may be no UTF-8
}

// elder is the elder that a tail becomes, with documents that are not in it yet. The tail stays as it is.
func (t *tail) elder(docs []document) *elder {
	old := &tail{vocabulary: t.vocabulary, block: t.block, docs: t.room(slices.Clone(t.docs))}
	for _, d := range docs {
		d.into(old.docs, true)
	}
	return old.after("")
}

// after is the elder of which all is written up to a term.
func (t *tail) after(term string) *elder {
	order := t.sorted()
	at, _ := slices.BinarySearchFunc(order, term, func(n uint32, term string) int { return strings.Compare(t.terms[n], term) })
	e := &elder{tail: t, term: term}
	for _, n := range order[at:] {
		if int(n) < len(t.docs) && len(t.docs[n]) > 0 && t.terms[n] != term {
			e.left = append(e.left, n)
		}
	}
	return e
}

// write writes so many pages, or all that are left, and returns the elder that is left then: nil when there is none.
func (e *elder) write(tx *bbolt.Tx, f family, most int) (*elder, error) {
	next := elder{tail: e.tail}
	term := e.term
	err := writePages(tx, f, e.block, most, func(yield func(string, []uint16) bool) {
		for i, n := range e.left {
			if len(e.docs[n]) == 0 {
				continue
			}
			if !yield(e.terms[n], e.docs[n]) {
				next.left = e.left[i:]
				return
			}
			term = e.terms[n]
		}
	})
	if err != nil || next.left == nil {
		return nil, err
	}
	next.term = term
	return &next, nil
}

// revise is the elder with a document changed.
func (e *elder) revise(d document) *elder {
	next := &elder{&tail{e.vocabulary, e.block, e.room(slices.Clone(e.docs))}, e.term, slices.Clone(e.left)}
	for _, n := range d.add {
		term := e.terms[n]
		if at, there := slices.BinarySearchFunc(next.left, term, func(n uint32, term string) int { return strings.Compare(e.terms[n], term) }); !there && term > e.term {
			next.left = slices.Insert(next.left, at, n)
		}
	}
	d.into(next.docs, true)
	return next
}

// written is the part of a list of terms, in order, that is written.
func (e *elder) written(terms []string) []string {
	at, found := slices.BinarySearch(terms, e.term)
	if found {
		at++
	}
	return terms[:at]
}

// finish writes so many pages of the elder of a family, or all.
func (b *batch) finish(f family, most int) error {
	y := b.youth(f)
	if y.elder == nil {
		return nil
	}
	left, err := y.elder.write(b.tx, f, most)
	if err != nil {
		return err
	}
	y.elder = left
	b.unfinished(f, left)
	return nil
}

func (b *batch) unfinished(f family, e *elder) {
	if b.meta.Unfinished[nth(f)] = nil; e != nil {
		b.meta.Unfinished[nth(f)] = &unfinished{e.block, []byte(e.term)}
	}
}
