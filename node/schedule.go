package node

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
)

// A Progress is how far the visit of a feed has come.
type Progress struct {
	Feed    news.FeedID
	Items   int // in the document; 0 while it is fetched
	Done    int // of them
	Stories int // new ones and revised ones
}

// Visits returns the visits under way, in order of their feeds' names.
func (n *Node) Visits() []Progress {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := make([]Progress, 0, len(n.visiting))
	for _, p := range n.visiting {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Progress) int { return cmp.Compare(a.Feed, b.Feed) })
	return all
}

// take reserves a feed for one visit; tell says how far that has come, release ends it.
func (n *Node) take(id news.FeedID) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, taken := n.visiting[id]; taken {
		return false
	}
	n.visiting[id] = Progress{Feed: id}
	return true
}

func (n *Node) tell(p Progress) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.visiting[p.Feed] = p
}

func (n *Node) release(id news.FeedID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.visiting, id)
	maps.DeleteFunc(n.making, func(_ news.StoryID, by news.FeedID) bool { return by == id })
}

// reserve gives a story to one feed until its visit ends: two feeds of an outlet bring the
// same articles at the same time.
func (n *Node) reserve(id news.StoryID, by news.FeedID) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if other, ok := n.making[id]; ok && other != by {
		return false
	}
	n.making[id] = by
	return true
}

// free gives a story back before the visit ends.
func (n *Node) free(id news.StoryID, by news.FeedID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.making[id] == by {
		delete(n.making, id)
	}
}

// Run visits each feed when it is due, until ctx ends, and returns its cause. What is due
// is remembered across restarts.
func (n *Node) Run(ctx context.Context) error {
	states, err := n.store.FeedStates()
	if err != nil {
		return err
	}
	next := map[news.FeedID]time.Time{}
	plans := make([]fetcher.Plan, 0, len(n.order))
	for _, id := range n.order {
		plans = append(plans, n.plan(id))
		if st, ok := states[id]; ok && !n.feeds[id].due(st, time.Now()) {
			next[id] = st.Next
		}
	}
	var looking sync.WaitGroup
	defer looking.Wait()
	looking.Go(func() { n.keepLooking(ctx) })
	return fetcher.NewSchedule(plans, next, n.workers).Run(ctx, n.turn)
}

// unasked is how often the schedule looks whether a feed that is gone was asked by hand.
const unasked = 10 * time.Minute

// turn visits a feed whose time has come by the schedule, unless somebody asked it meanwhile, or
// it is gone, and says when its next turn is.
func (n *Node) turn(ctx context.Context, id news.FeedID) time.Time {
	n.forgetSeen()
	st, err := n.store.FeedState(id)
	switch {
	case err != nil: // the visit will say it
	case st.Stopped(n.feeds[id].URL):
		return time.Now().Add(unasked)
	case !n.feeds[id].due(st, time.Now()):
		return st.Next
	}
	report, err := n.Refresh(ctx, id)
	switch {
	case err == nil && report.State.Next.IsZero():
		return time.Now().Add(unasked)
	case err == nil:
		return report.State.Next
	case ctx.Err() != nil: // Run ends: its cause says why
	case errors.Is(err, ErrVisiting): // somebody asked for it just now
	default:
		n.logger.Error("feed could not be visited", "feed", id, "err", err)
		return time.Now().Add(min(fetcher.Backoff(n.faultsOf(id), 0, rand.Uint64()), time.Hour))
	}
	return time.Now().Add(time.Minute)
}

// plan is when a feed is due, with the host that it is of: visits that would wait for each
// other's requests at one host take no workers meanwhile.
func (n *Node) plan(id news.FeedID) fetcher.Plan {
	p := n.feeds[id].Plan
	p.Feed, p.Host = id, host(n.feeds[id].URL)
	return p
}

// keepLooking revisits pages now and then until ctx ends.
func (n *Node) keepLooking(ctx context.Context) {
	tick := time.NewTicker(revisitEvery)
	defer tick.Stop()
	for {
		if _, _, err := n.Revisit(ctx); err != nil && ctx.Err() == nil {
			n.logger.Error("pages could not be looked at again", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// seenFor is how long an item out of scope is remembered.
const seenFor = 90 * 24 * time.Hour

// forgetSeen forgets old rejected items, at most once a day.
func (n *Node) forgetSeen() {
	n.mu.Lock()
	now := time.Now()
	due := now.Sub(n.tidied) > 24*time.Hour
	if due {
		n.tidied = now
	}
	n.mu.Unlock()
	if !due {
		return
	}
	gone, err := n.store.ForgetSeen(now.Add(-seenFor))
	if err != nil {
		n.logger.Error("old items could not be forgotten", "err", err)
		return
	}
	if gone > 0 {
		n.logger.Info("forgot rejected items", "items", gone, "older_than", seenFor)
	}
}
