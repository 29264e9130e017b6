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
	value := []byte(strings.Repeat("a value of some length ", 1000))
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("more"))
		for i := range 100 {
			if err == nil {
				err = b.Put(number(uint64(i)), value)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	read := func() {
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
