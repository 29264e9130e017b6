package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"ascribe/claim"
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
}

func (v *visit) run(ctx context.Context) error {
	now := time.Now().UTC()
	v.state.LastTry = now
	if v.state.URL != "" && v.state.URL != v.feed.URL { // configured anew: the old address's validators and moves say nothing
		v.state = news.FeedState{Feed: v.feed.ID, LastTry: now, NewestItem: v.state.NewestItem, Stored: v.state.Stored}
	}
	v.state.URL = v.feed.URL
	answer, err := v.client.Feed(ctx, fetcher.Ask{
		URL: cmp.Or(v.state.Address, v.feed.URL), ETag: v.state.ETag, LastModified: v.state.LastModified, UserAgent: v.outlet.UserAgent,
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
	why := failure(err)
	v.state.Failures++
	v.state.Health, v.state.Reason = why.Health, why.Reason
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

// staleAfter is the age of a feed's newest item from which the feed counts as frozen.
const staleAfter = 30 * 24 * time.Hour

func (v *visit) succeeded(a fetcher.Answer, now time.Time) {
	v.state.Failures, v.state.Reason = 0, ""
	v.state.LastGood = now
	v.moved(a.MovedTo, now)
	if !a.NotModified {
		v.state.TTL, v.state.SkipHours, v.state.SkipDays = a.Document.TTL, a.Document.SkipHours, a.Document.SkipDays
		if gap := a.Document.Gap(); gap > 0 {
			v.state.Gap = gap
		}
	}
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
	if a.Partial || v.again {
		v.state.ETag, v.state.LastModified = "", ""
	}
	if age := now.Sub(v.state.NewestItem); !v.state.NewestItem.IsZero() && age > staleAfter && v.state.Health != news.Partial {
		v.state.Health = news.Stale
		v.state.Reason = fmt.Sprintf("answers, but its newest item is %d days old", int(age.Hours()/24))
	}
	next := later(v.planned(now), now.Add(max(a.RetryAfter, a.MaxAge, v.state.TTL)))
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
	items := slices.Clone(doc.Items)
	slices.SortStableFunc(items, func(a, b fetcher.Item) int { return a.Published.Time.Compare(b.Published.Time) })
	known, err := v.known(items)
	if err != nil {
		return err
	}
	var pending []made
	last := time.Now() // when something was written
	for i, it := range items {
		v.tell(Progress{v.feed.ID, len(items), i, v.report.New + v.report.Revised + len(pending)})
		if ctx.Err() != nil {
			return errors.Join(context.Cause(ctx), v.flush(ctx, pending))
		}
		if it.Published.Time.After(v.state.NewestItem) {
			v.state.NewestItem = it.Published.Time
		}
		old := known[i]
		if old.Digest == it.Digest && (old.Verdict != news.OutOfScope || old.Engine == claim.Engine) {
			continue
		}
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
