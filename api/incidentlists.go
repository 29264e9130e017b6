package api

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/store"
)

var incidentID = idParam("The incident's id: i- and 20 characters.")

// incidentLists registers what belongs to one incident, in all forms of a list.
func (s *API) incidentLists() {
	rt := route{tag: "Incidents", redirects: true, errors: []int{http.StatusNotFound}}
	withParams := func(id, path, summary string, params ...*huma.Param) route {
		one := rt
		one.id, one.path, one.summary, one.params = id, path, summary, append([]*huma.Param{incidentID}, params...)
		return one
	}
	within := func(r *http.Request) (*parameters, error) {
		v, err := s.incident(r)
		if err != nil {
			return nil, cmp.Or(s.stayed(r), err)
		}
		return parametersOf(r).within(v.ID), nil
	}

	stories, claims, acts := s.stories(), s.claims(), s.acts()
	told := withParams("list-incident-stories", "/v1/incidents/{id}/stories", "List the stories of an incident", s.filters("incident")...)
	told.answer = reflect.TypeFor[List[StoryItem]]()
	s.get(told, func(r *http.Request) (*reply, error) {
		p, err := within(r)
		if err != nil {
			return nil, err
		}
		return listPage(s, stories, r, p)
	})
	formRoutes(s, told, stories, within, s.storyEntry)

	said := withParams("list-incident-claims", "/v1/incidents/{id}/claims", "List the claims of an incident", append(s.filters("incident"), groupParam)...)
	said.answer, said.other = reflect.TypeFor[List[Claim]](), reflect.TypeFor[List[Act]]()
	s.get(said, func(r *http.Request) (*reply, error) {
		p, err := within(r)
		if err != nil {
			return nil, err
		}
		if p.one("group", "evidence", "act") == "act" {
			return listPage(s, acts, r, p)
		}
		return listPage(s, claims, r, p)
	})
	formRoutes(s, said, claims, within, s.claimEntry)

	happened := withParams("list-incident-timeline", "/v1/incidents/{id}/timeline", "List what happened, in order")
	happened.answer = reflect.TypeFor[List[Milestone]]()
	s.plainList(happened, reflect.TypeFor[Milestone](), func(r *http.Request) (*reply, error) {
		p := parametersOf(r)
		v, err := s.incident(r)
		if err != nil {
			return nil, err
		}
		if err := p.done(); err != nil {
			return nil, err
		}
		return all(each(v.Timeline, newMilestone), v.Seq)
	})
}

// stayed is an error when a request asks what changed since a sequence of an incident that has become
// part of another one after it: where it would be redirected to, most of what is new to it did not change.
func (s *API) stayed(r *http.Request) error {
	q, err := store.ParseQuery(url.Values{"incident": {r.PathValue("id")}, "updated_since": r.URL.Query()["updated_since"]}, s.env())
	if err != nil || q.UpdatedSince.Seq == 0 {
		return nil // whatever is wrong is said where the way leads
	}
	q.Limit = 1
	if _, err = s.Store.Stories(r.Context(), q); errors.Is(err, store.ErrGone) {
		return err
	}
	return nil
}
