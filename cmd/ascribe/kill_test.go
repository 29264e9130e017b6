package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"ascribe/store"
)

// askedFor serves the small feed and says when somebody has asked for something.
func askedFor(t *testing.T, asked chan<- struct{}) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case asked <- struct{}{}:
		default:
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, strings.ReplaceAll(smallFeed, "{base}", "http://"+r.Host))
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// An origin has some feeds of stories with pages; each page that is asked for is counted.
func origin(t *testing.T, feeds, items int, page func(n int)) (config string) {
	t.Helper()
	var asked atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var feed, story int
		if n, _ := fmt.Sscanf(r.URL.Path, "/feed/%d/story/%d", &feed, &story); n == 2 {
			page(int(asked.Add(1)))
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "<html><head><title>Breach %d of agency %d</title></head><body><article><h1>Breach %d of agency %d</h1><p>%s</p><p>%s</p></article></body></html>",
				story, feed, story, feed, strings.Repeat(fmt.Sprintf("Agency %d told of breach %d of its network. ", feed, story), 6),
				strings.Repeat("Nobody has said who is behind the attack on the servers. ", 6))
			return
		}
		fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Agency</title><description>d</description>`)
		for i := range items {
			fmt.Fprintf(w, `<item><title>Breach %d</title><link>http://%s%s/story/%d</link><guid>%d</guid><description>A breach.</description></item>`, i, r.Host, r.URL.Path, i, i)
		}
		fmt.Fprint(w, `</channel></rss>`)
	}))
	t.Cleanup(srv.Close)
	var b strings.Builder
	b.WriteString("schedule: off\nnetwork: {allow: [\"127.0.0.1/32:*\"]}\noutlets:\n")
	for i := range feeds {
		fmt.Fprintf(&b, "  - {id: o%d, name: Outlet %d, kind: trade}\n", i, i)
	}
	b.WriteString("feeds:\n")
	for i := range feeds {
		fmt.Fprintf(&b, "  - {id: f%d, outlet: o%d, url: \"%s/feed/%d\", every: 15m, scope: all}\n", i, i, srv.URL, i)
	}
	return b.String()
}

// An ingest that is killed again and again loses nothing and doubles nothing.
func TestKilled(t *testing.T) {
	t.Parallel()
	const feeds, items, kills = 2, 260, 6
	asked := make(chan int, 10_000)
	w := newWorld(t, origin(t, feeds, items, func(n int) { asked <- n }))
	for i := range kills {
		p := w.start("--quiet", "ingest", "--all")
		for range 95 + 5*i { // both feeds write their first fifty stories about then
			select {
			case <-asked:
			case <-p.ended:
			}
		}
		p.signal(syscall.SIGKILL)
		p.wait()
		if code, _, errs := w.ascribe("verify"); code != exitOK && !strings.Contains(errs, "no database") && !strings.Contains(errs, "nothing to read") {
			t.Fatalf("after kill %d: exit %d %s", i, code, errs)
		}
	}
	r, code := w.ingest("--all")
	total := w.stats().Stories
	if code != exitOK || total != feeds*items {
		t.Errorf("exit %d, %d stories, want %d", code, total, feeds*items)
	}
	t.Logf("the last pass stored %d", r.New)
	if r, _ = w.ingest("--all"); r.New+r.Revised != 0 {
		t.Errorf("a pass more stored %d new, %d revised", r.New, r.Revised)
	}
	w.onceEach()
	w.must("verify")
}

// onceEach fails the test when a story has more than its first version.
func (w world) onceEach() {
	w.t.Helper()
	st := w.open()
	seen := map[string]bool{}
	for l, err := range st.Log(1) {
		if err != nil {
			w.t.Fatal(err)
		}
		if s := l.Entry.Story; s != nil {
			if seen[s.URL] {
				w.t.Errorf("%s stands in the log twice", s.URL)
			}
			seen[s.URL] = true
		}
	}
}

// SIGINT ends an ingest soon, with 130, and what was read is kept.
func TestInterruptedIngest(t *testing.T) {
	t.Parallel()
	var p *process
	started := make(chan struct{})
	w := newWorld(t, origin(t, 2, 30, func(n int) {
		if n == 20 {
			<-started
			p.signal(syscall.SIGINT)
		}
	}))
	p = w.start("ingest")
	close(started)
	code, out, errs := p.wait()
	kept := w.stats().Stories
	if code != 130 || kept == 0 || kept == 60 || !strings.Contains(errs, fmt.Sprintf("%d stories are kept", kept)) {
		t.Errorf("exit %d, %d stories kept\n%s%s", code, kept, out, errs)
	}
	if n := strings.Count(errs, "interrupt signal"); n != 1 {
		t.Errorf("the reason is told %d times:\n%s", n, errs)
	}
	if r, code := w.ingest("--all"); code != exitOK || r.New != 60-kept {
		t.Errorf("then: exit %d, %d new, want %d", code, r.New, 60-kept)
	}
	w.onceEach()
}

func TestTwoIngestsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, origin(t, 6, 20, func(int) {}))
	one, two := w.start("--quiet", "ingest"), w.start("--quiet", "ingest")
	for _, p := range []*process{one, two} {
		if code, out, errs := p.wait(); code != exitOK {
			t.Errorf("exit %d\n%s%s", code, out, errs)
		}
	}
	if n := w.stats().Stories; n != 120 {
		t.Errorf("%d stories, want 120", n)
	}
	w.onceEach()
	w.must("verify")
}

// A process that has the database may end between saying so and being asked: then the
// command does the work itself.
func TestOwnerEnds(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"ingest"}, {"feeds", "refresh", "f0"}, {"incidents"}, {"verify"}, {"backup", filepath.Join(t.TempDir(), "copy.db")}} {
		t.Run(args[0], func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, origin(t, 1, 3, func(int) {}))
			if args[0] != "ingest" {
				w.ingest("--all")
			}
			w.ownerThatEnds()
			p := w.start(append([]string{"--quiet"}, args...)...)
			if code, out, errs := p.wait(); code != exitOK {
				t.Errorf("exit %d\n%s%s", code, out, errs)
			}
			if n := w.stats().Stories; n != 3 {
				t.Errorf("%d stories, want 3", n)
			}
			w.onceEach()
		})
	}
}

// ownerThatEnds has the database, says that it lives, and ends at the next request.
func (w world) ownerThatEnds() {
	w.t.Helper()
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		w.t.Fatal(err)
	}
	st, err := store.Open(w.path(), store.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	ln, err := listenLocally(socketPath(w.dir))
	if err != nil {
		w.t.Fatal(err)
	}
	srv := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/livez" {
			return
		}
		if err := errors.Join(ln.Close(), st.Close()); err != nil {
			w.t.Error(err)
		}
		panic(http.ErrAbortHandler) // hangs up
	})}
	served := make(chan struct{})
	go func() { defer close(served); _ = srv.Serve(ln) }() // until the listener is closed
	w.t.Cleanup(func() {
		<-served
		_ = srv.Close()
	})
}

// open opens the database for reading until the test ends.
func (w world) open() *store.Store {
	w.t.Helper()
	st, err := store.Open(w.path(), store.Options{ReadOnly: true})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		if err := st.Close(); err != nil {
			w.t.Error(err)
		}
	})
	return st
}
