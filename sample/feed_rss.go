package sample

import (
	"encoding/xml"
	"time"
)

// rss is an RSS 2.0 document.
type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Self        feedLink  `xml:"atom:link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	Built       string    `xml:"lastBuildDate"`
	TTL         int       `xml:"ttl"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Description string   `xml:"description"`
	Content     *cdata   `xml:"content:encoded"`
	Creator     string   `xml:"dc:creator,omitempty"`
	Category    string   `xml:"category,omitempty"`
	Published   string   `xml:"pubDate"`
	GUID        feedGUID `xml:"guid"`
}

type cdata struct {
	Text string `xml:",cdata"`
}

type feedGUID struct {
	Permalink bool   `xml:"isPermaLink,attr"`
	Value     string `xml:",chardata"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

func (s *site) rss(stories []*Story, changed time.Time) rss {
	doc := rss{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/",
		DC: "http://purl.org/dc/elements/1.1/", Atom: "http://www.w3.org/2005/Atom",
		Channel: rssChannel{
			Title: s.FeedTitle, Link: s.Home + "/", Description: s.Tagline, Language: "en", TTL: 15,
			Self:  feedLink{Rel: "self", Type: "application/rss+xml", Href: s.FeedURL},
			Built: changed.Format(time.RFC1123Z),
		},
	}
	for _, st := range stories {
		item := rssItem{
			Title: st.Title, Link: s.url(st), Description: st.Summary, Creator: st.Byline, Category: st.Section,
			Published: st.Published.Format(time.RFC1123Z), GUID: feedGUID{Permalink: true, Value: s.url(st)},
		}
		switch s.feedText {
		case "teaser":
			item.Description = s.teaser(st)
		case "full":
			item.Content = &cdata{Text: blocksHTML(st.Blocks)}
		}
		doc.Channel.Items = append(doc.Channel.Items, item)
	}
	return doc
}
