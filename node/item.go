package node

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ascribe/claim"
	"ascribe/extract"
	"ascribe/fetcher"
	"ascribe/news"
	"ascribe/store"
)

// made is what became of one item: a story to store, or a verdict alone.
type made struct {
	story   *news.Story
	revises bool
	seen    news.Seen
}

// make turns an item into a story. taken holds the addresses that other items of the same
// document have: a second item at one address is a story of its own.
func (v *visit) make(ctx context.Context, doc fetcher.Document, it fetcher.Item, taken map[string]bool) (made, error) {
	now := time.Now().UTC()
	m := made{seen: news.Seen{
		Feed: v.feed.ID, Item: it.Key, Digest: it.Digest, URL: it.URL, Title: it.Title,
		Verdict: news.Stored, Engine: claim.Engine, At: now,
	}}
	cyber := v.feed.Scope == news.ScopeCyber
	if cyber && !claim.Scope(it.Title, longer(it.Summary, it.Text)).In {
		m.seen.Verdict = news.OutOfScope
		return m, nil
	}
	address, pageless := v.address(it, taken)
	taken[it.URL] = true
	old, err := v.store.Story(news.NewStoryID(address))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return m, err
	}
	if err == nil && old.Feed != v.feed.ID {
		// Another feed of ours brought it. Its own revisions are that feed's to report.
		m.seen.Verdict, m.seen.Story = news.Duplicate, old.ID
		return m, nil
	}
	s := v.fromFeed(doc, it, address, now)
	if v.feed.TextOnly {
		s.Reason = "the feed is configured without pages"
	} else if !pageless {
		if err := v.page(ctx, it.URL, &s); err != nil {
			return m, err
		}
	}
	if cyber && !claim.Scope(s.Title, s.Text).In {
		m.seen.Verdict = news.OutOfScope
		return m, nil
	}
	return v.finish(m, s)
}

// finish names the story, reads it and checks it against its own text.
func (v *visit) finish(m made, s news.Story) (made, error) {
	s.ID = news.NewStoryID(s.URL)
	s.Version = 1
	s.Hash = s.Fingerprint()
	m.seen.Story = s.ID
	old, err := v.store.Story(s.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
	case err != nil:
		return m, err
	case old.Hash == s.Hash || !s.Access.Supersedes(old.Access) || old.Version >= news.MaxVersions:
		m.seen.Verdict = news.Duplicate
		return m, nil
	default:
		m.revises = true
		s.Version, s.Previous = old.Version+1, old.Hash
	}
	read := s
	if strings.HasPrefix(s.Text, strings.TrimSuffix(s.Title, " …")) {
		read.Title = "" // made from the text, or no more than its beginning: no headline that says something itself
	}
	s.Analysis = claim.Read(read, v.outlet.Outlet, v.catalogue)
	if err := s.Verify(); err != nil {
		// The reader's fault, not the item's: the story is kept, without what can't be checked.
		v.logger.Error("the reading of a story does not stand in its text", "err", err)
		s.Analysis = news.Analysis{Engine: claim.Engine, InScope: s.Analysis.InScope, Unread: "the reading failed its check"}
	}
	m.story = &s
	return m, nil
}

// address returns the normal form of the item's address, which names its story, and
// whether there is no page to fetch. An item without an address of its own is named by
// its feed and key.
func (v *visit) address(it fetcher.Item, taken map[string]bool) (string, bool) {
	address, err := fetcher.Canonical(it.URL)
	switch {
	case it.URL == "" || err != nil:
		return v.feed.URL + "#item=" + it.Key, true
	case taken[it.URL]:
		return address + "#item=" + it.Key, true
	}
	return address, false
}

// fromFeed is the story as far as the feed itself tells it.
func (v *visit) fromFeed(doc fetcher.Document, it fetcher.Item, address string, now time.Time) news.Story {
	s := news.Story{
		URL: address, Outlet: v.outlet.ID, Feed: v.feed.ID,
		Title: it.Title, Summary: it.Summary, Text: longer(it.Text, it.Summary),
		Authors: it.Authors, Keywords: it.Keywords, Language: first(it.Language, doc.Language),
		Published: it.Published, Modified: it.Updated, Arrived: now,
		Access: news.FromFeed, Reason: "the feed gives no address of a page",
	}
	if s.Text == "" {
		s.Access = news.Failed
	}
	if s.Title == "" {
		s.Title = headline(s.Text, address)
	}
	return s
}

// page fetches and extracts the article and puts what it gives into s. A page that gives
// nothing leaves the feed's own text, with the reason. It returns an error only when ctx
// ended, so that an interrupted visit does not pass for a failed page.
func (v *visit) page(ctx context.Context, address string, s *news.Story) error {
	p, err := v.client.Page(ctx, address, v.outlet.UserAgent)
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		s.Reason = "the page could not be fetched: " + reason(err)
		return nil
	}
	a, err := extract.Extract(extract.Input{Page: p.Body, ContentType: p.ContentType, URL: p.URL, Rules: v.outlet.Rules})
	if err != nil {
		s.Reason = "the page could not be read: " + err.Error()
		return nil
	}
	merge(s, a)
	return nil
}

// merge puts an extracted article over what the feed said.
func merge(s *news.Story, a extract.Article) {
	if a.Access == extract.Access(news.Failed) {
		s.Reason = a.Reason
		return
	}
	if own, err := fetcher.Canonical(a.Canonical); a.Canonical != "" && err == nil {
		s.URL = own
	}
	text := a.Text()
	s.Access, s.Reason = news.Access(a.Access), a.Reason
	if len(text) >= len(s.Text) || s.Access == news.Full {
		s.Text = text
	}
	s.Title = first(a.Title, s.Title)
	s.Language = first(a.Language, s.Language)
	s.Section, s.Image, s.ImageAlt = a.Section, a.Image, a.ImageAlt
	s.Agency, s.Correction, s.Live = a.Agency, a.Correction, a.Live
	if len(a.Authors) > 0 {
		s.Authors = a.Authors
	}
	if len(a.Keywords) > 0 {
		s.Keywords = a.Keywords
	}
	s.Published = finer(date(a.Published), s.Published)
	s.Modified = finer(date(a.Modified), s.Modified)
}

// date keeps the calendar day that the page gave, in whatever zone; a moment becomes UTC.
func date(d extract.Date) news.Date {
	p := news.Precision(d.Precision)
	if p == news.Second || p == news.Minute {
		return news.Date{Time: d.Time.UTC(), Precision: p}
	}
	y, m, day := d.Time.Date()
	return news.Date{Time: time.Date(y, m, day, 0, 0, 0, 0, time.UTC), Precision: p}
}

// finer prefers the page's date unless the feed alone knows the time of day.
func finer(page, feed news.Date) news.Date {
	fine := func(d news.Date) bool { return d.Precision == news.Second || d.Precision == news.Minute }
	if !page.Known() || (!fine(page) && fine(feed)) {
		return feed
	}
	return page
}

func reason(err error) string {
	if fe, ok := errors.AsType[*fetcher.Error](err); ok {
		return fe.Reason
	}
	return err.Error()
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

func first(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

// headline makes a title for an item that has none: the beginning of its text.
func headline(text, address string) string {
	const most = 80
	line, _, _ := strings.Cut(text, "\n")
	if line == "" {
		return fmt.Sprintf("Untitled item at %s", address)
	}
	words := strings.Fields(line)
	title := ""
	for _, w := range words {
		if len(title)+len(w) > most {
			return title + " …"
		}
		title = strings.TrimSpace(title + " " + w)
	}
	return title
}
