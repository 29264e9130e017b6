package store

import (
	"context"
	"maps"
	"math"
	"slices"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// What left a list: what changed since a sequence, and is not in the list as it is filtered. Whether
// it ever was there nobody knows any more: who keeps a copy has no item of that name, or drops it.

// mostGone is how many IDs of what left a list come on one page.
const mostGone = 2000

// changedSince lists what changed after a sequence, also what is in no list any more.
func (p *plan) changedSince(q Query) error {
	if err := p.store.holds(p.tx, p.meta, q.UpdatedSince); err != nil {
		return err
	}
	since := q.UpdatedSince.Seq
	e := &expr{op: listed, ids: map[uint32]*set{}}
	for ordinal := range p.changes(p.family, since) {
		e.enlist(ordinal)
	}
	if p.ofIncident != nil { // it may be another's news that makes an incident contested
		for in := range p.changes(incidents, since) {
			if err := p.enlistMembers(e, in); err != nil {
				return err
			}
		}
	}
	for _, f := range q.Filters {
		if f.Name != "incident" || p.family == incidents {
			continue
		}
		for _, id := range f.Values {
			if err := p.stayed(news.IncidentID(id), since); err != nil {
				return err
			}
		}
	}
	p.changed = e
	p.require(e)
	return nil
}

// changes yields what changed of a family after a sequence.
func (p *plan) changes(f family, seq uint64) func(yield func(ordinal uint64) bool) {
	return func(yield func(uint64) bool) {
		c := p.tx.Bucket([]byte(changedBucket)).Cursor()
		for k, _ := c.Seek(changedKey(f, seq+1, 0)); k != nil && k[0] == byte(f); k, _ = c.Next() {
			if !yield(toNumber(k[9:])) {
				return
			}
		}
	}
}

// enlistMembers lists the stories of an incident, or their claims.
func (p *plan) enlistMembers(e *expr, in uint64) error {
	c, _, err := p.card(incidents, in)
	if err != nil {
		return err
	}
	for _, story := range c.Members {
		row, err := storyTable.must(p.tx, number(story))
		if err == nil && row.shown() {
			err = p.enlistOf(e, story)
		}
		if err != nil && !p.store.damaged(err) {
			return err
		}
	}
	return nil
}

// stayed is an error when an incident's name stood for another one after a sequence: then the list
// of what belongs to it has become another one, of which most did not change.
func (p *plan) stayed(id news.IncidentID, seq uint64) error {
	founder, ok := ordinalOf(p.tx, string(id.Founder()))
	if !ok {
		return nil
	}
	if incidentTable.bucket(p.tx).Get(number(founder)) == nil { // it went
		row, err := storyTable.must(p.tx, number(founder))
		if err == nil && row.Changed > seq {
			err = ErrGone
		}
		return err
	}
	c := p.tx.Bucket([]byte(linkBucket)).Cursor()
	for k, _ := c.Seek(number(seq + 1)); k != nil; k, _ = c.Next() { // only edits bring one back
		row, err := editTable.must(p.tx, k)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(row.Moves, func(m move) bool { return m.Story == founder && m.To == id }) {
			return ErrGone
		}
	}
	return nil
}

// lists reports whether an object is in the list.
func (p *plan) lists(ordinal uint64) (bool, error) {
	ok, err := p.selects(ordinal)
	if err != nil || !ok || p.since == math.MinInt64 && p.until == math.MaxInt64 {
		return ok, err
	}
	_, when, err := p.locate(ordinal, 0)
	return p.since <= when && when <= p.until, err
}

// gone names what changed and isn't in the list, from the cursor's place on, which it moves on.
// What has none of the acts that are listed is not in a list of acts.
func (p *plan) gone(ctx context.Context, at *cursor, ofActs bool) (ids []string, err error) {
	for _, n := range slices.Sorted(maps.Keys(p.changed.ids)) {
		for place := range p.changed.ids[n].all() {
			ordinal := join(n, place)
			if ordinal < at.gone {
				continue
			}
			if at.gone = ordinal; len(ids) == mostGone || p.spent(mostTexts) {
				return ids, nil
			}
			ok, err := p.lists(ordinal)
			if ok && ofActs && err == nil {
				var c card
				c, err = p.mustCard(ordinal)
				ok = slices.ContainsFunc(c.Acts, p.binds)
			}
			var id string
			if !ok && err == nil {
				id, err = nameOf(p.tx, p.family, ordinal)
			}
			if p.store.damaged(err) {
				continue // named in the log; in no list
			} else if err != nil {
				return nil, err
			}
			if !ok {
				ids = append(ids, id)
			}
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
	}
	at.done |= goneTold
	return ids, nil
}

// nameOf is the ID of an object, whether or not it is in any list.
func nameOf(tx *bbolt.Tx, f family, ordinal uint64) (string, error) {
	if f == claims {
		row, err := claimTable.must(tx, number(ordinal))
		return string(row.ID), err
	}
	row, err := storyTable.must(tx, number(ordinal))
	if f == incidents {
		return string(row.ID.Founded()), err
	}
	return string(row.ID), err
}
