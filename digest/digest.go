// Package digest turns incidents into documents for people: Markdown, one printable HTML
// page, JSON, and CSV with a row for each claim.
//
// Every statement stands above the sentences that carry it, each with its speaker, outlet,
// date and link, so that a reader can check it without asking us. A document says how much
// of it a person has reviewed, what lies above its TLP level and was left out, and what the
// reading could not see.
//
// It is pure: the same Document gives the same bytes. Times are printed in
// Document.Location, except in JSON, where they are UTC; a date known to the day or less is
// printed as it is, in no zone. Everything that an outlet wrote is hostile: it is escaped,
// stripped of control and bidirectional characters, and links are http or https only.
package digest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"ascribe/news"
)

// A Document is what a digest is made of.
type Document struct {
	Title       string
	From, Until time.Time      // the period, half-open; zero for none
	Made        time.Time      // when it was made; zero is not printed
	Location    *time.Location // of printed times; nil is UTC
	TLP         news.TLP       // "" is CLEAR; notes above it are left out
	Incidents   []Incident
	More        bool // others were asked for too, and are left out for length
	Blind       Blind
}

// An Incident is an incident with the current versions of its stories and who published
// them. URL is its own page, "" if it has none.
type Incident struct {
	news.Incident
	Stories []news.Story
	Outlets map[news.OutletID]news.Outlet
	URL     string
}

// Blind says what the reading could not see.
type Blind struct {
	Stories   int       `json:"stories"`   // how many the document rests on
	Paywalled int       `json:"paywalled"` // of these: read up to the paywall, or a teaser
	Failed    int       `json:"failed"`    // no page: title and summary at most
	FromFeed  int       `json:"feed_only"` // the feed's own text
	Hidden    int       `json:"hidden"`    // by a person, and left out here
	Unread    []Unread  `json:"unread"`    // not read for claims
	Failing   []Failing `json:"failing_feeds"`
}

// Unread counts stories that were not read for claims, for one reason.
type Unread struct {
	Reason  string `json:"reason"` // "language: de"
	Stories int    `json:"stories"`
}

// Failing is a feed whose last answer could not be read.
type Failing struct {
	Feed     news.FeedID `json:"feed"`
	Health   news.Health `json:"health"`
	Reason   string      `json:"reason"`
	LastGood *time.Time  `json:"last_good"`
}

// Survey counts what could not be seen of the incidents' stories and of the feeds.
func Survey(incidents []Incident, feeds []news.FeedState) Blind {
	b := Blind{Unread: []Unread{}, Failing: []Failing{}}
	unread := map[string]int{}
	for _, in := range incidents {
		hidden := in.hidden()
		b.Hidden += len(hidden)
		for _, s := range in.Stories {
			if hidden[s.ID] {
				continue
			}
			b.Stories++
			switch s.Access {
			case news.Paywalled, news.Teaser:
				b.Paywalled++
			case news.Failed:
				b.Failed++
			case news.FromFeed:
				b.FromFeed++
			}
			if s.Analysis.Unread != "" {
				unread[s.Analysis.Unread]++
			}
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(unread)) {
		b.Unread = append(b.Unread, Unread{clean(reason), unread[reason]})
	}
	for _, f := range feeds {
		if !f.Health.Failing() {
			continue
		}
		row := Failing{Feed: f.Feed, Health: f.Health, Reason: clean(f.Reason)}
		if !f.LastGood.IsZero() {
			row.LastGood = new(f.LastGood.UTC())
		}
		b.Failing = append(b.Failing, row)
	}
	slices.SortFunc(b.Failing, func(x, y Failing) int { return cmp.Compare(x.Feed, y.Feed) })
	return b
}

func (in Incident) hidden() map[news.StoryID]bool {
	hidden := map[news.StoryID]bool{}
	for _, m := range in.Members {
		if m.Hidden {
			hidden[m.Story] = true
		}
	}
	return hidden
}

// outlet returns the publisher, by its id when nothing else is known of it.
func (in Incident) outlet(id news.OutletID) string {
	if o, ok := in.Outlets[id]; ok && o.Name != "" {
		return clean(o.Name)
	}
	return clean(string(id))
}

// clean makes a line of text out of what somebody else wrote: no line breaks, and nothing
// that makes the text beside it read as something else.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case news.Misleading(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// link returns u if it is an absolute http or https address without blanks or quotes, else
// "". Nothing else may become a link.
func link(u string) string {
	if !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://") {
		return ""
	}
	if strings.ContainsFunc(u, func(r rune) bool { return r <= ' ' || r == '"' || r == '<' || r == '>' || r == '\\' || r == 0x7f }) {
		return ""
	}
	return u
}
