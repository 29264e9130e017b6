package fetcher

import (
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

//go:embed tracking.txt
var trackingText string

var trackingNames, trackingPrefixes = parseTracking(trackingText)

// Canonical is the form of a URL that names a story: two URLs with one form are one page.
// What is hashed into names can never change, so neither can these rules:
//
//  1. Only http and https URLs with a host and without a user have a form.
//  2. Scheme and host are in lower case; the host is in ASCII (IDNA), without a dot at its end.
//  3. http on its own port becomes https, and ports 80 and 443 go. Another port stays, with
//     the scheme: there, http and https are two services.
//  4. The fragment goes.
//  5. In path and query, %-escapes are in upper case, those of letters, digits, "-._~" are
//     undone, and what may not stand there is escaped (RFC 3986, 6.2.2). Dot segments are
//     resolved. An empty path is "/". Nothing else in the path changes: not its case, not a
//     slash at its end.
//  6. A last segment "amp" goes, with its slash, if two or more segments stand before it. So
//     do the parameters amp, outputtype=amp and a ";jsessionid=…" at the end of the path.
//  7. The parameters in tracking.txt go, and empty ones. The others keep their order. A
//     query without parameters goes.
//
// A canonical URL is a name first. It leads to the page as well in nearly every case, but
// what is fetched is the URL that the outlet gave.
func Canonical(raw string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return "", fmt.Errorf("%q is not a URL", cutRunes(raw, 200))
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("%q does not begin with http:// or https://", cutRunes(raw, 200))
	}
	if u.Opaque != "" || u.Hostname() == "" || u.User != nil {
		return "", fmt.Errorf("%q names no host, or a user", cutRunes(raw, 200))
	}
	if len(raw) > maxURL {
		return "", fmt.Errorf("the URL is %d bytes long, more than %d", len(raw), maxURL)
	}
	host, err := plainHost(u.Hostname())
	if err != nil {
		return "", errors.New(strings.TrimPrefix(err.Error(), errRefused.Error()+": "))
	}
	scheme, port := "https", u.Port()
	if port == "80" || port == "443" {
		port = ""
	}
	if port != "" {
		scheme = u.Scheme
	}
	path := canonicalPath(u)
	query := strings.Join(slices.DeleteFunc(parameters(u.RawQuery), func(p string) bool {
		name, value, _ := strings.Cut(strings.ToLower(p), "=")
		return name == "amp" || name == "outputtype" && value == "amp"
	}), "&")
	if query != "" {
		query = "?" + query
	}
	return scheme + "://" + joinPort(host, port) + path + query, nil
}

func canonicalPath(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		return "/"
	}
	path = escapes(path)
	if i := strings.Index(strings.ToLower(path), ";jsessionid="); i > 0 {
		path = path[:i]
	}
	if strings.Contains(path, "/.") {
		path = dotless(path)
	}
	for {
		before, ok := strings.CutSuffix(strings.TrimSuffix(path, "/"), "/amp")
		if !ok || strings.Count(before, "/") < 2 {
			return path
		}
		path = before
	}
}

// dotless resolves "." and ".." (RFC 3986, 5.2.4).
func dotless(path string) string {
	var kept []string
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, s := range segments {
		switch s {
		case ".":
		case "..":
			kept = kept[:max(0, len(kept)-1)]
		default:
			kept = append(kept, s)
			continue
		}
		if i == len(segments)-1 {
			kept = append(kept, "")
		}
	}
	return "/" + strings.Join(kept, "/")
}

// escapes brings the %-escapes of a path or query into one form.
func escapes(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			v := unhex(s[i+1])<<4 | unhex(s[i+2])
			if i += 2; unreserved(v) {
				b.WriteByte(v)
				continue
			}
			b.Write([]byte{'%', hex[v>>4], hex[v&15]})
		case unreserved(c) || strings.IndexByte("!$&'()*+,;=:@/?[]", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// parameters are those of a query that say what is shown, in order.
func parameters(query string) []string {
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		if p = escapes(p); p != "" && !tracks(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

func tracks(parameter string) bool {
	name, _, _ := strings.Cut(strings.ToLower(parameter), "=")
	return trackingNames[name] || slices.ContainsFunc(trackingPrefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

func parseTracking(text string) (names map[string]bool, prefixes []string) {
	names = map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if prefix, ok := strings.CutSuffix(line, "*"); ok {
			prefixes = append(prefixes, prefix)
		} else if line != "" && line[0] != '#' {
			names[line] = true
		}
	}
	return names, prefixes
}
