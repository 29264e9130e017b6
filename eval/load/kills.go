package load

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/store"
)

// Kills ingests from the synthetic web with a program that is killed (SIGKILL) again and
// again, lets it finish once, and looks whether every item is stored exactly once and every
// record is sound.
func Kills(args []string, out io.Writer) error {
	f := flag.NewFlagSet("kills", flag.ContinueOnError)
	kills := f.Int("kills", 200, "how often")
	longest := f.Duration("longest", 420*time.Millisecond, "the longest that a program may live")
	feeds := f.Int("feeds", 200, "feeds")
	l := &load{items: 20}
	return l.onOrigin(f, args, func(ctx context.Context) error {
		data := filepath.Join(l.dir, "data")
		killed, err := l.kill(ctx, data, *kills, *longest)
		if err != nil {
			return err
		}
		if text, err := l.program(ctx, data, "ingest", "--all").CombinedOutput(); err != nil {
			return fmt.Errorf("the last ingest: %w\n%s", err, text)
		}
		return l.account(ctx, filepath.Join(data, "ascribe.db"), killed, out)
	}, feeds)
}

// kill starts the program so many times and kills it before that long; killed is how many
// times it was not done by then.
func (l *load) kill(ctx context.Context, data string, times int, longest time.Duration) (killed int, err error) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range times {
		cmd := l.program(ctx, data, "ingest", "--all")
		if err := cmd.Start(); err != nil {
			return killed, err
		}
		timer := time.AfterFunc(20*time.Millisecond+time.Duration(rng.Int64N(int64(longest))), func() { _ = cmd.Process.Kill() })
		if err := cmd.Wait(); err != nil {
			killed++
		}
		timer.Stop()
	}
	return killed, nil
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
