package fetcher

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"ascribe/news"
)

// robotsName is the product token that we look for in a robots.txt, whatever User-Agent an
// outlet is asked with.
const robotsName = "ascribe"

const (
	robotsFor   = 24 * time.Hour   // a robots.txt is believed (RFC 9309, 2.4)
	robotsAgain = 10 * time.Minute // after a failure to read it
	maxRobots   = 500 << 10        // bytes of it that are read (RFC 9309, 2.5)
	maxDelay    = 30 * time.Second // of Crawl-delay that is kept
)

// robots remembers the robots.txt of each scheme and host.
type robots struct {
	mu    sync.Mutex
	hosts map[string]*robotsEntry
}

type robotsEntry struct {
	mu    sync.Mutex // held while it is asked for: others of the host wait
	until time.Time
	rules robotRules
	err   error // why it could not be read
}

// permitted says whether a page may be asked for: nil, an *Error, or the end of ctx. It
// keeps the host's Crawl-delay.
func (c *Client) permitted(ctx context.Context, u *url.URL, userAgent string) error {
	e := c.robots.entry(u.Scheme+"://"+u.Host, time.Now())
	e.mu.Lock()
	defer e.mu.Unlock()
	if !time.Now().Before(e.until) {
		rules, err := c.askRobots(ctx, u, userAgent)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		e.rules, e.err, e.until = rules, err, time.Now().Add(robotsFor)
		if err != nil {
			e.until = time.Now().Add(robotsAgain)
		}
	}
	if e.err != nil {
		return e.err
	}
	if e.rules.delay > 0 {
		c.pacer.slow(u.Host, min(e.rules.delay, maxDelay))
	}
	if !e.rules.allow(u.RequestURI()) {
		return &Error{Health: news.Blocked, Reason: "the host's robots.txt asks not to fetch it"}
	}
	return nil
}

// askRobots gets a host's rules. A host without the file (any 4xx) has none; one that
// fails to give it is left alone (RFC 9309, 2.3.1).
func (c *Client) askRobots(ctx context.Context, u *url.URL, userAgent string) (robotRules, error) {
	at := url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	r, err := c.get(ctx, at.String(), userAgent, http.Header{"Accept": {"text/plain, */*;q=0.1"}}, nil)
	if e, ok := errors.AsType[*Error](err); ok {
		switch {
		case e.Status >= 400 && e.Status < 500 && e.Status != http.StatusTooManyRequests, errors.Is(e, errHops), e.Health == news.TooLarge:
			return robotRules{}, nil
		case e.Status >= 500:
			return robotRules{}, &Error{Health: news.Limited, Reason: "the host's robots.txt cannot be read for now: " + e.Reason, RetryAfter: e.RetryAfter, Err: e}
		}
	}
	if err != nil {
		return robotRules{}, err
	}
	body := r.body
	return parseRobots(string(body[:min(len(body), maxRobots)]), robotsName), nil
}

func (r *robots) entry(host string, now time.Time) *robotsEntry {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.hosts[host]
	if e == nil {
		if len(r.hosts) >= 4096 {
			r.forget(now)
		}
		e = &robotsEntry{}
		r.hosts[host] = e
	}
	return e
}

// forget drops what is no longer believed. r.mu is held; an entry in use is kept.
func (r *robots) forget(now time.Time) {
	for host, e := range r.hosts {
		if e.mu.TryLock() {
			if now.After(e.until) {
				delete(r.hosts, host)
			}
			e.mu.Unlock()
		}
	}
}

// robotRules are what a robots.txt says to us.
type robotRules struct {
	rules []robotRule
	delay time.Duration // between two requests, 0 when it doesn't say
}

type robotRule struct {
	pattern string // percent-coding made alike; * and a $ at the end have their meaning
	allow   bool
}

// allow says whether a path with its query may be asked for. The longest rule that fits
// decides, and of two the one that allows.
func (r robotRules) allow(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = plainPath(path)
	longest, allowed := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); n >= longest && fitsPath(rule.pattern, path) {
			allowed = rule.allow || n == longest && allowed
			longest = n
		}
	}
	return allowed
}

// parseRobots reads the groups for a product token, or those for everybody when it is not
// named. Groups of one name count as one. What cannot be read is passed over.
func parseRobots(text, name string) robotRules {
	var own, all robotRules
	named, forUs, forAll, head := false, false, false, false
	text = strings.TrimPrefix(strings.ToValidUTF8(text, "?"), "\ufeff")
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if !head { // a first line of agents begins a group
				forUs, forAll = false, false
			}
			head = true
			agent, _, _ := strings.Cut(strings.ToLower(value), "/")
			forUs = forUs || agent == name
			forAll = forAll || agent == "*"
			named = named || forUs
			continue
		}
		if key != "allow" && key != "disallow" && key != "crawl-delay" {
			continue // sitemap and the like stand between groups and end none
		}
		head = false
		if forUs {
			own.add(key, value)
		}
		if forAll {
			all.add(key, value)
		}
	}
	if named {
		return own
	}
	return all
}

func (r *robotRules) add(key, value string) {
	if key == "crawl-delay" {
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = max(r.delay, time.Duration(min(s, maxDelay.Seconds())*float64(time.Second)))
		}
		return
	}
	if value == "" || len(value) > maxURL || len(r.rules) >= 10_000 { // an empty Disallow forbids nothing
		return
	}
	r.rules = append(r.rules, robotRule{plainPath(value), key == "allow"})
}

// plainPath writes a path so that two spellings of it compare equal: coded characters are
// decoded, but for those that mean something where they stand.
func plainPath(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		if path[i] == '%' && i+2 < len(path) {
			if v, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				if strings.IndexByte("/?*$%#", byte(v)) < 0 {
					b.WriteByte(byte(v))
				} else {
					b.WriteString(strings.ToUpper(path[i : i+3]))
				}
				i += 2
				continue
			}
		}
		b.WriteByte(path[i])
	}
	return b.String()
}

// fitsPath matches a prefix of path; * is any run of characters, $ at the end the end. Each
// piece is taken at its first place, the last one before a $ at the end: no backtracking.
func fitsPath(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	pieces := strings.Split(pattern, "*")
	path, ok := strings.CutPrefix(path, pieces[0])
	if !ok {
		return false
	}
	for i, piece := range pieces[1:] {
		if whole && i == len(pieces)-2 {
			return strings.HasSuffix(path, piece)
		}
		at := strings.Index(path, piece)
		if at < 0 {
			return false
		}
		path = path[at+len(piece):]
	}
	return !whole || path == ""
}
