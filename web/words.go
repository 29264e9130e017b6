package web

import (
	"fmt"
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
		"parties":  parties,
		"whom":     digest.Whom,
		"actor":    s.isActor,
		"hedge":    digest.Hedge,
		"stamp":    func(d news.Date) string { return digest.Stamp(d, time.UTC) },
		"onday":    onDay,
		"day":      func(t time.Time) string { return at(t, time.DateOnly) },
		"moment":   func(t time.Time) string { return at(t, "2006-01-02 15:04") },
		"outlet":   func(id news.OutletID) string { o, _ := s.Node.Outlet(id); return o.Name },
		"country":  s.country,
		"href":     href,
		"count":    digest.Count,
		"join":     func(all []string) string { return strings.Join(all, ", ") },
		"less":     func(a, b int) int { return a - b },
		"access":   accessWords,
		"reason":   reason,
		"selected": func(asked url.Values, key, value string) bool { return asked.Get(key) == value },
		"certain":  func(score int) int { return (score*100 + one/2) / one },
		"human":    func(v any) string { return strings.ReplaceAll(fmt.Sprint(v), "_", " ") },
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

// onDay prints a date to the day at most.
func onDay(d news.Date) string {
	if d.Precision == news.Second || d.Precision == news.Minute {
		d.Precision = news.Day
	}
	return digest.Stamp(d, time.UTC)
}

// parties names the first most of them, and how many others there are.
func parties(most int, all []news.Party) string {
	names := make([]string, 0, most)
	for _, p := range all[:min(most, len(all))] {
		names = append(names, digest.Name(p))
	}
	text := strings.Join(names, ", ")
	if more := len(all) - len(names); more > 0 {
		return text + " and " + digest.Count(more, "other", "others")
	}
	return text
}

// isActor reports whether a party has a page in the catalogue.
func (s *site) isActor(p news.Party) bool {
	e, ok := s.Catalogue.Entry(p.ID)
	return ok && e.Actor != nil
}

// country names a country by its code, or gives the code back.
func (s *site) country(iso string) string {
	if name, ok := s.Catalogue.Country(iso); ok {
		return name
	}
	return iso
}

// href lets a stranger's address be a link only when it leads to a web page.
func href(raw string) string {
	if u, err := url.Parse(raw); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return u.String()
	}
	return ""
}

// reason is why a text is not the whole article, where the words for its access don't say so.
func reason(s news.Story) string {
	if s.Access == news.Pasted {
		return ""
	}
	return s.Reason
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
