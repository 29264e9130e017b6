package api

import (
	"net/http"
	"slices"
	"testing"
)

// TestFiltersHoldEverywhere: what a filter says of incidents selects the stories and claims of just those.
func TestFiltersHoldEverywhere(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	type item struct{ ID, Incident string }
	list := func(path string) (ids []string) {
		var out struct{ Items []item }
		w.get(path, &out)
		for _, it := range out.Items {
			id := it.Incident
			if id == "" {
				id = it.ID
			}
			ids = append(ids, id)
		}
		slices.Sort(ids)
		return slices.Compact(ids)
	}
	told := false
	for _, filter := range []string{"min_outlets=2", "min_accusers=2", "contested=true", "not_contested=true"} {
		want := list("/v1/incidents?" + filter)
		told = told || len(want) > 0 && len(want) < len(list("/v1/incidents"))
		if got := list("/v1/stories?" + filter); !slices.Equal(got, want) {
			t.Errorf("%s: stories of %v, want of %v", filter, got, want)
		}
		saying := list("/v1/incidents?" + filter + "&about=main&about=other")
		if got := list("/v1/claims?" + filter); !slices.Equal(got, saying) {
			t.Errorf("%s: claims of %v, want of %v", filter, got, saying)
		}
	}
	if !told {
		t.Error("no filter tells incidents apart")
	}
	for _, path := range []string{"/v1/facets?limit=3", "/v1/facets?sort=size", "/v1/matrix?cursor=x", "/v1/matrix?limit=5"} {
		w.problem(w.do(http.MethodGet, path, ""), http.StatusUnprocessableEntity)
	}
	var m Matrix
	if w.get("/v1/matrix?not_stance=accuses", &m); len(m.Cells) == 0 {
		t.Error("no acts but accusations")
	}
}
