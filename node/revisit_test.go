package node

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
)

// TestRevisits: an edit that the feed tells nothing of becomes a version, once for each age.
func TestRevisits(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		revisits       []time.Duration
		page           http.HandlerFunc // what the page is by then; nil for edited
		asked, revised int
	}{
		"edited":           {revisits: []time.Duration{time.Nanosecond}, asked: 1, revised: 1},
		"two ages missed":  {revisits: []time.Duration{time.Nanosecond, time.Microsecond}, asked: 1, revised: 1},
		"not yet":          {revisits: []time.Duration{time.Hour}},
		"never":            {},
		"gone":             {revisits: []time.Duration{time.Nanosecond}, page: http.NotFound, asked: 1},
		"led to a section": {revisits: []time.Duration{time.Nanosecond}, page: http.RedirectHandler("/world", http.StatusFound).ServeHTTP, asked: 1},
		"led to the front": {revisits: []time.Duration{time.Nanosecond}, page: http.RedirectHandler("/", http.StatusFound).ServeHTTP, asked: 1},
		"led to itself":    {revisits: []time.Duration{time.Nanosecond}, page: http.RedirectHandler("/one-and-only", http.StatusFound).ServeHTTP, asked: 1, revised: 1},
		"blocked": {revisits: []time.Duration{time.Nanosecond}, asked: 1, page: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte(`<html><title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p></html>`))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, func(d *desk, c *Config) {
				d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
				c.Revisits = tc.revisits
			})
			d.rss("/feed", item("1", "{base}/one", heading, lead, 2))
			d.page("/one", article(heading, "", lead))
			d.page("/one-and-only", article(otherHeading, "", lead, middle))
			d.page("/world", article(otherHeading, "", otherLead, otherMiddle))
			d.page("/", article(otherHeading, "", otherLead, otherMiddle))
			d.brought(d.visit(), 1, 0, 0)
			if d.page("/one", article(heading, "", lead, "The ministry corrected on Tuesday that it had been three offices and not two.")); tc.page != nil {
				d.handle("/one", tc.page)
			}
			asked, revised, err := d.Revisit(t.Context())
			if err != nil || asked != tc.asked || revised != tc.revised {
				t.Fatalf("asked %d, revised %d, %v; want %d and %d", asked, revised, err, tc.asked, tc.revised)
			}
			s, err := d.store.Story(news.NewStoryID(d.base + "/one"))
			if err != nil || s.Version != 1+tc.revised || s.Access != news.Full {
				t.Errorf("version %d, access %s (%s), %v", s.Version, s.Access, s.Reason, err)
			}
			if asked, _, err = d.Revisit(t.Context()); asked != 0 || err != nil {
				t.Errorf("asked %d times more, %v", asked, err)
			}
		})
	}
}

// TestRevisitsWait: a look that a host's Retry-After forbids is not lost.
func TestRevisitsWait(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
		c.Revisits, c.Workers = []time.Duration{time.Nanosecond}, 1
	})
	d.rss("/feed", item("1", "{base}/one", heading, lead, 2), item("2", "{base}/two", heading+" again", lead, 3))
	for _, path := range []string{"/one", "/two"} {
		d.page(path, article(heading, "", lead))
	}
	d.brought(d.visit(), 2, 0, 0)
	for _, path := range []string{"/one", "/two"} {
		d.handle(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		})
	}
	for _, want := range []int{2, 0} { // the second page is not asked for, and waits
		if asked, _, err := d.Revisit(t.Context()); asked != want || err != nil {
			t.Errorf("%d pages had their turn, want %d; %v", asked, want, err)
		}
	}
	if n := d.times("/one") + d.times("/two"); n != 3 {
		t.Errorf("%d requests for pages, want 3: the host asked to be left alone", n)
	}
	st, err := d.store.FeedState("paper")
	if err != nil || len(st.Pauses) != 1 {
		t.Fatalf("%+v, %v", st, err)
	}
	st.Pauses = nil // it is over
	if err := d.store.PutFeedState(st); err != nil {
		t.Fatal(err)
	}
	next, err := New(Config{
		Store: d.store, Log: d.store, Client: newClient(t, fetcher.Settings{}), Catalogue: d.catalogue,
		Outlets: []Outlet{d.outlets["paper"]}, Feeds: []Feed{d.feeds["paper"]}, Revisits: d.revisits,
	})
	if err != nil {
		t.Fatal(err)
	}
	if asked, _, err := next.Revisit(t.Context()); asked != 1 || err != nil {
		t.Errorf("%d pages had their turn after the pause, %v", asked, err)
	}
}

// TestRevisitsBesidePauses: the pages of a host that is left alone, however many, keep those of
// others from no turn.
func TestRevisitsBesidePauses(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
		c.Revisits = []time.Duration{time.Nanosecond}
	})
	before := time.Now().Add(-time.Hour)
	var seen []news.Seen
	for i := range revisitPass + 1 {
		seen = append(seen, news.Seen{Feed: "paper", Item: fmt.Sprint(i), URL: fmt.Sprintf("https://paused.example/%d", i), Verdict: news.Stored, Story: "s-1", At: before})
	}
	seen = append(seen, news.Seen{Feed: "paper", Item: "other", URL: "https://other.example/1", Verdict: news.Stored, Story: "s-2", At: before.Add(time.Minute)})
	if err := d.store.PutSeen(seen...); err != nil {
		t.Fatal(err)
	}
	d.client.LeaveAlone(news.Pause{Host: "paused.example", Until: time.Now().Add(time.Hour), Why: "it asked for that"})
	if pages, err := d.revisitsDue(time.Now()); err != nil || len(pages) != 1 || pages[0].Item != "other" {
		t.Errorf("%d pages are due, %v", len(pages), err)
	}
}

// TestAMP: a page made for phones leads to the article itself; when that fails it has to do.
func TestAMP(t *testing.T) {
	t.Parallel()
	const more = "The article itself says more than its rendering for telephones: that the ministry had known of it since May, an official said."
	for name, works := range map[string]bool{"the article answers": true, "the article fails": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, nil)
			d.rss("/feed", item("1", "{base}/amp/one", heading, lead, 2))
			d.handle("/amp/one", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.Write([]byte(`<!doctype html><html ⚡ lang="en"><head><title>` + heading + `</title><link rel="canonical" href="` + d.base + `/one"></head><body><article><h1>` + heading + `</h1><p>` + lead + `</p><p>` + lead + `</p></article></body></html>`))
			})
			if works {
				d.page("/one", article(heading, "", lead, more))
			}
			d.brought(d.visit(), 1, 0, 0)
			s, err := d.store.Story(news.NewStoryID(d.base + "/one"))
			if err != nil || strings.Contains(s.Text, more) != works || !strings.Contains(s.Text, lead) {
				t.Errorf("%v, %s: %q", err, s.Access, s.Text)
			}
		})
	}
}
