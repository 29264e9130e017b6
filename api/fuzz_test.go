package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// FuzzQuery asks lists anything: the answer is a list or an error that is the asker's.
func FuzzQuery(f *testing.F) {
	for _, seed := range []string{
		"", "limit=1&cursor=AAAA", "q=%22harbour+break%22+OR+NOT+grid*", "q=((", "since=7d&until=2024-13-01&tz=UTC", "accused=CN&not_accuser=GB&stance=denies",
		"cursor=AWkAZLnNiX____-U_H82AAAAAAAAAAkAAAAAAAAAMg", "%zz", "updated_since=18446744073709551615", "sort=size&min_outlets=2", "actor=\x00&victim=%ff", "group=act&q=a",
		"field=accused&of=claims&top=3", "format=csv&tlp=RED&tz=Europe/Berlin",
	} {
		f.Add(seed)
	}
	w := newWorld(f, nil).fill(stories()...)
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/v1/incidents", "/v1/claims", "/v1/stories.csv", "/v1/facets", "/v1/matrix", "/v1/digest", "/v1/actors", "/v1/incidents.atom"} {
			r := httptest.NewRequestWithContext(Local(t.Context()), http.MethodGet, "http://localhost"+path, nil)
			r.URL = &url.URL{Path: path, RawQuery: query}
			out := httptest.NewRecorder()
			w.api.ServeHTTP(out, r)
			if out.Code != http.StatusOK && out.Code != http.StatusUnprocessableEntity && out.Code != http.StatusGone {
				t.Errorf("%s?%s: %d: %s", path, query, out.Code, out.Body)
			}
		}
	})
}
