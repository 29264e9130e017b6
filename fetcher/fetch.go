package fetcher

import (
	"bytes"
	"context"
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"ascribe/news"
)

// maxValidator is the longest validator that is kept, in bytes.
const maxValidator = 1 << 10

// bigDocument is the size from which documents are parsed one at a time.
const bigDocument = 512 << 10

// Feed asks for a feed. The error is an *Error, but for the end of ctx.
func (c *Client) Feed(ctx context.Context, a Ask) (Answer, error) {
	header := http.Header{"Accept": {"application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"}}
	if a.ETag != "" {
		header.Set("If-None-Match", a.ETag)
	}
	if a.LastModified != "" {
		header.Set("If-Modified-Since", a.LastModified)
	}
	r, err := c.get(ctx, a.URL, c.userAgent(a.UserAgent), header, nil)
	if err != nil {
		return Answer{}, err
	}
	now := time.Now()
	ans := Answer{
		Status: r.status, FinalURL: r.url.String(), Bytes: int64(len(r.body)),
		ETag: validator(r.header, "Etag"), LastModified: validator(r.header, "Last-Modified"),
		RetryAfter: retryAfter(r.header, now), MaxAge: maxAge(r.header, now),
	}
	if r.hops > 0 && r.permanent {
		ans.MovedTo = ans.FinalURL
	}
	switch r.status {
	case http.StatusNotModified:
		if a.ETag == "" && a.LastModified == "" {
			return Answer{}, &Error{Health: news.ServerError, Status: r.status, Reason: "the host says that nothing has changed, without having been asked"}
		}
		ans.NotModified, ans.ETag, ans.LastModified = true, a.ETag, a.LastModified
		return ans, nil
	case http.StatusNoContent:
		ans.NotModified, ans.ETag, ans.LastModified = true, a.ETag, a.LastModified
		return ans, nil
	case http.StatusOK, http.StatusNonAuthoritativeInfo:
	default:
		return Answer{}, &Error{Health: news.ServerError, Status: r.status, Reason: "the host gives a part, or something else than was asked for"}
	}
	if err := c.parse(ctx, r, &ans); err != nil {
		return Answer{}, err
	}
	ans.Document.doubt(now)
	return ans, nil
}

// parse reads the document of a reply into ans. A body that was cut off gives the items
// that are whole, if there are any.
func (c *Client) parse(ctx context.Context, r *reply, ans *Answer) error {
	if len(r.body) > bigDocument {
		select {
		case c.large <- struct{}{}:
			defer func() { <-c.large }()
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	doc, why, err := parseDocument(r.body, r.header.Get("Content-Type"), ans.FinalURL)
	if r.cut != nil && (err != nil || len(doc.Items) == 0) {
		return failure(r.cut)
	}
	if err != nil {
		e := *failure(err) // others may share what it points to
		e.Status = r.status
		if r.hops > 0 { // a login, a wall, the front page: it helps to know which
			e.Reason += ", at " + oneLine(ans.FinalURL) + ", where redirects lead"
		}
		return &e
	}
	if r.cut != nil {
		why = failure(r.cut).Reason
	}
	ans.Document, ans.Partial, ans.Why = doc, why != "", why
	if ans.Partial {
		ans.ETag, ans.LastModified = "", ""
	}
	return nil
}

// Page asks for an article page, unless its host's robots.txt forbids it. The error is an
// *Error, which carries the status of an answer outside 2xx, but for the end of ctx.
func (c *Client) Page(ctx context.Context, url, userAgent string) (Page, error) {
	header := http.Header{"Accept": {"text/html, application/xhtml+xml;q=0.9, */*;q=0.1"}}
	r, err := c.get(ctx, url, c.userAgent(userAgent), header, c.permitted)
	if err != nil {
		return Page{}, err
	}
	c.captures.keep(r)
	p := Page{URL: r.url.String(), ContentType: r.header.Get("Content-Type"), Body: r.body, Status: r.status}
	if r.cut != nil {
		return Page{}, failure(r.cut)
	}
	if r.status != http.StatusOK && r.status != http.StatusNonAuthoritativeInfo {
		return Page{}, &Error{Health: news.ServerError, Status: r.status, Reason: "the host gives something else than a page"}
	}
	if len(bytes.TrimSpace(r.body)) == 0 {
		return Page{}, &Error{Health: news.Empty, Status: r.status, Reason: "the page is empty"}
	}
	if err := isHTML(p); err != nil {
		return Page{}, err
	}
	return p, nil
}

// isHTML believes neither the header nor the bytes alone: a PDF is often called text/html.
func isHTML(p Page) error {
	said, _, err := mime.ParseMediaType(p.ContentType)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		said = ""
	}
	if said != "" && said != "text/html" && said != "application/xhtml+xml" {
		return &Error{Health: news.Unreachable, Status: p.Status, Reason: "not a page but " + oneLine(said)}
	}
	found, _, _ := strings.Cut(http.DetectContentType(p.Body), ";")
	if !strings.HasPrefix(found, "text/") && found != "application/octet-stream" {
		return &Error{Health: news.Unreachable, Status: p.Status, Reason: "not a page but " + found}
	}
	return nil
}

func (c *Client) userAgent(own string) string {
	if own != "" {
		return oneLine(own)
	}
	return c.settings.UserAgent
}

// validator is the value of a header, unless it is too long to be kept.
func validator(h http.Header, name string) string {
	if v := h.Get(name); len(v) <= maxValidator {
		return v
	}
	return ""
}
