package fetcher

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
)

// Bounds of a document. A parser's cost follows them, and depth is what its stack pays for.
const (
	maxDepth      = 256
	maxElements   = 200_000
	maxAttributes = 1_000 // of one element
	maxItems      = 5_000
	maxParts      = 4_000 // elements within one item
	maxTag        = 256 << 10
	maxNamespaces = 50 // in force at one place

	// namespacePrice is how many elements the declaration of a namespace counts as: the
	// parser copies all that are in force.
	namespacePrice = 10
)

// A pruned document is well-formed: every element is closed in order, and there is neither
// a declaration nor a document type, comment or processing instruction in it.
type pruned struct {
	kind  string // "rss", "rdf" or "feed"
	xml   []byte
	items []span // of xml, in order
	root  int    // length of the root's start tag, with which xml begins
	why   string // what the document lacks, "" if it is all there
	more  bool   // it has more items than these
}

type span struct{ from, to int }

// prune copies the feed that a document holds, whatever stands before and after it, within
// the bounds. What is too deep or too much is left out; what is cut off is closed after the
// last whole item. It needs no more stack than its own, and time in proportion to the bytes.
func prune(doc []byte) (pruned, error) { return pruneFrom(doc, 0) }

// pruneFrom is prune that leaves out so many of the first items.
func pruneFrom(doc []byte, first int) (pruned, error) {
	p := pruner{scanner: scanner{doc: doc}, leave: first}
	if err := p.findRoot(); err != nil {
		return pruned{}, err
	}
	p.out = make([]byte, 0, len(doc)+256)
	p.start(anyNamespace(p.kind, p.tag))
	p.root = len(p.out)
	for len(p.open) > 0 && p.step() {
	}
	if p.long {
		p.lack(fmt.Sprintf("a tag in it is longer than %d bytes", maxTag))
	}
	p.finish()
	return pruned{kind: p.kind, xml: p.out, items: p.spans, root: p.root, why: p.why, more: p.more}, nil
}

// countItems counts the items of a document, whole or not.
func countItems(doc []byte) (n int) {
	s := scanner{doc: doc}
	for {
		switch s.next() {
		case tokenEnd:
			return n
		case tokenStart:
			if _, local := s.tag.split(); local == "item" || local == "entry" {
				n++
			}
		}
	}
}

type element struct {
	name   string
	spaces int // namespaces that it declares
	room   int // bytes that its text may have
	coded  int // where in out its text in base64 begins, 0 if it has none
}

// maxDate is the longest text of a date, in bytes: a parser tries it in a hundred formats.
const maxDate = 200

// dates are elements whose text is one, by their local names.
var dates = map[string]bool{
	"pubdate": true, "lastbuilddate": true, "date": true, "published": true, "updated": true, "modified": true, "issued": true, "created": true,
}

type pruner struct {
	scanner
	out      []byte
	kind     string
	root     int
	open     []element
	spaces   int // namespaces that the open elements declare
	skipping int // depth within an element that is left out
	elements int // written, and end tags of none
	parts    int // elements in the open item
	item     int // depth at which the open item stands, 0 for none
	begun    int // where in out the open item begins
	spans    []span
	why      string
	leave    int // items that are still to be left out
	more     bool
}

// findRoot goes to the start tag of the feed. A document that is HTML first is no feed.
func (p *pruner) findRoot() error {
	for {
		switch p.next() {
		case tokenEnd:
			return errNotXML
		case tokenStart:
			switch _, local := p.tag.split(); local {
			case "rss", "rdf", "feed":
				p.kind = local
				return nil
			case "html", "head", "body":
				return errHTML
			}
		}
	}
}

// step copies one token. It reports false when nothing more is to be copied.
func (p *pruner) step() bool {
	switch p.next() {
	case tokenEnd:
		p.lack("it ends in the middle")
		return false
	case tokenText:
		if p.skipping == 0 && p.room() {
			p.out = appendText(p.out, p.text, inText)
		}
	case tokenCDATA:
		if p.skipping == 0 && p.room() {
			p.out = append(p.out, "<![CDATA["...)
			p.out = append(p.out, p.text...)
			p.out = append(p.out, "]]>"...)
		}
	case tokenStart:
		return p.begin(p.tag)
	case tokenClose:
		if p.skipping > 0 {
			p.skipping--
		} else {
			return p.end(p.tag.name)
		}
	}
	return true
}

// begin copies a start tag, unless it is too deep or one too many.
func (p *pruner) begin(t tag) bool {
	if p.skipping > 0 {
		if !t.closed {
			p.skipping++
		}
		return true
	}
	_, local := t.split()
	if local == "item" || local == "entry" {
		if p.item > 0 && strings.EqualFold(p.open[p.item-1].name, t.name) {
			p.closeTo(p.item - 1) // the last one was not ended
		}
		if p.item == 0 && len(p.open) <= 2 {
			if p.leave > 0 {
				if p.leave--; !t.closed {
					p.skipping = 1
				}
				return true
			}
			if len(p.spans) == maxItems {
				p.more = true
				p.lack(fmt.Sprintf("it has more than %d items", maxItems))
				return false
			}
			p.item, p.begun, p.parts = len(p.open)+1, len(p.out), 0
		}
	}
	if !p.count() {
		return false
	}
	if p.parts++; len(p.open) >= maxDepth || p.item > 0 && p.parts > maxParts {
		p.lack("some of it is nested too deep, or too much for one item")
		if !t.closed {
			p.skipping = 1
		}
		p.elements--
		return true
	}
	p.start(t)
	return true
}

// room says whether the text fits what its element may have.
func (p *pruner) room() bool {
	e := &p.open[len(p.open)-1]
	e.room -= len(p.text)
	return e.room >= 0
}

func (p *pruner) count() bool {
	if p.elements++; p.elements > maxElements {
		p.lack(fmt.Sprintf("it has more than %d elements", maxElements))
		return false
	}
	return true
}

func (p *pruner) start(t tag) {
	coded := p.kind == "feed" && inBase64.Match(t.attributes)
	if coded {
		t.attributes = nil // neither the mode nor the type holds for what it is decoded to
	}
	p.out = append(p.out, '<')
	p.out = append(p.out, t.name...)
	out, spaces, many := appendAttributes(p.out, t.attributes, maxNamespaces-p.spaces)
	if many {
		p.lack("an element has too many attributes or namespaces")
	}
	p.out = append(out, '>')
	room := len(p.doc)
	if _, local := t.split(); dates[local] {
		room = maxDate
	}
	e := element{name: t.name, spaces: spaces, room: room}
	if coded {
		e.coded = len(p.out)
	}
	p.open = append(p.open, e)
	p.spaces += spaces
	p.elements += spaces * namespacePrice
	if t.closed {
		p.closeTo(len(p.open) - 1)
	}
}

var defaultNamespace = regexp.MustCompile(`\bxmlns\s*=\s*("[^"]*"|'[^']*')`)

// inBase64 finds the mode of Atom 0.3 in which a text stands in base64 (section 3.1.2 there).
var inBase64 = regexp.MustCompile(`\bmode\s*=\s*["']base64["']`)

// decodeBase64 puts what the text of out from there on stands for into its place. What cannot
// be decoded stays.
func decodeBase64(out []byte, from int) []byte {
	text := bytes.TrimSuffix(bytes.TrimPrefix(bytes.TrimSpace(out[from:]), []byte("<![CDATA[")), []byte("]]>"))
	plain, err := base64.StdEncoding.AppendDecode(nil, bytes.Join(bytes.Fields(text), nil))
	if err != nil {
		return out
	}
	b := bytes.NewBuffer(out[:from])
	_ = xml.EscapeText(b, plain) // a buffer takes all
	return b.Bytes()
}

// anyNamespace takes the default namespace from an Atom feed's start tag: there have been many,
// and a parser that knows two of them passes the rest of the feeds over in silence.
func anyNamespace(kind string, t tag) tag {
	if prefix, _ := t.split(); kind == "feed" && prefix == "" {
		t.attributes = defaultNamespace.ReplaceAll(t.attributes, nil)
	}
	return t
}

// end closes the innermost open element of that name, and those within it. An end tag that
// belongs to none is left out, but counts: looking for what it ends has a price.
func (p *pruner) end(name string) bool {
	for i := len(p.open) - 1; i >= 0; i-- {
		if strings.EqualFold(p.open[i].name, name) {
			p.closeTo(i)
			return true
		}
	}
	return p.count()
}

// closeTo closes all open elements but the first n.
func (p *pruner) closeTo(n int) {
	for i := len(p.open) - 1; i >= n; i-- {
		if from := p.open[i].coded; from > 0 {
			p.out = decodeBase64(p.out, from)
		}
		p.out = append(p.out, "</"...)
		p.out = append(p.out, p.open[i].name...)
		p.out = append(p.out, '>')
		p.spaces -= p.open[i].spaces
		p.open = p.open[:i]
		if i+1 == p.item {
			p.spans = append(p.spans, span{p.begun, len(p.out)})
			p.item = 0
		}
	}
}

// finish takes a half item back and closes the rest.
func (p *pruner) finish() {
	if p.item > 0 { // its half is cut off with all that is open within
		p.out, p.open, p.item = p.out[:p.begun], p.open[:p.item-1], 0
	}
	p.closeTo(0)
}

func (p *pruner) lack(why string) {
	if p.why == "" {
		p.why = why
	}
}

// alone is a document of one item: the root's start tag, the item, and the ends.
func (d pruned) alone(item span) []byte {
	name := d.xml[1:bytes.IndexAny(d.xml[:d.root], " >")]
	b := bytes.NewBuffer(make([]byte, 0, d.root+item.to-item.from+64))
	b.Write(d.xml[:d.root])
	if d.kind == "rss" {
		b.WriteString("<channel>")
	}
	b.Write(d.xml[item.from:item.to])
	if d.kind == "rss" {
		b.WriteString("</channel>")
	}
	b.WriteString("</" + string(name) + ">")
	return b.Bytes()
}
