package fetcher

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
)

// Bounds of what is kept of an item.
const (
	maxTitle    = 1_000    // characters
	maxSummary  = 16 << 10 // bytes
	maxText     = 1 << 20
	maxKeywords = 64
	maxAuthors  = 32
	maxName     = 200 // characters of a keyword or an author
)

// newDocument makes a Document of what gofeed read at base.
func newDocument(f *gofeed.Feed, w wishes, base string) Document {
	doc := Document{Title: cutRunes(line(f.Title), maxTitle), Language: language(f.Language), TTL: w.ttl, SkipHours: w.hours, SkipDays: w.days}
	doc.Home = absolute(f.Link, base)
	if doc.Home != "" {
		base = doc.Home
	}
	for _, it := range f.Items {
		raw := rawItem{
			guid: it.GUID, link: it.Link, title: it.Title, summary: it.Description, text: it.Content,
			published: it.Published, updated: it.Updated, keywords: it.Categories,
		}
		if raw.link == "" && len(it.Links) > 0 {
			raw.link = it.Links[0]
		}
		if orig := first(it.Extensions, "feedburner", "origLink"); orig != "" {
			raw.link = orig
		}
		if it.DublinCoreExt != nil && len(it.DublinCoreExt.Language) > 0 {
			raw.language = it.DublinCoreExt.Language[0]
		}
		for _, p := range it.Authors {
			if p != nil {
				raw.authors = append(raw.authors, p.Name)
			}
		}
		doc.add(raw, base)
	}
	doc.identify()
	return doc
}

// A rawItem is an item as a feed writes it: with markup, relative links, dates in words.
type rawItem struct {
	guid, link, title, summary, text string
	published, updated, language     string
	authors, keywords                []string
}

// add makes an Item of raw. An item that says nothing at all is left out.
func (d *Document) add(raw rawItem, base string) {
	it := Item{
		Key: strings.TrimSpace(raw.guid), // for identify
		URL: absolute(raw.link, base), Title: cutRunes(line(raw.title), maxTitle),
		Summary: paragraphs(raw.summary), Text: cutBytes(paragraphs(raw.text), maxText),
		Authors: names(raw.authors, maxAuthors), Keywords: names(raw.keywords, maxKeywords),
		Published: parseDate(raw.published), Updated: parseDate(raw.updated),
		Language: language(raw.language),
	}
	if it.URL == "" && strings.HasPrefix(it.Key, "http") {
		it.URL = absolute(it.Key, base)
	}
	it.Summary, it.Text = divide(it.Summary, it.Text)
	if it.Language == "" {
		it.Language = d.Language
	}
	if it.URL == "" && it.Title == "" && it.Summary == "" && it.Text == "" {
		return
	}
	d.Items = append(d.Items, it)
}

// A summary this long, of so many paragraphs, is the article; a text shorter than a teaser
// is none.
const (
	longSummary   = 1_500 // bytes
	summaryIsText = 3     // paragraphs
	teaserLength  = 600   // bytes
)

// divide tells the summary from the article: feeds put either into either place.
func divide(summary, text string) (string, string) {
	if text == "" && len(summary) >= longSummary && strings.Count(summary, "\n\n") >= summaryIsText-1 {
		return teaser(summary), summary
	}
	if summary == "" && len(text) <= teaserLength {
		return text, ""
	}
	if summary == "" {
		return teaser(text), text
	}
	if len(text) <= len(summary) {
		text = "" // a "content" that is no longer than the summary says nothing more
	}
	return cutBytes(summary, maxSummary), text
}

// teaser is the beginning of a text, cut between paragraphs, sentences or words.
func teaser(text string) string {
	if len(text) <= teaserLength {
		return text
	}
	head := text[:teaserLength]
	if i := strings.LastIndex(head, "\n\n"); i > 0 {
		return head[:i]
	}
	if i := strings.LastIndex(head, ". "); i > teaserLength/3 {
		return head[:i+1]
	}
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		return head[:i] + " …"
	}
	return strings.ToValidUTF8(head, "") + "…"
}

// identify gives every item its Key and Digest. An item is known by its guid; where several
// items of the document share one, by its link; where they share that too, or there is
// none, by what it says. A key does not tell which: they are hashes of bounded length. Items
// that agree in all of it are one item, and the later ones go.
func (d *Document) identify() {
	same := map[string]bool{}
	d.Items = slices.DeleteFunc(d.Items, func(it Item) bool {
		id := it.Key + "\x00" + it.content()
		again := same[id]
		same[id] = true
		return again
	})
	guids, links := map[string]int{}, map[string]int{}
	for _, it := range d.Items {
		guids[it.Key]++
		links[it.URL]++
	}
	for i := range d.Items {
		it := &d.Items[i]
		if it.URL != "" && links[it.URL] == 1 {
			it.Link = hash("link", normal(it.URL))
		}
		switch {
		case it.Key != "" && guids[it.Key] == 1:
			it.Key = hash("guid", it.Key)
		case it.Link != "":
			it.Key = it.Link
		default:
			it.Key = hash("content", it.content())
		}
		// A link with another query, but nothing else that is new, is a session, not an edit.
		as := *it
		as.URL, _, _ = strings.Cut(it.URL, "?")
		it.Digest = hash("digest", as.content(), it.Updated.String())
	}
}

func (it Item) content() string {
	return strings.Join([]string{it.URL, it.Title, it.Summary, it.Text}, "\x00")
}

// normal is the canonical form of a URL, or the URL if it has none.
func normal(u string) string {
	if c, err := Canonical(u); err == nil {
		return c
	}
	return u
}

// hash is 128 bits of SHA-256 over parts that are kept apart.
func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// absolute resolves a link against base and strips tracking parameters. Whatever does not
// come out as http or https, with a host and without a user, is "".
func absolute(link, base string) string {
	if strings.ContainsAny(link, "\r\n\t") {
		link = strings.Join(strings.Fields(link), "") // broken over lines
	}
	link = strings.TrimSpace(link)
	if link == "" || len(link) > maxURL {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	if !u.IsAbs() {
		b, err := url.Parse(base)
		if err != nil || b.Host == "" {
			return ""
		}
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" || u.User != nil {
		return ""
	}
	host, err := plainHost(u.Hostname())
	if err != nil {
		return ""
	}
	u.Host = joinPort(host, u.Port())
	if u.RawQuery != "" {
		u.RawQuery = strings.Join(parameters(u.RawQuery), "&")
	}
	u.ForceQuery = false
	return u.String()
}

// language makes a BCP 47 tag of what feeds write: "en_US", "en-us".
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(s) < 2 || len(s) > 35 || strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r >= utf8.RuneSelf || !unreserved(byte(r)))
	}) {
		return ""
	}
	parts := strings.Split(strings.ToLower(s), "-")
	for i, p := range parts[1:] {
		switch len(p) {
		case 2:
			parts[i+1] = strings.ToUpper(p)
		case 4:
			parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// names cleans a list of names, without empty and repeated ones.
func names(raw []string, most int) []string {
	var out []string
	for _, r := range raw[:min(len(raw), 8*most)] { // of a hundred thousand empty ones not all are looked at
		n := cutRunes(line(r), maxName)
		if n == "" || slices.Contains(out, n) {
			continue
		}
		if out = append(out, n); len(out) == most {
			break
		}
	}
	return out
}

// first is the value of the first extension element of a name.
func first(e ext.Extensions, prefix, name string) string {
	if v := e[prefix][name]; len(v) > 0 {
		return v[0].Value
	}
	return ""
}
