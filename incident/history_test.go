package incident

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"ascribe/news"
)

// A history is a log of placements and edits as a store keeps it, and where every story is now.
type history struct {
	r      *rand.Rand
	window int
	live   *State
	log    []entryOf
	home   map[news.StoryID]news.IncidentID
}

type entryOf struct {
	placed *Placed
	edit   *news.Edit
	moves  []Move
}

// next is a story about one of few operations, out of order in time, at times a revision.
func (h *history) next(i int) news.Story {
	words := []string{"amber", "basalt", "cinder", "delta", "ember", "fjord", "garnet", "harbour"}
	op := h.r.IntN(len(words))
	id := fmt.Sprint("story ", i)
	if known := slices.Sorted(maps.Keys(h.home)); len(known) > 0 && h.r.IntN(6) == 0 {
		id = string(known[h.r.IntN(len(known))])
	}
	other := words[h.r.IntN(len(words))]
	when := time.Date(2031, 1, 1, i*5-h.r.IntN(200), 0, 0, 0, time.UTC)
	s := news.Story{
		ID: news.StoryID(id), Outlet: news.OutletID(fmt.Sprint("outlet ", h.r.IntN(4))), Title: "Operation " + words[op] + "works",
		Text:      fmt.Sprintf("The %sworks of Upper %s was hit. Engineers found the %s tool, version %d, as in CVE-2031-%d.", words[op], words[op], other, i, 1000+op),
		Published: news.At(when), Arrived: when.AddDate(0, 1, 0),
	}
	s.Hash = s.Fingerprint()
	return s
}

func (h *history) place(s news.Story) {
	c := h.live.Decide(s)
	if now, known := h.home[s.ID]; known { // as a store does: a revision stays
		c.Incident, c.Founded, c.Absorbed, c.Moved = now, now == s.ID.Founded(), nil, nil
	}
	h.live.Fold(Placed{s, c})
	h.log = append(h.log, entryOf{placed: &Placed{s, c}})
	for id, in := range h.home {
		if slices.Contains(c.Absorbed, in) || slices.ContainsFunc(c.Moved, func(m news.Moved) bool { return m.Story == id }) {
			h.home[id] = c.Incident
		}
	}
	h.home[s.ID] = c.Incident
}

// edit makes a merge, a split, a pin or an undo of what there is.
func (h *history) edit(i int) {
	known := slices.Sorted(maps.Keys(h.home))
	any := func() news.StoryID { return known[h.r.IntN(len(known))] }
	e := news.Edit{ID: news.EditID(fmt.Sprint("e-", i))}
	var moves []Move
	move := func(id news.StoryID, to news.IncidentID) {
		if h.home[id] != to {
			moves = append(moves, Move{id, h.home[id], to})
		}
	}
	switch h.r.IntN(4) {
	case 0:
		e.Action, e.Incidents = news.Merge, []news.IncidentID{h.home[any()], h.home[any()]}
		for _, id := range known {
			if h.home[id] == e.Incidents[1] {
				move(id, e.Incidents[0])
			}
		}
	case 1:
		e.Action, e.Stories = news.Split, []news.StoryID{any()}
		if id := e.Stories[0]; h.home[id].Founder() != id {
			move(id, id.Founded())
		}
	case 2:
		e.Action, e.Stories, e.Incidents = news.Pin, []news.StoryID{any()}, []news.IncidentID{h.home[any()]}
		move(e.Stories[0], e.Incidents[0])
	default:
		e.Action, e.Undoes = news.Undo, news.EditID(fmt.Sprint("e-", h.r.IntN(i+1)))
		at := slices.IndexFunc(h.log, func(o entryOf) bool { return o.edit != nil && o.edit.ID == e.Undoes && o.edit.Action != news.Undo })
		undone := slices.ContainsFunc(h.log, func(o entryOf) bool { return o.edit != nil && o.edit.Undoes == e.Undoes })
		if at < 0 || undone {
			return
		}
		for _, m := range h.log[at].moves {
			if h.home[m.Story] == m.To {
				move(m.Story, m.From)
			}
		}
	}
	if e.Action != news.Undo && len(moves) == 0 && e.Action != news.Pin {
		return // a store refuses it
	}
	for _, m := range moves {
		h.home[m.Story] = m.To
	}
	h.live.Edit(e, moves...)
	h.log = append(h.log, entryOf{edit: &e, moves: moves})
}

// retell drops the text of a story.
func (h *history) retell() {
	at := h.r.IntN(len(h.log))
	p := h.log[at].placed
	later := slices.ContainsFunc(h.log[at+1:], func(o entryOf) bool { return p != nil && o.placed != nil && o.placed.Story.ID == p.Story.ID })
	if p == nil || later {
		return
	}
	p.Story.Text = ""
	h.live.Retell(p.Story)
}

// restarted is a machine that knows but the log, as far as the window reaches.
func (h *history) restarted() *State {
	st, seen, from := Sized(h.window), map[news.StoryID]bool{}, len(h.log)
	for at, e := range slices.Backward(h.log) {
		if e.placed != nil {
			if seen[e.placed.Story.ID] = true; len(seen) > h.window {
				break
			}
			from = at
		}
	}
	for at, e := range h.log {
		switch {
		case e.edit != nil:
			st.Edit(*e.edit, e.moves...)
		case at >= from:
			st.Fold(*e.placed)
		}
	}
	return st
}

// TestHistories: whatever came, was merged, split, pinned, moved, undone, revised and dropped, a
// restart remembers the same and is bound by the same, and every remembered story is where it
// should be.
func TestHistories(t *testing.T) {
	t.Parallel()
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 11))
		h := &history{r: r, window: 5 + r.IntN(20), home: map[news.StoryID]news.IncidentID{}}
		h.live = Sized(h.window)
		for i := range 120 {
			h.place(h.next(i))
			if r.IntN(4) == 0 {
				h.edit(i)
			}
			if r.IntN(12) == 0 {
				h.retell()
			}
			if i%7 != 0 {
				continue
			}
			again := h.restarted()
			if got, want := dump(again), dump(h.live); got != want {
				t.Fatalf("seed %d, step %d: restarted\n%s\nlive\n%s", seed, i, got, want)
			}
			if got, want := fmt.Sprint(again.bounds), fmt.Sprint(h.live.bounds); got != want {
				t.Fatalf("seed %d, step %d: bound by %s, live by %s", seed, i, got, want)
			}
			probe := h.next(1000 + i)
			probe.ID = "probe"
			if got, want := fmt.Sprintf("%+v", again.Decide(probe)), fmt.Sprintf("%+v", h.live.Decide(probe)); got != want {
				t.Fatalf("seed %d, step %d: decides %s, live %s", seed, i, got, want)
			}
		}
		for id, d := range h.live.stories {
			if d.incident.id != h.home[id] {
				t.Errorf("seed %d: %s is remembered in %s, and is in %s", seed, id, d.incident.id, h.home[id])
			}
		}
	}
}
