package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// authors finds the names of who wrote the article: declared, else marked up, else a visible "By …".
func (p *page) authors(ld *linked, site string, title int) []string {
	if names := p.cleanNames(ld.authors(), site); len(names) > 0 {
		return names
	}
	m := &p.meta
	for _, name := range []string{
		"author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.contributor",
		"citation_author", "byline", "article:author_name", "cxenseparse:author", "authors",
	} {
		if names := p.cleanNames(m.properties(name), site); len(names) > 0 {
			return names
		}
	}
	for _, read := range []func(marked) string{itempropAuthor, relAuthor, p.bylineText} {
		var raw []string
		for _, mk := range m.marked {
			if mk.block < title-12 || mk.block < len(p.blocks) && p.furniture(&p.blocks[mk.block]) {
				continue
			}
			if s := read(mk); s != "" && len(raw) < 8 {
				raw = append(raw, s)
			}
		}
		if names := p.cleanNames(raw, site); len(names) > 0 {
			return names
		}
	}
	return p.cleanNames(p.byLine(title), site)
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

func itempropAuthor(m marked) string {
	if prop := attr(m.node, "itemprop"); prop != "author" && prop != "creator" {
		return ""
	}
	if s := attr(m.node, "content"); s != "" {
		return s
	}
	if n := below(m.node, "name"); n != nil {
		if s := attr(n, "content"); s != "" {
			return s
		}
		return nodeText(n)
	}
	return nodeText(m.node)
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

func relAuthor(m marked) string {
	if !strings.Contains(attr(m.node, "rel"), "author") {
		return ""
	}
	return nodeText(m.node)
}

// bylineText reads elements whose class says author or byline.
func (p *page) bylineText(m marked) string {
	low := strings.ToLower(attr(m.node, "class") + " " + attr(m.node, "id"))
	if !strings.Contains(low, "author") && !strings.Contains(low, "byline") && !strings.Contains(low, "autor") && !strings.Contains(low, "writer") ||
		strings.Contains(low, "bio") || strings.Contains(low, "box") {
		return ""
	}
	s := nodeText(m.node)
	if len(s) > 200 {
		return ""
	}
	return s
}

// byLine reads a short block near the headline that begins with "By".
func (p *page) byLine(title int) []string {
	for i := max(title-3, 0); i < min(title+25, len(p.blocks)); i++ {
		b := &p.blocks[i]
		if b.words < 2 || b.words > 25 || p.furniture(b) {
			continue
		}
		s := string(p.blockText(b))
		if rest, ok := cutBy(s); ok && rest != "" {
			return []string{rest}
		}
	}
	return nil
}

var byWords = []string{"written by", "reported by", "posted by", "published by", "words by", "story by", "article by", "by", "von", "par", "por", "di", "door", "text:", "autor:", "author:", "автор:"}

// cutBy takes "By" and its like from the front of a byline.
func cutBy(s string) (string, bool) {
	low := strings.ToLower(s)
	for _, by := range byWords {
		if rest, ok := strings.CutPrefix(low, by); ok && (rest == "" || rest[0] == ' ' || rest[0] == ':' || by[len(by)-1] == ':') && len(low) == len(s) {
			return strings.TrimLeft(s[len(by):], " :"), true
		}
	}
	return s, false
}

// cleanNames cuts raw bylines into names and drops what is none: roles, agencies, the site itself, addresses, dates.
func (p *page) cleanNames(raw []string, site string) []string {
	var all []string
	seen := map[string]bool{}
	for _, r := range raw {
		r = squeeze(r)
		if r == "" || len(r) > 300 || strings.Contains(r, "://") || strings.HasPrefix(r, "www.") {
			continue
		}
		for range 2 {
			r, _ = cutBy(r)
		}
		for _, name := range splitNames(r) {
			name = cleanName(name)
			key := strings.ToLower(name)
			if name == "" || seen[key] || strings.EqualFold(name, site) {
				continue
			}
			seen[key] = true
			all = append(all, name)
		}
	}
	if len(all) > 20 {
		return all[:20]
	}
	return all
}

var nameSeparators = strings.NewReplacer(" and ", "\n", " And ", "\n", " AND ", "\n", " und ", "\n", " et ", "\n", " & ", "\n", " | ", "\n", "|", "\n", ";", "\n", " / ", "\n", " with ", "\n", " • ", "\n", " · ", "\n", " — ", "\n", " – ", "\n", " - ", "\n")

func splitNames(s string) []string {
	var all []string
	for part := range strings.SplitSeq(nameSeparators.Replace(s), "\n") {
		for name := range strings.SplitSeq(part, ",") {
			name = strings.TrimSpace(name)
			for _, w := range []string{"and ", "und ", "By ", "by ", "with "} {
				name = strings.TrimPrefix(name, w)
			}
			all = append(all, name)
		}
	}
	return all
}

// roleWords mark a part of a byline that is no name.
var roleWords = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`reporter editor correspondent writer journalist staff senior chief contributor contributing columnist producer photographer
		published updated posted comments minutes min read ago newsroom updated: published: minute follow email twitter share today yesterday
		news. desk redaktion agentur bureau author authors profile more about view posts articles by am pm est edt gmt utc analyst director founder
		ceo president professor fellow manager assistant associate national political business science health technology security policy admin administrator
		webmaster guest team the`) {
		roleWords[w] = true
	}
}

// cleanName is a name, or "" for what is none.
func cleanName(s string) string {
	s = strings.Trim(s, " .,:;-–—|/\"“”()[]")
	if i := strings.IndexAny(s, "(@<["); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	if n := utf8.RuneCountInString(s); n < 2 || n > 60 {
		return ""
	}
	fields := strings.Fields(s)
	if len(fields) > 6 {
		return ""
	}
	for _, f := range fields {
		if roleWords[strings.ToLower(f)] {
			return ""
		}
	}
	digits := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits > 1 || s[0] == '@' || strings.Contains(s, "@") {
		return ""
	}
	if months()[strings.ToLower(fields[0])] != 0 && len(fields) == 1 {
		return ""
	}
	return s
}
