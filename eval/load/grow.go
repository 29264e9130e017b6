package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ascribe/eval/corpus"
	"ascribe/news"
	"ascribe/store"
)

// grownBy is how many stories grow appends to a store that was filled.
const grownBy = 4000

// grow measures what a filled store costs that grows: appending in batches of 200, and how
// long a writer of one story waits, alone and while a backup is made. The store is the
// larger for it afterwards.
func grow(ctx context.Context, path string, out io.Writer) error {
	st, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	made := corpus.New(1).After(int(st.Applied()))
	if _, err := st.Append(ctx, made.Next()); err != nil { // what the grouping remembers is read before the first
		return err
	}
	entries := make([]news.Entry, grownBy)
	payload := 0
	for i := range entries {
		entries[i] = made.Next()
		record, err := json.Marshal(entries[i])
		if err != nil {
			return err
		}
		payload += len(record)
	}
	began, wrote := cpuTime(), written()
	for batch := range slices.Chunk(entries, 200) {
		if _, err := st.Append(ctx, batch...); err != nil {
			return err
		}
	}
	costs := []cost{
		{"appending, batches of 200", grownBy / (cpuTime() - began).Seconds(), "a CPU-second"},
		{"written, of the entries as JSON", float64(written()-wrote) / float64(payload), "times"},
	}
	alone, err := waits(ctx, st, made, 4000, nil) // enough that every kind of upkeep falls on one of them
	if err != nil {
		return err
	}
	copied, err := os.Create(filepath.Join(filepath.Dir(path), "backup"))
	if err != nil {
		return err
	}
	defer os.Remove(copied.Name())
	settling, err := store.Settling(copied, st.Stats().Bytes)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		_, err := st.Backup(settling)
		done <- errors.Join(err, copied.Sync(), copied.Close())
	}()
	beside, err := waits(ctx, st, made, 1<<20, done)
	if err != nil {
		return err
	}
	for _, w := range []struct {
		when string
		all  []time.Duration
	}{{"alone", alone}, {"beside a backup", beside}} {
		slices.Sort(w.all)
		n := len(w.all)
		costs = append(costs,
			cost{"a writer of one story waits, " + w.when + ", median", w.all[n/2].Seconds() * 1000, "ms"},
			cost{"a writer of one story waits, " + w.when + ", longest", w.all[n-1].Seconds() * 1000, "ms"},
			cost{"a writer of one story waits, " + w.when + ", over 100 ms", float64(n - over(w.all, 100*time.Millisecond)), fmt.Sprint("of ", n)})
	}
	return json.NewEncoder(out).Encode(append(costs, rss("when growing")...))
}

// over is where the waits that are longer than one begin, of a list in order.
func over(all []time.Duration, than time.Duration) int {
	at, _ := slices.BinarySearch(all, than+1)
	return at
}

// waits appends single stories, so many or until done, and says how long each took.
func waits(ctx context.Context, st *store.Store, made *corpus.Corpus, most int, done <-chan error) (all []time.Duration, err error) {
	for range most {
		select {
		case err := <-done:
			return all, err
		default:
		}
		e := made.Next()
		began := time.Now()
		if _, err := st.Append(ctx, e); err != nil {
			return nil, err
		}
		all = append(all, time.Since(began))
	}
	return all, nil
}

// remake measures a rebuild of a copy.
func remake(ctx context.Context, path string, out io.Writer) error {
	fresh := path + ".remade"
	if err := copied(path, fresh); err != nil {
		return err
	}
	defer os.Remove(fresh)
	st, err := store.Open(fresh, store.Options{ReadOnly: true, Lazy: true})
	if err != nil {
		return err
	}
	n := st.Applied()
	if err := st.Close(); err != nil {
		return err
	}
	began, applied := cpuTime(), time.Duration(0)
	err = store.Rebuild(ctx, fresh, "", func(uint64, uint64) { applied = cpuTime() - began })
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode([]cost{
		{"rebuild, applying", float64(n) / applied.Seconds(), "a CPU-second"},
		{"rebuild, all checks included", float64(n) / (cpuTime() - began).Seconds(), "a CPU-second"},
	})
}

func copied(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// written is what this process has had written to disk, in bytes.
func written() (n int64) {
	data, err := os.ReadFile("/proc/self/io")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "write_bytes: "); ok {
			return int64(number(rest))
		}
	}
	return 0
}
