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

// mostLooked is how many objects one page looks at for that.
const mostLooked = 20_000

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
	p.changed = e
	if p.ofIncident != nil { // it may be another's news that makes an incident contested
		if err := p.joinChanged(e, since); err != nil {
			return err
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
	p.require(p.changed)
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

// joinChanged adds what belongs to incidents that changed to what changed itself. If that is much, each
// object that comes along is asked for its incident instead: which claims stories have, their texts say.
func (p *plan) joinChanged(own *expr, since uint64) error {
	most := p.store.window / 10
	by := &expr{op: listed, ids: map[uint32]*set{}}
	var members []uint64
	for in := range p.changes(incidents, since) {
		if by.enlist(in); len(members) > most {
			continue
		}
		c, _, err := p.card(incidents, in)
		if err != nil {
			return err
		}
		members = append(members, c.Members...)
	}
	if len(members) > most {
		p.changedSelf, p.changedBy = own, by
		p.changed = &expr{op: anyOf, kids: []*expr{own, {op: value, key: fv(allFacet, "1")}}}
		return nil
	}
	for _, story := range members {
		row, err := storyTable.must(p.tx, number(story))
		if err == nil && row.shown() {
			err = p.enlistOf(own, story)
		}
		if err != nil && !p.store.damaged(err) {
			return err
		}
	}
	return nil
}

// didChange decides of a candidate for what changed, whose incident is given, what p.changed can't say.
func (p *plan) didChange(ordinal, in uint64) bool {
	return p.changedBy == nil || p.changedSelf.enlists(ordinal) || p.changedBy.enlists(in)
}

// enlists reports whether an object is listed.
func (e *expr) enlists(ordinal uint64) bool {
	chunk, place := split(ordinal)
	return e.ids[chunk] != nil && e.ids[chunk].has(place)
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
	looked := 0
	for _, n := range p.changedChunks() {
		changed, err := p.eval(p.changed, n)
		if err != nil {
			return nil, err
		}
		for place := range changed.all() {
			ordinal := join(n, place)
			if ordinal < at.gone {
				continue
			}
			if at.gone = ordinal; len(ids) == mostGone || looked == mostLooked || p.spent(mostTexts) {
				return ids, nil
			}
			looked++
			id, err := p.goneName(ordinal, ofActs)
			if p.store.damaged(err) {
				continue // named in the log; in no list
			} else if err != nil {
				return nil, err
			}
			if id != "" {
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

// changedChunks are the chunks of what changed, also beyond those of what is there: an incident may
// be gone that was the last.
func (p *plan) changedChunks() (all []uint32) {
	if p.changedBy == nil {
		return slices.Sorted(maps.Keys(p.changed.ids))
	}
	for n := range p.chunks() {
		all = append(all, n)
	}
	return all
}

// goneName is the ID of a candidate if it changed and is not in the list, "" else.
func (p *plan) goneName(ordinal uint64, ofActs bool) (string, error) {
	if p.changedBy != nil {
		in, _, err := p.incidentOf(ordinal)
		if err != nil || !p.didChange(ordinal, in) {
			return "", err
		}
	}
	ok, err := p.lists(ordinal)
	if ok && ofActs && err == nil {
		var c card
		c, err = p.mustCard(ordinal)
		ok = slices.ContainsFunc(c.Acts, p.binds)
	}
	if ok || err != nil {
		return "", err
	}
	return nameOf(p.tx, p.family, ordinal)
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
