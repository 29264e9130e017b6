package fetcher

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"ascribe/news"
)

func TestAddresses(t *testing.T) {
	text, err := os.ReadFile("testdata/addresses.txt")
	if err != nil {
		t.Fatal(err)
	}
	g, err := newGuard([]string{"192.0.2.1/32:8443"}, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		raw, want, ok := strings.Cut(line, "|")
		if !ok || raw[0] == '#' {
			continue
		}
		n++
		raw, want = strings.TrimSpace(raw), strings.TrimSpace(want)
		u, err := g.parseURL(raw)
		if err == nil {
			if a, e := netip.ParseAddr(u.Hostname()); e == nil {
				err = g.judge(netip.AddrPortFrom(a, portOf(u)))
			}
		}
		if err != nil && !errors.Is(err, errRefused) {
			t.Errorf("%s: %v is no refusal", raw, err)
		}
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", raw, err, want)
		}
	}
	if n < 50 {
		t.Errorf("%d lines", n)
	}
}

func TestExceptions(t *testing.T) {
	g, err := newGuard([]string{"127.0.0.0/8:8090", "[::1/128]:8091", "10.1.2.3/32:*"}, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for to, want := range map[string]bool{
		"127.0.0.1:8090": true, "127.9.9.9:8090": true, "127.0.0.1:8091": false, "127.0.0.1:80": false,
		"[::ffff:127.0.0.1]:8090": true, "[::1]:8091": true, "[::1]:8090": false, "10.1.2.3:22": true, "10.1.2.4:80": false,
		"1.1.1.1:8090": false, "1.1.1.1:443": true,
	} {
		if err := g.judge(netip.MustParseAddrPort(to)); (err == nil) != want {
			t.Errorf("%s: %v", to, err)
		}
	}
	for _, bad := range []string{"", "127.0.0.1", "127.0.0.1:80", "127.0.0.0/8", "127.0.0.0/8:0", "127.0.0.0/8:x", "127.0.0.0/33:80", "localhost:80"} {
		if err := (Settings{Allow: []string{bad}}).Check(); err == nil {
			t.Errorf("%q is taken for an exception", bad)
		}
	}
}

// TestNames: what a name leads to is judged at every dial, all of it.
func TestNames(t *testing.T) {
	answers := map[string][][]string{
		"public.example":  {{"93.184.216.34"}},
		"private.example": {{"10.0.0.1"}},
		"mapped.example":  {{"::ffff:10.0.0.1"}},
		"mixed.example":   {{"93.184.216.34", "10.0.0.1"}},
		"rebind.example":  {{"93.184.216.34"}, {"127.0.0.1"}},
		"v6first.example": {{"2606:4700::1", "93.184.216.34"}},
		"empty.example":   {{}},
	}
	c := client(t, Settings{})
	asked := map[string]int{}
	var connected []string
	c.guard.lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
		if answers[host] == nil {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		var addrs []netip.Addr
		for _, a := range answers[host][min(asked[host], len(answers[host])-1)] {
			addrs = append(addrs, netip.MustParseAddr(a))
		}
		asked[host]++
		return addrs, nil
	}
	c.guard.connect = func(_ context.Context, to netip.AddrPort) (net.Conn, error) {
		connected = append(connected, to.String())
		return nil, errors.New("connection recorded")
	}
	for _, step := range []struct {
		host      string
		health    news.Health
		connected string
	}{
		{"public.example", news.Unreachable, "93.184.216.34:80"},
		{"private.example", news.Refused, ""},
		{"mapped.example", news.Refused, ""},
		{"mixed.example", news.Refused, ""},
		{"rebind.example", news.Unreachable, "93.184.216.34:80"},
		{"rebind.example", news.Refused, ""},
		{"v6first.example", news.Unreachable, "93.184.216.34:80 [2606:4700::1]:80"},
		{"empty.example", news.Unreachable, ""},
		{"nowhere.example", news.Unreachable, ""},
	} {
		connected = nil
		_, err := c.Feed(t.Context(), Ask{URL: "http://" + step.host + "/"})
		if e, ok := errors.AsType[*Error](err); !ok || e.Health != step.health || strings.Join(connected, " ") != step.connected {
			t.Errorf("%s: %v, connected to %v", step.host, err, connected)
		}
	}
}

// TestManyAddresses: a name with hundreds of addresses that don't answer costs a few attempts.
func TestManyAddresses(t *testing.T) {
	c, dials := client(t, Settings{}), 0
	c.guard.lookup = func(context.Context, string) ([]netip.Addr, error) {
		var addrs []netip.Addr
		for i := range 255 {
			addrs = append(addrs, netip.AddrFrom4([4]byte{93, 184, 216, byte(i)}))
		}
		return addrs, nil
	}
	c.guard.connect = func(context.Context, netip.AddrPort) (net.Conn, error) {
		dials++
		return nil, syscall.ETIMEDOUT
	}
	if _, err := c.Feed(t.Context(), Ask{URL: "http://many.example/"}); failure(err).Health != news.TimedOut || dials != maxDials {
		t.Errorf("%d attempts, %v", dials, err)
	}
}
