package extract

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dates finds when the article was published and modified: what is declared first, then what is visible near the headline.
func (r *reading) dates() (published, modified Date) {
	d := dating{r: r, title: r.title.block, dayFirst: dayFirst(r.meta.region(), r.base)}
	if d.title < 0 {
		d.title = max(0, r.first-1) // no headline is visible: the text begins here
	}
	modified = d.first(r.ld.article.Modified.first(), r.meta.property("article:modified_time", "og:updated_time", "dateModified", "last-modified", "dcterms.modified", "lastmod"))
	published = d.declared()
	for _, f := range []func() Date{
		func() Date { return r.visibleDate(d.dayFirst, d.title) },
		func() Date { return stateDate(r.in.Page, d.dayFirst) },
		func() Date { return r.openingDate(d.dayFirst, d.title) },
		func() Date { return modified },
	} {
		if published.Precision != "" {
			break
		}
		if seen := f(); !wellBefore(modified, seen) { // a date far behind that of the last change is another story's
			published = seen
		}
	}
	if shown, labelled := r.statedDate(d.dayFirst, d.title); wellBefore(shown, published) && (labelled || modified.Precision != "" && !wellBefore(published, modified)) {
		published = shown
	}
	return r.outletDay(d.exact(published), r.base, d.dayFirst, d.title), modified
}

// dating is the search for one page's dates.
type dating struct {
	r        *reading
	title    int // the block of the headline
	dayFirst bool
}

// first is the first of some values that is a date.
func (d *dating) first(values ...string) Date {
	for _, v := range values {
		if x := parseDate(v, d.dayFirst); x.Precision != "" {
			return x
		}
	}
	return Date{}
}

// declared is the date of publication that markup or address name.
func (d *dating) declared() Date {
	r, m, thing := d.r, &d.r.meta, &d.r.ld.article
	linked := func() Date { return d.first(thing.Published.first(), thing.Created.first()) }
	for _, f := range []func() Date{
		func() Date {
			if !r.ld.found {
				return Date{}
			}
			return linked()
		},
		func() Date {
			return d.first(m.property("article:published_time"), m.property("og:article:published_time", "article:published", "og:published_time", "rnews:datePublished"),
				m.property("datePublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
					"published_at", "cxenseparse:recs:publishtime", "date.available", "dc.date.issued", "dcterms.issued", "article.published", "originalpublicationdate",
					"article_date_original", "bt:pubdate", "ptime", "published-date", "displaydate", "citation_publication_date", "published"))
		},
		func() Date { return r.markedDate(d.dayFirst, d.title, 40, itempropDate) },
		// These stand for any date of the document, its last change too.
		func() Date { return d.first(m.property("date", "dc.date", "dcterms.date", "dcterms.created")) },
		func() Date { return r.markedDate(d.dayFirst, d.title, 1<<20, itempropDate) },
		func() Date {
			if r.base == nil {
				return Date{}
			}
			return urlDate(r.base.Path)
		},
		func() Date { return r.markedDate(d.dayFirst, d.title, 1<<20, timeElement) },
		linked,
	} {
		if x := f(); x.Precision != "" {
			return x
		}
	}
	return Date{}
}

// exact is a declared day with its time, where the page declares that elsewhere: templates write the day alone as midnight.
// In some zone the time has to be on that day.
func (d *dating) exact(day Date) Date {
	if _, offset := day.Time.Zone(); day.Precision == "" || offset != 0 || !day.Time.Equal(day.Time.Truncate(24*time.Hour)) {
		return day
	}
	m := &d.r.meta
	for _, s := range slices.Concat(d.r.ld.published, []string{m.property("article:published_time"), m.property("datePublished")}) {
		at := parseDate(s, d.dayFirst)
		if after := at.Time.Sub(day.Time); (at.Precision == "second" || at.Precision == "minute") && after != 0 && after > -14*time.Hour && after < 36*time.Hour {
			return at
		}
	}
	return day
}

// dayFirst settles 03/04/2021 by language and country.
func dayFirst(lang string, base *url.URL) bool {
	if !strings.HasPrefix(lang, "en") {
		return true
	}
	for _, country := range []string{"GB", "AU", "NZ", "IE", "IN", "ZA"} {
		if strings.Contains(lang, country) {
			return true
		}
	}
	if base == nil {
		return false
	}
	for _, country := range []string{".uk", ".au", ".in", ".nz", ".ie", ".za", ".ng", ".ke", ".eu", ".int"} {
		if strings.HasSuffix(base.Hostname(), country) {
			return true
		}
	}
	return false
}

// wellBefore reports whether a is known and more than a day before b, whatever their zones.
func wellBefore(a, b Date) bool {
	return a.Precision != "" && b.Precision != "" && b.Time.Sub(a.Time) > 48*time.Hour
}

// statedDate is the date that the page shows nearest to the headline, and whether a word says
// that it is that of publication. A site that sets its declared dates anew at each change
// still shows it. One that is said to be of a change is none.
func (p *page) statedDate(dayFirst bool, title int) (best Date, labelled bool) {
	score := 1 << 30
	for i := max(0, title-4); i < min(len(p.blocks), title+10); i++ {
		b := &p.blocks[i]
		if i == title || b.words > 20 || b.digits < 3 || b.dist[gComment] < 8 || b.dist[gTagQuote] < 4 || (i < title || i > title+3) && p.furniture(b) {
			continue
		}
		text, published := statedText(p.spaced(i))
		if text == "" || !published && strings.Count(text, " ") > 7 {
			continue
		}
		d := parseDate(text, dayFirst)
		if d.Precision == "" || d.Precision == "month" || d.Precision == "year" {
			continue
		}
		away := i - title
		if away < 0 {
			away = 3 - 2*away
		}
		if published {
			away -= 100
		}
		if away < score {
			best, labelled, score = d, published, away
		}
	}
	return best, labelled
}

// statedText is what a line says before it comes to a change, "" for one that speaks of nothing else; published tells
// that it calls its date that of publication.
func statedText(line string) (text string, published bool) {
	text = strings.ToLower(line)
	published = strings.Contains(text, "publish") || strings.Contains(text, "posted") || strings.Contains(text, "veröffentlicht") || strings.Contains(text, "publié") || strings.Contains(text, "publicado")
	for _, w := range changeWords {
		if i := strings.Index(text, w); i >= 0 {
			text = text[:i]
		}
	}
	return strings.TrimSpace(text), published
}

var changeWords = []string{"updated", "modified", "reviewed", "edited", "aktualisiert", "bearbeitet", "geändert", "mis à jour", "modifié", "actualizado", "aggiornato", "atualizado", "обновлено", "оновлено", "更新"}

// outletDay puts an instant that was declared in UTC into a zone in which its day is the one that the page shows, or its
// address carries: readers and other outlets cite that day. The instant stays what it is.
func (p *page) outletDay(d Date, base *url.URL, dayFirst bool, title int) Date {
	if _, offset := d.Time.Zone(); offset != 0 || d.Precision != "second" && d.Precision != "minute" {
		return d
	}
	shown := p.visibleDate(dayFirst, title)
	if shown.Precision == "" && base != nil {
		shown = urlDate(base.Path)
	}
	if shown.Precision == "" || shown.Precision == "month" {
		return d
	}
	day := time.Date(shown.Time.Year(), shown.Time.Month(), shown.Time.Day(), 0, 0, 0, 0, time.UTC)
	switch away := d.Time.Sub(day); {
	case away < 0 && away >= -13*time.Hour: // the page is a day ahead: east of Greenwich
		d.Time = d.Time.In(time.FixedZone("", int((-away+time.Hour-1)/time.Hour)*3600))
	case away >= 24*time.Hour && away < 35*time.Hour: // a day behind: west
		d.Time = d.Time.In(time.FixedZone("", -int((away-24*time.Hour)/time.Hour+1)*3600))
	}
	return d
}

func itempropDate(n *html.Node) string {
	prop := strings.ToLower(attr(n, "itemprop"))
	if n.DataAtom == atom.Abbr && strings.Contains(attr(n, "class"), "published") {
		return attr(n, "title") // hAtom
	}
	if !strings.Contains(prop, "datepublished") && prop != "datecreated" && prop != "pubdate" && prop != "published-date" {
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
func (p *page) markedDate(dayFirst bool, title, within int, read func(*html.Node) string) Date {
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
		if away > 6 && m.block < len(p.blocks) && p.furniture(&p.blocks[m.block]) {
			away += 200
		}
		if p.labelled(m.block) {
			away = -1
		}
		if away < score && away <= within {
			best, score = d, away
		}
	}
	return best
}

// labelled reports that the block before another says no more than "Published" or its like.
func (p *page) labelled(i int) bool {
	if i < 1 || i > len(p.blocks) || p.blocks[i-1].words > 3 {
		return false
	}
	switch strings.Trim(strings.ToLower(string(p.blockText(&p.blocks[i-1]))), " :") {
	case "published", "publish date", "date published", "published on", "publication date", "posted", "posted on", "veröffentlicht", "veröffentlicht am", "publié le", "publicado", "erschienen am", "data di pubblicazione":
		return true
	}
	return false
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

// visibleDate reads short blocks with a date and takes the one nearest to the headline, those that a class or a word
// marks as a date first.
func (p *page) visibleDate(dayFirst bool, title int) Date {
	var best Date
	score := 400
	for i := max(0, title-25); i < min(len(p.blocks), title+350); i++ {
		b := &p.blocks[i]
		if i == title || b.words > 25 || b.digits < 3 || b.dist[gComment] < 8 || b.dist[gTagFooter] < far || b.dist[gTagNav] < far || b.dist[gTagQuote] < 4 {
			continue
		}
		away := i - title
		if away < 0 {
			away = 4 - 2*away
		}
		if b.dist[gMeta] > 2 {
			away += 15
		}
		if b.words > 12 {
			away += 15
		}
		if away > 25 && p.furniture(b) {
			away += 100
		}
		if away >= score {
			continue
		}
		text := p.spaced(i)
		if before, _ := statedText(text); parseDate(before, dayFirst).Precision != "" {
			text = before
		}
		if d := parseDate(text, dayFirst); d.Precision != "" && d.Precision != "month" {
			best, score = d, away
		}
	}
	return best
}

// openingDate reads a date at the front of the first paragraphs, "27.1.2022 - The ministry …", and then one in the headline.
func (p *page) openingDate(dayFirst bool, title int) Date {
	for i := title + 1; i < min(len(p.blocks), title+8); i++ {
		if p.blocks[i].dist[gTagQuote] < 4 {
			continue // a post or a letter that is quoted has a date of its own
		}
		t := p.blockText(&p.blocks[i])
		if d := parseDate(string(bytes.ToValidUTF8(t[:min(len(t), 50)], nil)), dayFirst); d.Precision != "" && d.Precision != "month" {
			return d
		}
	}
	if title < len(p.blocks) {
		return parseDate(string(p.blockText(&p.blocks[title])), dayFirst)
	}
	return Date{}
}

// dateKeys are what client-side state calls the time of publication.
var dateKeys = []string{`datePublished`, `publishedAt`, `published_at`, `publishDate`, `pub_date`, `pubDate`, `publishedDate`, `published_date`, `firstPublished`, `createdAt`, `created_at`}

// stateDate looks through the page's source for a key of publication: pages that are drawn by scripts carry their state along.
func stateDate(page []byte, dayFirst bool) Date {
	page = page[:min(len(page), 2<<20)]
	for _, key := range dateKeys {
		rest := page
		for range 3 {
			i := bytes.Index(rest, []byte(key))
			if i < 0 {
				break
			}
			rest = rest[i+len(key):]
			value := strings.TrimLeft(strings.ReplaceAll(string(rest[:min(len(rest), 60)]), "&quot;", `"`), "\"\\:= '")
			if end := strings.IndexAny(value, `"'\,}&<`); end > 7 {
				if d := parseDate(value[:end], dayFirst); d.Precision != "" {
					return d
				}
			}
		}
	}
	return Date{}
}
