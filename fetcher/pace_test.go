package fetcher

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
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
			turn("slow.example", false, time.Minute)
			turn("quick.example", false, 0)
			turn("near.example", true, 0)
		}
		wg.Wait()
		s := time.Second
		for host, want := range map[string][]time.Duration{
			"slow.example":  {0, s, 60 * s, 61 * s, 120 * s},
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
