package fetcher

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// toUTF8 makes UTF-8 of a document and drops what XML and JSON do not allow in it.
// The order of belief: a byte order mark; a two- or four-byte pattern that only UTF-16 or
// UTF-32 markup has; the bytes themselves, if they are valid UTF-8, whatever is declared;
// the HTTP header; the document's declaration; windows-1252.
func toUTF8(body []byte, contentType string) []byte {
	if e, mark := wide(body); e != nil {
		body = decode(body[mark:], e)
	} else {
		for bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) {
			body = body[3:]
		}
		if !utf8.Valid(body) {
			body = narrow(body, contentType)
		}
	}
	return legal(body)
}

// wide recognises UTF-16 and UTF-32, with the length of the byte order mark.
func wide(b []byte) (encoding.Encoding, int) {
	for _, w := range []struct {
		start string
		e     encoding.Encoding
		mark  int
	}{
		// UTF-32 first: its little-endian mark begins with UTF-16's.
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4},
		{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2},
		{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2},
		{"<\x00\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 0},
		{"\x00\x00\x00<", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 0},
		{"<\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0},
		{"\x00<", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0},
		{"{\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0},
		{"\x00{", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0},
	} {
		if bytes.HasPrefix(b, []byte(w.start)) {
			return w.e, w.mark
		}
	}
	return nil, 0
}

var declaration = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// narrow decodes bytes that are not UTF-8. A document that says it is UTF-8, or says
// nothing that we know, and is valid but for a few bytes, keeps the rest.
func narrow(body []byte, contentType string) []byte {
	var labels []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	if m := declaration.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		labels = append(labels, string(m[1]))
	}
	for _, label := range labels {
		label = strings.Trim(strings.ToLower(label), `"' `)
		e, name := charset.Lookup(label)
		if e == nil || label == "utf-7" || strings.HasPrefix(name, "utf-16") || name == "replacement" {
			continue
		}
		if name == "utf-8" {
			break
		}
		return decode(body, e)
	}
	return mixed(body)
}

func decode(body []byte, e encoding.Encoding) []byte {
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\ufffd"))
	}
	return out
}

// mixed reads what is valid UTF-8 as UTF-8 and every other byte as windows-1252, so that one
// bad byte in a long document spoils one character and no more.
func mixed(body []byte) []byte {
	out := make([]byte, 0, len(body)+len(body)/16)
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(body[0]))
		} else {
			out = append(out, body[:n]...)
		}
		body = body[n:]
	}
	return out
}

// legal drops the characters that XML forbids: the C0 controls but tab and line breaks,
// U+FFFE and U+FFFF. C1 controls are windows-1252 that was taken for Latin-1: they become
// what was meant, mostly quotation marks. It returns b itself when there are none of them.
func legal(b []byte) []byte {
	if !bytes.ContainsFunc(b, func(r rune) bool { return illegal(r) || r >= 0x80 && r < 0xa0 }) {
		return b
	}
	return bytes.Map(func(r rune) rune {
		switch {
		case illegal(r):
			return -1
		case r >= 0x80 && r < 0xa0 && r != 0x85: // U+0085 is a line break, too
			return charmap.Windows1252.DecodeByte(byte(r))
		}
		return r
	}, b)
}

func illegal(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}
