package fetcher

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// TestCharsets: gap 2. The order of belief, each rung with a document that lies on the next.
func TestCharsets(t *testing.T) {
	encode := func(e encoding.Encoding, s string) string {
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	feed := func(declared, title string) string {
		d := ""
		if declared != "" {
			d = `<?xml version="1.0" encoding="` + declared + `"?>`
		}
		return d + "<rss><channel><title>" + title + "</title></channel></rss>"
	}
	const zurich = "Zürich – “fog”"
	latin, cp1252 := charmap.ISO8859_1, charmap.Windows1252
	for name, c := range map[string]struct{ body, header, want string }{
		"UTF-8 mark over header":                   {"\xef\xbb\xbf" + feed("", zurich), "text/xml; charset=iso-8859-1", zurich},
		"two marks":                                {"\xef\xbb\xbf\xef\xbb\xbf" + feed("", zurich), "", zurich},
		"UTF-16 mark over declaration":             {encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), feed("utf-8", zurich)), "", zurich},
		"UTF-16 little-endian, mark":               {encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), feed("utf-16", zurich)), "", zurich},
		"UTF-16 without mark":                      {encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), feed("", zurich)), "", zurich},
		"UTF-16 big-endian without mark":           {encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), feed("utf-16", zurich)), "", zurich},
		"UTF-32":                                   {encode(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), feed("utf-32", zurich)), "", zurich},
		"UTF-32 without mark":                      {encode(utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), feed("", zurich)), "", zurich},
		"valid UTF-8 over declaration":             {feed("iso-8859-1", zurich), "", zurich},
		"valid UTF-8 over header":                  {feed("", zurich), "text/xml; charset=windows-1251", zurich},
		"header over declaration":                  {encode(charmap.Windows1251, feed("koi8-r", "Привет")), "text/xml; charset=windows-1251", "Привет"},
		"declaration over a header's UTF-8":        {encode(charmap.Windows1251, feed("windows-1251", "Хакеры взломали")), "text/xml; charset=utf-8", "Хакеры взломали"},
		"declaration over a header's Latin-1":      {encode(japanese.ShiftJIS, feed("shift_jis", "日本の省庁")), "text/xml; charset=iso-8859-1", "日本の省庁"},
		"Latin-1 in a header alone":                {encode(cp1252, feed("", zurich)), "text/xml; charset=iso-8859-1", zurich},
		"UTF-8 but for one byte, whatever is said": {feed("windows-1251", zurich+zurich+" caf\xe9"), "text/xml; charset=koi8-r", zurich + zurich + " café"},
		"header with a bad parameter":              {encode(latin, feed("", "Zürich")), "text/xml; charset=iso-8859-1; ;", "Zürich"},
		"declaration":                              {encode(japanese.ShiftJIS, feed("shift_jis", "日本")), "text/xml", "日本"},
		"Latin-1 means windows-1252":               {encode(cp1252, feed("iso-8859-1", zurich)), "", zurich},
		"nothing declared":                         {encode(cp1252, feed("", zurich)), "", zurich},
		"unknown declaration":                      {encode(cp1252, feed("x-klingon", zurich)), "", zurich},
		"UTF-8 but for one byte":                   {feed("utf-8", zurich+" caf\xe9"), "", zurich + " café"},
		"UTF-7 is never decoded":                   {feed("utf-7", "+ADw-b+AD4- \xfc"), "", "+ADw-b+AD4- ü"},
		"NUL and controls":                         {feed("", "a\x00b\x1bc\ufffe"), "", "abc"},
	} {
		doc, _, err := ParseFeed([]byte(c.body), c.header, "")
		if err != nil || doc.Title != c.want {
			t.Errorf("%s: got %q, %v, want %q", name, doc.Title, err, c.want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for markup, want := range map[string]string{
		"no markup":                                   "no markup",
		" white \n\t space ":                          "white space",
		"<p>One</p><p>Two</p>":                        "One\n\nTwo",
		"<p>One<p>Two":                                "One\n\nTwo",
		"a<br>b":                                      "a b",
		"a<br/><br />b":                               "a\n\nb",
		"AT&amp;T &amp;lt;b&gt; &eacute;":             "AT&T &lt;b> é",
		"List<int> and a < b":                         "List<int> and a < b",
		"x<script>alert(1)</script>y<style>p{}":       "xy",
		"x<iframe src=a/>y":                           "xy",
		"x<svg><title>t</title></svg>y":               "xy",
		"<ul><li>a<li>b</ul>":                         "a\n\nb",
		"<table><tr><td>a<td>b<tr><td>c</table>":      "a b\n\nc",
		"<!-- hidden -->seen":                         "seen",
		"\u202egnp.exe\u2066 \u200bx\ufeff":           "gnp.exe x",
		"e\u0301":                                     "é",
		"z" + strings.Repeat("\u0334", 40):            "z" + strings.Repeat("\u0334", maxMarks),
		"<a href=x onclick=y>link</a> <b>bold</b>":    "link bold",
		"<p>\u00a0</p><p>&nbsp;</p>text<div></div>":   "text",
		"<blockquote><p>q</p></blockquote>r<hr>s":     "q\n\nr\n\ns",
		strings.Repeat("<div>", 5000) + "deep":        "deep",
		"<" + strings.Repeat("a", 100) + "> <x:y> <q": "<" + strings.Repeat("a", 100) + ">",
	} {
		if got := paragraphs(markup); got != want {
			t.Errorf("%.60q: got %q, want %q", markup, got, want)
		}
	}
}
