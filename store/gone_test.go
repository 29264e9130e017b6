package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ascribe/incident"
	"ascribe/news"
)

// A mirror is a client's copy of a list, by ID, each item with the sequence that changed it last.
type mirror struct {
	query string
	limit int
	read  func(ctx context.Context, q Query) (items map[string][]string, next string, asOf AsOf, gone []string, err error)
	items map[string][]string
	asOf  AsOf
}

// follow reads what changed since the mirror was read, or all at first; between does something
// between two pages.
func (m *mirror) follow(t *testing.T, s *Store, between func()) {
	t.Helper()
	v, err := url.ParseQuery(m.query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := ParseQuery(v, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	q.Limit, q.UpdatedSince, q.Gone = m.limit, m.asOf, true
	for {
		items, next, at, gone, err := m.read(t.Context(), q)
		if errors.Is(err, ErrGone) { // as a client is to do
			m.items, q.UpdatedSince, q.Cursor = nil, AsOf{}, ""
			items, next, at, gone, err = m.read(t.Context(), q)
		}
		if err != nil {
			t.Fatalf("%s: %v", m.query, err)
		}
		if m.items == nil {
			m.items = map[string][]string{}
		}
		for _, id := range gone {
			if items[id] != nil {
				t.Errorf("%s: %s is in the list and gone", m.query, id)
			}
			delete(m.items, id)
		}
		maps.Copy(m.items, items)
		if q.Cursor, m.asOf = next, at; next == "" {
			return
		}
		between()
	}
}

func mirrors(s *Store, founders []news.StoryID) (all []*mirror) {
	var within []string // lists that become others when incidents are merged and split
	for _, id := range founders {
		within = append(within, "incident="+string(id.Founded()))
	}
	add := func(read func(context.Context, Query) (map[string][]string, string, AsOf, []string, error), limit int, queries ...string) {
		for _, q := range queries {
			all = append(all, &mirror{query: q, limit: limit, read: read})
		}
	}
	one := func(seq uint64, in news.IncidentID) []string { return []string{fmt.Sprint(seq), string(in)} }
	add(func(ctx context.Context, q Query) (map[string][]string, string, AsOf, []string, error) {
		p, err := s.Incidents(ctx, q)
		items := map[string][]string{}
		for _, v := range p.Items {
			items[string(v.ID)] = one(v.Seq, v.ID)
		}
		return items, p.Next, p.AsOf, p.Gone, err
	}, 3, "", "sort=standing", "accused=CN&accuser=GB", "not_accused=CN", "min_outlets=2", "contested=true", "q=harbour+again", "since=2024-03-02&until=2024-03-03", "sort=size&stance=denies")
	add(func(ctx context.Context, q Query) (map[string][]string, string, AsOf, []string, error) {
		p, err := s.Stories(ctx, q)
		items := map[string][]string{}
		for _, v := range p.Items {
			items[string(v.ID)] = one(v.Seq, v.Incident)
		}
		return items, p.Next, p.AsOf, p.Gone, err
	}, 7, "", "accused=RU", "not_stance=accuses", "contested=true", "min_outlets=2&accused=CN", `q="hackers+enter"+NOT+again`, "outlet=outlet1&until=2024-03-03")
	add(all[len(all)-1].read, 2, within...)
	add(func(ctx context.Context, q Query) (map[string][]string, string, AsOf, []string, error) {
		p, err := s.Claims(ctx, q)
		items := map[string][]string{}
		for _, v := range p.Items {
			items[string(v.ID)] = one(v.Seq, v.Incident)
		}
		return items, p.Next, p.AsOf, p.Gone, err
	}, 7, "", "accused=RU", "review=rejected&review=corrected", "not_contested=true", "min_outlets=2", "q=title:again")
	// Of acts, all that a page has of an incident takes the place of what was there.
	add(func(ctx context.Context, q Query) (map[string][]string, string, AsOf, []string, error) {
		p, err := s.Acts(ctx, q)
		items := map[string][]string{}
		for _, a := range p.Items {
			items[string(a.Incident)] = append(items[string(a.Incident)], fmt.Sprint(a.Accuser.Key(), a.Stance, a.Accused.Key(), a.Claims, a.Outlets))
		}
		return items, p.Next, p.AsOf, p.Gone, err
	}, 3, "", "accused=CN&accuser=GB", "stance=denies", "not_accused=RU")
	return all
}

// A client that keeps a copy of a list, pages while everything moves and asks once for what changed
// since then has the list as it is: with what came, what changed, and without what left. A store of a
// small window asks each story for its incident where another one lists the stories of those that changed.
func TestCopiesOfListsStayWhole(t *testing.T) {
	for _, window := range []int{incident.Window, 60} {
		t.Run(fmt.Sprint("window ", window), func(t *testing.T) {
			t.Parallel()
			s, err := Open(filepath.Join(t.TempDir(), "ascribe.db"), Options{window: window, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			s.db.NoSync = true
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			copiesStayWhole(t, s)
		})
	}
}

func copiesStayWhole(t *testing.T, s *Store) {
	t.Helper()
	length := 500
	if testing.Short() {
		length = 240
	}
	entries := history(31, length)
	tell(t, s, entries[:120], 40)
	var founders []news.StoryID
	for _, e := range entries[:60] {
		if e.Story != nil && !slices.Contains(founders, e.Story.ID) {
			founders = append(founders, e.Story.ID)
		}
	}
	entries = entries[120:]
	move := func(n int) {
		n = min(n, len(entries))
		tell(t, s, entries[:n], 1)
		entries = entries[n:]
	}
	pages := 0
	for round := 0; len(entries) > 0; round++ {
		copies := mirrors(s, founders)
		for _, m := range copies {
			m.follow(t, s, func() {
				if pages++; pages%20 == 0 {
					move(1)
				}
			})
		}
		move(40)
		for _, m := range copies {
			m.follow(t, s, func() {})
		}
		for i, want := range mirrors(s, founders) {
			want.follow(t, s, func() {})
			if got := copies[i]; !maps.EqualFunc(got.items, want.items, slices.Equal) {
				t.Errorf("round %d, list %d %q: the copy has %d items, want %d: too many %v, too few %v", round, i, got.query, len(got.items), len(want.items),
					lacking(want.items, got.items), lacking(got.items, want.items))
			}
		}
	}
}

// lacking are the items of all that from has not, or has otherwise.
func lacking(from, all map[string][]string) (out []string) {
	for id, v := range all {
		if !slices.Equal(from[id], v) {
			out = append(out, fmt.Sprint(id, v))
		}
	}
	slices.Sort(out)
	return out
}

// What is gone is told in pages as well, each ID once.
func TestMuchIsGone(t *testing.T) {
	s := open(t)
	appendAll(t, s, entry(write("https://x.example/0", "guardian", day, "Title", "Text")))
	var entries []news.Entry
	for i := range mostGone + 10 {
		entries = append(entries, entry(write(fmt.Sprintf("https://x.example/%d", 1+i), "guardian", day.Add(time.Duration(i)*time.Minute), "Title", fmt.Sprint("Text ", i))))
	}
	appendAll(t, s, entries...)
	q := Query{UpdatedSince: AsOf{Seq: 1}, Gone: true, Filters: []Filter{{Name: "outlet", Values: []string{"wsj"}}}}
	known := map[string]bool{}
	for pages := 1; ; pages++ {
		p, err := s.Stories(t.Context(), q)
		if err != nil || len(p.Items) > 0 || p.Seq != s.Applied() {
			t.Fatalf("%d items, as of %d, %v", len(p.Items), p.Seq, err)
		}
		for _, id := range p.Gone {
			if known[id] {
				t.Errorf("%s is told twice", id)
			}
			known[id] = true
		}
		if q.Cursor = p.Next; p.Next == "" {
			if pages != 2 || len(known) != mostGone+10 {
				t.Errorf("%d IDs on %d pages, want %d on 2", len(known), pages, mostGone+10)
			}
			break
		}
	}
}
