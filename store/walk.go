package store

import (
	"cmp"
	"context"
	"math"
	"slices"

	"go.etcd.io/bbolt"
)

// A hit is an object on a page.
type hit struct {
	rank    uint64
	ordinal uint64
	changed uint64
}

func (h hit) compare(o hit) int {
	return cmp.Or(cmp.Compare(h.rank, o.rank), cmp.Compare(o.ordinal, h.ordinal))
}

// ordersOf are the orders of a list, its own first.
func ordersOf(f family) []string {
	switch f {
	case stories:
		return []string{storiesByTime}
	case claims:
		return []string{claimsByTime}
	}
	return incidentOrders[:]
}

const (
	// patience is how many objects a walk looks at in vain for one page before it asks how
	// many there are at all.
	patience = 4096
	// mostTexts is how many texts are read for one page, to see whether a phrase stands in
	// them. A page may be short for it, and lead on.
	mostTexts = 250
	// perLookup is how many objects can be walked past in the time that looking one up
	// takes.
	perLookup = 80
)

// A finding is what a page of a list has.
type finding struct {
	hits []hit
	gone []string
	next string // the cursor of the next page, "" where there is none
	asOf AsOf
	at   cursor // that of the next page, but for the place in the list
}

// page finds a page of a list: at most limit hits after the cursor, and the cursor of the
// next page, if there is one.
func (s *Store) page(ctx context.Context, p *plan, q Query, ofActs bool) (f finding, err error) {
	at, order, err := p.start(q)
	if err != nil {
		return f, err
	}
	at.read, at.sum = p.meta.Applied, s.sum(p.tx, p.meta.Applied)
	f.asOf = at.asOf()
	limit, end := q.limit(), hit{rank: at.rank, ordinal: at.ordinal}
	if at.done&itemsGiven == 0 {
		if f.hits, err = p.hits(ctx, at, order, limit+1); err != nil {
			return f, err
		}
		switch {
		case len(f.hits) > limit:
			f.hits = f.hits[:limit]
			end = f.hits[limit-1]
		case p.stopped != nil:
			end = *p.stopped
		default:
			at.done |= itemsGiven
		}
	}
	if p.changed == nil || !q.Gone {
		at.done |= goneTold
	}
	if at.done&goneTold == 0 {
		if f.gone, err = p.gone(ctx, &at, ofActs); err != nil {
			return f, err
		}
	}
	if at.done != itemsGiven|goneTold {
		f.next = p.cursor(at, end)
	}
	f.at = at
	return f, nil
}

// hits finds what comes after the cursor in an order.
func (p *plan) hits(ctx context.Context, at cursor, order, limit int) ([]hit, error) {
	switch order {
	case byStanding:
		return p.byStandings(ctx, at, limit)
	case byRelevance:
		return p.byWords(ctx, p.words, at, limit)
	}
	hits, done, err := p.walk(ctx, order, at, limit)
	if err == nil && !done {
		hits, err = p.lookUp(ctx, order, at, limit)
	}
	return hits, err
}

func (p *plan) cursor(at cursor, last hit) string {
	at.rank, at.ordinal = last.rank, last.ordinal
	return at.String()
}

// start says where a walk begins: after the cursor, or before everything.
func (p *plan) start(q Query) (at cursor, order int, err error) {
	order, wrong := p.order(q.Sort)
	if wrong != "" {
		return at, 0, BadQuery{{"sort", string(q.Sort), wrong}}
	}
	at = cursor{family: p.family, order: byte(order), epoch: p.meta.epoch(), ordinal: math.MaxUint64, seq: p.meta.Applied}
	if q.Cursor == "" {
		return at, order, nil
	}
	given, err := parseCursor(q.Cursor)
	switch {
	case err != nil:
		return at, 0, BadQuery{{"cursor", q.Cursor, "want the next_cursor of an earlier answer"}}
	case given.epoch != at.epoch || p.store.holds(p.tx, p.meta, given.asOf()) != nil:
		return at, 0, ErrGone
	case given.family != p.family || int(given.order) != order && (q.Sort != "" || order == byRelevance || !p.keeps(given.order)):
		return at, 0, BadQuery{{"cursor", q.Cursor, "it belongs to another list or order"}}
	}
	return given, int(given.order), nil
}

// order is the order that a list is asked for in, or what is wrong with that.
func (p *plan) order(s Sort) (order int, wrong string) {
	i := slices.Index(Sorts, s)
	switch {
	case s == "":
		return 0, ""
	case s == ByRelevance && p.family == incidents:
		return 0, "incidents know no relevance; stories and claims do"
	case s == ByRelevance && p.words == nil:
		return 0, "there is nothing to be relevant to: give q"
	case s == ByRelevance:
		return byRelevance, ""
	case p.family != incidents || i < 0:
		return 0, "this list has no such order"
	case s == ByStanding:
		return byStanding, ""
	}
	return i, ""
}

// keeps reports whether a cursor's order is one that the list could have been asked for in.
func (p *plan) keeps(order byte) bool {
	return int(order) < len(ordersOf(p.family)) || order == byStanding && p.family == incidents || order == byRelevance && p.words != nil
}

// timed reports whether an order is by what the objects are filed under.
func timed(order int) bool { return order == 0 }

// walk goes through an order. It is not done when it has looked at many objects in vain
// and looking up the selected ones is the shorter way.
func (p *plan) walk(ctx context.Context, order int, at cursor, limit int) (hits []hit, done bool, err error) {
	from := orderKey(at.rank, at.ordinal)
	if timed(order) && p.until != math.MaxInt64 {
		from = maxKey(from, orderKey(rank(p.until), math.MaxUint64))
	}
	c := p.tx.Bucket([]byte(ordersOf(p.family)[order])).Cursor()
	hits = make([]hit, 0, min(limit, MaxLimit+1))
	k, v := c.Seek(from)
	for seen := 1; k != nil; k, v = c.Next() {
		h := hit{changed: toNumber(v)}
		h.rank, h.ordinal = fromOrderKey(k)
		if timed(order) && p.since != math.MinInt64 && h.rank > rank(p.since) {
			break
		}
		if at.after(h) {
			ok, err := p.selects(h.ordinal)
			if err != nil {
				return nil, false, err
			}
			if ok && !timed(order) {
				ok, err = p.inTime(h.ordinal)
			}
			if err != nil {
				return nil, false, err
			}
			if ok {
				if hits = append(hits, h); len(hits) == limit {
					return hits, true, nil
				}
			}
			if p.enough(h) {
				return hits, true, nil
			}
		}
		if seen++; seen%patience == 0 {
			shorter, err := p.lookUpIsShorter(ctx, seen, limit)
			if err != nil || shorter {
				return nil, false, err
			}
		}
	}
	return hits, true, nil
}

func maxKey(a, b []byte) []byte {
	if string(a) > string(b) {
		return a
	}
	return b
}

// after reports whether h comes after the cursor. Nothing has been given before a walk's
// first page: its ordinal is the greatest and none.
func (c cursor) after(h hit) bool {
	return h.compare(hit{rank: c.rank, ordinal: c.ordinal}) > 0
}

// inTime asks an incident's card when it was last active.
func (p *plan) inTime(ordinal uint64) (bool, error) {
	if p.since == math.MinInt64 && p.until == math.MaxInt64 {
		return true, nil
	}
	c, err := p.mustCard(ordinal)
	return p.since <= c.Ranks[0] && c.Ranks[0] <= p.until, err
}

// lookUpIsShorter reports whether looking up all candidates costs less than walking on. A
// walk is expected to find them evenly spread; when it has gone four times as far as that
// would take, they must be elsewhere, and it may have to go to the end.
func (p *plan) lookUpIsShorter(ctx context.Context, seen, limit int) (bool, error) {
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	if p.candidates < 0 {
		n, err := p.count()
		if err != nil {
			return false, err
		}
		if p.objects, err = everything(p.facets, p.family).count(); err != nil {
			return false, err
		}
		p.candidates = n
	}
	way := min(p.objects, limit*p.objects/max(1, p.candidates))
	if seen > 4*way {
		way = p.objects
	}
	return p.candidates*perLookup < way, nil
}

// lookUp finds where each candidate stands in an order, sorts them and takes the first
// ones after the cursor: for filters that select few.
func (p *plan) lookUp(ctx context.Context, order int, at cursor, limit int) ([]hit, error) {
	var candidates []hit
	for n := range p.chunks() {
		s, err := p.chunk(n)
		if err != nil {
			return nil, err
		}
		for place := range s.all() {
			h, when, err := p.locate(join(n, place), order)
			if err != nil {
				return nil, err
			}
			if at.after(h) && p.since <= when && when <= p.until {
				candidates = append(candidates, h)
			}
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
	}
	slices.SortFunc(candidates, hit.compare)
	var hits []hit
	for _, h := range candidates {
		ok, err := p.check(h.ordinal)
		if err != nil {
			return nil, err
		}
		if ok {
			if hits = append(hits, h); len(hits) == limit {
				break
			}
		}
		if p.enough(h) {
			break
		}
	}
	return hits, nil
}

// enough reports whether enough texts were read for one page, and keeps where that was.
func (p *plan) enough(at hit) bool {
	if !p.spent(mostTexts) {
		return false
	}
	last := at // a copy, so that what is only asked about stays off the heap
	p.stopped = &last
	return true
}

// spent reports whether as many texts were read as one answer may.
func (p *plan) spent(most int) bool { return *p.read >= most }

// inPeriod narrows the sets down to what is filed between since and until, for those that
// go through candidates in no order of time.
func (p *plan) inPeriod(ctx context.Context) error {
	if p.since == math.MinInt64 && p.until == math.MaxInt64 {
		return nil
	}
	e := &expr{op: listed, ids: map[uint32]*set{}}
	c := p.tx.Bucket([]byte(ordersOf(p.family)[0])).Cursor()
	for k, _ := c.Seek(orderKey(rank(p.until), math.MaxUint64)); k != nil; k, _ = c.Next() {
		at, ordinal := fromOrderKey(k)
		if at > rank(p.since) {
			break
		}
		if e.enlist(ordinal); ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	p.require(e)
	clear(p.sets)
	p.last.set = nil
	return nil
}

// locate says where an object stands in an order, and when it is filed under.
func (p *plan) locate(ordinal uint64, order int) (h hit, when int64, err error) {
	switch p.family {
	case stories:
		row, err := storyTable.must(p.tx, number(ordinal))
		return hit{rank(row.When), ordinal, row.Changed}, row.When, err
	case claims:
		row, err := claimTable.must(p.tx, number(ordinal))
		return hit{rank(row.When), ordinal, row.Changed}, row.When, err
	}
	c, err := p.mustCard(ordinal)
	return hit{rank(c.Ranks[order]), ordinal, c.Changed}, c.Ranks[0], err
}

// paged runs a query for one page in a short read transaction.
func (s *Store) paged(ctx context.Context, f family, q Query, ofActs bool, read func(tx *bbolt.Tx, p *plan) error) error {
	if q.Text != "" || q.NotText != "" {
		if err := s.waitReady(ctx); err != nil {
			return err
		}
	}
	t := s.tails.Load() // before the transaction: see publish
	return s.view(func(tx *bbolt.Tx) error {
		p, err := s.plan(tx, t, f, q, ofActs)
		if err != nil {
			return err
		}
		return read(tx, p)
	})
}
