package main

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A thousand connections that trickle their headers, and ten times as many readers as are
// answered at once: a probe is answered all the same, and nobody else gets anything but an
// answer or a refusal.
func TestOverload(t *testing.T) {
	if testing.Short() {
		t.Skip("opens a thousand connections")
	}
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	if _, code := w.ingest(); code != exitOK {
		t.Fatal("nothing was ingested")
	}
	_, url := w.serving()
	for range 1000 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: loc"); err != nil {
			continue // hung up on: that is the point
		}
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	var mu sync.Mutex
	answers := map[int]int{}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 640, DisableCompression: true}}
	for range 640 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				resp, err := client.Get(url + "/v1/incidents?limit=500&q=ministry")
				if err != nil {
					continue // its connection made room for another one
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
				mu.Lock()
				answers[resp.StatusCode]++
				mu.Unlock()
			}
		})
	}
	var took []time.Duration
	for range 50 {
		began := time.Now()
		if code, body := fetch(t, url+"/livez"); code != http.StatusOK {
			t.Errorf("the probe: %d %s", code, body)
		}
		took = append(took, time.Since(began))
	}
	close(stop)
	readers.Wait()
	slices.Sort(took)
	t.Logf("probe: median %s, slowest %s; answers %v", took[len(took)/2], took[len(took)-1], answers)
	for code := range answers {
		if code != http.StatusOK && code != http.StatusServiceUnavailable && code != http.StatusTooManyRequests {
			t.Errorf("an answer was %d", code)
		}
	}
	if answers[http.StatusOK] == 0 {
		t.Errorf("nobody was answered: %v", answers)
	}
}

// With few file descriptors, connections beyond them wait or are hung up on; what is
// answered is answered well, and all is well when they have gone.
func TestFewDescriptors(t *testing.T) {
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	args := []string{"-c", `ulimit -n 64; exec "$0" "$@"`, os.Args[0], "--config", w.config, "--data", w.dir, "serve", "--addr", "127.0.0.1:0"}
	p := w.run(exec.Command("sh", args...))
	url := p.address()
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			for range 5 {
				resp, err := client.Get(url + "/v1/stories")
				if err != nil {
					continue
				}
				if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusServiceUnavailable {
					t.Errorf("an answer was %s", resp.Status)
				}
				_ = resp.Body.Close()
			}
		})
	}
	if r, code := w.ingest(); code != exitOK || r.New != 2 {
		t.Errorf("ingest meanwhile: exit %d, %+v", code, r)
	}
	all.Wait()
	if n := w.storiesAt(url); n != 2 {
		t.Errorf("%d stories, want 2", n)
	}
	p.signal(syscall.SIGTERM)
	if code, _, errs := p.wait(); code != exitOK {
		t.Errorf("exit %d\n%s", code, errs)
	}
}

func TestProfilesAreForThisMachine(t *testing.T) {
	p, err := openProfiles("127.0.0.1:0", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer p.close(t.Context())
	for host, want := range map[string]int{"localhost:6060": 200, "127.0.0.1": 200, "evil.example": 421} {
		req := httptest.NewRequest(http.MethodGet, "/debug/pprof/cmdline", nil)
		req.Host = host
		rec := httptest.NewRecorder()
		p.srv.Handler.ServeHTTP(rec, req)
		if rec.Code != want {
			t.Errorf("as %s: %d, want %d", host, rec.Code, want)
		}
	}
}
