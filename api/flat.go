package api

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/digest"
	"ascribe/store"
)

// plainList registers a list that is no list of the store's as JSON, and to its end as NDJSON
// and CSV, whose columns are the fields of an item.
func (s *API) plainList(rt route, item reflect.Type, handle func(r *http.Request) (*reply, error)) {
	s.get(rt, handle)
	paged := slices.ContainsFunc(rt.params, func(p *huma.Param) bool { return p.Name == "cursor" })
	rt.params = slices.DeleteFunc(slices.Clone(rt.params), func(p *huma.Param) bool { return paged && (p.Name == "cursor" || p.Name == "limit") })
	inAll := ""
	if paged {
		rt.params = append(rt.params, queryParam("limit", "integer", "How many items in all; every one when absent.", false))
		inAll = " `limit` is how many in all."
	}
	for _, f := range []struct{ suffix, contentType, doc string }{
		{"ndjson", ndjsonType, "Every item, one JSON object a line." + inAll},
		{"csv", csvType, "Every item as a table (RFC 4180, UTF-8)." + inAll},
	} {
		flat := rt
		flat.id, flat.path, flat.doc = rt.id+"-"+f.suffix, rt.path+"."+f.suffix, f.doc
		flat.answer, flat.types = nil, []string{f.contentType}
		s.stream(flat, func(w http.ResponseWriter, r *http.Request) error {
			items, err := everyItem(r, handle, paged)
			if err != nil {
				return err
			}
			body, err := flatten(items, item, f.contentType)
			if err != nil {
				return err
			}
			s.send(w, r, &reply{body: body, etag: tagOf(body), contentType: f.contentType})
			return nil
		})
	}
}

// everyItem asks for one page after the other. These lists are short: feeds, outlets,
// actors, what people decided.
func everyItem(r *http.Request, handle func(*http.Request) (*reply, error), paged bool) (items []json.RawMessage, err error) {
	query, most := r.URL.Query(), 0
	if paged {
		if v := query.Get("cursor"); v != "" {
			return nil, store.BadQuery{{Parameter: "cursor", Value: v, Message: "this goes to the end of the list"}}
		}
		p := parametersOf(r)
		if most = p.number("limit", 0, mostInAll); len(p.bad) > 0 {
			return nil, p.bad
		}
		query.Set("limit", strconv.Itoa(store.MaxLimit))
	}
	for {
		page := r.Clone(r.Context())
		page.URL.RawQuery = query.Encode()
		rep, err := handle(page)
		if err != nil {
			return nil, err
		}
		var list struct {
			Items []json.RawMessage `json:"items"`
			Next  *string           `json:"next_cursor"`
		}
		if err := json.Unmarshal(rep.body, &list); err != nil {
			return nil, fmt.Errorf("a page of %s: %w", r.URL.Path, err)
		}
		items = append(items, list.Items...)
		if most > 0 && len(items) >= most {
			return items[:most], nil
		}
		if list.Next == nil {
			return items, nil
		}
		query.Set("cursor", *list.Next)
	}
}

func flatten(items []json.RawMessage, item reflect.Type, contentType string) ([]byte, error) {
	var out strings.Builder
	if contentType == ndjsonType {
		for _, it := range items {
			out.Write(it)
			out.WriteByte('\n')
		}
		return []byte(out.String()), nil
	}
	table := csv.NewWriter(&out)
	table.UseCRLF = true
	var columns []string
	for f := range item.Fields() {
		columns = append(columns, strings.Split(f.Tag.Get("json"), ",")[0])
	}
	_ = table.Write(columns) // a strings.Builder takes everything
	for _, it := range items {
		var fields map[string]any
		if err := json.Unmarshal(it, &fields); err != nil {
			return nil, err
		}
		row := make([]string, len(columns))
		for i, name := range columns {
			row[i] = digest.Plain(cell(fields[name]))
		}
		_ = table.Write(row)
	}
	table.Flush()
	return []byte(out.String()), table.Error()
}

// cell writes a value as one cell: what is unknown is empty, a list's values stand side by
// side, and what has parts is JSON.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, cell(one))
		}
		return strings.Join(all, "; ")
	}
	b, err := encode(v)
	if err != nil {
		return ""
	}
	return string(b)
}
