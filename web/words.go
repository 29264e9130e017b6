package web

import (
	"html/template"
	"net/url"
	"strings"
	"time"

	"ascribe/digest"
	"ascribe/news"
)

// words are the functions of the templates.
func (s *site) words() template.FuncMap {
	return template.FuncMap{
		"party":    digest.Name,
		"act":      digest.Headline,
		"hedge":    digest.Hedge,
		"stamp":    func(d news.Date) string { return digest.Stamp(d, time.UTC) },
		"day":      func(t time.Time) string { return at(t, time.DateOnly) },
		"moment":   func(t time.Time) string { return at(t, "2006-01-02 15:04 UTC") },
		"outlet":   func(id news.OutletID) string { o, _ := s.Node.Outlet(id); return o.Name },
		"href":     href,
		"count":    digest.Count,
		"join":     func(all []string) string { return strings.Join(all, ", ") },
		"access":   accessWords,
		"selected": func(asked url.Values, key, value string) bool { return asked.Get(key) == value },
		"certain":  func(score int) int { return (score*100 + one/2) / one },
		"human":    func(v string) string { return strings.ReplaceAll(v, "_", " ") },
	}
}

// one is certainty in the fixed point of placements (incident.One).
const one = 1 << 16

func at(t time.Time, layout string) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format(layout)
}

// href lets a stranger's address be a link only when it leads to a web page.
func href(raw string) string {
	if u, err := url.Parse(raw); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return u.String()
	}
	return ""
}

func accessWords(a news.Access) string {
	switch a {
	case news.Full:
		return "whole article"
	case news.Pasted:
		return "excerpt given by hand"
	case news.FromFeed:
		return "the feed’s text only"
	case news.Teaser:
		return "beginning only"
	case news.Paywalled:
		return "behind a paywall: beginning only"
	}
	return "title only"
}
