package incident

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"ascribe/news"
)

// recordable are stories of all that a record must hold: odd words, kinds, parties and claims.
func recordable(n int) []news.Story {
	r := rand.New(rand.NewPCG(8, 11))
	all := invented(n)
	kinds := append([]news.Document{""}, recordKinds[:]...)
	for i := range n {
		s := news.Story{ID: news.NewStoryID(fmt.Sprint("odd", i)), Outlet: "courier", Title: oddText(r, r.IntN(14)), Text: oddText(r, r.IntN(1500))}
		s.Published = news.At(time.Unix(r.Int64N(1<<40)-1<<39, 0))
		s.Analysis.Document = kinds[r.IntN(len(kinds))]
		for range r.IntN(4) {
			m := news.Mention{Kind: news.MentionMalware, ID: fmt.Sprint("malware:", r.IntN(99)), Name: "Tallow", Count: 4}
			if r.IntN(3) == 0 {
				m = news.Mention{Kind: news.MentionCVE, Name: fmt.Sprint("CVE-2031-", 1000+r.IntN(99))}
			}
			s.Analysis.Mentions = append(s.Analysis.Mentions, m)
		}
		all = append(all, s)
	}
	for i := range all {
		s := &all[i]
		for k := range r.IntN(4) {
			c := says(news.Party{ID: "state:a"}, news.Accuses, news.Party{ID: fmt.Sprint("actor:", r.IntN(9)), Country: "B"}, news.Levels[r.IntN(len(news.Levels))])
			c.ID = news.ClaimID(fmt.Sprint(i, k))
			s.Analysis.Claims = append(s.Analysis.Claims, c)
		}
	}
	return all
}

// What is made of a record is what is made of the story.
func TestRecord(t *testing.T) {
	st := New()
	for i, s := range recordable(300) {
		record := st.Record(s)
		got, ok := st.Recorded(s.ID, record)
		if want := st.Recall(s); !ok || !reflect.DeepEqual(got, want) {
			t.Fatalf("story %d: of %d bytes of a record was made (%t)\n%+v\nwant\n%+v", i, len(record), ok, got.doc, want.doc)
		}
		if i%16 > 0 {
			continue
		}
		for n := range len(record) - 1 {
			if _, ok := st.Recorded(s.ID, record[:n]); ok {
				t.Fatalf("story %d: %d bytes of a record of %d are taken for one", i, n, len(record))
			}
		}
		if _, ok := st.Recorded(s.ID, append([]byte{record[0] ^ 2}, record[1:]...)); ok {
			t.Fatal("a record of another form is read")
		}
	}
}

// Where the story must be read itself there is no record.
func TestNoRecord(t *testing.T) {
	st, s := New(), invented(1)[0]
	claim := says(news.Party{ID: "state:a"}, news.Accuses, news.Party{ID: "state:b"}, news.GovernmentLevel)
	s.Analysis.Claims = []news.Claim{claim}
	if st.Record(s) == nil {
		t.Error("a story has no record")
	}
	s.Hash = "other"
	if s.Analysis.Claims = []news.Claim{claim, claim}; st.Record(s) != nil {
		t.Error("one with a claim that stands there twice has")
	}
	s.Hash, s.Analysis.Claims = "third", nil
	if s.Analysis.Document = "ballad"; st.Record(s) != nil {
		t.Error("one of an unknown kind has")
	}
}

// A store keeps records, and makes them anew only when Version is another.
func TestRecordsHoldWithTheVersion(t *testing.T) {
	const version, want = 1, "05c4123150dafc2c"
	h := fnv.New64a()
	for _, s := range recordable(60) {
		h.Write(New().Record(s))
	}
	if got := fmt.Sprintf("%x", h.Sum(nil)); Version != version || got != want {
		t.Errorf("records of version %d are %s, those of %d were %s: raise Version when they change, and note both here", Version, got, version, want)
	}
}
