package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// aging are entries by which a block of stories becomes full: so many words that writing them takes dozens of
// entries, in which stories of that block are revised, hidden and lose their texts.
func aging() (entries []news.Entry, full int) {
	wordy := func(n, version int) news.Entry {
		var text strings.Builder
		fmt.Fprintf(&text, "aa%dx zz%dx", n, n*version)
		for i := range 24 {
			fmt.Fprintf(&text, " %c%dq%d", 'a'+(n+i)%26, n, i*version)
		}
		return entry(write(fmt.Sprint("https://a.example/", n), "a", day, fmt.Sprint("Story ", n), text.String(), say{britain, china, news.Accuses, ""}))
	}
	for n := range blockSize - 3 {
		entries = append(entries, wordy(n, 1))
	}
	full = len(entries)
	for n := range 60 {
		entries = append(entries, wordy(blockSize+n, 1))
		id := entries[33*n].Story.ID
		switch n % 4 {
		case 1:
			entries = append(entries, wordy(30*n, 2))
		case 2:
			entries = append(entries, news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.Hide, By: "ann", Stories: []news.StoryID{id}}})
		case 3:
			if n > 40 {
				entries = append(entries, dropText(id))
			}
		}
	}
	return entries, full
}

// agingWords are in some of the stories or in all, among them the first and the last ones of all.
var agingWords = []string{"aa30x", "aa90x", "zz30x", "zz60x", "zz900x", "m90q12", "m90q6", "aa2049x", "zz2050x", "aa0x", "nowhere"}

// finds lists the stories that are found by each of the words.
func finds(t *testing.T, s *Store) (all []string) {
	t.Helper()
	for _, word := range agingWords {
		p, err := s.Stories(t.Context(), Query{Text: word})
		if err != nil {
			t.Fatal(err)
		}
		for _, story := range p.Items {
			all = append(all, word+" "+string(story.ID))
		}
	}
	slices.Sort(all)
	return all
}

// holds lists the stories that have each of the words, by their texts.
func holds(t *testing.T, s *Store) (all []string) {
	t.Helper()
	err := s.view(func(tx *bbolt.Tx) error {
		for key, record := range storyTable.from(tx, nil) {
			row, err := record()
			if err != nil {
				return err
			}
			told, err := s.tellRow(tx, toNumber(key), row)
			if err != nil {
				return err
			}
			for _, word := range agingWords {
				if told.shown() && slices.Contains(strings.Fields(told.story.Text), word) {
					all = append(all, word+" "+string(row.ID))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

// A block that is full is written a little with each entry: what is found meanwhile is what a store finds that
// was opened there, and the file is the same one whatever the batches, after a transaction that failed and
// however often it was opened.
func TestElder(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("thousands of stories, one after the other: they tell a detector of races nothing")
	}
	entries, full := aging()
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openWindow(t, path, 400)
	tell(t, s, entries[:full], 200)
	shut(t, s)
	filled, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	entries = entries[full:]
	again := func() *Store {
		path := filepath.Join(t.TempDir(), "ascribe.db")
		if err := os.WriteFile(path, filled, 0o600); err != nil {
			t.Fatal(err)
		}
		return openWindow(t, path, 400)
	}

	s = again()
	var saw [][]string
	var unwritten [2]int
	for i, e := range entries {
		appendAll(t, s, e)
		saw = append(saw, finds(t, s))
		if i%8 == 0 {
			same(t, fmt.Sprint("entry ", i), saw[i], holds(t, s))
		}
		for i, f := range []family{stories, claims} {
			if s.tails.Load().of(f).elder != nil {
				unwritten[i]++
			}
		}
	}
	want := dump(t, s)
	if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
		t.Errorf("Verify = %+v, %v", r, err)
	}
	shut(t, s)
	for i, n := range unwritten {
		if n < []int{20, 4}[i] || n > len(entries)-10 {
			t.Fatalf("a block was unwritten after %v of %d entries: this shows nothing", unwritten, len(entries))
		}
	}

	s = again()
	wanted := errors.New("wanted")
	for i := range entries {
		if i%5 == 0 {
			_, err := s.try([]*request{{entries: entries[i : i+1]}, {do: func(*bbolt.Tx) error { return wanted }}})
			if !errors.Is(err, wanted) {
				t.Fatal(err)
			}
		}
		if i%12 == 0 {
			path := s.path
			shut(t, s)
			s = openWindow(t, path, 400)
		}
		appendAll(t, s, entries[i])
		if i%4 == 0 {
			same(t, fmt.Sprint("opened anew, entry ", i), finds(t, s), saw[i])
		}
	}
	same(t, "opened anew", dump(t, s), want)
	shut(t, s)

	s = again()
	tell(t, s, entries, 17)
	same(t, "in batches", dump(t, s), want)
	same(t, "in batches", finds(t, s), saw[len(saw)-1])
	shut(t, s)
}
