package fetcher

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestCostlyMarkup: documents made to cost a scanner or the parser behind it the square of
// their size. Nothing is measured: what is wrong here takes minutes, or the process.
func TestCostlyMarkup(t *testing.T) {
	namespaces := func(element string, elements, each int) string {
		var b strings.Builder
		for i := range elements {
			b.WriteString("<" + element)
			for j := range each {
				fmt.Fprintf(&b, " xmlns:n%dx%d='u'", i, j)
			}
			b.WriteString(">")
		}
		return b.String()
	}
	repeat := strings.Repeat
	for name, doc := range map[string]string{
		"namespaces, many":   namespaces("rss", 1, 900) + "<channel>" + repeat("<a xmlns:q='u'/>", 100_000),
		"namespaces, nested": "<rss><channel><item>" + namespaces("a", 200, 50) + repeat("<b xmlns:q='u'/>", 3_000),
		"namespaces, each":   "<rss><channel>" + repeat("<item xmlns:q='u'/>", 100_000),
		"end tags":           "<rss>" + repeat("<a>", 250) + repeat("</b>", 300_000),
		"beginnings":         "<rss>" + repeat("<a ", 300_000),
		"quotes":             "<rss>" + repeat(`<a b="`, 120_000),
		"two quotes":         "<rss>" + repeat(`<a b="<a b='`, 300_000),
		"declarations":       repeat("<!a '", 120_000) + "<rss/>",
		"comments":           "<rss>" + repeat("<!--", 300_000),
		"references":         "<rss><channel><item><title>" + repeat("&#x", 300_000) + "</title></item></channel></rss>",
		"CDATA":              "<rss><channel><item><title>" + repeat("<![CDATA[]]>", 200_000) + "x</title></item></channel></rss>",
		"formatting":         "<feed><entry><content type='html'>" + repeat("&lt;b&gt;&lt;i&gt;&lt;a&gt;&lt;p&gt;", 20_000) + "</content></entry></feed>",
		"tables":             "<feed><entry><content type='html'>" + repeat("&lt;table&gt;x&lt;b&gt;", 20_000) + "</content></entry></feed>",
		"bases":              "<feed>" + repeat("<entry xml:base='a/'>", 100_000),
		"marks":              "<rss><channel><item><title>z" + repeat("\u0334", 1_000_000) + "</title></item></channel></rss>",
	} {
		begun := time.Now()
		doc, why, err := parseDocument([]byte(doc), "", "https://feed.example/")
		t.Logf("%s: %d items, %q, %v in %v", name, len(doc.Items), why, err, time.Since(begun).Round(time.Millisecond))
		if err == nil && why == "" && len(doc.Items) == 0 && name != "formatting" {
			t.Errorf("%s: nothing, and nothing said of it", name)
		}
	}
}

// TestPruned compares what the parser behind gets with what came.
func TestPruned(t *testing.T) {
	for doc, want := range map[string]string{
		`<rss version=2.0><a/><b c d='e "f"' g>`:                               `<rss version="2.0"><a></a><b c="" d="e &#34;f&#34;" g=""></b></rss>`,
		"<rss>a < b & c <1> ]]> &#0;&#x41;</rss> rest":                         `<rss>a &lt; b & c &lt;1&gt; ]]&gt; &#x41;</rss>`,
		`<?xml version="1.1"?><!-- -- --><rss><!-- x --><?php y ?>z</rss>`:     `<rss>z</rss>`,
		"<!DOCTYPE rss [ <!-- don't --> <!ENTITY a \"it's\"> ]><rss>&a;</rss>": `<rss>&a;</rss>`,
		"<!DOCTYPE rss [ don't ]><rss/>":                                       `<rss></rss>`,
		"<rss><a><b></a></b></rss":                                             `<rss><a><b></b></a></rss>`,
		"<rss><a b='c":                                                         `<rss></rss>`,
		`<feed xmlns="http://example.org/new" xmlns:x="y"><title type="HTML" xml:base="http://a.example/b/c">`: `<feed xmlns:x="y"><title type="text" xml:base="http://a.example/b/"></title></feed>`,
		"<rss><channel><item>1<item>2</channel></rss>":                                                         `<rss><channel><item>1</item><item>2</item></channel></rss>`,
		"<rss><channel><item>1</item><item>2":                                                                  `<rss><channel><item>1</item></channel></rss>`,
	} {
		p, err := prune([]byte(doc))
		if err != nil || string(p.xml) != want {
			t.Errorf("%s\ngot  %s, %v\nwant %s", doc, p.xml, err, want)
		}
		checkWellFormed(t, p.xml)
	}
}

// TestOneByOne: a document that the parser behind refuses is read item by item.
func TestOneByOne(t *testing.T) {
	p := pruned{kind: "rss", xml: []byte("<rss><channel><item><title>A</title></item><item><title>&#1;</title></item></channel></rss>"), root: 5}
	for i := 0; ; {
		from := strings.Index(string(p.xml[i:]), "<item>")
		if from < 0 {
			break
		}
		to := i + strings.Index(string(p.xml[i:]), "</item>") + len("</item>")
		p.items = append(p.items, span{i + from, to})
		i = to
	}
	if _, _, err := parseXML(p.kind, p.xml); err == nil {
		t.Fatal("the parser reads the document as a whole")
	}
	feed, lost, err := parseItems(p)
	if err != nil || lost != 1 || len(feed.Items) != 1 || feed.Items[0].Title != "A" {
		t.Errorf("%v, %d lost, %v", feed, lost, err)
	}
}
