package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// indexed is what the index says in a transaction: every set of every family, by key.
func indexed(t *testing.T, tx *bbolt.Tx, x facets) (all []string) {
	t.Helper()
	names := map[string]bool{}
	err := tx.Bucket([]byte(facetBucket)).ForEach(func(k, _ []byte) error {
		names[string(k)] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*margin{x.before, x.margin} {
		if m == nil {
			continue
		}
		m.mu.RLock()
		for prefix, values := range m.facets {
			for value := range values {
				names[prefix+value] = true
			}
		}
		m.mu.RUnlock()
	}
	for name := range names {
		s := new(set)
		if err := x.read(family(name[0]), 0, name[termPrefix:], s); err != nil {
			t.Fatal(err)
		}
		if !s.empty() {
			all = append(all, fmt.Sprintf("%q %v", name, slices.Collect(s.all())))
		}
	}
	slices.Sort(all)
	return all
}

func seenBy(t *testing.T, s *Store, tx *bbolt.Tx) []string {
	t.Helper()
	m, err := readMeta(tx)
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.facetsOf(tx, m)
	if err != nil {
		t.Fatal(err)
	}
	return indexed(t, tx, x)
}

// The margin in memory is what stands in the file, after every entry; a transaction sees the
// sets as they were when it began, however often they are settled since; and what a failed
// transaction did to them is undone.
func TestMargin(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "ascribe.db"), Options{window: 12})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.db.NoSync = true
	var begun []*bbolt.Tx
	defer func() { // Close waits for those that a failure leaves open
		for _, tx := range begun {
			_ = tx.Rollback()
		}
	}()
	begin := func() *bbolt.Tx {
		tx, err := s.db.Begin(false)
		if err != nil {
			t.Fatal(err)
		}
		begun = append(begun, tx)
		return tx
	}
	var held []*bbolt.Tx
	var saw [][]string
	for i, e := range mixedHistory(rand.New(rand.NewPCG(5, 1))) {
		if _, err := s.Append(t.Context(), e); err != nil {
			continue // refused
		}
		tx := begin()
		now := seenBy(t, s, tx)
		file, err := s.readMargin(tx, 0)
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprint("after ", i), now, indexed(t, tx, facets{tx, file.before.Load(), file, 0}))
		if i%3 == 0 {
			held, saw = append(held, tx), append(saw, now)
		} else if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
	if len(held) < 10 {
		t.Fatal("too few transactions to show anything")
	}
	for i, tx := range held {
		same(t, fmt.Sprint("held ", i), seenBy(t, s, tx), saw[i])
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}

	tx := begin()
	was := seenBy(t, s, tx)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	wanted := errors.New("wanted")
	var more []news.Entry
	for i := range 30 {
		more = append(more, entry(write(fmt.Sprintf("https://a.example/%d", i), "a", day, fmt.Sprint("Story ", i), "Nothing of it is known.")))
	}
	_, err = s.try([]*request{{entries: more}, {do: func(*bbolt.Tx) error { return wanted }}})
	if !errors.Is(err, wanted) {
		t.Fatal(err)
	}
	tx = begin()
	same(t, "after a transaction that failed", seenBy(t, s, tx), was)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	appendAll(t, s, more...)
	if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
		t.Errorf("Verify = %+v, %v", r, err)
	}
}

// lostIDs counts the IDs that do not lead to their ordinals.
func lostIDs(t *testing.T, s *Store, known map[string]uint64) (lost int) {
	t.Helper()
	err := s.view(func(tx *bbolt.Tx) error {
		for id, want := range known {
			if n, ok := ordinalOf(tx, id); !ok || n != want {
				lost++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lost
}

// Every ID is found in the runs, and none that is not there; also where a record is damaged,
// as far as the rows bear it out, and when that record goes into a longer run.
func TestRuns(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "ascribe.db"), Options{window: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.db.NoSync = true
	known := map[string]uint64{}
	for i := range 300 {
		story := write(fmt.Sprintf("https://a.example/%d", i), "a", day, fmt.Sprint("Story ", i), "Nothing of it is known.")
		appendAll(t, s, entry(story))
		known[string(story.ID)] = s.Applied()
		if i == 130 {
			flip(t, s, idRunBucket, nil)
		}
		if i >= 130 || i%5 > 0 {
			continue
		}
		if lost := lostIDs(t, s, known); lost > 0 {
			t.Fatalf("as of %d, %d of %d IDs are not found", s.Applied(), lost, len(known))
		}
	}
	err = s.view(func(tx *bbolt.Tx) error {
		levels := map[byte]int{}
		err := tx.Bucket([]byte(idRunBucket)).ForEach(func(k, _ []byte) error {
			levels[k[4]]++
			return nil
		})
		if len(levels) != idRuns.longest+1 {
			t.Errorf("runs by level are %v, want of %d levels", levels, idRuns.longest+1)
		}
		// A flipped bit is one in the last entry of each record that there was.
		if lost := lostIDs(t, s, known); lost > 8+runFan+runFan {
			t.Errorf("%d of %d IDs are not found", lost, len(known))
		}
		for i := range 300 {
			if n, ok := ordinalOf(tx, string(news.NewStoryID(fmt.Sprint("https://b.example/", i)))); ok {
				t.Errorf("an ID that is not there leads to %d", n)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever reads beside the writer finds in the sets what the lists of its transaction have,
// however often the margin is settled meanwhile.
func TestReadersBesideSettling(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "ascribe.db"), Options{window: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.db.NoSync = true
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for looks := 0; ; looks++ {
				select {
				case <-done:
					if looks < 20 {
						t.Errorf("only %d looks", looks)
					}
					return
				default:
				}
				err := s.view(func(tx *bbolt.Tx) error {
					m, err := readMeta(tx)
					if err != nil {
						return err
					}
					x, err := s.facetsOf(tx, m)
					if err != nil {
						return err
					}
					n, err := everything(x, stories).count()
					if listed := tx.Bucket([]byte(storiesByTime)).Stats().KeyN; err == nil && n != listed {
						err = fmt.Errorf("as of %d the index has %d stories, the list %d", m.Applied, n, listed)
					}
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 300 {
		appendAll(t, s, entry(write(fmt.Sprintf("https://a.example/%d", i), "a", day, fmt.Sprint("Story ", i), "Nothing of it is known.")))
	}
	close(done)
	readers.Wait()
}

func TestMerged(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 6))
	for range 300 {
		lists, all := make([][][]byte, 1+r.IntN(9)), [][]byte{}
		for i := range lists {
			for range r.IntN(20) {
				lists[i] = append(lists[i], fmt.Append(nil, r.IntN(60)))
			}
			if r.IntN(3) > 0 {
				slices.SortFunc(lists[i], bytes.Compare)
			}
			all = append(all, lists[i]...)
		}
		slices.SortFunc(all, bytes.Compare)
		all = slices.CompactFunc(all, bytes.Equal)
		if got := merged(lists); !slices.EqualFunc(got, all, bytes.Equal) {
			t.Fatalf("merged: %s, want %s", got, all)
		}
	}
}
