//go:build linux

package api

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ascribe/news"
)

// BenchmarkListAgainstNetHTTP asks for a list of 50 incidents over 64 connections, turn
// and turn about with a bare net/http handler that writes the same bytes, and reports the
// ratio of the two rates, medians of five rounds, and how many a CPU-second serves.
//
// cached: the view stands still. moving: the answer is put together of kept items, as when
// the view moves on between two requests. 304: the client has it already.
func BenchmarkListAgainstNetHTTP(b *testing.B) {
	w := newWorld(b, nil)
	for i := range 60 { // that have no word in common, each a week after the one before
		name := fmt.Sprintf("%c%cstad", 'A'+i%26, 'a'+i/3)
		w.fill(tell("https://gazette.example/"+name, "gazette", time.Date(2024, 1, 1+7*i, 8, 0, 0, 0, time.UTC).Format("2006-01-02T15:04Z"),
			name+" accuses "+name+"burg", name+"ers found "+name+"ware in "+name+"works.",
			said{britain, china, news.Accuses, "Britain accuses China over " + name + "."}, said{china, china, news.Denies, "China denies " + name + "."}))
	}
	for _, tc := range []struct{ name, path string }{
		{"cached", "/v1/incidents?limit=50"}, {"moving", "/v1/incidents?limit=50&since=9000d"}, {"304", "/v1/incidents?limit=50"},
	} {
		b.Run(tc.name, func(b *testing.B) {
			resp := w.do(http.MethodGet, tc.path, "")
			body := []byte(w.text(resp))
			if n := bytes.Count(body, []byte(`"standing":`)); n != 50 {
				b.Fatal(n, "incidents in the list, want 50")
			}
			raw := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
				out.Header().Set("Content-Type", jsonType)
				out.Header().Set("Content-Length", strconv.Itoa(len(body)))
				_, _ = out.Write(body)
			}))
			defer raw.Close()
			header := ""
			if tc.name == "304" {
				header = "If-None-Match: " + resp.Header.Get("ETag") + "\r\n"
			}
			var ours, theirs, wall []float64
			for b.Loop() {
				ours, theirs, wall = nil, nil, nil
				for range 5 {
					api, apiWall := rate(b, w.url, tc.path, header)
					bare, bareWall := rate(b, raw.URL, "/", "")
					ours, theirs, wall = append(ours, api), append(theirs, bare), append(wall, apiWall/bareWall)
				}
			}
			for _, s := range [][]float64{ours, theirs, wall} {
				slices.Sort(s)
			}
			b.ReportMetric(ours[2], "api/cpu-s")
			b.ReportMetric(theirs[2], "raw/cpu-s")
			b.ReportMetric(ours[2]/theirs[2]*100, "%")
			b.ReportMetric(wall[2]*100, "%wall")
			b.ReportMetric(float64(len(body)), "bytes")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// rate returns requests per second over 64 connections: of this process's CPU, which other
// programs don't disturb, and by the clock. Both hold the client's work, which is the same
// for both servers.
func rate(b *testing.B, base, path, header string) (cpu, wall float64) {
	const connections, each = 64, 150
	host := strings.TrimPrefix(base, "http://")
	request := fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n", path, host, header)
	began, spent := time.Now(), cpuTime(b)
	var wg sync.WaitGroup
	for range connections {
		wg.Go(func() {
			c, err := (&net.Dialer{}).DialContext(b.Context(), "tcp", host)
			if err != nil {
				b.Error(err)
				return
			}
			defer c.Close()
			in := bufio.NewReaderSize(c, 64<<10)
			for range each {
				if _, err := c.Write(request); err != nil {
					b.Error(err)
					return
				}
				if err := swallow(in); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return connections * each / (cpuTime(b) - spent).Seconds(), connections * each / time.Since(began).Seconds()
}

func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// swallow reads one answer with as little work as can be.
func swallow(in *bufio.Reader) error {
	length := 0
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= 2 {
			_, err := in.Discard(length)
			return err
		}
		if n, ok := strings.CutPrefix(string(line), "Content-Length: "); ok {
			if length, err = strconv.Atoi(strings.TrimSpace(n)); err != nil {
				return err
			}
		}
	}
}
