package extract

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// Half of a news page is scripts and style sheets, which the parser would copy and nobody
// reads. prune returns a reader of the page without their contents, and those scripts that
// carry data; the elements stay. So do all attributes when a selector may ask for any of them,
// else those that something is read from. The tree is otherwise the one that the whole page
// gives: where the scanner is not sure, it keeps.
func prune(page []byte, selected bool) (*pieces, []script) {
	s := scanner{page: page, selected: selected, kept: lists.Get().(*pieces)}
	for s.at < len(page) {
		i := bytes.IndexByte(page[s.at:], '<')
		if i < 0 || s.at+i+1 >= len(page) {
			break
		}
		s.at += i + 1
		switch c := page[s.at]; {
		case c == '!':
			s.comment()
		case c == '?':
			s.close()
		case c == '/' && s.at+1 < len(page):
			s.at++
			switch {
			case !letter(page[s.at]):
				s.close()
			case s.svg > 0:
				s.draw(s.name(), false)
			default:
				s.tag()
			}
		case letter(c):
			s.element()
		}
	}
	s.keep(len(page))
	return s.kept, s.scripts
}

// A script carries data: JSON-LD, or the page's state for its client-side renderer.
type script struct {
	kind string // its type attribute
	text []byte
}

func (s script) linked() bool { return strings.Contains(s.kind, "ld+json") }

// carriesData tells it by its type or its beginning.
func (s script) carriesData() bool {
	if strings.Contains(s.kind, "json") {
		return true
	}
	head := s.text[:min(len(s.text), 200)]
	for _, name := range []string{"__PRELOADED_STATE__", "__INITIAL_STATE__", "Fusion.globalContent", "__APOLLO_STATE__", "window.__data"} {
		if bytes.Contains(head, []byte(name)) {
			return true
		}
	}
	return false
}

// typeOf is the type attribute of a tag, which is without its opening bracket.
func typeOf(tag []byte) string {
	if !bytes.Contains(tag, []byte("json")) {
		return "" // no other type matters
	}
	s := scanner{page: tag}
	s.name()
	for a, ok := s.attribute(); ok; a, ok = s.attribute() {
		if bytes.EqualFold(a.name, []byte("type")) {
			return html.UnescapeString(string(a.value))
		}
	}
	return ""
}

// A scanner finds the elements of a page whose content is raw text (HTML Standard, 13.2.6.2),
// with the tokenizer's rules for comments, tags and quotes, and no others.
type scanner struct {
	page []byte
	at   int // what is before is done
	from int // what is from here to at is not in kept yet
	svg  int // open svg elements

	selected bool // every attribute counts

	kept    *pieces
	scripts []script
}

// drawing is what a drawing may hold without leaving the rules of foreign content (HTML
// Standard, 13.2.6.5), where no element has raw text.
var drawing = map[string]bool{
	"a": true, "animate": true, "circle": true, "clippath": true, "defs": true, "ellipse": true, "filter": true, "g": true, "image": true, "line": true,
	"lineargradient": true, "mask": true, "path": true, "pattern": true, "polygon": true, "polyline": true, "radialgradient": true, "rect": true,
	"stop": true, "svg": true, "symbol": true, "text": true, "tspan": true, "use": true,
	"style": true, "title": true, "desc": true, // without elements of their own
}

// giveUp keeps the rest of the page as it is.
func (s *scanner) giveUp() { s.at = len(s.page) }

// draw passes over a tag within a drawing, or gives up.
func (s *scanner) draw(name string, opens bool) {
	name = strings.ToLower(name)
	if !drawing[name] {
		s.giveUp()
		return
	}
	s.tag()
	if s.at >= len(s.page) {
		return
	}
	switch closed := s.page[s.at-1] == '/'; {
	case name == "svg" && !opens:
		s.svg--
	case name == "svg" && !closed:
		s.svg++
	case opens && !closed && (name == "style" || name == "title" || name == "desc"):
		next := bytes.IndexByte(s.page[s.at:], '<')
		if next < 0 || !bytes.HasPrefix(s.page[s.at+next:], []byte("</"+name+">")) {
			s.giveUp()
		}
	}
}

func (s *scanner) keep(to int) {
	if to > s.from {
		s.kept.list = append(s.kept.list, s.page[s.from:to])
	}
	s.from = to
}

// comment passes over a comment or another declaration. A comment may end earlier ("<!-->",
// "--!>"): then scripts up to the next "-->" are kept.
func (s *scanner) comment() {
	switch rest := s.page[s.at:]; {
	case bytes.HasPrefix(rest, []byte("!--")):
		if i := bytes.Index(rest[3:], []byte("-->")); i >= 0 {
			s.at += 3 + i
			return
		}
		s.giveUp()
	case s.svg > 0: // character data, perhaps
		s.giveUp()
	default:
		s.close()
	}
}

// close goes to the next closing angle bracket.
func (s *scanner) close() {
	if i := bytes.IndexByte(s.page[s.at:], '>'); i >= 0 {
		s.at += i
	} else {
		s.giveUp()
	}
}

// tag passes over the rest of a tag: a quotation mark counts only where a value begins.
func (s *scanner) tag() {
	for p := s.page; s.at < len(p); s.at++ {
		switch p[s.at] {
		case '>':
			return
		case '=':
			for s.at+1 < len(p) && blank(p[s.at+1]) {
				s.at++
			}
			if s.at+1 < len(p) && (p[s.at+1] == '"' || p[s.at+1] == '\'') {
				end := bytes.IndexByte(p[s.at+2:], p[s.at+1])
				if end < 0 {
					s.at = len(p)
					return
				}
				s.at += 2 + end
			}
		}
	}
}

// name passes over the name of a tag.
func (s *scanner) name() string {
	start := s.at
	for s.at < len(s.page) && !blank(s.page[s.at]) && s.page[s.at] != '/' && s.page[s.at] != '>' {
		s.at++
	}
	return string(s.page[start:s.at])
}

func (s *scanner) element() {
	start := s.at
	name := s.name()
	switch {
	case s.svg > 0 || strings.EqualFold(name, "svg"):
		s.draw(name, true)
		return
	case strings.EqualFold(name, "math"):
		s.giveUp()
		return
	}
	if s.selected {
		s.tag()
	} else {
		s.attributes(name)
	}
	raw := rawElement(name)
	if raw == "" || s.at >= len(s.page) {
		return
	}
	tag := s.page[start : s.at+1]
	s.at++
	end := s.end(raw)
	if end < 0 {
		s.giveUp()
		return
	}
	body := s.page[s.at:end]
	switch raw {
	case "script":
		// "<!--" within a script may hide its end tag from the tokenizer.
		if bytes.Contains(body, []byte("<!--")) {
			s.giveUp()
			return
		}
		if found := (script{typeOf(tag), body}); found.carriesData() && len(body) > 0 && len(s.scripts) < maxMarked {
			s.scripts = append(s.scripts, found)
		}
		fallthrough
	case "style":
		s.keep(s.at)
		s.from = end
	}
	s.at = end
}

// rawElement is the name of an element with raw text, else "".
func rawElement(name string) string {
	if len(name) < 3 {
		return "" // most elements
	}
	for _, raw := range []string{"script", "style", "noscript", "iframe", "title", "textarea", "xmp", "noembed", "noframes", "plaintext"} {
		if len(name) == len(raw) && strings.EqualFold(name, raw) {
			return raw
		}
	}
	return ""
}

// end is where the end tag of a raw element begins, -1 when there is none.
func (s *scanner) end(name string) int {
	for i := s.at; i < len(s.page); i += 2 {
		j := bytes.Index(s.page[i:], []byte("</"))
		if j < 0 {
			return -1
		}
		i += j
		after := i + 2 + len(name)
		if after < len(s.page) && strings.EqualFold(string(s.page[i+2:after]), name) && (blank(s.page[after]) || s.page[after] == '/' || s.page[after] == '>') {
			return i
		}
	}
	return -1
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// pieces are parts of a text, read one after the other.
type pieces struct {
	list [][]byte
	next int // what is before was read
}

var lists = sync.Pool{New: func() any { return &pieces{list: make([][]byte, 0, 512)} }}

// release gives the list to another page.
func (p *pieces) release() {
	if cap(p.list) > 1<<13 {
		return
	}
	clear(p.list) // they hold the page
	p.list, p.next = p.list[:0], 0
	lists.Put(p)
}

func (p *pieces) Read(b []byte) (n int, err error) {
	for n < len(b) && p.next < len(p.list) {
		piece := &p.list[p.next]
		m := copy(b[n:], *piece)
		n += m
		if *piece = (*piece)[m:]; len(*piece) == 0 {
			p.next++
		}
	}
	if n == 0 && len(b) > 0 {
		return 0, io.EOF
	}
	return n, nil
}
