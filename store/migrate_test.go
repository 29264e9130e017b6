package store

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// unpacked is a file that older code wrote.
func unpacked(t *testing.T, name string) (path string) {
	t.Helper()
	from, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	z, err := gzip.NewReader(from)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "ascribe.db")
	to, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, z); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A file of every layout that there ever was is brought to this one: its log is what it
// was, its view what this program makes of that log, and what the machine knew is kept.
func TestOlderLayouts(t *testing.T) {
	for _, name := range []string{"schema1.db.gz", "schema2.db.gz", "schema3.db.gz", "schema4.db.gz", "schema5.db.gz", "schema6.db.gz", "schema7.db.gz", "schema8.db.gz", "schema9.db.gz"} {
		t.Run(name, func(t *testing.T) {
			path := unpacked(t, name)
			if _, err := Open(path, Options{}); !errors.Is(err, ErrOutdated) {
				t.Fatalf("Open = %v, want %v", err, ErrOutdated)
			}
			if err := Rebuild(t.Context(), path, "", nil); err != nil {
				t.Fatal(err)
			}
			s := openAt(t, path)
			if st := s.Stats(); st.Stories != 33 || st.Claims != 34 || st.Applied != 60 {
				t.Errorf("it holds %+v", st)
			}
			if _, ok, err := s.Seen("guardian-world", "1"); !ok || err != nil {
				t.Errorf("what was seen is not known any more: %v", err)
			}
			if states, err := s.FeedStates(); err != nil || len(states) != 1 {
				t.Errorf("feeds %v, %v", states, err)
			}
			if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
				t.Errorf("Verify = %+v, %v", r, err)
			}
			if _, err := s.Stories(t.Context(), Query{UpdatedSince: AsOf{Seq: 3}}); !errors.Is(err, ErrGone) {
				t.Errorf("a sequence from before = %v, want %v", err, ErrGone)
			}
			// The same log, told to this program from the start.
			fresh := open(t)
			var entries []news.Entry
			for l, err := range s.Log(1) {
				if err != nil {
					t.Fatal(err)
				}
				entries = append(entries, l.Entry)
			}
			tell(t, fresh, entries, 10)
			page := func(s *Store) (titles []string) {
				p, err := s.Incidents(t.Context(), Query{Limit: MaxLimit, Sort: ByStanding})
				if err != nil {
					t.Fatal(err)
				}
				for _, in := range p.Items {
					titles = append(titles, in.Title)
				}
				return titles
			}
			same(t, "incidents", page(s), page(fresh))
		})
	}
}

// Damage keeps an older file from being migrated as little as one of this layout from being
// rebuilt: here of what the file says of itself, of a placement, and of the story's ID.
func TestOlderLayoutsWithDamage(t *testing.T) {
	for _, name := range []string{"schema1.db.gz", "schema2.db.gz", "schema3.db.gz", "schema4.db.gz", "schema5.db.gz", "schema6.db.gz", "schema7.db.gz", "schema8.db.gz", "schema9.db.gz"} {
		path := unpacked(t, name)
		db, err := openFile(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		old := &Store{db: db, path: path}
		flip(t, old, metaBucket, metaKey)
		flip(t, old, placedTable.name, nil)
		err = db.Update(func(tx *bbolt.Tx) error {
			k, _ := storyTable.bucket(tx).Cursor().First()
			row, err := storyTable.must(tx, k)
			if err != nil {
				return err
			}
			return tx.Bucket([]byte(idsBucket)).Delete([]byte(row.ID))
		})
		if err := errors.Join(err, db.Close(), Rebuild(t.Context(), path, "", nil)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s := openAt(t, path)
		if r, err := s.Verify(t.Context()); err != nil || !r.Clean() || r.Stories != 37 {
			t.Errorf("%s: Verify = %+v, %v", name, r, err)
		}
	}
}
