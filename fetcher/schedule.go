package fetcher

import (
	"cmp"
	"container/heap"
	"context"
	"sync"
	"time"

	"ascribe/news"
)

// visitsPerHost is how many feeds of one host are visited at a time.
const visitsPerHost = 2

// look is how long the schedule sleeps at most. Timers stand still while a machine
// sleeps and do not notice that its clock was set; the clock itself does.
const look = time.Minute

// slowVisit is how long a visit takes that makes its feed a slow one: it shares half of the
// workers with its like the next time, so that many of them do not take all.
const slowVisit = 20 * time.Second

// A Schedule visits feeds when they are due. A feed that was due several times while the
// machine slept is visited once.
type Schedule struct {
	workers int
	due     dueHeap
	hosts   map[string]*hostQueue
	running int
	slow    hostQueue // the visits of slow feeds
	last    time.Time // when the clock was looked at
}

// A visit is a feed and when it is due.
type dueFeed struct {
	at   time.Time
	feed news.FeedID
	host string
	nth  int // of the plans
	slow bool
}

// A hostQueue holds what is due and has to wait for its host.
type hostQueue struct {
	running int
	waiting []dueFeed // first come, first served
}

// NewSchedule makes a schedule of the plans. next says when a feed is due first, from an
// earlier run; a feed that it does not name is due at once.
func NewSchedule(plans []Plan, next map[news.FeedID]time.Time, workers int) *Schedule {
	s := &Schedule{workers: max(workers, 1), hosts: map[string]*hostQueue{}}
	for i, p := range plans {
		host := cmp.Or(p.Host, string(p.Feed))
		s.due = append(s.due, dueFeed{at: next[p.Feed], feed: p.Feed, host: host, nth: i})
		if s.hosts[host] == nil {
			s.hosts[host] = &hostQueue{}
		}
	}
	heap.Init(&s.due)
	return s
}

// Run visits feeds until ctx ends, waits for the visits under way and returns ctx's cause.
// visit says when its feed is due next; the zero time means never. At most the schedule's
// number of workers visit at a time, and two per host: a slow host delays itself alone, and
// many slow ones delay themselves.
func (s *Schedule) Run(ctx context.Context, visit func(context.Context, news.FeedID) (next time.Time)) error {
	return s.run(ctx, visit, func() bool { return false })
}

// Once visits each feed of the schedule one time, due or not, as Run does, and returns nil
// when all were visited.
func (s *Schedule) Once(ctx context.Context, visit func(context.Context, news.FeedID)) error {
	for i := range s.due {
		s.due[i].at = time.Time{}
	}
	heap.Init(&s.due)
	return s.run(ctx, func(ctx context.Context, id news.FeedID) time.Time {
		visit(ctx, id)
		return time.Time{}
	}, func() bool { return s.running == 0 && len(s.due) == 0 })
}

func (s *Schedule) run(ctx context.Context, visit func(context.Context, news.FeedID) (next time.Time), over func() bool) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	done := make(chan visited, s.workers)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		s.lookAtClock(time.Now())
		for {
			d, ok := s.take(time.Now())
			if !ok {
				break
			}
			wg.Go(func() {
				begun := time.Now()
				d.at = visit(ctx, d.feed)
				done <- visited{d, time.Since(begun) > slowVisit}
			})
		}
		if over() {
			return nil
		}
		timer.Reset(s.sleep(time.Now()))
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case v := <-done:
			s.back(v, time.Now())
		case <-timer.C:
		}
	}
}

// take gives a feed that is due, whose host has a place, while there is a worker.
func (s *Schedule) take(now time.Time) (dueFeed, bool) {
	for s.running < s.workers && len(s.due) > 0 && !s.due[0].at.After(now) {
		d := heap.Pop(&s.due).(dueFeed)
		h := s.hosts[d.host]
		if h.running >= visitsPerHost {
			h.waiting = append(h.waiting, d)
			continue
		}
		if d.slow && s.slow.running >= max(1, s.workers/2) {
			s.slow.waiting = append(s.slow.waiting, d)
			continue
		}
		if d.slow {
			s.slow.running++
		}
		h.running++
		s.running++
		return d, true
	}
	return dueFeed{}, false
}

// visited is a feed that comes back.
type visited struct {
	dueFeed
	long bool // its visit was a slow one
}

// back takes a visited feed in, and lets go the next of its host, and of the slow ones.
func (s *Schedule) back(v visited, now time.Time) {
	d := v.dueFeed
	s.running--
	s.next(s.hosts[d.host])
	if d.slow {
		s.next(&s.slow)
	}
	d.slow = v.long
	if d.at.IsZero() {
		return
	}
	if soonest := now.Add(time.Second); d.at.Before(soonest) {
		d.at = soonest // a visit that wants itself again at once must not spin
	}
	heap.Push(&s.due, d)
}

// next frees a place of a queue.
func (s *Schedule) next(q *hostQueue) {
	q.running--
	if len(q.waiting) > 0 {
		heap.Push(&s.due, q.waiting[0])
		q.waiting = q.waiting[1:]
	}
}

// lookAtClock notices a clock that was set back: what is due then comes sooner by as much, or
// all feeds would wait until the wrong time is reached again.
func (s *Schedule) lookAtClock(now time.Time) {
	now = now.Round(0) // the clock on the wall is meant
	if back := s.last.Sub(now); back > look {
		for i := range s.due { // all by the same: the order stays
			s.due[i].at = s.due[i].at.Add(-back)
		}
	}
	s.last = now
}

func (s *Schedule) sleep(now time.Time) time.Duration {
	if s.running >= s.workers || len(s.due) == 0 {
		return look
	}
	return min(look, max(0, s.due[0].at.Sub(now)))
}

// dueHeap is a container/heap, soonest first, ties in the order of the plans.
type dueHeap []dueFeed

func (h dueHeap) Len() int { return len(h) }
func (h dueHeap) Less(i, j int) bool {
	if c := h[i].at.Compare(h[j].at); c != 0 {
		return c < 0
	}
	return h[i].nth < h[j].nth
}
func (h dueHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *dueHeap) Push(x any)   { *h = append(*h, x.(dueFeed)) }
func (h *dueHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
