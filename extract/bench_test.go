package extract

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// newsPage writes a page of the size and make of a newspaper's: scripts, menus, teasers and an article of 40 paragraphs.
func newsPage() []byte {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><title>Ministry names the group behind the intrusion | The Example</title>
<meta property="og:title" content="Ministry names the group behind the intrusion"><meta property="og:site_name" content="The Example">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ministry names the group behind the intrusion",
"datePublished":"2026-03-02T09:00:00+01:00","author":[{"@type":"Person","name":"Ada Tester"}]}</script>`)
	for i := range 12 {
		fmt.Fprintf(&b, "<script>window.__slot%d=function(){var a=%q;return a.length}</script><style>.c%d{color:red;margin:%dpx}</style>", i, strings.Repeat("x1 y2 ", 400), i, i)
	}
	b.WriteString(`</head><body><header class="site-header"><nav class="main-nav"><ul>`)
	for i := range 80 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/section/%d" class="menu-link">Section number %d</a></li>`, i, i)
	}
	b.WriteString(`</ul></nav></header><main><article class="story"><h1 class="headline">Ministry names the group behind the intrusion</h1>
<p class="byline">By <a rel="author" href="/by/ada">Ada Tester</a></p><div class="story-body">`)
	for i := range 40 {
		fmt.Fprintf(&b, `<p class="paragraph">Paragraph %d of the story tells, with <a href="/l/%d">a link</a>, <b>some stress</b> and a few commas, what the
ministry said about the intrusion into its mail servers, and what others answered when they were asked about it on the telephone.</p>`, i, i)
		if i%6 == 5 {
			fmt.Fprintf(&b, `<div class="ad-slot" id="ad-%d"><span>Advertisement</span></div><aside class="related-inline"><a href="/r/%d">Read more: another story of the week</a></aside>`, i, i)
		}
	}
	b.WriteString(`</div></article><section class="related-stories"><h2>More stories</h2>`)
	for i := range 150 {
		fmt.Fprintf(&b, `<div class="card teaser"><a href="/t/%d"><img src="/i/%d.jpg" alt="a picture"><h3 class="card-title">Teaser headline number %d</h3></a><p class="card-text">A short summary of the story.</p><span class="date">2 March</span></div>`, i, i, i)
	}
	b.WriteString(`</section></main><footer class="site-footer">`)
	for i := range 60 {
		fmt.Fprintf(&b, `<div class="col"><a href="/f/%d">Footer link %d</a></div>`, i, i)
	}
	b.WriteString(`<p>Copyright The Example</p></footer></body></html>`)
	return []byte(b.String())
}

// BenchmarkExtract reports the time of an extraction, parsing included, as a multiple of html.Parse of the same page,
// the two taken in turn, and the allocations beyond it.
func BenchmarkExtract(b *testing.B) {
	page := newsPage()
	in := Input{Page: page, URL: "https://news.example/2026/03/02/ministry"}
	b.SetBytes(int64(len(page)))
	var parsing, extracting time.Duration
	for b.Loop() {
		t0 := time.Now()
		if _, err := html.Parse(bytes.NewReader(page)); err != nil {
			b.Fatal(err)
		}
		t1 := time.Now()
		if _, err := Extract(in); err != nil {
			b.Fatal(err)
		}
		extracting += time.Since(t1)
		parsing += t1.Sub(t0)
	}
	b.ReportMetric(float64(extracting)/float64(parsing), "x-parse")
	plain := testing.AllocsPerRun(5, func() { html.Parse(bytes.NewReader(page)) })
	whole := testing.AllocsPerRun(5, func() { Extract(in) })
	b.ReportMetric(whole-plain, "allocs-beyond")
}
