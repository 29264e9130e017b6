package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"ascribe/store"
)

// While serve has the database, every other command works through its socket.
func TestServe(t *testing.T) {
	t.Parallel()
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	p, url := w.serving()
	if info, err := os.Stat(filepath.Join(w.dir, socketName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v", info.Mode(), err)
	}
	if n := w.storiesAt(url); n != 0 {
		t.Errorf("schedule is off, and %d stories were fetched", n)
	}
	if r, code := w.ingest(); code != exitOK || r.New != 2 {
		t.Fatalf("ingest: exit %d, %+v", code, r)
	}
	if code, body := fetch(t, url+"/v1/incidents"); code != http.StatusOK || !strings.Contains(body, "Borduri") {
		t.Errorf("%d %s", code, body)
	}
	for _, args := range [][]string{
		{"incidents"},
		{"incidents", "--table"},
		{"search", "ransomware"},
		{"feeds"},
		{"feeds", "rejected"},
		{"feeds", "refresh", "paper"},
		{"digest"},
		{"digest", "--format", "html"},
		{"digest", "--format", "json"},
		{"digest", "--format", "csv"},
		{"verify"},
		{"actors", "APT28"},
	} {
		if out := w.must(args...); out == "" {
			t.Errorf("%v says nothing", args)
		}
	}
	code, out, errs := w.with("A pasted excerpt: Ruritania accused Borduria of hacking its ministry.", "add", "https://paper.example/pasted", "--text", "-")
	if code != exitOK {
		t.Errorf("add: exit %d %s%s", code, out, errs)
	}
	if out := w.must("search", "excerpt"); !strings.Contains(out, "paper.example") && !strings.Contains(out, "pasted") {
		t.Errorf("the added story is not found: %s", out)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	w.must("backup", copied)
	if st, err := store.Open(copied, store.Options{ReadOnly: true}); err != nil || st.Stats().Stories != 3 {
		t.Errorf("the copy: %v", err)
	} else if err := st.Close(); err != nil {
		t.Error(err)
	}
	if code, _, errs := w.ascribe("rebuild"); code != exitBusy || !strings.Contains(errs, "stop it first") {
		t.Errorf("rebuild while it serves: exit %d %s", code, errs)
	}
	if code, _, errs := w.ascribe("serve", "--addr", "127.0.0.1:0"); code != exitBusy || !strings.Contains(errs, "in use") {
		t.Errorf("a second serve: exit %d %s", code, errs)
	}
	p.signal(syscall.SIGTERM)
	if code, _, errs := p.wait(); code != exitOK || strings.Contains(errs, "level=ERROR") {
		t.Errorf("SIGTERM: exit %d\n%s", code, errs)
	}
	if _, err := os.Stat(filepath.Join(w.dir, socketName)); err == nil {
		t.Error("the socket is still there")
	}
	w.must("verify")
}

// storiesAt counts the stories by way of the API.
func (w world) storiesAt(url string) int {
	w.t.Helper()
	_, body := fetch(w.t, url+"/v1/stories")
	var list struct {
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		w.t.Fatalf("%v: %s", err, body)
	}
	return len(list.Items)
}

// A daemon that was killed leaves its socket; nobody minds.
func TestStaleSocket(t *testing.T) {
	t.Parallel()
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	p, _ := w.serving()
	p.signal(syscall.SIGKILL)
	p.wait()
	if _, err := os.Stat(filepath.Join(w.dir, socketName)); err != nil {
		t.Fatalf("the socket went with the process: %v", err)
	}
	if r, code := w.ingest(); code != exitOK || r.New != 2 {
		t.Errorf("ingest: exit %d, %+v", code, r)
	}
	w.must("incidents")
	p, _ = w.serving()
	w.must("incidents")
	p.signal(syscall.SIGTERM)
	if code, _, errs := p.wait(); code != exitOK {
		t.Errorf("exit %d\n%s", code, errs)
	}
}

// The path of a unix socket is short; that of a folder need not be.
func TestLongPath(t *testing.T) {
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	t.Setenv("TMPDIR", filepath.Dir(w.config)) // short enough, and ours alone
	w.dir = filepath.Join(filepath.Dir(w.config), strings.Repeat("long-folder-name/", 8), "data")
	p, _ := w.serving()
	if r, code := w.ingest(); code != exitOK || r.New != 2 {
		t.Errorf("ingest by the socket: exit %d, %+v", code, r)
	}
	p.signal(syscall.SIGTERM)
	if code, _, errs := p.wait(); code != exitOK {
		t.Errorf("exit %d\n%s", code, errs)
	}
	// A folder of the socket's that others may write is nobody's to trust.
	if err := os.Chmod(filepath.Dir(socketPath(w.dir)), 0o777); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := w.ascribe("ingest"); code != exitFailure || !strings.Contains(errs, "this user alone") {
		t.Errorf("exit %d %s", code, errs)
	}
}

func TestServeRefusesBusyPort(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "schedule: off\n")
	_, url := w.serving()
	other := newWorld(t, "schedule: off\n")
	code, _, errs := other.ascribe("serve", "--addr", strings.TrimPrefix(url, "http://"))
	if code != exitFailure || !strings.Contains(errs, "in use") {
		t.Errorf("exit %d %s", code, errs)
	}
}

// With the schedule on, serve fetches what is due without being asked.
func TestScheduleOn(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 1)
	base := askedFor(t, asked)
	w := newWorld(t, strings.Replace(oneFeed(base+"/feed.rss"), "schedule: off", "schedule: on", 1))
	p, _ := w.serving()
	<-asked
	p.signal(syscall.SIGTERM)
	if code, _, errs := p.wait(); code != exitOK || strings.Contains(errs, "level=ERROR") {
		t.Errorf("exit %d\n%s", code, errs)
	}
}

// A pass that another process asked for is broken off when serve is told to stop; what it
// kept is there.
func TestStopAmidAPass(t *testing.T) {
	t.Parallel()
	reached := make(chan struct{})
	var once sync.Once
	w := newWorld(t, origin(t, 1, 70, func(n int) {
		if n >= 60 {
			once.Do(func() { close(reached) })
			<-t.Context().Done()
		}
	}))
	p, _ := w.serving()
	asking := w.start("ingest")
	<-reached
	p.signal(syscall.SIGTERM)
	if code, _, errs := p.wait(); code != exitOK || strings.Contains(errs, "level=ERROR") {
		t.Errorf("serve: exit %d\n%s", code, errs)
	}
	if code, out, errs := asking.wait(); code != exitFailure || !strings.Contains(errs, "broken off") {
		t.Errorf("ingest: exit %d\n%s%s", code, out, errs)
	}
	if n := w.stats().Stories; n != 59 {
		t.Errorf("%d stories are kept, want 59", n)
	}
}

// Commands that log little log every request when they are asked to.
func TestDebugLogsRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "feeds: []\n")
	for _, args := range [][]string{{"demo", "--once"}, {"incidents"}} {
		for _, debug := range []bool{false, true} {
			if debug {
				args = append(args, "--debug")
			}
			code, _, errs := w.start(args...).wait()
			if logged := strings.Contains(errs, "msg=request method=GET path=/v1/incidents"); code != exitOK || logged != debug {
				t.Errorf("%v: exit %d, a request is logged: %v\n%s", args, code, logged, errs)
			}
		}
	}
}
