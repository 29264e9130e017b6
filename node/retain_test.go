package node

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

func TestRetain(t *testing.T) {
	d := newDesk(t, nil)
	const said = "Britain on Monday accused Russia of hacking the mail servers of its foreign ministry."
	claim := news.Claim{Accuser: news.Party{Name: "Ruritania", Kind: news.State}, Accused: news.Party{Name: "Borduria", Kind: news.State}, Stance: news.Accuses, Quote: said}
	var old []news.Story
	for i := range 2*droppedAtOnce + 5 {
		old = append(old, d.put(fmt.Sprintf("Ship %d lay at anchor off the harbour. ", i)+said+" Gulls cried.", claim))
	}
	fresh := old[0]
	fresh.URL, fresh.Arrived = "https://paper.example/fresh", time.Now().UTC()
	fresh.ID = news.NewStoryID(fresh.URL)
	fresh.Analysis.Claims = nil
	if _, err := d.store.Append(t.Context(), news.Entry{Kind: news.StoryEntry, At: fresh.Arrived, Story: &fresh}); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Node.Retain(t.Context(), 30*24*time.Hour, 0); err != nil || n != len(old) {
		t.Fatalf("Retain = %d, %v; want %d", n, err, len(old))
	}
	for _, s := range old {
		v, err := d.store.Story(s.ID)
		if err != nil || !v.Excerpt || v.Text != said || len(v.Analysis.Claims) != 1 || v.Verify() != nil {
			t.Fatalf("an old story is %+v, %v, %v", v, err, v.Verify())
		}
	}
	if v, err := d.store.Story(fresh.ID); err != nil || v.Excerpt || !strings.Contains(v.Text, "Gulls") {
		t.Errorf("the fresh story is %+v, %v", v, err)
	}
	if n, err := d.Node.Retain(t.Context(), 30*24*time.Hour, 0); err != nil || n != 0 {
		t.Errorf("the second time Retain = %d, %v", n, err)
	}
	report, err := d.Node.Reanalyse(t.Context(), true, nil)
	if err != nil || report.Textless != len(old) || report.Looked != 1 {
		t.Errorf("reading again: %+v, %v; want %d without text and one looked at", report, err, len(old))
	}
}

// TestRetainByAClockAhead: a clock that is years ahead when the program starts drops nothing, and
// believes itself by a month more at each look only.
func TestRetainByAClockAhead(t *testing.T) {
	const age = 365 * 24 * time.Hour
	ahead := 3 * age
	d := newDesk(t, nil)
	arrive := func(i int, at time.Time) {
		s := d.put(fmt.Sprintf("Ship %d lay at anchor off the harbour.", i))
		s.Arrived, s.Text = at, s.Text+" Truly."
		s.Hash = s.Fingerprint()
		if _, err := d.store.Append(t.Context(), news.Entry{Kind: news.StoryEntry, At: at, Story: &s}); err != nil {
			t.Fatal(err)
		}
	}
	before := time.Now().UTC().Add(-ahead) // what the clock said until it jumped
	for i := range 5 {
		arrive(i, before)
	}
	again, err := New(Config{Store: d.store, Log: d.store, Client: d.client, Catalogue: d.catalogue}) // the next start
	if err != nil {
		t.Fatal(err)
	}
	if n, err := again.Retain(t.Context(), age, 0); err != nil || n != 0 {
		t.Errorf("Retain = %d, %v; want nothing dropped", n, err)
	}
	arrive(5, time.Now().UTC()) // by the wrong clock
	if n, err := again.Retain(t.Context(), age, 0); err != nil || n != 0 {
		t.Errorf("after one more story Retain = %d, %v; want nothing dropped", n, err)
	}
	for range 40 { // one look a day, and the clock was right after all
		if _, err := again.Retain(t.Context(), age, 0); err != nil {
			t.Fatal(err)
		}
	}
	dropped := 0
	for _, s := range d.all() {
		if v, err := d.store.Story(s.ID); err == nil && v.Excerpt {
			dropped++
		}
	}
	if dropped != 5 {
		t.Errorf("%d texts were dropped in the end, want the 5 of three years ago", dropped)
	}
}
