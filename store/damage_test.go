package store

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// flip damages the record under a key, or all of a bucket for a nil key, by one bit.
func flip(t *testing.T, s *Store, bucket string, key []byte) {
	t.Helper()
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		damaged := map[string][]byte{}
		c := b.Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			if key == nil || bytes.Equal(k, key) {
				w := bytes.Clone(v)
				w[len(w)-1] ^= 1
				damaged[string(k)] = w
			}
		}
		for k, v := range damaged {
			if err := b.Put([]byte(k), v); err != nil {
				return err
			}
		}
		if len(damaged) == 0 {
			t.Error("nothing to damage in", bucket)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDamageKeepsNothingElse: damaged records of the links by which stories are filed, of facets, of
// IDs, or one of a placement keep no news from being stored; and a rebuild repairs the placement also
// after texts were dropped, when it needs the records of it.
func TestDamageKeepsNothingElse(t *testing.T) {
	for _, tc := range []struct {
		name string
		drop bool
		flip func(t *testing.T, s *Store, stories int)
	}{
		{"filed", false, func(t *testing.T, s *Store, _ int) { flip(t, s, filedBucket, nil) }},
		{"facets", false, func(t *testing.T, s *Store, _ int) { flip(t, s, facetBucket, nil) }},
		{"margin", false, func(t *testing.T, s *Store, _ int) { flip(t, s, presentMargin(t, s), nil) }},
		{"id-runs", false, func(t *testing.T, s *Store, _ int) { flip(t, s, idRunBucket, nil) }},
		{"placed", false, func(t *testing.T, s *Store, n int) { flip(t, s, placedTable.name, number(uint64(n-2))) }},
		{"placed, below a dropped text", true, func(t *testing.T, s *Store, n int) { flip(t, s, placedTable.name, number(uint64(n-2))) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ascribe.db")
			s := openForgetful(t, path)
			entries := years()
			last := entries[len(entries)-1]
			appendAll(t, s, entries[:len(entries)-1]...)
			if tc.drop {
				appendAll(t, s, dropText(entries[5].Story.ID))
			}
			tc.flip(t, s, len(entries)-1)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = openForgetful(t, path)
			more := []news.Entry{last}
			for i := range remembered { // until the margin was settled once more
				more = append(more, entry(write(fmt.Sprintf("https://late.example/%d", i), "late", day.AddDate(0, 8, i), fmt.Sprint("Story ", i), "Nothing of it is known.")))
			}
			if _, err := s.Append(t.Context(), more...); err != nil {
				t.Errorf("a new story: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := rebuild(t.Context(), path, "", remembered, nil); err != nil {
				t.Fatalf("rebuild: %v", err)
			}
			s = openForgetful(t, path)
			defer s.Close()
			if v, err := s.Story(last.Story.ID); err != nil || v.ID == "" {
				t.Errorf("the new story: %v", err)
			}
			if found, err := s.Verify(t.Context()); err != nil || len(found.Damaged)+len(found.Problems) > 0 {
				t.Errorf("after the rebuild: %+v, %v", found, err)
			}
		})
	}
}

// TestDroppedTextKeepsResponses: the sentence of a measure stays with the claims'.
func TestDroppedTextKeepsResponses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	const quote = "Ruritania expelled two diplomats."
	story := write("https://a.example/1", "guardian", day, "Harbour hacked", "The quartermaster of Eastmouth spoke at length. Nobody slept. "+quote, say{britain, china, news.Accuses, ""})
	at := strings.Index(story.Text, quote)
	story.Analysis.Responses = []news.Response{{Kind: news.ResponseExpulsion, Actor: britain, Quote: quote, Evidence: news.Span{Part: news.InText, Start: at, End: at + len(quote)}}}
	appendAll(t, s, entry(story), dropText(story.ID))
	v, err := s.Story(story.ID)
	if err == nil {
		err = v.Verify()
	}
	if err != nil || !strings.Contains(v.Text, quote) || strings.Contains(v.Text, "Nobody slept") {
		t.Errorf("%q: %v", v.Text, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	asRebuilt(t, path)
}
