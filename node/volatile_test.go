package node

import (
	"fmt"
	"testing"
	"time"
)

// TestCountsInTheText: a feed that writes the number of comments into its items changes each with
// every visit. Pages that come out as they were are asked for less and less often; a new headline
// is looked at at once, and so is what changes later.
func TestCountsInTheText(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.page("/1", article(heading, "", lead, middle, ending))
	serve := func(title string, comments int) {
		d.rss("/feed", item("1", "{base}/1", title, fmt.Sprintf("%s %d comments", summary, comments), 2))
	}
	for i := range 20 {
		serve(heading, i)
		d.visit()
	}
	if n := d.times("/1"); n > 1+vainLooks {
		t.Errorf("the page was asked for %d times", n)
	}
	asked := d.times("/1")
	serve(heading+", again", 20)
	d.visit()
	if n := d.times("/1"); n != asked+1 {
		t.Errorf("with a new headline the page was asked for %d times more", n-asked)
	}
	// What is put off is not lost.
	d.page("/1", article(heading, "", lead, middle, mended))
	serve(heading+", again", 21)
	d.brought(d.visit(), 0, 0, 0)
	d.later(t, 25*time.Hour)
	d.brought(d.visit(), 0, 1, 0)
	d.page("/1", article(heading, "", lead, middle, ending))
	serve(heading+", again", 22)
	d.brought(d.visit(), 0, 1, 0)
}

// later makes all items of the feed paper seen so much earlier.
func (d *desk) later(t *testing.T, by time.Duration) {
	t.Helper()
	seen, err := d.store.SeenBetween(time.Now().Add(-time.Hour), time.Now())
	if err != nil || len(seen) == 0 {
		t.Fatalf("%d seen, %v", len(seen), err)
	}
	for _, s := range seen {
		s.At = s.At.Add(-by)
		if err := d.store.PutSeen(s); err != nil {
			t.Fatal(err)
		}
	}
}
