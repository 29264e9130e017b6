package store

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

func firstOf(tx *bbolt.Tx, bucket string) []byte {
	k, _ := tx.Bucket([]byte(bucket)).Cursor().First()
	return bytes.Clone(k)
}

func TestVerifyFindsDisagreement(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	t.Parallel()
	drop := func(bucket string) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucket)).Delete(firstOf(tx, bucket)) }
	}
	twice := func(bucket string, at int) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			b, k := tx.Bucket([]byte(bucket)), firstOf(tx, bucket)
			v := bytes.Clone(b.Get(k))
			k[at]++
			return b.Put(k, v)
		}
	}
	for name, tc := range map[string]struct {
		do   func(*bbolt.Tx) error
		want string
	}{
		"a story in no list":       {drop(storiesByTime), "is not in stories-by-time as its row says"},
		"a claim in no list":       {drop(claimsByTime), "is not in claims-by-time"},
		"an incident in no list":   {drop(incidentsBySize), "is not in incidents-by-size"},
		"a story twice in a list":  {twice(storiesByTime, 7), "stories-by-time holds s"},
		"a change that is not":     {twice(changedBucket, 8), "whose row says otherwise"},
		"a change that is missing": {drop(changedBucket), "is not among what changed"},
		"an entry is missing":      {drop("log"), "of the log"},
		"a row is missing":         {drop("stories"), "is a story that the view does not have"},
		"an incident is missing":   {drop("incidents"), "which is not there"},
		"a set is other": {func(tx *bbolt.Tx) error {
			key := facetKey(stories, 0, fv(allFacet, "1"))
			s := new(set)
			s.add(9000)
			return tx.Bucket([]byte(facetBucket)).Put(key, s.encode(key))
		}, "stories from 0 on, want"},
		"facets are missing in the margin": {drop(marginBucket), "claims from 0 on, want"},
		"an ID in a run leads elsewhere": {func(tx *bbolt.Tx) error {
			return idRuns.add(tx, 1, [][]byte{append([]byte(news.NewStoryID("https://nowhere.example/")), number(3)...)})
		}, "leads to 3, whose row says otherwise"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			tell(t, s, history(5, 60), 60)
			if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
				t.Fatalf("to begin with: %+v, %v", r, err)
			}
			if err := s.db.Update(tc.do); err != nil {
				t.Fatal(err)
			}
			if r, err := s.Verify(t.Context()); err != nil || !strings.Contains(strings.Join(r.Problems, "\n"), tc.want) {
				t.Errorf("Verify finds %q, %v; want %q", r.Problems, err, tc.want)
			}
		})
	}
}

// What is written meanwhile is no fault.
func TestVerifyBesideAWriter(t *testing.T) {
	s := open(t)
	entries := history(17, 400)
	tell(t, s, entries[:100], 100)
	var writing sync.WaitGroup
	writing.Go(func() { tell(t, s, entries[100:], 2) })
	for range 10 {
		if r, err := s.Verify(t.Context()); err != nil || !r.Clean() {
			t.Errorf("Verify = %+v, %v", r, err)
		}
	}
	writing.Wait()
}
