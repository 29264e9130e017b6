package store

import (
	"bytes"
	"strings"
)

// closing is where the quotation mark stands that ends a string.
func closing(s []byte) int {
	for at := 0; ; at++ {
		i := bytes.IndexByte(s[at:], '"')
		if i < 0 {
			return len(s)
		}
		at += i
		before := bytes.TrimRight(s[:at], `\`)
		if (at-len(before))%2 == 0 {
			return at
		}
	}
}

// escapes are what stands behind a backslash for what; there is also u, which is rare.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unquoted is what stands within the quotation marks of a string, unless that is not simple.
func unquoted(s []byte) (text string, ok bool) {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := bytes.IndexByte(s, '\\')
		if i < 0 {
			b.Write(s)
			return b.String(), true
		}
		if i+1 == len(s) || escapes[s[i+1]] == 0 {
			return "", false
		}
		b.Write(s[:i])
		b.WriteByte(escapes[s[i+1]])
		s = s[i+2:]
	}
}
