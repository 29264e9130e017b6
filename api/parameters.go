package api

import (
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/news"
	"ascribe/store"
)

//go:embed parameters.txt
var parameterTable string

// A parameter is a row of parameters.txt.
type parameter struct {
	name, kind, doc string
	repeat          bool // any of the values
	not             bool // has a not_ twin
	act             bool // binds to one act, with all that do
}

func readParameters(table string) ([]parameter, error) {
	var all []parameter
	for n, line := range strings.Split(table, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Fields(line)
		if len(f) < 4 {
			return nil, fmt.Errorf("parameters.txt:%d: want name, type, traits and a sentence", n+1)
		}
		all = append(all, parameter{
			name: f[0], kind: f[1], doc: strings.Join(f[3:], " "), repeat: strings.Contains(f[2], "r"),
			not: strings.Contains(f[2], "n"), act: strings.Contains(f[2], "a"),
		})
	}
	return all, nil
}

// filters documents the parameters of the lists, but for those in without.
func (s *API) filters(without ...string) []*huma.Param {
	var all []*huma.Param
	for _, p := range s.params {
		if slices.Contains(without, p.name) {
			continue
		}
		doc := p.doc
		if p.act {
			doc += " Binds to one act, together with the other filters that do."
		}
		all = append(all, queryParam(p.name, p.kind, doc, p.repeat))
		if p.not {
			all = append(all, queryParam("not_"+p.name, p.kind, "None of these: the opposite of "+p.name+".", p.repeat))
		}
	}
	return all
}

// queryParam documents one parameter.
func queryParam(name, kind, doc string, repeat bool, values ...any) *huma.Param {
	schema := &huma.Schema{Type: kind, Enum: values}
	if repeat {
		schema = &huma.Schema{Type: "array", Items: schema}
	}
	return &huma.Param{Name: name, In: "query", Description: doc, Schema: schema, Explode: new(true)}
}

func idParam(doc string) *huma.Param {
	return &huma.Param{Name: "id", In: "path", Required: true, Description: doc, Schema: &huma.Schema{Type: "string"}}
}

// parameters are those of one request. Reading one makes it known; what is wrong is
// gathered, so that an answer can name everything at once.
type parameters struct {
	values url.Values
	known  []string
	bad    store.BadQuery
}

func parametersOf(r *http.Request) *parameters {
	values, err := url.ParseQuery(r.URL.RawQuery)
	p := &parameters{values: values}
	if err != nil {
		p.wrong("", r.URL.RawQuery, "the query string is not well-formed: "+err.Error())
	}
	return p
}

func (p *parameters) wrong(name, value, message string) {
	if fault := (store.Problem{Parameter: name, Value: value, Message: message}); !slices.Contains(p.bad, fault) {
		p.bad = append(p.bad, fault)
	}
}

// one reads a parameter that may stand once. It must be one of the choices, if there are
// any; the first of them stands in for an absent one.
func (p *parameters) one(name string, choices ...string) string {
	p.known = append(p.known, name)
	v := p.values[name]
	switch {
	case len(v) > 1:
		p.wrong(name, strings.Join(v, ","), "may be given once only")
	case len(v) == 0 && len(choices) > 0:
		return choices[0]
	case len(v) == 0:
		return ""
	case len(choices) > 0 && !slices.Contains(choices, v[0]):
		p.wrong(name, v[0], "want one of "+strings.Trim(strings.Join(choices, ", "), ", "))
	}
	return v[0]
}

// without refuses filters of the lists that say nothing here: what is ignored would be a wrong answer.
func (p *parameters) without(names ...string) {
	for _, name := range names {
		if v, given := p.values[name]; given {
			p.known = append(p.known, name)
			p.wrong(name, strings.Join(v, ","), "unknown parameter: this is no list")
		}
	}
}

// number reads a number from 1 on.
func (p *parameters) number(name string, standard, most int) int {
	v := p.one(name)
	if v == "" {
		return standard
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		p.wrong(name, v, fmt.Sprintf("want a number from 1 to %d", most))
		return standard
	}
	return n
}

func (p *parameters) flag(name string) bool { return p.one(name, "false", "true") == "true" }

// within keeps a list to one incident.
func (p *parameters) within(id news.IncidentID) *parameters {
	if v := p.values["incident"]; len(v) > 0 {
		p.wrong("incident", strings.Join(v, ","), "unknown parameter: the path names the incident")
	}
	p.values.Set("incident", string(id))
	return p
}

// rest are the parameters that nobody has read.
func (p *parameters) rest() url.Values {
	rest := url.Values{}
	for name, v := range p.values {
		if !slices.Contains(p.known, name) {
			rest[name] = v
		}
	}
	return rest
}

// done returns everything that was wrong, for a route that has read all it knows.
func (p *parameters) done() error {
	for name, v := range p.rest() {
		p.wrong(name, strings.Join(v, ","), "unknown parameter")
	}
	return p.failed()
}

// query reads what nobody has read yet as the filters of a list.
func (p *parameters) query(env store.Env) (store.Query, error) {
	rest := p.rest()
	if of, ok := rest["of"]; ok { // a filter of facets only, which have read it by now
		p.wrong("of", strings.Join(of, ","), "unknown parameter")
		delete(rest, "of")
	}
	q, err := store.ParseQuery(rest, env)
	if bad, ok := errors.AsType[store.BadQuery](err); ok {
		for _, b := range bad {
			p.wrong(b.Parameter, b.Value, b.Message)
		}
	} else if err != nil {
		return q, err
	}
	return q, p.failed()
}

func (p *parameters) failed() error {
	if len(p.bad) == 0 {
		return nil
	}
	slices.SortStableFunc(p.bad, func(a, b store.Problem) int { return strings.Compare(a.Parameter, b.Parameter) })
	return p.bad
}

// moving reports whether equal parameters may mean something else later: ages are counted
// from now.
func (p *parameters) moving() bool {
	for _, name := range []string{"since", "until"} {
		for _, v := range p.values[name] {
			if v != "" && strings.ContainsAny(v[len(v)-1:], "hdw") {
				return true
			}
		}
	}
	return false
}
