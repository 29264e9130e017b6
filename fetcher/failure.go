package fetcher

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"ascribe/news"
)

var errHops = errors.New("redirects go nowhere")

// failure says what an error on the way to an answer means.
func failure(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	health, reason := judgeError(err)
	return &Error{Health: health, Reason: reason, Err: err}
}

func judgeError(err error) (news.Health, string) {
	dns, isDNS := errors.AsType[*net.DNSError](err)
	timeout, isTimeout := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, errRefused):
		return news.Refused, err.Error()
	case errors.Is(err, errHops):
		return news.Unreachable, err.Error()
	case errors.Is(err, errTooLarge):
		return news.TooLarge, "the answer is " + err.Error()
	case errors.Is(err, errCoding):
		return news.NotAFeed, "the answer cannot be decoded: " + err.Error()
	case isDNS && dns.IsNotFound:
		return news.Unreachable, fmt.Sprintf("the name %s is not known to the name server", dns.Name)
	case isDNS:
		return news.Unreachable, fmt.Sprintf("no network? The name server gave no answer for %s", dns.Name)
	case isTLS(err):
		return news.BadTLS, "no secure connection: " + strings.TrimPrefix(err.Error(), "tls: ")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), isTimeout && timeout.Timeout():
		return news.TimedOut, "no complete answer in time"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return news.Unreachable, "no network leads to the host"
	case errors.Is(err, syscall.ECONNREFUSED):
		return news.Unreachable, "nothing listens at the address"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return news.Unreachable, "the host broke the connection off"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return news.Unreachable, "the host closed the connection before the answer was complete"
	}
	return news.Unreachable, "no answer that HTTP allows: " + oneLine(err.Error())
}

func isTLS(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return true
	}
	return strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "TLS handshake")
}

// judgeStatus says what a status that is neither 2xx nor 304 means.
func judgeStatus(status int) (news.Health, string) {
	switch status {
	case http.StatusNotFound:
		return news.Unreachable, "the host knows no such address"
	case http.StatusGone:
		return news.Gone, "the host says that it is gone for good"
	case http.StatusTooManyRequests:
		return news.Limited, "the host says that it is asked too often"
	case http.StatusUnauthorized, http.StatusProxyAuthRequired:
		return news.Blocked, "the host wants a login"
	case http.StatusPaymentRequired:
		return news.Blocked, "the host wants to be paid"
	case http.StatusForbidden:
		return news.Blocked, "the host forbids it"
	case http.StatusUnavailableForLegalReasons:
		return news.Blocked, "the host must not show it, for legal reasons"
	case http.StatusServiceUnavailable:
		return news.ServerError, "the host is out of service for now"
	case http.StatusRequestTimeout, http.StatusTooEarly:
		return news.ServerError, "the host wants the request again, later"
	}
	name := http.StatusText(status)
	if name == "" {
		name = "a status without a name"
	}
	switch {
	case status >= 400 && status < 500:
		return news.Blocked, "the host refuses the request: " + name
	case status >= 500 && status < 600:
		return news.ServerError, "the host has failed: " + name
	}
	return news.ServerError, "the host gives an answer that makes no sense here: " + name
}

// banned is the failure to ask a host within its Retry-After.
func banned(d time.Duration) *Error {
	return &Error{
		Health:     news.Limited,
		Reason:     "the host asked to be left alone for another " + d.Round(time.Second).String(),
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

// oneLine takes line breaks and other control characters out of a message that repeats what
// a server said, and cuts it.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	return cutRunes(s, 200)
}
