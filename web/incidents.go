package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"ascribe/news"
	"ascribe/store"
)

type incidentsPage struct {
	filters
	Items     []store.IncidentView
	Outlets   []news.Outlet
	Stances   []news.Stance
	Levels    []news.Level
	Sorts     []store.Sort
	Countries []tally // that are held responsible in the incidents of the list
}

// A tally counts the incidents with one value of a filter.
type tally struct {
	Value, Name string
	Count       int
}

func (s *site) incidents(r *http.Request) (view, error) {
	q, asked, err := s.query(r, "q", "accused", "accuser", "actor", "since", "stance", "level", "outlet", "victim_country", "cve", "sort", "contested")
	if err != nil {
		return view{}, err
	}
	page, err := s.Store.Incidents(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	p := incidentsPage{
		filters: asked, Items: page.Items, Outlets: s.Node.Outlets(),
		Stances: news.Stances, Levels: news.Levels, Sorts: store.Sorts,
	}
	p.follow(page.Next)
	if p.Countries, err = s.countries(r.Context(), q); err != nil {
		return view{}, err
	}
	return view{"incidents", "Incidents", "incidents", p}, nil
}

// countriesShown is how many countries stand above the list.
const countriesShown = 8

// countries counts the incidents that q selects by the countries accused in them.
func (s *site) countries(ctx context.Context, q store.Query) ([]tally, error) {
	counts, err := s.Store.Facets(ctx, q, []string{"accused"})
	if err != nil || !counts.Complete { // some of the incidents would pass for all
		return nil, err
	}
	var all []tally
	for value, n := range counts.Values["accused"] {
		if name, ok := s.Catalogue.Country(value); ok {
			all = append(all, tally{value, name, n})
		}
	}
	slices.SortFunc(all, func(a, b tally) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	return all[:min(len(all), countriesShown)], nil
}
