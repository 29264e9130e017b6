package node

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"ascribe/news"
)

// TestKeysThatChange: a feed that makes a new guid or a new session for the same articles at
// each visit gives each article once, and its page is not asked for at every visit.
func TestKeysThatChange(t *testing.T) {
	t.Parallel()
	for name, format := range map[string]string{
		"guid":    `<item><guid>g-%[1]d-%[2]d</guid><link>{base}/%[2]d</link>`,
		"session": `<item><guid>g-%[2]d</guid><link>{base}/%[2]d?sid=%[1]d</link>`,
		"both":    `<item><guid>g-%[1]d-%[2]d</guid><link>{base}/%[2]d?utm_source=%[1]d</link>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, nil)
			visits := 0
			d.handle("/feed", func(w http.ResponseWriter, _ *http.Request) {
				visits++
				var items []string
				for i := range 5 {
					items = append(items, fmt.Sprintf(format, visits, i)+fmt.Sprintf("<title>Part %d</title><description>%s</description></item>", i, summary))
				}
				fmt.Fprint(w, strings.ReplaceAll(rssOf(items...), "{base}", d.base))
			})
			for i := range 5 {
				d.page(fmt.Sprintf("/%d", i), article(fmt.Sprintf("Part %d", i), "", lead, middle, ending))
			}
			for range 10 {
				d.visit()
			}
			if all := d.all(); len(all) != 5 {
				t.Errorf("%d stories", len(all))
			}
			if n := d.times("/0"); n > 2 {
				t.Errorf("a page was asked for %d times", n)
			}
		})
	}
}

// TestLongVisit: what a visit has no time for is left for the next ones, and not lost.
func TestLongVisit(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.longest = 0 // one item each
	d.rss("/feed", item("1", "{base}/1", "One", summary, 1), item("2", "{base}/2", "Two", summary, 2), item("3", "{base}/3", "Three", summary, 3))
	for i, want := range []news.Health{news.Partial, news.Partial, news.Stale, news.Stale} {
		r := d.visit()
		if r.State.Health != want || r.New > 1 {
			t.Errorf("visit %d: %s (%s), %d new", i, r.State.Health, r.State.Reason, r.New)
		}
	}
	if n := len(d.all()); n != 3 {
		t.Errorf("%d stories", n)
	}
}

// TestBegun: a feed that has answered is no longer unvisited while its pages are read, and one
// whose first visit is broken off then is due at once.
func TestBegun(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed", item("1", "{base}/1", "One", summary, 1))
	ctx, end := context.WithCancel(t.Context())
	var during news.FeedState
	d.handle("/1", func(_ http.ResponseWriter, r *http.Request) {
		var err error
		if during, err = d.store.FeedState("paper"); err != nil {
			t.Error(err)
		}
		end()
		<-r.Context().Done()
	})
	if _, err := d.Refresh(ctx, "paper"); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if during.Health != news.OK || during.Items != 1 || during.Reason == "" {
		t.Errorf("while its page is read: %+v", during)
	}
	if after, err := d.store.FeedState("paper"); err != nil || !d.feeds["paper"].due(after, time.Now()) || after.ETag != "" {
		t.Errorf("after: %+v, %v", after, err)
	}
}

// TestAskedWhole: a host that says for ever that nothing has changed is not believed for
// longer than a day.
func TestAskedWhole(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	items := []string{item("1", "{base}/1", "One", summary, 1)}
	d.handle("/feed", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Etag", `"for-ever"`)
		fmt.Fprint(w, strings.ReplaceAll(rssOf(items...), "{base}", d.base))
	})
	d.brought(d.visit(), 1, 0, 0)
	items = append(items, item("2", "{base}/2", "Two", summary, 2))
	r := d.visit()
	d.brought(r, 0, 0, 0)
	r.State.Whole = r.State.Whole.Add(-wholeAfter)
	if err := d.store.PutFeedState(r.State); err != nil {
		t.Fatal(err)
	}
	d.brought(d.visit(), 1, 0, 0)
	d.brought(d.visit(), 0, 0, 0)
}

// TestFrozen: the alarm is raised once, for undated items by when they were first seen, and
// ends with the next news.
func TestFrozen(t *testing.T) {
	t.Parallel()
	for gap, want := range map[time.Duration]time.Duration{
		0: latestStale, time.Minute: soonestStale, 6 * time.Hour: 300 * time.Hour, 24 * time.Hour: latestStale, latestStale: 4 * latestStale,
	} {
		if got := staleAfter(gap); got != want {
			t.Errorf("news every %s: frozen after %s, want %s", gap, got, want)
		}
	}
	d := newDesk(t, nil)
	undated := func(n int) string {
		return fmt.Sprintf("<item><link>{base}/%d</link><title>%d</title></item>", n, n)
	}
	d.rss("/feed", undated(1))
	st := d.visit().State
	if st.Health != news.OK || time.Since(st.NewestItem) > time.Minute {
		t.Fatalf("%s, newest item %s", st.Health, st.NewestItem)
	}
	st.NewestItem = st.NewestItem.Add(-latestStale - time.Hour)
	if err := d.store.PutFeedState(st); err != nil {
		t.Fatal(err)
	}
	report, err := d.Ingest(t.Context(), true, nil)
	if err != nil || report.Frozen != 1 || report.Failing != 0 || report.Feeds[0].State.Health != news.Stale || !strings.Contains(d.log.String(), "frozen") {
		t.Errorf("%+v, %v", report, err)
	}
	if r := d.visit(); r.Frozen || r.State.Health != news.Stale {
		t.Errorf("the alarm is raised again: %+v", r)
	}
	d.rss("/feed", undated(1), undated(2))
	if r := d.visit(); r.State.Health != news.OK {
		t.Errorf("with news: %s %s", r.State.Health, r.State.Reason)
	}
}

// TestRestart: what was due later is due later, and what a wrong clock put off is due now.
func TestRestart(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		tried, next time.Duration // from now
		asked       int
	}{
		"later": {-time.Minute, time.Hour, 0}, "overdue": {-100 * time.Hour, -99 * time.Hour, 1}, "wrong clock": {8000 * time.Hour, 8001 * time.Hour, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, func(d *desk, c *Config) {
				c.Workers = 1
				d.feed(c, "first", "paper", "/first", news.ScopeAll)
				d.feed(c, "second", "paper", "/second", news.ScopeAll)
			})
			d.rss("/first")
			enough := errors.New("enough")
			ctx, stop := context.WithCancelCause(t.Context())
			d.handle("/second", func(w http.ResponseWriter, _ *http.Request) { stop(enough) })
			now := time.Now()
			if err := d.store.PutFeedState(news.FeedState{Feed: "first", URL: d.base + "/first", LastTry: now.Add(tc.tried), Next: now.Add(tc.next)}); err != nil {
				t.Fatal(err)
			}
			// With one worker the second feed, never asked, has its turn after all that is due before it.
			if err := d.store.PutFeedState(news.FeedState{Feed: "second", URL: d.base + "/second", Next: now.Add(-time.Second)}); err != nil {
				t.Fatal(err)
			}
			if err := d.Run(ctx); !errors.Is(err, enough) {
				t.Fatal(err)
			}
			if n := d.times("/first"); n != tc.asked {
				t.Errorf("asked %d times, want %d", n, tc.asked)
			}
		})
	}
}

// TestConsent: a page that asks for consent leads on to the article.
func TestConsent(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2), item("2", "{base}/two", heading+" again", summary, 3))
	d.handle("/one", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("consent") == "" {
			http.Redirect(w, r, "/wall?return=%2Fone%3Fconsent%3Dlater", http.StatusFound)
			return
		}
		fmt.Fprint(w, article(heading, "", lead, middle, ending))
	})
	d.handle("/two", http.RedirectHandler("/wall?return=https://elsewhere.example/two&next=/two", http.StatusFound).ServeHTTP)
	d.handle("/wall", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<html><head><title>Before you continue</title></head><body><form><p>We value your privacy</p><button>Accept all cookies</button></form></body></html>")
	})
	d.brought(d.visit(), 2, 0, 0)
	if s := d.story("/one"); s.Access != news.Full || !strings.Contains(s.Text, "forty diplomats") {
		t.Errorf("%s: %q (%s)", s.Access, s.Text, s.Reason)
	}
	if s := d.story("/two"); s.Access != news.FromFeed || s.Reason == "" || s.Text != summary {
		t.Errorf("%s: %q (%s)", s.Access, s.Text, s.Reason)
	}
	for asked, want := range map[[2]string]string{
		{"https://a.example/x", "https://consent.example/?continue=https%3A%2F%2Fa.example%2Fx%3Fok%3D1"}:   "https://a.example/x?ok=1",
		{"https://a.example/x", "https://consent.example/?continue=https%3A%2F%2Fa.example%2Fx"}:            "",
		{"https://a.example/x", "https://consent.example/?continue=http%3A%2F%2F169.254.169.254%2F"}:        "",
		{"https://a.example/x", "https://consent.example/?a=javascript:1&b=//b.example/&c=x&d=%2Fy&e=%2Fz"}: "https://a.example/y",
	} {
		if got := detour(asked[0], asked[1]); got != want {
			t.Errorf("%v: %q, want %q", asked, got, want)
		}
	}
}

// TestUserAgent: an outlet is asked under the name that its configuration gives, for the feed
// and for its pages; others under our own.
func TestUserAgent(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
		d.feed(c, "other", "other", "/other", news.ScopeAll)
		c.Outlets[0].UserAgent = "Plain Reader"
	})
	var mu sync.Mutex
	names := map[string]string{}
	note := func(path, body string) {
		d.handle(path, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			names[path] = r.UserAgent()
			mu.Unlock()
			fmt.Fprint(w, strings.ReplaceAll(body, "{base}", d.base))
		})
	}
	note("/feed", rssOf(item("1", "{base}/one", heading, summary, 2)))
	note("/one", article(heading, "", lead, middle))
	note("/other", rssOf())
	if _, err := d.Ingest(t.Context(), true, nil); err != nil {
		t.Fatal(err)
	}
	if names["/feed"] != "Plain Reader" || names["/one"] != "Plain Reader" || !strings.HasPrefix(names["/other"], "ascribe/") {
		t.Errorf("asked as %v", names)
	}
}
