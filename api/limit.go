package api

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Rate is how much a token may ask: so many requests a second, and so many at once after
// a pause. The zero Rate is no limit.
type Rate struct {
	Second float64 `yaml:"second"`
	Burst  int     `yaml:"burst"`
}

// Check reports what is wrong with a rate.
func (r Rate) Check() error {
	if r.Second < 0 || r.Second > 1e6 || r.Burst < 0 || r.Burst > 1e6 || r.Second > 0 && r.Burst == 0 || r.Second == 0 && r.Burst > 0 {
		return fmt.Errorf("a rate has second and burst above 0, such as {second: 20, burst: 100}")
	}
	return nil
}

// A meter holds the buckets of all tokens: each fills at the rate, up to the burst.
type meter struct {
	rate    Rate
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

// take takes one from a caller's bucket, or says how long it takes until there is one.
func (m *meter) take(name string, now time.Time) (wait time.Duration) {
	if m.rate.Second == 0 {
		return 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.buckets[name]
	if !ok {
		b = &bucket{float64(m.rate.Burst), now}
		m.buckets[name] = b // as many as there are tokens
	}
	b.tokens = min(float64(m.rate.Burst), b.tokens+max(0, now.Sub(b.at).Seconds())*m.rate.Second)
	b.at = now
	if b.tokens < 1 {
		return time.Duration((1 - b.tokens) / m.rate.Second * float64(time.Second))
	}
	b.tokens--
	return 0
}

const (
	// mostAnswering is how many requests are worked on at once; more wait for a moment.
	mostAnswering = 64
	// mostFollowing is how many streams may follow the log, or a list to its end: how long
	// that takes is up to their readers.
	mostFollowing = 256
	// waitTurn is how long a request waits for its turn before it is told to come back.
	waitTurn = 500 * time.Millisecond
)

// admittedInTurn keeps the work that goes on at once within bounds: what is refused at the
// door costs nothing, what piles up behind it costs everybody. Supervisors are let in, and
// so is this machine's own unix socket.
func (s *API) admittedInTurn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := callerOf(r.Context())
		if c.local || r.URL.Path == "/livez" {
			next.ServeHTTP(w, r)
			return
		}
		if c.name != "" && len(s.Tokens) > 0 {
			if wait := s.meter.take(c.name, time.Now()); wait > 0 {
				s.later(w, r, http.StatusTooManyRequests, wait, fmt.Sprintf("this token may ask %g times a second", s.Rate.Second))
				return
			}
		}
		turns := s.answering
		if strings.Contains(r.Header.Get("Accept"), eventType) || strings.HasSuffix(r.URL.Path, ".ndjson") || strings.HasSuffix(r.URL.Path, ".csv") || r.URL.Path == "/v1/changes" {
			turns = s.following
		}
		if !turn(r.Context(), turns) {
			s.later(w, r, http.StatusServiceUnavailable, time.Second, "too much is being asked at once")
			return
		}
		defer func() { <-turns }()
		next.ServeHTTP(w, r)
	})
}

// turn waits for a place among those that are answered.
func turn(ctx context.Context, turns chan struct{}) bool {
	select {
	case turns <- struct{}{}:
		return true
	default:
	}
	patience := time.NewTimer(waitTurn)
	defer patience.Stop()
	select {
	case turns <- struct{}{}:
		return true
	case <-patience.C:
	case <-ctx.Done():
	}
	return false
}

// later refuses a request and says when to come back.
func (s *API) later(w http.ResponseWriter, r *http.Request, status int, wait time.Duration, why string) {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	s.refuse(w, r, status, why)
}

// shared lets the pages of listed origins ask, as browsers want it (CORS). Others get no
// word of it, and their browsers show them nothing.
func (s *API) shared(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if origin == "" || !slices.Contains(s.Origins, origin) {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h["Access-Control-Allow-Origin"] = []string{origin}
		h["Access-Control-Expose-Headers"] = []string{"ETag, Link, Retry-After, Location, X-Request-Id"}
		h["Cross-Origin-Resource-Policy"] = []string{"cross-origin"}
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h["Access-Control-Allow-Methods"] = []string{"GET, HEAD, POST"}
			h["Access-Control-Allow-Headers"] = []string{"Authorization, Content-Type, If-None-Match, Last-Event-ID"}
			h["Access-Control-Max-Age"] = []string{"600"}
			h["Vary"] = []string{"Origin"}
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// CheckOrigins reports origins that a browser never sends.
func CheckOrigins(origins []string) error {
	guard := http.NewCrossOriginProtection()
	for _, o := range origins {
		if err := guard.AddTrustedOrigin(o); err != nil {
			return fmt.Errorf("origin %q: want scheme://host or scheme://host:port", o)
		}
	}
	return nil
}
