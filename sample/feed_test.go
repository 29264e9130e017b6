package sample

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
)

// item is what a reader of any of the formats finds.
type item struct {
	title, link, text string
	published         time.Time
}

// parseFeed reads a feed as a stranger would: by the names in the document, not
// with the types that wrote it.
func parseFeed(t *testing.T, format, body string) []item {
	t.Helper()
	var items []item
	if format == "json" {
		var doc struct {
			Version string
			Items   []struct {
				ID, URL, Title, Summary, Content_html, Content_text string
				Date_published                                      time.Time
			}
		}
		if err := json.Unmarshal([]byte(body), &doc); err != nil {
			t.Fatal(err)
		}
		for _, it := range doc.Items {
			if it.ID == "" || it.Content_html == "" && it.Content_text == "" {
				t.Errorf("%s lacks id or content", it.URL)
			}
			items = append(items, item{it.Title, it.URL, it.Summary, it.Date_published})
		}
		return items
	}
	type entry struct {
		Title       string `xml:"title"`
		Description string `xml:"description"`
		Summary     string `xml:"summary"`
		Published   string `xml:"published"`
		PubDate     string `xml:"pubDate"`
		Date        string `xml:"http://purl.org/dc/elements/1.1/ date"`
		Link        struct {
			Href string `xml:"href,attr"`
			Text string `xml:",chardata"`
		} `xml:"link"`
	}
	var doc struct {
		XMLName xml.Name
		RSS     []entry `xml:"channel>item"`
		RDF     []entry `xml:"item"`
		Atom    []entry `xml:"entry"`
	}
	wellFormed(t, body)
	if err := xml.Unmarshal([]byte(body), &doc); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"rss": "rss", "atom": "feed", "rdf": "RDF"}[format]; doc.XMLName.Local != want {
		t.Errorf("root element %v, want %s", doc.XMLName, want)
	}
	for _, e := range append(append(doc.RSS, doc.RDF...), doc.Atom...) {
		layout := time.RFC3339
		if format == "rss" {
			layout = time.RFC1123Z
		}
		published, err := time.Parse(layout, e.Published+e.PubDate+e.Date)
		if err != nil {
			t.Errorf("%s: %v", e.Title, err)
		}
		items = append(items, item{e.Title, e.Link.Href + e.Link.Text, e.Description + e.Summary, published})
	}
	return items
}

func wellFormed(t *testing.T, body string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(body)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestFeedsCarryEveryStory(t *testing.T) {
	n := start(t)
	stories := map[string]Story{}
	for _, s := range first(t) {
		stories[n.URL(s.Key)] = s
	}
	for _, o := range n.Outlets() {
		resp, body := get(t, o.FeedURL)
		if resp.Header.Get("Content-Type") == "" {
			t.Errorf("%s: no content type", o.ID)
		}
		var last time.Time
		for i, it := range parseFeed(t, o.Format, body) {
			s, ok := stories[it.link]
			if !ok {
				t.Errorf("%s: item %q leads to %q, which is no story, or stands twice", o.ID, it.title, it.link)
				continue
			}
			delete(stories, it.link)
			if it.title != s.Title || !it.published.Equal(s.Published) || !strings.Contains(it.text, s.Summary[:20]) {
				t.Errorf("%s: item %+v does not tell of %s", o.ID, it, s.Key)
			}
			if i > 0 && it.published.After(last) {
				t.Errorf("%s: %s stands below an older item", o.ID, s.Key)
			}
			last = it.published
		}
	}
	for _, s := range stories {
		t.Errorf("%s stands in no feed", s.Key)
	}
}

func TestFullTextFeedsCarryTheText(t *testing.T) {
	n := start(t)
	full := 0
	for i, o := range n.Outlets() {
		if n.sites[i].feedText != "full" {
			continue
		}
		full++
		_, body := get(t, o.FeedURL)
		for _, p := range n.sites[i].stories {
			if words := strings.Fields(p.first.Blocks[0].Text); !strings.Contains(body, strings.Join(words[:5], " ")) {
				t.Errorf("%s: the feed lacks the text of %s", o.ID, p.first.Key)
			}
		}
	}
	if full < 2 {
		t.Errorf("%d outlets have full-text feeds, want 2 or more", full)
	}
}
