package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"ascribe/news"
)

// A corpus makes stories of the size of real ones: 4.5 KB of text with a vocabulary in
// which few words are common, about affairs that come and go.
type corpus struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	words []string
	n     int
}

func newCorpus() *corpus {
	r := rand.New(rand.NewPCG(1, 2))
	c := &corpus{r: r, zipf: rand.NewZipf(r, 1.07, 4, 40_000)}
	const letters = "etaoinshrdlcumwfgypbvk"
	for range 40_001 {
		w := make([]byte, 3+r.IntN(7))
		for i := range w {
			w[i] = letters[min(r.IntN(len(letters)), r.IntN(len(letters)))]
		}
		c.words = append(c.words, string(w))
	}
	return c
}

func (c *corpus) sentence(n int) string {
	w := make([]string, n)
	for i := range w {
		w[i] = c.words[c.zipf.Uint64()]
	}
	w[0] = strings.ToUpper(w[0][:1]) + w[0][1:]
	return strings.Join(w, " ") + "."
}

// story makes the next story: one in three is about an affair of the last days.
func (c *corpus) story() news.Story {
	c.n++
	affair := c.n / 40
	if c.r.IntN(3) > 0 {
		affair = 1_000_000 + c.n
	}
	at := day.Add(time.Duration(c.n) * 3 * time.Minute)
	topic := rand.New(rand.NewPCG(uint64(affair), 3))
	name := func() string { return "Firm" + c.words[topic.IntN(len(c.words))] }
	victim, cve := name(), fmt.Sprintf("CVE-2024-%d", 1000+topic.IntN(50_000))
	var text strings.Builder
	for i := range 9 {
		if i > 0 {
			text.WriteString("\n\n")
		}
		fmt.Fprintf(&text, "%s %s %s %s", c.sentence(30), victim, cve, c.sentence(40))
	}
	var says []say
	for range c.r.IntN(3) {
		says = append(says, say{[]news.Party{britain, america, vendor}[c.r.IntN(3)], []news.Party{china, russia, apt40}[c.r.IntN(3)], news.Accuses, ""})
	}
	outlet := news.OutletID(fmt.Sprint("outlet", c.r.IntN(150)))
	s := write(fmt.Sprintf("https://%s.example/2024/%d/%s", outlet, c.n, strings.ReplaceAll(c.sentence(5), " ", "-")), outlet, at,
		victim+" "+c.sentence(8), text.String(), says...)
	s.Summary = c.sentence(25)
	s = mention(s, news.MentionCVE, "cve:"+cve, cve)
	return mention(s, news.MentionVictim, "org:"+victim, victim)
}

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
	c, text := newCorpus(), 0
	var entries []news.Entry
	for range b.N {
		story := c.story()
		text += len(story.Text)
		entries = append(entries, entry(story))
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
	c := newCorpus()
	for range 100 {
		var entries []news.Entry
		for range batchEntries {
			entries = append(entries, entry(c.story()))
		}
		appendAll(b, s, entries...)
	}
	middle, err := s.Incidents(b.Context(), Query{Until: day.Add(20 * 24 * time.Hour)})
	if err != nil {
		b.Fatal(err)
	}
	by := func(name, value string) Filter { return Filter{Name: name, Values: []string{value}} }
	common, other := c.words[3], c.words[5]
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
