package load

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"ascribe/eval/corpus"
	"ascribe/news"
	"ascribe/store"
)

// Queries fills a store with made-up entries (see the package corpus), unless there is one already, and
// measures what questions to it cost: CPU time, the median of five rounds, each of many
// questions that differ; with -grow also what further stories cost, how long a backup keeps a
// writer waiting, and what the server takes of memory; with -rebuild what a rebuild costs.
//
// Each store is asked by a process of its own, so that what it holds in memory is known.
func Queries(args []string, out io.Writer) error {
	f := flag.NewFlagSet("queries", flag.ContinueOnError)
	sizes := f.String("stories", "10000", "how many stories: sizes, separated by commas")
	dir := f.String("dir", "", "where the stores are made, and left; a temporary folder when empty")
	growing := f.Bool("grow", false, "append to each store, back it up, serve it")
	origin := f.String("origin", "", "with -grow: folder of the source of a synthetic web, which the server reads while it is asked")
	rebuilding := f.Bool("rebuild", false, "rebuild a copy of each store")
	part := f.String("part", "", "ask, grow or remake: only this, of the store named, as JSON (what the command starts itself for)")
	if err := f.Parse(args); err != nil {
		return err
	}
	ctx := context.Background()
	if do := parts[*part]; do != nil {
		return do(ctx, f.Arg(0), out)
	}
	if *dir == "" {
		temporary, err := os.MkdirTemp("", "ascribe-queries-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		*dir = temporary
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return fmt.Errorf("-stories: %w", err)
		}
		path := filepath.Join(*dir, size+".db")
		if err := fill(ctx, path, n, out); err != nil {
			return err
		}
		print := func(costs []cost, err error) error {
			for _, c := range costs {
				fmt.Fprintf(out, "%9d stories  %-56s %10.3f %s\n", n, c.What, c.Value, c.Unit)
			}
			return err
		}
		err = print(doPart(ctx, self, "ask", path))
		if err == nil && *growing {
			err = errors.Join(print(served(ctx, path, *origin)), print(doPart(ctx, self, "grow", path)))
		}
		if err == nil && *rebuilding {
			err = print(doPart(ctx, self, "remake", path))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// parts are what the command starts itself for.
var parts = map[string]func(ctx context.Context, path string, out io.Writer) error{"ask": askStore, "grow": grow, "remake": remake}

func doPart(ctx context.Context, self, part, path string) (costs []cost, err error) {
	cmd := exec.CommandContext(ctx, self, "queries", "-part", part, path)
	cmd.Stderr = os.Stderr
	answer, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", part, path, err)
	}
	return costs, json.Unmarshal(answer, &costs)
}

// fill appends stories until there are n, in batches of 200, and says what that cost.
func fill(ctx context.Context, path string, n int, out io.Writer) error {
	st, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	have := int(st.Applied())
	if have >= n {
		return nil
	}
	made := corpus.New(1)
	for range have {
		made.Next()
	}
	began, wall, told := cpuTime(), time.Now(), 0
	for at := have; at < n; {
		batch := make([]news.Entry, 0, 200)
		for range min(200, n-at) {
			batch = append(batch, made.Next())
		}
		before := cpuTime()
		if _, err := st.Append(ctx, batch...); err != nil {
			return err
		}
		at += len(batch)
		if told += len(batch); told%20_000 == 0 {
			fmt.Fprintf(os.Stderr, "%d stories, the last batch %.0f a CPU-second\n", at, float64(len(batch))/(cpuTime()-before).Seconds())
		}
	}
	took := cpuTime() - began
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%9d stories  appended: %.0f a CPU-second (making them included), %.0f s, %.2f KB of file each\n",
		n, float64(n-have)/took.Seconds(), time.Since(wall).Seconds(), float64(info.Size())/1024/float64(n))
	return err
}

// A cost is one figure.
type cost struct {
	What  string
	Value float64
	Unit  string
}

// A question is asked over and over, each time a little differently.
type question struct {
	what  string
	times int
	ask   func(i int) error
}

func askStore(ctx context.Context, path string, out io.Writer) error {
	began := time.Now()
	st, err := store.Open(path, store.Options{Lazy: true})
	if err != nil {
		return err
	}
	defer st.Close()
	if _, err := st.Incidents(ctx, store.Query{}); err != nil {
		return err
	}
	costs := []cost{{"open, to the first answer", time.Since(began).Seconds() * 1000, "ms"}, {"entries of the log", float64(st.Applied()), ""}}
	if _, err := st.Stories(ctx, store.Query{Text: "nothing"}); err != nil {
		return err
	}
	costs = append(costs, cost{"open, to the first search", time.Since(began).Seconds() * 1000, "ms"})
	costs = append(costs, rss("idle")...)
	times := make([]float64, 2000)
	for i := range times {
		began := time.Now()
		if _, err := st.Incidents(ctx, store.Query{}); err != nil {
			return err
		}
		times[i] = time.Since(began).Seconds() * 1000
	}
	slices.Sort(times)
	costs = append(costs, cost{"newest 50 incidents, 99 of 100 within", times[len(times)*99/100], "ms"})
	for _, q := range questions(ctx, st) {
		v, err := q.cpu()
		if err != nil {
			return fmt.Errorf("%s: %w", q.what, err)
		}
		costs = append(costs, cost{q.what, v, "ms of CPU"})
	}
	return json.NewEncoder(out).Encode(append(costs, rss("after all this")...))
}

// cpu is the median of five rounds, in milliseconds for each question.
func (q question) cpu() (float64, error) {
	var rounds []float64
	for round := range 5 {
		began := cpuTime()
		for i := range q.times {
			if err := q.ask(round*q.times + i); err != nil {
				return 0, err
			}
		}
		rounds = append(rounds, (cpuTime()-began).Seconds()*1000/float64(q.times))
	}
	slices.Sort(rounds)
	return rounds[len(rounds)/2], nil
}

func rss(when string) []cost { return rssOf(os.Getpid(), when) }

var errNothing = errors.New("it finds nothing: the measure is of nothing")

func questions(ctx context.Context, st *store.Store) []question {
	iso := func(i int) string { return corpus.Parties[i%10].Country }
	incidents := func(q store.Query) error {
		page, err := st.Incidents(ctx, q)
		if err == nil && len(page.Items) == 0 {
			err = errNothing
		}
		return err
	}
	stories := func(q store.Query) error {
		page, err := st.Stories(ctx, q)
		if err == nil && len(page.Items) == 0 {
			err = errNothing
		}
		return err
	}
	is := func(name, value string) store.Filter { return store.Filter{Name: name, Values: []string{value}} }
	words := corpus.New(1).Words
	middle := corpus.Start.Add(time.Duration(st.Applied()) * 3 * time.Minute / 2)
	deep := func(i int) string { // a cursor in the middle of the list, found by its date
		page, err := st.Stories(ctx, store.Query{Until: middle.Add(time.Duration(i) * time.Minute), Limit: 1})
		if err != nil {
			return ""
		}
		return page.Next
	}
	cursors := make([]string, 250)
	for i := range cursors {
		cursors[i] = deep(i)
	}
	return []question{
		{"newest 50 incidents", 200, func(int) error { return incidents(store.Query{}) }},
		{"newest 50 stories", 200, func(int) error { return stories(store.Query{}) }},
		{"one facet", 100, func(i int) error { return incidents(store.Query{Filters: []store.Filter{is("accused", iso(i))}}) }},
		{"two facets of one act", 100, func(i int) error {
			return incidents(store.Query{Filters: []store.Filter{is("accused", iso(i)), is("level", "government")}})
		}},
		{"one facet, one outlet excluded", 100, func(i int) error {
			return stories(store.Query{Filters: []store.Filter{is("accused", iso(i)), {Name: "outlet", Not: true, Values: []string{"outlet7"}}}})
		}},
		{"deep page (the middle of all)", 50, func(i int) error { return stories(store.Query{Cursor: cursors[i%len(cursors)]}) }},
		{"by size, contested", 50, func(int) error { return incidents(store.Query{Sort: store.BySize, Contested: new(true)}) }},
		{"by standing", 20, func(int) error { return incidents(store.Query{Sort: store.ByStanding}) }},
		{"search: two common words, newest", 50, func(i int) error { return stories(store.Query{Text: words[3+i%20] + " " + words[40+i%10]}) }},
		{"search: two rarer words, newest", 50, func(i int) error { return stories(store.Query{Text: words[300+i%50] + " OR " + words[5000+i%50]}) }},
		{"search: phrase", 20, func(i int) error {
			_, err := st.Stories(ctx, store.Query{Text: `"` + words[i%4] + " " + words[4+i%5] + `"`})
			return err
		}},
		{"search: by relevance", 5, func(i int) error {
			return stories(store.Query{Text: words[100+i%20] + " " + words[30+i%10], Sort: store.ByRelevance})
		}},
		{"facets: accused, level, outlet", 10, func(int) error {
			_, err := st.Facets(ctx, store.Query{}, []string{"accused", "level", "outlet"})
			return err
		}},
		{"changed since (the last 1,000)", 50, func(int) error { return stories(store.Query{UpdatedSince: store.AsOf{Seq: st.Applied() - 1000}}) }},
	}
}
