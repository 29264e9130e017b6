package extract

import (
	"bytes"
	"hash/maphash"
	"slices"
	"sync"

	"golang.org/x/net/html/atom"
)

// sheet is a page with what the features of its blocks need to know of the whole.
type sheet struct {
	*page
	title      headline
	describe   []byte // the declared description
	ldBody     []byte // articleBody of the JSON-LD
	main       int32  // the element that holds most of the running text
	up         []uint8
	before     []int32 // words in the blocks before
	paths      map[uint32]pathStats
	same       map[uint64]int16
	nth        []int16
	first      int // first and last paragraph within main
	last       int
	total      int32
	kinds      [][numPhrases]uint8
	starts     []uint16
	lastHead   []int32 // the heading above, -1
	gapBefore  []int16 // blocks since the last paragraph
	gapAfter   []int16
	kin        []kinship // of the elements
	articles   int16     // how many article elements
	words      said
	mentions   []mention
	sinceMedia []int16 // blocks since the last image or the like, and until the next
	untilMedia []int16

	alike map[family]int16 // elements of a kind
	sums  []weighted       // of the elements, see context
	rows  []int16          // of the blocks that are scored at a time
}

type pathStats struct{ mass, words, count, links int32 }

// sheets are done with. What is large of them serves the next page.
var sheets = sync.Pool{New: func() any {
	return &sheet{paths: map[uint32]pathStats{}, same: map[uint64]int16{}, alike: map[family]int16{}}
}}

// release gives sheet and page to others. Nothing of them may be in use.
func (s *sheet) release() {
	p := s.page
	if len(p.blocks) < 1<<12 && len(p.elems) < 1<<14 { // of a page out of the common it is not kept
		clear(s.paths)
		clear(s.same)
		clear(s.alike)
		*s = sheet{paths: s.paths, same: s.same, alike: s.alike, kinds: s.kinds, kin: s.kin, sums: s.sums, rows: s.rows}
		sheets.Put(s)
	}
	p.release()
}

// renewed is a list of n zeros, in the place of one that nobody needs.
func renewed[T any](old []T, n int) []T {
	list := slices.Grow(old[:0], n)[:n]
	clear(list)
	return list
}

func newSheet(p *page, title headline, describe, ldBody string, words said) *sheet {
	s := sheets.Get().(*sheet)
	s.page, s.title, s.describe, s.ldBody, s.words = p, title, []byte(describe), []byte(ldBody), words
	s.findMain()
	s.relate()
	s.tally()
	s.gaps()
	s.media()
	return s
}

// findMain walks down from the root while one child holds most of the paragraphs.
func (s *sheet) findMain() {
	heavy := make([]int32, len(s.elems))
	for i := len(s.elems) - 1; i > 0; i-- {
		if up := s.elems[i].parent; up >= 0 {
			if h := heavy[up]; h == 0 || s.elems[i].mass >= s.elems[h].mass {
				heavy[up] = int32(i)
			}
		}
	}
	for h := heavy[0]; h != 0 && 100*s.elems[h].mass >= 65*s.elems[s.main].mass && s.elems[h].mass > 0; h = heavy[h] {
		s.main = h
	}
	// up: how many elements one must climb from an element to reach one that holds main; 0 within main.
	s.up = make([]uint8, len(s.elems))
	holds := make([]bool, len(s.elems))
	for e := s.main; e >= 0; e = s.elems[e].parent {
		holds[e] = true
	}
	for i := range s.elems {
		switch p := s.elems[i].parent; {
		case holds[i] && int32(i) != s.main:
			s.up[i] = 1
		case int32(i) == s.main || p >= 0 && s.up[p] == 0:
		case p >= 0:
			s.up[i] = min(s.up[p]+1, 30)
		}
	}
}

var seed = maphash.MakeSeed()

func (s *sheet) tally() {
	n := len(s.blocks)
	s.before = make([]int32, n+1)
	s.nth = make([]int16, n)
	s.kinds = renewed(s.kinds, n)
	s.starts = make([]uint16, n)
	s.mentions = make([]mention, n)
	s.first, s.last = -1, -1
	table := phrases()
	var low []byte
	m := &s.elems[s.main]
	for i := range s.blocks {
		b := &s.blocks[i]
		s.before[i+1] = s.before[i] + b.words
		ps := s.paths[b.path]
		ps.words += b.words
		ps.count++
		ps.links += b.words * b.linked / 100
		if b.running {
			ps.mass += min(b.words, 150)
			if int32(i) >= m.from && int32(i) < m.to {
				if s.first < 0 {
					s.first = i
				}
				s.last = i
			}
		}
		s.paths[b.path] = ps
		if b.words > 3 {
			h := maphash.Bytes(seed, s.blockText(b))
			s.same[h]++
			s.nth[i] = s.same[h]
		}
		s.starts[i], low = table.count(s.blockText(b), low, &s.kinds[i])
		s.mentions[i] = s.words.in(low)
	}
	s.total = s.before[n]
}

func (s *sheet) gaps() {
	n := len(s.blocks)
	s.lastHead = make([]int32, n)
	s.gapBefore, s.gapAfter = make([]int16, n), make([]int16, n)
	head, gap := int32(-1), int16(60)
	for i := range s.blocks {
		s.lastHead[i], s.gapBefore[i] = head, gap
		if s.blocks[i].heading > 0 {
			head = int32(i)
		}
		if gap = min(gap+1, 60); s.blocks[i].running {
			gap = 0
		}
	}
	gap = 60
	for i := n - 1; i >= 0; i-- {
		s.gapAfter[i] = gap
		if gap = min(gap+1, 60); s.blocks[i].running {
			gap = 0
		}
	}
}

// numFeatures is the length of a row of the first forest; the second forest sees numContext more.
const numFeatures = 18 + numPhrases + 1 + int(numGroups) + 2 + 17 + 6*4 + 20 + 10 + 7

// features writes the row of block i to the end of row. The order is part of the model file.
func (s *sheet) features(row []int16, i int) []int16 {
	row = s.textFeatures(row, i)
	row = s.placeFeatures(row, i)
	for _, off := range []int{-2, -1, 1, 2} {
		row = s.neighbour(row, i, i+off)
	}
	return s.saidFeatures(s.kinFeatures(s.containerFeatures(row, i), i), i)
}

func (s *sheet) textFeatures(row []int16, i int) []int16 {
	b := &s.blocks[i]
	row = append(row, c16(b.words), c16(b.chars/max(1, b.words)), c16(b.linked), b.links, b.lead, b.brs,
		c16(100*b.digits/max(1, b.chars)), c16(100*b.upper/max(1, b.chars)), c16(100*b.title/max(1, b.words)),
		min(b.commas, 50), min(b.stops, 50), min(b.quotes, 20), b16(b.endsSentence), b16(b.endsColon), b16(b.lowStart), b16(b.bold),
		s.nth[i], c16(int32(b.end-b.start)))
	for k := range s.kinds[i] {
		row = append(row, int16(s.kinds[i][k]))
	}
	return append(row, int16(s.starts[i]))
}

func (s *sheet) placeFeatures(row []int16, i int) []int16 {
	b := &s.blocks[i]
	n := len(row)
	row = slices.Grow(row, len(b.dist))[:n+len(b.dist)]
	dist := row[n:]
	for k, d := range b.dist[:len(dist)] {
		dist[k] = int16(d)
	}
	row = append(row, tagOrder(b.tag), int16(b.heading))
	fromTitle, atTitle := int32(-1000), int16(0)
	if t := s.title.block; t >= 0 {
		fromTitle = s.before[i] - s.before[t]
		atTitle = c16(int32(i - t))
	}
	headKind, headAway := int16(0), int16(200)
	if h := s.lastHead[i]; h >= 0 {
		headAway = c16(int32(i) - h)
		for k := pShare; k < numPhrases; k++ {
			if s.kinds[h][k] > 0 && s.blocks[h].words < 9 {
				headKind = int16(k)
				break
			}
		}
	}
	return append(row, c16(int32(i)), c16(int32(len(s.blocks)-i)), c16(s.before[i]), c16(1000*s.before[i]/max(1, s.total)), c16(fromTitle), atTitle,
		headKind, headAway, b.depth, c16(s.total), c16(int32(len(s.blocks))), s.gapBefore[i], s.gapAfter[i],
		s.likeDescription(b), s.likeTitle(b), s.inLinked(b), b16(s.title.block == i))
}

// neighbour tells of block j as seen from block i.
func (s *sheet) neighbour(row []int16, i, j int) []int16 {
	if j < 0 || j >= len(s.blocks) {
		return append(row, -1, -1, -1, -1, -1, -1)
	}
	a, b := &s.blocks[i], &s.blocks[j]
	kin := int16(0)
	switch {
	case a.elem == b.elem:
		kin = 4
	case a.path == b.path && s.elems[a.elem].parent == s.elems[b.elem].parent:
		kin = 3
	case s.elems[a.elem].parent == s.elems[b.elem].parent:
		kin = 2
	case a.path == b.path:
		kin = 1
	}
	return append(row, c16(b.words), c16(b.linked), b16(b.running), kin, int16(b.heading), c16(int32(b.depth-a.depth)))
}

func (s *sheet) containerFeatures(row []int16, i int) []int16 {
	b := &s.blocks[i]
	all := max(1, s.elems[0].mass)
	e := b.elem
	for range 4 { // the block's element and three above it
		el := &s.elems[e]
		row = append(row, c16(1000*el.mass/all), c16(100*el.linkWords/max(1, el.words)), c16(el.words/max(1, el.count)))
		if el.parent >= 0 {
			e = el.parent
		}
	}
	ps := s.paths[b.path]
	m := &s.elems[s.main]
	toFirst, toLast := int16(0), int16(0)
	if s.first >= 0 {
		toFirst, toLast = c16(int32(i-s.first)), c16(int32(i-s.last))
	}
	return append(row, c16(1000*ps.mass/all), c16(ps.count), c16(100*ps.links/max(1, ps.words)), int16(s.up[b.elem]),
		c16(1000*m.mass/all), c16(int32(b.depth-m.depth)), toFirst, toLast)
}

// likeDescription: 0 no description, 1 unlike, 2 the same beginning.
func (s *sheet) likeDescription(b *block) int16 {
	if len(s.describe) < 20 {
		return 0
	}
	return 1 + b16(commonPrefix(s.blockText(b), s.describe) >= min(40, len(s.describe)-3))
}

func (s *sheet) likeTitle(b *block) int16 {
	t := s.title.text
	if len(t) < 8 {
		return 0
	}
	return 1 + b16(commonPrefix(s.blockText(b), []byte(t)) >= min(40, len(t)-2))
}

// inLinked: 0 no articleBody, 1 not part of it, 2 part of it.
func (s *sheet) inLinked(b *block) int16 {
	if len(s.ldBody) < 200 {
		return 0
	}
	t := s.blockText(b)
	if len(t) < 12 {
		return 1
	}
	mid := len(t) / 3
	for mid > 0 && t[mid] != ' ' {
		mid--
	}
	return 1 + b16(bytes.Contains(s.ldBody, t[mid:min(len(t), mid+40)]))
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// tagOrder puts tags in an order that trees can cut: from those of running text to those of layout.
func tagOrder(t atom.Atom) int16 {
	switch t {
	case atom.P:
		return 0
	case atom.Blockquote, atom.Pre:
		return 1
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return 2
	case atom.Li:
		return 3
	case atom.Dd, atom.Dt:
		return 4
	case atom.Div:
		return 5
	case atom.Section, atom.Article, atom.Main:
		return 6
	case atom.Td, atom.Th, atom.Tr:
		return 7
	case atom.Figcaption, atom.Caption:
		return 8
	}
	return 9
}

// c16 holds a number within int16.
func c16(n int32) int16 { return int16(max(-32000, min(n, 32000))) }

func b16(b bool) int16 {
	if b {
		return 1
	}
	return 0
}
