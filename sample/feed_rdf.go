package sample

import (
	"encoding/xml"
	"time"
)

// rdf is an RSS 1.0 document: the items stand beside the channel, which lists
// their addresses.
type rdf struct {
	XMLName xml.Name   `xml:"rdf:RDF"`
	RDF     string     `xml:"xmlns:rdf,attr"`
	RSS     string     `xml:"xmlns,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rdfChannel `xml:"channel"`
	Items   []rdfItem  `xml:"item"`
}

type rdfChannel struct {
	About       string   `xml:"rdf:about,attr"`
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Description string   `xml:"description"`
	Items       []rdfRef `xml:"items>rdf:Seq>rdf:li"`
}

type rdfRef struct {
	Resource string `xml:"rdf:resource,attr"`
}

type rdfItem struct {
	About       string `xml:"rdf:about,attr"`
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	Description string `xml:"description"`
	Creator     string `xml:"dc:creator,omitempty"`
	Date        string `xml:"dc:date"`
}

func (s *site) rdf(stories []*Story) rdf {
	doc := rdf{
		RDF: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", RSS: "http://purl.org/rss/1.0/", DC: "http://purl.org/dc/elements/1.1/",
		Channel: rdfChannel{About: s.FeedURL, Title: s.FeedTitle, Link: s.Home + "/", Description: s.Tagline},
	}
	for _, st := range stories {
		doc.Channel.Items = append(doc.Channel.Items, rdfRef{s.url(st)})
		doc.Items = append(doc.Items, rdfItem{
			About: s.url(st), Title: st.Title, Link: s.url(st), Description: st.Summary,
			Creator: st.Byline, Date: st.Published.Format(time.RFC3339),
		})
	}
	return doc
}
