package node

import (
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe/news"
	"ascribe/store"
)

// TestTurn: the schedule goes by the kept state, also when somebody asked for a feed meanwhile: one
// that is gone and comes back when asked by hand is visited again, and none is visited twice.
func TestTurn(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.handle("/feed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	for range 3 {
		if next := d.turn(t.Context(), "paper"); time.Until(next) < time.Minute || time.Until(next) > time.Hour {
			t.Errorf("a feed that is gone is looked at again at %s", next)
		}
	}
	if d.times("/feed") != 1 {
		t.Errorf("asked %d times", d.times("/feed"))
	}
	d.rss("/feed", item("1", "{base}/1", "One", summary, 1))
	st := d.visit().State // by hand
	if next := d.turn(t.Context(), "paper"); !next.Equal(st.Next) || d.times("/feed") != 2 {
		t.Errorf("next at %s, want %s; asked %d times", next, st.Next, d.times("/feed"))
	}
	st.Next = time.Now()
	if err := d.store.PutFeedState(st); err != nil {
		t.Fatal(err)
	}
	if next := d.turn(t.Context(), "paper"); time.Until(next) < time.Minute || d.times("/feed") != 3 {
		t.Errorf("next at %s, asked %d times", next, d.times("/feed"))
	}
}

// TestNewAddress: what put off the visits of an old address puts off none of a new one.
func TestNewAddress(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed", item("1", "{base}/1", "One", summary, 1))
	old := news.FeedState{Feed: "paper", URL: d.base + "/old", Health: news.Unreachable, Failures: 20, LastTry: time.Now(), Next: time.Now().Add(20 * time.Hour)}
	if err := d.store.PutFeedState(old); err != nil {
		t.Fatal(err)
	}
	if r, err := d.Ingest(t.Context(), false, nil); err != nil || r.New != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestUnkept: a feed whose visits can't be kept says so wherever its health is told, and is left
// alone for longer and longer.
func TestUnkept(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.rss("/feed", item("1", "{base}/1", "One", summary, 1))
	if st := d.visit().State; st.Health.Failing() {
		t.Fatalf("%+v", st)
	}
	path := filepath.Join(t.TempDir(), "still.db")
	writable, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := writable.Close(); err != nil {
		t.Fatal(err)
	}
	still, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer still.Close()
	before := d.store
	d.store, d.Node.log = still, still
	longest := time.Duration(0)
	for range 12 {
		longest = max(longest, time.Until(d.turn(t.Context(), "paper")))
	}
	if longest < 2*time.Minute || longest > time.Hour {
		t.Errorf("left alone for %s at most", longest)
	}
	feeds, err := d.Feeds()
	if err != nil || !feeds[0].State.Health.Failing() || !strings.Contains(feeds[0].State.Reason, "could not be kept") {
		t.Errorf("%+v, %v", feeds, err)
	}
	if _, err := d.Refresh(t.Context(), "paper"); err == nil || errors.Is(err, ErrVisiting) {
		t.Errorf("by hand: %v", err)
	}
	d.store, d.Node.log = before, before
	d.visit()
	if feeds, err = d.Feeds(); err != nil || feeds[0].State.Health.Failing() {
		t.Errorf("kept again: %+v, %v", feeds, err)
	}
}
