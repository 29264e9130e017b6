package store

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"ascribe/news"
)

// TestMixedHistories: whatever is dropped, revised, split, merged and forgotten in whatever order, a
// store that was opened again now and then has the view of one that was not, and so has a rebuild;
// also when the grouping remembers a few stories only.
func TestMixedHistories(t *testing.T) {
	seeds := []uint64{481} // in which an edit binds by stories that are forgotten and come again
	histories := uint64(40)
	if testing.Short() {
		histories = 8
	}
	for seed := range histories {
		seeds = append(seeds, seed)
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			mixed(t, seed)
		})
	}
}

func mixed(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	window := []int{4, 6, 8, 12, 20_000}[r.IntN(5)]
	all := mixedHistory(r)
	dir := t.TempDir()
	open := func(name string) *Store {
		s, err := Open(filepath.Join(dir, name), Options{window: window, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		s.db.NoSync = true
		return s
	}
	shut := func(s *Store) {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	live := open("live.db")
	tell(t, live, all, 1)
	want := dump(t, live)
	if found, err := live.Verify(t.Context()); err != nil || !found.Clean() {
		t.Errorf("history %d: %+v, %v", seed, found, err)
	}
	shut(live)
	again := open("again.db")
	for i := range all {
		if r.IntN(4) == 0 {
			shut(again)
			again = open("again.db")
		}
		tell(t, again, all[i:i+1], 1)
	}
	same(t, fmt.Sprint("history ", seed, " with restarts, window ", window), dump(t, again), want)
	shut(again)
	if err := rebuild(t.Context(), filepath.Join(dir, "live.db"), "", window, nil); err != nil {
		t.Fatal(seed, err)
	}
	live = open("live.db")
	same(t, fmt.Sprint("history ", seed, " rebuilt, window ", window), dump(t, live), want)
	shut(live)
}

// mixedHistory has the stories of two small newsrooms, with edits, revisions, dropped texts and
// forgotten stories between them.
func mixedHistory(r *rand.Rand) (all []news.Entry) {
	entries := append(twoBreakIns(), years()...)
	if r.IntN(2) == 0 {
		r.Shuffle(len(entries), func(i, k int) { entries[i], entries[k] = entries[k], entries[i] })
	}
	edit := func(e news.Edit) news.Entry {
		e.By = "ann"
		return news.Entry{Kind: news.EditEntry, At: day, Edit: &e}
	}
	for i, e := range entries {
		all = append(all, e)
		some := func() *news.Story { return entries[r.IntN(i+1)].Story }
		switch r.IntN(14) {
		case 0, 1, 2:
			all = append(all, dropText(some().ID))
		case 3:
			s := *some()
			s.Text += fmt.Sprintf("\n\nMore%d of it.", r.IntN(1000))
			s.Hash = s.Fingerprint()
			all = append(all, entry(s))
		case 4:
			all = append(all, edit(news.Edit{Action: news.Split, Stories: []news.StoryID{some().ID}}))
		case 5:
			all = append(all, edit(news.Edit{Action: news.Merge, Incidents: []news.IncidentID{some().ID.Founded(), some().ID.Founded()}}))
		case 6:
			all = append(all, news.Entry{Kind: news.ForgetEntry, At: day, Forget: &news.Forget{Story: some().ID, Reason: "asked to"}})
		}
	}
	return all
}
