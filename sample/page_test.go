package sample

import (
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestEveryPageIsServed(t *testing.T) {
	n := start(t)
	for _, s := range first(t) {
		resp, body := get(t, n.URL(s.Key))
		page := html.UnescapeString(body)
		if !strings.Contains(page, "in a newsroom made for demonstration") {
			t.Errorf("%s: the page does not say that it is invented", s.Key)
		}
		want := http.StatusOK
		if s.Page == "forbidden" {
			want = http.StatusForbidden
		}
		if resp.StatusCode != want {
			t.Errorf("%s: %s, want %d", s.Key, resp.Status, want)
		}
		shown := s.shown()
		for i, b := range s.Blocks {
			for line := range strings.SplitSeq(b.Text, "\n") {
				if got := strings.Contains(page, line); got != (i < len(shown)) {
					t.Errorf("%s: block %d served is %v: %.60q", s.Key, i, got, line)
				}
			}
		}
	}
}

// jsonLD finds the structured data of a page.
var jsonLD = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

func TestPagesCarryTheirMetadata(t *testing.T) {
	n := start(t)
	structured := 0
	for _, s := range first(t) {
		if s.Page == "forbidden" || s.Page == "robotcheck" {
			continue
		}
		_, body := get(t, n.URL(s.Key))
		if page := html.UnescapeString(body); !strings.Contains(page, s.Title+"</h1>") {
			t.Errorf("%s: no heading with the title", s.Key)
		}
		if strings.Contains(body, `rel="canonical"`) && !strings.Contains(body, `rel="canonical" href="`+n.URL(s.Key)+`"`) {
			t.Errorf("%s: the canonical address is another one", s.Key)
		}
		m := jsonLD.FindStringSubmatch(body)
		if m == nil {
			continue
		}
		structured++
		var data any
		if err := json.Unmarshal([]byte(m[1]), &data); err != nil {
			t.Errorf("%s: JSON-LD: %v", s.Key, err)
		}
		if walled := strings.Contains(m[1], `"isAccessibleForFree":false`); walled != (s.Page == "paywall") {
			t.Errorf("%s: isAccessibleForFree false is %v", s.Key, walled)
		}
	}
	if structured < 20 {
		t.Errorf("%d pages have JSON-LD", structured)
	}
}

// A story whose every field would break a page that does not escape it.
func hostileStory() *Story {
	const bad = `<script>alert("x")</script> & 'y' </p></title>`
	return &Story{
		Key: "x/hostile", Version: 1, Title: bad, Byline: bad, Section: bad, Summary: bad, Caption: bad, Correction: bad,
		Published: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Comments: []string{bad + ": " + bad},
		Blocks: []Block{{Kind: "p", Text: bad}, {Kind: "h2", Text: bad}, {Kind: "ul", Text: bad, Items: []string{bad}}},
	}
}

func TestPagesAndFeedsEscape(t *testing.T) {
	sites, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sites {
		bad := hostileStory()
		s.open("http://127.0.0.1:1", new(atomic.Bool))
		s.stories = append(s.stories, published{first: bad})
		for _, kind := range []string{"", "forbidden", "robotcheck"} {
			bad.Page = kind
			body, err := s.page(bad)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(body), `<script>alert(`) {
				t.Errorf("layout %s (page %q) does not escape", s.Layout, kind)
			}
		}
		front, _, err := s.frontPage()
		if err != nil || strings.Contains(string(front), `<script>alert(`) {
			t.Errorf("the front page of %s does not escape (%v)", s.ID, err)
		}
		feed, _, _, err := s.feed()
		if err != nil {
			t.Fatal(err)
		}
		if items := parseFeed(t, s.Format, string(feed)); items[len(items)-1].title != bad.Title {
			t.Errorf("feed of %s: the title came back as %q", s.ID, items[len(items)-1].title)
		}
	}
}
