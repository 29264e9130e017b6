package fetcher

import (
	"context"
	"sync"
	"time"
)

// A pacer spares hosts: it gives each a bounded number of turns at a time, with a gap
// between their beginnings, and none before the end of a Retry-After.
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
	until   time.Time     // end of a Retry-After
}

func newPacer(perHost int, gap time.Duration) *pacer {
	return &pacer{perHost: perHost, gap: gap, hosts: map[string]*hostTurns{}}
}

// banned is how long the host asked to be left alone from now on, 0 if it didn't.
func (p *pacer) banned(host string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.hosts[host]; h != nil {
		return max(0, h.until.Sub(now))
	}
	return 0
}

// ban keeps turns from the host for d.
func (p *pacer) ban(host string, now time.Time, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.host(host)
	if until := now.Add(d); until.After(h.until) {
		h.until = until
	}
}

// slow keeps a gap that the host asks for itself.
func (p *pacer) slow(host string, gap time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.host(host).gap = gap
}

// turn waits for the host's turn and returns what ends it. A near host has no gap but one
// that it asks for itself.
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
	select {
	case h.slots <- struct{}{}:
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
	h.next = begin.Add(gap)
	p.mu.Unlock()
	if err := sleep(ctx, begin.Sub(now)); err != nil {
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
