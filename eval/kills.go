package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/store"
)

// runKills ingests from the synthetic web with a program that is killed (SIGKILL) again
// and again, lets it finish once, and looks whether every item is stored exactly once and
// every record is sound.
func runKills(args []string, out io.Writer) error {
	f := flag.NewFlagSet("kills", flag.ContinueOnError)
	origin := f.String("origin", "", "folder of the source of the synthetic web")
	kills := f.Int("kills", 200, "how often")
	feeds := f.Int("feeds", 200, "feeds")
	items := f.Int("items", 20, "items a feed")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *origin == "" {
		return fmt.Errorf("name the folder of the synthetic web with -origin")
	}
	dir, err := os.MkdirTemp("", "ascribe-kills-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Minute)
	defer stop()
	l := load{dir: dir, feeds: *feeds, items: *items}
	if err := l.build(ctx, *origin); err != nil {
		return err
	}
	end, err := l.start(ctx)
	if err != nil {
		return err
	}
	defer end()
	config, data := filepath.Join(dir, "config.yaml"), filepath.Join(dir, "data")
	if err := os.WriteFile(config, []byte(l.config()), 0o600); err != nil {
		return err
	}
	ingest := func(ctx context.Context, args ...string) *exec.Cmd {
		args = append([]string{"--config", config, "--data", data, "--quiet", "--json", "ingest"}, args...)
		return exec.CommandContext(ctx, filepath.Join(dir, "ascribe"), args...)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for range *kills {
		cmd := ingest(ctx, "--all")
		if err := cmd.Start(); err != nil {
			return err
		}
		timer := time.AfterFunc(time.Duration(20+rng.IntN(400))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		if err := cmd.Wait(); err != nil {
			killed++
		}
		timer.Stop()
	}
	if text, err := ingest(ctx, "--all").CombinedOutput(); err != nil {
		return fmt.Errorf("the last ingest: %w\n%s", err, text)
	}
	return l.account(ctx, filepath.Join(data, "ascribe.db"), killed, out)
}

// account compares the store with what the origin says it shows.
func (l *load) account(ctx context.Context, path string, killed int, out io.Writer) error {
	st, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer st.Close()
	report, err := st.Verify(ctx)
	if err != nil {
		return err
	}
	truth, err := fetch(ctx, httpClient, "http://"+originAddr+"/truth.tsv")
	if err != nil {
		return err
	}
	shown, missing := 0, 0
	for line := range strings.SplitSeq(strings.TrimSpace(string(truth)), "\n") {
		for field := range strings.SplitSeq(line, "\t") {
			if !strings.HasPrefix(field, "http://") {
				continue
			}
			shown++
			address, err := fetcher.Canonical(field)
			if err != nil {
				return err
			}
			if _, err := st.Story(news.NewStoryID(address)); err != nil {
				missing++
			}
		}
	}
	logged := map[string]int{}
	for e, err := range st.Log(1) {
		if err != nil {
			return err
		}
		logged[e.Entry.Key()]++
	}
	twice := 0
	for _, n := range logged {
		if n > 1 {
			twice++
		}
	}
	fmt.Fprintf(out, "%d kills; %d items shown, %d stored, %d missing, %d entries twice in the log; %d records checked, %d damaged, %d problems\n",
		killed, shown, st.Stats().Stories, missing, twice, report.Records, len(report.Damaged), len(report.Problems))
	if missing > 0 || twice > 0 || st.Stats().Stories != shown || !report.Clean() {
		return fmt.Errorf("something was lost or doubled")
	}
	return nil
}
