package extract

import "bytes"

// An attribute of a tag begins at a place of the page.
type attribute struct {
	at          int
	name, value []byte
	quoted      bool
}

// attribute passes over the next attribute by the tokenizer's rules; there is none where the tag ends.
func (s *scanner) attribute() (a attribute, ok bool) {
	p := s.page
	for s.at < len(p) && (blank(p[s.at]) || p[s.at] == '/') {
		s.at++
	}
	if s.at >= len(p) || p[s.at] == '>' {
		return a, false
	}
	a.at = s.at
	for s.at++; s.at < len(p) && !blank(p[s.at]) && p[s.at] != '/' && p[s.at] != '>' && p[s.at] != '='; {
		s.at++
	}
	a.name = p[a.at:s.at]
	a.value, a.quoted = s.value()
	return a, s.at < len(p) // else the tag has no end
}

// attributes passes over the attributes of a tag, and leaves out those that nobody reads: the parser takes longer for an
// attribute than for a letter of the text.
func (s *scanner) attributes(tag string) {
	styled := false
	for a, ok := s.attribute(); ok; a, ok = s.attribute() {
		drop := !wanted(tag, a.name, a.value)
		if len(a.name) == len("style") && bytes.EqualFold(a.name, []byte("style")) {
			drop, styled = styled || drop && a.quoted, true // of two the first counts
		}
		// A tag closes itself by a slash at its end, even if that is one of an address.
		if drop && (a.quoted || len(a.value) == 0 || a.value[len(a.value)-1] != '/') {
			s.keep(a.at)
			s.from = s.at
		}
	}
}

// value passes over the equals sign and the value that may follow the name of an attribute.
func (s *scanner) value() (value []byte, quoted bool) {
	p, i := s.page, s.at
	for i < len(p) && blank(p[i]) {
		i++
	}
	if i >= len(p) || p[i] != '=' {
		return nil, false
	}
	for i++; i < len(p) && blank(p[i]); {
		i++
	}
	if i < len(p) && (p[i] == '"' || p[i] == '\'') {
		end := bytes.IndexByte(p[i+1:], p[i])
		if end < 0 {
			s.at = len(p)
			return nil, true
		}
		s.at = i + 1 + end + 1
		return p[i+1 : i+1+end], true
	}
	start := i
	for i < len(p) && !blank(p[i]) && p[i] != '>' {
		i++
	}
	s.at = i
	return p[start:i], false
}

// wanted reports an attribute that something is read from. Those of elements of style are compared by the parser.
func wanted(tag string, name, value []byte) bool {
	switch string(name) {
	case "class", "id", "role", "itemprop", "href", "rel", "datetime", "content", "hidden", "aria-hidden", "aria-label", "data-testid", "data-component", "data-qa":
		return true
	case "style":
		return bytes.Contains(value, []byte("display")) || bytes.Contains(value, []byte("visibility")) || plainAttributes(tag)
	case "title":
		return tag == "abbr" || plainAttributes(tag)
	case "type":
		return tag == "script" || tag == "input" || plainAttributes(tag)
	case "width", "height":
		return tag == "img" && !large(value) || plainAttributes(tag)
	case "src", "srcset", "alt", "data-src", "data-original", "data-lazy-src", "data-full-src":
		return tag == "img" || plainAttributes(tag)
	}
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			return true
		}
	}
	return plainAttributes(tag)
}

// large reports three digits or more that are no size of an icon.
func large(value []byte) bool {
	for i := range 3 {
		if i >= len(value) || value[i] < '0' || value[i] > '9' {
			return false
		}
	}
	return string(value[:3]) >= "120"
}

// plainAttributes reports a tag that is left as it is.
func plainAttributes(tag string) bool {
	switch tag {
	case "html", "body", "meta", "font", "b", "big", "code", "em", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	for i := range len(tag) {
		if c := tag[i]; c < 'a' || c > 'z' {
			return tag != "h1" && tag != "h2" && tag != "h3" && tag != "h4"
		}
	}
	return false
}
