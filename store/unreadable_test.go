package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// leaves lists the pages that hold the records of a bucket, in the order of their keys.
func leaves(t *testing.T, path, bucket string) (pages []int64) {
	t.Helper()
	s, err := Open(path, Options{ReadOnly: true, Lazy: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := map[string]int64{}
	err = s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket([]byte(bucket)).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			at[string(k)] = 0
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	err = s.view(func(tx *bbolt.Tx) error {
		root := int64(tx.Bucket([]byte(bucket)).Root())
		leaf := func(page int64) bool { return raw[page*pageSize+8]&2 != 0 } // flags of bbolt's page header
		if leaf(root) {
			pages = append(pages, root)
			return nil
		}
		n := int(raw[root*pageSize+10]) | int(raw[root*pageSize+11])<<8
		for i := range n { // elements of a branch: pos, ksize uint32, pgid uint64
			e := raw[root*pageSize+16+int64(i)*16:]
			page := int64(e[8]) | int64(e[9])<<8 | int64(e[10])<<16
			if !leaf(page) {
				return fmt.Errorf("the tree of %s is deeper than two pages", bucket)
			}
			pages = append(pages, page)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// zero writes zeros over a page.
func zero(t *testing.T, path string, page int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(make([]byte, pageSize), page*pageSize); err != nil {
		t.Fatal(err)
	}
}

// forget makes a page one without records, as if nothing had ever stood there.
func forget(t *testing.T, path string, page int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte{0, 0}, page*pageSize+10); err != nil { // the count in bbolt's page header
		t.Fatal(err)
	}
}

// manyStories are so many that their log has a tree of pages.
func manyStories() []news.Entry {
	var out []news.Entry
	for i := range 120 {
		text := strings.Repeat(fmt.Sprintf("Nobody knows what was taken from vault %d on pier %d. ", i, i*7), 30)
		out = append(out, entry(write(fmt.Sprintf("https://a.example/%d", i), "guardian", day.AddDate(0, 0, i), fmt.Sprintf("Vault %d emptied", i), text)))
	}
	return out
}

// TestUnreadablePage: of a page that can't be read verify names the records, and looks at all others; a
// rebuild takes those of the log from a backup, and makes the rest anew.
func TestUnreadablePage(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	for _, tc := range []struct {
		bucket string
		backup bool // needed to mend it
	}{{logTable.name, true}, {storyTable.name, false}, {placedTable.name, false}} {
		for _, where := range []string{"first", "middle", "last"} {
			t.Run(tc.bucket+", "+where, func(t *testing.T) {
				dir := t.TempDir()
				path, spare := filepath.Join(dir, "ascribe.db"), filepath.Join(dir, "spare.db")
				s := openAt(t, path)
				appendAll(t, s, manyStories()...)
				want := dump(t, s)
				records := verified(t, s).Records
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				raw, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(spare, raw, 0o600); err != nil {
					t.Fatal(err)
				}
				pages := leaves(t, path, tc.bucket)
				zero(t, path, pages[map[string]int{"first": 0, "middle": len(pages) / 2, "last": len(pages) - 1}[where]])

				s, err = Open(path, Options{ReadOnly: true, Lazy: true})
				if err != nil {
					t.Fatal(err)
				}
				r, err := s.Verify(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				named := false
				for _, d := range r.Damaged {
					named = named || d.Bucket == tc.bucket && strings.Contains(d.Reason, "a page can't be read")
				}
				if !named || len(pages) > 1 && r.Records < records/2 {
					t.Errorf("%d of %d records were looked at, damaged: %v", r.Records, records, r.Damaged)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}

				if tc.backup {
					if err := Rebuild(t.Context(), path, "", nil); err == nil || strings.Contains(err.Error(), "goroutine") {
						t.Errorf("a rebuild without the entries: %v", err)
					}
				}
				if err := Rebuild(t.Context(), path, spare, nil); err != nil {
					t.Fatal(err)
				}
				same(t, "rebuilt", dump(t, openAt(t, path)), want)
			})
		}
	}
}

func verified(t *testing.T, s *Store) Report {
	t.Helper()
	r, err := s.Verify(t.Context())
	if err != nil || !r.Clean() {
		t.Fatalf("%v, %v", r, err)
	}
	return r
}

// TestLogWithoutAPage: of entries that are gone without a trace, in the middle or at the end, a rebuild says so, and
// takes them from a backup.
func TestLogWithoutAPage(t *testing.T) {
	for _, where := range []string{"middle", "last"} {
		t.Run(where, func(t *testing.T) {
			dir := t.TempDir()
			path, spare := filepath.Join(dir, "ascribe.db"), filepath.Join(dir, "spare.db")
			s := openAt(t, path)
			appendAll(t, s, manyStories()...)
			want := dump(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := copyFile(path, spare); err != nil {
				t.Fatal(err)
			}
			pages := leaves(t, path, logTable.name)
			page := pages[len(pages)-1]
			if where == "middle" {
				page = pages[len(pages)/2]
			}
			forget(t, path, page)
			if err := Rebuild(t.Context(), path, "", nil); err == nil || !strings.Contains(err.Error(), "of the log is missing") {
				t.Errorf("a rebuild without the entries: %v", err)
			}
			if err := Rebuild(t.Context(), path, spare, nil); err != nil {
				t.Fatal(err)
			}
			same(t, "rebuilt", dump(t, openAt(t, path)), want)
		})
	}
}

// TestUnreadableMemory: what this machine remembers of feeds is left out where it can't be read, and a part of the
// index keeps nobody from looking what else is hit.
func TestUnreadableMemory(t *testing.T) {
	for _, bucket := range []string{seenTable.name, marginBucket} {
		t.Run(bucket, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ascribe.db")
			s := openAt(t, path)
			appendAll(t, s, manyStories()...)
			var seen []news.Seen
			for i := range 400 {
				seen = append(seen, news.Seen{Feed: "guardian-world", Item: fmt.Sprintf("an item with a long name, number %d", i), Verdict: news.OutOfScope, At: day})
			}
			if err := s.PutSeen(seen...); err != nil {
				t.Fatal(err)
			}
			want := dump(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			pages := leaves(t, path, bucket)
			zero(t, path, pages[len(pages)-1])
			s, err := Open(path, Options{ReadOnly: true, Lazy: true})
			if err != nil {
				t.Fatal(err)
			}
			if r, err := s.Verify(t.Context()); err != nil || r.Clean() {
				t.Errorf("Verify = %+v, %v", r, err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := Rebuild(t.Context(), path, "", nil); err != nil {
				t.Fatal(err)
			}
			same(t, "rebuilt", dump(t, openAt(t, path)), want)
		})
	}
}
