package store

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"ascribe/eval/corpus"
	"ascribe/news"
)

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkAppend appends stories in batches of 200 and says what a story costs in CPU,
// wall time and bytes.
func BenchmarkAppend(b *testing.B) {
	path := filepath.Join(b.TempDir(), "ascribe.db")
	if kept := os.Getenv("ASCRIBE_BENCH_STORE"); kept != "" {
		path = kept
	}
	s, err := Open(path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	c, text := corpus.New(1), 0
	var entries []news.Entry
	for range b.N {
		e := c.Next()
		text += len(e.Story.Text)
		entries = append(entries, e)
	}
	runtime.GC()
	start, io := cpuTime(), written(b)
	b.ResetTimer()
	for from := 0; from < len(entries); from += batchEntries {
		if _, err := s.Append(b.Context(), entries[from:min(from+batchEntries, len(entries))]...); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/(cpuTime()-start).Seconds(), "stories/cpu-s")
	b.ReportMetric(float64(s.Stats().Bytes)/float64(b.N), "file-B/story")
	b.ReportMetric(float64(written(b)-io)/float64(b.N), "written-B/story")
	b.ReportMetric(float64(text)/float64(b.N), "text-B/story")
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// written is what this process has had written to disk, in bytes, where the system says.
func written(b *testing.B) (n int64) {
	data, err := os.ReadFile("/proc/self/io")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if _, err := fmt.Sscanf(line, "write_bytes: %d", &n); err == nil {
			return n
		}
	}
	return 0
}

// BenchmarkLists reads pages of a store of 20,000 stories that is made once.
func BenchmarkLists(b *testing.B) {
	s := open(b)
	c := corpus.New(1)
	for range 100 {
		var entries []news.Entry
		for range batchEntries {
			entries = append(entries, c.Next())
		}
		appendAll(b, s, entries...)
	}
	middle, err := s.Incidents(b.Context(), Query{Until: corpus.Start.Add(20 * 24 * time.Hour)})
	if err != nil {
		b.Fatal(err)
	}
	by := func(name, value string) Filter { return Filter{Name: name, Values: []string{value}} }
	common, other := c.Words[3], c.Words[5]
	for _, q := range []struct {
		name string
		of   Kind
		q    Query
	}{
		{"newest", OfIncidents, Query{}},
		{"deep", OfIncidents, Query{Cursor: middle.Next}},
		{"one facet", OfIncidents, Query{Filters: []Filter{by("outlet", "outlet7")}}},
		{"two facets", OfIncidents, Query{Filters: []Filter{by("outlet", "outlet7"), by("accused", "CN")}}},
		{"one act", OfIncidents, Query{Filters: []Filter{by("accuser", "GB"), by("accused", "CN")}}},
		{"rare", OfIncidents, Query{Filters: []Filter{by("outlet", "outlet7"), by("accused", "CN"), by("accuser", "GB"), by("language", "en")}, MinOutlets: 3}},
		{"search two common words", OfStories, Query{Text: common + " " + other}},
		{"search a phrase", OfStories, Query{Text: `"` + common + " " + other + `"`}},
		{"search incidents", OfIncidents, Query{Text: common + " " + other}},
		{"newest", OfStories, Query{}},
		{"newest", OfClaims, Query{}},
	} {
		b.Run(string(q.of)+" "+q.name, func(b *testing.B) {
			start := cpuTime()
			found := 0
			for b.Loop() {
				var err error
				switch q.of {
				case OfIncidents:
					var p Page[IncidentView]
					p, err = s.Incidents(b.Context(), q.q)
					found = len(p.Items)
				case OfStories:
					var p Page[StoryView]
					p, err = s.Stories(b.Context(), q.q)
					found = len(p.Items)
				default:
					var p Page[ClaimView]
					p, err = s.Claims(b.Context(), q.q)
					found = len(p.Items)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64((cpuTime()-start).Microseconds())/float64(b.N), "cpu-us/op")
			b.ReportMetric(float64(found), "items")
		})
	}
}
