package load

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// interval is how often the feeds of Beside are due.
const interval = time.Minute

// Beside runs the daemon over good feeds alone, and then over the same feeds beside all those
// of a hostile server, one feed of which has every one of its endpoints for an article's page.
// It looks whether any good feed comes late by more than its interval, and what the process
// holds at the end and at its peak.
func Beside(args []string, out io.Writer) error {
	f := flag.NewFlagSet("beside", flag.ContinueOnError)
	hostile := f.String("hostile", "", "folder of the source of the hostile server")
	good := f.Int("good", 500, "good feeds")
	lasts := f.Duration("for", 4*time.Minute, "how long each run lasts")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *hostile == "" {
		return errors.New("name the folder of the hostile server with -hostile")
	}
	dir, err := os.MkdirTemp("", "ascribe-beside-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &beside{dir: dir, good: *good, lasts: *lasts}
	if err := build(context.Background(), dir, map[string][2]string{"hostile": {*hostile, "."}, "ascribe": {".", "./cmd/ascribe"}}); err != nil {
		return err
	}
	alone, err := b.run(nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "good feeds alone:   %s\n", alone)
	bad, end, err := b.startHostile()
	if err != nil {
		return err
	}
	defer end()
	both, err := b.run(bad)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "beside the others:  %s\n", both)
	for _, health := range slices.Sorted(maps.Keys(both.healths)) {
		fmt.Fprintf(out, "  %-14s %4d of the hostile feeds\n", health, len(both.healths[health]))
	}
	grown := both.peak - alone.peak
	fmt.Fprintf(out, "%.0f MB more at the peak, %+d goroutines and %+d open files at the end\n", grown, both.goroutines-alone.goroutines, both.files-alone.files)
	if never := both.healths["new"]; both.late > 0 || len(never) > 0 {
		return fmt.Errorf("%d good feeds were late, %d hostile ones never visited: %s", both.late, len(never), strings.Join(never, " "))
	}
	return nil
}

type beside struct {
	dir   string
	good  int
	lasts time.Duration
}

// A stay is what was seen of one run.
type stay struct {
	visits, late      int                 // of the good feeds; late is by more than the interval
	latest            time.Duration       // by which a good feed was late
	peak              float64             // resident, in MB
	goroutines, files int                 // when all is over
	healths           map[string][]string // the addresses of the hostile feeds by how they are
}

func (s stay) String() string {
	return fmt.Sprintf("%d visits of good feeds, %d late by more than %s, the latest by %s; %.0f MB at the peak, %d goroutines and %d open files at the end",
		s.visits, s.late, interval, s.latest.Round(100*time.Millisecond), s.peak, s.goroutines, s.files)
}

// run lets the daemon run over the good feeds and the given others.
func (b *beside) run(others []string) (stay, error) {
	web := newGoodWeb(b.good)
	defer web.close()
	listen, err := freePort()
	if err != nil {
		return stay{}, err
	}
	data, config := filepath.Join(b.dir, fmt.Sprint("data-", len(others))), filepath.Join(b.dir, "config.yaml")
	if err := os.WriteFile(config, []byte(besideConfig(web, listen, others)), 0o600); err != nil {
		return stay{}, err
	}
	ctx, stop := context.WithTimeout(context.Background(), b.lasts)
	defer stop()
	cmd := exec.Command(filepath.Join(b.dir, "ascribe"), "--config", config, "--data", data, "--quiet", "serve")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return stay{}, err
	}
	defer func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() }()
	var s stay
	for tick := time.NewTicker(250 * time.Millisecond); ctx.Err() == nil; {
		<-tick.C
		now, err := gauges(listen)
		if err != nil && time.Since(web.begun) > 10*time.Second {
			return s, fmt.Errorf("the daemon does not answer: %w\n%s", err, said.String())
		}
		s.peak = max(s.peak, now["process_resident_memory_bytes"]/(1<<20))
		s.goroutines, s.files = int(now["go_goroutines"]), int(now["process_open_fds"])
	}
	s.visits, s.late, s.latest = web.lateness(time.Now())
	s.healths, err = healths(listen)
	return s, err
}

// gauges reads the daemon's metrics that have no labels.
func gauges(listen string) (map[string]float64, error) {
	body, err := fetch(context.Background(), httpClient, "http://"+listen+"/metrics")
	if err != nil {
		return nil, err
	}
	all := map[string]float64{}
	for s := bufio.NewScanner(bytes.NewReader(body)); s.Scan(); {
		if name, value, ok := strings.Cut(s.Text(), " "); ok && name != "#" && !strings.Contains(name, "{") {
			all[name], _ = strconv.ParseFloat(value, 64)
		}
	}
	return all, nil
}

// healths returns the addresses of the feeds that are not among the good ones by how they are.
func healths(listen string) (map[string][]string, error) {
	body, err := fetch(context.Background(), httpClient, "http://"+listen+"/v1/feeds")
	if err != nil {
		return nil, err
	}
	var list struct {
		Items []struct{ ID, URL, Health string }
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, err
	}
	by := map[string][]string{}
	for _, f := range list.Items {
		if strings.HasPrefix(f.ID, "bad") {
			by[f.Health] = append(by[f.Health], f.URL)
		}
	}
	return by, nil
}

// startHostile starts the hostile server and returns the addresses of its endpoints.
func (b *beside) startHostile() (addresses []string, end func(), err error) {
	listen, err := freePort()
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(filepath.Join(b.dir, "hostile"), "-addr", listen)
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	end = func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	var body []byte
	for range 200 {
		if body, err = fetch(context.Background(), httpClient, "http://"+listen+"/index.json"); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	var list []struct{ Path string }
	if err := cmp.Or(err, json.Unmarshal(body, &list)); err != nil {
		end()
		return nil, nil, err
	}
	for i, e := range list {
		// Each at an address of its own: they are not one host.
		own, err := forward(fmt.Sprintf("127.1.%d.%d:0", i/200, i%200+1), listen)
		if err != nil {
			end()
			return nil, nil, err
		}
		path, _, _ := strings.Cut(e.Path, "?")
		addresses = append(addresses, "http://"+own+path)
	}
	return addresses, end, nil
}

// forward listens at an address and hands on what comes to another one, until the end.
func forward(at, to string) (address string, err error) {
	l, err := net.Listen("tcp", at)
	if err != nil {
		return "", err
	}
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer from.Close()
				on, err := net.Dial("tcp", to)
				if err != nil {
					return
				}
				defer on.Close()
				go func() { _, _ = io.Copy(on, from); _ = on.Close() }()
				_, _ = io.Copy(from, on)
			}()
		}
	}()
	return l.Addr().String(), nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// besideConfig has the good feeds first, then the others, and one whose items are the others.
func besideConfig(web *goodWeb, listen string, others []string) string {
	var c strings.Builder
	fmt.Fprintf(&c, "listen: %s\nnetwork:\n  allow: [\"127.0.0.0/8:*\"]\noutlets:\n  - {id: good, name: Good, kind: other}\n  - {id: bad, name: Bad, kind: other}\nfeeds:\n", listen)
	for i := range web.asked {
		fmt.Fprintf(&c, "  - {id: good-%d, outlet: good, url: %q, every: %s, scope: all}\n", i, web.url(i), interval)
	}
	web.links = others
	if len(others) > 0 {
		fmt.Fprintf(&c, "  - {id: links, outlet: bad, url: %q, every: %s, scope: all}\n", web.server.URL+"/links", interval)
	}
	for i, u := range others {
		fmt.Fprintf(&c, "  - {id: bad-%d, outlet: bad, url: %q, every: %s, scope: all}\n", i, u, interval)
	}
	return c.String()
}
