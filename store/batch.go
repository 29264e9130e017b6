package store

import (
	"errors"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A batch applies entries within one transaction. Incidents are composed and sets of
// ordinals written once, at its end; nothing of the view depends on how the entries were
// cut into batches.
type batch struct {
	store     *Store
	tx        *bbolt.Tx
	meta      meta
	seq       uint64 // of the entry at hand
	facets    *facetIndex
	revised   []revision              // for the postings of finished blocks
	recast    map[castBlock]postings  // blocks that texts were dropped from
	dropping  bool                    // a text, in the entry at hand
	quoted    map[uint64][]news.Claim // by story: what people ever said of its claims; nil when not known
	placed    *placedRow              // what a replay knows of the story at hand
	young     [2]*youth               // the tails of stories and claims, once they are touched
	incidents map[uint64]*draft       // touched, by ordinal
	margin    *margin                 // where changes of facets go
	settling  bool                    // what earlier entries changed
}

// A youth is a tail, and the elder before it, as they will be when the batch is committed.
type youth struct {
	searched
	reworded []rewording // in the order of the log
	docs     []document  // to be added to the tail then
}

// A rewording is what an ordinal of the tail said before, nothing of a new one, and says now.
type rewording struct {
	ordinal uint64
	was, is map[byte][]string
}

// read makes documents of what was reworded: of a batch at once, since between the steps of
// grouping the words that are known would have to come from memory again.
func (y *youth) read() {
	for _, r := range y.reworded {
		y.docs = append(y.docs, y.tail.document(r.ordinal, r.was, r.is))
	}
	y.reworded = nil
}

func (b *batch) begin(tx *bbolt.Tx) (err error) {
	b.tx = tx
	b.facets = newFacetIndex(tx)
	b.meta, err = readMeta(tx)
	b.seq = b.meta.Applied
	b.margin = b.store.margin.Load()
	return err
}

// end writes what was gathered.
func (b *batch) end() error {
	if b.seq == b.meta.Applied {
		return nil
	}
	for _, y := range b.young {
		if y != nil {
			y.read()
		}
	}
	if err := b.composeAll(); err != nil {
		return err
	}
	if err := b.facets.flush(b.margin, b.seq, b.store.damaged); err != nil {
		return err
	}
	if err := errors.Join(b.amendAll(), b.castAll()); err != nil {
		return err
	}
	b.meta.Applied = b.seq
	return b.meta.put(b.tx)
}

// settle begins a new margin, when the entry at hand is one with which that is done, and has what
// changed before it settled.
func (b *batch) settle() error {
	every := b.store.settled
	if b.seq%every != every/2 {
		return nil
	}
	b.settling = true
	if err := b.composeAll(); err != nil {
		return err
	}
	clear(b.incidents)
	if err := b.facets.flush(b.margin, b.seq-1, b.store.damaged); err != nil {
		return err
	}
	other := b.tx.Bucket([]byte(marginBuckets[1-present(b.tx)]))
	if err := other.SetSequence(b.seq); err != nil {
		return err
	}
	b.margin.before.Store(gone) // it is settled
	next := newMargin(b.seq)
	next.before.Store(b.margin)
	b.margin = next
	b.store.margin.Store(next) // for whoever sees this transaction; others look before it
	err := settleIDs(b.tx, uint32(1+b.seq/every))
	b.store.idle.ids = false
	b.settling = err != nil
	return err
}

// youth finds the tail of a family.
func (b *batch) youth(f family) *youth {
	y := &b.young[nth(f)]
	if *y == nil {
		*y = &youth{searched: *b.store.tails.Load().of(f)}
	}
	return *y
}

// publish makes known what was committed.
func (b *batch) publish() {
	if b.young != [2]*youth{} {
		next := *b.store.tails.Load()
		for i, y := range b.young {
			if y != nil {
				y.tail.take(y.docs)
				next[i] = y.searched
			}
		}
		b.store.tails.Store(&next)
	}
	if share, shares := b.store.share(b.meta.Applied); share >= shares-1 {
		b.margin.before.Store(gone) // and nobody needs it in memory
	}
	b.store.applied.Store(b.meta.Applied)
	b.store.epochID.Store(b.meta.epoch())
}
