package api

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html.tmpl
var docsPage string

//go:embed docs.css
var docsStyle string

// An operation is a row of the page at /docs.
type operation struct {
	Method, Path, ID, Summary, Doc string
	Role                           Role
	Params                         []*huma.Param
	Body, Answer                   string // names of schemas
}

type chapter struct {
	Name, Doc  string
	Operations []operation
}

// documentRoutes registers the OpenAPI document and a page made from it. Call it after all
// operations are declared. They are made when somebody first asks: most processes answer a
// question or two and end.
func (s *API) documentRoutes() {
	made := sync.OnceValues(s.documents)
	for _, path := range []string{"/openapi.json", "/openapi.yaml", "/docs", "/docs/docs.css"} {
		s.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			if !s.permitted(w, r, Reader) {
				return
			}
			all, err := made()
			if err != nil {
				s.fail(w, r, err)
				return
			}
			s.send(w, r, all[path])
		})
	}
}

// documents makes what documentRoutes serves, by path.
func (s *API) documents() (map[string]*reply, error) {
	spec := s.api.OpenAPI()
	settle(spec.Components.Schemas)
	body, err := json.Marshal(spec)
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	yaml, err := spec.YAML()
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	t, err := template.New("docs").Funcs(template.FuncMap{"type": typeOf, "code": coded, "twins": twins, "odd": func(i int) bool { return i%2 == 1 }}).Parse(docsPage)
	if err != nil {
		return nil, fmt.Errorf("docs: %w", err)
	}
	var page bytes.Buffer
	if err := t.Execute(&page, map[string]any{
		"Version": s.Version, "Chapters": chapters(spec), "Schemas": schemas(spec), "Description": strings.Split(description, "\n\n"),
	}); err != nil {
		return nil, fmt.Errorf("docs: %w", err)
	}
	all := map[string]*reply{
		"/openapi.json":  {body: body, contentType: "application/vnd.oai.openapi+json;version=3.1"},
		"/openapi.yaml":  {body: yaml, contentType: "application/vnd.oai.openapi;version=3.1"},
		"/docs":          {body: page.Bytes(), contentType: "text/html; charset=utf-8", policy: "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
		"/docs/docs.css": {body: []byte(docsStyle), contentType: "text/css; charset=utf-8"},
	}
	for _, rep := range all {
		rep.etag = tagOf(rep.body)
	}
	return all, nil
}

func chapters(spec *huma.OpenAPI) []chapter {
	byTag := map[string][]operation{}
	for _, path := range slices.Sorted(maps.Keys(spec.Paths)) {
		item := spec.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op != nil {
				role, _ := op.Metadata["role"].(Role)
				byTag[op.Tags[0]] = append(byTag[op.Tags[0]], operation{
					op.Method, path, op.OperationID, op.Summary, op.Description, role, op.Parameters, bodyOf(op), answerOf(op),
				})
			}
		}
	}
	var all []chapter
	for _, t := range spec.Tags {
		all = append(all, chapter{t.Name, t.Description, byTag[t.Name]})
	}
	return all
}

func bodyOf(op *huma.Operation) string {
	if op.RequestBody == nil {
		return ""
	}
	return schemaName(op.RequestBody.Content[jsonType])
}

func answerOf(op *huma.Operation) string {
	for _, status := range []string{"200", "201"} {
		if r := op.Responses[status]; r != nil {
			return schemaName(r.Content[jsonType])
		}
	}
	return ""
}

func schemaName(m *huma.MediaType) string {
	if m == nil || m.Schema == nil {
		return ""
	}
	return m.Schema.Ref[strings.LastIndex(m.Schema.Ref, "/")+1:]
}

// coded splits a sentence at its backquotes: every second piece is code.
func coded(doc string) []string { return strings.Split(doc, "`") }

// twins leaves the not_ twins out and says of the others that they have one.
func twins(params []*huma.Param) []*huma.Param {
	var rows []*huma.Param
	for i, p := range params {
		if strings.HasPrefix(p.Name, "not_") {
			continue
		}
		row := *p
		if i+1 < len(params) && params[i+1].Name == "not_"+p.Name {
			row.Description += " Twin: `not_" + p.Name + "`."
		}
		rows = append(rows, &row)
	}
	return rows
}

// A property is a field of a schema.
type property struct {
	Name, Doc string
	Schema    *huma.Schema
}

type schema struct {
	Name       string
	Properties []property
}

func schemas(spec *huma.OpenAPI) []schema {
	var all []schema
	known := spec.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(known)) {
		row := schema{Name: name}
		for _, field := range slices.Sorted(maps.Keys(known[name].Properties)) {
			p := known[name].Properties[field]
			row.Properties = append(row.Properties, property{field, p.Description, p})
		}
		all = append(all, row)
	}
	return all
}

// typeOf says what a value of a schema looks like.
func typeOf(s *huma.Schema) string {
	if s == nil {
		return ""
	}
	switch {
	case s.Ref != "":
		return s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	case len(s.AnyOf) > 0:
		return typeOf(s.AnyOf[0]) + " or null"
	case s.Type == huma.TypeArray:
		return "list of " + typeOf(s.Items)
	case len(s.Enum) > 0:
		words := make([]string, len(s.Enum))
		for i, v := range s.Enum {
			words[i] = fmt.Sprint(v)
		}
		return strings.Join(words, " | ")
	}
	name := cmp.Or(s.Format, s.Type)
	if s.Nullable {
		name += " or null"
	}
	return name
}
