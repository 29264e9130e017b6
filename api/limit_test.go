package api

import (
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := meter{rate: Rate{Second: 2, Burst: 3}, buckets: map[string]*bucket{}}
		for range 3 {
			if wait := m.take("ann", time.Now()); wait != 0 {
				t.Fatalf("within the burst: wait %s", wait)
			}
		}
		if wait := m.take("ann", time.Now()); wait != 500*time.Millisecond {
			t.Errorf("after the burst: wait %s, want 500ms", wait)
		}
		if wait := m.take("bob", time.Now()); wait != 0 {
			t.Errorf("another token waits %s", wait)
		}
		time.Sleep(500 * time.Millisecond)
		if wait := m.take("ann", time.Now()); wait != 0 {
			t.Errorf("after the wait: %s", wait)
		}
		if wait := m.take("ann", time.Now().Add(-time.Hour)); wait <= 0 {
			t.Errorf("a clock that is put back fills the bucket")
		}
	})
}

func TestTokensAreLimitedEach(t *testing.T) {
	w := newWorld(t, func(c *Config) {
		guarded(c)
		c.Rate = Rate{Second: 0.001, Burst: 2}
	})
	for range 2 {
		if resp := w.do("GET", "/v1/feeds", "", "Authorization", "Bearer read-secret"); resp.StatusCode != http.StatusOK {
			t.Fatal(resp.Status)
		}
	}
	resp := w.do("GET", "/v1/feeds", "", "Authorization", "Bearer read-secret")
	w.problem(resp, http.StatusTooManyRequests)
	if n, err := strconv.Atoi(resp.Header.Get("Retry-After")); err != nil || n < 1 {
		t.Errorf("Retry-After %q", resp.Header.Get("Retry-After"))
	}
	if resp := w.do("GET", "/v1/feeds", "", "Authorization", "Bearer edit-secret"); resp.StatusCode != http.StatusOK {
		t.Errorf("another token: %s", resp.Status)
	}
}

// More than can be worked on at once is refused, and a supervisor is answered all the same.
func TestTooMuchAtOnce(t *testing.T) {
	w := newWorld(t, nil)
	for range mostAnswering {
		w.api.answering <- struct{}{}
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			resp := w.do("GET", "/v1/incidents", "")
			if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
				t.Errorf("with no place left: %s", resp.Status)
			}
		})
	}
	all.Wait()
	for _, path := range []string{"/livez", "/v1/changes", "/v1/stories.csv"} { // streams have places of their own
		if resp := w.do("GET", path, ""); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
	<-w.api.answering
	if resp := w.do("GET", "/v1/incidents", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("with one place: %s", resp.Status)
	}
}

func TestOriginsThatMayAsk(t *testing.T) {
	w := newWorld(t, func(c *Config) {
		guarded(c)
		c.Origins = []string{"https://desk.example"}
	})
	resp := w.do("OPTIONS", "/v1/incidents", "", "Origin", "https://desk.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
	if resp.StatusCode != http.StatusNoContent || resp.Header.Get("Access-Control-Allow-Origin") != "https://desk.example" || resp.Header.Get("Access-Control-Allow-Headers") == "" {
		t.Errorf("preflight: %s %v", resp.Status, resp.Header)
	}
	token := []string{"Authorization", "Bearer edit-secret"}
	resp = w.do("GET", "/v1/incidents", "", append(token, "Origin", "https://desk.example")...)
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Access-Control-Allow-Origin") == "" || resp.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Errorf("a listed origin: %s %v", resp.Status, resp.Header)
	}
	const body = `{"url":"https://paste.example/1","title":"T","text":"A pasted text."}`
	if resp := w.do("POST", "/v1/stories", body, append(token, "Origin", "https://desk.example", "Sec-Fetch-Site", "cross-site")...); resp.StatusCode != http.StatusCreated {
		t.Errorf("a listed origin writes: %s", resp.Status)
	}
	resp = w.do("GET", "/v1/incidents", "", append(token, "Origin", "https://evil.example")...)
	if resp.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("another origin is let in: %v", resp.Header)
	}
	w.problem(w.do("OPTIONS", "/v1/incidents", "", append(token, "Origin", "https://evil.example", "Access-Control-Request-Method", "GET")...), http.StatusMethodNotAllowed)
	for _, wrong := range []string{"*", "https://desk.example/", "desk.example", "null"} {
		if CheckOrigins([]string{wrong}) == nil {
			t.Errorf("%q passes for an origin", wrong)
		}
	}
}
