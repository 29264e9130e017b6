package api

import (
	"net/http"
	"strings"
	"testing"

	"ascribe/news"
)

// Feeds and tables are looked at: no text in them turns the direction of what stands beside
// it, and no byte stops who reads the table. JSON has the texts as they came.
func TestNothingMisleadsInFeedsAndTables(t *testing.T) {
	s := tell("https://wire.example/turned", "wire", "2024-08-01T08:00:00Z", "Breach at \u202egnp.exe\u061c of Lorne\x00", "Lorne Mills was broken into.",
		said{britain, russia, news.Accuses, "Britain said \u202eaissuR\u202c was behind it."})
	w := newWorld(t, nil).fill(s)
	edit := news.Edit{Action: news.Rename, Incidents: []news.IncidentID{s.ID.Founded()}, Text: "\u202eeman", Reason: "\u2066why"}
	if _, _, err := w.node.Edit(t.Context(), edit, "ann"); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"incidents", "stories", "claims", "edits"} {
		for _, form := range []string{".atom", ".csv"} {
			body := w.text(w.do(http.MethodGet, "/v1/"+list+form, ""))
			if i := strings.IndexFunc(body, news.Misleading); i >= 0 || len(body) < 100 {
				t.Errorf("/v1/%s%s: %+q", list, form, body[max(0, i-30):min(len(body), i+30)])
			}
		}
	}
	var story Story
	if w.get("/v1/stories/"+string(s.ID), &story); story.Title != s.Title || story.Text != s.Text || story.Claims[0].Quote != s.Analysis.Claims[0].Quote {
		t.Errorf("JSON does not have the texts as they came: %q, %q", story.Title, story.Text)
	}
}

// A feed reader shows many feeds of one house: each says what was asked.
func TestFeedsAreTitledByTheirQuestion(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	for path, want := range map[string]string{
		"/v1/claims.atom": "<title>ascribe: claims</title>",
		"/v1/claims.atom?stance=denies&accused=CN&accused=RU": "<title>ascribe: claims, accused CN or RU, stance denies</title>",
		"/v1/incidents.atom?min_outlets=2":                    "<title>ascribe: incidents, min outlets 2</title>",
		"/v1/incidents.atom?accused=RU":                       "1 story of 1 outlet, 1 independent text.",
	} {
		if body := w.text(w.do(http.MethodGet, path, "")); !strings.Contains(body, want) {
			t.Errorf("%s has no %s:\n%s", path, want, body)
		}
	}
}
