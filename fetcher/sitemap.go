package fetcher

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"ascribe/news"
)

// Outlets without a feed often have a sitemap for news search engines: the articles of the
// last two days, with titles and dates (Google's extension of sitemaps.org, namespace
// http://www.google.com/schemas/sitemap-news/0.9).

var errNoNews = &Error{Health: news.NotAFeed, Reason: "the answer is a sitemap without news entries"}

// sitemapRoot says whether a document is a sitemap ("urlset") or a list of them
// ("sitemapindex"); "" for others.
func sitemapRoot(text []byte) string {
	head := text[:min(len(text), 4<<10)]
	for _, root := range []string{"urlset", "sitemapindex"} {
		if i := bytes.Index(head, []byte("<"+root)); i >= 0 && !bytes.Contains(head[:i], []byte("<rss")) && !bytes.Contains(head[:i], []byte("<feed")) {
			return root
		}
	}
	return ""
}

// shallow cuts a document where it is nested deeper than any sitemap: a decoder remembers
// every element that is open.
func shallow(text []byte) []byte {
	s := scanner{doc: text}
	for depth := 0; depth <= maxDepth; {
		switch s.next() {
		case tokenEnd:
			return text
		case tokenStart:
			if !s.tag.closed {
				depth++
			}
		case tokenClose:
			depth--
		}
	}
	return text[:s.at]
}

// sitemapEntry is a url of a sitemap; Go's decoder takes the elements of any namespace.
type sitemapEntry struct {
	Loc  string `xml:"loc"`
	News *struct {
		Title    string `xml:"title"`
		Date     string `xml:"publication_date"`
		Keywords string `xml:"keywords"`
		Source   struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// parseSitemap reads the news entries of a sitemap, as many as come before a fault.
func parseSitemap(text []byte, root, base string) (Document, string, error) {
	d := xml.NewDecoder(bytes.NewReader(shallow(text)))
	d.Strict, d.Entity = false, xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	doc, why := Document{Home: absolute("/", base)}, ""
	var maps []string
	for len(doc.Items) < maxItems {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			why = "it ends in the middle"
			break
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var e sitemapEntry
		if err := d.DecodeElement(&e, &start); err != nil {
			why = "it ends in the middle"
			break
		}
		switch {
		case root == "sitemapindex":
			if len(maps) < 5 {
				maps = append(maps, strings.TrimSpace(e.Loc))
			}
		case e.News != nil && strings.TrimSpace(e.News.Title) != "":
			doc.Title, doc.Language = cutRunes(line(e.News.Source.Name), maxTitle), language(e.News.Source.Language)
			doc.add(rawItem{
				link: e.Loc, title: e.News.Title, published: e.News.Date,
				language: e.News.Source.Language, keywords: strings.Split(e.News.Keywords, ","),
			}, base)
		}
	}
	switch {
	case root == "sitemapindex":
		return Document{}, "", &Error{Health: errNoNews.Health, Reason: fmt.Sprintf("the answer is a list of sitemaps; take the one for news, if there is one: %s", oneLine(strings.Join(maps, " ")))}
	case len(doc.Items) == 0:
		return Document{}, "", errNoNews
	case len(doc.Items) == maxItems && why == "":
		why = fmt.Sprintf("it has more than %d items", maxItems)
	}
	doc.identify()
	return doc, why, nil
}
