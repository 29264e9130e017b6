package fetcher

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what was read into testdata")

// TestFeeds reads the documents of testdata/feeds and compares what is seen of them.
func TestFeeds(t *testing.T) {
	files, err := filepath.Glob("testdata/feeds/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil || len(a.Files) != 2 {
				t.Fatal(len(a.Files), err)
			}
			doc, why, err := parseDocument(levels(a.Files[0].Data), "", "https://feed.example/rss.xml")
			got := describe(doc, why, err)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// levels writes the depths that a document only hints at.
func levels(doc []byte) []byte {
	return []byte(strings.NewReplacer("((", strings.Repeat("<x:a>", 400), "))", strings.Repeat("</x:a>", 400)).Replace(string(doc)))
}

// describe writes a document as text, keys by the order in which they come first.
func describe(doc Document, why string, err error) string {
	var b strings.Builder
	put := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, strings.ReplaceAll(value, "\n", `\n`))
		}
	}
	if e, ok := errors.AsType[*Error](err); ok {
		put("error", string(e.Health)+": "+e.Reason)
		return b.String()
	}
	put("partial", why)
	put("title", doc.Title)
	put("home", doc.Home)
	put("language", doc.Language)
	if doc.TTL > 0 {
		put("ttl", Duration(doc.TTL).String())
	}
	keys := map[string]bool{}
	for _, it := range doc.Items {
		b.WriteString("\n")
		put("item", it.Title)
		put("url", it.URL)
		put("summary", it.Summary)
		put("text", it.Text)
		put("published", it.Published.String())
		put("updated", it.Updated.String())
		put("authors", strings.Join(it.Authors, ", "))
		put("keywords", strings.Join(it.Keywords, ", "))
		if keys[it.Key] {
			put("key", "again")
		}
		keys[it.Key] = true
	}
	return b.String()
}

// TestKeysLast pins the identity of items: it is kept for as long as the store is.
func TestKeysLast(t *testing.T) {
	const feed = `<rss><channel><link>https://id.example/</link>
	<item><guid>post-1</guid><title>A</title><link>https://id.example/a</link></item>
	<item><title>B</title><link>https://id.example/b?utm_source=%s</link></item>
	<item><title>C</title></item></channel></rss>`
	one, _, err := ParseFeed(fmt.Appendf(nil, feed, "rss"), "", "https://id.example/feed")
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := ParseFeed(fmt.Appendf(nil, feed, "mail"), "", "http://other.example/")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"25aac6692316a3485d98c82bbc2fb713", "6ee4b2afd65ac8f87fc1ac9fc7e12e3c", "7f94192e8b0f7f9c8e15528526e711ee"} {
		if one.Items[i].Key != two.Items[i].Key || one.Items[i].Digest != two.Items[i].Digest {
			t.Errorf("item %d: key or digest depends on tracking or on where the feed is", i)
		}
		if one.Items[i].Key != want {
			t.Errorf("item %d: key %s, want %s", i, one.Items[i].Key, want)
		}
	}
}

// TestChangeIsSeen: a digest changes with what a reader sees, a key does not.
func TestChangeIsSeen(t *testing.T) {
	read := func(title, text string) Item {
		doc, _, err := ParseFeed([]byte("<rss><channel><item><guid>g</guid><title>"+title+"</title><description>"+text+"</description></item></channel></rss>"), "", "")
		if err != nil {
			t.Fatal(err)
		}
		return doc.Items[0]
	}
	was := read("A", "x")
	for _, now := range []Item{read("B", "x"), read("A", "y")} {
		if now.Key != was.Key || now.Digest == was.Digest {
			t.Errorf("key %s, %s; digest %s, %s", was.Key, now.Key, was.Digest, now.Digest)
		}
	}
}

// TestNewestOfMany: of more items than are read, the newest are, wherever they stand.
func TestNewestOfMany(t *testing.T) {
	const more = 1_000
	for name, at := range map[string]func(n int) int{
		"newest first": func(n int) int { return n },
		"oldest first": func(n int) int { return maxItems + more - 1 - n },
	} {
		for _, format := range []string{"<item><title>%d</title><pubDate>%s</pubDate></item>", "<entry><title>%d</title><published>%s</published></entry>"} {
			root, end := "<rss><channel><title>Feed</title>", "</channel></rss>"
			if strings.HasPrefix(format, "<entry>") {
				root, end = "<feed><title>Feed</title>", "</feed>"
			}
			var doc strings.Builder
			doc.WriteString(root)
			for n := range maxItems + more {
				age := at(n) // in minutes, and its title
				fmt.Fprintf(&doc, format, age, time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC).Add(-time.Duration(age)*time.Minute).Format(time.RFC3339))
			}
			doc.WriteString(end)
			d, why, err := parseDocument([]byte(doc.String()), "", "")
			newest := slices.ContainsFunc(d.Items, func(it Item) bool { return it.Title == "0" })
			if err != nil || why == "" || len(d.Items) != maxItems || !newest || d.Title != "Feed" {
				t.Errorf("%s, %.7s: %d items, with the newest: %v; %q, %v", name, format, len(d.Items), newest, why, err)
			}
		}
	}
}

func jsonFeed(fields, items string) string {
	return `{"version":"https://jsonfeed.org/version/1",` + fields + `"items":[` + items + `]}`
}

// TestBounds: what is too much is cut, and said.
func TestBounds(t *testing.T) {
	item := func(n int) string { return fmt.Sprintf("<item><title>%d</title></item>", n) }
	var many strings.Builder
	many.WriteString("<rss><channel>")
	for n := range maxItems + 10 {
		many.WriteString(item(n))
	}
	var attributes strings.Builder
	attributes.WriteString("<rss><channel><item")
	for n := range maxAttributes + 10 {
		fmt.Fprintf(&attributes, " a%d=1", n)
	}
	for name, c := range map[string]struct {
		doc   string
		items int
		why   string
	}{
		"items":      {many.String() + "</channel></rss>", maxItems, "items"},
		"elements":   {"<rss><channel>" + item(1) + strings.Repeat("<a/>", maxElements) + item(2) + "</channel></rss>", 1, "elements"},
		"parts":      {"<rss><channel><item><title>1</title>" + strings.Repeat("<category>a</category>", maxParts) + "</item>" + item(2) + "</channel></rss>", 2, "too much for one item"},
		"attributes": {attributes.String() + "><title>1</title></item></channel></rss>", 1, "attributes"},
		"one tag":    {"<rss><channel>" + item(1) + "<a b='" + strings.Repeat("x", maxTag) + "'/></channel></rss>", 1, "longer than"},
		"depth":      {strings.Repeat("<a>", 100) + "<rss><channel>" + item(1) + strings.Repeat("<x:a>", 2_000_000), 1, "nested too deep"},
		"depth json": {`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"1"},{"x":` + strings.Repeat("[", 9000), 0, ""},
		// These took minutes, or hundreds of megabytes.
		"paragraphs": {`{"version":"https://jsonfeed.org/version/1","items":[{"content_text":"` + strings.Repeat(`a\n\n`, 400_000) + `"}]}`, 1, ""},
		"people":     {jsonFeed(`"authors":[`+strings.Repeat(`{"name":"x<b>y"},`, 100_000)+`{}],`, strings.Repeat(`{"title":"a"},`, maxItems-1)+`{"title":"b"}`), 2, ""},
		"list":       {jsonFeed("", strings.Repeat("{},", 1_000_000)+"{}"), 0, "items"},
		"nulls":      {jsonFeed("", `null,1,"a",{"title":"b"}`), 1, "3 of its items"},
		"no list":    {`{"version":"https://jsonfeed.org/version/1","items":null}`, 0, ""},
		"sitemap":    {"<urlset><url><loc>https://a.example/</loc><news><title>a</title></news></url>" + strings.Repeat("<url>", 1_000_000), 1, "middle"},
		"date":       {"<rss><channel><item><title>1</title><pubDate>" + strings.Repeat("1", 4<<20) + "</pubDate></item>" + item(2) + "</channel></rss>", 2, ""},
	} {
		begun := time.Now()
		doc, why, err := parseDocument([]byte(c.doc), "", "")
		if name == "depth json" && err == nil {
			t.Errorf("%s: no error", name)
		}
		if len(doc.Items) != c.items || !strings.Contains(why, c.why) {
			t.Errorf("%s: %d items, %q, %v", name, len(doc.Items), why, err)
		}
		t.Logf("%s: %v", name, time.Since(begun).Round(time.Millisecond))
	}
}
