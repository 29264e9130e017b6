package fetcher

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// A Found is a feed that a site has.
type Found struct {
	URL    string
	Title  string
	Home   string    // the page that it says it is of, "" when it says none
	Items  int       // of the document
	Newest time.Time // publication of the newest item, zero when none is dated
}

// Bounds of a search: each candidate is a request.
const (
	maxCandidates = 16
	maxFound      = 8
)

// usualPlaces are where feeds are that no page links to.
var usualPlaces = []string{"/feed", "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/news-sitemap.xml", "/sitemap-news.xml"}

// Discover finds the feeds of a site: the address itself, what its page declares (link
// rel=alternate), what it links to, the usual places; the first way that finds any counts.
// The error is that of the address itself when nothing is found.
func (c *Client) Discover(ctx context.Context, address, userAgent string) ([]Found, error) {
	found, err := c.found(ctx, []string{address}, userAgent)
	if len(found) > 0 || err != nil {
		return found, err
	}
	_, whole := c.Feed(ctx, Ask{URL: address, UserAgent: userAgent})
	declared, linked := c.feedLinks(ctx, address, userAgent)
	var usual []string
	if base, err := url.Parse(address); err == nil {
		for _, p := range usualPlaces {
			usual = append(usual, base.ResolveReference(&url.URL{Path: p}).String())
		}
	}
	for _, candidates := range [][]string{declared, linked, usual} {
		if found, err = c.found(ctx, candidates, userAgent); len(found) > 0 || err != nil {
			return found, err
		}
	}
	if whole == nil {
		whole = errNotXML
	}
	return nil, whole
}

// found asks for candidates and keeps those that are feeds. Its error is the end of ctx.
func (c *Client) found(ctx context.Context, candidates []string, userAgent string) ([]Found, error) {
	var all []Found
	for _, u := range candidates[:min(len(candidates), maxCandidates)] {
		a, err := c.Feed(ctx, Ask{URL: u, UserAgent: userAgent})
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err != nil || slices.ContainsFunc(all, func(f Found) bool { return f.URL == a.FinalURL }) {
			continue
		}
		f := Found{URL: a.FinalURL, Title: a.Document.Title, Home: a.Document.Home, Items: len(a.Document.Items)}
		for _, it := range a.Document.Items {
			if it.Published.Time.After(f.Newest) {
				f.Newest = it.Published.Time
			}
		}
		if all = append(all, f); len(all) == maxFound {
			break
		}
	}
	return all, nil
}

// feedLinks reads a page's links to feeds: those that it declares, and those that look so.
func (c *Client) feedLinks(ctx context.Context, address, userAgent string) (declared, linked []string) {
	r, err := c.get(ctx, address, c.userAgent(userAgent), http.Header{"Accept": {"text/html, */*;q=0.1"}}, nil)
	if err != nil {
		return nil, nil
	}
	base := r.url.String()
	add := func(list *[]string, href string) {
		if u := absolute(href, base); u != "" && !slices.Contains(*list, u) && len(*list) < maxCandidates {
			*list = append(*list, u)
		}
	}
	z := html.NewTokenizer(bytes.NewReader(toUTF8(r.body, r.header.Get("Content-Type"))))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return declared, linked
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			at := func(key string) string {
				for _, a := range t.Attr {
					if a.Key == key {
						return a.Val
					}
				}
				return ""
			}
			switch href := strings.TrimSpace(at("href")); {
			case href == "":
			case t.Data == "base":
				if u := absolute(href, base); u != "" {
					base = u
				}
			case t.Data == "link" && strings.Contains(strings.ToLower(at("rel")), "alternate") && feedType(at("type")):
				add(&declared, href)
			case t.Data == "a" && looksLikeFeed(href):
				add(&linked, href)
			}
		}
	}
}

func feedType(t string) bool {
	t, _, _ = strings.Cut(strings.ToLower(t), ";")
	switch strings.TrimSpace(t) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml", "application/xml":
		return true
	}
	return false
}

// looksLikeFeed reports a link whose path ends like those of feeds.
func looksLikeFeed(href string) bool {
	u, err := url.Parse(href)
	if err != nil {
		return false
	}
	p := strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	for _, end := range []string{"/feed", "/rss", "/atom", ".rss", ".atom", "rss.xml", "feed.xml", "atom.xml", "feed.json", "/rss2", "index.xml"} {
		if strings.HasSuffix(p, end) {
			return true
		}
	}
	return false
}
