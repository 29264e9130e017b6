package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ascribe/news"
)

// A note is told up to its level, wherever edits are told, and that one is left out is said.
func TestNotesAboveALevel(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	text := func(level news.TLP) string { return "Note " + strings.TrimPrefix(string(level), "AMBER+") + "." }
	for _, level := range news.TLPs {
		note := news.Edit{Action: news.AddNote, Incidents: []news.IncidentID{stories()[0].ID.Founded()}, Text: text(level), TLP: level, Reason: "Why: " + text(level)}
		if _, _, err := w.node.Edit(t.Context(), note, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"/v1/edits", "/v1/edits.csv", "/v1/edits.ndjson", "/v1/changes", "/v1/digest?since=2024-01-01", "/v1/edits.atom"} {
		for i, asked := range append([]news.TLP{""}, news.TLPs...) {
			query := ""
			if asked != "" {
				query = "?tlp=" + url.QueryEscape(string(asked))
			}
			if strings.Contains(path, "?") {
				query = strings.Replace(query, "?", "&", 1)
			}
			resp := w.do(http.MethodGet, path+query, "")
			body := w.text(resp)
			if resp.StatusCode != http.StatusOK {
				t.Fatalf("%s%s: %s", path, query, resp.Status)
			}
			for k, level := range news.TLPs {
				if told := strings.Contains(body, text(level)); told != (k <= max(0, i-1)) {
					t.Errorf("%s%s tells the note of %s: %v", path, query, level, told)
				}
			}
		}
		w.problem(w.do(http.MethodGet, strings.Replace(path+"?tlp=PINK", "1?tlp", "1&tlp", 1), ""), http.StatusUnprocessableEntity)
	}
	var edits List[PastEdit]
	w.get("/v1/edits?tlp=AMBER+STRICT", &edits)
	if e := edits.Items; !e[0].Withheld || e[0].Text != nil || *e[0].TLP != "RED" || e[1].Withheld || *e[1].Text == "" {
		t.Errorf("%+v", e[:2])
	}
}
