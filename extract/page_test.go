package extract

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func TestCharsets(t *testing.T) {
	const russian = "Министерство назвало группу, которая читала почту сорока чиновников в течение года, и сказало, что уверено в этом."
	const german = "Das Ministerium für Äußeres hat die Gruppe genannt, die über ein Jahr lang die Post von vierzig Beamten las."
	const nippon = "外務省は月曜日、四十人の職員のメールを一年間読んでいた集団の名前を明らかにした。省は確信していると述べた。"
	for name, c := range map[string]struct {
		text, meta, header string
		enc                encoding.Encoding
	}{
		"utf-8, nothing said":       {russian, "", "", encoding.Nop},
		"utf-8, header lies":        {german, "", "text/html; charset=iso-8859-1", encoding.Nop},
		"windows-1251 by meta":      {russian, "windows-1251", "", charmap.Windows1251},
		"windows-1251, header lies": {russian, "windows-1251", "text/html; charset=utf-8", charmap.Windows1251},
		"koi8-r by header":          {russian, "", "text/html; charset=koi8-r", charmap.KOI8R},
		"latin-1, nothing said":     {german, "", "", charmap.Windows1252},
		"shift_jis by meta":         {nippon, "shift_jis", "", japanese.ShiftJIS},
		"utf-16 by byte order mark": {russian, "", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	} {
		page := "<html><head>"
		if c.meta != "" {
			page += `<meta charset="` + c.meta + `">`
		}
		page += "<title>x</title></head><body><article><h1>Title</h1>" + strings.Repeat("<p>"+c.text+"</p>", 3) + "</article></body></html>"
		raw, err := c.enc.NewEncoder().Bytes([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		root, _, err := parse(Input{Page: raw, ContentType: c.header})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := string(newPage(root, nil).text); !strings.Contains(got, c.text) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// body is an article that must be found whatever surrounds it.
const body = `<article><h1>Lock makers meet</h1><p>The lock makers of Exampleton met on Thursday to speak about a fault that opens every lock they have sold since the spring.</p>
<p>They agreed to say nothing about it until a new lock is ready, and then said a good deal about it to the newspapers.</p></article>`

func TestHostilePages(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: that tells a detector of races nothing")
	}
	deep := func(n int, tag string) string { return strings.Repeat("<"+tag+">", n) }
	pages := map[string]string{
		"50,000 open divs before":    deep(50000, "div") + body,
		"50,000 open b before":       deep(50000, "b") + body,
		"50,000 different fonts":     strings.Repeat(`<font color="#123"><i><p>`, 17000) + body,
		"nested tables":              deep(3000, "table><tr><td") + body,
		"10 MB of attributes":        `<div class="` + strings.Repeat("aB-c_d ", 1500000) + `">` + body,
		"10 MB in one word":          body + "<p>" + strings.Repeat("x", 10<<20),
		"a million empty elements":   strings.Repeat("<i></i>", 1000000) + body,
		"a million line breaks":      body + strings.Repeat("<br>", 1000000),
		"no closing tags, NUL bytes": "\x00<p>\x00" + strings.ReplaceAll(body, "</p>", "\x00"),
		"JSON-LD of 60,000 brackets": `<script type="application/ld+json">` + strings.Repeat(`[`, 60000) + `</script>` + body,
		"state of 60,000 brackets":   `<script type="application/json">"paragraph"` + strings.Repeat(`{"a":[`, 60000) + `</script>` + body,
		"a title of a megabyte":      "<title>" + strings.Repeat("lock ", 200000) + "</title>" + body,
	}
	for name, page := range pages {
		a, err := Extract(Input{Page: []byte(page), URL: "https://x.example/a"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(a.Text(), "lock makers of Exampleton met") {
			t.Errorf("%s: body not found: %s %s %.200q", name, a.Access, a.Reason, a.Text())
		}
	}
}

func FuzzExtract(f *testing.F) {
	f.Add(newsPage()[:3000], "text/html")
	f.Add([]byte(body), "")
	f.Add([]byte(`<html><script type="application/ld+json">{"@type":["NewsArticle"],"author":[{"name":["a",{"@value":"b"}]},"c"],"datePublished":1600000000,"isAccessibleForFree":"False","@graph":[{}]}</script><p>x`), "text/html; charset=utf-16")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "")
	f.Add([]byte(`<table><tr><p>a<td><svg><desc><p>b</table><template><p>c</template><frameset>`), "application/xhtml+xml")
	f.Add([]byte(`<meta property="og:title" content="A | B - C :: D"><title>|</title><h1> - </h1><time datetime="99999-99-99T99:99:99+99:99">31.02.2020</time><p class="byline">By , and & @x (y`), "text/html")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		a, err := Extract(Input{Page: page, ContentType: contentType, URL: "https://x.example/2020/01/02/a"})
		if err != nil {
			return
		}
		if !utf8.ValidString(a.Text()) || !utf8.ValidString(a.Title) || strings.ContainsRune(a.Title, '\n') {
			t.Errorf("text that is no text: %q %q", a.Title, a.Text())
		}
		if (a.Access == Full) != (a.Reason == "") || a.Access == Failed && len(a.Paragraphs) > 0 {
			t.Errorf("access %s, reason %q, %d paragraphs", a.Access, a.Reason, len(a.Paragraphs))
		}
		for _, p := range a.Paragraphs {
			if strings.TrimSpace(p) != p || p == "" || strings.ContainsAny(p, "\n\t") {
				t.Errorf("paragraph %q", p)
			}
		}
		if a.Canonical != "" && !bytes.Contains([]byte(a.Canonical), []byte("x.example")) {
			t.Errorf("canonical address of somebody else: %s", a.Canonical)
		}
	})
}

// Pages of more blocks than anybody reads are cut.
func TestManyBlocks(t *testing.T) {
	a, err := Extract(Input{Page: []byte(story + "<table>" + strings.Repeat("<tr><td>a<td>b", maxBlocks) + "</table></body></html>")})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Paragraphs) < 3 || len(a.Paragraphs) > maxBlocks || !strings.HasPrefix(a.Paragraphs[0], "The lock maker") {
		t.Errorf("%d paragraphs", len(a.Paragraphs))
	}
}
