package fetcher

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxURL is the longest URL that is asked for, in bytes.
const maxURL = 8 << 10

// parseURL reads an address that may be asked for: http or https, a host, no user, a usual
// port. The host comes back in lower case ASCII. Errors wrap errRefused.
func (g *guard) parseURL(raw string) (*url.URL, error) {
	if len(raw) > maxURL {
		return nil, fmt.Errorf("%w: the URL is %d bytes long, more than %d", errRefused, len(raw), maxURL)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: not a URL", errRefused)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: the scheme is %q, not http or https", errRefused, u.Scheme)
	}
	if u.Opaque != "" || u.Hostname() == "" {
		return nil, fmt.Errorf("%w: the URL names no host", errRefused)
	}
	if u.User != nil {
		return nil, fmt.Errorf("%w: the URL carries a user name", errRefused)
	}
	host, err := plainHost(u.Hostname())
	if err != nil {
		return nil, err
	}
	port := portOf(u)
	if !g.allowsPort(port) {
		return nil, fmt.Errorf("%w: port %q is not one of %v", errRefused, u.Port(), ports)
	}
	u.Host, u.Fragment, u.RawFragment = joinPort(host, u.Port()), "", ""
	return u, nil
}

// joinPort is host:port, or host if there is no port, with brackets where IPv6 needs them.
func joinPort(host, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port != "" {
		host += ":" + port
	}
	return host
}

// portOf is the port that u is asked on, 0 if it is none.
func portOf(u *url.URL) uint16 {
	if u.Port() == "" && u.Scheme == "http" {
		return 80
	}
	if u.Port() == "" {
		return 443
	}
	p, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		return 0
	}
	return uint16(p)
}

// plainHost maps a host to lower case ASCII (IDNA), without the dot at its end, and refuses
// what some resolvers take for an IPv4 address and netip does not: "127.1", "0x7f000001".
func plainHost(host string) (string, error) {
	fault := fmt.Errorf("%w: %q is neither a host name nor an address", errRefused, host)
	if a, err := netip.ParseAddr(host); err == nil && a.Zone() == "" {
		return a.String(), nil
	}
	ascii := strings.ToLower(strings.TrimSuffix(host, "."))
	if strings.ContainsFunc(ascii, func(r rune) bool { return r >= utf8.RuneSelf }) {
		var err error
		if ascii, err = idna.Lookup.ToASCII(ascii); err != nil {
			return "", fault
		}
	}
	if a, err := netip.ParseAddr(ascii); err == nil && a.Is4() {
		return ascii, nil
	}
	if len(ascii) > 253 || strings.Trim(ascii, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
		return "", fault
	}
	last := ""
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 {
			return "", fault
		}
		last = label
	}
	if numeric(last) {
		return "", fault
	}
	return ascii, nil
}

// numeric reports whether a label would make WHATWG URL parsers read the host as IPv4.
func numeric(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}
