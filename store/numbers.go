package store

import "strings"

// numbers adds the filters that concern an incident, which are asked of a story's or a
// claim's incident.
func (p *plan) numbers(q Query) error {
	if q.MinOutlets == 0 && q.MinAccusers == 0 && q.Contested == nil && q.NotContested == nil {
		return nil
	}
	if p.family != incidents {
		of := Query{MinOutlets: q.MinOutlets, MinAccusers: q.MinAccusers, Contested: q.Contested, NotContested: q.NotContested}
		if q.MinAccusers > 0 {
			of.Filters = accusedIn(q)
		}
		own, err := p.store.plan(p.tx, p.tails, incidents, of, false)
		p.ofIncident = own
		return err
	}
	if q.MinOutlets > 0 {
		p.require(&expr{op: atLeast, key: fv(outletsFacet, counted(q.MinOutlets))})
	}
	if q.MinAccusers > 0 {
		if err := p.accusers(q); err != nil {
			return err
		}
	}
	contested := &expr{op: value, key: fv("contested", "1")}
	for _, c := range []struct {
		asked *bool
		not   bool
	}{{q.Contested, false}, {q.NotContested, true}} {
		switch {
		case c.asked == nil:
		case *c.asked != c.not:
			p.require(contested)
		default:
			p.require(&expr{op: none, kids: []*expr{contested}})
		}
	}
	return nil
}

// accusedIn are the filters that say who is accused.
func accusedIn(q Query) (all []Filter) {
	for _, f := range q.Filters {
		if f.Name == "accused" && !f.Not {
			all = append(all, f)
		}
	}
	return all
}

// accusers requires that so many parties accuse the same accused: who is asked for, if anybody is.
func (p *plan) accusers(q Query) error {
	asked := accusedIn(q)
	if asked == nil {
		p.require(&expr{op: atLeast, key: fv(accusersFacet, counted(q.MinAccusers))})
		return nil
	}
	for _, f := range asked {
		spec, _ := findParam(f.Name)
		keys, err := f.keys(spec)
		if err != nil {
			return err
		}
		e := &expr{op: anyOf}
		for _, k := range keys {
			_, value, _ := strings.Cut(fv(spec.facet, k), "\x00") // as it is cut
			e.kids = append(e.kids, &expr{op: atLeast, key: fv(accusersOf(value), counted(q.MinAccusers))})
		}
		p.require(e)
	}
	return nil
}
