// Package load runs the program itself over a synthetic web: what ingest costs beside a bare
// floor, and whether anything is lost when it is killed.
package load

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A result is one measured process. The machine may be shared and noisy, so what counts
// is CPU time (user and system, children included), not the clock.
type result struct {
	Name     string  `json:"name"`
	Articles int     `json:"articles"`
	CPU      float64 `json:"cpu_seconds"`
	Wall     float64 `json:"wall_seconds"`
	PerCPU   float64 `json:"articles_per_cpu_second"`
	PeakRSS  float64 `json:"peak_rss_mb"`
	Bytes    float64 `json:"bytes_per_article"` // on disk
}

// Ingest lets ascribe and a bare fetch-parse-store floor take turns at the synthetic web.
func Ingest(args []string, out io.Writer) error {
	f := flag.NewFlagSet("load", flag.ContinueOnError)
	rounds := f.Int("rounds", 2, "how often each takes its turn")
	asJSON := f.Bool("json", false, "print JSON")
	l := &load{items: 50}
	feeds := f.Int("feeds", 200, "feeds")
	return l.onOrigin(f, args, func(ctx context.Context) error {
		var results []result
		for round := range *rounds {
			for _, turn := range []func(context.Context, int) (result, error){l.floor, l.ascribe} {
				r, err := turn(ctx, round)
				if err != nil {
					return err
				}
				results = append(results, r)
				if !*asJSON {
					fmt.Fprintf(out, "%-8s %6d articles  %6.1f s CPU  %6.1f s wall  %6.0f articles/CPU-s  %4.0f MB peak  %5.1f KB/article\n",
						r.Name, r.Articles, r.CPU, r.Wall, r.PerCPU, r.PeakRSS, r.Bytes/1024)
				}
			}
		}
		if *asJSON {
			return json.NewEncoder(out).Encode(results)
		}
		return nil
	}, feeds)
}

// onOrigin builds the synthetic web and the program, starts the web, and does something on it.
// The flags that all such measures take are added to f; feeds is the one for their number.
func (l *load) onOrigin(f *flag.FlagSet, args []string, do func(context.Context) error, feeds *int) error {
	origin := f.String("origin", "", "folder of the source of the synthetic web")
	f.IntVar(&l.items, "items", l.items, "items a feed")
	if err := f.Parse(args); err != nil {
		return err
	}
	l.feeds = *feeds
	if *origin == "" {
		return errors.New("name the folder of the synthetic web with -origin")
	}
	var err error
	if l.dir, err = os.MkdirTemp("", "ascribe-load-"); err != nil {
		return err
	}
	defer os.RemoveAll(l.dir)
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Minute)
	defer stop()
	if err := build(ctx, l.dir, map[string][2]string{"origin": {*origin, "."}, "ascribe": {".", "./cmd/ascribe"}, "eval": {".", "./eval"}}); err != nil {
		return err
	}
	end, err := l.start(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := os.WriteFile(l.configFile(), []byte(l.config()), 0o600); err != nil {
		return err
	}
	return do(ctx)
}

type load struct {
	dir          string
	feeds, items int
	list         []string // the feeds' addresses
	flags        []string // of the origin, besides
	workers      int      // of the program; 0 leaves them as they are
}

// build makes programs in dir: by name, the folder and the package of the source.
func build(ctx context.Context, dir string, programs map[string][2]string) error {
	for name, source := range programs {
		cmd := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(dir, name), source[1])
		cmd.Dir = source[0]
		if text, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s: %w\n%s", name, err, text)
		}
	}
	return nil
}

// httpClient asks the origin.
var httpClient = &http.Client{Timeout: time.Minute}

const originAddr = "127.0.0.2:8090"

// start runs the origin and waits for its first word.
func (l *load) start(ctx context.Context) (end func(), err error) {
	args := append([]string{"-addr", originAddr, "-feeds", fmt.Sprint(l.feeds), "-items", fmt.Sprint(l.items), "-outlets", "20"}, l.flags...)
	cmd := exec.CommandContext(ctx, filepath.Join(l.dir, "origin"), args...)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	end = func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() }
	if _, err := bufio.NewReader(pipe).ReadString('\n'); err != nil {
		end()
		return nil, fmt.Errorf("the origin did not start: %w", err)
	}
	body, err := fetch(ctx, httpClient, "http://"+originAddr+"/feeds.txt")
	if err != nil {
		end()
		return nil, err
	}
	l.list = strings.Fields(string(body))
	return end, nil
}

func fetch(ctx context.Context, c *http.Client, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, resp.Status)
	}
	return io.ReadAll(resp.Body)
}

func (l *load) configFile() string { return filepath.Join(l.dir, "config.yaml") }

// program is the program under measure, with its data in a folder.
func (l *load) program(ctx context.Context, data string, args ...string) *exec.Cmd {
	args = append([]string{"--config", l.configFile(), "--data", data, "--quiet", "--json"}, args...)
	return exec.CommandContext(ctx, filepath.Join(l.dir, "ascribe"), args...)
}

// ascribe ingests everything into an empty database with the program itself.
func (l *load) ascribe(ctx context.Context, round int) (result, error) {
	data := filepath.Join(l.dir, fmt.Sprintf("data-%d", round))
	return l.measure("ascribe", l.program(ctx, data, "ingest"), filepath.Join(data, "ascribe.db"))
}

func (l *load) floor(ctx context.Context, round int) (result, error) {
	db := filepath.Join(l.dir, fmt.Sprintf("floor-%d.db", round))
	cmd := exec.CommandContext(ctx, filepath.Join(l.dir, "eval"), "floor", "-origin", "http://"+originAddr, "-db", db)
	return l.measure("floor", cmd, db)
}

func (l *load) measure(name string, cmd *exec.Cmd, db string) (result, error) {
	var text bytes.Buffer
	cmd.Stderr = &text
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return result{}, fmt.Errorf("%s: %w\n%s", name, err, text.String())
	}
	r := result{Name: name, Articles: l.feeds * l.items, Wall: time.Since(start).Seconds()}
	r.CPU = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	r.PerCPU = float64(r.Articles) / r.CPU
	r.PeakRSS = peakMemory(cmd.ProcessState)
	if info, err := os.Stat(db); err == nil {
		r.Bytes = float64(info.Size()) / float64(r.Articles)
	}
	return r, nil
}

// config lists the origin's feeds, each outlet of its own.
func (l *load) config() string {
	var b strings.Builder
	fmt.Fprintf(&b, "schedule: off\nnetwork:\n  allow: [\"127.0.0.0/8:8090\"]\n")
	if l.workers > 0 {
		fmt.Fprintf(&b, "  workers: %d\n", l.workers)
	}
	b.WriteString("outlets:\n")
	for k := range 20 {
		fmt.Fprintf(&b, "  - {id: outlet-%d, name: Outlet %d, kind: other}\n", k, k)
	}
	b.WriteString("feeds:\n")
	for i, u := range l.list {
		fmt.Fprintf(&b, "  - {id: feed-%d, outlet: outlet-%d, url: %q, every: 15m, scope: all}\n", i, i%20, u)
	}
	return b.String()
}
