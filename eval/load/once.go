package load

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Once ingests a synthetic web that is slow and fails now and then, with few and with many
// workers, and looks whether every item is stored exactly once.
func Once(args []string, out io.Writer) error {
	f := flag.NewFlagSet("once", flag.ContinueOnError)
	l := &load{items: 10, flags: []string{"-fail", "0.2", "-latency", "2ms", "-jitter", "5ms"}}
	feeds := f.Int("feeds", 60, "feeds")
	return l.onOrigin(f, args, func(ctx context.Context) error {
		for _, workers := range []int{1, 10, 50} {
			l.workers = workers
			if err := os.WriteFile(l.configFile(), []byte(l.config()), 0o600); err != nil {
				return err
			}
			data := filepath.Join(l.dir, fmt.Sprintf("data-%d", workers))
			for range 2 { // pages that failed are asked for again
				if text, err := l.program(ctx, data, "ingest", "--all").CombinedOutput(); err != nil {
					return fmt.Errorf("%d workers: %w\n%s", workers, err, text)
				}
			}
			fmt.Fprintf(out, "%2d workers: ", workers)
			if err := l.account(ctx, filepath.Join(data, "ascribe.db"), 0, out); err != nil {
				return err
			}
		}
		return nil
	}, feeds)
}
