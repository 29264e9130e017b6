package api

import (
	"bytes"
	"crypto/sha1" // UUIDv5 is made of it; nothing rests on its strength
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ascribe/digest"
	"ascribe/news"
	"ascribe/store"
)

const atomType = "application/atom+xml; charset=utf-8"

// An atomFeed is a list for feed readers (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Type string `xml:"type,attr,omitempty"`
}

// An atomEntry keeps its id for good; updated moves when its content does.
type atomEntry struct {
	ID        string         `xml:"id"`
	Title     string         `xml:"title"`
	Updated   string         `xml:"updated"`
	Published string         `xml:"published,omitempty"`
	Author    string         `xml:"author>name"`
	Links     []atomLink     `xml:"link"`
	Category  []atomCategory `xml:"category"`
	Content   atomText       `xml:"content"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr,omitempty"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// atom answers with the first page of a list as a feed.
func atom[T any](
	s *API, l listing[T], title string, asked func(*http.Request) (*parameters, error), entry func(base string, it T) atomEntry,
) func(*http.Request) (*reply, error) {
	return func(r *http.Request) (*reply, error) {
		p, err := asked(r)
		if err != nil {
			return nil, err
		}
		q, err := p.query(s.env())
		if err != nil {
			return nil, err
		}
		page, err := l.find(r.Context(), q)
		if err != nil {
			return nil, err
		}
		base := s.base(r)
		return feedReply(r, base, title+question(r.URL.Query()), each(page.Items, func(it T) atomEntry { return entry(base, it) }))
	}
}

// question is what a feed was asked for, for its title: a feed reader shows many of them.
func question(asked url.Values) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		words = append(words, strings.ReplaceAll(name, "_", " ")+" "+strings.Join(asked[name], " or "))
	}
	if words == nil {
		return ""
	}
	return ", " + cut(strings.Join(words, ", "), maxTitle)
}

func feedReply(r *http.Request, base, title string, entries []atomEntry) (*reply, error) {
	feed := atomFeed{
		ID: urn(r.URL.RequestURI()), Title: title, Author: "ascribe", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", base + r.URL.RequestURI(), "application/atom+xml"}}, Entries: entries,
	}
	for _, e := range entries {
		feed.Updated = max(feed.Updated, e.Updated) // all in UTC, to the second: they sort as they stand
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	if err := xml.NewEncoder(&out).Encode(feed); err != nil {
		return nil, fmt.Errorf("atom: %w", err)
	}
	body := []byte(news.Shown(out.String())) // it is for people to read
	return &reply{body: body, etag: tagOf(body), contentType: atomType}, nil
}

// urn makes a UUIDv5 (RFC 9562 §5.5) in our own namespace.
func urn(name string) string {
	sum := sha1.Sum([]byte("f0b6b3ab-53cf-4b6e-9d53-6d1a1a3f7a51/" + name))
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

func (s *API) incidentEntry(base string, v store.IncidentView) atomEntry {
	e := atomEntry{ID: urn(string(v.ID)), Title: v.Title, Updated: stamp(v.Activity), Published: stamp(v.First), Author: "ascribe"}
	if base != "" {
		e.Links = []atomLink{{"alternate", base + "/incidents/" + string(v.ID), "text/html"}}
	}
	lines := []string{fmt.Sprintf("%s of %s, %s.", digest.Count(len(v.Members), "story", "stories"),
		digest.Count(len(v.Outlets), "outlet", "outlets"), digest.Count(v.Origins, "independent text", "independent texts"))}
	for _, a := range v.Acts {
		if a.About == news.Main {
			lines = append(lines, fmt.Sprintf("%s %s (%s).", a.First, digest.Headline(a, ""), a.Level))
		}
	}
	for _, st := range v.Standing {
		e.Category = append(e.Category, atomCategory{digest.Name(st.Accused), string(st.Level)})
	}
	e.Content = atomText{"text", strings.Join(lines, "\n")}
	return e
}

func (s *API) storyEntry(_ string, v store.StoryView) atomEntry {
	return atomEntry{
		ID: urn(string(v.ID)), Title: v.Title, Updated: stamp(v.Arrived), Published: stamp(v.When()), Author: s.outletName(v.Outlet),
		Links: []atomLink{{"alternate", v.URL, ""}}, Content: atomText{"text", cut(v.Summary, 600)},
	}
}

func (s *API) claimEntry(_ string, v store.ClaimView) atomEntry {
	act := news.Act{Accuser: v.Accuser, Accused: v.Accused, Relation: v.Relation, Stance: v.Stance}
	said := v.Published.Time
	if v.Date.Known() {
		said = v.Date.Time
	}
	return atomEntry{
		ID: urn(string(v.ID)), Title: digest.Headline(act, v.Subject), Updated: stamp(said), Published: stamp(said), Author: s.outletName(v.Outlet),
		Links: []atomLink{{"alternate", v.URL, ""}}, Content: atomText{"text", "“" + v.Quote + "”"},
		Category: []atomCategory{{string(v.Stance), ""}, {string(v.Level), ""}},
	}
}

func (s *API) outletName(id news.OutletID) string {
	o, _ := s.Node.Outlet(id)
	return o.Name
}
