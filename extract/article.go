package extract

import "golang.org/x/net/html"

// article puts the parts together.
func (r *reading) article(v []verdict) Article {
	a := Article{Title: r.title.text, Site: r.site, Access: Full, Live: r.live()}
	a.Authors = r.authors()
	r.dropByline(v, a.Authors)
	if a.Live {
		r.olderEntries(v)
	}
	if text, i := r.correction(v); i >= 0 {
		a.Correction = text
		v[i] = notice
	}
	a.Paragraphs = r.paragraphs(v)
	if r.in.Rules.Body == "" {
		if p := r.rescue(a.Paragraphs); p != nil {
			a.Paragraphs = p
		}
	}
	a.Published, a.Modified = r.dates()
	a.Section = r.section()
	a.Language = r.meta.language(r.ld)
	a.Canonical = r.meta.canonical(r.base)
	a.Itself = r.meta.itself(r.base)
	a.Keywords = r.meta.keywords(r.ld)
	a.Image, a.ImageAlt = r.image(v)
	r.overrule(&a)
	r.judge(&a, v)
	a.Agency = agency(a.Paragraphs, a.Authors, r.meta.property("author"))
	return a
}

func (r *reading) section() string {
	if s := r.meta.property("article:section", "parsely-section", "section"); s != "" {
		return s
	}
	return r.ld.article.Section.first()
}

// overrule lets the outlet's rules win over the general way.
func (r *reading) overrule(a *Article) {
	rules := r.in.Rules
	if n := r.firstMatch(rules.Title); n != nil {
		a.Title = nodeText(n)
	}
	if n := r.firstMatch(rules.Date); n != nil {
		for _, s := range []string{attr(n, "datetime"), attr(n, "content"), nodeText(n)} {
			if d := parseDate(s, true); d.Precision != "" {
				a.Published = d
				break
			}
		}
	}
	if r.doc == nil || rules.Byline == "" {
		return
	}
	var raw []string
	for _, n := range find(r.doc, rules.Byline).Nodes {
		raw = append(raw, nodeText(n))
	}
	if names, _ := cleanNames(raw, r.site, r.base); len(names) > 0 {
		a.Authors = names
	}
}

// firstMatch is the first element of a selector, nil without one.
func (r *reading) firstMatch(sel string) *html.Node {
	if r.doc == nil || sel == "" {
		return nil
	}
	if nodes := find(r.doc, sel).Nodes; len(nodes) > 0 {
		return nodes[0]
	}
	return nil
}
