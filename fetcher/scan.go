package fetcher

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
)

// A scanner cuts a document into tokens of markup and text. It believes nothing: what looks
// like markup and isn't is text. Comments, processing instructions and document types are
// passed over.
type scanner struct {
	doc  []byte
	at   int
	text []byte // of the last text or CDATA
	tag  tag    // of the last start or end
	long bool   // something like a tag of more than maxTag bytes was taken for text
	// endless says that a declaration was found that does not end.
	endless bool
}

type token uint8

const (
	tokenEnd token = iota // the document ends, be it within markup
	tokenText
	tokenCDATA
	tokenStart
	tokenClose
)

type tag struct {
	name       string
	attributes []byte // as they stand
	closed     bool   // <name/>
}

// split gives the prefix and the local name, in lower case.
func (t tag) split() (prefix, local string) {
	prefix, local, ok := strings.Cut(strings.ToLower(t.name), ":")
	if !ok {
		return "", prefix
	}
	return prefix, local
}

func (s *scanner) next() token {
	for s.at < len(s.doc) {
		rest := s.doc[s.at:]
		if rest[0] != '<' {
			n := bytes.IndexByte(rest, '<')
			if n < 0 {
				n = len(rest)
			}
			s.text, s.at = rest[:n], s.at+n
			return tokenText
		}
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.past(4, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			from := s.at + 9
			if !s.past(9, "]]>") {
				return tokenEnd
			}
			s.text = s.doc[from : s.at-3]
			return tokenCDATA
		case bytes.HasPrefix(rest, []byte("<?")):
			s.past(2, ">")
		case len(rest) > 2 && rest[1] == '!' && (rest[2]|0x20 >= 'a' && rest[2]|0x20 <= 'z'):
			s.pastDeclaration()
		default:
			if tok, ok := s.element(rest); ok {
				return tok
			}
			s.text, s.at = rest[:1], s.at+1
			return tokenText
		}
	}
	return tokenEnd
}

// past goes beyond the next end after n bytes, or to the end of the document.
func (s *scanner) past(n int, end string) bool {
	i := bytes.Index(s.doc[s.at+n:], []byte(end))
	if i < 0 {
		s.at = len(s.doc)
		return false
	}
	s.at += n + i + len(end)
	return true
}

// pastDeclaration goes beyond <!DOCTYPE …>, with its internal subset in brackets. Nothing
// in it is believed: entities that it declares stay unknown. A declaration that doesn't end
// is passed over up to the next >, and so are those after it: looking for an end once is
// enough for a document.
func (s *scanner) pastDeclaration() {
	if !s.endless {
		if end := declarationEnd(s.doc[s.at:]); end > 0 {
			s.at += end
			return
		}
		s.endless = true
	}
	s.past(2, ">")
}

// declarationEnd is where the declaration ends that b begins with, 0 if it doesn't.
func declarationEnd(b []byte) int {
	depth, quote := 0, byte(0)
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '<' && bytes.HasPrefix(b[i:], []byte("<!--")):
			end := bytes.Index(b[i:], []byte("-->"))
			if end < 0 {
				return 0
			}
			i += end + 2
		case c == '[' || c == '<':
			depth++
		case depth > 0 && (c == '"' || c == '\''):
			quote = c
		case c == ']':
			depth = 0
		case c == '>' && depth > 0:
			depth--
		case c == '>':
			return i + 1
		}
	}
	return 0
}

// element reads a start or end tag at the beginning of rest.
func (s *scanner) element(rest []byte) (token, bool) {
	from, kind := 1, tokenStart
	if len(rest) > 1 && rest[1] == '/' {
		from, kind = 2, tokenClose
	}
	n := nameLength(rest[from:])
	if n == 0 {
		return 0, false
	}
	window := rest[:min(len(rest), maxTag)]
	end := tagEnd(window, from+n)
	switch {
	case end >= 0 && window[end] == '<':
		return 0, false
	case end >= 0:
	case len(rest) > maxTag:
		s.long = true
		return 0, false
	case kind == tokenClose && from+n == len(rest):
		end = len(rest) // its last character alone is missing
	default:
		s.at = len(s.doc) // cut off within the tag
		return tokenEnd, true
	}
	attributes := window[from+n : end]
	t := tag{name: string(rest[from : from+n])}
	if kind == tokenStart {
		if bytes.HasSuffix(attributes, []byte("/")) {
			t.closed, attributes = true, attributes[:len(attributes)-1]
		}
		t.attributes = attributes
	}
	s.tag, s.at = t, min(s.at+end+1, len(s.doc))
	return kind, true
}

// tagEnd finds the > that ends a tag, beyond quotation marks that stand where a value does,
// or the < that shows that it is none; -1 if there is neither.
func tagEnd(b []byte, from int) int {
	quote, last := byte(0), byte(0)
	for i := from; i < len(b); i++ {
		c := b[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && last == '=':
			quote = c
		case c == '>' || c == '<':
			return i
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			last = c
		}
	}
	return -1
}

// nameLength is how much of b is a name: ASCII letters and digits, "._-" and at most one
// colon. XML has more names, and parsers differ on them; feeds use none of those.
func nameLength(b []byte) int {
	colon := false
	for i, c := range b {
		switch {
		case c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z':
		case i > 0 && (c == '-' || c == '.' || c >= '0' && c <= '9'):
		case i > 0 && c == ':' && !colon && i+1 < len(b) && b[i+1] != '>':
			colon = true
		default:
			return i
		}
	}
	return len(b)
}

// appendAttributes writes attributes in good order: names that are names, values in quotes.
// It leaves out what exceeds maxAttributes, and namespaces beyond the given number, and
// says so. spaces is the number of namespaces written.
func appendAttributes(out, in []byte, namespaces int) (_ []byte, spaces int, many bool) {
	for count := 0; ; {
		in = bytes.TrimLeft(in, " \t\r\n/")
		if len(in) == 0 {
			return out, spaces, many
		}
		n := nameLength(in)
		if n == 0 {
			in = in[1:]
			continue
		}
		if count++; count > maxAttributes {
			return out, spaces, true
		}
		name := string(in[:n])
		in = bytes.TrimLeft(in[n:], " \t\r\n")
		value := []byte(nil)
		if len(in) > 0 && in[0] == '=' {
			value, in = attributeValue(bytes.TrimLeft(in[1:], " \t\r\n"))
		}
		if name == "xmlns" || strings.HasPrefix(name, "xmlns:") {
			if spaces == namespaces {
				many = true
				continue
			}
			spaces++
		}
		out = append(out, ' ')
		out = append(out, name...)
		out = append(out, '=', '"')
		out = appendText(out, changed(name, value), quoted)
		out = append(out, '"')
	}
}

// changed is the value of an attribute as it suits the parser behind: a base that it takes
// for a directory is one, and markup that we read ourselves is not parsed by it first, which
// costs more than all the rest and, with hostile markup, has no end.
func changed(name string, value []byte) []byte {
	switch name {
	case "xml:base":
		return directory(value)
	case "type":
		switch kind := strings.ToLower(strings.TrimSpace(string(value))); {
		case kind == "html":
			return []byte("text") // escaped markup: its references are undone once
		case strings.Contains(kind, "xhtml"):
			return []byte("markup") // left as it stands
		}
	}
	return value
}

func attributeValue(in []byte) (value, rest []byte) {
	if len(in) > 0 && (in[0] == '"' || in[0] == '\'') {
		if i := bytes.IndexByte(in[1:], in[0]); i >= 0 {
			return in[1 : 1+i], in[i+2:]
		}
		return in[1:], nil
	}
	if i := bytes.IndexAny(in, " \t\r\n"); i >= 0 {
		return in[:i], in[i:]
	}
	return in, nil
}

// directory cuts a base after its last slash, which is what resolving against it does
// (RFC 3986, 5.2.3); a parser that takes every base for a directory then does no harm.
func directory(base []byte) []byte {
	path := base
	if _, after, ok := bytes.Cut(base, []byte("://")); ok {
		path = after
	}
	if i := bytes.LastIndexByte(path, '/'); i >= 0 {
		return base[:len(base)-len(path)+i+1]
	}
	return base
}

// What a parser stumbles over in text and in attributes.
const (
	inText = "<>&"
	quoted = "<>&\""
)

// appendText copies text without what a parser stumbles over: the sign that begins markup,
// the end of a CDATA section, quotation marks in an attribute, and references to characters
// that XML does not have. Other references stay, known or not.
func appendText(out, text []byte, special string) []byte {
	for len(text) > 0 {
		i := bytes.IndexAny(text, special)
		if i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i]...)
		c := text[i]
		text = text[i+1:]
		switch c {
		case '<':
			out = append(out, "&lt;"...)
		case '>':
			out = append(out, "&gt;"...)
		case '"':
			out = append(out, "&#34;"...)
		case '&':
			if n := badReference(text); n > 0 {
				text = text[n:]
			} else {
				out = append(out, '&')
			}
		}
	}
	return out
}

// badReference is the length of a numeric reference, without its &, to a character that XML
// does not allow; 0 if text begins with none.
func badReference(text []byte) int {
	if len(text) < 3 || text[0] != '#' {
		return 0
	}
	end := bytes.IndexByte(text[:min(len(text), 64)], ';')
	if end < 0 {
		return 0
	}
	digits, base := string(text[1:end]), 10
	if digits != "" && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	if digits == "" || strings.Trim(strings.ToLower(digits), "0123456789abcdef") != "" || base == 10 && strings.Trim(digits, "0123456789") != "" {
		return 0
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > unicode.MaxRune || n >= 0xd800 && n < 0xe000 || illegal(rune(n)) {
		return end + 1
	}
	return 0
}
