package api

import (
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"ascribe/digest"
	"ascribe/store"
)

// A column is a column of a list's CSV. Columns are only ever added, at the end.
type column[T any] struct {
	name  string
	value func(T) string
}

const (
	ndjsonType = "application/x-ndjson"
	csvType    = "text/csv; charset=utf-8; header=present"
)

// listRoutes registers a list as JSON pages, as NDJSON and CSV, which go on to the end, and
// as an Atom feed of its first page.
func listRoutes[T any](
	s *API, rt route, item reflect.Type, l listing[T], answer func(*http.Request) (*reply, error), entry func(base string, it T) atomEntry,
) {
	rt.answer = item
	rt.errors = append(rt.errors, http.StatusGone)
	s.get(rt, answer)
	formRoutes(s, rt, l, func(r *http.Request) (*parameters, error) { return parametersOf(r), nil }, entry)
}

// formRoutes registers the other forms of a list, whose parameters asked reads.
func formRoutes[T any](s *API, rt route, l listing[T], asked func(*http.Request) (*parameters, error), entry func(base string, it T) atomEntry) {
	rt.params = slices.DeleteFunc(slices.Clone(rt.params), func(p *huma.Param) bool { return p.Name == "group" }) // pages only
	for _, f := range []struct{ suffix, contentType, doc string }{
		{"ndjson", ndjsonType, "Every item to the end of the list, one JSON object a line. `limit` is how many in all."},
		{"csv", csvType, "Every item to the end of the list as a table (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula starts with an apostrophe."},
	} {
		flat := rt
		flat.id, flat.path, flat.doc = rt.id+"-"+f.suffix, rt.path+"."+f.suffix, f.doc
		flat.answer, flat.other, flat.types = nil, nil, []string{f.contentType}
		s.stream(flat, func(w http.ResponseWriter, r *http.Request) error {
			p, err := asked(r)
			if err != nil {
				return err
			}
			return export(s, l, w, r, p, f.contentType)
		})
	}
	feed := rt
	feed.id, feed.path, feed.doc = rt.id+"-atom", rt.path+".atom", "The first page as a feed (RFC 4287): subscribe to any question."
	feed.answer, feed.other, feed.types = nil, nil, []string{atomType}
	s.get(feed, atom(s, l, "ascribe: "+string(l.kind), asked, entry))
}

// mostInAll is the largest limit of a form that goes to the end of its list.
const mostInAll = 1_000_000_000

// export writes a list to its end, page by page, so that it takes the memory of one page
// and holds up no writer. What goes wrong after the first page breaks the answer off: a
// client sees that it is not whole.
func export[T any](s *API, l listing[T], w http.ResponseWriter, r *http.Request, p *parameters, contentType string) error {
	most := p.number("limit", 0, mostInAll)
	q, err := p.query(s.env())
	if err != nil {
		return err
	}
	q.Limit = store.MaxLimit
	page, err := l.find(r.Context(), q)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", contentType)
	w.Header()["Cache-Control"], w.Header()["Vary"] = noCache, vary
	out, finish := codedWriter(w, r)
	write := newExporter(l, out, contentType)
	for written := 0; err == nil; {
		if err = lasting(w); err != nil {
			break
		}
		for _, it := range page.Items {
			if most > 0 && written == most {
				page.Next = ""
				break
			}
			if err = write(it); err != nil {
				break
			}
			written++
		}
		if page.Next == "" || err != nil {
			break
		}
		q.Cursor = page.Next
		page, err = l.find(r.Context(), q)
	}
	if err == nil {
		err = finish()
	}
	if err != nil {
		s.Logger.ErrorContext(r.Context(), "an export broke off", "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

func newExporter[T any](l listing[T], out io.Writer, contentType string) func(T) error {
	if contentType == ndjsonType {
		return func(it T) error {
			b, err := encode(l.item(it)) // not kept: a whole list would drive out what pages show
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(out, "%s\n", b)
			return err
		}
	}
	table := csv.NewWriter(out)
	table.UseCRLF = true
	row := make([]string, len(l.columns))
	for i, c := range l.columns {
		row[i] = c.name
	}
	head := table.Write(row)
	table.Flush()
	return func(it T) error {
		if head != nil {
			return head
		}
		for i, c := range l.columns {
			row[i] = digest.Plain(c.value(it))
		}
		if err := table.Write(row); err != nil {
			return err
		}
		table.Flush()
		return table.Error()
	}
}

// codedWriter codes a stream as its reader likes it. finish must be called at the end.
func codedWriter(w http.ResponseWriter, r *http.Request) (out io.Writer, finish func() error) {
	switch coding := bestCoding(r.Header.Get("Accept-Encoding")); coding {
	case "zstd":
		if z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20)); err == nil {
			w.Header().Set("Content-Encoding", coding)
			return z, z.Close
		}
	case "gzip":
		w.Header().Set("Content-Encoding", coding)
		z := gzip.NewWriter(w)
		return z, z.Close
	}
	return w, func() error { return nil }
}
