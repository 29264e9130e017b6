package fetcher

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"time"
)

// A Client fetches feeds and pages. It may be used by many goroutines.
type Client struct {
	settings  Settings
	guard     *guard
	transport *http.Transport
	pacer     *pacer
	robots    robots
	captures  *warcWriter // nil for none
	log       *slog.Logger
	// large holds a token for the big document being parsed: a parser takes 20 to 30 times the
	// size of what it parses.
	large chan struct{}
}

// NewClient makes a client. It opens nothing; the settings must pass Check.
func NewClient(s Settings, log *slog.Logger) (*Client, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	s = s.withDefaults()
	g, err := newGuard(s.Allow, time.Duration(s.Connect))
	if err != nil {
		return nil, err
	}
	captures, err := newWARC(s.Captures, version(), log)
	if err != nil {
		return nil, err
	}
	return &Client{
		settings: s,
		captures: captures,
		guard:    g,
		pacer:    newPacer(s.PerHost, time.Duration(s.Pace)),
		robots:   robots{hosts: map[string]*robotsEntry{}},
		log:      log,
		large:    make(chan struct{}, 1),
		// No proxy from the environment: it would connect where the guard forbids. Codings are
		// ours to decode (readBody), and cookies are nobody's.
		transport: &http.Transport{
			DialContext:            g.dial,
			TLSHandshakeTimeout:    time.Duration(s.Handshake),
			ResponseHeaderTimeout:  time.Duration(s.FirstByte),
			MaxResponseHeaderBytes: s.MaxHeaders,
			MaxConnsPerHost:        s.PerHost,
			MaxIdleConnsPerHost:    1,
			MaxIdleConns:           100,
			IdleConnTimeout:        10 * time.Second,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true,
		},
	}, nil
}

// Close ends idle connections.
func (c *Client) Close() {
	c.transport.CloseIdleConnections()
	if c.captures != nil {
		c.captures.mu.Lock()
		defer c.captures.mu.Unlock()
		c.captures.close()
	}
}

// A reply is the last hop's answer with its body.
type reply struct {
	status    int
	header    http.Header
	body      []byte
	cut       error       // why the body ends early; what there is of it is in body
	address   string      // that answered; known only when pages are captured
	asked     http.Header // what the last request said of itself
	url       *url.URL
	permanent bool // every hop that led here was permanent
	hops      int
}

// get asks for a URL and follows redirects, each hop at its host's turn and, if may is not
// nil, with its leave. It returns an *Error, but for the end of ctx.
func (c *Client) get(ctx context.Context, raw, userAgent string, header http.Header, may func(context.Context, *url.URL, string) error) (*reply, error) {
	u, err := c.guard.parseURL(raw)
	if err != nil {
		return nil, failure(err)
	}
	left := time.Duration(c.settings.Timeout)
	seen := map[string]bool{}
	for r := (&reply{permanent: true}); ; r.hops++ {
		if seen[u.String()] {
			return nil, failure(fmt.Errorf("%w: they come back to %s", errHops, u.Host))
		}
		seen[u.String()] = true
		if may != nil {
			if err := may(ctx, u, userAgent); err != nil {
				return nil, err
			}
		}
		location, spent, err := c.hop(ctx, u, left, userAgent, header, r)
		if err != nil {
			return nil, err
		}
		if location == "" {
			return r, nil
		}
		if left -= spent; left <= 0 {
			return nil, failure(context.DeadlineExceeded)
		}
		if r.hops >= c.settings.MaxHops {
			return nil, failure(fmt.Errorf("%w: more than %d", errHops, c.settings.MaxHops))
		}
		if u, err = c.next(u, location); err != nil {
			return nil, failure(err)
		}
	}
}

// next is the URL that a redirect at u leads to.
func (c *Client) next(u *url.URL, location string) (*url.URL, error) {
	to, err := u.Parse(location)
	if err != nil {
		return nil, fmt.Errorf("%w: its target is not a URL", errHops)
	}
	to, err = c.guard.parseURL(to.String())
	if err != nil {
		return nil, fmt.Errorf("a redirect is %w", err)
	}
	return to, nil
}

// hop makes one request and fills r, or returns the target of the redirect that it got.
// spent is the time that it took, waiting for the host's turn not counted.
func (c *Client) hop(ctx context.Context, u *url.URL, left time.Duration, userAgent string, header http.Header, r *reply) (location string, spent time.Duration, err error) {
	near := c.guard.near(u.Hostname(), portOf(u))
	if d, why := c.pacer.banned(u.Host, time.Now()); d > 0 {
		return "", 0, banned(d, why)
	}
	done, err := c.pacer.turn(ctx, u.Host, near)
	if err != nil {
		return "", 0, err
	}
	defer done()
	if d, why := c.pacer.banned(u.Host, time.Now()); d > 0 { // since it was waited for
		return "", 0, banned(d, why)
	}
	begun := time.Now()
	hopCtx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	if c.captures != nil {
		hopCtx = httptrace.WithClientTrace(hopCtx, &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) {
			r.address, _, _ = net.SplitHostPort(i.Conn.RemoteAddr().String())
		}})
	}

	req, err := http.NewRequestWithContext(hopCtx, http.MethodGet, u.String(), nil)
	if err != nil {
		return "", 0, failure(fmt.Errorf("%w: %w", errRefused, err))
	}
	req.Header = header.Clone()
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept-Encoding", accepted)
	r.asked = req.Header
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		if err = c.lost(ctx, err); !near && silent(err) {
			c.pacer.failed(u.Host, time.Now(), forgiven, rand.Uint64())
		}
		return "", 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusTooManyRequests {
		c.pacer.answered(u.Host)
	}

	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		if location = resp.Header.Get("Location"); location == "" {
			return "", 0, failure(fmt.Errorf("%w: one without a target", errHops))
		}
		r.permanent = r.permanent && (resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusPermanentRedirect)
		return location, time.Since(begun), nil
	}
	r.status, r.header, r.url = resp.StatusCode, resp.Header, u
	if resp.StatusCode/100 != 2 {
		return "", 0, c.refusal(u.Host, near, resp)
	}
	r.body, r.cut = readBody(resp, c.settings.MaxBody)
	if r.cut != nil && ctx.Err() != nil {
		return "", 0, context.Cause(ctx)
	}
	if errors.Is(r.cut, errTooLarge) || errors.Is(r.cut, errCoding) {
		return "", 0, failure(r.cut)
	}
	return "", time.Since(begun), nil
}

// lost makes an *Error of a failed round trip, unless ctx, the caller's, has ended.
func (c *Client) lost(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return failure(err)
}

// refusal makes an *Error of a status outside 2xx, and keeps the host's Retry-After. One that
// says 429 and not for how long is left alone for as long as it takes.
func (c *Client) refusal(host string, near bool, resp *http.Response) error {
	if resp.StatusCode == http.StatusNotModified {
		return nil
	}
	now := time.Now()
	e := &Error{Status: resp.StatusCode}
	e.Health, e.Reason = judgeStatus(resp.StatusCode)
	if resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable {
		if e.RetryAfter = retryAfter(resp.Header, now); e.RetryAfter > 0 {
			c.pacer.ban(host, now, e.RetryAfter)
		} else if resp.StatusCode == http.StatusTooManyRequests && !near {
			c.pacer.failed(host, now, 0, rand.Uint64())
		}
	}
	return e
}
