package extract

import (
	"fmt"
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
		"only visible":             {"", `<span>Published</span> <div class="when">2 March 2026, 10:05 CET</div>`, "", "2026-03-02T10:05:00+01:00 minute"},
		"in the address only":      {"", "", "https://x.example/2026/mar/02/a", "2026-03-02T00:00:00Z day"},
		"at the front of the text": {"", `<p>2.3.2026 - The lock makers of Exampleton met to speak about the fault that opens every lock.</p>`, "", "2026-03-02T00:00:00Z day"},
		"in the page's state":      {`<script>var s={"publishedAt":"2026-03-02T10:05:00Z"}</script>`, "", "", "2026-03-02T10:05:00Z second"},
		"nowhere":                  {"", "", "", ""},
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
