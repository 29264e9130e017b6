package fetcher

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"ascribe/news"
)

// TestPace: a host is asked every second and twice at a time; another does not wait for it.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(2, time.Second)
		begun := time.Now()
		var mu sync.Mutex
		at := map[string][]time.Duration{}
		var wg sync.WaitGroup
		turn := func(host string, near bool, lasts time.Duration) {
			wg.Go(func() {
				done, err := p.turn(t.Context(), host, near)
				if err != nil {
					t.Error(err)
					return
				}
				defer done()
				mu.Lock()
				at[host] = append(at[host], time.Since(begun))
				mu.Unlock()
				time.Sleep(lasts)
			})
		}
		for range 5 {
			turn("slow.example", false, 25*time.Second)
			turn("quick.example", false, 0)
			turn("near.example", true, 0)
		}
		wg.Wait()
		s := time.Second
		for host, want := range map[string][]time.Duration{
			"slow.example":  {0, s, 25 * s, 26 * s, 50 * s},
			"quick.example": {0, s, 2 * s, 3 * s, 4 * s},
			"near.example":  {0, 0, 0, 0, 0},
		} {
			if !slices.Equal(at[host], want) {
				t.Errorf("%s: turns at %v, want %v", host, at[host], want)
			}
		}
	})
}

// TestPaceCancelled: who gives up waiting leaves nothing behind.
func TestPaceCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(1, time.Hour)
		done, err := p.turn(t.Context(), "a", false)
		if err != nil {
			t.Fatal(err)
		}
		for _, free := range []bool{false, true} { // for the place, then for the gap
			if free {
				done()
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			if _, err := p.turn(ctx, "a", false); err == nil {
				t.Error("a turn out of turn")
			}
			cancel()
		}
		time.Sleep(3 * time.Hour)
		p.forget(time.Now())
		if len(p.hosts) != 0 {
			t.Errorf("%d hosts remembered", len(p.hosts))
		}
	})
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "soon": 0, "-100": 0, "0": 0, "5": time.Minute, "120": 2 * time.Minute, " 90 ": 90 * time.Second,
		"31536000": maxWait, "99999999999999999999": maxWait, "1.5": 0,
		"Tue, 03 Mar 2026 12:10:00 GMT": 10 * time.Minute, "Tue, 03 Mar 2026 12:00:01 GMT": time.Minute,
		"Sun, 03 Jan 1999 12:00:00 GMT": 0, "Tue, 03 Mar 2099 12:00:00 GMT": maxWait,
	} {
		if got := retryAfter(http.Header{"Retry-After": {header}}, now); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
	for header, want := range map[string]time.Duration{
		"": 0, "max-age=600": 10 * time.Minute, "public, MAX-AGE=\"60\"": time.Minute, "max-age=31536000": maxWait,
		"no-cache, max-age=600": 0, "max-age=-5": 0, "max-age=x": 0, "private": 0,
	} {
		if got := maxAge(http.Header{"Cache-Control": {header}}, now); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
	if got := maxAge(http.Header{"Expires": {"Tue, 03 Mar 2026 12:30:00 GMT"}}, now); got != 30*time.Minute {
		t.Errorf("Expires: %v", got)
	}
}

// TestRetryAfterBindsTheHost: on 503 as on 429, and for everything that the host has.
func TestRetryAfterBindsTheHost(t *testing.T) {
	hits := 0
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		hits++
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	c := near(t, s, Settings{})
	for _, path := range []string{"/a", "/b"} {
		_, err := c.Page(t.Context(), s.URL+path, "")
		if e := failure(err); e.RetryAfter < 59*time.Minute || e.RetryAfter > time.Hour {
			t.Errorf("%s: %v, %v", path, err, e.RetryAfter)
		}
	}
	if hits != 1 {
		t.Errorf("%d requests", hits)
	}
}

// TestSilentHostIsLeftAlone: whoever asks, after three failures in a row; a host that answers
// again is asked as before. One that only says 429 is left alone at once.
func TestSilentHostIsLeftAlone(t *testing.T) {
	status, dials := 0, 0
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	c := near(t, s, Settings{Pace: 1})
	c.guard.lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	dial := c.guard.connect
	c.guard.connect = func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
		if dials++; status == 0 {
			return nil, syscall.ECONNREFUSED
		}
		return dial(ctx, to)
	}
	ask := func(path string) *Error {
		_, err := c.Feed(t.Context(), Ask{URL: strings.Replace(s.URL, "127.0.0.1", "dead.example", 1) + path})
		return failure(err)
	}
	host := strings.Replace(s.URL, "http://127.0.0.1", "dead.example", 1)
	for range forgiven + 1 {
		if e := ask("/a"); e.Health != news.Unreachable {
			t.Error(e)
		}
	}
	if e := ask("/b"); dials != forgiven+1 || e.Health != news.Limited || e.Status != 0 || e.RetryAfter < 50*time.Second || e.RetryAfter > 2*time.Minute {
		t.Errorf("%d connections; %v, again in %s", dials, e, e.RetryAfter)
	}
	c.pacer.hosts[host].until = time.Time{} // the pause is over
	status = http.StatusNotFound
	if e := ask("/b"); e.Status != status {
		t.Error(e)
	}
	status = http.StatusTooManyRequests
	ask("/b")
	if e := ask("/c"); e.Health != news.Limited || e.Status != 0 {
		t.Error(e)
	}
}

// TestPauses: they grow, end, and stay under their bound.
func TestPauses(t *testing.T) {
	p, now := newPacer(1, 0), time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	longest := time.Duration(0)
	for range 100 {
		p.failed("h", now, forgiven, 1<<62)
		d, _ := p.banned("h", now)
		longest = max(longest, d)
		now = now.Add(d)
		if left, _ := p.banned("h", now); left > 0 || d > maxPause {
			t.Errorf("a pause of %s, then %s", d, left)
		}
	}
	if longest != maxPause {
		t.Errorf("the longest pause is %s", longest)
	}
	if p.answered("h"); p.hosts["h"].failures != 0 {
		t.Error("an answer does not end the row")
	}
}

// TestCrowdedHost: whoever would wait too long for a turn is told so, and has not taken it.
func TestCrowdedHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(2, 0)
		p.slow("h", 25*time.Second)
		var wg sync.WaitGroup
		var mu sync.Mutex
		var begun []time.Duration
		told, start := 0, time.Now()
		for range 8 {
			wg.Go(func() {
				done, err := p.turn(t.Context(), "h", false)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					if e := failure(err); e.Health != news.Limited || e.RetryAfter <= 0 || e.Status != 0 || time.Since(start) > longestWait {
						t.Errorf("%v after %s", e, time.Since(start))
					}
					told++
					return
				}
				begun = append(begun, time.Since(start))
				done()
			})
		}
		wg.Wait()
		if want := []time.Duration{0, 25 * time.Second, 50 * time.Second}; !slices.Equal(begun, want) || told != 5 {
			t.Errorf("turns at %v, %d told", begun, told)
		}
		if h := p.hosts["h"]; h.waiting != 0 || len(h.slots) != 0 {
			t.Errorf("%d wait, %d places are taken", h.waiting, len(h.slots))
		}
	})
}
