package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dates finds when the article was published and modified: what is declared first, then what is visible near the headline.
func (p *page) dates(ld *linked, base *url.URL, title int) (published, modified Date) {
	dayFirst := !strings.HasPrefix(p.meta.lang, "en") || strings.Contains(p.meta.lang, "GB") || strings.Contains(p.meta.lang, "AU") ||
		base != nil && (strings.HasSuffix(base.Hostname(), ".uk") || strings.HasSuffix(base.Hostname(), ".au") || strings.HasSuffix(base.Hostname(), ".in"))
	first := func(values ...string) Date {
		for _, v := range values {
			if d := parseDate(v, dayFirst); d.Precision != "" {
				return d
			}
		}
		return Date{}
	}
	m := &p.meta
	if ld.found {
		published = first(ld.article.Published.first(), ld.article.Created.first())
	}
	modified = first(ld.article.Modified.first(), m.property("article:modified_time", "og:updated_time", "dateModified", "last-modified", "dcterms.modified", "lastmod"))
	rest := []func() Date{
		func() Date {
			return first(m.property("article:published_time"), m.property("og:article:published_time", "article:published", "og:published_time", "rnews:datePublished"),
				m.property("datePublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
					"published_at", "cxenseparse:recs:publishtime", "date.available", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dcterms.issued",
					"article.published", "originalpublicationdate", "article_date_original", "bt:pubdate", "ptime", "published-date", "displaydate", "date", "citation_publication_date"))
		},
		func() Date { return p.markedDate(dayFirst, title, itempropDate) },
		func() Date { return p.markedDate(dayFirst, title, timeElement) },
		func() Date { return first(ld.article.Published.first(), ld.article.Created.first()) },
		func() Date { return p.visibleDate(dayFirst, title) },
		func() Date {
			if base == nil {
				return Date{}
			}
			return urlDate(base.Path)
		},
		func() Date { return modified },
	}
	for _, f := range rest {
		if published.Precision != "" {
			break
		}
		published = f()
	}
	return published, modified
}

func itempropDate(n *html.Node) string {
	if prop := attr(n, "itemprop"); !strings.Contains(strings.ToLower(prop), "datepublished") && prop != "dateCreated" && prop != "pubdate" {
		return ""
	}
	for _, key := range []string{"content", "datetime"} {
		if s := attr(n, key); s != "" {
			return s
		}
	}
	return nodeText(n)
}

func timeElement(n *html.Node) string {
	if n.DataAtom != atom.Time {
		return ""
	}
	if low := strings.ToLower(attr(n, "itemprop") + attr(n, "class")); strings.Contains(low, "modified") || strings.Contains(low, "updated") {
		return ""
	}
	if s := attr(n, "datetime"); s != "" {
		return s
	}
	return nodeText(n)
}

// markedDate is the date of the marked element that is nearest to the headline, after it if possible.
func (p *page) markedDate(dayFirst bool, title int, read func(*html.Node) string) Date {
	var best Date
	score := 1 << 30
	for _, m := range p.meta.marked {
		s := read(m.node)
		if s == "" {
			continue
		}
		d := parseDate(s, dayFirst)
		if d.Precision == "" {
			continue
		}
		away := m.block - title
		if away < 0 {
			away = -3 * away
		}
		if m.block < len(p.blocks) && p.furniture(&p.blocks[m.block]) {
			away += 200
		}
		if away < score {
			best, score = d, away
		}
	}
	return best
}

// furniture reports a block that stands in a part of the page that is not about this article.
func (p *page) furniture(b *block) bool {
	for _, g := range []group{gRelated, gComment, gFooter, gSidebar, gTagFooter, gTagAside, gTagNav} {
		if b.dist[g] < 6 {
			return true
		}
	}
	return false
}

// visibleDate reads a short block with a date near the headline: first those that a class marks, then any.
func (p *page) visibleDate(dayFirst bool, title int) Date {
	for pass := range 2 {
		for off := range 40 {
			for _, i := range []int{title + 1 + off, title - 1 - off} {
				if i < 0 || i >= len(p.blocks) || i < title-8 {
					continue
				}
				b := &p.blocks[i]
				if b.words > 40 || b.digits < 3 || pass == 0 && b.dist[gMeta] > 2 || p.furniture(b) {
					continue
				}
				if d := parseDate(string(p.blockText(b)), dayFirst); d.Precision != "" {
					return d
				}
			}
		}
	}
	return Date{}
}
