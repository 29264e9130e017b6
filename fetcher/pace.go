package fetcher

import (
	"context"
	"fmt"
	"sync"
	"time"

	"ascribe/news"
)

// A pacer spares hosts: it gives each a bounded number of turns at a time, with a gap
// between their beginnings, and none before the end of a Retry-After or of a pause after
// failures in a row.
type pacer struct {
	perHost int
	gap     time.Duration

	mu    sync.Mutex
	hosts map[string]*hostTurns
}

type hostTurns struct {
	slots   chan struct{} // a token for each turn being taken
	waiting int           // turns taken or waited for; at 0 the host may be forgotten
	next    time.Time     // when the next turn may begin
	gap     time.Duration // that the host asks for, beyond the pacer's own
	until   time.Time     // the host is left alone until then
	why     string
	// failures in a row: each of those that count makes the next pause longer, see Backoff.
	failures int
}

// forgiven is how many times in a row a host may give no answer before it is left alone.
const forgiven = 2

// maxPause is the longest pause after failures: feeds have their own back-off beside it.
const maxPause = time.Hour

func newPacer(perHost int, gap time.Duration) *pacer {
	return &pacer{perHost: perHost, gap: gap, hosts: map[string]*hostTurns{}}
}

// banned is how long the host is to be left alone from now on, and why; 0 if it isn't.
func (p *pacer) banned(host string, now time.Time) (time.Duration, string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.hosts[host]; h != nil {
		return max(0, h.until.Sub(now)), h.why
	}
	return 0, ""
}

// ban keeps turns from the host for d, which it asked for.
func (p *pacer) ban(host string, now time.Time, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.host(host).leave(now.Add(d), "it asked for that")
}

// failed counts a failure of the host, and keeps turns from it if there were more in a row
// than are forgiven. jitter is any random number.
func (p *pacer) failed(host string, now time.Time, forgiven int, jitter uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.host(host)
	if h.failures++; h.failures > forgiven {
		h.leave(now.Add(min(Backoff(h.failures-forgiven, 0, jitter), maxPause)), fmt.Sprintf("it failed %d times in a row", h.failures))
	}
}

// Pause is how long a host is left alone from now on; its Until is zero if it isn't.
func (c *Client) Pause(host string) news.Pause {
	now := time.Now()
	d, why := c.pacer.banned(host, now)
	if d <= 0 {
		return news.Pause{}
	}
	return news.Pause{Host: host, Until: now.Add(d).Round(0), Why: why}
}

// LeaveAlone keeps a pause that an earlier process was told of, as long as one may be.
func (c *Client) LeaveAlone(p news.Pause) {
	c.pacer.mu.Lock()
	defer c.pacer.mu.Unlock()
	now := time.Now()
	if wait := p.Until.Sub(now); wait > 0 && wait <= maxWait { // longer is a clock's mistake
		c.pacer.host(p.Host).leave(now.Add(wait), p.Why)
	}
}

// answered ends a row of failures.
func (p *pacer) answered(host string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.hosts[host]; h != nil {
		h.failures = 0
	}
}

// leave puts off the host's next turn. p.mu is held.
func (h *hostTurns) leave(until time.Time, why string) {
	if until.After(h.until) {
		h.until, h.why = until, why
	}
}

// slow keeps a gap that the host asks for itself.
func (p *pacer) slow(host string, gap time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.host(host).gap = gap
}

// longestWait is how long a turn is waited for: a crowded host keeps nobody from the others.
const longestWait = time.Minute

// turn waits for the host's turn and returns what ends it. A near host has no gap but one
// that it asks for itself. A turn that is too far away is an *Error, at once.
func (p *pacer) turn(ctx context.Context, host string, near bool) (done func(), err error) {
	p.mu.Lock()
	h := p.host(host)
	h.waiting++
	p.mu.Unlock()
	leave := func() {
		p.mu.Lock()
		h.waiting--
		p.mu.Unlock()
	}
	last := time.Now().Add(longestWait)
	patience := time.NewTimer(longestWait)
	defer patience.Stop()
	select {
	case h.slots <- struct{}{}:
	case <-patience.C:
		leave()
		return nil, banned(longestWait, "others ask it just now")
	case <-ctx.Done():
		leave()
		return nil, context.Cause(ctx)
	}
	done = func() {
		<-h.slots
		leave()
	}
	p.mu.Lock()
	gap := max(h.gap, p.gap)
	if near {
		gap = h.gap
	}
	now := time.Now()
	begin := h.next
	if begin.Before(now) {
		begin = now
	}
	wait, late := begin.Sub(now), begin.After(last)
	if !late {
		h.next = begin.Add(gap)
	}
	p.mu.Unlock()
	if late {
		done()
		return nil, banned(wait, "others ask it just now")
	}
	if err := sleep(ctx, wait); err != nil {
		done()
		return nil, err
	}
	return done, nil
}

// host finds or makes the host's entry and, now and then, forgets those that bind nothing.
// p.mu is held.
func (p *pacer) host(host string) *hostTurns {
	h := p.hosts[host]
	if h == nil {
		if len(p.hosts) >= 4096 {
			p.forget(time.Now())
		}
		h = &hostTurns{slots: make(chan struct{}, p.perHost)}
		p.hosts[host] = h
	}
	return h
}

func (p *pacer) forget(now time.Time) {
	for name, h := range p.hosts {
		if h.waiting == 0 && now.After(h.next) && now.After(h.until) {
			delete(p.hosts, name)
		}
	}
}

// sleep waits for d or the end of ctx.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
