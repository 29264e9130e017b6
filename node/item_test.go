package node

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ascribe/news"
)

// A page may name another address of its own outlet, and no other's.
func TestCanonicalAddress(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	canonical := func(href string) string { return `<link rel="canonical" href="` + href + `">` }
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2), item("2", "{base}/two", "Evil twin of "+heading, summary, 3))
	d.page("/one", article(heading, canonical("{base}/stories/one"), lead, middle, ending))
	d.page("/two", article("Evil twin", canonical("https://other.example/stories/one"), lead, middle, mended))
	d.brought(d.visit(), 2, 0, 0)
	if s := d.story("/stories/one"); s.Title != heading {
		t.Errorf("%q", s.Title)
	}
	d.story("/two")

	// The page is gone when the item is revised: the story stays the same one.
	d.page("/one", "")
	d.rss("/feed", item("1", "{base}/one", heading+", again", summary, 2))
	d.brought(d.visit(), 0, 0, 0) // less than what is there
	// A new item whose page is the old story's, at another address: that story's revision.
	d.rss("/feed", item("9", "{base}/amp/one.html", heading, summary, 4))
	d.page("/amp/one.html", article(heading, canonical("{base}/stories/one"), lead, middle, mended))
	d.brought(d.visit(), 0, 1, 0)
	if len(d.all()) != 2 {
		t.Errorf("%d stories, want 2", len(d.all()))
	}
}

// A template's mistake: all pages name one address. Then it names none of them.
func TestCanonicalAddressOfMany(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	var items []string
	for i := range 4 {
		items = append(items, item(fmt.Sprint(i), fmt.Sprintf("{base}/%d", i), fmt.Sprintf("Part %d", i), summary, i+1))
		d.page(fmt.Sprintf("/%d", i), article(fmt.Sprintf("Part %d", i), `<link rel="canonical" href="{base}/all">`, lead, fmt.Sprintf("This is part %d of the story. %s", i, middle), ending))
	}
	d.rss("/feed", items[:3]...)
	d.brought(d.visit(), 3, 0, 0)
	d.rss("/feed", items...)
	d.brought(d.visit(), 1, 0, 0)
	if len(d.all()) != 4 {
		t.Errorf("%d stories, want 4", len(d.all()))
	}
}

func TestOneAddressTwice(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	old := item("1", "{base}/live", "First entry on the hackers", "They came in by mail.", 3)
	second := item("2", "{base}/live?utm_source=feed", "Second entry on the hackers", "They left by the window.", 1) // earlier: it is looked at first
	d.rss("/feed", old)
	d.brought(d.visit(), 1, 0, 0)
	d.rss("/feed", old, second)
	d.brought(d.visit(), 1, 0, 0)
	d.brought(d.visit(), 0, 0, 0)
	if s := d.story("/live"); s.Title != "First entry on the hackers" || s.Version != 1 {
		t.Errorf("the first entry became %q, version %d", s.Title, s.Version)
	}
	// The second is revised when the first has gone from the feed: it is the same story still.
	d.rss("/feed", item("2", "{base}/live?utm_source=feed", "Second entry on the hackers", "They left by the door.", 1))
	d.brought(d.visit(), 0, 1, 0)
	if len(d.all()) != 2 || d.story("/live").Version != 1 {
		t.Errorf("%d stories, want 2", len(d.all()))
	}
}

func TestNoAddress(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed",
		item("a", "", "Advisory on a wiper", "It wipes.", 1), item("b", "javascript:alert(1)", "Advisory on a worm", "It crawls.", 2),
		item("c", "", "", "Only a description, of hackers who broke into a bank.", 3))
	d.brought(d.visit(), 3, 0, 0)
	for _, s := range d.all() {
		if !strings.HasPrefix(s.URL, d.base+"/feed#item=") || s.Access != news.FromFeed || s.Reason == "" || s.Title == "" {
			t.Errorf("%s: %s %q %q", s.URL, s.Access, s.Reason, s.Title)
		}
	}
	d.brought(d.visit(), 0, 0, 0)
	d.rss("/feed", item("a", "", "Advisory on a wiper", "It wipes twice.", 1))
	d.brought(d.visit(), 0, 1, 0)
}

// The same article in two feeds of one outlet is one story; its revisions come by the feed
// that brought it, or by the other when that feed is no more.
func TestTwoFeedsOfOneOutlet(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "world", "paper", "/world", news.ScopeAll)
		d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
	})
	d.page("/one", article(heading, "", lead, middle, ending))
	d.rss("/world", item("w1", "{base}/one", heading, summary, 2))
	d.rss("/feed", item("p1", "{base}/one?utm_medium=rss", heading, summary, 2))
	for _, want := range []int{1, 0} {
		if r, err := d.Ingest(t.Context(), true, nil); err != nil || r.New != want || r.Revised != 0 {
			t.Fatalf("%+v, %v; want %d new", r, err, want)
		}
	}
	if n := d.times("/one"); n != 1 {
		t.Errorf("the page was asked for %d times", n)
	}
	brought, other := d.story("/one").Feed, "/feed"
	if brought == "paper" {
		other = "/world"
	}
	d.page("/one", article(heading, "", lead, middle, mended))
	d.rss(other, item(map[string]string{"/feed": "p1", "/world": "w1"}[other], "{base}/one", heading, summary+" More.", 2))
	if r, err := d.Ingest(t.Context(), true, nil); err != nil || r.Revised != 0 {
		t.Fatalf("the other feed revised the story: %+v, %v", r, err)
	}
	delete(d.feeds, brought)
	d.order = []news.FeedID{map[string]news.FeedID{"/feed": "paper", "/world": "world"}[other]}
	d.rss(other, item(map[string]string{"/feed": "p1", "/world": "w1"}[other], "{base}/one", heading, summary+" Still more.", 2))
	if r, err := d.Ingest(t.Context(), true, nil); err != nil || r.Revised != 1 {
		t.Fatalf("the feed that is left: %+v, %v", r, err)
	}
}

// An aggregator lists a newspaper's story: it is the newspaper's, and the newspaper's own
// feed may revise it.
func TestAggregator(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "links", "links", "/links", news.ScopeAll)
		d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
		c.Outlets[1].Home = d.base + "/"
	})
	d.page("/one", article(heading, "", lead, middle, ending))
	d.rss("/links", item("1", "{base}/one", heading+" (paper)", "12 points, 3 comments", 2))
	d.rss("/feed")
	if _, err := d.Refresh(t.Context(), "links"); err != nil {
		t.Fatal(err)
	}
	if s := d.story("/one"); s.Outlet != "paper" || s.Feed != "links" {
		t.Errorf("outlet %s, feed %s", s.Outlet, s.Feed)
	}
	d.page("/one", article(heading, "", lead, middle, mended))
	d.rss("/feed", item("7", "{base}/one", heading, summary, 2))
	d.brought(d.visit(), 0, 1, 0)
	d.page("/one", article(heading, "", lead, middle, ending))
	d.rss("/links", item("1", "{base}/one", heading+" (paper)", "14 points, 3 comments", 2))
	if r, err := d.Refresh(t.Context(), "links"); err != nil || r.Revised != 0 || d.story("/one").Feed != "paper" {
		t.Errorf("the aggregator revised the paper's story: %+v, %v", r, err)
	}
}

func TestRedirectedPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.handle("/r/1", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/one", http.StatusFound) })
	d.page("/one", article(heading, "", lead, middle, ending))
	d.rss("/feed", item("1", "{base}/r/1", heading, summary, 2))
	d.brought(d.visit(), 1, 0, 0)
	if s := d.story("/r/1"); s.Access != news.Full {
		t.Errorf("%s %s", s.Access, s.Reason)
	}
}
