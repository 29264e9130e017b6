package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
)

// A visit is one look at one feed.
type visit struct {
	*Node
	feed   Feed
	outlet Outlet
	state  news.FeedState
	report FeedReport

	taken map[news.StoryID]string // story → key of the item of this document that it belongs to
	lost  map[string]int          // host → pages in a row that it gave no answer to
	again bool                    // some items are to be looked at again: the document is wanted whole
	left  int                     // items that there was no time for
}

// wholeAfter is how long a feed may say that nothing has changed before it is asked for its
// document all the same: some hosts say so for ever.
const wholeAfter = 24 * time.Hour

func (v *visit) run(ctx context.Context) error {
	now := time.Now().UTC()
	v.state.LastTry = now
	if v.state.URL != "" && v.state.URL != v.feed.URL { // configured anew: the old address's validators and moves say nothing
		v.state = news.FeedState{Feed: v.feed.ID, LastTry: now, NewestItem: v.state.NewestItem, Stored: v.state.Stored}
	}
	v.state.URL = v.feed.URL
	ask := fetcher.Ask{
		URL: cmp.Or(v.state.Address, v.feed.URL), ETag: v.state.ETag, LastModified: v.state.LastModified, UserAgent: v.outlet.UserAgent,
	}
	if now.Sub(v.state.Whole) > wholeAfter {
		ask.ETag, ask.LastModified = "", ""
	}
	answer, err := v.client.Feed(ctx, ask)
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		v.failed(err, now)
		return nil
	}
	if !answer.NotModified {
		if err := v.begun(len(answer.Document.Items)); err != nil {
			return err
		}
		if err := v.items(ctx, answer.Document); err != nil {
			return err
		}
	}
	v.succeeded(answer, now)
	return nil
}

// begun tells of a first visit as soon as the feed has answered: the pages of a thousand items
// at the pace of their host take an hour, and the operator wants to know now.
func (v *visit) begun(items int) error {
	if !v.state.LastGood.IsZero() || items == 0 {
		return nil
	}
	st := v.state
	st.Health, st.Items = news.OK, items
	st.Reason = fmt.Sprintf("answers; its first %d items are being read", items)
	return v.store.PutFeedState(st)
}

func (v *visit) failed(err error, now time.Time) {
	why := failure(err)
	v.state.Health, v.state.Reason = why.Health, why.Reason
	if why.Status == 0 && why.RetryAfter > 0 { // its host is left alone: nobody asked, nothing failed
		v.state.Next = now.Add(why.RetryAfter + time.Duration(now.UnixNano())%time.Minute)
		return
	}
	v.state.Failures++
	v.report.Silent = why.Status == 0 && (why.Health == news.Unreachable || why.Health == news.TimedOut || why.Health == news.BadTLS)
	switch lost := why.Status == http.StatusNotFound || why.Status == http.StatusGone; {
	case lost && v.state.Address != "": // where it moved to it is no more: ask where it was
		v.state.Reason = "at the address it had moved to: " + why.Reason
		v.state.Health, v.state.Address, v.state.Moved, v.state.MovedOn = news.Unreachable, "", "", nil
	case why.Health == news.Gone:
		v.state.Reason = "the host says that it is gone for good: it is asked no more until its address is changed (or by hand)"
		v.state.Next = time.Time{}
		return
	}
	planned := v.planned(now)
	if soon := now.Add(time.Hour); planned.After(soon) {
		planned = soon // a feed that is read once a day does not lose the day
	}
	jitter := uint64(now.UnixNano())
	v.state.Next = later(planned, now.Add(fetcher.Backoff(v.state.Failures, why.RetryAfter, jitter)))
}

// A feed counts as frozen when its newest item is older than 50 of the gaps between its items,
// but no sooner and no later than these; one that has news every other month, after four gaps.
const (
	soonestStale = 7 * 24 * time.Hour
	latestStale  = 30 * 24 * time.Hour
)

func staleAfter(gap time.Duration) time.Duration {
	if gap <= 0 || gap > latestStale/50 {
		return max(latestStale, 4*gap)
	}
	return max(soonestStale, 50*gap)
}

func (v *visit) succeeded(a fetcher.Answer, now time.Time) {
	v.state.Failures, v.state.Reason = 0, ""
	v.moved(a.MovedTo, now)
	if !a.NotModified {
		v.state.TTL, v.state.SkipHours, v.state.SkipDays = a.Document.TTL, a.Document.SkipHours, a.Document.SkipDays
		v.state.Whole = now
		if gap := a.Document.Gap(); gap > 0 {
			v.state.Gap = gap
		}
	}
	was, known := v.state.Health, !v.state.LastGood.IsZero()
	v.state.LastGood = now
	switch {
	case a.NotModified:
		v.state.Health = news.NotModified
	case a.Partial:
		// The rest of the document is wanted next time, see below.
		v.state.Health, v.state.Reason = news.Partial, "the items that could be read were kept: "+a.Why
		v.state.Items = len(a.Document.Items)
	default:
		v.state.Health = news.OK
		v.state.ETag, v.state.LastModified = a.ETag, a.LastModified
		v.state.Items = len(a.Document.Items)
		if v.state.Items == 0 {
			v.state.Health, v.state.Reason = news.Empty, "the feed has no items"
		}
	}
	if v.left > 0 {
		v.state.Health, v.state.Reason = news.Partial, fmt.Sprintf("%d of its items are left for the next visit: those before them took all the time", v.left)
	}
	if a.Partial || v.again || v.left > 0 {
		v.state.ETag, v.state.LastModified = "", ""
	}
	if age := now.Sub(v.state.NewestItem); !v.state.NewestItem.IsZero() && age > staleAfter(v.state.Gap) && v.state.Health != news.Partial {
		v.state.Health = news.Stale
		v.state.Reason = fmt.Sprintf("answers, but its newest item is %d days old", int(age.Hours()/24))
		if was != news.Stale {
			v.logger.Warn("a feed is frozen: it "+v.state.Reason, "feed", v.feed.ID)
			v.report.Frozen = known // one that is frozen from the first has no news to miss
		}
	}
	next := v.planned(now)
	if v.left == 0 { // what is left does not wait until there may be news
		next = later(next, now.Add(max(a.RetryAfter, a.MaxAge, v.state.TTL)))
	}
	v.state.Next = fetcher.AfterSkipped(next, v.state.SkipHours, v.state.SkipDays)
}

// movedAfter is on how many days a permanent redirect must have led to one place before that
// is taken for the feed's address: a mistake of a day does not move a feed.
const movedAfter = 3

func (v *visit) moved(to string, now time.Time) {
	switch {
	case to == "" && v.state.Address == "":
		v.state.Moved, v.state.MovedOn = "", nil
		return
	case to == "":
		return // the new address answers
	case to != v.state.Moved:
		v.state.Moved, v.state.MovedOn = to, nil
	}
	if day := now.Format(time.DateOnly); !slices.Contains(v.state.MovedOn, day) {
		v.state.MovedOn = append(v.state.MovedOn, day)
	}
	if len(v.state.MovedOn) >= movedAfter && v.state.Address != to {
		v.logger.Warn("a feed has moved for good, please change its address in the configuration", "feed", v.feed.ID, "from", v.feed.URL, "to", to)
		v.state.Address = to
	}
}

func (v *visit) planned(now time.Time) time.Time {
	next, err := v.feed.Plan.Adapt(v.state.Gap, now.Sub(v.state.NewestItem)).Next(now)
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

// A batch of stories is written at once: one fsync covers it. A crash loses no more than
// the work on these, since their items are marked as seen only afterwards; so none waits
// long for its fellows.
const (
	batch    = 50
	patience = 2 * time.Second
)

// items keeps what is new in a document, oldest first, so that an incident's first story
// founds it. When ctx ends, what was done until then is written.
func (v *visit) items(ctx context.Context, doc fetcher.Document) error {
	v.report.Items = len(doc.Items)
	items := v.steady(doc.Items)
	slices.SortStableFunc(items, func(a, b fetcher.Item) int { return a.Published.Time.Compare(b.Published.Time) })
	known, err := v.known(items)
	if err != nil {
		return err
	}
	var pending []made
	last, did := time.Now(), 0 // when something was written, and how much
	for i, it := range items {
		if did > 0 && time.Since(v.state.LastTry) > v.longest {
			v.left = len(items) - i
			break
		}
		v.tell(Progress{v.feed.ID, len(items), i, v.report.New + v.report.Revised + len(pending)})
		if ctx.Err() != nil {
			return errors.Join(context.Cause(ctx), v.flush(ctx, pending))
		}
		old := known[i]
		if it.Published.Time.After(v.state.NewestItem) {
			v.state.NewestItem = it.Published.Time
		} else if !it.Published.Known() && old.Item == "" { // new to us, and that is all there is to know
			v.state.NewestItem = v.state.LastTry
		}
		if old.Digest == it.Digest && (old.Verdict != news.OutOfScope || old.Engine == v.engine()) {
			continue
		}
		if vain(it, old, v.state.LastTry) {
			v.again = true // its turn comes later
			continue
		}
		did++
		m, err := v.make(ctx, doc, it, old)
		if errors.Is(err, errElsewhere) {
			v.again = true // the next visit sees what became of it
			continue
		}
		if err != nil {
			return errors.Join(err, v.flush(ctx, pending))
		}
		if pending = append(pending, m); len(pending) >= batch || time.Since(last) > patience {
			if err := v.flush(ctx, pending); err != nil {
				return err
			}
			pending, last = pending[:0], time.Now()
		}
	}
	return v.flush(ctx, pending)
}

// steady returns the items, known by their addresses if their feed makes a new key for the
// same address with every visit: else each would be new, and its page asked for, every time.
func (v *visit) steady(items []fetcher.Item) []fetcher.Item {
	items = slices.Clone(items)
	address, key, _ := strings.Cut(v.state.Probe, " ")
	probe := ""
	for _, it := range items {
		if it.Link != "" && it.Link == address && it.Key != key {
			v.state.ByLink = true
		}
		if it.Link != "" && it.Link != it.Key {
			probe = it.Link + " " + it.Key
		}
	}
	if v.state.Probe = probe; !v.state.ByLink {
		return items
	}
	for i := range items {
		items[i].Key = cmp.Or(items[i].Link, items[i].Key)
	}
	return items
}

// known returns what was made of each item before, the zero Seen of a new one. The
// stories of known items are theirs, wherever in the document a new one comes with the
// same address.
func (v *visit) known(items []fetcher.Item) ([]news.Seen, error) {
	known := make([]news.Seen, len(items))
	for i, it := range items {
		old, _, err := v.store.Seen(v.feed.ID, it.Key)
		if err != nil {
			return nil, err
		}
		if known[i] = old; old.Story != "" {
			v.taken[old.Story] = it.Key
		}
	}
	return known, nil
}

// flush writes the stories first and marks their items as seen after: a crash between the
// two costs work, never an item. The end of ctx does not keep it from that.
func (v *visit) flush(ctx context.Context, pending []made) error {
	var entries []news.Entry
	seen := make([]news.Seen, 0, len(pending))
	for _, m := range pending {
		if m.story != nil {
			entries = append(entries, news.Entry{Kind: news.StoryEntry, At: m.story.Arrived, Story: m.story})
		}
		seen = append(seen, m.seen)
	}
	if len(entries) > 0 {
		if _, err := v.log.Append(context.WithoutCancel(ctx), entries...); err != nil {
			return err
		}
	}
	if len(seen) > 0 {
		if err := v.store.PutSeen(seen...); err != nil {
			return err
		}
	}
	for _, m := range pending {
		switch {
		case m.revises:
			v.report.Revised++
		case m.story != nil:
			v.report.New++
			v.state.Stored++
		case m.seen.Verdict == news.OutOfScope:
			v.report.Rejected++
		case m.seen.Verdict == news.Unreadable:
			v.report.Failed++
		}
	}
	return nil
}
