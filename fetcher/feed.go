package fetcher

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ascribe/news"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

var (
	errEmpty   = &Error{Health: news.Empty, Reason: "the answer has no content"}
	errNotXML  = &Error{Health: news.NotAFeed, Reason: "the answer is no RSS, RDF, Atom or JSON feed"}
	errHTML    = &Error{Health: news.NotAFeed, Reason: "the answer is an HTML page, not a feed"}
	errJSON    = &Error{Health: news.NotAFeed, Reason: "the answer is JSON, but no JSON Feed: it names no version of jsonfeed.org"}
	errBadJSON = &Error{Health: news.NotAFeed, Reason: "the answer begins like JSON and is none"}
)

// ParseFeed reads a feed document: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, news
// sitemaps.
// contentType is the HTTP header, for its charset; base is the URL that the document came
// from. partial says that the document lacks something: it was cut off, exceeds a bound, or
// has items that cannot be read. An error is an *Error.
func ParseFeed(body []byte, contentType, base string) (doc Document, partial bool, err error) {
	doc, why, err := parseDocument(body, contentType, base)
	return doc, why != "", err
}

// parseDocument is ParseFeed that says what is lacking.
func parseDocument(body []byte, contentType, base string) (Document, string, error) {
	text := bytes.TrimSpace(toUTF8(body, contentType))
	if len(text) == 0 {
		return Document{}, "", errEmpty
	}
	if text[0] == '{' || text[0] == '[' {
		return parseJSON(text, base)
	}
	if root := sitemapRoot(text); root != "" {
		return parseSitemap(text, root, base)
	}
	p, err := prune(text)
	if err != nil {
		return Document{}, "", err
	}
	doc, why, err := parsePruned(p, base)
	if err == nil && p.more && doc.oldestFirst() { // what is new stands at the end
		if last, err := pruneFrom(text, countItems(text)-maxItems); err == nil {
			if newest, _, err := parsePruned(last, base); err == nil && len(newest.Items) > 0 {
				return newest, fmt.Sprintf("it has more than %d items, and the oldest are left out", maxItems), nil
			}
		}
	}
	return doc, why, err
}

// oldestFirst says whether the dated items stand in that order, by the first and the last of them.
func (d Document) oldestFirst() bool {
	var first, last time.Time
	for _, it := range d.Items {
		if it.Published.Known() {
			if last = it.Published.Time; first.IsZero() {
				first = last
			}
		}
	}
	return first.Before(last)
}

// parsePruned reads a document that was pruned, and says what is lacking.
func parsePruned(p pruned, base string) (Document, string, error) {
	feed, wishes, err := parseXML(p.kind, p.xml)
	if err != nil {
		var lost int
		if feed, lost, err = parseItems(p); err != nil {
			return Document{}, "", err
		}
		if lost > 0 && p.why == "" {
			p.why = fmt.Sprintf("%d of its items cannot be read", lost)
		}
	}
	return newDocument(feed, wishes, base), p.why, nil
}

// parseItems reads the items one by one, after the document as a whole could not be read.
func parseItems(p pruned) (*gofeed.Feed, int, error) {
	// Each item is read with the root's start tag, for its namespaces; a giant one would
	// make that quadratic.
	if p.root > 16<<10 {
		return nil, 0, errNotXML
	}
	all := &gofeed.Feed{}
	lost := 0
	for _, s := range p.items {
		feed, _, err := parseXML(p.kind, p.alone(s))
		if err != nil || len(feed.Items) == 0 {
			lost++
			continue
		}
		all.Items = append(all.Items, feed.Items...)
	}
	if len(all.Items) == 0 {
		return nil, lost, errNotXML
	}
	head, _, err := parseXML(p.kind, p.alone(span{}))
	if err == nil {
		head.Items = all.Items
		all = head
	}
	return all, max(lost, 1), nil
}

// parseXML has gofeed read a document that was pruned.
func parseXML(kind string, doc []byte) (feed *gofeed.Feed, w wishes, err error) {
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("the parser gave up: %v", r)
		}
	}()
	if kind == "feed" {
		a, err := new(atom.Parser).Parse(bytes.NewReader(doc))
		if err != nil {
			return nil, w, err
		}
		feed, err = new(gofeed.DefaultAtomTranslator).Translate(a)
		return feed, wishes{ttl: updatePeriod(a.Extensions)}, err
	}
	r, err := new(rss.Parser).Parse(bytes.NewReader(doc))
	if err != nil {
		return nil, w, err
	}
	feed, err = (&gofeed.DefaultRSSTranslator{DisableContentImageScan: true}).Translate(r)
	minutes, _ := strconv.ParseFloat(strings.TrimSpace(r.TTL), 64)
	if minutes > 0 {
		w.ttl = time.Duration(min(minutes, maxWait.Minutes()) * float64(time.Minute))
	}
	w.ttl = max(w.ttl, updatePeriod(r.Extensions))
	w.hours, w.days = skipHours(r.SkipHours), skipDays(r.SkipDays)
	return feed, w, err
}

// wishes are when a feed asks to be read.
type wishes struct {
	ttl   time.Duration
	hours []int
	days  []time.Weekday
}

// skipHours reads hours of the day; RSS 0.91 counts them to 24. All 24 together are a mistake.
func skipHours(list []string) []int {
	var hours []int
	for _, s := range list {
		if h, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && h >= 0 && h <= 24 && !slices.Contains(hours, h%24) {
			hours = append(hours, h%24)
		}
	}
	slices.Sort(hours)
	if len(hours) == 24 {
		return nil
	}
	return hours
}

func skipDays(list []string) []time.Weekday {
	var days []time.Weekday
	for _, s := range list {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(strings.TrimSpace(s), d.String()) && !slices.Contains(days, d) {
				days = append(days, d)
			}
		}
	}
	slices.Sort(days)
	if len(days) == 7 {
		return nil
	}
	return days
}

// updatePeriod reads how often a feed says it changes (the syndication module of RSS 1.0).
func updatePeriod(e ext.Extensions) time.Duration {
	value := func(name string) string {
		if v := e["sy"][name]; len(v) > 0 {
			return strings.ToLower(strings.TrimSpace(v[0].Value))
		}
		return ""
	}
	period := map[string]time.Duration{"hourly": time.Hour, "daily": maxWait, "weekly": maxWait, "monthly": maxWait, "yearly": maxWait}[value("updatePeriod")]
	if n, err := strconv.Atoi(value("updateFrequency")); err == nil && n > 0 {
		period /= time.Duration(n)
	}
	return period
}
