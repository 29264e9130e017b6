package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
)

// wrongs are wrong indexes, with the right checksums, and how each is named.
var wrongs = map[string]struct {
	do   func(tx *bbolt.Tx) error
	want string
}{
	"a posting too many": {func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(facetBucket))
		k, v := b.Cursor().Seek(facetPrefix(stories, 0, "accused"))
		key, of := bytes.Clone(k), new(set)
		if err := of.decodeInto(key, v); err != nil {
			return err
		}
		for place := range uint16(chunkSize) {
			if !of.has(place) {
				of.add(place)
				break
			}
		}
		return b.Put(key, of.encode(key))
	}, facetBucket + " has something else under "},
	"a facet lost": {func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(facetBucket))
		k, _ := b.Cursor().Seek(facetPrefix(incidents, 0, "cve"))
		return b.Delete(bytes.Clone(k))
	}, facetBucket + " lacks "},
	"a link that nothing has": {func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(linkBucket)).Put(number(3), nil)
	}, linkBucket + " has 3, which the log does not give"},
}

// What is wrong in the index and has the right checksum is found by making the index again.
func TestCompare(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	const window = 60
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s, err := Open(path, Options{window: window})
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true
	tell(t, s, history(41, 260), 20)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	done := uint64(0)
	r, err := compare(t.Context(), path, window, func(d, _ uint64) { done = d })
	if err != nil || !r.Clean() || r.Applied != s.Applied() || done != r.Applied || r.Records == 0 {
		t.Fatalf("compare a sound file = %+v, %v, at %d", r, err, done)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range wrongs {
		if err := os.WriteFile(path, sound, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := openFile(path, Options{exact: true})
		if err == nil {
			err = errors.Join(db.Update(c.do), db.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		look, err := Open(path, Options{ReadOnly: true, window: window})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := look.Verify(t.Context()); err != nil || !r.Clean() {
			t.Errorf("%s: Verify finds it already: %+v, %v", name, r, err)
		}
		if err := look.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := compare(t.Context(), path, window, nil)
		if err != nil || len(r.Problems) != 1 || !strings.HasPrefix(r.Problems[0], c.want) {
			t.Errorf("%s: compare = %+v, %v; want %s…", name, r, err, c.want)
		}
		if _, err := os.Stat(path + ".compare"); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the other file was left: %v", name, err)
		}
	}
	if _, err := Compare(t.Context(), unpacked(t, "schema9.db.gz"), nil); !errors.Is(err, ErrOutdated) {
		t.Errorf("an older layout: %v", err)
	}
}
