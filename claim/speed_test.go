package claim

import (
	"strings"
	"syscall"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// BenchmarkNews reads the 2,646 articles of the development data, one an operation, and says how
// many stories of 700 words that is for each second of the processor.
func BenchmarkNews(b *testing.B) {
	stories := lines[struct{ Title, Text string }](b, "bench", "incidents", "fulltext", "replay.jsonl")
	words := 0
	for _, s := range stories {
		words += len(strings.Fields(s.Title)) + len(strings.Fields(s.Text))
	}
	cat := actor.Load()
	Read(news.Story{Text: stories[0].Text}, news.Outlet{}, cat)
	b.ReportAllocs()
	start, n := processor(b), 0
	for b.Loop() {
		s := stories[n%len(stories)]
		Read(news.Story{Title: s.Title, Text: s.Text}, news.Outlet{}, cat)
		n++
	}
	each := float64(words) / float64(len(stories))
	b.ReportMetric(each*float64(n)/700/(processor(b)-start), "stories/CPU-s")
}

// processor is the time in seconds that this process has used.
func processor(tb testing.TB) float64 {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
