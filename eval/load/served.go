package load

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"ascribe/eval/corpus"
)

// servedFor is how long the clients ask.
const servedFor = 30 * time.Second

// served is the resident memory of `ascribe serve` with a store: after a while without questions, and the most
// while eight clients ask for all sorts of lists; and, with the source of a synthetic web, while it also reads the
// feeds of that.
func served(ctx context.Context, path, origin string) (costs []cost, err error) {
	l := &load{feeds: 200, items: 50}
	if l.dir, err = os.MkdirTemp("", "ascribe-served-"); err != nil {
		return nil, err
	}
	defer os.RemoveAll(l.dir)
	programs := map[string][2]string{"ascribe": {".", "./cmd/ascribe"}}
	if origin != "" {
		programs["origin"] = [2]string{origin, "."}
	}
	if err := build(ctx, l.dir, programs); err != nil {
		return nil, err
	}
	costs, err = l.served(ctx, path, "schedule: off\n", "serve")
	if err != nil || origin == "" {
		return costs, err
	}
	end, err := l.start(ctx)
	if err != nil {
		return costs, err
	}
	defer end()
	more, err := l.served(ctx, path, strings.Replace(l.config(), "schedule: off", "schedule: on", 1), "serve that reads feeds")
	return append(costs, more...), err
}

// served runs the server with a store and a configuration, and asks it.
func (l *load) served(ctx context.Context, path, config, what string) (costs []cost, err error) {
	dir, err := os.MkdirTemp(l.dir, "data-")
	if err != nil {
		return nil, err
	}
	listen, err := freePort()
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(l.configFile(), []byte("listen: "+listen+"\n"+config), 0o600); err != nil {
		return nil, err
	}
	if path, err = filepath.Abs(path); err == nil {
		err = os.Symlink(path, filepath.Join(dir, "ascribe.db"))
	}
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(filepath.Join(l.dir, "ascribe"), "--config", l.configFile(), "--data", dir, "--quiet", "serve")
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	defer func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() }()
	base := "http://" + listen
	search := base + "/v1/stories?q=" + url.QueryEscape(corpus.New(1).Words[3])
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		if _, err := fetch(ctx, httpClient, search); err == nil {
			break
		} else if time.Since(began) > 5*time.Minute {
			return nil, fmt.Errorf("the server does not answer: %w", err)
		}
	}
	time.Sleep(10 * time.Second)
	costs = rssOf(cmd.Process.Pid, what+", not asked")
	most := map[string]float64{}
	until := time.Now().Add(servedFor)
	var asking sync.WaitGroup
	failed := make([]error, 8)
	for client := range failed {
		asking.Go(func() { failed[client] = askAll(ctx, base, client, until) })
	}
	for time.Now().Before(until) {
		time.Sleep(200 * time.Millisecond)
		for _, c := range rssOf(cmd.Process.Pid, what+", asked") {
			most[c.What] = max(most[c.What], c.Value)
		}
	}
	asking.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	for what, value := range most {
		costs = append(costs, cost{what, value, "MB"})
	}
	return costs, nil
}

// askAll asks all sorts of questions until a moment.
func askAll(ctx context.Context, base string, client int, until time.Time) error {
	words := corpus.New(1).Words
	for i := client; time.Now().Before(until); i += 8 {
		iso := corpus.Parties[i%10].Country
		for _, path := range []string{
			"/v1/incidents", "/v1/incidents?accused=" + iso, "/v1/stories?outlet=outlet7&accused=" + iso, "/v1/claims?accuser=" + iso,
			"/v1/stories?q=" + url.QueryEscape(words[3+i%20]+" "+words[40+i%10]), "/v1/facets?field=accused&field=level",
		} {
			if _, err := fetch(ctx, httpClient, base+path); err != nil {
				return err // what is refused costs nothing
			}
		}
	}
	return nil
}

// rssOf is the resident memory of a process, in MB: all of it, and without the mapped pages of
// the file, which the system takes back when it wants them.
func rssOf(pid int, when string) (costs []cost) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(b)) {
		for name, what := range map[string]string{"VmRSS:": "RSS, ", "RssAnon:": "RSS without the file, "} {
			if rest, ok := strings.CutPrefix(line, name); ok {
				costs = append(costs, cost{what + when, number(rest) / 1024, "MB"})
			}
		}
	}
	return costs
}

// number is the first number of a text.
func number(text string) (n float64) {
	_, _ = fmt.Sscan(text, &n)
	return n
}
