package store

import (
	"path/filepath"
	"testing"
	"time"

	"ascribe/news"
)

// TestDamagedMemory: what this machine remembers of feeds keeps none from being visited where it
// is damaged: the feed is asked anew, the item met again, and what is written then takes its place.
// A rebuild leaves it out.
func TestDamagedMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openForgetful(t, path)
	appendAll(t, s, years()...)
	if err := s.PutFeedState(news.FeedState{Feed: "one", Health: news.OK}, news.FeedState{Feed: "two", Health: news.OK}); err != nil {
		t.Fatal(err)
	}
	item := func(key string, at time.Time) news.Seen {
		return news.Seen{Feed: "one", Item: key, Verdict: news.Stored, Story: "s-1", At: at}
	}
	if err := s.PutSeen(item("a", day), item("b", day)); err != nil {
		t.Fatal(err)
	}
	flip(t, s, feedTable.name, []byte("one"))
	flip(t, s, seenTable.name, seenKey("one", "a"))
	if states, err := s.FeedStates(); err != nil || len(states) != 1 || states["two"].Health != news.OK {
		t.Errorf("states: %+v, %v", states, err)
	}
	if st, err := s.FeedState("one"); err != nil || st.Feed != "one" || st.Health != "" {
		t.Errorf("state: %+v, %v", st, err)
	}
	if _, ok, err := s.Seen("one", "a"); ok || err != nil {
		t.Errorf("seen: %v, %v", ok, err)
	}
	if items, err := s.SeenBetween(day, day.Add(time.Hour)); err != nil || len(items) != 1 || items[0].Item != "b" {
		t.Errorf("seen that day: %+v, %v", items, err)
	}

	if err := s.PutFeedState(news.FeedState{Feed: "one", Health: news.Stale}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSeen(item("a", day.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	if items, err := s.SeenBetween(day, day.Add(time.Hour)); err != nil || len(items) != 2 {
		t.Errorf("seen again: %+v, %v", items, err)
	}
	flip(t, s, feedTable.name, []byte("one"))
	flip(t, s, seenTable.name, seenKey("one", "b"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Rebuild(t.Context(), path, "", nil); err != nil {
		t.Fatal(err)
	}
	s = openForgetful(t, path)
	if items, err := s.SeenBetween(day, day.Add(time.Hour)); err != nil || len(items) != 1 || items[0].Item != "a" {
		t.Errorf("rebuilt, seen that day: %+v, %v", items, err)
	}
	if st := s.Stats(); st.Seen != 1 {
		t.Errorf("rebuilt: %+v", st)
	}
	if report, err := s.Verify(t.Context()); err != nil || !report.Clean() {
		t.Errorf("rebuilt: %+v, %v", report, err)
	}
}
