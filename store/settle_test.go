package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

func openWindow(t *testing.T, path string, window int) *Store {
	t.Helper()
	s, err := Open(path, Options{window: window})
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true
	return s
}

func shut(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// other is a story that has nothing in common with another one.
func other(n int) news.Entry {
	return entry(write(fmt.Sprintf("https://other.example/%d", n), "a", day, fmt.Sprint("Story ", n), "Nothing of it is known."))
}

func presentMargin(t *testing.T, s *Store) (bucket string) {
	t.Helper()
	err := s.view(func(tx *bbolt.Tx) error {
		bucket = marginBuckets[present(tx)]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return bucket
}

// What a damaged record of the margin said is missing from the sets for good: so it stays
// named, also after its object changed and the margin was settled, until a rebuild mends it.
func TestDamagedMarginStaysNamed(t *testing.T) {
	const window = 40 // settled before entries 10, 30, 50 ...
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openWindow(t, path, window)
	story := write("https://a.example/1", "a", day, "Harbour hacked", "Somebody entered the harbour.", say{britain, china, news.Accuses, ""})
	appendAll(t, s, entry(story))
	for n := range 12 {
		appendAll(t, s, other(n))
	}
	reject := news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.Reject, By: "ann", Target: story.Analysis.Claims[0].ID}}
	appendAll(t, s, reject)
	flip(t, s, presentMargin(t, s), cardKey(incidents, 1))
	flip(t, s, presentMargin(t, s), cardKey(stories, 1))
	shut(t, s)

	s = openWindow(t, path, window)
	appendAll(t, s, news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.Hide, By: "ann", Stories: []news.StoryID{story.ID}}})
	for n := range 30 {
		if r, err := s.Verify(t.Context()); err != nil || len(r.Damaged) != 2 {
			t.Fatalf("as of %d: %+v, %v; want two records damaged", s.Applied(), r, err)
		}
		appendAll(t, s, other(100+n))
	}
	shut(t, s)
	if err := rebuild(t.Context(), path, "", window, nil); err != nil {
		t.Fatal(err)
	}
	s = openWindow(t, path, window)
	defer s.Close()
	if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
		t.Errorf("after the rebuild: %+v, %v", r, err)
	}
}

// A bit that puts one ID out of order keeps no other ID of its record from being found.
func TestRunOutOfOrder(t *testing.T) {
	s := openWindow(t, filepath.Join(t.TempDir(), "ascribe.db"), 400)
	defer s.Close()
	var ids []news.StoryID
	for n := range 110 {
		e := other(n)
		ids = append(ids, e.Story.ID)
		appendAll(t, s, e)
	}
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(idRunBucket))
		k, rec := b.Cursor().First()
		rec = bytes.Clone(rec)
		rec[recordHeader+len(rec[recordHeader:])/idRuns.entry/2*idRuns.entry] ^= 0x40
		return b.Put(bytes.Clone(k), rec)
	})
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for _, id := range ids {
		if _, err := s.Story(id); err != nil {
			lost++
		}
	}
	if lost != 1 {
		t.Errorf("%d stories are not found, want the one whose ID is damaged", lost)
	}
}

// What can't be composed before the margin is settled is refused to who brought it, not to
// whose entry it is before which the margin is settled.
func TestSettlingBlamesNobodyElse(t *testing.T) {
	const window = 40
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openWindow(t, path, window)
	alone := write("https://a.example/1", "a", day, "Harbour hacked", "Somebody entered the harbour of Eastmouth by its crane.")
	appendAll(t, s, entry(alone))
	for n := range 7 {
		appendAll(t, s, other(n))
	}
	flip(t, s, logTable.name, number(1))
	shut(t, s)
	s = openWindow(t, path, window)
	defer s.Close()
	if err := s.waitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	note := news.Entry{Kind: news.EditEntry, At: day, Edit: &news.Edit{Action: news.AddNote, By: "ann", Text: "?", Incidents: []news.IncidentID{alone.ID.Founded()}}}
	batch := []*request{
		{entries: []news.Entry{note}, done: make(chan struct{})},
		{entries: []news.Entry{other(20)}, done: make(chan struct{})},
		{entries: []news.Entry{other(21)}, done: make(chan struct{})},
	}
	s.commit(slices.Clone(batch))
	if batch[0].err == nil {
		t.Error("a note on what can't be read was taken: this shows nothing")
	}
	for _, r := range batch[1:] {
		if r.err != nil {
			t.Errorf("a story is refused for another's sake: %v", r.err)
		}
	}
}

// A bit of the key of the last record, by which the runs are told from one another, hides no
// record but those that stand beside it on its page.
func TestRunUnderAnotherKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openWindow(t, path, 4)
	var ids []news.StoryID
	for n := range 40 {
		e := other(n)
		ids = append(ids, e.Story.ID)
		appendAll(t, s, e)
	}
	var last []byte
	err := s.view(func(tx *bbolt.Tx) error {
		k, _ := tx.Bucket([]byte(idRunBucket)).Cursor().Last()
		last = bytes.Clone(k)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for bit := range 8 * 4 {
		wrong := bytes.Clone(last)
		wrong[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, bytes.ReplaceAll(file, last, wrong), 0o600); err != nil {
			t.Fatal(err)
		}
		s = openWindow(t, path, 4)
		lost := 0
		for _, id := range ids {
			if _, err := s.Story(id); err != nil {
				lost++
			}
		}
		if lost > 6 {
			t.Errorf("bit %d: %d stories are not found, want those of three blocks at most", bit, lost)
		}
		shut(t, s)
	}
}

// The view is one of the log alone, also where the margin is settled within batches.
func TestSettlingWhateverTheBatches(t *testing.T) {
	entries := history(504, 150)
	var want []string
	for _, size := range []int{1, 7, 40} {
		s := openWindow(t, filepath.Join(t.TempDir(), "ascribe.db"), 12)
		tell(t, s, entries, size)
		if want == nil {
			want = dump(t, s)
		}
		same(t, fmt.Sprint("batches of ", size), dump(t, s), want)
		shut(t, s)
	}
}

// A bit of a key in the middle of a run hides what follows it, until the run becomes part of a longer one:
// that has all of it again, and no story is stored twice.
func TestRunsWithADamagedKey(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	const window, block = 400, 200 // settled before entries 100, 300, 500 ...
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openWindow(t, path, window)
	var entries []news.Entry
	for n := range 10 * block {
		entries = append(entries, other(n))
	}
	tell(t, s, entries[:6*block], block)
	var of [][]byte // the keys of two runs, as they stand before their records: bbolt repeats some elsewhere
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(idRunBucket)).ForEach(func(k, rec []byte) error {
			if in := runOf(k).first; in == 2 || in == 3 {
				of = append(of, slices.Concat(k, rec[:recordHeader]))
			}
			return nil
		})
	})
	if err != nil || len(of) < 6 {
		t.Fatal(err, len(of))
	}
	shut(t, s)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for i, bit := range []int{24, 7, 32, 26, 39} {
		key := of[i%len(of)]
		if bytes.Count(file, key[:len(key)-recordHeader]) != bytes.Count(file, key) {
			continue // the first of its page, which bbolt doesn't write again unless its parent says the same
		}
		done++
		wrong := bytes.Clone(key)
		wrong[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, bytes.ReplaceAll(file, key, wrong), 0o600); err != nil {
			t.Fatal(err)
		}
		s = openWindow(t, path, window)
		tell(t, s, entries[6*block:], block)
		for i, e := range entries {
			if _, err := s.Story(e.Story.ID); err != nil {
				t.Fatalf("key %x, bit %d: story %d is not found: %v", key[:runPrefix], bit, i, err)
			}
		}
		before := s.Applied()
		tell(t, s, entries[2*block:4*block], block)
		if s.Applied() != before {
			t.Errorf("key %x, bit %d: %d stories are stored twice", key[:runPrefix], bit, s.Applied()-before)
		}
		if r, err := s.Verify(t.Context()); err != nil {
			t.Errorf("key %x, bit %d: Verify = %+v, %v", key[:runPrefix], bit, r, err)
		}
		shut(t, s)
	}
	if done < 3 {
		t.Fatalf("only %d keys are in the middle of a page: this shows nothing", done)
	}
}

// A damaged record of a margin that is half settled, when the program starts again, keeps nothing of other
// objects from the sets.
func TestHalfSettledWithDamage(t *testing.T) {
	const window, every = 400, 200 // margins begin with entries 100, 300, 500
	var entries []news.Entry
	for n := range 520 {
		e := other(n)
		*e.Story = mention(*e.Story, news.MentionActor, fmt.Sprint("org:v", n%60), "Nothing")
		entries = append(entries, e)
	}
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openWindow(t, path, window)
	tell(t, s, entries[:100+every+every/3], every)
	var hurt []byte
	var in string
	err := s.view(func(tx *bbolt.Tx) error {
		in = marginBuckets[1-present(tx)]
		hurt = firstOf(tx, in)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	flip(t, s, in, hurt)
	shut(t, s)
	s = openWindow(t, path, window)
	tell(t, s, entries[100+every+every/3:], every)
	whole := openWindow(t, filepath.Join(t.TempDir(), "ascribe.db"), window)
	tell(t, whole, entries, every)
	sets := func(s *Store) map[string]set {
		all := map[string]set{}
		err := s.view(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(facetBucket)).ForEach(func(k, v []byte) error {
				var one set
				if err := one.decodeInto(k, v); err != nil {
					return err
				}
				if k[0] == hurt[0] {
					_, place := split(toNumber(hurt[1:]))
					one.remove(place)
				}
				if !one.empty() {
					all[string(k)] = one
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	got, want := sets(s), sets(whole)
	for key, one := range want {
		if got[key] != one {
			has := got[key]
			t.Errorf("%q has %d, want %d", key, has.len(), one.len())
		}
	}
	if len(got) != len(want) || len(want) < 100 {
		t.Errorf("%d sets, want %d", len(got), len(want))
	}
	shut(t, s)
	shut(t, whole)
}
