package fetcher

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"time"

	"ascribe/news"
)

// TestHostIsSpared asks the hostile server, under a name that is not excepted from manners,
// by many at a time, and has the server tell how it was asked.
func TestHostIsSpared(t *testing.T) {
	address, _ := startHostile(t)
	_, port, _ := net.SplitHostPort(address)
	pace := 250 * time.Millisecond
	visitor := func() (*Client, string) {
		c := client(t, Settings{Allow: []string{"127.0.0.1/32:" + port}, Pace: Duration(pace)})
		c.guard.lookup = func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		}
		return c, "http://hostile.example:" + port
	}
	c, base := visitor()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { c.Feed(t.Context(), Ask{URL: base + "/ok"}) })
	}
	wg.Wait()
	if h := hits(t, address)["/ok"]; h.N != 8 || h.Gap < pace.Milliseconds()*4/5 { // the way there takes what it takes
		t.Errorf("asked %d times, with %d ms between two of them, want 8 and %s", h.N, h.Gap, pace)
	}

	for _, path := range []string{"/429/seconds", "/429/date", "/503/retry", "/429/huge"} {
		c, base := visitor()
		c.Feed(t.Context(), Ask{URL: base + path})
		for _, again := range []string{path, "/ok", "/echo"} {
			_, err := c.Feed(t.Context(), Ask{URL: base + again})
			if e, ok := errors.AsType[*Error](err); !ok || e.Health != news.Limited || e.RetryAfter <= 0 || e.RetryAfter > maxWait {
				t.Errorf("%s after %s: %v", again, path, err)
			}
		}
		if h := hits(t, address); h[path].N != 1 || h["/ok"].N != 8 || h["/echo"].N != 0 {
			t.Errorf("asked again within the Retry-After of %s: %v", path, h)
		}
	}

	c, base = visitor()
	c.Feed(t.Context(), Ask{URL: base + "/private/feed"})
	c.Feed(t.Context(), Ask{URL: base + "/xml/xxe-http"})
	c.Feed(t.Context(), Ask{URL: base + "/page/"})
	_, err := c.Page(t.Context(), base+"/private/article", "")
	if e, ok := errors.AsType[*Error](err); !ok || e.Health != news.Blocked {
		t.Errorf("a page that robots.txt forbids: %v", err)
	}
	h := hits(t, address)
	for path, most := range map[string]int{"/private/article": 0, "/xml/dtd-hit": 0, "/page/": 1, "/robots.txt": 1} {
		if h[path].N > most {
			t.Errorf("%s: asked %d times, want %d at most", path, h[path].N, most)
		}
	}
}

type hit struct {
	N   int   `json:"n"`
	Gap int64 `json:"min_gap_ms"` // -1 for one alone
}

// hits are how often the server was asked for each path, and how closely.
func hits(t *testing.T, address string) map[string]hit {
	t.Helper()
	resp, err := http.Get("http://" + address + "/_hits")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	all := map[string]hit{}
	if err := json.NewDecoder(resp.Body).Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all
}
