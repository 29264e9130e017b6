package store

import (
	"bytes"
	"errors"
	"slices"
	"time"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// Dropping a text rewrites what the log holds of a story, and with it the view: the text is
// gone from the file once its pages are used again, or after Compact. So that the view stays
// a function of what is kept, a rebuild takes the placements up to the last drop as they are
// recorded, since stories were placed by texts that nobody has any more.

// applyDrop drops the texts of all versions of a story but for what claims quote.
func (b *batch) applyDrop(id news.StoryID) error {
	ordinal, _ := ordinalOf(b.tx, string(id))
	before, err := b.store.tell(b.tx, ordinal)
	if err != nil {
		return err
	}
	b.store.cache.drop(cacheKey{stories, ordinal, before.row.Changed})
	row := before.row
	last, err := b.rewrite(ordinal, row)
	if err != nil {
		return err
	}
	b.store.state.Retell(last)
	if err := b.loadBlock(stories, ordinal); err != nil {
		return err
	}
	row.Cut, b.meta.Cut, b.dropping = b.seq, b.seq, true
	err = b.restate(before, row)
	b.dropping = false
	return err
}

// rewrite writes the log's records of a story anew and returns its last version as it was
// first read.
func (b *batch) rewrite(ordinal uint64, row storyRow) (last news.Story, err error) {
	said, err := b.saidOf(ordinal)
	if err != nil {
		return last, err
	}
	for _, v := range row.Versions {
		e, err := logTable.must(b.tx, number(v.Seq))
		if err != nil {
			return last, err
		}
		if e.Story == nil {
			return last, logTable.damage(number(v.Seq), errors.New("holds no story, but one should be there"))
		}
		var again news.Entry
		var measures []news.Response
		if v.Analysis > 0 {
			if again, err = b.analysis(v.Analysis); err != nil {
				return last, err
			}
			said, measures = slices.Concat(said, again.Analysis.Analysis.Claims), again.Analysis.Analysis.Responses
		}
		last = e.Story.WithoutText(said, measures)
		e.Story = &last
		if err := errors.Join(logTable.put(b.tx, number(v.Seq), e), b.unrecord(v.Seq)); err != nil {
			return last, err
		}
		if v.Analysis > 0 {
			again.Analysis.Analysis = last.Anchored(again.Analysis.Analysis)
			if err := logTable.put(b.tx, number(v.Analysis), again); err != nil {
				return last, err
			}
		}
		for _, seq := range v.Earlier {
			if err := b.unsay(seq, last); err != nil {
				return last, err
			}
		}
	}
	return last, nil
}

// unrecord drops what a version was compared by: it is made of the words of the text.
func (b *batch) unrecord(seq uint64) error {
	row, ok, err := placedTable.get(b.tx, number(seq))
	if b.store.damaged(err) || err == nil && !ok {
		return nil
	} else if err != nil {
		return err
	}
	row.Record = nil
	return placedTable.put(b.tx, number(seq), row)
}

// analysis reads an entry of the log that replaced an analysis.
func (b *batch) analysis(seq uint64) (e news.Entry, err error) {
	if e, err = logTable.must(b.tx, number(seq)); err == nil && e.Analysis == nil {
		err = logTable.damage(number(seq), errors.New("holds no analysis, but one should be there"))
	}
	return e, err
}

// unsay takes out of an analysis that was replaced again what is no longer in the text, and
// lets the postings of its claims be written anew: a rebuild never sees their words.
func (b *batch) unsay(seq uint64, left news.Story) error {
	e, err := b.analysis(seq)
	if err != nil {
		return err
	}
	e.Analysis.Analysis = left.Superseded(e.Analysis.Analysis)
	for _, c := range e.Analysis.Analysis.Claims {
		if ordinal, ok := ordinalOf(b.tx, string(c.ID)); ok && c.Quote == "" {
			if err := b.loadBlock(claims, ordinal); err != nil {
				return err
			}
		}
	}
	return logTable.put(b.tx, number(seq), e)
}

// saidOf are the claims that people ever brought or confirmed for a story, also those that
// were undone: a rebuild does all of it again, and needs their sentences.
func (b *batch) saidOf(ordinal uint64) ([]news.Claim, error) {
	if b.quoted == nil {
		b.quoted = map[uint64][]news.Claim{}
		for _, record := range editTable.from(b.tx, nil) {
			row, err := record()
			if err != nil {
				return nil, err
			}
			if row.Edit.Claim == nil {
				continue
			}
			of, err := b.storyOf(row.Edit)
			if err != nil && !errors.Is(err, ErrNotFound) {
				return nil, err
			}
			b.quoted[of] = append(b.quoted[of], *row.Edit.Claim)
		}
	}
	return b.quoted[ordinal], nil
}

// A castBlock is a block of postings that is to be written anew.
type castBlock struct {
	family family
	block  uint32
}

// loadBlock reads the postings of an object's block, if it is a finished one, to be written
// anew as a whole: pages that had terms taken out would show what had been there.
func (b *batch) loadBlock(f family, ordinal uint64) error {
	cast := castBlock{f, uint32(ordinal >> blockBits)}
	if cast.block >= b.youth(f).tail.block || b.recast[cast] != nil {
		return nil
	}
	if y := b.youth(f); y.elder != nil && y.elder.block == cast.block {
		if err := b.finish(f, allPages); err != nil {
			return err
		}
	}
	if err := b.amendAll(); err != nil {
		return err
	}
	terms := postings{}
	prefix := termKey(f, cast.block, "")
	c := b.tx.Bucket([]byte(termBucket)).Cursor()
	for k, rec := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, rec = c.Next() {
		err := eachTerm(k, rec, func(t []byte, docs docList) bool {
			held := []uint16{}
			docs.each(func(d uint16) { held = append(held, d) })
			terms[string(t)] = held
			return true
		})
		if err != nil {
			return err
		}
	}
	if b.recast == nil {
		b.recast = map[castBlock]postings{}
	}
	b.recast[cast] = terms
	return nil
}

// recastDocument changes what a block that is written anew says of a story.
func (b *batch) recastDocument(cast castBlock, ordinal uint64, was, is map[byte][]string) {
	place, terms := uint16(ordinal&(blockSize-1)), b.recast[cast]
	for term := range termsOf(was) {
		terms.remove(term, place)
	}
	for term := range termsOf(is) {
		terms.add(term, place)
	}
}

// castAll writes the blocks that are to be written anew.
func (b *batch) castAll() error {
	for cast, terms := range b.recast {
		if err := dropPages(b.tx, cast); err != nil {
			return err
		}
		if err := writePages(b.tx, cast.family, cast.block, allPages, terms.inOrder()); err != nil {
			return err
		}
	}
	b.recast = nil
	return nil
}

func dropPages(tx *bbolt.Tx, cast castBlock) error {
	prefix := termKey(cast.family, cast.block, "")
	bucket := tx.Bucket([]byte(termBucket))
	var keys [][]byte
	c := bucket.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	for _, k := range keys {
		if err := bucket.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// amendAll writes what is noted for finished blocks.
func (b *batch) amendAll() error {
	for _, r := range b.revised {
		if err := amend(b.tx, r); err != nil {
			return err
		}
	}
	b.revised = nil
	return nil
}

// agedRows is how many stories Aged looks at in one go.
const agedRows = 2000

// Aged looks at some stories, in order of arrival from an ordinal on (0: the first), and
// returns those of which a version has its text and the last one arrived before a moment;
// and where to go on, 0 at the end.
func (s *Store) Aged(before time.Time, from uint64) (ids []news.StoryID, next uint64, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		looked := 0
		for key, record := range storyTable.from(tx, number(from)) {
			if looked++; looked > agedRows {
				next = toNumber(key)
				return nil
			}
			row, err := record()
			if s.damaged(err) {
				continue
			} else if err != nil {
				return err
			}
			if row.textless() || row.When >= before.Unix() {
				continue
			}
			e, err := logTable.must(tx, number(row.Versions[len(row.Versions)-1].Seq))
			if s.damaged(err) {
				continue
			} else if err != nil {
				return err
			}
			if e.Story != nil && e.Story.Arrived.Before(before) {
				ids = append(ids, row.ID)
			}
		}
		return nil
	})
	return ids, next, err
}

// NewestArrival is when the last version of the story that was placed last arrived; zero when there is
// none that can be read.
func (s *Store) NewestArrival() (at time.Time, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		c := storyTable.bucket(tx).Cursor()
		for key, _ := c.Last(); key != nil && at.IsZero(); key, _ = c.Prev() {
			row, err := storyTable.must(tx, key)
			var e news.Entry
			if err == nil {
				e, err = logTable.must(tx, number(row.Versions[len(row.Versions)-1].Seq))
			}
			if s.damaged(err) {
				continue
			} else if err != nil {
				return err
			}
			if e.Story != nil {
				at = e.Story.Arrived
			}
		}
		return nil
	})
	return at, err
}
