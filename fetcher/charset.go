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
// UTF-32 markup has; the bytes themselves, if they are valid UTF-8 but for a few, whatever is
// declared; the HTTP header, if it says anything but UTF-8 and Latin-1; the document's
// declaration; Latin-1 of the header; windows-1252.
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

// narrow decodes bytes that are not UTF-8. A header's UTF-8 or Latin-1 is what a server says of
// all that it has: a document that declares something else knows better. One that is called
// UTF-8, or nothing that we know, and is valid but for a few bytes, keeps the rest.
func narrow(body []byte, contentType string) []byte {
	if mostlyUTF8(body) {
		return mixed(body)
	}
	var latin encoding.Encoding // the header's
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		e, name := charsetOf(params["charset"])
		if e != nil && name != "windows-1252" {
			return decode(body, e)
		}
		latin = e
	}
	if m := declaration.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		if e, _ := charsetOf(string(m[1])); e != nil {
			return decode(body, e)
		}
	}
	if latin != nil {
		return decode(body, latin)
	}
	return mixed(body)
}

// charsetOf finds a charset that bytes can be in which are no UTF-8; nil when there is none of
// that name.
func charsetOf(label string) (encoding.Encoding, string) {
	label = strings.Trim(strings.ToLower(label), `"' `)
	e, name := charset.Lookup(label)
	if e == nil || label == "utf-7" || name == "utf-8" || strings.HasPrefix(name, "utf-16") || name == "replacement" {
		return nil, ""
	}
	return e, name
}

// mostlyUTF8 reports that bytes which belong to characters beyond ASCII are right far more often
// than not: chance makes no such text of another charset.
func mostlyUTF8(body []byte) bool {
	right, wrong := 0, 0
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			wrong++
		case n > 1:
			right++
		}
		i += n
	}
	return right > 4*wrong
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
