package api

import (
	"net/http"
	"strings"
	"testing"
)

func TestFacets(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	var f Facets
	w.get("/v1/facets?field=stance&field=outlet&field=accused", &f)
	if s := f.Fields["stance"]; len(s) != 2 || s[0].Value != "accuses" || s[0].Count != 2 || !f.Complete {
		t.Errorf("stances %+v", s)
	}
	if o := f.Fields["outlet"]; len(o) != 2 || o[0].Name == nil {
		t.Errorf("outlets %+v", o)
	}
	t.Logf("%+v", f.Fields["accused"])
	w.get("/v1/facets?field=stance&accuser=US", &f)
	if s := f.Fields["stance"]; len(s) != 1 || s[0].Value != "accuses" {
		t.Errorf("stances of the United States: %+v", s)
	}
	w.get("/v1/facets?field=access&of=stories&accused=CN", &f)
	if a := f.Fields["access"]; len(a) != 1 || a[0].Count != 2 || f.Of != "stories" {
		t.Errorf("%+v", f)
	}
}

func TestMatrix(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	var m Matrix
	w.get("/v1/matrix", &m)
	if len(m.Accusers) != 2 || len(m.Accused) != 2 || len(m.Cells) != 2 || !m.Complete {
		t.Fatalf("%+v", m)
	}
	for _, c := range m.Cells {
		if by, of := *m.Accusers[c.Accuser].Country, *m.Accused[c.Accused].Country; by+of != "GBCN" && by+of != "USRU" {
			t.Errorf("%s accuses %s", by, of)
		}
	}
	w.get("/v1/matrix?stance=denies", &m)
	if len(m.Cells) != 1 {
		t.Errorf("%+v", m)
	}
}

func TestActors(t *testing.T) {
	w := newWorld(t, nil)
	var page List[Actor]
	w.get("/v1/actors?q=apt-40&limit=5", &page)
	if len(page.Items) == 0 || page.Items[0].Aliases == nil {
		t.Fatalf("%+v", page)
	}
	var one Actor
	w.get("/v1/actors/"+page.Items[0].ID, &one)
	if one.Name != page.Items[0].Name {
		t.Errorf("%+v", one)
	}
	names := map[string]bool{}
	path := "/v1/actors?country=KP&limit=3"
	for range 100 {
		page = List[Actor]{}
		resp := w.get(path, &page)
		for _, a := range page.Items {
			if names[a.ID] || a.Country == nil || *a.Country != "KP" {
				t.Errorf("%+v again, or not of KP", a)
			}
			names[a.ID] = true
		}
		if page.NextCursor == nil {
			break
		}
		path, _, _ = strings.Cut(strings.TrimPrefix(resp.Header.Get("Link"), "<"), ">")
	}
	if len(names) < 4 {
		t.Errorf("%d actors", len(names))
	}
}

func TestDigests(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	id := string(stories()[0].ID.Founded())
	for query, contentType := range map[string]string{
		"": "text/markdown; charset=utf-8; variant=GFM", "?format=html&tz=Europe/Berlin": "text/html; charset=utf-8", "?format=json&tlp=AMBER": jsonType, "?format=csv": csvType,
	} {
		resp := w.do(http.MethodGet, "/v1/incidents/"+id+"/digest"+query, "")
		body := w.text(resp)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != contentType || !strings.Contains(body, "London blames China") {
			t.Errorf("%s: %s %s: %s", query, resp.Status, resp.Header.Get("Content-Type"), body)
		}
		if strings.HasPrefix(contentType, "text/html") && !strings.Contains(resp.Header.Get("Content-Security-Policy"), "sha256-") {
			t.Errorf("the page's style is not in its policy %q", resp.Header.Get("Content-Security-Policy"))
		}
	}
	for limit, more := range map[string]bool{"1": true, "50": false} {
		if page := w.text(w.do(http.MethodGet, "/v1/digest?since=2024-01-01&limit="+limit, "")); strings.Contains(page, "More incidents were asked for") != more {
			t.Errorf("a digest of %s incidents says that there are more: %v\n%s", limit, !more, page)
		}
	}
	page := w.text(w.do(http.MethodGet, "/v1/digest?since=2024-01-01&accused=RU", "", "Accept", "text/html,*/*"))
	if !strings.Contains(page, "Calder") || strings.Contains(page, "Northmere") || !strings.Contains(page, w.url+"/incidents/") {
		t.Errorf("the digest of a period: %s", page)
	}
}

func TestMetrics(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	w.do(http.MethodGet, "/v1/incidents", "")
	w.do(http.MethodGet, "/v1/stories/s-00000000000000000000", "")
	w.do(http.MethodGet, "/random/"+strings.Repeat("x", 20), "")
	got := w.text(w.do(http.MethodGet, "/metrics", ""))
	for _, want := range []string{
		"ascribe_stories 4", "ascribe_incidents 3", "ascribe_claims 4", "ascribe_store_bytes ", `ascribe_build_info{goversion="go`, `ascribe_feed_failing{feed="gazette-all"} 0`,
		`ascribe_feed_health{feed="gazette-all",health="new"} 1`,
		`ascribe_http_request_duration_seconds_count{method="GET",route="GET /v1/incidents",status="200"} 1`,
		`route="GET /v1/stories/{id}",status="404"} 1`, `route="none",status="404"} 1`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}
