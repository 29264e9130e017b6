package sample

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"strings"
	"time"
)

// feed returns the outlet's feed as it stands, its media type, and when it last changed.
func (s *site) feed() (body []byte, mediaType string, changed time.Time, err error) {
	stories := s.current()
	for _, st := range stories {
		if t := st.changed(); t.After(changed) {
			changed = t
		}
	}
	switch s.Format {
	case "rss":
		body, err = marshal(s.rss(stories, changed))
		mediaType = "application/rss+xml; charset=utf-8"
	case "atom":
		body, err = marshal(s.atom(stories, changed))
		mediaType = "application/atom+xml; charset=utf-8"
	case "rdf":
		body, err = marshal(s.rdf(stories))
		mediaType = "application/rdf+xml"
	case "json":
		body, err = json.MarshalIndent(s.jsonFeed(stories), "", "  ")
		mediaType = "application/feed+json"
	default:
		err = fmt.Errorf("outlet %s: unknown feed format %q", s.ID, s.Format)
	}
	return body, mediaType, changed, err
}

func marshal(doc any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	err := enc.Encode(doc)
	b.WriteByte('\n')
	return b.Bytes(), err
}

// teaser is the summary as the big papers put it in their feeds.
func (s *site) teaser(st *Story) string {
	return fmt.Sprintf("<p>%s</p> <a href=\"%s\">Continue reading...</a>", html.EscapeString(st.Summary), s.url(st))
}

// blocksHTML is the whole text as HTML: a full-text feed has no paywall.
func blocksHTML(blocks []Block) string {
	var b strings.Builder
	for _, block := range blocks {
		if block.Kind == "ul" {
			b.WriteString("<ul>\n")
			for _, item := range block.Items {
				fmt.Fprintf(&b, "<li>%s</li>\n", html.EscapeString(item))
			}
			b.WriteString("</ul>\n")
			continue
		}
		fmt.Fprintf(&b, "<%[1]s>%[2]s</%[1]s>\n", block.Kind, html.EscapeString(block.Text))
	}
	return b.String()
}
