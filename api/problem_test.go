package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ascribe/node"
	"ascribe/store"
)

func TestEveryWrongParameterIsNamed(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	for path, want := range map[string][]string{
		"/v1/incidents?limit=0&acused=CN&since=never":                {"query.acused", "query.limit", "query.since"},
		"/v1/incidents?stance=maybe&level=high&contested=perhaps":    {"query.contested", "query.level", "query.stance"},
		"/v1/stories?cursor=%21&updated_since=x&of=claims":           {"query.cursor", "query.of", "query.updated_since"},
		"/v1/claims?group=outlet&min_score=101":                      {"query.group", "query.min_score"},
		"/v1/outlets?limit=3":                                        {"query.limit"},
		"/v1/actors?limit=x&cursor=%21&country=Atlantis&page=2":      {"query.country", "query.cursor", "query.limit", "query.page"},
		"/v1/feeds?failing=maybe":                                    {"query.failing"},
		"/v1/facets?field=q&of=outlets&top=0":                        {"query.of", "query.top"},
		"/v1/facets?field=moon":                                      {"query.field"},
		"/v1/matrix?accussed=CN":                                     {"query.accussed"},
		"/v1/digest?format=docx&tz=Mars&tlp=WHITE&cursor_=1":         {"query.cursor_", "query.format", "query.tlp", "query.tz"},
		"/v1/incidents/i-00000000000000000000/digest?format=pdf&x=1": {"query.format", "query.x"},
	} {
		p := w.problem(w.do(http.MethodGet, path, ""), http.StatusUnprocessableEntity)
		var got []string
		for _, e := range p.Errors {
			got = append(got, e.Location)
			if e.Message == "" {
				t.Errorf("%s: %s without a word", path, e.Location)
			}
		}
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%s: named %v, want %v", path, got, want)
		}
	}
}

func TestErrorsAreProblems(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	long := strings.Repeat("x", maxBody+1)
	for _, tc := range []struct {
		method, path, body string
		status             int
		header             []string
	}{
		{"GET", "/v1/nothing", "", 404, nil},
		{"GET", "/nothing", "", 404, nil},
		{"DELETE", "/v1/incidents", "", 405, nil},
		{"GET", "/v1/backup", "", 405, nil},
		{"GET", "/v1/incidents/x", "", 404, nil},
		{"GET", "/v1/incidents/i-00000000000000000000", "", 404, nil},
		{"GET", "/v1/incidents/i-00000000000000000000/claims", "", 404, nil},
		{"GET", "/v1/stories/s-00000000000000000000", "", 404, nil},
		{"GET", "/v1/stories/" + string(stories()[0].ID) + "/versions/9", "", 404, nil},
		{"GET", "/v1/stories/" + string(stories()[0].ID) + "/versions/one", "", 404, nil},
		{"GET", "/v1/claims/c-00000000000000000000", "", 404, nil},
		{"GET", "/v1/actors/actor:nobody", "", 404, nil},
		{"GET", "/v1/incidents?q=%zz", "", 422, nil},
		{"POST", "/v1/feeds/nothing/refresh", "", 404, nil},
		{"POST", "/v1/stories", `{"url":`, 400, nil},
		{"POST", "/v1/stories", `{"url":"https://a.example/","colour":"red"}`, 422, nil},
		{"POST", "/v1/stories", `{"url":"not an address","text":"t"}`, 422, nil},
		{"POST", "/v1/stories", `{"url":"https://a.example/","text":"t","published":"yesterday"}`, 422, nil},
		{"POST", "/v1/stories", `{}`, 422, nil},
		{"POST", "/v1/stories", `<story/>`, 415, []string{"Content-Type", "application/xml"}},
		{"POST", "/v1/stories", `{"text":"` + long + `"}`, 413, nil},
		{"POST", "/v1/edits", `{"action":"praise","reason":"r"}`, 422, nil},
		{"POST", "/v1/edits", `{"action":"hide","reason":"r","stories":["s-00000000000000000000"]}`, 422, nil},
		{"POST", "/v1/backup", "", 403, nil},
	} {
		resp := w.do(tc.method, tc.path, tc.body, tc.header...)
		p := w.problem(resp, tc.status)
		if strings.Contains(p.Detail, "goroutine") || strings.Contains(p.Detail, ".go") {
			t.Errorf("%s %s tells of the inside: %s", tc.method, tc.path, p.Detail)
		}
		if tc.status == 405 && resp.Header.Get("Allow") == "" {
			t.Errorf("%s %s: a 405 without Allow", tc.method, tc.path)
		}
	}
}

func TestWhatBreaksInsideIsLoggedNotTold(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	p := w.problem(w.do("GET", "/v1/stories", ""), http.StatusInternalServerError)
	if strings.Contains(strings.ToLower(p.Detail), "database") || len(p.Errors) > 0 {
		t.Errorf("told: %+v", p)
	}
	if !strings.Contains(w.log.String(), "request failed") {
		t.Errorf("not logged: %s", w.log)
	}
	w.problem(w.do("GET", "/readyz", ""), http.StatusServiceUnavailable)
	if resp := w.do("GET", "/livez", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("livez: %s", resp.Status)
	}
}

func TestPanicsAreProblems(t *testing.T) {
	w := newWorld(t, nil)
	Guard(w.api, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a secret") }))
	if p := w.problem(w.do("GET", "/page", ""), http.StatusInternalServerError); strings.Contains(p.Detail, "secret") {
		t.Errorf("told: %s", p.Detail)
	}
	if !strings.Contains(w.log.String(), "a secret") {
		t.Error("not logged")
	}
}

func TestStatusOfErrors(t *testing.T) {
	w := newWorld(t, nil)
	for err, want := range map[error]int{
		store.ErrNotFound: 404, node.ErrUnknownFeed: 404, store.ErrGone: 410, node.ErrVisiting: 409, store.ErrBusy: 503, store.ErrFull: 507, store.ErrClosed: 503, context.Canceled: 503,
		node.Refusal{Reason: "no"}: 422, errors.New("disk on fire at /var"): 500,
	} {
		p := w.api.problem(t.Context(), fmt.Errorf("on the way: %w", err))
		if p.GetStatus() != want || strings.Contains(p.Error(), "/var") || p.Error() == "" {
			t.Errorf("%v: %d %s, want %d", err, p.GetStatus(), p, want)
		}
	}
}

func TestHeadSaysWhatGetWould(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	get, head := w.do(http.MethodGet, "/v1/stories", ""), w.do(http.MethodHead, "/v1/stories", "")
	for _, name := range []string{"Content-Length", "Content-Type", "ETag"} {
		if got, want := head.Header.Get(name), get.Header.Get(name); got != want || want == "" {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if body := w.text(head); head.StatusCode != http.StatusOK || body != "" {
		t.Errorf("%s with %q", head.Status, body)
	}
}
