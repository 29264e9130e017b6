package incident

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"ascribe/news"
)

// An invention makes stories of the size of real ones: 500 words of a vocabulary in which
// few words are common, around the few names and words that an operation has of its own.
type invention struct {
	zipf  *rand.Zipf
	r     *rand.Rand
	words []string
}

func newInvention() *invention {
	r := rand.New(rand.NewPCG(1, 2))
	inv := &invention{r: r, zipf: rand.NewZipf(r, 1.1, 12, 60_000)}
	const letters = "etaoinshrdlcumwfgypbvk"
	for range 60_001 {
		w := make([]byte, 3+r.IntN(8))
		for i := range w {
			w[i] = letters[min(r.IntN(len(letters)), r.IntN(len(letters)))]
		}
		inv.words = append(inv.words, string(w))
	}
	return inv
}

// story tells of an operation. Two tellings of one share its names and some of its words,
// and those that all stories share.
func (inv *invention) story(operation, telling int) news.Story {
	own := rand.New(rand.NewPCG(uint64(operation), 3))
	var topic, names []string
	for range 30 {
		topic = append(topic, inv.words[own.IntN(len(inv.words))])
	}
	for range 4 {
		w := inv.words[own.IntN(len(inv.words))]
		names = append(names, strings.ToUpper(w[:1])+w[1:])
	}
	var text strings.Builder
	for range 25 {
		for i := range 20 {
			switch n := inv.r.IntN(20); {
			case n == 0:
				text.WriteString(names[inv.r.IntN(len(names))])
			case n < 4:
				text.WriteString(topic[inv.r.IntN(len(topic))])
			default:
				text.WriteString(inv.words[inv.zipf.Uint64()])
			}
			text.WriteString([]string{" ", ". "}[i/19])
		}
	}
	when := time.Date(2031, 1, 1, 0, operation/20+60*telling, 0, 0, time.UTC)
	s := news.Story{
		ID: news.NewStoryID(fmt.Sprint(operation, " ", telling)), Outlet: news.OutletID(fmt.Sprint("outlet ", inv.r.IntN(150))),
		Title: names[0] + " " + topic[0] + " " + inv.words[inv.zipf.Uint64()] + " " + names[1] + " " + topic[1], Text: text.String(),
		Published: news.At(when), Arrived: when,
	}
	s.Hash = s.Fingerprint()
	return s
}

// BenchmarkPlace places second tellings among many incidents of one story. It says what
// the search and the comparison cost without the reading of the text, how many tellings
// find their first, and what memory an incident takes.
func BenchmarkPlace(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			inv := newInvention()
			frozen()
			idfs()
			before := heap()
			st := New()
			st.window = 2 * n
			for i := range n {
				s := inv.story(i, 0)
				st.Fold(Placed{s, news.Change{Story: s.ID, Incident: s.ID.Founded(), Founded: true}})
			}
			held := float64(heap()-before) / 1e6
			var again []news.Story
			for i := range 2000 {
				again = append(again, inv.story(i*n/2000, 1))
			}
			found, count := 0, 0
			var reading time.Duration
			begin := cpuTime()
			for b.Loop() {
				s := again[count%len(again)]
				start := cpuTime()
				st.turnTo(st.reader.read(s))
				reading += cpuTime() - start
				c := st.Decide(s)
				if c.Incident == news.NewStoryID(fmt.Sprint(count%len(again)*n/2000, " ", 0)).Founded() {
					found++
				}
				count++
			}
			all := cpuTime() - begin
			b.ReportMetric(float64(count)/all.Seconds(), "stories/cpu-s")
			b.ReportMetric(float64(count)/(all-reading).Seconds(), "searches/cpu-s")
			b.ReportMetric(held, "MB")
			b.ReportMetric(float64(found)/float64(count), "found")
		})
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
