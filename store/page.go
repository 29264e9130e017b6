package store

import (
	"context"
	"errors"

	"ascribe/news"
)

// A Page is a piece of a list.
type Page[T any] struct {
	Items []T
	Next  string // an opaque cursor; "" at the end
	// Seq is the log sequence at which the first page of the walk was read. What moved while
	// one paged has a higher one: a call with updated_since=Seq completes the walk.
	Seq uint64
}

// A Ref names an object and its state: what is equal in both is equal.
type Ref struct {
	ID  string
	Seq uint64 // of the log entry that last changed it
}

// Incidents lists incidents, by activity unless q says otherwise.
func (s *Store) Incidents(ctx context.Context, q Query) (Page[IncidentView], error) {
	return Page[IncidentView]{}, errors.ErrUnsupported
}

// Stories lists stories, by publication.
func (s *Store) Stories(ctx context.Context, q Query) (Page[StoryView], error) {
	return Page[StoryView]{}, errors.ErrUnsupported
}

// Claims lists the current claims across incidents, by date.
func (s *Store) Claims(ctx context.Context, q Query) (Page[ClaimView], error) {
	return Page[ClaimView]{}, errors.ErrUnsupported
}

// Acts lists the acts that q's claim filters bind to, of the incidents that q selects.
// All matching acts of one incident come on one page, so a page may hold more than
// q.Limit of them.
func (s *Store) Acts(ctx context.Context, q Query) (Page[news.Act], error) {
	return Page[news.Act]{}, errors.ErrUnsupported
}

// Facets counts, for each field, the values that the objects selected by q have: of
// incidents, unless q.Of says otherwise. Fields are the names of filters.
func (s *Store) Facets(ctx context.Context, q Query, fields []string) (map[string]map[string]int, error) {
	return nil, errors.ErrUnsupported
}
