package load

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
)

// Warm measures a pass over feeds that have nothing new: all answer 304. A pass with nothing
// due tells what starting the program costs; the difference is what a daemon spends.
func Warm(args []string, out io.Writer) error {
	f := flag.NewFlagSet("warm", flag.ContinueOnError)
	rounds := f.Int("rounds", 5, "passes; the median counts")
	feeds := f.Int("feeds", 2000, "feeds")
	l := &load{items: 1}
	return l.onOrigin(f, args, func(ctx context.Context) error {
		data := filepath.Join(l.dir, "data")
		db := filepath.Join(data, "ascribe.db")
		if _, err := l.measure("cold", l.program(ctx, data, "ingest"), db); err != nil {
			return err
		}
		var warm, idle []float64
		for range *rounds {
			for _, turn := range []struct {
				args []string
				cpu  *[]float64
			}{{[]string{"ingest", "--all"}, &warm}, {[]string{"ingest"}, &idle}} {
				r, err := l.measure("warm", l.program(ctx, data, turn.args...), db)
				if err != nil {
					return err
				}
				*turn.cpu = append(*turn.cpu, r.CPU)
			}
		}
		slices.Sort(warm)
		slices.Sort(idle)
		w, i := warm[len(warm)/2], idle[len(idle)/2]
		fmt.Fprintf(out, "%d unchanged feeds: %.2f s CPU, of which starting %.2f; %.0f feeds/CPU-s, %.0f without starting\n",
			l.feeds, w, i, float64(l.feeds)/w, float64(l.feeds)/(w-i))
		return nil
	}, feeds)
}
