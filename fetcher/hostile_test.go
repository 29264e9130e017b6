package fetcher

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestHostileServer asks a server of 203 hostile endpoints for all of them and compares
// what comes out with testdata/hostile.txt. Afterwards everything is as it was before.
func TestHostileServer(t *testing.T) {
	dir := os.Getenv("ASCRIBE_SHARED")
	if dir == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	address := startHostile(t, filepath.Join(dir, "hostile"))
	want := outcomes(t)
	var mu sync.Mutex
	met, goroutines := 0, runtime.NumGoroutine()
	var wg sync.WaitGroup
	places := make(chan bool, 6)
	for path, outcome := range want {
		wg.Go(func() {
			places <- true
			defer func() { <-places }()
			// A client for each: one endpoint's Retry-After would silence the rest of the host.
			c := client(t, Settings{Allow: []string{"127.0.0.1/32:*"}, Timeout: Duration(5 * time.Second), FirstByte: Duration(3 * time.Second)})
			c.guard.connect = only(c.guard.connect, address)
			defer c.Close()
			a, err := c.Feed(t.Context(), Ask{URL: "http://" + address + path})
			mu.Lock()
			defer mu.Unlock()
			if got := outcomeOf(a, err); got == outcome {
				met++
			} else {
				t.Errorf("%s: got %s, want %s (%v)", path, got, outcome, err)
			}
		})
	}
	wg.Wait()
	t.Logf("%d of %d outcomes as listed", met, len(want))
	for range 100 {
		if runtime.NumGoroutine() <= goroutines {
			return
		}
		runtime.Gosched()
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), goroutines)
}

// only makes every connection to another address a failure of the test's own.
func only(connect func(context.Context, netip.AddrPort) (net.Conn, error), address string) func(context.Context, netip.AddrPort) (net.Conn, error) {
	return func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
		if to.String() != address {
			return nil, fmt.Errorf("%w: the test forbids %s", errRefused, to)
		}
		return connect(ctx, to)
	}
}

// outcomeOf is an answer in a few words: what testdata/hostile.txt lists.
func outcomeOf(a Answer, err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return string(e.Health)
	}
	switch {
	case err != nil:
		return err.Error()
	case a.NotModified:
		return "unchanged"
	case a.Partial:
		return fmt.Sprintf("partial %d", len(a.Document.Items))
	}
	return strings.TrimSpace(fmt.Sprintf("%d items %s", len(a.Document.Items), a.Document.Title))
}

func outcomes(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if path, outcome, ok := strings.Cut(line, "|"); ok && path[0] == '/' {
			want[strings.TrimSpace(path)] = strings.TrimSpace(outcome)
		}
	}
	return want
}

// startHostile builds the server, starts it on a free port and waits until it answers.
func startHostile(t *testing.T, dir string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "hostile")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	server := exec.Command(binary, "-addr", address)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	for range 200 {
		if resp, err := http.Get("http://" + address + "/index.json"); err == nil {
			resp.Body.Close()
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	for _, bomb := range []string{"bomb", "double-bomb", "xml-bomb"} { // made when they are first asked for
		resp, err := http.Get("http://" + address + "/gzip/" + bomb)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	http.DefaultClient.CloseIdleConnections()
	return address
}

// TestHostileURLs asks for a list of URLs with a resolver and a dialler that record: no
// connection is opened for those that are to be blocked.
func TestHostileURLs(t *testing.T) {
	dir := os.Getenv("ASCRIBE_SHARED")
	if dir == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	var list struct {
		URLs []struct {
			ID, URL, Verdict, Why string
			Resolves              []string `json:"resolves_to"`
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "hostile/lists/urls.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	// Where those redirect that are allowed themselves.
	hops := map[string]string{"u109": "http://127.0.0.1/", "u110": "file:///etc/passwd", "u111": "http://169.254.169.254/"}
	right := 0
	for _, u := range list.URLs {
		connects := 0
		c := client(t, Settings{})
		c.guard.connect = func(context.Context, netip.AddrPort) (net.Conn, error) {
			connects++
			return nil, errors.New("connection recorded")
		}
		asked := 0
		c.guard.lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
			asked++
			return resolveAs(host, u.Verdict, u.Resolves, asked)
		}
		if len(u.Resolves) == 1 && strings.Contains(u.Resolves[0], " then ") {
			c.Page(t.Context(), u.URL, "") // the public answer; the next is the private one
			connects = 0
		}
		_, err := c.Page(t.Context(), u.URL, "")
		if to := hops[u.ID]; to != "" {
			if connects != 1 {
				t.Errorf("%s %.80s: the first hop is blocked: %v", u.ID, u.URL, err)
			}
			connects = 0
			_, err = c.Page(t.Context(), to, "")
		}
		if blocked := connects == 0; blocked != (u.Verdict != "allow") {
			t.Errorf("%s %.80s: %d connections, %v; want %s: %s", u.ID, u.URL, connects, err, u.Verdict, u.Why)
		} else {
			right++
		}
	}
	t.Logf("%d of %d verdicts", right, len(list.URLs))
}

func resolveAs(host, verdict string, answers []string, asked int) ([]netip.Addr, error) {
	if answers == nil && strings.HasPrefix(verdict, "allow") {
		answers = []string{"93.184.216.34"}
	}
	if len(answers) == 1 {
		if first, second, ok := strings.Cut(answers[0], " then "); ok {
			answers = []string{first}
			if asked > 1 {
				answers = []string{second}
			}
		}
	}
	if len(answers) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	var addrs []netip.Addr
	for _, a := range answers {
		addrs = append(addrs, netip.MustParseAddr(a))
	}
	return addrs, nil
}
