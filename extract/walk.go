package extract

import (
	"net/url"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An elem is a block-level element of the page; inline ones are not kept.
type elem struct {
	node   *html.Node
	parent int32  // index, -1 for the root
	from   int32  // its first block
	to     int32  // the block after its last
	sig    uint32 // of tag and class: equal for elements that a template made alike
	groups groups
	depth  int16

	// Sums over all blocks below, see measure.
	words, linkWords, mass int32
	count                  int32
}

// A block is a run of text that no block-level element and no double line break interrupts.
type block struct {
	start, end int32 // bytes of page.text
	elem       int32 // the innermost block-level element
	path       uint32
	link       int32 // bytes within links
	strong     int32 // bytes in bold
	slanted    int32 // bytes in italics
	media      int32 // images and the like before the block, on the whole page
	links      int16 // how many links
	brs        int16
	lead       int16 // bytes of text before the first link, -1 without links
	depth      int16
	tag        atom.Atom
	bold       bool // begins in bold
	away       bool // has a link to another page
	dist       [numGroups]uint8

	textStats

	// What measure adds.
	linked  int32 // percent of its bytes within links
	running bool  // it looks like running text, whatever element holds it
	heading int8  // 1 to 5 for blocks in h1 to h6, 0 for others
}

// near and far bound the distance, in elements, of the nearest element of a group above a block.
const far = 31

// page is the flat form of a document.
type page struct {
	root   *html.Node
	text   []byte
	elems  []elem
	blocks []block
	meta   metaNodes
	h1     int // the block of the visible headline, -1 without one
}

// metaNodes are the elements that metadata are read from, in document order.
type metaNodes struct {
	lang    string
	amp     bool // an AMP rendering of an article
	titles  []*html.Node
	metas   []*html.Node
	links   []*html.Node
	scripts []script
	marked  []marked // itemprop, rel=author, time, byline classes
	images  []marked
}

// marked is an element with the number of the block that it begins before.
type marked struct {
	node  *html.Node
	block int
}

type walker struct {
	*page
	names *nameGroups
	last  [numGroups]int16 // depth of the nearest open element of a group, -1 without
	depth int16
	elem  int32
	cur   block
	open  bool
	brs   int
	links int    // open <a>
	host  string // the outlet's domain, "" when unknown
	space bool
	media int32
}

// pages are flat forms that are done with: their arrays are as large as a page's text.
var pages = sync.Pool{New: func() any {
	return &page{text: make([]byte, 0, 64<<10), elems: make([]elem, 0, 1024), blocks: make([]block, 0, 256)}
}}

// release gives the arrays of a page to the next one. Nothing of the page may be in use.
func (p *page) release() {
	if cap(p.text) > 1<<20 || cap(p.elems) > 1<<15 {
		return // of a page out of the common: not to be kept
	}
	clear(p.elems) // they hold the tree
	*p = page{text: p.text, elems: p.elems, blocks: p.blocks}
	pages.Put(p)
}

// newPage walks a document once.
func newPage(root *html.Node, base *url.URL) *page {
	p := pages.Get().(*page)
	*p = page{root: root, h1: -1, text: p.text[:0], elems: p.elems[:0], blocks: p.blocks[:0]}
	w := walker{
		page:  p,
		names: namesKnown.Get().(*nameGroups),
		elem:  -1,
	}
	if base != nil {
		w.host = domain(base.Hostname())
	}
	for i := range w.last {
		w.last[i] = -1
	}
	w.walk(root)
	w.flush()
	w.names.release()
	w.measure()
	return w.page
}

// What an element does to the text around it.
type flow uint8

const (
	inline flow = iota
	breaks      // parts blocks
	skip        // its content is no text of the page
	lineBreak
	data // metadata
)

func flowOf(n *html.Node) flow {
	switch n.DataAtom {
	case atom.Html, atom.Head, atom.Body, atom.Div, atom.P, atom.Section, atom.Article, atom.Main, atom.Aside, atom.Nav, atom.Header, atom.Footer,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset, atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr,
		atom.Td, atom.Th, atom.Caption, atom.Hr, atom.Address, atom.Details, atom.Summary, atom.Center, atom.Hgroup, atom.Dir, atom.Menu,
		atom.Legend, atom.Dialog, atom.Search:
		return breaks
	case atom.Br:
		return lineBreak
	case atom.Script, atom.Meta, atom.Link, atom.Title, atom.Img:
		return data
	case atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Select, atom.Textarea, atom.Input,
		atom.Math, atom.Audio, atom.Video, atom.Canvas, atom.Button, atom.Embed, atom.Map, atom.Datalist, atom.Noframes:
		return skip
	case 0: // a custom element: most stand for a part of the layout
		return breaks
	}
	return inline
}

func (w *walker) walk(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.add(c.Data)
		case html.ElementNode:
			w.element(c)
		}
	}
}

func (w *walker) element(n *html.Node) {
	f := flowOf(n)
	switch f {
	case skip:
		switch n.DataAtom {
		case atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed:
			w.media++
		}
		return
	case lineBreak:
		w.space = true
		if w.brs++; w.brs == 2 {
			w.flush()
		} else if w.open {
			w.cur.brs++
		}
		return
	case data:
		w.data(n)
		return
	}
	set, sig := w.inspect(n)
	if f == inline && set&(1<<gConcealed|1<<gHidden|1<<gModal) != 0 && unseen(n) {
		return
	}
	w.depth++
	// Groups are put back by bit, so that an element costs what it says and no more.
	var saved [numGroups]int16
	for g := range numGroups {
		if set&(1<<g) != 0 {
			saved[g], w.last[g] = w.last[g], w.depth
		}
	}
	if f == breaks {
		w.block(n, set, sig)
	} else {
		w.inline(n)
	}
	for g := range numGroups {
		if set&(1<<g) != 0 {
			w.last[g] = saved[g]
		}
	}
	w.depth--
}

func (w *walker) block(n *html.Node, set groups, sig uint32) {
	w.flush()
	at := int32(len(w.elems))
	outer := w.elem
	w.elems = append(w.elems, elem{node: n, parent: outer, from: int32(len(w.blocks)), sig: sig, groups: set, depth: w.depth})
	w.elem = at
	w.walk(n)
	w.flush()
	w.elems[at].to = int32(len(w.blocks))
	w.elem = outer
}

func (w *walker) inline(n *html.Node) {
	if n.DataAtom != atom.A {
		w.walk(n)
		return
	}
	w.links++
	before, open := len(w.text), w.open
	w.walk(n)
	w.links--
	if w.open {
		if !open || int(w.cur.start) > before {
			before = int(w.cur.start)
		}
		if w.cur.lead < 0 && len(w.text) > before {
			w.cur.lead = int16(min(before-int(w.cur.start), 1<<14))
		}
		if len(w.text) > before {
			w.cur.links = min(w.cur.links+1, 1<<14)
			w.cur.away = w.cur.away || w.leadsAway(attr(n, "href"))
		}
	}
}

// leadsAway reports the address of another page of the same outlet.
func (w *walker) leadsAway(href string) bool {
	if href == "" || href[0] == '#' || strings.HasPrefix(href, "javascript:") {
		return false
	}
	return !strings.Contains(href, "//") || w.host != "" && strings.Contains(href, w.host)
}

// add appends text to the open block, white space collapsed, zero-width characters and soft hyphens dropped.
func (w *walker) add(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		size := 1
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == 0:
			w.space = true
			i++
			continue
		case c == 0xc2 && i+1 < len(s) && (s[i+1] == 0xa0 || s[i+1] == 0xad): // no-break space, soft hyphen
			w.space = w.space || s[i+1] == 0xa0
			i += 2
			continue
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80:
			if t := s[i+2]; t <= 0x8a || t == 0xa8 || t == 0xa9 || t == 0xaf { // spaces
				w.space = true
				i += 3
				continue
			} else if t <= 0x8f { // zero width
				i += 3
				continue
			}
			size = 3
		case c == 0xef && i+2 < len(s) && s[i+1] == 0xbb && s[i+2] == 0xbf:
			i += 3
			continue
		}
		if !w.open {
			w.begin()
		} else if w.space {
			w.text = append(w.text, ' ')
		}
		w.space = false
		w.brs = 0
		// Copy up to the next byte that may need care.
		j := i + size
		for j < len(s) && s[j] > ' ' && s[j] != 0xc2 && s[j] != 0xe2 && s[j] != 0xef {
			j++
		}
		w.text = append(w.text, s[i:min(j, len(s))]...)
		if w.links > 0 {
			w.cur.link += int32(j - i)
		}
		if w.last[gBold] >= 0 {
			w.cur.strong += int32(j - i)
		}
		if w.last[gItalic] >= 0 {
			w.cur.slanted += int32(j - i)
		}
		i = j
	}
}

func (w *walker) begin() {
	w.open = true
	w.cur = block{start: int32(len(w.text)), elem: w.elem, depth: w.depth, lead: -1, media: w.media, bold: w.last[gBold] >= 0}
	if w.elem >= 0 {
		w.cur.tag = w.elems[w.elem].node.DataAtom
	}
	for g, at := range w.last {
		if at < 0 {
			w.cur.dist[g] = far
		} else {
			w.cur.dist[g] = uint8(min(w.depth-at, far-1))
		}
	}
	path := uint32(0)
	for e, i := w.elem, 0; e >= 0 && i < 3; i++ {
		path = path*31 + w.elems[e].sig
		e = w.elems[e].parent
	}
	w.cur.path = path
}

// maxBlocks is how many blocks of a page are read: those of an article and its surroundings are some hundreds, and each is
// asked whether it is the body.
const maxBlocks = 1 << 15

// flush ends the open block. Text in <title>, which is no part of the page, never gets here.
func (w *walker) flush() {
	w.space = false
	w.brs = 0
	if !w.open {
		return
	}
	w.open = false
	w.cur.end = int32(len(w.text))
	w.cur.textStats = measureText(w.text[w.cur.start:w.cur.end])
	if len(w.blocks) < maxBlocks && (w.cur.words > 0 || isRule(w.text[w.cur.start:])) {
		w.blocks = append(w.blocks, w.cur)
	} else {
		w.text = w.text[:w.cur.start]
	}
}

// blockText is valid as long as the page.
func (p *page) blockText(b *block) []byte { return p.text[b.start:b.end] }

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}
