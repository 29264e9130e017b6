package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// authors finds the names of who wrote the article: declared, else marked up, else a visible "By …".
// Organisations are named only where no person is.
func (r *reading) authors() []string {
	var orgs []string
	title := r.title.block
	try := func(raw []string) []string {
		names, other := cleanNames(raw, r.site, r.base)
		if len(orgs) == 0 {
			orgs = other
		}
		return names
	}
	for _, read := range []func() []string{r.ld.authors, r.meta.author, r.meta.written} {
		if names := try(read()); len(names) > 0 {
			return r.fuller(names)
		}
	}
	for _, read := range []func() []string{
		func() []string { return r.nearTitle(title, 1<<20, itempropAuthor) },
		func() []string { return r.nearTitle(title, 1<<20, relAuthor) },
		func() []string { return r.nearTitle(title, 30, bylineText) },
		func() []string { return r.byLine(title) },
		func() []string {
			return slices.DeleteFunc(r.nearTitle(title, 15, authorLink), func(s string) bool { return !capitalised(s) })
		},
		func() []string { return r.labelledName(title) },
		func() []string { return r.signature(title) },
	} {
		if names := try(read()); len(names) > 0 {
			return names
		}
	}
	if len(orgs) > 0 {
		return orgs // a guess is worse than what is declared
	}
	for _, read := range []func() []string{
		func() []string { return r.nearTitle(title, 15, authorLink) },
		func() []string { return r.nearTitle(title, 1<<20, authorLink) },
		func() []string { return r.besideDate(title) },
	} {
		if names := try(read()); len(names) > 0 {
			return names
		}
	}
	return orgs
}

// fuller is a visible byline that names in one line all who are declared and more: some sites declare the first writer only.
func (r *reading) fuller(declared []string) []string {
	for _, line := range append(r.byLine(r.title.block), r.nearTitle(r.title.block, 15, bylineText)...) {
		seen, _ := cleanNames([]string{line}, r.site, r.base)
		if len(seen) <= len(declared) || len(seen) > 6 || slices.ContainsFunc(seen, func(s string) bool { return !capitalised(s) }) {
			continue
		}
		missing := func(d string) bool {
			return !slices.ContainsFunc(seen, func(s string) bool { return strings.EqualFold(s, d) })
		}
		if !slices.ContainsFunc(declared, missing) {
			return seen
		}
	}
	return declared
}

// author is what meta elements call the author: the first of the names that has one.
func (m *metaNodes) author() []string {
	for _, name := range []string{
		"author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.contributor",
		"citation_author", "byline", "article:author_name", "cxenseparse:author", "authors",
	} {
		if all := m.properties(name); slices.ContainsFunc(all, func(s string) bool { return !strings.Contains(s, "://") }) {
			return all
		}
	}
	return nil
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
	if prop := attr(n, "itemprop"); !slices.ContainsFunc(strings.Fields(prop), func(w string) bool { return w == "author" || w == "creator" }) {
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
	return spacedNode(n)
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

var personDirs = []string{"/author", "/autor", "/by/", "/profile", "/staff/", "/people/", "/person/", "/contributor", "/writer", "/journalist", "/reporter", "/auteur", "/redakt", "/team/"}

// personDirsBy are they by the letter behind the slash.
var personDirsBy = func() (by [256][]string) {
	for _, dir := range personDirs {
		by[dir[1]] = append(by[dir[1]], dir)
	}
	return by
}()

// personPath reports an address that outlets use for the pages of their writers.
func personPath(href string) bool {
	for i := 0; i+1 < len(href); i++ {
		if href[i] != '/' {
			continue
		}
		for _, dir := range personDirsBy[href[i+1]] {
			if strings.HasPrefix(href[i:], dir) {
				return true
			}
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
	s := spacedNode(n)
	if len(s) > 160 {
		return ""
	}
	if names := lineNames(s); names != "" {
		return names
	}
	// Without "By" only what is shaped like names counts.
	for _, seg := range segments(s) {
		if seg = cutAfter(seg); seg != "" && (len(strings.Fields(seg)) <= 5 || len(strings.Fields(seg)) <= 10 && strings.ContainsAny(seg, ",&")) {
			return seg
		}
	}
	return ""
}

// byLine reads a short block near the headline that holds "By".
func (p *page) byLine(title int) []string {
	for i := max(title-6, 0); i < min(title+25, len(p.blocks)); i++ {
		b := &p.blocks[i]
		if b.words < 1 || b.words > 25 || b.dist[gComment] < 8 || b.dist[gTagNav] < 8 || i == title {
			continue
		}
		line := p.spaced(i)
		if names := lineNames(line); names != "" {
			return []string{names}
		}
		if rest, ok := cutBy(line); ok && rest == "" && i+1 < len(p.blocks) && p.blocks[i+1].words < 12 {
			return []string{cutAfter(p.spaced(i + 1))}
		}
	}
	return nil
}

// labelledName is the short block behind one that says no more than "Author" or "Written by", wherever it stands.
func (p *page) labelledName(title int) []string {
	for i := max(title, 0); i+1 < len(p.blocks); i++ {
		b, next := &p.blocks[i], &p.blocks[i+1]
		if b.words > 3 || next.words > 6 || next.stops > 2 || b.dist[gComment] < 8 || b.dist[gRelated] < 8 || b.dist[gTagNav] < far || b.dist[gTagForm] < far {
			continue
		}
		label := strings.ToLower(string(p.blockText(b)))
		if rest, ok := cutBy(label); (ok && rest == "" && label != "di" && label != "av") || slices.Contains(nameLabels, strings.TrimRight(label, " :")) {
			if name := string(p.blockText(next)); capitalised(name) {
				return []string{name}
			}
		}
	}
	return nil
}

var nameLabels = []string{"author", "authors", "author(s)", "about the author", "article authors", "article author", "autor", "autorin", "auteur", "auteur(s)", "autore", "written by", "article written by"}

// signature is a short block of the body that names who wrote it: "By Ada Tester" below the text.
func (p *page) signature(title int) []string {
	for i := max(title, 0); i < len(p.blocks); i++ {
		b := &p.blocks[i]
		if b.words > 8 || b.dist[gComment] < 8 || b.dist[gTagQuote] < far || p.furniture(b) {
			continue
		}
		if rest, ok := cutBy(string(p.blockText(b))); ok {
			if rest = cutAfter(rest); capitalised(rest) {
				return []string{rest}
			}
		}
	}
	return nil
}

// capitalised reports a text of two words or more that all begin with a capital.
func capitalised(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && !strings.Contains(particles, " "+w+" ") && w != "and" && w != "und" && w != "&" {
			return false
		}
	}
	return len(words) > 1
}
