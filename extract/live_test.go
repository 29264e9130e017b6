package extract

import (
	"fmt"
	"strings"
	"testing"
)

// Of a long live blog the newest entries are kept, in the order of the page, whether they stand first or last.
func TestLongLiveBlog(t *testing.T) {
	for _, newestFirst := range []bool{true, false} {
		var b strings.Builder
		b.WriteString(`<html lang="en"><head><title>Harbour – live</title><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Harbour – live"}</script></head>` +
			`<body><main><h1>Harbour – live</h1><p>What is known of the harbour whose computers were locked by criminals on Friday night, as it happens.</p><div class="live">`)
		for i := range 60 {
			n := i
			if newestFirst {
				n = 59 - i
			}
			fmt.Fprintf(&b, `<article class="entry"><div><time datetime="2026-04-03T%02d:%02d:00Z">%d</time></div><h2>Entry number %d</h2><p>The harbour master said for the %d. time on Friday that ships are being unloaded by paper and telephone, and that nobody had asked for money.</p></article>`, 6+n/10, n%10, n, n, n)
		}
		b.WriteString(`</div></main></body></html>`)
		a, err := Extract(Input{Page: []byte(b.String()), URL: "https://x.example/harbour"})
		if err != nil {
			t.Fatal(err)
		}
		text := a.Text()
		if !a.Live || !strings.Contains(text, "the 59. time") || !strings.Contains(text, "the 20. time") || strings.Contains(text, "the 19. time") || !strings.Contains(text, "What is known of the harbour") {
			t.Errorf("newest first %v: live %v, %d paragraphs: %.200s … %s", newestFirst, a.Live, len(a.Paragraphs), text, text[max(0, len(text)-200):])
		}
		if first := strings.Index(text, "the 59. time") < strings.Index(text, "the 20. time"); first != newestFirst {
			t.Errorf("newest first %v: the order of the page is lost", newestFirst)
		}
	}
}
