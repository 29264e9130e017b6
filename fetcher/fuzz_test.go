package fetcher

import (
	"bytes"
	"encoding/xml"
	"io"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// FuzzParseFeed: whatever the bytes, there is a document whose items can be kept, or an
// *Error; what was pruned is well-formed, and within its bounds.
func FuzzParseFeed(f *testing.F) {
	files, _ := filepath.Glob("testdata/feeds/*.txtar")
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.Files[0].Data, "")
	}
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "text/xml; charset=utf-16")
	f.Add([]byte("<rss><channel><item><title>caf\xe9</title>"), "application/rss+xml; charset=latin1")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		doc, _, err := ParseFeed(body, contentType, "https://feed.example/rss")
		if err != nil {
			if failure(err).Reason == "" {
				t.Errorf("%v has no reason", err)
			}
			return
		}
		for _, it := range doc.Items {
			checkItem(t, "fuzz", it)
		}
		if p, err := prune(toUTF8(body, contentType)); err == nil {
			checkWellFormed(t, p.xml)
		}
	})
}

// checkWellFormed reads a document as the parser behind does.
func checkWellFormed(t *testing.T, doc []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.Strict = false
	depth, deepest := 0, 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in %q", err, doc)
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		deepest = max(deepest, depth)
	}
	if depth != 0 || deepest > maxDepth+1 {
		t.Errorf("depth %d at the end, %d at most", depth, deepest)
	}
}

// FuzzParseDate: what is read can be written and read again.
func FuzzParseDate(f *testing.F) {
	f.Add("Tue, 03 Mar 2026 09:15:00 +0100 (CET)")
	f.Add("20260303T091500Z Europe/Paris")
	f.Fuzz(func(t *testing.T, raw string) {
		d := parseDate(raw)
		if !d.Known() {
			return
		}
		if y := d.Time.Year(); y < 1990 || y > 9999 {
			t.Errorf("%q: year %d", raw, y)
		}
		if again := parseDate(d.String()); again != d {
			t.Errorf("%q is %v, and %q is %v", raw, d, d.String(), again)
		}
	})
}

// FuzzReadOPML: a list, or an error, and what was read can be written and read again.
func FuzzReadOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="A"><outline xmlUrl="https://a.example/f" title="x &amp; y"/></outline></body></opml>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		list, _, _ := ReadOPML(doc)
		for i := range list {
			list[i].Folder = ""
		}
		var out bytes.Buffer
		if err := WriteOPML(&out, "t", list); err != nil {
			t.Fatal(err)
		}
		again, _, err := ReadOPML(out.Bytes())
		if err != nil || len(again) != len(list) {
			t.Errorf("%d feeds, %d when read again, %v: %s", len(list), len(again), err, out.Bytes())
		}
	})
}

// FuzzRobots: no rule costs more than its length, and robots.txt itself may always be read.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a*b$\nCrawl-delay: 1e9", "/aab")
	f.Fuzz(func(t *testing.T, text, path string) {
		r := parseRobots(text, robotsName)
		r.allow(path)
		if !r.allow("/robots.txt") || r.delay < 0 || r.delay > maxDelay {
			t.Errorf("delay %s", r.delay)
		}
	})
}
