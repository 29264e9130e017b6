package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// A spec is what these tests read of the OpenAPI document.
type spec struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		OperationID string `json:"operationId"`
		Parameters  []struct{ Name, In string }
		RequestBody *struct{ Required bool }
		Responses   map[string]struct {
			Content map[string]struct{ Schema json.RawMessage }
		}
	}
	Components struct {
		Schemas map[string]struct {
			Properties map[string]json.RawMessage
		}
	}
	Security []map[string][]string
}

func (w *world) spec() spec {
	var doc spec
	resp := w.do(http.MethodGet, "/openapi.json", "")
	if err := json.Unmarshal([]byte(w.text(resp)), &doc); err != nil {
		w.Fatal(err)
	}
	return doc
}

// fillIn makes a path of a template.
func fillIn(path string, incident string) string {
	s := stories()[0]
	return strings.NewReplacer(
		"/incidents/{id}", "/incidents/"+incident, "/stories/{id}", "/stories/"+string(s.ID), "/claims/{id}", "/claims/"+string(s.Analysis.Claims[0].ID),
		"/actors/{id}", "/actors/"+url.PathEscape("APT40"), "/feeds/{id}", "/feeds/gazette-all", "{n}", "1").Replace(path)
}

func TestEveryDocumentedOperationAnswers(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	var page List[IncidentItem]
	w.get("/v1/incidents?contested=true", &page)
	doc := w.spec()
	if doc.OpenAPI != "3.1.0" || len(doc.Paths) < 25 {
		t.Fatalf("OpenAPI %s with %d paths", doc.OpenAPI, len(doc.Paths))
	}
	bodies := map[string]string{
		"add-story": `{"url":"https://paste.example/2","title":"A title","text":"A pasted text."}`,
		"edit":      `{"action":"note","reason":"r","text":"a note","incidents":["` + page.Items[0].ID + `"]}`,
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			method, target := strings.ToUpper(method), fillIn(path, page.Items[0].ID)
			if strings.Contains(target, "{") {
				t.Fatalf("%s: the test does not know how to fill it in", path)
			}
			resp := w.do(method, target, bodies[op.OperationID])
			body := w.text(resp)
			if op.OperationID == "backup" {
				if resp.StatusCode != http.StatusForbidden {
					t.Errorf("backup over TCP: %s", resp.Status)
				}
				continue
			}
			if resp.StatusCode >= 300 {
				t.Errorf("%s %s: %s: %s", method, target, resp.Status, body)
				continue
			}
			documented := false
			for _, r := range op.Responses {
				for ct := range r.Content {
					documented = documented || ct == resp.Header.Get("Content-Type")
				}
			}
			if !documented {
				t.Errorf("%s %s answers with %s, which is not documented", method, target, resp.Header.Get("Content-Type"))
			}
			w.problem(w.do(method, target+"?colour=red", bodies[op.OperationID]), http.StatusUnprocessableEntity)
		}
	}
}

// Every parameter of the table is one that the store understands, and the other way round.
func TestParametersAreThoseOfTheStore(t *testing.T) {
	w := newWorld(t, nil)
	doc := w.spec()
	values := map[string]string{
		"accused": "CN", "actor": "APT29", "accuser": "GB", "accuser_kind": "agency", "stance": "denies", "relation": "linked_to", "level": "joint",
		"basis": "receiver_government", "about": "main", "review": "machine", "min_score": "50", "victim_country": "FR", "outlet_country": "GB", "access": "full",
		"outlet": "gazette", "language": "de", "sector": "health",
		"cve": "CVE-2021-26855", "since": "2020-01-01", "until": "2021-01-01", "tz": "Europe/Berlin", "updated_since": "0", "min_outlets": "2", "min_accusers": "2",
		"contested": "true", "sort": "size", "limit": "5", "incident": "i-00000000000000000000", "story": "s-00000000000000000000",
	}
	for _, list := range []string{"/v1/incidents", "/v1/stories", "/v1/claims"} {
		for _, p := range doc.Paths[list]["get"].Parameters {
			value, ok := values[strings.TrimPrefix(p.Name, "not_")]
			if !ok {
				value = "something"
			}
			if p.Name == "cursor" || p.Name == "group" {
				continue
			}
			query := p.Name + "=" + url.QueryEscape(value)
			if p.Name == "sort" && list != "/v1/incidents" {
				query = "sort=relevance&q=something"
			}
			if resp := w.do(http.MethodGet, list+"?"+query, ""); resp.StatusCode != http.StatusOK {
				t.Errorf("%s?%s: %s: %s", list, query, resp.Status, w.text(resp))
			}
		}
	}
}

func TestListsAreNeverNullInTheDocument(t *testing.T) {
	doc := newWorld(t, nil).spec()
	nullable := regexp.MustCompile(`"type":\["array","null"\]`)
	for name, schema := range doc.Components.Schemas {
		for field, property := range schema.Properties {
			if nullable.Match(property) && name != "ErrorModel" {
				t.Errorf("%s.%s may be null: %s", name, field, property)
			}
			if field == "$schema" {
				t.Errorf("%s has a $schema", name)
			}
		}
	}
	for path, field := range map[string]string{"Claim": "likelihood", "Standing": "likelihood"} {
		if got := string(doc.Components.Schemas[path].Properties[field]); !strings.Contains(got, `"null"`) {
			t.Errorf("%s.%s is not said to be null at times: %s", path, field, got)
		}
	}
	if len(doc.Security) == 0 {
		t.Error("the document says nothing of who may use it")
	}
}

// What Accept asks for and we don't have must not break the connection, as huma's strict
// mode does.
func TestOddAcceptHeadersGetJSON(t *testing.T) {
	w := newWorld(t, nil).fill(stories()...)
	for _, accept := range []string{"*/*", "text/csv", "image/png", "application/json;q=0", ";;;", "application/xml, */*;q=0.1"} {
		resp := w.do(http.MethodGet, "/v1/incidents", "", "Accept", accept)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != jsonType {
			t.Errorf("Accept %q: %s %s", accept, resp.Status, resp.Header.Get("Content-Type"))
		}
		w.problem(w.do(http.MethodGet, "/v1/incidents?limit=x", "", "Accept", accept), http.StatusUnprocessableEntity)
		w.problem(w.do(http.MethodPost, "/v1/stories", "{}", "Accept", accept), http.StatusUnprocessableEntity)
	}
	empty := newWorld(t, nil).do(http.MethodGet, "/v1/incidents", "", "If-None-Match", `"x"`)
	if empty.StatusCode != http.StatusOK {
		t.Errorf("an empty list: %s", empty.Status)
	}
}

func TestDocsNeedNothingFromElsewhere(t *testing.T) {
	w := newWorld(t, nil)
	resp := w.do(http.MethodGet, "/docs", "")
	page := w.text(resp)
	policy := resp.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	for _, bad := range []string{"<script", "<style", "src=\"http", "href=\"http", "style=\"", "onclick"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for path := range w.spec().Paths {
		if !strings.Contains(page, "<code>"+path+"</code>") {
			t.Errorf("%s is not on the page", path)
		}
	}
	if css := w.do(http.MethodGet, "/docs/docs.css", ""); css.StatusCode != http.StatusOK || !strings.HasPrefix(css.Header.Get("Content-Type"), "text/css") {
		t.Errorf("the style: %s", css.Status)
	}
}

func TestEveryFilterIsInTheGuide(t *testing.T) {
	guide, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	params, err := readParameters(parameterTable)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range params {
		if !strings.Contains(string(guide), "`"+p.name+"`") {
			t.Errorf("docs/api.md does not tell of %s", p.name)
		}
		if twin := strings.Contains(string(guide), "`"+p.name+"`†"); twin != p.not {
			t.Errorf("docs/api.md says of %s that it has a twin: %v", p.name, twin)
		}
	}
}
