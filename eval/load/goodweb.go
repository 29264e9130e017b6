package load

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// A goodWeb has feeds that answer at once, with one more article at every fourth visit, and
// remembers when each was asked for.
type goodWeb struct {
	server *httptest.Server
	begun  time.Time
	links  []string // of the feed at /links

	mu    sync.Mutex
	asked [][]time.Time
}

func newGoodWeb(feeds int) *goodWeb {
	w := &goodWeb{asked: make([][]time.Time, feeds), begun: time.Now()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feed/{n}", w.feed)
	mux.HandleFunc("GET /links", w.linked)
	mux.HandleFunc("GET /page/{n}/{i}", func(rw http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(rw, "<html><head><title>Part %[1]s of %[2]s</title></head><body><article><h1>Part %[1]s of %[2]s</h1><p>%[3]s</p><p>%[3]s</p></article></body></html>",
			r.PathValue("i"), r.PathValue("n"), strings.Repeat("The council met and talked of this and of that. ", 20))
	})
	w.server = httptest.NewServer(mux)
	return w
}

func (w *goodWeb) close() { w.server.Close() }

func (w *goodWeb) url(feed int) string { return fmt.Sprintf("%s/feed/%d", w.server.URL, feed) }

func (w *goodWeb) feed(rw http.ResponseWriter, r *http.Request) {
	var n int
	if _, err := fmt.Sscan(r.PathValue("n"), &n); err != nil || n < 0 || n >= len(w.asked) {
		http.NotFound(rw, r)
		return
	}
	w.mu.Lock()
	w.asked[n] = append(w.asked[n], time.Now())
	items := 1 + len(w.asked[n])/4
	w.mu.Unlock()
	etag := fmt.Sprintf(`"%d"`, items)
	rw.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	fmt.Fprintf(rw, "<rss version=\"2.0\"><channel><title>Feed %d</title>", n)
	for i := range items {
		fmt.Fprintf(rw, "<item><link>%s/page/%d/%d</link><title>Part %d of %d</title></item>", w.server.URL, n, i, i, n)
	}
	fmt.Fprint(rw, "</channel></rss>")
}

// linked is a feed whose items are elsewhere.
func (w *goodWeb) linked(rw http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(rw, "<rss version=\"2.0\"><channel><title>Links</title>")
	for i, u := range w.links {
		fmt.Fprintf(rw, "<item><link>%s</link><title>Link %d</title><description>Where it leads is somebody else's affair.</description></item>", u, i)
	}
	fmt.Fprint(rw, "</channel></rss>")
}

// lateness compares the times between visits with the interval and the tenth of it by which
// visits are kept apart.
func (w *goodWeb) lateness(end time.Time) (visits, late int, latest time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, times := range w.asked {
		visits += len(times)
		worst, before := time.Duration(0), w.begun.Add(-interval) // all are due at the beginning
		for _, at := range append(times, end) {
			worst = max(worst, at.Sub(before)-interval*11/10)
			before = at
		}
		if latest = max(latest, worst); worst > interval {
			late++
		}
	}
	return visits, late, latest
}
