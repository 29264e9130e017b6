package api

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"ascribe/news"
)

// Every list that is no list of the store's comes as lines and as a table, with all its items.
func TestPlainLists(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	edit := news.Edit{Action: news.Rename, Incidents: []news.IncidentID{stories()[0].ID.Founded()}, Text: "=1+1", Reason: "because"}
	for range 3 {
		if _, _, err := w.node.Edit(t.Context(), edit, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]int{"/v1/edits": 3, "/v1/outlets": 2, "/v1/feeds": 1, "/v1/feeds/rejected": 0, "/v1/actors": len(w.api.Catalogue.Actors())} {
		if got := strings.Count(w.text(w.do("GET", path+".ndjson", "")), "\n"); got != want {
			t.Errorf("%s.ndjson has %d lines, want %d", path, got, want)
		}
		body := w.text(w.do("GET", path+".csv", ""))
		rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil || len(rows) != want+1 || len(rows[0]) < 5 {
			t.Errorf("%s.csv has %d rows, want %d and a head: %v", path, len(rows), want, err)
		}
		if path == "/v1/edits" && !strings.Contains(body, "'=1+1") {
			t.Errorf("a formula stands in the table: %s", body)
		}
	}
	for query, want := range map[string]int{"?limit=2": 2, "?limit=3": 3, "?limit=600": 3, "?limit=1&tlp=RED": 1} {
		if got := strings.Count(w.text(w.do("GET", "/v1/edits.ndjson"+query, "")), "\n"); got != want {
			t.Errorf("edits.ndjson%s has %d lines, want %d", query, got, want)
		}
		if got := strings.Count(w.text(w.do("GET", "/v1/edits.csv"+query, "")), "\r\n"); got != want+1 {
			t.Errorf("edits.csv%s has %d lines, want %d and a head", query, got, want)
		}
	}
	for _, query := range []string{"limit=0", "limit=-1", "limit=many", "limit=1&limit=2", "cursor=1"} {
		w.problem(w.do("GET", "/v1/edits.csv?"+query, ""), http.StatusUnprocessableEntity)
	}
	w.problem(w.do("GET", "/v1/feeds.csv?colour=red", ""), http.StatusUnprocessableEntity)
}
