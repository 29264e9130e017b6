package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ascribe/news"
)

func TestAsOf(t *testing.T) {
	for _, a := range []AsOf{{}, {Seq: 4711, Read: 4711}, {4711, 4711, 0x1a2b3c}, {4711, 4720, 0xffffffff}} {
		if got, err := ParseAsOf(a.String()); err != nil || got != a {
			t.Errorf("%s is read as %+v, %v", a, got, err)
		}
	}
	for _, bad := range []string{"", "x", "-", "4711-", "4711-12", "4711-1a2b3c4g", "4720-4711-1a2b3c4d", "1-2-3-1a2b3c4d", "4711.2"} {
		if got, err := ParseAsOf(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, got)
		}
	}
	for _, p := range []string{"4711", "4711.3", "4711.3-1a2b3c4d", "4711-1a2b3c4d"} {
		if got, err := ParsePlace(p); err != nil || got.String() != p {
			t.Errorf("%q is read as %+v, %v", p, got, err)
		}
	}
	for _, bad := range []string{"", "4711.", "4711.0", "4711.3-", "4711.3-1a2b", "4711.3-4711-1a2b3c4d"} {
		if got, err := ParsePlace(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, got)
		}
	}
}

// An older backup comes into a store's place, and its log grows past where clients of the one before
// were: what they kept is of another log, and is told to be, unless it is of what both logs have.
func TestAnotherLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	put := func(of string, n int) {
		for i := range n {
			appendAll(t, s, entry(write(fmt.Sprintf("https://%s.example/%d", of, i), "guardian", day.Add(time.Duration(i)*time.Hour), "Title of "+of, fmt.Sprint("Text ", i))))
		}
	}
	read := func(q Query) Page[StoryView] {
		q.Limit = 4
		p, err := s.Stories(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	put("both", 10)
	early := read(Query{})
	backup, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put("one", 5)
	late := read(Query{})
	second := read(Query{Cursor: early.Next}) // a walk that began before
	if second.AsOf.Seq != early.Seq || second.AsOf.Read != s.Applied() {
		t.Fatalf("as of a second page: %+v", second.AsOf)
	}
	changes, _, err := s.Changes(t.Context(), Place{}, Query{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), os.WriteFile(path, backup, 0o600)); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path)
	put("other", 8)

	for name, c := range map[string]struct {
		q    Query
		want error
	}{
		"as of both":              {Query{UpdatedSince: early.AsOf}, nil},
		"as of the one":           {Query{UpdatedSince: late.AsOf}, ErrGone},
		"its sequence":            {Query{UpdatedSince: AsOf{Seq: late.Seq}}, nil},
		"a page read of the one":  {Query{UpdatedSince: second.AsOf}, ErrGone},
		"a cursor of both":        {Query{Cursor: early.Next}, nil},
		"a cursor of the one":     {Query{Cursor: late.Next}, ErrGone},
		"a cursor read of it too": {Query{Cursor: second.Next}, ErrGone},
	} {
		if _, err := s.Stories(t.Context(), c.q); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	last := changes[len(changes)-1].Place
	if _, _, err := s.Changes(t.Context(), last, Query{}); !errors.Is(err, ErrGone) {
		t.Errorf("changes after one of the other log: %v", err)
	}
	if _, _, err := s.Changes(t.Context(), changes[5].Place, Query{}); err != nil {
		t.Errorf("changes after one of both logs: %v", err)
	}
	if p, err := ParsePlace(second.AsOf.String()); err != nil {
		t.Error(err)
	} else if _, _, err := s.Changes(t.Context(), p, Query{}); !errors.Is(err, ErrGone) {
		t.Errorf("changes after a list of the other log: %v", err)
	}
}

// A log whose texts were dropped, or that was rebuilt, is the log that it was.
func TestAsOfOutlivesTexts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s := openAt(t, path)
	story := write("https://x.example/1", "guardian", day, "Title", "A text that is dropped.", say{britain, china, news.Accuses, ""})
	appendAll(t, s, entry(story))
	p, err := s.Stories(t.Context(), Query{})
	if err != nil || p.AsOf.Sum == 0 {
		t.Fatal(p.AsOf, err)
	}
	appendAll(t, s, news.Entry{Kind: news.ForgetEntry, At: day, Forget: &news.Forget{Story: story.ID, Reason: "retention", Text: true}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s = openAt(t, path)
		if p, err := s.Stories(t.Context(), Query{UpdatedSince: p.AsOf}); err != nil || len(p.Items) != 1 {
			t.Errorf("%d items, %v", len(p.Items), err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := Rebuild(t.Context(), path, "", nil); err != nil {
			t.Fatal(err)
		}
	}
}
