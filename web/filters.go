package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ascribe/news"
	"ascribe/store"
)

// filters are what a list was asked, as its page shows it again: in the fields of the
// form, and as one removable word for each filter.
type filters struct {
	Path   string
	Asked  url.Values // without the cursor
	Hidden []field    // what was asked that the form has no field for
	Chips  []chip
	Next   string // address of the page that follows; "" at the end
}

type field struct{ Name, Value string }

// A chip is one filter, and the address of the list without it.
type chip struct{ Label, Without string }

// query reads a page's filters. Empty fields of a form are no filters. The fields are
// those that the page's form can hold, one value each.
func (s *site) query(r *http.Request, fields ...string) (store.Query, filters, error) {
	asked := url.Values{}
	for k, values := range r.URL.Query() {
		for _, v := range values {
			if v != "" {
				asked.Add(k, v)
			}
		}
	}
	q, err := store.ParseQuery(asked, s.env())
	delete(asked, "cursor")
	f := filters{Path: r.URL.Path, Asked: asked}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		for i, value := range asked[name] {
			if i > 0 || !slices.Contains(fields, name) {
				f.Hidden = append(f.Hidden, field{name, value})
			}
			f.Chips = append(f.Chips, chip{label(name, value), f.without(name, i)})
		}
	}
	return q, f, err
}

func label(name, value string) string {
	if name == "contested" && value == "true" {
		return name
	}
	return strings.ReplaceAll(name, "_", " ") + ": " + value
}

// without is the address of the list with the i-th value of a filter left out.
func (f filters) without(name string, i int) string {
	rest := maps.Clone(f.Asked)
	rest[name] = slices.Delete(slices.Clone(rest[name]), i, i+1)
	return address(f.Path, rest)
}

// With is the address of the list with a filter set to one value.
func (f filters) With(name, value string) string {
	more := maps.Clone(f.Asked)
	more[name] = []string{value}
	return address(f.Path, more)
}

// Machine is the address of the same list in the API: under path, as csv and the like.
func (f filters) Machine(path string) string { return address(path, f.Asked) }

// Digest is the address of the list as a document to print.
func (f filters) Digest() string {
	asked := maps.Clone(f.Asked)
	asked.Set("format", "html")
	return address("/v1/digest", asked)
}

func address(path string, asked url.Values) string {
	if q := asked.Encode(); q != "" {
		return path + "?" + q
	}
	return path
}

// follow sets the address of the next page.
func (f *filters) follow(cursor string) {
	if cursor != "" {
		f.Next = f.With("cursor", cursor)
	}
}

// only refuses parameters that a page without filters does not know.
func only(r *http.Request, known ...string) error {
	var bad store.BadQuery
	asked := r.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		if !slices.Contains(known, name) {
			bad = append(bad, store.Problem{Parameter: name, Value: strings.Join(asked[name], " "), Message: "this page has no such parameter"})
		}
	}
	if bad == nil {
		return nil
	}
	return bad
}

// env lets filters be given by names: actors by any alias, countries in words.
func (s *site) env() store.Env {
	return store.Env{
		Now:     time.Now().UTC(),
		Resolve: s.Catalogue.Find,
		Country: func(name string) (string, bool) {
			if strings.EqualFold(name, "EU") {
				return "EU", true
			}
			return s.Catalogue.CountryCode(name)
		},
		OutletsIn: func(country string) []news.OutletID {
			var ids []news.OutletID
			for _, o := range s.Node.Outlets() {
				if o.Country == country {
					ids = append(ids, o.ID)
				}
			}
			return ids
		},
		Outlets: s.Node.OutletsNamed,
		Has:     s.Store.Has,
	}
}
