package fetcher

import (
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/adhocore/gronx"

	"ascribe/news"
)

// A Plan says when a feed is due. Exactly one of Every and Cron is set.
type Plan struct {
	Feed  news.FeedID
	Host  string   // of the feed's address: hosts are spared as a whole
	Every Duration // or Adaptive
	Cron  string   // five fields, in local time
}

// Adaptive in place of a time between visits follows the feed: it is visited twice as often
// as it has news.
const Adaptive = Duration(-1)

// An adaptive feed is visited no more and no less often than this.
const (
	minAdaptive = Duration(10 * time.Minute)
	maxAdaptive = Duration(24 * time.Hour)
)

// Adapt makes a plan that is adaptive one with a time: half the average gap between the
// feed's items, or a quarter of the time for which it has had none when that is longer.
// Without a known gap it is an hour. Other plans stay as they are.
func (p Plan) Adapt(gap, silent time.Duration) Plan {
	if p.Every != Adaptive {
		return p
	}
	every := time.Hour
	if gap > 0 {
		every = max(gap/2, silent/4)
	}
	p.Every = min(max(Duration(every), minAdaptive), maxAdaptive)
	return p
}

// Gap is the average time between the items of a document, newest twenty, 0 when fewer than
// three of them are dated.
func (d Document) Gap() time.Duration {
	var times []time.Time
	for _, it := range d.Items {
		if it.Published.Known() {
			times = append(times, it.Published.Time)
		}
	}
	if len(times) < 3 {
		return 0
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	times = times[:min(len(times), 20)]
	return times[0].Sub(times[len(times)-1]) / time.Duration(len(times)-1)
}

// AfterSkipped is the first moment from t on that is in none of the hours (0 to 23, UTC) and
// on none of the days in which a feed asks not to be read.
func AfterSkipped(t time.Time, hours []int, days []time.Weekday) time.Time {
	for u := t.UTC(); ; {
		switch {
		case len(days) < 7 && slices.Contains(days, u.Weekday()):
			u = u.Truncate(24 * time.Hour).Add(24 * time.Hour)
		case len(hours) < 24 && slices.Contains(hours, u.Hour()):
			u = u.Truncate(time.Hour).Add(time.Hour)
		default:
			return u
		}
	}
}

// Every lies between these.
const (
	minEvery = Duration(time.Minute)
	maxEvery = Duration(31 * 24 * time.Hour)
)

// Check reports what is wrong with the plan.
func (p Plan) Check() error {
	switch {
	case (p.Every != 0) == (p.Cron != ""):
		return errors.New("want either every or cron")
	case p.Cron != "":
		if len(strings.Fields(p.Cron)) != 5 || !gronx.IsValid(p.Cron) {
			return fmt.Errorf("cron: %q is not a cron expression of five fields, such as */20 6-22 * * *", p.Cron)
		}
		if _, err := gronx.NextTickAfter(p.Cron, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), false); err != nil {
			return fmt.Errorf("cron: %q never comes", p.Cron)
		}
	case p.Every == Adaptive:
	case p.Every < minEvery:
		return fmt.Errorf("every: %s is less than %s", p.Every, minEvery)
	case p.Every > maxEvery:
		return fmt.Errorf("every: %s is more than %s", p.Every, maxEvery)
	}
	return nil
}

// Next is when the feed is due after a visit at that time. Feeds with the same Every are
// kept apart by up to a tenth of it, so that they do not all come at once; the tenth is
// drawn from the feed and the time, and needs no other source of chance.
func (p Plan) Next(after time.Time) (time.Time, error) {
	p = p.Adapt(0, 0)
	if err := p.Check(); err != nil {
		return time.Time{}, err
	}
	if p.Cron != "" {
		return gronx.NextTickAfter(p.Cron, after, false)
	}
	h := fnv.New64a()
	fmt.Fprint(h, p.Feed, after.UnixNano())
	tenth := int64(p.Every) / 10
	shift := int64(h.Sum64()>>1)%(2*tenth+1) - tenth
	return after.Add(time.Duration(int64(p.Every) + shift)), nil
}

// Backoff is how long to leave a feed alone after failures in a row: a time drawn evenly
// (full jitter) between one minute and a limit that doubles with each failure, up to 24
// hours; at least what the host asks for. jitter is any random number. It never gives up.
func Backoff(failures int, retryAfter time.Duration, jitter uint64) time.Duration {
	limit := maxWait
	if failures < 11 { // 2^11 minutes are more than a day
		limit = min(maxWait, minWait<<max(failures, 0))
	}
	wait := minWait + time.Duration(jitter%uint64(limit-minWait+1))
	if retryAfter > 0 {
		wait = max(wait, min(max(retryAfter, minWait), maxWait))
	}
	return wait
}
