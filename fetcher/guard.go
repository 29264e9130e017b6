package fetcher

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

//go:embed special.txt
var specialText string

var special = parseSpecial(specialText)

// nat64 is the well-known prefix of RFC 6052: its last four bytes are an IPv4 address.
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// ports are those that a web server is found on.
var ports = []uint16{80, 443, 8080, 8443}

var errRefused = errors.New("refused")

// A guard decides which addresses may be connected to.
type guard struct {
	allow []exception
	// lookup resolves a name; tests put their own.
	lookup  func(ctx context.Context, host string) ([]netip.Addr, error)
	connect func(ctx context.Context, to netip.AddrPort) (net.Conn, error)
}

// An exception is one entry of Settings.Allow.
type exception struct {
	prefix netip.Prefix
	port   uint16 // 0 is any
}

func newGuard(allow []string, timeout time.Duration) (*guard, error) {
	g := &guard{}
	for _, a := range allow {
		e, err := parseException(a)
		if err != nil {
			return nil, err
		}
		g.allow = append(g.allow, e)
	}
	g.lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
		ctx, cancel := context.WithTimeout(ctx, timeout) // a machine without a network finds out soon
		defer cancel()
		return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	}
	d := &net.Dialer{Timeout: timeout, KeepAlive: 15 * time.Second, Control: g.control}
	g.connect = func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
		return d.DialContext(ctx, "tcp", to.String())
	}
	return g, nil
}

// Refuses says why a feed at an address would be refused at every visit, whatever its name resolves
// to; nil if nothing is known against it.
func (s Settings) Refuses(address string) error {
	g, err := newGuard(s.Allow, 0)
	if err != nil {
		return nil // a fault of its own
	}
	u, err := g.parseURL(address)
	if err != nil {
		return err
	}
	host := u.Hostname()
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		host = "127.0.0.1"
	}
	if a, err := netip.ParseAddr(host); err == nil {
		return g.judge(netip.AddrPortFrom(a, portOf(u)))
	}
	return nil
}

// maxDials is how many addresses of a name are tried.
const maxDials = 4

// dial connects to one of the addresses of a name. If any of them is refused, none is
// tried: a public name with a private address is a mistake or an attack. The addresses
// judged are the ones connected to, so a second answer of the name server changes nothing.
// IPv4 goes first, one address after the other, and not more than a few: the transport waits
// for a connection longer than for its request.
func (g *guard) dial(ctx context.Context, _, hostport string) (net.Conn, error) {
	host, p, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(p, 10, 16)
	if err != nil {
		return nil, err
	}
	addrs, err := g.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, a := range addrs {
		if err := g.judge(netip.AddrPortFrom(a, uint16(port))); err != nil {
			return nil, err
		}
	}
	var conn net.Conn
	for _, a := range addrs[:min(len(addrs), maxDials)] {
		if conn, err = g.connect(ctx, netip.AddrPortFrom(a, uint16(port))); err == nil {
			return conn, nil
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, err
}

func (g *guard) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	addrs, err := g.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	if len(addrs) == 0 {
		return nil, &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	slices.SortStableFunc(addrs, func(a, b netip.Addr) int { return a.Unmap().BitLen() - b.Unmap().BitLen() })
	return addrs, nil
}

// control judges an address again when the socket is there, whoever dials.
func (g *guard) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	return g.judge(to)
}

// judge returns an error that wraps errRefused unless to may be connected to.
func (g *guard) judge(to netip.AddrPort) error {
	a := to.Addr()
	if g.excepted(a, to.Port()) {
		return nil
	}
	if a.Zone() != "" {
		return fmt.Errorf("%w: %s has a zone", errRefused, a)
	}
	a = embedded(a)
	for _, s := range special {
		if s.prefix.Contains(a) {
			return fmt.Errorf("%w: %s is a special-use address: %s", errRefused, to.Addr(), s.use)
		}
	}
	if !slices.Contains(ports, to.Port()) {
		return fmt.Errorf("%w: port %d is not one of %v", errRefused, to.Port(), ports)
	}
	return nil
}

// embedded is the IPv4 address within a, or a.
func embedded(a netip.Addr) netip.Addr {
	a = a.Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		return netip.AddrFrom4([4]byte(b[12:]))
	}
	return a
}

// excepted reports whether Settings.Allow names the address.
func (g *guard) excepted(a netip.Addr, port uint16) bool {
	return slices.ContainsFunc(g.allow, func(e exception) bool {
		return (e.port == 0 || e.port == port) && e.prefix.Contains(a.Unmap())
	})
}

// allowsPort reports whether some address may be connected to on the port.
func (g *guard) allowsPort(port uint16) bool {
	return slices.Contains(ports, port) ||
		slices.ContainsFunc(g.allow, func(e exception) bool { return e.port == 0 || e.port == port })
}

// near reports whether host is an address, or localhost, that Settings.Allow names: such a
// host is ours, and need not be spared.
func (g *guard) near(host string, port uint16) bool {
	if host == "localhost" {
		host = "127.0.0.1"
	}
	a, err := netip.ParseAddr(host)
	return err == nil && g.excepted(a, port)
}

// parseException reads PREFIX:PORT, where the prefix may stand in brackets and the port may
// be "*".
func parseException(s string) (exception, error) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return exception{}, fmt.Errorf("allow: %q is not PREFIX:PORT, such as 127.0.0.0/8:8090", s)
	}
	prefix, err := netip.ParsePrefix(strings.Trim(s[:i], "[]"))
	if err != nil {
		return exception{}, fmt.Errorf("allow: %q: %q is not an address prefix, such as 127.0.0.0/8", s, s[:i])
	}
	if s[i+1:] == "*" {
		return exception{prefix.Masked(), 0}, nil
	}
	port, err := strconv.ParseUint(s[i+1:], 10, 16)
	if err != nil || port == 0 {
		return exception{}, fmt.Errorf("allow: %q: %q is not a port, nor * for all", s, s[i+1:])
	}
	return exception{prefix.Masked(), uint16(port)}, nil
}

type specialUse struct {
	prefix netip.Prefix
	use    string
}

func parseSpecial(text string) []specialUse {
	var table []specialUse
	for line := range strings.Lines(text) {
		prefix, use, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || prefix == "#" {
			continue
		}
		table = append(table, specialUse{netip.MustParsePrefix(prefix), strings.TrimSpace(use)})
	}
	return table
}
