package extract

import "golang.org/x/net/html/atom"

// kinship is where an element stands among others.
type kinship struct {
	alike   int16 // siblings of the same tag and class, itself among them
	article int32 // the article element around it, -1 without one
	toTitle int16 // how many elements up to one that holds the headline too
	fork    int16 // depth of that one
	headed  bool  // small, and a line of it is nothing but a link
	away    bool  // such a line stands at its top, has four words or more, and leads to another page of the outlet
	titled  bool  // an article element that such a line stands in, whatever its size
}

// A family is siblings that one template made.
type family struct {
	parent int32
	sig    uint32
}

// relate fills the kinship of elements. Parents stand before their children.
func (s *sheet) relate() {
	n := len(s.elems)
	s.kin = renewed(s.kin, n)
	holds := make([]bool, n)
	if t := s.title.block; t >= 0 {
		for e := s.blocks[t].elem; e >= 0; e = s.elems[e].parent {
			holds[e] = true
		}
	}
	for i := range s.elems {
		e, k := &s.elems[i], &s.kin[i]
		k.article, k.fork = -1, e.depth
		if e.parent >= 0 {
			k.article = s.kin[e.parent].article
			if !holds[i] {
				k.toTitle, k.fork = s.kin[e.parent].toTitle+1, s.kin[e.parent].fork
			}
		}
		if e.node.DataAtom == atom.Article {
			k.article = int32(i)
			s.articles++
		}
		if e.to > e.from {
			s.alike[family{e.parent, e.sig}]++
		}
	}
	for i := range s.elems {
		s.kin[i].alike = s.alike[family{s.elems[i].parent, s.elems[i].sig}]
	}
	for i := range s.blocks {
		if b := &s.blocks[i]; b.words >= 3 && b.linked >= 80 {
			away := b.away && b.words >= 4
			for e := b.elem; e >= 0 && s.elems[e].words <= 150 && !(s.kin[e].headed && (s.kin[e].away || !away)); e = s.elems[e].parent {
				s.kin[e].headed, s.kin[e].away = true, s.kin[e].away || away && int32(i) <= s.elems[e].from+1
			}
			if e := max(0, b.elem); s.kin[e].article >= 0 {
				s.kin[s.kin[e].article].titled = true
			}
		}
	}
}

// kinFeatures writes how often the elements around block i repeat, whether a linked headline stands close by, and where
// the block stands from the headline of the page: what parts an article from teasers of others.
func (s *sheet) kinFeatures(row []int16, i int) []int16 {
	e := s.blocks[i].elem
	k := &s.kin[e]
	headed := int16(6)
	for up := range int16(5) {
		if up < 4 {
			row = append(row, s.kin[e].alike)
		}
		if s.kin[e].headed && headed == 6 {
			headed = up
		}
		if p := s.elems[e].parent; p >= 0 {
			e = p
		}
	}
	article, depth := int16(0), int16(0)
	if t := s.title.block; t >= 0 {
		depth = s.elems[s.blocks[t].elem].depth
		switch own := s.kin[s.blocks[t].elem].article; {
		case k.article >= 0 && own == k.article:
			article = 1
		case k.article >= 0:
			article = 2
		case own >= 0:
			article = 3
		}
	}
	return append(row, headed, article, s.articles, k.toTitle, depth-k.fork, k.fork-s.elems[s.main].depth)
}
