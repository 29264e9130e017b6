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

	"ascribe/claim"
	"ascribe/fetcher"
	"ascribe/news"
)

// A FeedReport is what one visit of a feed brought.
type FeedReport struct {
	Feed     news.FeedID    `json:"feed"`
	State    news.FeedState `json:"state"`
	Items    int            `json:"items"`    // in the document
	New      int            `json:"new"`      // stories stored
	Revised  int            `json:"revised"`  // further versions stored
	Rejected int            `json:"rejected"` // items out of scope
	Failed   int            `json:"failed"`   // items that could not be kept
}

// A Report is what one pass over the feeds brought.
type Report struct {
	Feeds    []FeedReport `json:"feeds"` // in order of configuration
	New      int          `json:"new"`
	Revised  int          `json:"revised"`
	Rejected int          `json:"rejected"`
	Failing  int          `json:"failing"` // feeds whose visit failed
}

// Ingest visits the feeds that are due once, or all of them, and tells each finished
// visit to seen, when that is not nil. A feed that fails is in the report, not an error:
// an error means that the store or the context gave up.
func (n *Node) Ingest(ctx context.Context, all bool, seen func(FeedReport)) (Report, error) {
	states, err := n.store.FeedStates()
	if err != nil {
		return Report{}, err
	}
	var due []news.FeedID
	for _, id := range n.order {
		if st, ok := states[id]; all || !ok || !st.Next.After(time.Now()) {
			due = append(due, id)
		}
	}
	reports := make([]FeedReport, len(due))
	faults := make([]error, len(due))
	jobs := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range min(n.workers, max(1, len(due))) {
		wg.Go(func() {
			for i := range jobs {
				reports[i], faults[i] = n.Refresh(ctx, due[i])
				if seen != nil && faults[i] == nil {
					mu.Lock()
					seen(reports[i])
					mu.Unlock()
				}
			}
		})
	}
	// Neighbours in the configuration share a host; striding over the list spreads the
	// workers over hosts, so that none waits for another's politeness.
	for _, i := range spread(due, func(id news.FeedID) string { return host(n.feeds[id].URL) }) {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	n.forgetSeen()
	return total(reports, faults)
}

// spread returns the indexes of ids so that each host's first comes before any host's second.
func spread(ids []news.FeedID, hostOf func(news.FeedID) string) []int {
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

func total(reports []FeedReport, faults []error) (Report, error) {
	var sum Report
	var errs []error
	for i, r := range reports {
		if errors.Is(faults[i], ErrVisiting) {
			continue // another pass has it in hand
		}
		if faults[i] != nil {
			errs = append(errs, faults[i])
			continue
		}
		sum.Feeds = append(sum.Feeds, r)
		sum.New += r.New
		sum.Revised += r.Revised
		sum.Rejected += r.Rejected
		if r.State.Health.Failing() {
			sum.Failing++
		}
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

// Refresh visits one feed now. It returns an error only when nothing of the visit could be
// kept: the feed is unknown or being visited, the store failed, or ctx ended.
func (n *Node) Refresh(ctx context.Context, id news.FeedID) (FeedReport, error) {
	feed, ok := n.feeds[id]
	if !ok {
		return FeedReport{}, fmt.Errorf("%w: %q", ErrUnknownFeed, id)
	}
	if !n.claim(id) {
		return FeedReport{}, fmt.Errorf("%w: %q", ErrVisiting, id)
	}
	defer n.release(id)
	states, err := n.store.FeedStates()
	if err != nil {
		return FeedReport{}, err
	}
	v := visit{Node: n, feed: feed, outlet: n.outlets[feed.Outlet], state: states[id], report: FeedReport{Feed: id}}
	v.state.Feed = id
	if err := v.run(ctx); err != nil {
		return FeedReport{}, fmt.Errorf("feed %s: %w", id, err)
	}
	v.report.State = v.state
	if err := n.store.PutFeedState(v.state); err != nil {
		return FeedReport{}, fmt.Errorf("feed %s: its state could not be kept: %w", id, err)
	}
	n.logger.Info("visited", "feed", id, "health", v.state.Health, "reason", v.state.Reason,
		"items", v.report.Items, "new", v.report.New, "revised", v.report.Revised, "rejected", v.report.Rejected)
	return v.report, nil
}

// A visit is one look at one feed.
type visit struct {
	*Node
	feed   Feed
	outlet Outlet
	state  news.FeedState
	report FeedReport
}

func (v *visit) run(ctx context.Context) error {
	now := time.Now().UTC()
	v.state.LastTry = now
	answer, err := v.client.Feed(ctx, fetcher.Ask{
		URL: v.feed.URL, ETag: v.state.ETag, LastModified: v.state.LastModified, UserAgent: v.outlet.UserAgent,
	})
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		v.failed(err, now)
		return nil
	}
	if !answer.NotModified {
		if err := v.items(ctx, answer.Document); err != nil {
			return err
		}
	}
	v.succeeded(answer, now)
	return nil
}

func (v *visit) failed(err error, now time.Time) {
	v.state.Failures++
	v.state.Health, v.state.Reason = news.Unreachable, err.Error()
	var wait time.Duration
	if fe, ok := errors.AsType[*fetcher.Error](err); ok {
		v.state.Health, v.state.Reason, wait = fe.Health, fe.Reason, fe.RetryAfter
	}
	jitter := uint64(now.UnixNano())
	v.state.Next = later(v.planned(now), now.Add(fetcher.Backoff(v.state.Failures, wait, jitter)))
}

// staleAfter is the age of a feed's newest item from which the feed counts as frozen.
const staleAfter = 30 * 24 * time.Hour

func (v *visit) succeeded(a fetcher.Answer, now time.Time) {
	v.state.Failures, v.state.Reason = 0, ""
	v.state.LastGood = now
	v.state.Moved = a.MovedTo
	switch {
	case a.NotModified:
		v.state.Health = news.NotModified
	case a.Partial:
		// No validators: the rest of the document is wanted next time.
		v.state.Health, v.state.Reason = news.Partial, "the items that could be read were kept: "+a.Why
		v.state.ETag, v.state.LastModified = "", ""
		v.state.Items = len(a.Document.Items)
	default:
		v.state.Health = news.OK
		v.state.ETag, v.state.LastModified = a.ETag, a.LastModified
		v.state.Items = len(a.Document.Items)
		if v.state.Items == 0 {
			v.state.Health, v.state.Reason = news.Empty, "the feed has no items"
		}
	}
	if age := now.Sub(v.state.NewestItem); !v.state.NewestItem.IsZero() && age > staleAfter && v.state.Health != news.Partial {
		v.state.Health = news.Stale
		v.state.Reason = fmt.Sprintf("answers, but its newest item is %d days old", int(age.Hours()/24))
	}
	v.state.Next = later(v.planned(now), now.Add(max(a.RetryAfter, a.MaxAge, a.Document.TTL)))
}

func (v *visit) planned(now time.Time) time.Time {
	next, err := v.feed.Plan.Next(now)
	if err != nil { // checked with the configuration: can't happen
		v.logger.Error("no next visit", "feed", v.feed.ID, "err", err)
		return now.Add(time.Hour)
	}
	return next
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// batch is how many stories are written at once. One fsync covers them; a crash loses no
// more than the work on these, since their items are marked as seen only afterwards.
const batch = 50

// items keeps what is new in a document, oldest first, so that an incident's first story
// founds it.
func (v *visit) items(ctx context.Context, doc fetcher.Document) error {
	v.report.Items = len(doc.Items)
	items := slices.Clone(doc.Items)
	slices.SortStableFunc(items, func(a, b fetcher.Item) int { return a.Published.Time.Compare(b.Published.Time) })
	taken := map[string]bool{}
	var pending []made
	for _, it := range items {
		if it.Published.Time.After(v.state.NewestItem) {
			v.state.NewestItem = it.Published.Time
		}
		old, known, err := v.store.Seen(v.feed.ID, it.Key)
		if err != nil {
			return err
		}
		if known && old.Digest == it.Digest && (old.Verdict != news.OutOfScope || old.Engine == claim.Engine) {
			taken[it.URL] = true
			continue
		}
		m, err := v.make(ctx, doc, it, taken)
		if err != nil {
			return err
		}
		if pending = append(pending, m); len(pending) >= batch {
			if err := v.flush(ctx, pending); err != nil {
				return err
			}
			pending = pending[:0]
		}
	}
	return v.flush(ctx, pending)
}

// flush writes the stories first and marks their items as seen after: a crash between the
// two costs work, never an item.
func (v *visit) flush(ctx context.Context, pending []made) error {
	var entries []news.Entry
	seen := make([]news.Seen, 0, len(pending))
	for _, m := range pending {
		switch {
		case m.story != nil:
			entries = append(entries, news.Entry{Kind: news.StoryEntry, At: m.story.Arrived, Story: m.story})
			if m.revises {
				v.report.Revised++
			} else {
				v.report.New++
				v.state.Stored++
			}
		case m.seen.Verdict == news.OutOfScope:
			v.report.Rejected++
		case m.seen.Verdict == news.Unreadable:
			v.report.Failed++
		}
		seen = append(seen, m.seen)
	}
	if len(entries) > 0 {
		if _, err := v.log.Append(ctx, entries...); err != nil {
			return err
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return v.store.PutSeen(seen...)
}
