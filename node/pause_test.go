package node

import (
	"net/http"
	"testing"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
)

// TestPausesOutlive: what a host asked for while its pages were read binds the next process too, as
// every pass from cron is one.
func TestPausesOutlive(t *testing.T) {
	t.Parallel()
	tooOften := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	for name, told := range map[string]func(d *desk){
		"by a page": func(d *desk) {
			d.handle("/1", tooOften)
			d.visit()
		},
		"by a feed": func(d *desk) {
			d.handle("/feed", tooOften)
			d.visit()
		},
		"by a page looked at again": func(d *desk) {
			d.page("/1", article(heading, "", lead, middle, ending))
			d.visit()
			d.handle("/1", tooOften)
			if asked, _, err := d.Revisit(d.t.Context()); asked != 1 || err != nil {
				t.Errorf("looked at %d pages, %v", asked, err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, func(d *desk, c *Config) {
				d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
				c.Revisits = []time.Duration{time.Nanosecond}
			})
			d.rss("/feed", item("1", "{base}/1", heading, summary, 1))
			told(d)
			pages, feeds := d.times("/1"), d.times("/feed")
			next, err := New(Config{Store: d.store, Log: d.store, Client: newClient(t, fetcher.Settings{}), Catalogue: d.catalogue, Outlets: []Outlet{d.outlets["paper"]}, Feeds: []Feed{d.feeds["paper"]}, Revisits: d.revisits})
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				r, err := next.Ingest(t.Context(), true, nil)
				if err != nil || r.Feeds[0].State.Health != news.Limited || len(r.Feeds[0].State.Pauses) != 1 {
					t.Errorf("%+v, %v", r, err)
				}
			}
			if d.times("/1") != pages || d.times("/feed") != feeds {
				t.Errorf("asked again: pages %d, feed %d", d.times("/1")-pages, d.times("/feed")-feeds)
			}
		})
	}
}

// TestPauseOfAWrongClock: a pause that no host can ask for is none.
func TestPauseOfAWrongClock(t *testing.T) {
	t.Parallel()
	client := newClient(t, fetcher.Settings{})
	client.LeaveAlone(news.Pause{Host: "a.example", Until: time.Now().Add(1000 * time.Hour)})
	client.LeaveAlone(news.Pause{Host: "b.example", Until: time.Now().Add(-time.Hour)})
	for _, host := range []string{"a.example", "b.example", "c.example"} {
		if p := client.Pause(host); p.Host != "" {
			t.Errorf("%+v", p)
		}
	}
}
