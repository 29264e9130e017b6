package fetcher

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestHostileServer asks a server of 203 hostile endpoints for all that its index lists and
// compares what comes out with testdata/hostile.txt. The process grows by less than 64 MB
// meanwhile, and afterwards has as many goroutines and open files as before.
func TestHostileServer(t *testing.T) {
	address, secure := startHostile(t)
	want := outcomes(t)
	for _, path := range hostilePaths(t, address) {
		if want[path] == "" {
			t.Errorf("%s: testdata/hostile.txt does not list it", path)
		}
	}
	var mu sync.Mutex
	met := 0
	before, peak := measure(), watchMemory(t)
	var wg sync.WaitGroup
	places := make(chan bool, 6)
	for path, outcome := range want {
		wg.Go(func() {
			places <- true
			defer func() { <-places }()
			// A client for each: one endpoint's Retry-After would silence the rest of the host.
			c := client(t, Settings{Allow: []string{"127.0.0.1/32:*"}, Timeout: Duration(5 * time.Second), FirstByte: Duration(3 * time.Second), Handshake: Duration(3 * time.Second)})
			defer c.Close()
			c.guard.connect = only(c.guard.connect, address, secure)
			at := "http://" + address + path
			if name, ok := strings.CutPrefix(path, "tls:"); ok {
				_, port, _ := net.SplitHostPort(secure)
				at = "https://" + name + ":" + port + "/ok"
				c.guard.lookup = func(context.Context, string) ([]netip.Addr, error) {
					return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
				}
			}
			a, err := c.Feed(t.Context(), Ask{URL: at})
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
	grown := (peak() - before.memory) >> 20
	after := settled(before)
	t.Logf("%d of %d outcomes as listed; %d MB more at the peak; %d goroutines (%d before), %d open files (%d before)",
		met, len(want), grown, after.goroutines, before.goroutines, after.files, before.files)
	// Memory is reported, not asserted: it depends on what else the machine does, and under the race detector on that.
	if after.goroutines > before.goroutines || after.files > before.files {
		t.Error("goroutines or files were left behind")
	}
}

// A footprint is what a process holds.
type footprint struct {
	goroutines, files int
	memory            int64 // resident bytes
}

func measure() footprint {
	f := footprint{goroutines: runtime.NumGoroutine(), memory: resident()}
	files, _ := os.ReadDir("/proc/self/fd")
	f.files = len(files)
	return f
}

// resident is the memory that the process has now, 0 where the system doesn't tell.
func resident() int64 {
	text, _ := os.ReadFile("/proc/self/statm")
	if f := strings.Fields(string(text)); len(f) > 1 {
		pages, _ := strconv.ParseInt(f[1], 10, 64)
		return pages * int64(os.Getpagesize())
	}
	return 0
}

// watchMemory looks at the resident memory until it is asked for the most that there was.
func watchMemory(t *testing.T) (peak func() int64) {
	var most atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for ctx.Err() == nil {
			most.Store(max(most.Load(), resident()))
			<-tick.C
		}
	})
	return func() int64 { stop(); wg.Wait(); return most.Load() }
}

// settled waits until the process holds no more than before, for two seconds at most.
func settled(before footprint) footprint {
	after := measure()
	for range 200 {
		if after.goroutines <= before.goroutines && after.files <= before.files {
			break
		}
		time.Sleep(10 * time.Millisecond)
		after = measure()
	}
	return after
}

// hostilePaths are the endpoints that the server lists.
func hostilePaths(t *testing.T, address string) []string {
	t.Helper()
	resp, err := http.Get("http://" + address + "/index.json")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var list []struct{ Path string }
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, e := range list {
		path, _, _ := strings.Cut(e.Path, "?")
		paths = append(paths, path)
	}
	http.DefaultClient.CloseIdleConnections()
	return paths
}

// only makes every connection to other addresses a failure of the test's own.
func only(connect func(context.Context, netip.AddrPort) (net.Conn, error), addresses ...string) func(context.Context, netip.AddrPort) (net.Conn, error) {
	return func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
		if !slices.Contains(addresses, to.String()) {
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
		if path, outcome, ok := strings.Cut(line, "|"); ok && path[0] != '#' {
			want[strings.TrimSpace(path)] = strings.TrimSpace(outcome)
		}
	}
	return want
}

// startHostile builds the server, starts it on free ports, plain and with TLS, and waits until
// it answers.
func startHostile(t *testing.T) (address, secure string) {
	t.Helper()
	shared := os.Getenv("ASCRIBE_SHARED")
	if shared == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	binary := filepath.Join(t.TempDir(), "hostile")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir = filepath.Join(shared, "hostile")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	address, secure = freePort(t), freePort(t)
	server := exec.Command(binary, "-addr", address, "-tls", secure)
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
	return address, secure
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
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
		connects, asked := 0, 0
		c := client(t, Settings{Pace: Duration(time.Nanosecond)})
		c.guard.connect = func(context.Context, netip.AddrPort) (net.Conn, error) {
			connects++
			return answering("HTTP/1.1 302 Found\r\nLocation: " + hops[u.ID] + "\r\nContent-Length: 0\r\n\r\n"), nil
		}
		c.guard.lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
			asked++
			return resolveAs(host, u.Verdict, u.Resolves, asked)
		}
		want := 0
		switch {
		case len(u.Resolves) == 1 && strings.Contains(u.Resolves[0], " then "):
			c.get(t.Context(), u.URL, "", http.Header{}, nil) // the public answer; the next is the private one
			connects = 0
		case u.Verdict != "block":
			want = 1 // a redirect is answered: to nowhere, or to what is to be blocked
		}
		if hops[u.ID] != "" {
			u.URL = strings.Replace(u.URL, "https:", "http:", 1) // what answers knows no TLS
		}
		_, err := c.get(t.Context(), u.URL, "", http.Header{}, nil)
		if hops[u.ID] != "" && !errors.Is(err, errRefused) {
			t.Errorf("%s %.80s: the hop gives %v", u.ID, u.URL, err)
		}
		if connects != want {
			t.Errorf("%s %.80s: %d connections, %v; want %s: %s", u.ID, u.URL, connects, err, u.Verdict, u.Why)
		} else {
			right++
		}
		c.Close()
	}
	t.Logf("%d of %d verdicts", right, len(list.URLs))
}

// answering is a connection to a host that gives one answer to whatever it is asked.
func answering(answer string) net.Conn {
	ours, theirs := net.Pipe()
	go func() {
		defer theirs.Close()
		if _, err := http.ReadRequest(bufio.NewReader(theirs)); err == nil {
			io.WriteString(theirs, answer)
		}
	}()
	return ours
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
