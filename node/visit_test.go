package node

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ascribe/claim"
	"ascribe/fetcher"
	"ascribe/news"
)

func TestNewSeenRevised(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2), item("2", "{base}/two", "Budget vote postponed", "Parliament will vote in May.", 1))
	d.page("/one", article(heading, "", lead, middle, ending))
	d.brought(d.visit(), 2, 0, 0)
	s := d.story("/one")
	if s.Access != news.Full || s.Version != 1 || !strings.Contains(s.Text, "forty diplomats") || s.Feed != "paper" || s.Outlet != "paper" {
		t.Errorf("%s %s, version %d of %s: %q", s.Access, s.Reason, s.Version, s.Feed, s.Text)
	}
	if len(s.Analysis.Claims) == 0 || s.Analysis.Engine != claim.Engine {
		t.Errorf("read by %q: %d claims", s.Analysis.Engine, len(s.Analysis.Claims))
	}
	d.brought(d.visit(), 0, 0, 0)
	if n := d.times("/one"); n != 1 {
		t.Errorf("the page was asked for %d times", n)
	}
	// The item changes, and its page with it; then both as they were.
	for i, change := range []struct{ about, end string }{{summary + " More follows.", mended}, {summary, ending}} {
		d.rss("/feed", item("1", "{base}/one", heading, change.about, 2))
		d.page("/one", article(heading, "", lead, middle, change.end))
		d.brought(d.visit(), 0, 1, 0)
		if s := d.story("/one"); s.Version != i+2 || !strings.Contains(s.Text, change.end) {
			t.Errorf("version %d: %q", s.Version, s.Text)
		}
	}
	if first, err := d.store.Version(s.ID, 1); err != nil || first.Hash != d.story("/one").Hash {
		t.Errorf("the first version and the third differ, %v", err)
	}
	if r := d.visit(); r.State.Stored != 2 || len(d.all()) != 2 {
		t.Errorf("%d stored, %d stories; want 2", r.State.Stored, len(d.all()))
	}
}

func TestScope(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) { d.feed(c, "paper", "paper", "/feed", news.ScopeCyber) })
	d.rss("/feed",
		item("1", "{base}/one", heading, summary, 3),
		item("2", "{base}/bread", "Bread prices fall again", "A loaf costs less than it did a year ago.", 2),
		item("3", "{base}/letters", "Ransomware in the letters page", "Readers on ransomware, hackers and spyware.", 1))
	d.page("/one", article(heading, "", lead, middle, ending))
	d.page("/letters", article("Letters", "", "Sir, the hedges along the canal have not been cut since the spring, and the swans are nesting in them now.",
		"The band will play in the park on every Sunday of the summer, the mayor said, if the weather is kind to its trumpets."))
	d.brought(d.visit(), 1, 0, 2)
	if d.times("/bread") != 0 || d.times("/letters") != 1 {
		t.Errorf("pages asked for: bread %d, letters %d", d.times("/bread"), d.times("/letters"))
	}
	d.brought(d.visit(), 0, 0, 0)
	if d.times("/letters") != 1 {
		t.Error("a rejected item was fetched again")
	}
	rejected, err := d.store.Rejected("paper", 10)
	if err != nil || len(rejected) != 2 {
		t.Fatalf("rejected: %+v, %v", rejected, err)
	}
	// What an older reader rejected, this one looks at; what it stored stays.
	for _, s := range rejected {
		s.Engine = "an older reader"
		if err := d.store.PutSeen(s); err != nil {
			t.Fatal(err)
		}
	}
	d.brought(d.visit(), 0, 0, 2)
	if d.times("/letters") != 2 || d.times("/one") != 1 {
		t.Errorf("pages asked for: letters %d, one %d", d.times("/letters"), d.times("/one"))
	}
	// A story that is kept is kept up to date, whatever it is about by now.
	d.rss("/feed", item("1", "{base}/one", "Ministry has a new gardener", "The roses are doing well.", 3))
	d.page("/one", article("Ministry has a new gardener", "", "The foreign ministry's roses are doing well since a new gardener looks after them, a visitor said.",
		"The gardener, who learned the trade in Klow, waters them twice a day and sings to them, the visitor added."))
	d.brought(d.visit(), 0, 1, 0)
}

func TestFeedFails(t *testing.T) {
	t.Parallel()
	status := func(code int, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i+1 < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
		}
	}
	for name, tc := range map[string]struct {
		answer http.HandlerFunc
		health news.Health
		reason string
		atMost time.Duration // until the next visit
	}{
		"nothing there": {status(404), news.Unreachable, "no such address", 20 * time.Minute},

		"forbidden":     {status(403), news.Blocked, "forbids", 20 * time.Minute},
		"broken server": {status(500), news.ServerError, "failed", 20 * time.Minute},
		"asked too often": {
			status(429, "Retry-After", "7200"), news.Limited, "too often", 3 * time.Hour,
		},
		"a page": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, article(heading, "", lead))
		}, news.NotAFeed, "", 20 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, nil)
			d.handle("/feed", tc.answer)
			var st news.FeedState
			for i := range 2 {
				r := d.visit()
				failures := i + 1
				if name == "asked too often" {
					failures = 1 // the second time nobody asked
				}
				if st = r.State; st.Failures != failures || st.Health != tc.health && (i == 0 || st.Health != news.Limited) {
					t.Errorf("visit %d: %s (%s), %d failures; want %s", i, st.Health, st.Reason, st.Failures, tc.health)
				}
				if i == 0 && (st.Reason == "" || !strings.Contains(st.Reason, tc.reason)) {
					t.Errorf("reason: %q, want a word on %q", st.Reason, tc.reason)
				}
			}
			wait := st.Next.Sub(st.LastTry)
			if wait > tc.atMost || name == "asked too often" && wait < 119*time.Minute {
				t.Errorf("the next visit is %s later", wait)
			}
			if !st.LastGood.IsZero() {
				t.Error("it was never good")
			}
			// Kept across a restart, and over with the next good answer.
			states, err := d.store.FeedStates()
			if err != nil || states["paper"].Failures != st.Failures {
				t.Errorf("the state that was kept: %+v, %v", states["paper"], err)
			}
		})
	}
}

func TestFeedRecovers(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.visit()
	d.rss("/feed", item("1", "{base}/one", heading, summary, 2))
	if st := d.visit().State; st.Failures != 0 || st.Health.Failing() || st.LastGood.IsZero() {
		t.Errorf("%+v", st)
	}
	d.rss("/feed")
	if st := d.visit().State; st.Items != 0 || st.Health.Failing() {
		t.Errorf("an empty feed: %+v", st)
	}
}

// A feed that is read once a week does not lose the week by one failure.
func TestFailureBeforeALongInterval(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		d.feed(c, "paper", "paper", "/feed", news.ScopeAll)
		c.Feeds[0].Plan.Every = fetcher.Duration(7 * 24 * time.Hour)
	})
	if st := d.visit().State; st.Next.Sub(st.LastTry) > 61*time.Minute {
		t.Errorf("the next try is %s later", st.Next.Sub(st.LastTry))
	}
}

func TestValidators(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	var whole bool
	d.handle("/feed", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Etag", `"v1"`)
		w.Header().Set("Content-Type", "application/rss+xml")
		doc := rssOf(item("1", d.base+"/one", heading, summary, 2), item("2", d.base+"/two", "Second", "Another one.", 3))
		if !whole {
			doc = doc[:strings.Index(doc, "<item><guid>2")+20] // cut off within the second item
		}
		fmt.Fprint(w, doc)
	})
	r := d.visit()
	d.brought(r, 1, 0, 0)
	if r.State.Health != news.Partial || r.State.ETag != "" || r.State.Reason == "" {
		t.Errorf("a document that was cut off: %+v", r.State)
	}
	whole = true
	r = d.visit()
	d.brought(r, 1, 0, 0)
	if r.State.ETag != `"v1"` || r.State.Health == news.Partial {
		t.Errorf("the whole document: %+v", r.State)
	}
	if r = d.visit(); r.Items != 0 || r.State.Items != 2 || r.State.ETag != `"v1"` {
		t.Errorf("not modified: %+v", r)
	}
}

func TestVisiting(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	asked, answer := make(chan bool), make(chan bool)
	d.handle("/feed", func(w http.ResponseWriter, _ *http.Request) {
		asked <- true
		<-answer
		fmt.Fprint(w, rssOf(item("1", "", heading, summary, 2)))
	})
	first := make(chan error)
	go func() {
		_, err := d.Refresh(t.Context(), "paper")
		first <- err
	}()
	<-asked
	if _, err := d.Refresh(t.Context(), "paper"); !errors.Is(err, ErrVisiting) {
		t.Errorf("a second visit: %v", err)
	}
	if r, err := d.Ingest(t.Context(), true, nil); err != nil || len(r.Feeds) != 0 {
		t.Errorf("a pass meanwhile: %+v, %v", r, err)
	}
	if v := d.Visits(); len(v) != 1 || v[0].Feed != "paper" {
		t.Errorf("visits under way: %+v", v)
	}
	close(answer)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if v := d.Visits(); len(v) != 0 {
		t.Errorf("visits under way: %+v", v)
	}
	if _, err := d.Refresh(t.Context(), "nobody"); !errors.Is(err, ErrUnknownFeed) {
		t.Errorf("an unknown feed: %v", err)
	}
}

// An interrupted visit keeps what it did, and the next one does the rest.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	var items []string
	for i := range 9 {
		items = append(items, item(fmt.Sprint(i), fmt.Sprintf("{base}/%d", i), fmt.Sprintf("Story %d of hackers", i), "It is told.", i+1))
	}
	d.rss("/feed", items...)
	ctx, stop := context.WithCancelCause(t.Context())
	cause := errors.New("told to stop")
	d.handle("/4", func(w http.ResponseWriter, r *http.Request) {
		stop(cause)
		<-r.Context().Done()
	})
	r, err := d.Ingest(ctx, true, nil)
	if !errors.Is(err, cause) || r.New != 4 || r.Failing != 0 {
		t.Fatalf("%+v, %v; want the cause and four stories", r, err)
	}
	if strings.Count(err.Error(), cause.Error()) != 1 {
		t.Errorf("the cause is told more than once: %v", err)
	}
	d.page("/4", "<p>nothing</p>")
	d.brought(d.visit(), 5, 0, 0)
	if d.times("/3") != 1 || len(d.all()) != 9 {
		t.Errorf("page 3 was asked for %d times; %d stories", d.times("/3"), len(d.all()))
	}
	if st := d.visit().State; st.Stored != 9 {
		t.Errorf("%d stored, want 9", st.Stored)
	}
}

func TestIngestVisitsWhatIsDue(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, c *Config) {
		for _, id := range []string{"paper", "gazette", "herald"} {
			d.feed(c, id, id, "/"+id, news.ScopeAll)
		}
	})
	d.rss("/paper", item("1", "", heading, summary, 2))
	d.rss("/gazette", item("1", "", "Another", "Told otherwise.", 2))
	var told []news.FeedID
	r, err := d.Ingest(t.Context(), false, func(f FeedReport) { told = append(told, f.Feed) })
	if err != nil || r.New != 2 || r.Failing != 1 || len(told) != 3 || r.Feeds[2].Feed != "herald" {
		t.Errorf("%+v, %v; told of %v", r, err, told)
	}
	if r, err = d.Ingest(t.Context(), false, nil); err != nil || len(r.Feeds) != 0 {
		t.Errorf("nothing is due: %+v, %v", r, err)
	}
	views, err := d.Feeds()
	if err != nil || len(views) != 3 || views[0].State.Health.Failing() || !views[2].State.Health.Failing() {
		t.Errorf("%+v, %v", views, err)
	}
}
