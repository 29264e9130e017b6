package node

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

// TestFeedMoves: a permanent redirect is followed at once, but only three days of it change
// the address that is asked; a new address that is lost sends us back to the old one.
func TestFeedMoves(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.handle("/feed", http.RedirectHandler("/new", http.StatusMovedPermanently).ServeHTTP)
	d.rss("/new", item("1", "{base}/one", heading, lead, 2))
	d.page("/one", article(heading, "", lead))
	st := d.visit().State
	if !strings.HasSuffix(st.Moved, "/new") || st.Address != "" || len(st.MovedOn) != 1 {
		t.Fatalf("after one day: moved %q, address %q, on %v", st.Moved, st.Address, st.MovedOn)
	}
	if st = d.visit().State; len(st.MovedOn) != 1 {
		t.Fatalf("a day counts once: %v", st.MovedOn)
	}
	st.MovedOn = []string{"2026-01-01", "2026-01-05"}
	if err := d.store.PutFeedState(st); err != nil {
		t.Fatal(err)
	}
	if st = d.visit().State; !strings.HasSuffix(st.Address, "/new") {
		t.Fatalf("after three days: address %q", st.Address)
	}
	before := d.times("/feed")
	if st = d.visit().State; d.times("/feed") != before || st.Address == "" || st.Health.Failing() {
		t.Errorf("the old address was asked %d times more, %s", d.times("/feed")-before, st.Health)
	}
	d.handle("/new", http.NotFound)
	if st = d.visit().State; st.Address != "" || !st.Health.Failing() {
		t.Errorf("the lost address is still asked: %q, %s", st.Address, st.Health)
	}
	d.visit()
	if d.times("/feed") != before+1 {
		t.Error("the configured address was not asked again")
	}
}

// TestGoneIsAskedNoMore: 410 stops the visits until the address changes, but a person may ask.
func TestGoneIsAskedNoMore(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.handle("/feed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	for range 3 {
		r, err := d.Ingest(t.Context(), true, nil)
		if err != nil || r.Failing != 1 || len(r.Feeds) != 1 || r.Feeds[0].State.Health != news.Gone || !r.Feeds[0].State.Next.IsZero() {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	if d.times("/feed") != 1 {
		t.Errorf("asked %d times", d.times("/feed"))
	}
	d.visit()
	if d.times("/feed") != 2 {
		t.Error("asked by hand, it was not visited")
	}
	st := d.visit().State
	st.URL = "http://other.example/"
	if err := d.store.PutFeedState(st); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Ingest(t.Context(), false, nil); err != nil || d.times("/feed") != 4 {
		t.Errorf("after a change of address: asked %d times, %v", d.times("/feed"), err)
	}
}

// TestFeedsWishesAreKept: what a document asks for binds later visits that bring nothing.
func TestFeedsWishesAreKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	tomorrow := time.Now().UTC().Add(24 * time.Hour).Weekday()
	d.handle("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"a"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write([]byte(`<rss><channel><title>T</title><ttl>180</ttl><skipDays><day>` + tomorrow.String() + `</day></skipDays></channel></rss>`))
	})
	for i := range 2 {
		st := d.visit().State
		if i == 1 && st.Health != news.NotModified {
			t.Fatalf("visit %d: %s", i, st.Health)
		}
		if wait := st.Next.Sub(st.LastTry); wait < 180*time.Minute || st.Next.UTC().Weekday() == tomorrow || !slices.Equal(st.SkipDays, []time.Weekday{tomorrow}) {
			t.Errorf("visit %d: next in %s, %+v", i, wait, st)
		}
	}
}
