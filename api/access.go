package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// A Role is what a caller may do; each may do what the ones before it may.
type Role string

// The roles, least first.
const (
	Reader  Role = "reader"  // read
	Analyst Role = "analyst" // and add stories, edit
	Admin   Role = "admin"   // and fetch, verify, back up
)

var roles = []Role{Reader, Analyst, Admin}

func (r Role) may(what Role) bool { return slices.Index(roles, r) >= slices.Index(roles, what) }

// A Token lets its holder in. Only its hash is kept: of 256 random bits, so that a plain
// SHA-256 needs no salt and no stretching.
type Token struct {
	Name   string `yaml:"name"`   // edits are attributed to it
	SHA256 string `yaml:"sha256"` // of the token, in hexadecimal
	Role   Role   `yaml:"role"`
}

// A TokenFault is what is wrong with one of a list of tokens.
type TokenFault struct {
	Index  int // in the list
	Reason string
}

func (f TokenFault) Error() string { return fmt.Sprintf("token %d: %s", f.Index+1, f.Reason) }

// CheckTokens reports every fault of a list of tokens.
func CheckTokens(tokens []Token) []TokenFault {
	var faults []TokenFault
	names, sums := map[string]bool{}, map[string]string{}
	for i, t := range tokens {
		wrong := func(format string, args ...any) {
			faults = append(faults, TokenFault{i, fmt.Sprintf(format, args...)})
		}
		switch {
		case t.Name == "":
			wrong("it needs a name")
		case names[t.Name]:
			wrong("there are two tokens of the name %q", t.Name)
		}
		names[t.Name] = true
		sum, err := hex.DecodeString(t.SHA256)
		other, twice := sums[string(sum)]
		switch {
		case err != nil || len(sum) != sha256.Size:
			wrong("sha256 of %q must be the SHA-256 of the token, 64 hexadecimal digits", t.Name)
		case twice:
			wrong("%q and %q are the same token", other, t.Name)
		default:
			sums[string(sum)] = t.Name
		}
		if !slices.Contains(roles, t.Role) {
			wrong("role of %q is reader, analyst or admin, not %q", t.Name, t.Role)
		}
	}
	return faults
}

// CheckAddress refuses to listen where strangers can reach what no token guards.
func CheckAddress(addr string, tokens []Token) error {
	host, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return fmt.Errorf("address %q: want host:port, such as 127.0.0.1:8080: %w", addr, err)
	}
	if len(tokens) == 0 && !loopback(host) {
		return fmt.Errorf("address %q can be reached from other machines, and there are no tokens: "+
			"listen on 127.0.0.1, or give access.tokens in the configuration", addr)
	}
	return nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.Unmap().IsLoopback()
}

// A caller is who sent a request.
type caller struct {
	name  string
	role  Role // "" is nobody
	local bool // over the unix socket, or in this process
}

type localKey struct{}

// Local marks the requests of a context as those of whoever runs this process: they may do
// everything. Use it as the ConnContext of the unix socket's server, and for requests that
// never cross a network.
func Local(ctx context.Context) context.Context {
	return context.WithValue(ctx, localKey{}, true)
}

func callerOf(ctx context.Context) caller {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v.caller
	}
	return caller{}
}

// admitted finds out who calls and refuses what a browser was tricked into.
func (s *API) admitted(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	for _, o := range s.Origins {
		_ = crossOrigin.AddTrustedOrigin(o) // CheckOrigins has said yes
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := caller{"local", Admin, true}
		if r.Context().Value(localKey{}) == nil {
			var ok bool
			if c, ok = s.identify(w, r); !ok {
				return
			}
		}
		if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
			v.caller = c
		}
		if err := crossOrigin.Check(r); err != nil {
			s.refuse(w, r, http.StatusForbidden, "a page of another origin may not write here")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody+1)
		next.ServeHTTP(w, r)
	})
}

// identify answers the request itself when it says no. A caller without credentials is
// nobody, whom some routes let in all the same.
func (s *API) identify(w http.ResponseWriter, r *http.Request) (caller, bool) {
	if len(s.Tokens) == 0 {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil || !loopback(host) {
			s.refuse(w, r, http.StatusForbidden, "without tokens, only this machine is served")
			return caller{}, false
		}
		if !s.hostAllowed(r.Host) {
			s.refuse(w, r, http.StatusMisdirectedRequest, "this server answers as localhost only; a name that leads here by other ways is refused")
			return caller{}, false
		}
		return caller{"local", Admin, false}, true
	}
	secret, given := credentials(r)
	if !given {
		return caller{}, true
	}
	sum := sha256.Sum256([]byte(secret))
	var found caller
	for _, t := range s.Tokens { // all of them, so that the time tells nothing
		want, _ := hex.DecodeString(t.SHA256)
		if subtle.ConstantTimeCompare(sum[:], want) == 1 {
			found = caller{name: t.Name, role: t.Role}
		}
	}
	if found.role == "" {
		s.challenge(w, r, "the token is not known here")
		return caller{}, false
	}
	return found, true
}

// credentials takes the token of a Bearer header, or the password of a Basic one: some
// clients know nothing else. The user name of the latter does not matter.
func credentials(r *http.Request) (secret string, given bool) {
	if _, password, ok := r.BasicAuth(); ok {
		return password, true
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(token), true
	}
	return "", scheme != ""
}

// hostAllowed guards against DNS rebinding: a page whose name was made to point at this
// machine sends its own name.
func (s *API) hostAllowed(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	return loopback(host) || slices.ContainsFunc(s.Hosts, func(h string) bool { return strings.EqualFold(h, host) })
}

func (s *API) challenge(w http.ResponseWriter, r *http.Request, why string) {
	w.Header()["Www-Authenticate"] = []string{`Bearer realm="ascribe"`, `Basic realm="ascribe", charset="UTF-8"`}
	s.refuse(w, r, http.StatusUnauthorized, why)
}

// permitted answers the request itself when the caller may not do this.
func (s *API) permitted(w http.ResponseWriter, r *http.Request, need Role) bool {
	switch c := callerOf(r.Context()); {
	case c.role == "":
		s.challenge(w, r, "a token is needed")
		return false
	case !c.role.may(need):
		s.refuse(w, r, http.StatusForbidden, fmt.Sprintf("the role %s is needed; this token has %s", need, c.role))
		return false
	}
	return true
}
