package load

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Once ingests a synthetic web that is slow and fails now and then, with few and with many
// workers, in peace and killed (SIGKILL) again and again, and looks whether every item is
// stored exactly once.
func Once(args []string, out io.Writer) error {
	f := flag.NewFlagSet("once", flag.ContinueOnError)
	l := &load{items: 10, flags: []string{"-fail", "0.2", "-latency", "2ms", "-jitter", "5ms"}}
	feeds := f.Int("feeds", 60, "feeds")
	kills := f.Int("kills", 20, "how often each number of workers is killed besides")
	return l.onOrigin(f, args, func(ctx context.Context) error {
		for _, workers := range []int{1, 10, 50} {
			l.workers = workers
			if err := os.WriteFile(l.configFile(), []byte(l.config()), 0o600); err != nil {
				return err
			}
			for _, times := range []int{0, *kills} {
				data := filepath.Join(l.dir, fmt.Sprintf("data-%d-%d", workers, times))
				killed, err := l.kill(ctx, data, times, 700*time.Millisecond)
				if err != nil {
					return err
				}
				for range 2 { // pages that failed are asked for again
					if text, err := l.program(ctx, data, "ingest", "--all").CombinedOutput(); err != nil {
						return fmt.Errorf("%d workers: %w\n%s", workers, err, text)
					}
				}
				fmt.Fprintf(out, "%2d workers: ", workers)
				if err := l.account(ctx, filepath.Join(data, "ascribe.db"), killed, out); err != nil {
					return err
				}
			}
		}
		return nil
	}, feeds)
}
