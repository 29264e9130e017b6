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

const (
	paywall = `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>`
	captcha = `<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1><p>Please enable JavaScript and cookies to continue.</p></body></html>`
)

// A page that gives nothing, or less than the feed, leaves the feed's text with the reason.
func TestPageThatGivesLess(t *testing.T) {
	t.Parallel()
	html := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, body)
		}
	}
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	long := strings.Join([]string{lead, middle, ending}, " ")
	for name, tc := range map[string]struct {
		page   http.HandlerFunc
		feed   string // what the feed says
		access news.Access
		reason string
		again  bool // the page is asked for at the next visit, too
	}{
		"not found":                {status(404), summary, news.FromFeed, "no such address", false},
		"forbidden":                {status(403), summary, news.FromFeed, "forbids", false},
		"broken":                   {status(500), summary, news.FromFeed, "failed", true},
		"hangs":                    {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, summary, news.FromFeed, "in time", true},
		"no word in the feed":      {status(404), "", news.Failed, "no such address", false},
		"captcha":                  {html(captcha), summary, news.FromFeed, "", false},
		"no page":                  {html("%PDF-1.4 not a page"), summary, news.FromFeed, "not a page", false},
		"empty":                    {html(""), summary, news.FromFeed, "empty", false},
		"paywall":                  {html(article(heading, paywall, lead, "Subscribe to continue reading.")), "", news.Paywalled, "", false},
		"paywall, and a long feed": {html(article(heading, paywall, lead, "Subscribe to continue reading.")), long, news.FromFeed, "the feed tells more than the page", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, func(d *desk, c *Config) {
				d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
				if name == "hangs" {
					c.Client = newClient(t, fetcher.Settings{FirstByte: fetcher.Duration(50 * time.Millisecond)})
				}
			})
			d.rss("/feed", item("1", "{base}/one", heading, tc.feed, 2))
			d.handle("/one", tc.page)
			r := d.visit()
			d.brought(r, 1, 0, 0)
			s := d.story("/one")
			if s.Access != tc.access || s.Reason == "" || !strings.Contains(s.Reason, tc.reason) {
				t.Errorf("%s, %q; want %s with %q", s.Access, s.Reason, tc.access, tc.reason)
			}
			if tc.access == news.FromFeed && s.Text != tc.feed || s.Title != heading {
				t.Errorf("%q %q", s.Title, s.Text)
			}
			if r.State.Health.Failing() {
				t.Errorf("the feed is %s for a page's fault", r.State.Health)
			}
			d.page("/one", article(heading, "", lead, middle, ending))
			r = d.visit()
			if !tc.again {
				d.brought(r, 0, 0, 0)
				return
			}
			d.brought(r, 0, 1, 0)
			if s := d.story("/one"); s.Access != news.Full || s.Version != 2 {
				t.Errorf("when the page answers again: %s, version %d", s.Access, s.Version)
			}
			d.brought(d.visit(), 0, 0, 0)
			if n := d.times("/one"); n != 2 {
				t.Errorf("the page was asked for %d times", n)
			}
		})
	}
}

// What was got in a worse way never supersedes: a paywall where there was an article.
func TestPageGetsWorse(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2))
	d.page("/one", article(heading, "", lead, middle, ending))
	d.visit()
	d.rss("/feed", item("1", "{base}/one", heading, summary+" Now with a fee.", 2))
	d.page("/one", article(heading, paywall, lead, "Subscribe to continue reading."))
	d.brought(d.visit(), 0, 0, 0)
	if s := d.story("/one"); s.Access != news.Full || s.Version != 1 {
		t.Errorf("%s, version %d", s.Access, s.Version)
	}
}

// Pages whose host is gone are given up for the visit, and asked for at a later one.
func TestHostIsGone(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	var gone int
	d.handle("/feed", func(w http.ResponseWriter, _ *http.Request) {
		gone++
		var items []string
		for i := range 8 {
			items = append(items, item(fmt.Sprint(i), fmt.Sprintf("{base}/%d", i), fmt.Sprintf("Hackers, part %d", i), summary, i+1))
		}
		w.Header().Set("Etag", `"same"`)
		fmt.Fprint(w, strings.ReplaceAll(rssOf(items...), "{base}", d.base))
	})
	for i := range 8 {
		d.handle(fmt.Sprintf("/%d", i), func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				err = conn.Close()
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	r := d.visit()
	d.brought(r, 8, 0, 0)
	if r.State.ETag != "" {
		t.Error("the feed would not be given again, and so its pages not be asked for")
	}
	if a, b := d.story("/0").Reason, d.story("/7").Reason; a == b || b == "" || d.times("/7") != 0 {
		t.Errorf("reasons %q and %q; the last page was asked for %d times", a, b, d.times("/7"))
	}
	for i := range 8 {
		d.page(fmt.Sprintf("/%d", i), article(fmt.Sprintf("Hackers, part %d", i), "", lead, middle, ending))
	}
	r = d.visit()
	d.brought(r, 0, 8, 0)
	if r.State.ETag != `"same"` {
		t.Error("no validators when all is there")
	}
}

// A fault of our own in reading, here a catalogue that is not there, costs the reading and
// neither the story nor the process.
func TestReadingPanics(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "paper", "paper", "/feed", news.ScopeCyber)
		c.Catalogue = nil
	})
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2))
	d.page("/one", article(heading, "", lead, middle, ending))
	d.brought(d.visit(), 1, 0, 0)
	if s := d.story("/one"); s.Analysis.Unread == "" || !strings.Contains(s.Text, "forty diplomats") {
		t.Errorf("%q, unread %q", s.Text, s.Analysis.Unread)
	}
	if log := d.log.String(); !strings.Contains(log, "panic") || !strings.Contains(log, "/one") {
		t.Errorf("the log has no word of it: %s", log)
	}
	if s, err := d.Add(t.Context(), Submission{URL: d.base + "/two", Text: lead}); err != nil || s.Text != lead {
		t.Errorf("a story by hand: %v", err)
	}
}
