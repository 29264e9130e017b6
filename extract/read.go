package extract

import (
	"net/url"

	"github.com/PuerkitoBio/goquery"
)

// reading is a page on its way to an article.
type reading struct {
	*sheet
	in   Input
	base *url.URL // nil when the address is unknown
	ld   *linked
	site string
	doc  *goquery.Document // only where rules need it, else nil
}

// read parses a page and gathers what the model and the metadata need.
func read(in Input) (*reading, error) {
	root, scripts, err := parse(in)
	if err != nil {
		return nil, err
	}
	r := &reading{in: in}
	if u, err := url.Parse(in.URL); err == nil && u.Host != "" {
		r.base = u
	}
	if !in.Rules.empty() {
		r.doc = goquery.NewDocumentFromNode(root)
		for _, sel := range in.Rules.Remove {
			find(r.doc, sel).Remove()
		}
	}
	p := newPage(root, r.base)
	p.meta.scripts = append(scripts, p.meta.scripts...)
	r.ld = readLinked(p.meta.scripts)
	r.site = p.meta.site(r.ld, r.base)
	describe := p.meta.property("og:description", "description", "twitter:description")
	r.sheet = newSheet(p, p.headline(r.ld, r.site, r.base), describe, r.ld.article.Body.first(), p.said(r.ld, r.site))
	return r, nil
}

// Extract reads an article with this model.
func (m *Model) Extract(in Input) (Article, error) {
	r, err := read(in)
	if err != nil {
		return Article{}, err
	}
	defer r.release()
	kept, _ := r.choose(m)
	return r.article(kept), nil
}

// Explain is Extract with this model, and its decision on every block.
func (m *Model) Explain(in Input) (Article, []Decision, error) {
	r, err := read(in)
	if err != nil {
		return Article{}, nil, err
	}
	kept, scores := r.choose(m)
	return r.article(kept), r.decisions(kept, scores), nil
}
