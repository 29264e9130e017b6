package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
)

// longestVisit bounds how long one feed may keep a worker: a thousand new items, or pages that
// come a byte at a time, are read in several visits.
const longestVisit = 10 * time.Minute

// A FeedReport is what one visit of a feed brought.
type FeedReport struct {
	Feed     news.FeedID    `json:"feed"`
	State    news.FeedState `json:"state"`
	Items    int            `json:"items"`    // in the document
	New      int            `json:"new"`      // stories stored
	Revised  int            `json:"revised"`  // further versions stored
	Rejected int            `json:"rejected"` // items out of scope
	Failed   int            `json:"failed"`   // items that could not be kept
	Silent   bool           `json:"silent"`   // nobody answered
	Frozen   bool           `json:"frozen"`   // it answers, but has had no news for so long that this visit raises the alarm
}

// A Report is what one pass over the feeds brought.
type Report struct {
	Feeds    []FeedReport `json:"feeds"` // in order of configuration
	New      int          `json:"new"`
	Revised  int          `json:"revised"`
	Rejected int          `json:"rejected"`
	Failing  int          `json:"failing"` // feeds whose visit failed
	Silent   int          `json:"silent"`  // those of them where nobody answered
	Frozen   int          `json:"frozen"`  // feeds that were found frozen
	Looked   int          `json:"looked"`  // pages of stored stories that were looked at again; Revised counts what changed
}

// Ingest visits the feeds that are due once, or all of them, and tells each finished
// visit to seen, when that is not nil. A feed that fails is in the report, not an error:
// an error means that the store or the context gave up, and the report says what was done
// until then.
func (n *Node) Ingest(ctx context.Context, all bool, seen func(FeedReport)) (Report, error) {
	states, err := n.store.FeedStates()
	if err != nil {
		return Report{}, err
	}
	var list []news.FeedID
	var stopped []FeedReport
	for _, id := range n.order {
		st, ok := states[id]
		switch {
		case ok && st.Stopped(n.feeds[id].URL):
			stopped = append(stopped, FeedReport{Feed: id, State: st})
		case all || !ok || n.feeds[id].due(st, time.Now()):
			list = append(list, id)
		}
	}
	reports := make([]FeedReport, len(list), len(list)+len(stopped))
	faults := make([]error, len(list), cap(reports))
	places := make(map[news.FeedID]int, len(list))
	plans := make([]fetcher.Plan, len(list))
	for i, id := range list {
		places[id], plans[i] = i, n.plan(id)
	}
	var telling sync.Mutex
	_ = fetcher.NewSchedule(plans, nil, n.workers).Once(ctx, func(ctx context.Context, id news.FeedID) { // its error is ctx's
		i := places[id]
		reports[i], faults[i] = n.Refresh(ctx, id)
		if seen != nil && faults[i] == nil {
			telling.Lock()
			seen(reports[i])
			telling.Unlock()
		}
	})
	n.forgetSeen()
	looked, revised, err := n.Revisit(ctx)
	sum, fault := total(ctx, append(reports, stopped...), faults[:cap(reports)])
	sum.Looked, sum.Revised = looked, sum.Revised+revised
	if ctx.Err() == nil {
		fault = errors.Join(fault, err)
	}
	return sum, fault
}

// due says whether a feed's time has come. One that was asked in the future was asked by a wrong
// clock, and what that put off is not put off; nor is what another address earned.
func (f Feed) due(st news.FeedState, now time.Time) bool {
	return !st.Next.After(now) || st.LastTry.After(now.Add(time.Minute)) || st.URL != "" && st.URL != f.URL
}

// spread returns the indexes of things so that each host's first comes before any host's second.
func spread[T any](ids []T, hostOf func(T) string) []int {
	nth := map[string]int{}
	type place struct{ index, nth int }
	places := make([]place, len(ids))
	for i, id := range ids {
		h := hostOf(id)
		places[i] = place{i, nth[h]}
		nth[h]++
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.nth, b.nth) })
	order := make([]int, len(ids))
	for i, p := range places {
		order[i] = p.index
	}
	return order
}

// total adds up what the visits brought. Visits that the end of ctx broke off count with
// what they did, and make one error.
func total(ctx context.Context, reports []FeedReport, faults []error) (Report, error) {
	var sum Report
	var errs []error
	for i, r := range reports {
		broken := ctx.Err() != nil && faults[i] != nil
		switch {
		case errors.Is(faults[i], ErrVisiting):
			continue // another pass has it in hand
		case faults[i] != nil && !broken:
			errs = append(errs, faults[i])
			continue
		case r.Feed == "":
			continue // its turn did not come
		}
		sum.Feeds = append(sum.Feeds, r)
		sum.New += r.New
		sum.Revised += r.Revised
		sum.Rejected += r.Rejected
		if !broken && r.State.Health.Failing() {
			sum.Failing++
		}
		if r.Silent {
			sum.Silent++
		}
		if r.Frozen {
			sum.Frozen++
		}
	}
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	return sum, errors.Join(errs...)
}

func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return u.Host
}

// Refresh visits one feed now. It returns an error when the feed is unknown or being
// visited, the store failed, or ctx ended; in that case the report says what was kept.
func (n *Node) Refresh(ctx context.Context, id news.FeedID) (FeedReport, error) {
	feed, ok := n.feeds[id]
	if !ok {
		return FeedReport{}, fmt.Errorf("%w: %q", ErrUnknownFeed, id)
	}
	if !n.take(id) {
		return FeedReport{}, fmt.Errorf("%w: %q", ErrVisiting, id)
	}
	defer n.release(id)
	state, err := n.store.FeedState(id)
	if err != nil {
		return FeedReport{}, err
	}
	v := visit{
		Node: n, feed: feed, outlet: n.outlets[feed.Outlet], state: state,
		report: FeedReport{Feed: id}, taken: map[news.StoryID]string{}, lost: map[string]int{},
	}
	err = v.run(ctx)
	v.report.State = v.state
	if err != nil && ctx.Err() == nil {
		n.fault(id, err)
		return v.report, fmt.Errorf("feed %s: %w", id, err)
	}
	v.state.Pauses = v.pauses(host(cmp.Or(v.state.Address, feed.URL)))
	stateErr := n.store.PutFeedState(v.state)
	n.fault(id, stateErr)
	if stateErr != nil {
		return v.report, fmt.Errorf("feed %s: its state could not be kept: %w", id, stateErr)
	}
	n.logger.Info("visited", "feed", id, "health", v.state.Health, "reason", v.state.Reason,
		"items", v.report.Items, "new", v.report.New, "revised", v.report.Revised, "rejected", v.report.Rejected)
	return v.report, err
}
