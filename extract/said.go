package extract

import (
	"bytes"
	"strings"
)

// said is, in lower case, what the page declares of itself and blocks are searched for: lines about the writers and about the
// outlet stand among the last of a text.
type said struct{ writers, outlet [][]byte }

func (p *page) said(ld *linked, site string) said {
	var s said
	for _, name := range append(ld.authors(), p.meta.author()...) {
		if len(name) >= 5 && len(name) <= 60 && len(s.writers) < 4 && !strings.Contains(name, "://") {
			s.writers = append(s.writers, []byte(strings.ToLower(name)))
		}
	}
	if len(site) >= 4 && len(site) <= 40 {
		s.outlet = [][]byte{[]byte(strings.ToLower(site))}
	}
	return s
}

// mention is what a block repeats of the page.
type mention struct {
	writer, outlet bool
	alt            bool // what an image beside it says of itself
}

func (s *said) in(low []byte) mention {
	return mention{writer: anyOf(low, s.writers), outlet: anyOf(low, s.outlet)}
}

func anyOf(text []byte, list [][]byte) bool {
	for _, s := range list {
		if bytes.Contains(text, s) {
			return true
		}
	}
	return false
}

// media finds how far each block is from an image or the like, and which one repeats what an image says of itself.
func (s *sheet) media() {
	n := len(s.blocks)
	s.sinceMedia, s.untilMedia = make([]int16, n), make([]int16, n)
	gap, seen := int16(30), int32(0)
	for i := range s.blocks {
		if gap = min(gap+1, 30); s.blocks[i].media > seen {
			gap, seen = 0, s.blocks[i].media
		}
		s.sinceMedia[i] = gap
	}
	gap = 30
	for i := n - 1; i >= 0; i-- {
		s.untilMedia[i] = gap
		gap = min(gap+1, 30)
		if i > 0 && s.blocks[i].media > s.blocks[i-1].media {
			gap = 0
		}
	}
	for _, m := range s.meta.images {
		alt := attr(m.node, "alt")
		if len(alt) < 15 {
			continue
		}
		for i := m.block; i < min(n, m.block+3); i++ {
			if commonPrefix(s.blockText(&s.blocks[i]), []byte(alt)) >= min(30, len(alt)) {
				s.mentions[i].alt = true
			}
		}
	}
}

// saidFeatures tells how much of a block is in bold or italics, how far it is from an image, and what it repeats of the page.
func (s *sheet) saidFeatures(row []int16, i int) []int16 {
	b, m := &s.blocks[i], s.mentions[i]
	long := max(1, b.end-b.start)
	return append(row, c16(100*b.strong/long), c16(100*b.slanted/long), s.sinceMedia[i], s.untilMedia[i], b16(m.writer), b16(m.outlet), b16(m.alt))
}
