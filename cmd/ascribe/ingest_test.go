package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ascribe/news"
	"ascribe/node"
	"ascribe/store"
)

func (w world) ingest(args ...string) (node.Report, int) {
	w.t.Helper()
	code, out, errs := w.ascribe(append([]string{"--json", "ingest"}, args...)...)
	var r node.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		w.t.Fatalf("ingest: exit %d, no report: %v\n%s%s", code, err, out, errs)
	}
	return r, code
}

func TestIngestTwice(t *testing.T) {
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed, "/one": "<html><body>too little</body></html>"})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	if r, code := w.ingest(); code != exitOK || r.New != 2 {
		t.Fatalf("first pass: exit %d, %+v", code, r)
	}
	if r, code := w.ingest(); code != exitOK || len(r.Feeds) != 0 {
		t.Errorf("a feed that isn't due was visited: exit %d, %+v", code, r)
	}
	if r, code := w.ingest("--all"); code != exitOK || r.New+r.Revised != 0 || len(r.Feeds) != 1 {
		t.Errorf("second pass: exit %d, %+v", code, r)
	}
	w.must("verify")
}

// What cron runs says nothing when all is well: cron mails every word.
func TestQuietIngest(t *testing.T) {
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	if code, out, errs := w.ascribe("ingest"); code != exitOK || out+errs != "" {
		t.Errorf("exit %d, said %q and %q", code, out, errs)
	}
	if code, out, _ := w.ascribe("--table", "ingest", "--all"); code != exitOK || !strings.Contains(out, "1 feeds visited") {
		t.Errorf("asked for a table: exit %d, said %q", code, out)
	}
}

// Nobody listens at a port that was just closed: it is what a machine without a network
// looks like, but for the reason.
func TestNothingAnswers(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	w := newWorld(t, oneFeed(srv.URL+"/feed.rss"))
	t.Setenv("HTTPS_PROXY", "http://proxy.example:3128")
	code, out, errs := w.ascribe("ingest")
	if code != exitPartial || !strings.Contains(errs, "network") || !strings.Contains(errs, "no proxy is used") {
		t.Errorf("exit %d, want %d with a word on the network and on the proxy:\n%s%s", code, exitPartial, out, errs)
	}
	if code, _, errs = w.ascribe("incidents"); code != exitOK {
		t.Errorf("reading after it: exit %d: %s", code, errs)
	}
}

// A host that answers is no missing network, whatever it says; least of all one that is not asked
// any more: cron would mail that with every pass.
func TestSomethingAnswers(t *testing.T) {
	for _, status := range []int{http.StatusGone, http.StatusNotFound, http.StatusForbidden} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		defer srv.Close()
		w := newWorld(t, oneFeed(srv.URL+"/feed.rss"))
		for range 2 {
			code, _, errs := w.ascribe("--quiet", "ingest", "--all")
			if code != exitPartial || errs != "" {
				t.Errorf("%d: exit %d, said %q", status, code, errs)
			}
		}
	}
}

func TestReadingBeforeTheFirstIngest(t *testing.T) {
	w := newWorld(t, oneFeed("http://127.0.0.1:9/feed.rss"))
	if code, _, errs := w.ascribe("incidents"); code != exitFailure || !strings.Contains(errs, "ascribe ingest") {
		t.Errorf("exit %d, want %d with what to do: %s", code, exitFailure, errs)
	}
}

func TestIngestWhileAnotherHasTheDatabase(t *testing.T) {
	held := make(chan struct{})
	asked := make(chan struct{}, 10)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-held
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, strings.ReplaceAll(smallFeed, "{base}", "http://"+r.Host))
	}))
	t.Cleanup(srv.Close)
	w := newWorld(t, oneFeed(srv.URL+"/feed.rss"))
	first := make(chan int)
	go func() {
		code, _, _ := w.ascribe("ingest")
		first <- code
	}()
	<-asked // the first one is in the middle of its visit
	code, out, errs := w.ascribe("incidents")
	if code != exitOK {
		t.Errorf("reading meanwhile: exit %d\n%s%s", code, out, errs)
	}
	if code, out, errs := w.ascribe("ingest"); code != exitOK {
		t.Errorf("a second ingest: exit %d\n%s%s", code, out, errs)
	}
	close(held)
	if code := <-first; code != exitOK {
		t.Errorf("the first ingest: exit %d", code)
	}
	if st := w.stats(); st.Stories != 2 {
		t.Errorf("%d stories, want 2", st.Stories)
	}
}

func (w world) stats() store.Stats {
	w.t.Helper()
	st, err := store.Open(w.path(), store.Options{ReadOnly: true})
	if err != nil {
		w.t.Fatal(err)
	}
	defer st.Close()
	return st.Stats()
}

func (w world) path() string { return filepath.Join(w.dir, database) }

func TestReadOnlyFolder(t *testing.T) {
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	parent := filepath.Join(t.TempDir(), "ro")
	if err := os.Mkdir(parent, 0o500); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 { // whom permissions do not stop
		if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "ro", "none", parent).CombinedOutput(); err != nil {
			t.Skipf("no read-only folder for root here: %s", out)
		}
		t.Cleanup(func() { _ = syscall.Unmount(parent, 0) })
	}
	w.dir = filepath.Join(parent, "data")
	code, _, errs := w.ascribe("ingest")
	if code != exitFailure || !strings.Contains(errs, parent) {
		t.Errorf("exit %d, want %d with the folder's name: %s", code, exitFailure, errs)
	}
}

func TestFullDisk(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("a small file system needs root")
	}
	disk := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=512k", "none", disk).CombinedOutput(); err != nil {
		t.Skipf("no small file system here: %s", out)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, 0) })
	feed, pages := longFeed(300)
	base := newsstand(t, map[string]string{"/feed.rss": feed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	w.dir = filepath.Join(disk, "data")
	code, out, errs := w.ascribe("ingest")
	if code != exitFailure || !strings.Contains(errs, "space") {
		t.Fatalf("a full disk: exit %d, want %d with a word on space\n%s%s", code, exitFailure, out, errs)
	}
	if out, err := exec.Command("mount", "-o", "remount,size=64m", disk).CombinedOutput(); err != nil {
		t.Fatalf("no more space: %v %s", err, out)
	}
	if _, code := w.ingest("--all"); code != exitOK {
		t.Fatalf("with space again: exit %d", code)
	}
	if got := w.stats().Stories; got != pages {
		t.Errorf("%d stories, want %d", got, pages)
	}
	w.must("verify")
}

// longFeed has n items with texts that do not compress to nothing.
func longFeed(n int) (feed string, items int) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>{base}/</link><description>d</description>`)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Attack number %d on a ministry</title><link>{base}/story-%d</link><guid>%d</guid><description>`, i, i, i)
		for k := range 120 {
			fmt.Fprintf(&b, "word%d%d ", (i*7919+k*104729)%99991, k*i)
		}
		b.WriteString(`</description></item>`)
	}
	b.WriteString(`</channel></rss>`)
	return b.String(), n
}

// TestFrozenFeedIsTold: the pass that finds a feed frozen ends with exit code 3, and the next
// one, to which it is no news, with 0.
func TestFrozenFeedIsTold(t *testing.T) {
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed, "/one": "<html><body>too little</body></html>"})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	if r, code := w.ingest(); code != exitOK || r.Frozen != 0 {
		t.Fatalf("a feed that is old when it is first read: exit %d, %+v", code, r)
	}
	st, err := store.Open(w.path(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	state, err := st.FeedState("paper")
	if state.Health = news.OK; err == nil { // as if it had had news until now
		err = st.PutFeedState(state)
	}
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	if r, code := w.ingest("--all"); code != exitPartial || r.Frozen != 1 || r.Failing != 0 {
		t.Errorf("exit %d, %+v", code, r)
	}
	if _, code := w.ingest("--all"); code != exitOK {
		t.Errorf("the alarm is raised again: exit %d", code)
	}
}
