package api

import (
	"encoding/csv"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"ascribe/news"
)

// Every list comes as lines and as a table too, and as a feed where its items have a time.
func TestFormsOfLists(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	harbour, museum := stories()[0].ID.Founded(), stories()[3].ID.Founded()
	merge := news.Edit{Action: news.Merge, Incidents: []news.IncidentID{harbour, museum}, Reason: "one operation"}
	if _, _, err := w.node.Edit(t.Context(), merge, "ann"); err != nil {
		t.Fatal(err)
	}
	var one Incident
	w.get("/v1/incidents/"+string(harbour), &one)
	at := "/v1/incidents/" + string(harbour)
	for path, want := range map[string]int{
		at + "/stories": 3, at + "/claims": 3, at + "/timeline": len(one.Timeline), "/v1/search": 4, "/v1/edits": 1, "/v1/matrix": 2,
	} {
		if path != "/v1/matrix" {
			if got := strings.Count(w.text(w.do("GET", path+".ndjson", "")), "\n"); got != want {
				t.Errorf("%s.ndjson has %d lines, want %d", path, got, want)
			}
		}
		rows, err := csv.NewReader(strings.NewReader(w.text(w.do("GET", path+".csv", "")))).ReadAll()
		if err != nil || len(rows) != want+1 {
			t.Errorf("%s.csv has %d rows, want %d and a head: %v", path, len(rows), want, err)
		}
		w.problem(w.do("GET", path+".csv?colour=red", ""), http.StatusUnprocessableEntity)
		if strings.HasSuffix(path, "timeline") || path == "/v1/matrix" {
			continue
		}
		var feed struct {
			Entries []struct{} `xml:"entry"`
		}
		if err := xml.Unmarshal([]byte(w.text(w.do("GET", path+".atom", ""))), &feed); err != nil || len(feed.Entries) != want {
			t.Errorf("%s.atom has %d entries, want %d: %v", path, len(feed.Entries), want, err)
		}
	}
	if n := strings.Count(w.text(w.do("GET", at+"/claims.csv?accused=RU", "")), "\n"); n != 1 {
		t.Errorf("claims of an incident against somebody whom it doesn't name: %d lines", n)
	}
	moved := w.do(http.MethodGet, "/v1/incidents/"+string(museum)+"/claims.csv?accuser=GB", "")
	if want := at + "/claims.csv?accuser=GB"; moved.StatusCode != http.StatusTemporaryRedirect || moved.Header.Get("Location") != want {
		t.Errorf("of an absorbed incident: %s to %s, want %s", moved.Status, moved.Header.Get("Location"), want)
	}
	w.problem(w.do(http.MethodGet, "/v1/incidents/i-none/stories.csv", ""), http.StatusNotFound)
	w.problem(w.do(http.MethodGet, at+"/stories.csv?incident="+string(museum), ""), http.StatusUnprocessableEntity)
}

// No list is without the forms that the others have.
func TestNoListLacksItsForms(t *testing.T) {
	w := newWorld(t, nil)
	paths, lists := w.api.api.OpenAPI().Paths, 0
	for path, item := range paths {
		get := item.Get
		if get == nil || get.Responses["200"] == nil || get.Responses["200"].Content[jsonType] == nil {
			continue
		}
		schema := get.Responses["200"].Content[jsonType].Schema
		if schema != nil && len(schema.AnyOf) > 0 { // of claims or of acts
			schema = schema.AnyOf[0]
		}
		if schema == nil || !strings.Contains(schema.Ref, "List") {
			continue
		}
		lists++
		for _, suffix := range []string{".ndjson", ".csv"} {
			if paths[path+suffix] == nil {
				t.Errorf("there is no %s%s", path, suffix)
			}
		}
	}
	if lists < 12 {
		t.Errorf("%d lists are there, want 12 or more", lists)
	}
}
