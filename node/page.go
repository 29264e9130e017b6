package node

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"ascribe/extract"
	"ascribe/fetcher"
	"ascribe/news"
)

// A pageResult is what a page told beside what it put into the story.
type pageResult struct {
	canonical string // its own address, as it says
	itself    string // where the article is, when this is an AMP rendering of it
	landed    string // where redirects led
	again     bool   // it gave no answer, and may give one later
	failed    bool   // the story has nothing from it
	unasked   bool   // its host is left alone: nobody knows
	told      bool   // its host has asked just now to be left alone
}

// giveUp is after how many pages in a row without an answer a host is left alone for the
// rest of a visit: each may cost the whole time-out.
const giveUp = 3

// page fetches and extracts the article and puts what it gives into s. A page that gives
// nothing leaves the feed's own text, with the reason. It returns an error only when ctx
// ended, so that an interrupted visit does not pass for a failed page.
func (v *visit) page(ctx context.Context, address string, s *news.Story) (pageResult, error) {
	got, err := v.onePage(ctx, address, s)
	to := got.itself
	if got.failed && got.landed != "" {
		to = detour(address, got.landed)
	}
	if err != nil || to == "" {
		return got, err
	}
	// The AMP rendering leads to the article itself, which says more; a page that asks for
	// consent, to what it stands before. One step, no further.
	better := *s
	itself, err := v.onePage(ctx, to, &better)
	if err != nil || itself.failed {
		return got, err
	}
	*s = better
	itself.canonical = first(itself.canonical, got.itself)
	return itself, nil
}

// detour is where a page that stands before an article leads on to, as its own address says
// ("?return=…"). It counts on the host that was asked alone, and only if it is not what was
// asked; "" if there is none.
func detour(asked, landed string) string {
	from, errFrom := url.Parse(asked)
	at, errAt := url.Parse(landed)
	if errors.Join(errFrom, errAt) != nil {
		return ""
	}
	query := at.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[name] {
			if !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "http") {
				continue
			}
			to, err := from.Parse(value)
			if err == nil && to.Host == from.Host && to.String() != asked && to.String() != landed {
				return to.String()
			}
		}
	}
	return ""
}

func (v *visit) onePage(ctx context.Context, address string, s *news.Story) (pageResult, error) {
	h := host(address)
	if v.lost[h] >= giveUp {
		s.Reason = "the page was not asked for: its host gave no answer to others before it, or is left alone"
		return pageResult{again: true, failed: true}, nil
	}
	p, err := v.client.Page(ctx, address, v.publisher(address).UserAgent)
	if err != nil {
		if ctx.Err() != nil {
			return pageResult{}, context.Cause(ctx)
		}
		why := failure(err)
		s.Reason = "the page could not be fetched: " + why.Reason
		switch {
		case why.Status == 0 && why.RetryAfter > 0: // it is left alone, and will be for the others
			v.lost[h] = giveUp
		case why.Status == 0 && why.Health != news.Limited && why.Health != news.Refused:
			v.lost[h]++
		default:
			v.lost[h] = 0
		}
		return pageResult{again: passing(why), failed: true, unasked: why.Status == 0 && why.RetryAfter > 0, told: why.Status > 0 && why.RetryAfter > 0}, nil
	}
	defer p.Release()
	v.lost[h] = 0
	landed := ""
	if p.URL != address {
		landed = p.URL
	}
	if frontPage(landed) && !frontPage(address) {
		s.Reason = "the page leads to the front page of its site: the article is not there"
		return pageResult{landed: landed, failed: true}, nil
	}
	var a extract.Article
	fault := v.guarded(p.URL, func() {
		a, err = extract.Extract(extract.Input{Page: p.Body, ContentType: p.ContentType, URL: p.URL, Rules: v.publisher(p.URL).Rules})
	})
	switch {
	case fault != "":
		s.Reason = "the page could not be read: a fault of ascribe's own"
	case err != nil:
		s.Reason = "the page could not be read: " + err.Error()
	default:
		merge(s, a)
		return pageResult{canonical: a.Canonical, itself: a.Itself, landed: landed, failed: a.Access == extract.Failed}, nil
	}
	return pageResult{landed: landed, failed: true}, nil
}

// frontPage says whether an address is that of a site as a whole. What was taken down is often
// redirected there.
func frontPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// strayed says whether an address has led away from the article that it once gave: to a section,
// or to a notice. What stands there is no version of it.
func (r pageResult) strayed(address string, before, now news.Story) bool {
	known := before.Access != news.FromFeed && before.Access != news.Failed // from the page
	return known && !r.failed && r.landed != "" && !samePath(r.landed, address) && !sameArticle(before, now)
}

// passing says whether a failure may be over at the next visit.
func passing(e *fetcher.Error) bool {
	switch e.Health {
	case news.Limited, news.ServerError, news.TimedOut:
		return true
	case news.Unreachable:
		return e.Status == 0
	}
	return false
}

// merge puts an extracted article over what the feed said. A page that shows less than the
// feed gives its facts, not its text.
func merge(s *news.Story, a extract.Article) {
	if a.Access == extract.Failed {
		s.Reason = a.Reason
		return
	}
	text := a.Text()
	if access := news.Access(a.Access); access == news.Full || s.Text == "" || len(text) >= len(s.Text) {
		s.Text, s.Access, s.Reason = text, access, a.Reason
	} else {
		s.Reason = "the feed tells more than the page: " + first(a.Reason, "that shows the beginning only")
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

// failure is what the client says of a page that it could not get.
func failure(err error) *fetcher.Error {
	if fe, ok := errors.AsType[*fetcher.Error](err); ok {
		return fe
	}
	return &fetcher.Error{Health: news.Unreachable, Reason: err.Error(), Err: err}
}
