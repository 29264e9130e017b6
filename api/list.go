package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"ascribe/store"
)

// A List is one page of a list.
type List[T any] struct {
	Items []T `json:"items"`
	// NextCursor is the cursor of the next page; null at the end.
	NextCursor *string `json:"next_cursor"`
	// Seq is the log sequence at which the first page was read. What moved while one paged
	// comes with updated_since=Seq.
	Seq uint64 `json:"seq"`
	// AsOf is seq with a sum of the log.
	AsOf string   `json:"as_of,omitempty" doc:"Of lists that take updated_since: seq, and what tells this log from one that an older backup brought. Send that of the last page as updated_since."`
	Gone []string `json:"gone,omitempty" doc:"With updated_since only, and then always there: ids of what changed since and is not in the list as it is filtered now. Drop those that you have; others never were in it. Of acts, ids of incidents."`
}

// A listing is a list of the store and how its items are shown.
type listing[T any] struct {
	kind    store.Kind
	find    func(context.Context, store.Query) (store.Page[T], error)
	visit   func(context.Context, store.Query, store.Visitor[T]) (store.Page[T], error) // nil: its items are of no state that they could be kept for
	item    func(T) any
	columns []column[T]
}

// listPage answers a request for a page of a list.
func listPage[T any](s *API, l listing[T], r *http.Request, p *parameters) (*reply, error) {
	key := pageKey{r.URL.Path, r.URL.RawQuery, s.Store.Applied()}
	if known, ok := s.replies.get(key); ok {
		return known, nil
	}
	q, err := p.query(s.env())
	if err != nil {
		return nil, err
	}
	q.Gone = p.values.Has("updated_since")
	page, items, err := encodedPage(r.Context(), s, l, q)
	if err != nil {
		return nil, err
	}
	if q.Gone && page.Gone == nil {
		page.Gone = []string{}
	}
	out := assemble(items, page.Gone, page.Next, page.Seq, page.AsOf.String())
	if page.Next != "" {
		out.link = nextLink(r.URL.Path, p.values, page.Next)
	}
	if !p.moving() {
		s.replies.put(key, out, 2*len(out.body)) // its codings take room too
	}
	return out, nil
}

func nextLink(path string, values url.Values, cursor string) string {
	next := url.Values{}
	maps.Copy(next, values)
	next.Set("cursor", cursor)
	if strings.HasPrefix(path, "/v1/incidents/") {
		next.Del("incident") // the path names it
	}
	return "<" + path + "?" + next.Encode() + `>; rel="next"`
}

// An encodedItem is the JSON of an item, with a sum of it that tells it from others.
type encodedItem struct {
	json []byte
	sum  [16]byte
}

func encodeItem(v any) (encodedItem, error) {
	b, err := encode(v)
	sum := sha256.Sum256(b)
	return encodedItem{b, [16]byte(sum[:])}, err
}

// encodedPage finds a page with its items encoded, each from the cache if that state of it was
// encoded before: then it is not even read.
func encodedPage[T any](ctx context.Context, s *API, l listing[T], q store.Query) (page store.Page[T], items []encodedItem, err error) {
	if l.visit == nil {
		if page, err = l.find(ctx, q); err != nil {
			return page, nil, err
		}
		items, err = encodeAll(page.Items, l.item)
		return page, items, err
	}
	items = make([]encodedItem, 0, 64)
	page, err = l.visit(ctx, q, func(state store.Ref, read func() (T, error)) error {
		key := itemKey{l.kind, state}
		if it, ok := s.items.get(key); ok {
			items = append(items, it)
			return nil
		}
		v, err := read()
		if err != nil {
			return err
		}
		it, err := encodeItem(l.item(v))
		if err != nil {
			return err
		}
		s.items.put(key, it, len(it.json)+64)
		items = append(items, it)
		return nil
	})
	return page, items, err
}

func encodeAll[T any](items []T, shown func(T) any) ([]encodedItem, error) {
	all := make([]encodedItem, len(items))
	for i, it := range items {
		var err error
		if all[i], err = encodeItem(shown(it)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// encode writes v as one line of JSON, without the line's end. Text stays as it is: no
// answer is ever read as HTML.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// assemble makes a List of encoded items. Its tag is that of the items, and of what is gone, alone:
// while they stay as they are, a client need not hear that the log went on.
func assemble(items []encodedItem, gone []string, next string, seq uint64, asOf string) *reply {
	size := 64 + len(next) + 32*len(gone)
	for _, it := range items {
		size += len(it.json) + 1
	}
	out := make([]byte, 0, size)
	out = append(out, `{"items":[`...)
	sums := make([]byte, 0, 1+len(items)*len(encodedItem{}.sum))
	for i, it := range items {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, it.json...)
		sums = append(sums, it.sum[:]...)
	}
	out = append(out, ']')
	told := len(out)
	if gone != nil {
		out = append(out, `,"gone":[`...)
		for i, id := range gone {
			if i > 0 {
				out = append(out, ',')
			}
			out = strconv.AppendQuote(out, id)
		}
		out = append(out, ']')
	}
	end := len(out)
	out = append(out, `,"next_cursor":`...)
	if next == "" {
		out = append(out, "null"...)
	} else {
		out = strconv.AppendQuote(out, next)
	}
	out = append(out, `,"seq":`...)
	out = strconv.AppendUint(out, seq, 10)
	if asOf != "" {
		out = strconv.AppendQuote(append(out, `,"as_of":`...), asOf)
	}
	out = append(out, "}\n"...)
	if next != "" {
		sums = append(sums, 1)
	}
	return &reply{body: out, etag: tagOf(sums, out[told:end]), contentType: jsonType}
}

// all answers with a list that has one page.
func all[T any](items []T, seq uint64) (*reply, error) {
	lines, err := encodeAll(items, func(it T) any { return it })
	if err != nil {
		return nil, err
	}
	return assemble(lines, nil, "", seq, ""), nil
}
