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
	"strings"
	"syscall"

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

// silent says whether a failure is a host's that gave no answer, and not that of our network
// or of a name server.
func silent(err error) bool {
	e, ok := errors.AsType[*Error](err)
	if _, name := errors.AsType[*net.DNSError](err); !ok || name || errors.Is(err, syscall.ENETUNREACH) {
		return false
	}
	return e.Health == news.TimedOut || e.Health == news.Unreachable || e.Health == news.BadTLS
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
