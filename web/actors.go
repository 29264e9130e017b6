package web

import (
	"net/http"
	"net/url"

	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

type actorsPage struct {
	Asked  string
	Actors []news.Actor
	Total  int
}

func (s *site) actors(r *http.Request) (view, error) {
	asked := r.URL.Query().Get("name")
	all := s.Catalogue.Actors()
	p := actorsPage{Asked: asked, Actors: all, Total: len(all)}
	if asked != "" {
		p.Actors = nil
		for _, id := range s.Catalogue.Find(asked) {
			if e, ok := s.Catalogue.Entry(id); ok && e.Actor != nil {
				p.Actors = append(p.Actors, *e.Actor)
			}
		}
	}
	return view{"actors", "Actors", "actors", p}, nil
}

type actorPage struct {
	news.Actor
	Incidents []store.IncidentView
	More      bool
}

func (s *site) actor(r *http.Request) (view, error) {
	e, ok := s.Catalogue.Entry(r.PathValue("id"))
	if !ok || e.Actor == nil {
		return view{}, store.ErrNotFound
	}
	q, err := store.ParseQuery(url.Values{"actor": {e.Actor.ID}, "limit": {"50"}}, s.env())
	if err != nil {
		return view{}, err
	}
	page, err := s.Store.Incidents(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	return view{"actor", e.Actor.Name, "actors", actorPage{*e.Actor, page.Items, page.Next != ""}}, nil
}

type feedsPage struct {
	Feeds    []node.FeedView
	Failing  int
	Rejected []news.Seen
}

// rejectedShown is how many items out of scope the page lists.
const rejectedShown = 50

func (s *site) feeds(*http.Request) (view, error) {
	feeds, err := s.Node.Feeds()
	if err != nil {
		return view{}, err
	}
	p := feedsPage{Feeds: feeds}
	for _, f := range feeds {
		if f.State.Health.Failing() {
			p.Failing++
		}
	}
	if p.Rejected, err = s.Store.Rejected("", rejectedShown); err != nil {
		return view{}, err
	}
	return view{"feeds", "Feeds", "feeds", p}, nil
}
