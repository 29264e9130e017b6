package api

import (
	"cmp"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

const description = `Who accuses whom of which cyber operation, in which words, how sure, and who denies it.

Lists take filters as query parameters. Each may be repeated (any of the values) and most have a ` + "`not_`" + ` twin (none
of the values); different filters must all hold. Filters on claims bind to one and the same act: ` + "`accused=CN&accuser=GB`" + `
finds what the United Kingdom says of China, never an incident where it accuses Russia while the United States accuse China.

An unknown or wrong parameter is an error that names it. Errors are RFC 9457 documents.`

// describe configures huma. Its own pages are off: they load scripts from elsewhere, and
// its document hooks put a $schema into every answer.
func describe(c Config) huma.Config {
	cfg := huma.DefaultConfig("ascribe", cmp.Or(c.Version, "0"))
	cfg.DocsPath, cfg.SchemasPath, cfg.OpenAPIPath = "", "", ""
	cfg.CreateHooks = nil
	cfg.RejectUnknownQueryParameters = true // the routes check their own; this is for one that forgets
	cfg.Info.Description = description
	cfg.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	cfg.Servers = []*huma.Server{{URL: "/"}}
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", Description: "A token."},
		"basic":  {Type: "http", Scheme: "basic", Description: "A token as the password; the user's name does not matter."},
	}
	cfg.Security = []map[string][]string{{"bearer": {}}, {"basic": {}}}
	if len(c.Tokens) == 0 {
		cfg.Security = []map[string][]string{{}}
	}
	for _, t := range []struct{ name, doc string }{
		{"Incidents", "Operations as an analyst would file them."},
		{"Stories", "Articles, with their versions."},
		{"Claims", "Who says what of whom, with the sentence that says so."},
		{"Actors", "The catalogue of threat groups."},
		{"Counts", "Facets, and who accuses whom."},
		{"Digests", "Documents for people."},
		{"Sources", "Outlets and feeds."},
		{"Edits", "What people decide."},
		{"Changes", "What changes, as it does."},
		{"Care", "Of the database."},
	} {
		cfg.Tags = append(cfg.Tags, &huma.Tag{Name: t.name, Description: t.doc})
	}
	return cfg
}

// settle makes the schemas say what the answers do: a list is never null, and an object
// behind a pointer may be. huma's defaults say the opposite of both.
func settle(registry huma.Registry) {
	for name, schema := range registry.Map() {
		t := registry.TypeFromRef("#/components/schemas/" + name)
		if t == nil || t.Kind() != reflect.Struct {
			continue
		}
		for f := range t.Fields() {
			property := schema.Properties[strings.Split(f.Tag.Get("json"), ",")[0]]
			if property == nil {
				continue
			}
			for s := property; s != nil; {
				s.Nullable = s.Nullable && s.Type != huma.TypeArray
				inner, _ := s.AdditionalProperties.(*huma.Schema)
				s = cmp.Or(s.Items, inner)
			}
			if f.Type.Kind() == reflect.Pointer && property.Ref != "" && !strings.Contains(f.Tag.Get("json"), "omitempty") {
				schema.Properties[f.Tag.Get("json")] = &huma.Schema{
					AnyOf: []*huma.Schema{{Ref: property.Ref}, {Type: "null"}}, Description: f.Tag.Get("doc"),
				}
			}
		}
	}
}
