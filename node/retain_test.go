package node

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe/news"
	"ascribe/store"
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

// TestRetainBesideDamage: a record that can't be read keeps its own story's text from being dropped,
// and says so, and no other; whether it is the story's last version or an earlier one.
func TestRetainBesideDamage(t *testing.T) {
	d := newDesk(t, nil)
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	var ids []news.StoryID
	for i := range 6 {
		story := news.Story{
			URL: fmt.Sprintf("https://p.example/%d", i), Outlet: "p", Version: 1, Title: "A", Access: news.Full,
			Published: news.At(at), Arrived: at,
		}
		story.ID = news.NewStoryID(story.URL)
		ids = append(ids, story.ID)
		for _, text := range []string{"Gulls %d cried.", "Gulls %d cried again."} { // short: the record is not compressed
			story.Text = fmt.Sprintf(text, i)
			story.Hash = story.Fingerprint()
			if _, err := s.Append(t.Context(), news.Entry{Kind: news.StoryEntry, At: at, Story: &story}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Gulls 2 cried.", "Gulls 4 cried again."} {
		if !bytes.Contains(file, []byte(text)) {
			t.Fatal("there is no record in the clear to damage")
		}
		file = bytes.ReplaceAll(file, []byte(text), []byte("H"+text[1:]))
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = store.Open(path, store.Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n, err := New(Config{Store: s, Log: s, Client: d.client, Catalogue: d.catalogue})
	if err != nil {
		t.Fatal(err)
	}
	dropped, err := n.Retain(t.Context(), 30*24*time.Hour, 0)
	if damage, is := errors.AsType[store.Damage](err); !is || damage.Bucket != "log" || damage.Key != "5" || dropped != 4 {
		t.Errorf("Retain = %d, %v; want 4 texts dropped and entry 5 of the log named", dropped, err)
	}
	for i, id := range ids {
		v, err := s.Story(id)
		switch i {
		case 2:
			if err != nil || v.Excerpt {
				t.Errorf("the story with a damaged first version is %+v, %v; want it untouched", v, err)
			}
		case 4:
			if _, is := errors.AsType[store.Damage](err); !is {
				t.Errorf("the story with a damaged last version is %+v, %v", v, err)
			}
		default:
			if err != nil || !v.Excerpt || v.Text != "" {
				t.Errorf("story %d is %+v, %v; want it without its text", i, v, err)
			}
		}
	}
}
