package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"ascribe/news"
	"ascribe/store"
)

type actorsPage struct {
	Name, Country string // as asked
	Actors        []news.Actor
	Total         int
	Countries     []tally
	Found         int    // of which Actors are one page
	Next          string // address of the page that follows
}

// actorsShown is how many actors stand on one page.
const actorsShown = 200

func (s *site) actors(r *http.Request) (view, error) {
	if err := only(r, "name", "country", "after"); err != nil {
		return view{}, err
	}
	asked := r.URL.Query()
	all := s.Catalogue.Actors()
	p := actorsPage{Name: asked.Get("name"), Country: asked.Get("country"), Total: len(all), Countries: s.bases(all)}
	var bearers []string
	if p.Name != "" {
		bearers = s.Catalogue.Find(p.Name)
	}
	for _, a := range all {
		if (p.Country == "" || a.Country == p.Country) && (p.Name == "" || slices.Contains(bearers, a.ID)) {
			p.Actors = append(p.Actors, a)
		}
	}
	p.Found = len(p.Actors)
	from := slices.IndexFunc(p.Actors, func(a news.Actor) bool { return a.Name == asked.Get("after") })
	p.Actors = p.Actors[from+1:]
	if len(p.Actors) > actorsShown {
		p.Actors = p.Actors[:actorsShown]
		asked.Set("after", p.Actors[actorsShown-1].Name)
		p.Next = address("/actors", asked)
	}
	return view{"actors", "Actors", "actors", p}, nil
}

// bases counts the actors by the country of their suspected base.
func (s *site) bases(all []news.Actor) []tally {
	counts := map[string]int{}
	for _, a := range all {
		counts[a.Country]++
	}
	var out []tally
	for iso, n := range counts {
		if name, ok := s.Catalogue.Country(iso); ok {
			out = append(out, tally{iso, name, n})
		}
	}
	slices.SortFunc(out, func(a, b tally) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	return out[:min(len(out), countriesShown)]
}

type actorPage struct {
	news.Actor
	Mind      bool // an alias needs a word of caution
	Incidents []store.IncidentView
	More      bool
}

// incidentsOfActor is how many incidents an actor's page lists.
const incidentsOfActor = 25

func (s *site) actor(r *http.Request) (view, error) {
	if err := only(r); err != nil {
		return view{}, err
	}
	e, ok := s.Catalogue.Entry(r.PathValue("id"))
	if !ok || e.Actor == nil {
		return view{}, store.ErrNotFound
	}
	q, err := store.ParseQuery(url.Values{"actor": {e.Actor.ID}}, s.env())
	if err != nil {
		return view{}, err
	}
	q.Limit = incidentsOfActor
	page, err := s.Store.Incidents(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	mind := slices.ContainsFunc(e.Actor.Aliases, func(a news.Alias) bool { return a.Ambiguous || a.Common })
	return view{"actor", e.Actor.Name, "actors", actorPage{*e.Actor, mind, page.Items, page.Next != ""}}, nil
}
