package store

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
)

// What is let go of counts as this process's memory no more, and reads as before.
func TestUnload(t *testing.T) {
	s := open(t)
	read := weigh(t, s, 2)
	read()
	whole := mapped(t, s.path)
	if err := s.view(func(tx *bbolt.Tx) error {
		unload(s.db, tx.Size())
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if left := mapped(t, s.path); left >= whole/2 {
		t.Errorf("%d KB of %d are mapped still", left, whole)
	}
	read()
}

// A writer lets go of what is mapped when that is more than it may be, however it came to be mapped.
func TestWriterUnloads(t *testing.T) {
	s := open(t)
	read := weigh(t, s, 2*leastMapped>>20)
	read()
	whole := mapped(t, s.path)
	for n := range unloadEvery {
		appendAll(t, s, entry(write(fmt.Sprintf("https://a.example/%d", n), "guardian", day, fmt.Sprint("Case ", n), "Nothing happened.")))
	}
	if left := mapped(t, s.path); whole < leastMapped>>10 || left >= whole/2 {
		t.Errorf("%d KB of %d are mapped still", left, whole)
	}
	read()
}

// Readers let go of it as well, above what they may keep, and only then.
func TestReadersUnload(t *testing.T) {
	s := open(t)
	read := weigh(t, s, 4)
	read()
	whole := mapped(t, s.path)
	for _, c := range []struct {
		most int64
		kept bool
	}{{mappedNow() + 64<<20, true}, {1 << 20, false}} {
		if err := s.view(func(tx *bbolt.Tx) error {
			unloadOver(s.db, tx.Size(), c.most)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if left := mapped(t, s.path); (left >= whole/2) != c.kept {
			t.Errorf("%d KB of %d are mapped still where %d may be", left, whole, c.most>>10)
		}
	}
	read()
}

// weigh makes a file so many MB heavier, and returns what reads all that.
func weigh(t *testing.T, s *Store, mb int) (read func()) {
	t.Helper()
	value := []byte(strings.Repeat("a value of some length ", 1000))
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("more"))
		for i := range mb << 20 / len(value) {
			if err == nil {
				err = b.Put(number(uint64(i)), value)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := s.view(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("more")).ForEach(func(k, v []byte) error {
				if string(v) != string(value) {
					return fmt.Errorf("%x holds something else", k)
				}
				return nil
			})
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// mapped is how much of a file this process has in its memory, in KB.
func mapped(t *testing.T, path string) (kb int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	_, after, ok := strings.Cut(string(maps), path+"\n")
	_, rss, found := strings.Cut(after, "\nRss:")
	if _, err := fmt.Sscan(rss, &kb); err != nil || !ok || !found {
		t.Fatalf("%s is not mapped", path)
	}
	return kb
}
