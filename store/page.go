package store

import (
	"context"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A StoryView is the current version of a story as it stands in the view: its claims
// carry what people said of them, and those that people added are among them.
type StoryView struct {
	news.Story
	Incident news.IncidentID
	Seq      uint64 // of the log entry that last changed it
	Hidden   bool   // by a person: readable by its ID, in no list
}

// An IncidentView is an incident as it stands in the view.
type IncidentView struct {
	news.Incident
	Seq uint64 // of the log entry that last changed it
}

// A ClaimView is a claim with the story that carries it.
type ClaimView struct {
	news.Claim
	Story     news.StoryID
	Version   int // of the story; the evidence points into it
	Incident  news.IncidentID
	Outlet    news.OutletID
	Title     string
	URL       string
	Published news.Date
	Access    news.Access
	Withdrawn bool // the story's current version no longer says so: in no list
	Seq       uint64
}

// A Page is a piece of a list.
type Page[T any] struct {
	Items []T
	Next  string // an opaque cursor; "" at the end
	// Seq is the log sequence at which the first page of the walk was read. What moved while
	// one paged has a higher one: a call with updated_since=Seq completes the walk.
	Seq uint64
	// AsOf says it with what tells this log from others: with that of any page, best of the last, a
	// log that is another one since a backup was restored is noticed.
	AsOf AsOf
	// Gone names what changed since Query.UpdatedSince and is not in the list, if that was asked
	// for. It may name what never was there.
	Gone []string
}

// A Ref names one state of an object: while the log goes on, what was made of it stays right.
type Ref struct {
	Ordinal uint64
	Changed uint64 // the log entry that last changed it
}

// A Visitor is given each item of a page in turn, as a state and the way to read it: whoever
// kept what they made of that state need not read it again.
type Visitor[T any] func(state Ref, read func() (T, error)) error

// pageOfItems reads a page whose items read makes.
func pageOfItems[T any](ctx context.Context, s *Store, f family, q Query, read func(tx *bbolt.Tx, h hit) (T, error)) (Page[T], error) {
	items := []T{}
	page, err := visitItems(ctx, s, f, q, read, func(_ Ref, read func() (T, error)) error {
		item, err := read()
		if err == nil {
			items = append(items, item)
		}
		return err
	})
	page.Items = items
	return page, err
}

// visitItems finds a page and leaves its items to visit.
func visitItems[T any](ctx context.Context, s *Store, f family, q Query, read func(tx *bbolt.Tx, h hit) (T, error), visit Visitor[T]) (Page[T], error) {
	page := Page[T]{}
	err := s.paged(ctx, f, q, false, func(tx *bbolt.Tx, p *plan) error {
		f, err := s.page(ctx, p, q, false)
		if err != nil {
			return err
		}
		page.Next, page.Seq, page.AsOf, page.Gone = f.next, f.asOf.Seq, f.asOf, f.gone
		var h hit
		item := func() (T, error) { return read(tx, h) }
		for _, h = range f.hits {
			if err := visit(Ref{h.ordinal, h.changed}, item); err != nil && !s.damaged(err) { // what is damaged is named in the log, never served
				return err
			}
		}
		return nil
	})
	return page, err
}

// Incidents lists incidents, by activity unless q says otherwise.
func (s *Store) Incidents(ctx context.Context, q Query) (Page[IncidentView], error) {
	return pageOfItems(ctx, s, incidents, q, s.incidentOf)
}

// VisitIncidents finds a page of incidents and leaves them to visit, the page being without items.
func (s *Store) VisitIncidents(ctx context.Context, q Query, visit Visitor[IncidentView]) (Page[IncidentView], error) {
	return visitItems(ctx, s, incidents, q, s.incidentOf, visit)
}

func (s *Store) incidentOf(tx *bbolt.Tx, h hit) (IncidentView, error) {
	row, err := s.incidentRow(tx, h.ordinal, h.changed)
	return row.view(), err
}

// A composed is an incident in the cache. One that was composed by this process has its
// members' stories in brief too, nil where they were not read.
type composed struct {
	row    incidentRow
	briefs []*news.Story
}

// composed reads an incident as it was changed last.
func (s *Store) composed(tx *bbolt.Tx, ordinal, changed uint64) (composed, error) {
	if v, ok := s.cache.get(cacheKey{incidents, ordinal, changed}); ok {
		return v.(composed), nil
	}
	row, err := incidentTable.must(tx, number(ordinal))
	c := composed{row: row}
	if err == nil {
		s.keepComposed(ordinal, c)
	}
	return c, err
}

func (s *Store) keepComposed(ordinal uint64, c composed) {
	cost := incidentCost(c.row.Incident)
	for _, b := range c.briefs {
		if b != nil {
			cost += storyCost(*b)
		}
	}
	s.cache.put(cacheKey{incidents, ordinal, c.row.Changed}, c, cost)
}

// incidentRow reads an incident as it was changed last.
func (s *Store) incidentRow(tx *bbolt.Tx, ordinal, changed uint64) (incidentRow, error) {
	c, err := s.composed(tx, ordinal, changed)
	return c.row, err
}

// incidentCost is about what a decoded incident takes, in bytes.
func incidentCost(in news.Incident) int {
	return 2000 + 400*len(in.Members) + 200*len(in.Parties) + 1000*len(in.Acts) + 800*len(in.Standing) + 300*len(in.Timeline)
}

// claimCost is about what a decoded claim takes, in bytes; its text is its story's.
const claimCost = 1500

// Stories lists stories, by publication.
func (s *Store) Stories(ctx context.Context, q Query) (Page[StoryView], error) {
	return pageOfItems(ctx, s, stories, q, s.storyOf)
}

// VisitStories finds a page of stories and leaves them to visit, the page being without items.
func (s *Store) VisitStories(ctx context.Context, q Query, visit Visitor[StoryView]) (Page[StoryView], error) {
	return visitItems(ctx, s, stories, q, s.storyOf, visit)
}

func (s *Store) storyOf(tx *bbolt.Tx, h hit) (StoryView, error) {
	if v, ok := s.cache.get(cacheKey{stories, h.ordinal, h.changed}); ok {
		return v.(told).view(), nil
	}
	t, err := s.tell(tx, h.ordinal)
	return t.view(), err
}

// Claims lists the current claims across incidents, by date. Rejected ones are listed only
// when q asks for that review.
func (s *Store) Claims(ctx context.Context, q Query) (Page[ClaimView], error) {
	return pageOfItems(ctx, s, claims, q, s.claimOf)
}

// VisitClaims finds a page of claims and leaves them to visit, the page being without items.
func (s *Store) VisitClaims(ctx context.Context, q Query, visit Visitor[ClaimView]) (Page[ClaimView], error) {
	return visitItems(ctx, s, claims, q, s.claimOf, visit)
}

func (s *Store) claimOf(tx *bbolt.Tx, h hit) (ClaimView, error) {
	key := cacheKey{claims, h.ordinal, h.changed}
	if v, ok := s.cache.get(key); ok {
		return v.(ClaimView), nil
	}
	row, err := claimTable.must(tx, number(h.ordinal))
	if err != nil {
		return ClaimView{}, err
	}
	v, err := s.claimView(tx, h.ordinal, row)
	if err == nil {
		s.cache.put(key, v, claimCost)
	}
	return v, err
}

// Acts lists the acts that q's claim filters bind to, of the incidents that q selects, in
// the order of the incidents. All matching acts of one incident come on one page, so the
// last incident may bring more than q.Limit. Gone names incidents without any.
func (s *Store) Acts(ctx context.Context, q Query) (Page[news.Act], error) {
	page := Page[news.Act]{Items: []news.Act{}}
	err := s.paged(ctx, incidents, q, true, func(tx *bbolt.Tx, p *plan) error {
		f, err := s.page(ctx, p, q, true)
		if err != nil {
			return err
		}
		page.Next, page.Seq, page.AsOf, page.Gone = f.next, f.asOf.Seq, f.asOf, f.gone
		for i, h := range f.hits {
			acts, err := s.actsOf(tx, p, h)
			if err != nil && !s.damaged(err) {
				return err
			}
			page.Items = append(page.Items, acts...)
			if len(page.Items) >= q.limit() && i < len(f.hits)-1 {
				f.at.done &^= itemsGiven
				page.Next = p.cursor(f.at, h)
				break
			}
		}
		return nil
	})
	return page, err
}

// actsOf returns the acts of an incident that the filters of claims bind to.
func (s *Store) actsOf(tx *bbolt.Tx, p *plan, h hit) (acts []news.Act, err error) {
	row, err := s.incidentRow(tx, h.ordinal, h.changed)
	if err != nil {
		return nil, err
	}
	c, err := cardTable.must(tx, cardKey(incidents, h.ordinal))
	if err != nil {
		return nil, err
	}
	for i, a := range row.Incident.Acts {
		if i < len(c.Acts) && p.binds(c.Acts[i]) {
			acts = append(acts, a)
		}
	}
	return acts, nil
}
