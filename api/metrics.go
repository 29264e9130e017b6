package api

import (
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ascribe/news"
)

// metrics are in a registry of their own, so that two servers in one process (as in tests)
// don't meet.
type metrics struct {
	requests *prometheus.HistogramVec
	handler  http.Handler
}

func newMetrics(s *API) *metrics {
	m := &metrics{requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "ascribe_http_request_duration_seconds", Help: "Time to answer, by route, method and status.",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"route", "method", "status"})}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "ascribe_build_info", Help: "1, with the version of the program.", ConstLabels: prometheus.Labels{"version": s.Version, "goversion": runtime.Version()},
	})
	build.Set(1)
	registry := prometheus.NewRegistry()
	registry.MustRegister(m.requests, build, newGauges(s), collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handler = promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
	return m
}

// gauges read the store and the feeds when they are asked.
type gauges struct {
	api    *API
	counts []gauge[count]
	feeds  []gauge[news.FeedState]
	health *prometheus.Desc
}

type count struct{ stories, incidents, claims, bytes, free, applied float64 }

type gauge[T any] struct {
	desc  *prometheus.Desc
	value func(T) float64
}

func newGauges(s *API) *gauges {
	whole := func(name, help string, value func(count) float64) gauge[count] {
		return gauge[count]{prometheus.NewDesc(name, help, nil, nil), value}
	}
	feed := func(name, help string, value func(news.FeedState) float64) gauge[news.FeedState] {
		return gauge[news.FeedState]{prometheus.NewDesc(name, help, []string{"feed"}, nil), value}
	}
	return &gauges{
		api:    s,
		health: prometheus.NewDesc("ascribe_feed_health", "1, with what the last visit found.", []string{"feed", "health"}, nil),
		counts: []gauge[count]{
			whole("ascribe_stories", "Stories in the view.", func(c count) float64 { return c.stories }),
			whole("ascribe_incidents", "Incidents in the view.", func(c count) float64 { return c.incidents }),
			whole("ascribe_claims", "Claims in the view.", func(c count) float64 { return c.claims }),
			whole("ascribe_store_bytes", "Size of the database.", func(c count) float64 { return c.bytes }),
			whole("ascribe_store_free_bytes", "Bytes of the database that can be used again.", func(c count) float64 { return c.free }),
			whole("ascribe_log_sequence", "The last log entry that the view holds.", func(c count) float64 { return c.applied }),
		},
		feeds: []gauge[news.FeedState]{
			feed("ascribe_feed_failing", "1 when the last answer could not be read.", func(f news.FeedState) float64 {
				if f.Health.Failing() {
					return 1
				}
				return 0
			}),
			feed("ascribe_feed_frozen", "1 when it answers, but has had no news for longer than it ever has.", func(f news.FeedState) float64 {
				if f.Health == news.Stale {
					return 1
				}
				return 0
			}),
			feed("ascribe_feed_failures", "Failures in a row.", func(f news.FeedState) float64 { return float64(f.Failures) }),
			feed("ascribe_feed_items", "Items of the last document.", func(f news.FeedState) float64 { return float64(f.Items) }),
			feed("ascribe_feed_stories", "Stories ever stored from the feed.", func(f news.FeedState) float64 { return float64(f.Stored) }),
			feed("ascribe_feed_last_try_timestamp_seconds", "When it was last asked; 0 is never.", func(f news.FeedState) float64 { return unix(f.LastTry) }),
			feed("ascribe_feed_last_success_timestamp_seconds", "When it was last read; 0 is never.", func(f news.FeedState) float64 { return unix(f.LastGood) }),
			feed("ascribe_feed_newest_item_timestamp_seconds", "Publication of its newest item: a feed that answers may be frozen.", func(f news.FeedState) float64 { return unix(f.NewestItem) }),
			feed("ascribe_feed_next_try_timestamp_seconds", "When it is due.", func(f news.FeedState) float64 { return unix(f.Next) }),
		},
	}
}

func unix(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}

// Describe is part of prometheus.Collector.
func (g *gauges) Describe(out chan<- *prometheus.Desc) {
	for _, c := range g.counts {
		out <- c.desc
	}
	for _, f := range g.feeds {
		out <- f.desc
	}
	out <- g.health
}

// Collect is part of prometheus.Collector.
func (g *gauges) Collect(out chan<- prometheus.Metric) {
	st := g.api.Store.Stats()
	now := count{
		float64(st.Stories), float64(st.Incidents), float64(st.Claims), float64(st.Bytes), float64(st.Free), float64(st.Applied),
	}
	for _, c := range g.counts {
		out <- prometheus.MustNewConstMetric(c.desc, prometheus.GaugeValue, c.value(now))
	}
	feeds, err := g.api.Node.Feeds()
	if err != nil {
		for _, f := range g.feeds {
			out <- prometheus.NewInvalidMetric(f.desc, err)
		}
		return
	}
	for _, v := range feeds {
		out <- prometheus.MustNewConstMetric(g.health, prometheus.GaugeValue, 1, string(v.ID), string(v.State.Health))
		for _, f := range g.feeds {
			out <- prometheus.MustNewConstMetric(f.desc, prometheus.GaugeValue, f.value(v.State), string(v.ID))
		}
	}
}

// observe counts a request by its route's pattern: a path would make a series for each id.
func (m *metrics) observe(pattern, method string, status int, took time.Duration) {
	if pattern == "" || pattern == "/" {
		pattern = "none"
	}
	m.requests.WithLabelValues(pattern, known(method), strconv.Itoa(status)).Observe(took.Seconds())
}

// known keeps the methods that somebody makes up out of the labels.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return method
	}
	return "other"
}
