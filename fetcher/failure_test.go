package fetcher

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"ascribe/news"
)

// TestFailures: what lies beneath becomes a health and a reason that a person understands.
func TestFailures(t *testing.T) {
	dial := func(err error) error {
		return &url.Error{Op: "Get", URL: "http://a.example/", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
	}
	for _, c := range []struct {
		err    error
		health news.Health
		reason string
	}{
		{dial(&net.DNSError{Name: "a.example", IsNotFound: true}), news.Unreachable, "the name a.example is not known"},
		{dial(&net.DNSError{Name: "a.example", IsTemporary: true}), news.Unreachable, "no network?"},
		{dial(&net.DNSError{Name: "a.example", IsTimeout: true}), news.Unreachable, "no network?"},
		{dial(syscall.ENETUNREACH), news.Unreachable, "no network leads"},
		{dial(syscall.ECONNREFUSED), news.Unreachable, "nothing listens"},
		{dial(syscall.ECONNRESET), news.Unreachable, "broke the connection off"},
		{dial(syscall.ETIMEDOUT), news.TimedOut, "in time"},
		{context.DeadlineExceeded, news.TimedOut, "in time"},
		{io.ErrUnexpectedEOF, news.Unreachable, "before the answer was complete"},
		{fmt.Errorf("%w: 10.0.0.1", errRefused), news.Refused, "10.0.0.1"},
		{errors.New("malformed\r\nX-Forged: \x1b[2J" + strings.Repeat("x", 1000)), news.Unreachable, "no answer that HTTP allows: malformed  X-Forged:  [2J"},
	} {
		e := failure(c.err)
		if e.Health != c.health || !strings.Contains(e.Reason, c.reason) || !errors.Is(e, c.err) || strings.ContainsFunc(e.Reason, func(r rune) bool { return r < ' ' }) || len(e.Reason) > 300 {
			t.Errorf("%v: %s, %q", c.err, e.Health, e.Reason)
		}
		if failure(fmt.Errorf("wrapped: %w", e)) != e {
			t.Error("a failure of a failure is another")
		}
	}
}
