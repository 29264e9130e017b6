package extract

import (
	"fmt"
	"strings"
	"testing"
)

// The day of an article is the one that its page shows; the instant is the one that it declares.
func TestPublished(t *testing.T) {
	for name, c := range map[string]struct{ head, byline, url, want string }{
		"declared with an offset": {
			`<meta property="article:published_time" content="2026-03-02T23:30:00-05:00">`, "", "", "2026-03-02T23:30:00-05:00 second",
		},
		"declared in UTC, the page shows the day before": {
			`<meta property="article:published_time" content="2026-03-03T03:30:00Z">`, `<span class="date">March 2, 2026</span>`, "", "2026-03-02T23:30:00-04:00 second",
		},
		"declared in UTC, the page shows the day after": {
			`<meta property="article:published_time" content="2026-03-02T18:30:00Z">`, `<span class="date">March 3, 2026</span>`, "", "2026-03-03T00:30:00+06:00 second",
		},
		"declared in UTC, the page shows another week": {
			`<meta property="article:published_time" content="2026-03-02T18:30:00Z">`, `<span class="date">March 13, 2026</span>`, "", "2026-03-02T18:30:00Z second",
		},
		"declared as a day, and with its time": {
			`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2026-03-02T00:00:00+0000"}</script><script type="application/ld+json">{"@type":"WebPage","datePublished":"2026-03-02T09:05:00Z"}</script>`,
			"", "", "2026-03-02T09:05:00Z second",
		},
		"declared as a day, and as another": {
			`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2026-03-02"}</script><meta property="article:published_time" content="2026-03-05T09:05:00Z">`,
			"", "", "2026-03-02T00:00:00Z day",
		},
		"only visible":             {"", `<span>Published</span> <div class="when">2 March 2026, 10:05 CET</div>`, "", "2026-03-02T10:05:00+01:00 minute"},
		"in the address only":      {"", "", "https://x.example/2026/mar/02/a", "2026-03-02T00:00:00Z day"},
		"at the front of the text": {"", `<p>2.3.2026 - The lock makers of Exampleton met to speak about the fault that opens every lock.</p>`, "", "2026-03-02T00:00:00Z day"},
		"in the page's state":      {`<script>var s={"publishedAt":"2026-03-02T10:05:00Z"}</script>`, "", "", "2026-03-02T10:05:00Z second"},
		"nowhere":                  {"", "", "", ""},
		"declared anew, the page says when it was published": {
			`<meta property="article:published_time" content="2026-03-02T10:00:00Z">`, `<p>Published: October 29, 2024</p>`, "", "2024-10-29T00:00:00Z day",
		},
		"declared anew with each change": {
			`<meta property="article:published_time" content="2026-03-02T10:00:00Z"><meta property="article:modified_time" content="2026-03-02T11:00:00Z">`,
			`<span>October 29, 2024</span>`, "", "2024-10-29T00:00:00Z day",
		},
		"an older date that is none of publication": {
			`<meta property="article:published_time" content="2026-03-02T10:00:00Z">`, `<span>Last updated October 29, 2024</span>`, "", "2026-03-02T10:00:00Z second",
		},
		"declared anew, the headline's own line is called after its place": {
			`<meta property="article:published_time" content="2026-03-02T10:00:00Z"><meta property="article:modified_time" content="2026-03-02T11:00:00Z">`,
			`<div class="bottom-hero"><p>October 29, 2024</p></div>`, "", "2024-10-29T00:00:00Z day",
		},
		"day and month as the page's country writes them": {`<meta property="og:locale" content="en_GB">`, `<p>Ada Tester - 02/03/2026</p>`, "", "2026-03-02T00:00:00Z day"},
		"month and day, of a page that names no country":  {"", `<p>Ada Tester - 02/03/2026</p>`, "", "2026-02-03T00:00:00Z day"},
		"in elements that touch":                          {"", `<div><span>Ada Tester</span><span>March 2, 2026</span><span>4 shares</span></div>`, "", "2026-03-02T00:00:00Z day"},
		"published and changed on one line": {
			`<meta property="article:modified_time" content="2026-03-09T10:00:00Z">`, `<div>March 2, 2026 / Updated March 9, 2026</div>`, "", "2026-03-02T00:00:00Z day",
		},
		"another story's date, long after the last change": {
			`<meta property="article:modified_time" content="2026-03-02T10:00:00Z">`, `<p>Next: the keys of May 9, 2026</p>`, "", "2026-03-02T10:00:00Z second",
		},
		"a date of the document, another of publication": {
			`<meta name="date" content="2026-02-20">`, `<time itemprop="datePublished" datetime="2026-03-02">2 March 2026</time>`, "", "2026-03-02T00:00:00Z day",
		},
		"the label of publication stands before its date": {
			"", `<div><p>Reviewed</p><time datetime="2026-03-05">5 March</time></div><div><p>Published</p><time datetime="2026-03-02">2 March</time></div>`, "", "2026-03-02T00:00:00Z day",
		},
	} {
		page := fmt.Sprintf(`<html lang="en"><head>%s</head><body><nav><a href="/">Home</a></nav>`+
			`<article><h1>Lock makers meet in Exampleton</h1>%s<p>The lock makers agreed to say nothing until a new lock is ready, and then said a good deal.</p></article></body></html>`, c.head, c.byline)
		a, err := Extract(Input{Page: []byte(page), URL: c.url})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a.Published.Precision != "" {
			got = a.Published.Time.Format("2006-01-02T15:04:05Z07:00") + " " + a.Published.Precision
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Writers are found where pages declare them, in the order of trust.
func TestAuthors(t *testing.T) {
	for name, c := range map[string]struct{ head, byline, want string }{
		"a name in the head":          {`<meta itemprop="author" content="Ada Tester">`, "", "Ada Tester"},
		"the card for links":          {`<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Tester">`, "", "Ada Tester"},
		"the card's second label":     {`<meta name="twitter:label1" content="Price"><meta name="twitter:data1" content="9"><meta name="twitter:label2" content="Written by"><meta name="twitter:data2" content="Bert Sample">`, "", "Bert Sample"},
		"a card of something else":    {`<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="4 minutes">`, `<p>By Ada Tester</p>`, "Ada Tester"},
		"behind the date":             {"", `<p>Published 2 March 2026 by Ada Tester</p>`, "Ada Tester"},
		"behind something else":       {"", `<p>The fault was found by Ada Tester</p>`, ""},
		"in elements that touch":      {"", `<div class="byline"><a>Ada Tester</a><span>2 March 2026</span><span>12 shares</span></div>`, "Ada Tester"},
		"one part of a line":          {"", `<div>March 2, 2026 · 3 min read · By Ada Tester</div>`, "Ada Tester"},
		"with the day behind":         {"", `<p>Posted by Ada Tester on Friday in Locks</p>`, "Ada Tester"},
		"in French":                   {"", `<p>jeudi 2 mars 2026, par Ada Tester</p>`, "Ada Tester"},
		"not who only looked it over": {"", `<p>By Ada Tester. Reviewed by Bert Sample</p>`, "Ada Tester"},
		"the site is no writer":       {`<meta property="og:site_name" content="Lock Daily"><meta name="author" content="Lock Daily">`, `<p>By Ada Tester</p>`, "Ada Tester"},
		"the site, when nobody else is": {
			`<meta property="og:site_name" content="Lock Daily"><meta name="author" content="Lock Daily">`, `<p><a href="/profile/keys">Keys</a></p>`, "Lock Daily",
		},
		"a label below the text": {"", `<p>The lock makers met.</p><div><h4>Article written by</h4><p>Ada Tester</p></div>`, "Ada Tester"},
		"signed below the text":  {"", `<p>The lock makers met, and nobody spoke of what they had met for.</p><p>Von Ada Tester</p>`, "Ada Tester"},
		"the line names more than is declared": {
			`<meta name="author" content="Ada Tester">`, `<p>By Ada Tester and Bert Sample</p>`, "Ada Tester|Bert Sample",
		},
		"a template's gap":             {`<meta name="author" content="page.head.author">`, `<p>By Ada Tester</p>`, "Ada Tester"},
		"declared before what is seen": {`<meta name="author" content="Ada Tester">`, `<p>By Bert Sample</p>`, "Ada Tester"},
	} {
		page := fmt.Sprintf(`<html lang="en"><head>%s</head><body><article><h1>Lock makers meet</h1>%s<p>%s</p></article></body></html>`, c.head, c.byline,
			"The lock makers of Exampleton met on Monday to speak about the fault that opens every lock, and about who might have known of it before.")
		a, err := Extract(Input{Page: []byte(page), URL: "https://x.example/a"})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(a.Authors, "|"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
