package sample

import (
	"encoding/xml"
	"html"
	"time"
)

// atomFeed is an Atom 1.0 document (RFC 4287).
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Links    []feedLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomEntry struct {
	Title     string      `xml:"title"`
	ID        string      `xml:"id"`
	Link      feedLink    `xml:"link"`
	Published string      `xml:"published"`
	Updated   string      `xml:"updated"`
	Author    atomAuthor  `xml:"author"`
	Summary   atomSummary `xml:"summary"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomSummary struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (s *site) atom(stories []*Story, changed time.Time) atomFeed {
	doc := atomFeed{
		Title: s.FeedTitle, Subtitle: s.Tagline, ID: s.Home + "/", Updated: changed.Format(time.RFC3339),
		Links: []feedLink{
			{Rel: "self", Type: "application/atom+xml", Href: s.FeedURL},
			{Rel: "alternate", Type: "text/html", Href: s.Home + "/"},
		},
	}
	for _, st := range stories {
		author := st.Byline
		if author == "" { // an entry needs one
			author = s.Name
		}
		doc.Entries = append(doc.Entries, atomEntry{
			Title: st.Title, ID: s.url(st), Link: feedLink{Rel: "alternate", Type: "text/html", Href: s.url(st)},
			Published: st.Published.Format(time.RFC3339), Updated: st.changed().Format(time.RFC3339),
			Author: atomAuthor{author}, Summary: atomSummary{"html", "<p>" + html.EscapeString(st.Summary) + "</p>"},
		})
	}
	return doc
}
