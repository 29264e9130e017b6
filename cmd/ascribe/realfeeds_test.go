package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/node"
)

// documents serves saved feed documents by name, and what a test puts at an address.
type documents struct {
	dir, base string
	mu        sync.Mutex
	at        map[string]string // path → name
}

func serveDocuments(t *testing.T) *documents {
	t.Helper()
	shared := os.Getenv("ASCRIBE_SHARED")
	if shared == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	d := &documents{dir: filepath.Join(shared, "feeds", "real"), at: map[string]string{}}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		name, ok := d.at[r.URL.Path]
		d.mu.Unlock()
		if !ok {
			http.NotFound(w, r)
			return
		}
		body, err := os.ReadFile(filepath.Join(d.dir, name))
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/xml") // no charset: the document's own counts
		_, _ = w.Write(body)                              // whom it fails, says so
	}))
	t.Cleanup(srv.Close)
	d.base = srv.URL
	return d
}

func (d *documents) put(path, name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at[path] = name
}

// names are the documents of the folder, or those of a series in the order of their dates.
func (d *documents) names(t *testing.T, series string) []string {
	t.Helper()
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".md" && (series == "" || strings.HasPrefix(e.Name(), "headlines__") && strings.HasSuffix(e.Name(), "__"+series+".xml")) {
			names = append(names, e.Name())
		}
	}
	if series != "" {
		newest := map[string]time.Time{}
		for _, name := range names {
			for _, it := range d.parse(t, name).Items {
				if it.Published.Time.After(newest[name]) {
					newest[name] = it.Published.Time
				}
			}
		}
		slices.SortFunc(names, func(a, b string) int { return newest[a].Compare(newest[b]) })
	}
	return names
}

func (d *documents) parse(t *testing.T, name string) fetcher.Document {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(d.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := fetcher.ParseFeed(body, "application/xml", d.base+"/feed")
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return doc
}

// config makes each address a feed of an outlet of its own.
func (d *documents) config(scope string, paths ...string) string {
	var b strings.Builder
	b.WriteString("schedule: off\nnetwork: {allow: [\"127.0.0.1/32:*\"]}\noutlets:\n")
	for i := range paths {
		fmt.Fprintf(&b, "  - {id: o%d, name: Outlet %d, kind: newspaper}\n", i, i)
	}
	b.WriteString("feeds:\n")
	for i, p := range paths {
		fmt.Fprintf(&b, "  - {id: f%d, outlet: o%d, url: %q, every: 15m, pages: off, scope: %s}\n", i, i, d.base+p, scope)
	}
	return b.String()
}

// Every item of every real feed is stored once, whatever else the document is.
func TestRealFeeds(t *testing.T) {
	t.Parallel()
	d := serveDocuments(t)
	names := d.names(t, "")
	if len(names) < 80 {
		t.Fatalf("%d documents in %s", len(names), d.dir)
	}
	var paths []string
	inDocuments, stories := 0, map[string]bool{}
	for i, name := range names {
		path := fmt.Sprintf("/%d", i)
		paths = append(paths, path)
		d.put(path, name)
		doc := d.parse(t, name)
		inDocuments += len(doc.Items)
		for _, address := range addresses(doc, d.base+path) {
			stories[address] = true
		}
	}
	w := newWorld(t, d.config("all", paths...))
	first, code := w.ingest("--all")
	if code != exitOK || first.Failing != 0 {
		t.Errorf("exit %d, %d feeds failing", code, first.Failing)
	}
	items := 0
	for _, f := range first.Feeds {
		if items += f.Items; f.Failed > 0 || f.State.Health.Failing() {
			t.Errorf("%s: %d items failed; %s %s", f.Feed, f.Failed, f.State.Health, f.State.Reason)
		}
	}
	if items != inDocuments {
		t.Errorf("%d items, and %d in the documents", items, inDocuments)
	}
	second, code := w.ingest("--all")
	if code != exitOK || second.New != 0 || second.Revised != 0 {
		t.Errorf("the second pass: exit %d, %d new, %d revised", code, second.New, second.Revised)
	}
	t.Logf("%d documents, %d items, %d stories", len(names), items, first.New)
	st := w.open()
	for address := range stories {
		if _, err := st.Story(news.NewStoryID(address)); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	if n := st.Stats().Stories; n != len(stories) || n != first.New {
		t.Errorf("%d stories, told of %d, want %d", n, first.New, len(stories))
	}
	w.onceEach()
}

// addresses are the names of a document's stories: the normal form of an item's address,
// with the item's key where that is somebody else's already, or none.
func addresses(doc fetcher.Document, feed string) []string {
	items := slices.Clone(doc.Items)
	slices.SortStableFunc(items, func(a, b fetcher.Item) int { return a.Published.Time.Compare(b.Published.Time) })
	var names []string
	for _, it := range items {
		switch address, err := fetcher.Canonical(it.URL); {
		case err != nil:
			names = append(names, feed+"#item="+it.Key)
		case slices.Contains(names, address):
			names = append(names, address+"#item="+it.Key)
		default:
			names = append(names, address)
		}
	}
	return names
}

// The versions of a feed over the weeks, at one address: each brings new and revised items
// only, and none is lost.
func TestRealFeedsReplayed(t *testing.T) {
	t.Parallel()
	d := serveDocuments(t)
	for _, series := range []string{"bbc", "wsj", "nytimes"} {
		t.Run(series, func(t *testing.T) {
			names := d.names(t, series)
			if len(names) < 8 {
				t.Fatalf("%d versions", len(names))
			}
			path := "/" + series
			w := newWorld(t, d.config("all", path))
			kept := map[string]bool{}
			for _, name := range names {
				d.put(path, name)
				fresh := 0
				for _, address := range addresses(d.parse(t, name), d.base+path) {
					if !kept[address] {
						fresh++
					}
					kept[address] = true
				}
				r, code := w.ingest("--all")
				if code != exitOK || r.New != fresh {
					t.Errorf("%s: exit %d, %d new, %d revised; want %d new", name, code, r.New, r.Revised, fresh)
				}
				t.Logf("%s: %d items, %d new, %d revised", name, r.Feeds[0].Items, r.New, r.Revised)
			}
			if r, code := w.ingest("--all"); code != exitOK || r.New+r.Revised != 0 {
				t.Errorf("the last one again: exit %d, %d new, %d revised", code, r.New, r.Revised)
			}
			st := w.open()
			if n := st.Stats().Stories; n != len(kept) {
				t.Errorf("%d stories, want %d", n, len(kept))
			}
		})
	}
}

// With scope cyber the rest is remembered as seen, and listed.
func TestRealFeedsInScope(t *testing.T) {
	t.Parallel()
	d := serveDocuments(t)
	var paths []string
	for i, name := range []string{"headlines__bbc.xml", "headlines__nytimes.xml", "headlines__smh.xml", "v2__rdf_UTF8.xml"} {
		path := fmt.Sprintf("/%d", i)
		d.put(path, name)
		paths = append(paths, path)
	}
	w := newWorld(t, d.config("cyber", paths...))
	r, code := w.ingest()
	items := 0
	for _, f := range r.Feeds {
		items += f.Items
	}
	if code != exitOK || r.New+r.Rejected != items || r.Rejected < items/2 {
		t.Errorf("exit %d: %d items, %d new, %d rejected", code, items, r.New, r.Rejected)
	}
	if again, _ := w.ingest("--all"); again.New+again.Revised+again.Rejected != 0 {
		t.Errorf("the second pass: %+v", sum(again))
	}
	var list struct {
		Items []news.Seen `json:"items"`
	}
	if err := json.Unmarshal([]byte(w.must("feeds", "rejected", "--limit", "500")), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Items) != r.Rejected {
		t.Errorf("%d rejected items are listed, %d were rejected", len(list.Items), r.Rejected)
	}
}

func sum(r node.Report) [3]int { return [3]int{r.New, r.Revised, r.Rejected} }
