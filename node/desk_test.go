package node

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ascribe/actor"
	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/store"
)

// A desk is a node with a real store, and a web server whose pages the test writes.
type desk struct {
	*Node
	t    *testing.T
	base string
	log  *lines

	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked map[string]int
}

// newDesk makes a desk with the outlets and feeds that set adds to the configuration.
// Without any there is one outlet, paper, with one feed of everything, at /feed.
func newDesk(t *testing.T, set func(d *desk, c *Config)) *desk {
	t.Helper()
	d := &desk{t: t, pages: map[string]http.HandlerFunc{}, asked: map[string]int{}, log: new(lines)}
	srv := httptest.NewServer(d)
	t.Cleanup(srv.Close)
	d.base = srv.URL
	st, err := store.Open(filepath.Join(t.TempDir(), "test.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	log := slog.New(slog.NewTextHandler(d.log, nil))
	c := Config{Store: st, Log: st, Client: newClient(t, fetcher.Settings{}), Catalogue: actor.Load(), Logger: log}
	if set == nil {
		set = func(d *desk, c *Config) { d.feed(c, "paper", "paper", "/feed", news.ScopeAll) }
	}
	set(d, &c)
	if d.Node, err = New(c); err != nil {
		t.Fatal(err)
	}
	return d
}

func newClient(t *testing.T, s fetcher.Settings) *fetcher.Client {
	t.Helper()
	s.Allow = []string{"127.0.0.1/32:*"}
	client, err := fetcher.NewClient(s, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// feed adds a feed, and its outlet when that is new.
func (d *desk) feed(c *Config, id, outlet, path string, scope news.Scope) {
	known := false
	for _, o := range c.Outlets {
		known = known || o.ID == news.OutletID(outlet)
	}
	if !known {
		c.Outlets = append(c.Outlets, Outlet{Outlet: news.Outlet{ID: news.OutletID(outlet), Name: outlet, Kind: news.Newspaper, Home: "https://" + outlet + ".example/"}})
	}
	c.Feeds = append(c.Feeds, Feed{
		Feed: news.Feed{ID: news.FeedID(id), Outlet: news.OutletID(outlet), Title: id, URL: d.base + path, Scope: scope},
		Plan: fetcher.Plan{Feed: news.FeedID(id), Every: fetcher.Duration(15 * time.Minute)},
	})
}

// lines is a log that several goroutines write.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	d.asked[r.URL.Path]++
	h := d.pages[r.URL.Path]
	d.mu.Unlock()
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}

// times says how often a path was asked for.
func (d *desk) times(path string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.asked[path]
}

func (d *desk) handle(path string, h http.HandlerFunc) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pages[path] = h
}

// page serves HTML at a path; {base} stands for the server.
func (d *desk) page(path, html string) {
	d.handle(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, strings.ReplaceAll(html, "{base}", d.base))
	})
}

// rss serves a feed of items at a path.
func (d *desk) rss(path string, items ...string) {
	d.handle(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, strings.ReplaceAll(rssOf(items...), "{base}", d.base))
	})
}

func rssOf(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title><link>{base}/</link><description>d</description>` +
		strings.Join(items, "\n") + `</channel></rss>`
}

// item writes an RSS item; an empty part is left out. The day orders them.
func item(guid, link, title, description string, day int) string {
	part := func(name, v string) string {
		if v == "" {
			return ""
		}
		return "<" + name + ">" + v + "</" + name + ">"
	}
	return "<item>" + part("guid", guid) + part("link", link) + part("title", title) + part("description", description) +
		part("pubDate", time.Date(2024, 3, day, 10, 0, 0, 0, time.UTC).Format(time.RFC1123Z)) + "</item>"
}

// article is a page that an extractor reads whole.
func article(title, head string, paragraphs ...string) string {
	return `<!DOCTYPE html><html lang="en"><head><title>` + title + `</title><meta property="og:type" content="article">` + head +
		`</head><body><nav><a href="/">Home</a></nav><main><article><h1>` + title + `</h1><p>` + strings.Join(paragraphs, "</p><p>") +
		`</p></article></main><footer>Imprint</footer></body></html>`
}

// The text of an article about a cyber operation, in two versions.
const (
	lead    = "The British government on Saturday accused Russia's military intelligence service, the GRU, of breaking into the mail servers of the Ruritanian foreign ministry."
	middle  = "The intruders stayed in the ministry's network for at least five months before they were noticed, according to the officials, and read the mail of forty diplomats."
	ending  = "A spokesman for the Bordurian embassy rejected the accusation and called it baseless. The ministry has replaced its servers since."
	mended  = "A spokesman for the Bordurian embassy rejected the accusation, called it baseless and demanded an apology. The ministry has replaced its servers since."
	summary = "Ruritania says that hackers working for Borduria broke into its foreign ministry's mail servers."
	heading = "Ruritania blames Borduria for breach of its ministry"
)

// visit visits the feed paper and fails the test when that is not possible.
func (d *desk) visit() FeedReport {
	d.t.Helper()
	r, err := d.Refresh(d.t.Context(), "paper")
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// brought compares what a visit brought.
func (d *desk) brought(r FeedReport, isNew, revised, rejected int) {
	d.t.Helper()
	if r.New != isNew || r.Revised != revised || r.Rejected != rejected {
		d.t.Errorf("the visit brought %d new, %d revised, %d rejected; want %d, %d, %d (%s %s)",
			r.New, r.Revised, r.Rejected, isNew, revised, rejected, r.State.Health, r.State.Reason)
	}
}

// story is the story at a path of the server, or one of its items.
func (d *desk) story(path string) store.StoryView {
	d.t.Helper()
	address, err := fetcher.Canonical(d.base + path)
	if err != nil {
		d.t.Fatal(err)
	}
	if _, fragment, ok := strings.Cut(path, "#"); ok {
		address += "#" + fragment
	}
	s, err := d.store.Story(news.NewStoryID(address))
	if err != nil {
		d.t.Fatalf("the story at %s: %v", path, err)
	}
	if err := s.Verify(); err != nil {
		d.t.Error(err)
	}
	return s
}

// all are the stories that the store holds.
func (d *desk) all() []store.StoryView {
	d.t.Helper()
	page, err := d.store.Stories(d.t.Context(), store.Query{Limit: 500})
	if err != nil {
		d.t.Fatal(err)
	}
	return page.Items
}
