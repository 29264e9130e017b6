package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// authors finds the names of who wrote the article: declared, else marked up, else a visible "By …".
// Organisations are named only where no person is.
func (p *page) authors(ld *linked, site string, title int) []string {
	var orgs []string
	try := func(raw []string) []string {
		names, other := cleanNames(raw, site)
		if len(orgs) == 0 {
			orgs = other
		}
		return names
	}
	if names := try(ld.authors()); len(names) > 0 {
		return names
	}
	m := &p.meta
	for _, name := range []string{
		"author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.contributor",
		"citation_author", "byline", "article:author_name", "cxenseparse:author", "authors",
	} {
		if names := try(m.properties(name)); len(names) > 0 {
			return names
		}
	}
	if names := try(m.written()); len(names) > 0 {
		return names
	}
	for _, way := range []struct {
		read func(*html.Node) string
		away int // how many blocks below the headline it may stand
	}{{itempropAuthor, 10000}, {relAuthor, 10000}, {authorLink, 15}, {bylineText, 30}} {
		if names := try(p.nearTitle(title, way.away, way.read)); len(names) > 0 {
			return names
		}
	}
	if names := try(p.byLine(title)); len(names) > 0 {
		return names
	}
	if names := try(p.nearTitle(title, 10000, authorLink)); len(names) > 0 {
		return names
	}
	if len(orgs) == 0 {
		return try(p.besideDate(title))
	}
	return orgs
}

// besideDate is a short text in capitals and small letters next to a date under the headline: "Ada Tester", "2 March 2026".
func (p *page) besideDate(title int) []string {
	dated := func(i int) bool {
		if i < 0 || i >= len(p.blocks) || p.blocks[i].words > 14 || p.blocks[i].digits < 3 {
			return false
		}
		return parseDate(string(p.blockText(&p.blocks[i])), false).Precision != ""
	}
	for i := max(0, title-3); i < min(title+7, len(p.blocks)); i++ {
		b := &p.blocks[i]
		if i == title || b.words < 2 || b.words > 4 || b.title < b.words || b.digits > 0 || b.stops > 1 || b.dist[gTagNav] < far || b.dist[gTags] < 3 || b.dist[gNav] < 3 {
			continue
		}
		if dated(i-1) || dated(i+1) {
			return []string{string(p.blockText(b))}
		}
	}
	return nil
}

func (ld *linked) authors() []string {
	var raw []string
	for _, list := range []people{ld.article.Author, ld.article.Creator} {
		for _, a := range list {
			name := a.Name
			if len(name) == 0 {
				name = ld.byID[a.ID].Name
			}
			raw = append(raw, name...)
		}
		if len(raw) > 0 {
			break
		}
	}
	return raw
}

// nearTitle reads the marked elements of one byline: the one nearest to the headline, and those close by.
func (p *page) nearTitle(title, within int, read func(*html.Node) string) []string {
	type found struct {
		text  string
		block int
	}
	var all []found
	best, nearest := 1<<30, 0
	for _, m := range p.meta.marked {
		away := m.block - title
		if away < -12 || away > within || title < 0 && away > 400 {
			continue
		}
		if away < 0 {
			away = 2 - away
		}
		if m.block < len(p.blocks) && (away > 15 && p.furniture(&p.blocks[m.block]) || p.blocks[m.block].dist[gComment] < 8) {
			continue
		}
		s := read(m.node)
		if s == "" {
			continue
		}
		all = append(all, found{s, m.block})
		if away < best {
			best, nearest = away, m.block
		}
	}
	var raw []string
	for _, f := range all {
		if f.block >= nearest-1 && f.block <= nearest+3 && len(raw) < 12 {
			raw = append(raw, f.text)
		}
	}
	return raw
}

func itempropAuthor(n *html.Node) string {
	if prop := attr(n, "itemprop"); prop != "author" && prop != "creator" {
		return ""
	}
	if s := attr(n, "content"); s != "" {
		return s
	}
	if n := below(n, "name"); n != nil {
		if s := attr(n, "content"); s != "" {
			return s
		}
		return nodeText(n)
	}
	return nodeText(n)
}

// below is the first element under n with an itemprop.
func below(n *html.Node, prop string) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && attr(c, "itemprop") == prop {
			return c
		}
	}
	return nil
}

func relAuthor(n *html.Node) string {
	if !strings.Contains(attr(n, "rel"), "author") {
		return ""
	}
	return nodeText(n)
}

// authorLink reads links to a page about a person.
func authorLink(n *html.Node) string {
	if n.Data != "a" || !personPath(attr(n, "href")) {
		return ""
	}
	s := nodeText(n)
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsUpper(r) || strings.Count(s, " ") > 4 {
		return ""
	}
	return s
}

// personPath reports an address that outlets use for the pages of their writers.
func personPath(href string) bool {
	for _, dir := range []string{"/author", "/autor", "/by/", "/profile", "/staff/", "/people/", "/person/", "/contributor", "/writer", "/journalist", "/reporter", "/auteur", "/redakt", "/team/"} {
		if strings.Contains(href, dir) {
			return true
		}
	}
	return false
}

// bylineText reads elements whose class says author or byline.
func bylineText(n *html.Node) string {
	low := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	if !strings.Contains(low, "author") && !strings.Contains(low, "byline") && !strings.Contains(low, "autor") && !strings.Contains(low, "writer") && !strings.Contains(low, "by-") && !strings.Contains(low, "-by") {
		return ""
	}
	s := nodeText(n)
	if len(s) > 160 {
		return ""
	}
	if rest, ok := cutBy(s); ok {
		return rest
	}
	// Without "By" only what is shaped like a name counts.
	if len(strings.Fields(s)) > 5 {
		return ""
	}
	return s
}

// byLine reads a short block near the headline that begins with "By".
func (p *page) byLine(title int) []string {
	for i := max(title-3, 0); i < min(title+25, len(p.blocks)); i++ {
		b := &p.blocks[i]
		if b.words < 1 || b.words > 25 || b.dist[gComment] < 8 || b.dist[gTagNav] < 8 {
			continue
		}
		text := string(p.blockText(b))
		rest, ok := cutBy(text)
		if !ok { // "Published 2 March 2026 by Ada Tester"
			var before string
			if before, rest, ok = strings.Cut(text, " by "); !ok || parseDate(before, false).Precision == "" {
				continue
			}
		}
		if rest == "" && i+1 < len(p.blocks) && p.blocks[i+1].words < 8 {
			rest = string(p.blockText(&p.blocks[i+1]))
		}
		if rest != "" {
			return []string{rest}
		}
	}
	return nil
}
