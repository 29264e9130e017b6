package api

import (
	"net/http"
	"slices"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// Every operation that is documented, and what isn't, asked by everybody there can be.
func TestEveryRouteByEveryToken(t *testing.T) {
	w := newWorld(t, guarded).fill(stories()...)
	type asked struct {
		method, path string
		need         Role
	}
	routes := []asked{
		{"GET", "/livez", ""},
		{"GET", "/readyz", ""},
		{"GET", "/metrics", Reader},
		{"GET", "/docs", Reader},
		{"GET", "/openapi.json", Reader},
		{"GET", "/openapi.yaml", Reader},
		{"GET", "/v1/nothing", ""},
	}
	incident := string(stories()[0].ID.Founded())
	for path, item := range w.api.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete, item.Patch} {
			if op == nil {
				continue
			}
			role, _ := op.Metadata["role"].(Role)
			if !slices.Contains(roles, role) {
				t.Errorf("%s %s: nobody in particular may do it", op.Method, path)
			}
			routes = append(routes, asked{op.Method, fillIn(path, incident), role})
		}
	}
	if len(routes) < 45 {
		t.Fatalf("only %d routes", len(routes))
	}
	callers := []struct {
		role   Role
		header []string
	}{
		{"", nil},
		{"", []string{"Authorization", "Bearer nonsense"}},
		{"", []string{"Authorization", "Basic bm9uc2Vuc2U="}},
		{Reader, []string{"Authorization", "Bearer read-secret"}},
		{Analyst, []string{"Authorization", "Bearer edit-secret"}},
		{Admin, []string{"Authorization", "Bearer rule-secret"}},
	}
	for _, rt := range routes {
		for _, c := range callers {
			resp := w.do(rt.method, rt.path, "", c.header...)
			refused := resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden
			may := rt.need == "" && (c.header == nil || c.role != "") || rt.need != "" && c.role != "" && c.role.may(rt.need)
			if rt.path == "/v1/backup" { // by the socket only
				may = false
			}
			if refused == may {
				t.Errorf("%s %s, which needs %q, as %q (%v): %s", rt.method, rt.path, rt.need, c.role, c.header, resp.Status)
			}
			if may && resp.StatusCode >= 500 {
				t.Errorf("%s %s as %q: %s", rt.method, rt.path, c.role, resp.Status)
			}
		}
	}
}
