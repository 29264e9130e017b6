package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// Counts are how many objects have each value of each field.
type Counts struct {
	Values   map[string]map[string]int
	Complete bool // false when there were more texts to read than one answer may: then the counts are of the newest
}

// mostCounted is how many texts are read to count what has a phrase: a transaction that
// reads them takes half a second.
const mostCounted = 4000

// Facets counts, for each field, the values that the objects selected by q have: of
// incidents, unless q.Of says otherwise. Fields are the names of filters. What binds to one
// act is counted over the acts that q binds to: a count is how many objects q selects with
// that value asked for too.
func (s *Store) Facets(ctx context.Context, q Query, fields []string) (Counts, error) {
	f := incidents
	switch q.Of {
	case OfStories:
		f = stories
	case OfClaims:
		f = claims
	}
	counts := Counts{Values: map[string]map[string]int{}, Complete: true}
	var bound, free []string
	var bad BadQuery
	for _, field := range fields {
		spec, ok := findParam(field)
		switch {
		case !ok || spec.facet != field:
			bad = append(bad, Problem{"field", field, "this filter has no values to count"})
		case counts.Values[field] != nil: // asked for twice
		case spec.binds:
			bound = append(bound, field)
		default:
			free = append(free, field)
		}
		counts.Values[field] = map[string]int{}
	}
	if bad != nil {
		return Counts{}, bad
	}
	q.rejectedToo = f == claims && counts.Values["review"] != nil
	err := s.paged(ctx, f, q, false, func(tx *bbolt.Tx, p *plan) error {
		if err := p.inPeriod(ctx); err != nil {
			return err
		}
		if len(p.bound) == 0 && p.score == 0 || f == claims { // a claim is one act
			bound, free = nil, append(free, bound...)
		}
		for n := p.chunks(); n > 0 && counts.Complete; n-- {
			selected, whole, err := p.selected(ctx, n-1)
			if err != nil {
				return err
			}
			counts.Complete = whole
			listed, err := p.listed(n-1, selected)
			if err != nil {
				return err
			}
			err = counts.add(p, n-1, free, func(key string, s *set) int {
				if key == p.leavesOut {
					return s.both(selected) // as when it is asked for
				}
				return s.both(listed)
			})
			if err != nil {
				return err
			}
			if len(bound) == 0 {
				continue
			}
			t, err := p.tally(n-1, selected)
			if err != nil {
				return err
			}
			if err := counts.add(p, n-1, bound, t.count); err != nil {
				return err
			}
		}
		return nil
	})
	return counts, err
}

// listed is what a list has of what the plan selects: a plan may select what was left out
// of the list as well, to count it.
func (p *plan) listed(n uint32, selected *set) (*set, error) {
	if p.leavesOut == "" {
		return selected, nil
	}
	left, listed := new(set), *selected
	if err := p.facets.read(p.family, n, p.leavesOut, left); err != nil {
		return nil, err
	}
	listed.minus(left)
	return &listed, nil
}

// Has reports whether any object has a value of a field, as the index calls it. It is true
// when that can't be told: who asks for the value then is told why.
func (s *Store) Has(field, key string) bool {
	found := false
	err := s.view(func(tx *bbolt.Tx) error {
		x, err := s.facetsNow(tx)
		if err != nil {
			return err
		}
		for _, f := range []family{stories, claims, incidents} {
			p := everything(x, f)
			for n := p.chunks(); n > 0 && !found; n-- {
				has := new(set)
				if err := x.read(f, n-1, fv(field, key), has); err != nil {
					return err
				}
				found = !has.empty()
			}
		}
		return nil
	})
	return found || err != nil
}

// add counts the values of fields in one chunk.
func (c Counts) add(p *plan, n uint32, fields []string, count func(key string, s *set) int) error {
	for _, field := range fields {
		err := p.facets.each(p.family, n, field, "", func(value string, s *set) {
			if name, shown := shownValue(field, value); shown {
				if k := count(fv(field, value), s); k > 0 {
					c.Values[field][name] += k
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// selected is what the plan selects of a chunk, all checks made. It is not whole when there
// was more to read than one answer may. The caller must not change it.
func (p *plan) selected(ctx context.Context, n uint32) (selected *set, whole bool, err error) {
	candidates, err := p.chunk(n)
	if err != nil || !p.checks() {
		return candidates, true, err
	}
	selected = new(set)
	for _, place := range slices.Backward(slices.Collect(candidates.all())) {
		if ctx.Err() != nil {
			return nil, false, context.Cause(ctx)
		}
		if p.spent(mostCounted) {
			return selected, false, nil
		}
		ok, err := p.check(join(n, place))
		if err != nil {
			return nil, false, fmt.Errorf("count: %w", err)
		}
		if ok {
			selected.add(place)
		}
	}
	return selected, true, nil
}

// A tally counts the objects of a chunk by the facets of those acts that a plan binds to.
type tally struct {
	plain *set // objects of one act at most: their sets say all of it
	acts  map[uint64]tallied
}

// tallied is how many objects have a facet, and which of them was counted last.
type tallied struct {
	objects int
	last    uint64
}

func (p *plan) tally(n uint32, selected *set) (tally, error) {
	t := tally{new(set), map[uint64]tallied{}}
	for place := range selected.all() {
		ordinal := join(n, place)
		c, ok, err := p.card(p.family, ordinal)
		if err != nil {
			return t, fmt.Errorf("count: %w", err)
		}
		if !ok {
			t.plain.add(place)
		}
		for _, a := range c.Acts {
			if !p.binds(a) {
				continue
			}
			for hash := range a.hashes() {
				if so := t.acts[hash]; so.objects == 0 || so.last != ordinal {
					t.acts[hash] = tallied{so.objects + 1, ordinal}
				}
			}
		}
	}
	return t, nil
}

// count is how many objects have a facet in an act that binds; s is all that have it at all.
func (t tally) count(key string, s *set) int { return s.both(t.plain) + t.acts[hashFV(key)].objects }

// shownValue is a value of a facet as one would filter by it. Parties are counted by ID
// and by country, not by name as well.
func shownValue(field, value string) (string, bool) {
	name, isName := strings.CutPrefix(value, "name:")
	if isName && slices.Contains([]string{"actor", "accused", "accuser"}, field) {
		return "", false
	}
	return strings.TrimPrefix(name, "country:"), true
}
