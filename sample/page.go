package sample

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"time"
)

//go:embed pages
var pageFiles embed.FS

// layouts are the templates of pages/. They are parsed with the package, so a
// broken one can't be shipped.
var layouts = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// pageData is what a layout is filled with.
type pageData struct {
	Outlet
	Tagline  string
	Nav      []string
	Story    *Story
	URL      string
	Picture  string
	Blocks   []Block // what the reader may see
	Walled   bool
	Article  schemaArticle
	Related  []teaser // other stories of the outlet
	Latest   []teaser
	Comments []comment
}

// teaser is a box that leads to another story: text an extractor must not take
// for the article's.
type teaser struct {
	Title, Summary, URL, Picture, Section string
	Published                             time.Time
}

type comment struct{ Name, Text string }

// schemaArticle is the JSON-LD of a page (schema.org/NewsArticle).
type schemaArticle struct {
	Context   string         `json:"@context,omitempty"`
	Type      string         `json:"@type"`
	Headline  string         `json:"headline"`
	About     string         `json:"description"`
	URL       string         `json:"url"`
	Image     []string       `json:"image"`
	Published time.Time      `json:"datePublished"`
	Modified  time.Time      `json:"dateModified"`
	Author    []schemaThing  `json:"author,omitempty"`
	Publisher schemaThing    `json:"publisher"`
	Section   string         `json:"articleSection,omitempty"`
	Language  string         `json:"inLanguage"`
	Free      *bool          `json:"isAccessibleForFree,omitempty"`
	Part      *schemaPaywall `json:"hasPart,omitempty"`
}

type schemaThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type schemaPaywall struct {
	Type     string `json:"@type"`
	Free     bool   `json:"isAccessibleForFree"`
	Selector string `json:"cssSelector"`
}

// page renders the page of a story as the outlet answers for it.
func (s *site) page(st *Story) ([]byte, error) {
	layout := s.Layout
	if st.Page == "forbidden" || st.Page == "robotcheck" {
		layout = st.Page
	}
	data := pageData{
		Outlet: s.Outlet, Tagline: s.Tagline, Nav: s.Nav, Story: st, URL: s.url(st),
		Picture: s.Home + picturePath(st), Blocks: st.shown(), Walled: st.Page == "paywall",
	}
	data.Article = s.article(&data)
	for _, c := range st.Comments {
		name, text, _ := strings.Cut(c, ": ")
		data.Comments = append(data.Comments, comment{name, text})
	}
	for _, other := range s.stories { // first versions: a revision changes its own page alone
		if other.first.Key != st.Key {
			data.Latest = append(data.Latest, s.teaserOf(other.first))
		}
	}
	data.Related = data.Latest[:min(3, len(data.Latest))]
	return render(layout, data)
}

func (s *site) frontPage() ([]byte, time.Time, error) {
	data := pageData{Outlet: s.Outlet, Tagline: s.Tagline, Nav: s.Nav, URL: s.Home + "/"}
	var changed time.Time
	for _, st := range s.current() {
		data.Latest = append(data.Latest, s.teaserOf(st))
		if t := st.changed(); t.After(changed) {
			changed = t
		}
	}
	body, err := render("front", data)
	return body, changed, err
}

func render(layout string, data pageData) ([]byte, error) {
	var b bytes.Buffer
	if err := layouts.ExecuteTemplate(&b, layout+".html", data); err != nil {
		return nil, fmt.Errorf("sample: page %s: %w", layout, err)
	}
	return b.Bytes(), nil
}

func (s *site) article(p *pageData) schemaArticle {
	st := p.Story
	a := schemaArticle{
		Context: "https://schema.org", Type: "NewsArticle", Headline: st.Title, About: st.Summary, URL: p.URL,
		Image: []string{p.Picture}, Published: st.Published, Modified: st.changed(),
		Publisher: schemaThing{"NewsMediaOrganization", s.Name}, Section: st.Section, Language: "en",
	}
	if st.Byline != "" {
		for name := range strings.SplitSeq(st.Byline, " and ") {
			a.Author = append(a.Author, schemaThing{"Person", name})
		}
	}
	if p.Walled {
		a.Free = new(false)
		a.Part = &schemaPaywall{"WebPageElement", false, ".paywall"}
	}
	return a
}

func (s *site) teaserOf(st *Story) teaser {
	return teaser{
		Title: st.Title, Summary: st.Summary, URL: s.url(st), Picture: s.Home + picturePath(st),
		Section: st.Section, Published: st.Published,
	}
}
