package fetcher

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ascribe/news"
)

// banned is the failure to ask a host that is left alone. Its Status is 0: nobody was asked.
func banned(d time.Duration, why string) *Error {
	return &Error{
		Health:     news.Limited,
		Reason:     fmt.Sprintf("the host is left alone for another %s: %s", d.Round(time.Second), why),
		RetryAfter: d,
	}
}

// Waits that hosts ask for are kept within these bounds.
const (
	minWait = time.Minute
	maxWait = 24 * time.Hour
)

// retryAfter reads Retry-After, seconds or an HTTP date. It is 0 when the header asks for
// nothing or is none, else between minWait and maxWait.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0
	}
	var d time.Duration
	if strings.Trim(v, "0123456789") == "" {
		d = seconds(v)
	} else if t, err := http.ParseTime(v); err == nil {
		d = t.Sub(now)
	}
	if d <= 0 {
		return 0
	}
	return min(max(d, minWait), maxWait)
}

// maxAge reads how long an answer is fresh, from Cache-Control or Expires, at most maxWait.
func maxAge(h http.Header, now time.Time) time.Duration {
	for _, line := range h.Values("Cache-Control") {
		for d := range strings.SplitSeq(line, ",") {
			name, v, _ := strings.Cut(strings.ToLower(strings.TrimSpace(d)), "=")
			if name == "no-cache" || name == "no-store" {
				return 0
			}
			if name == "max-age" {
				return min(seconds(strings.Trim(v, `"`)), maxWait)
			}
		}
	}
	if t, err := http.ParseTime(h.Get("Expires")); err == nil {
		return min(max(t.Sub(now), 0), maxWait)
	}
	return 0
}

// seconds reads a number of seconds; one beyond all bounds is maxWait.
func seconds(digits string) time.Duration {
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n > int64(maxWait/time.Second) {
		return maxWait
	}
	return time.Duration(n) * time.Second
}
