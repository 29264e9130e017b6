package extract

// numContext is how many features the second forest sees beyond those of the first.
const numContext = 24 + 6

// contextStats sums first scores up over elements and paths, weighted by words.
type contextStats struct {
	scores   []int32
	elems    []weighted
	paths    map[uint32]weighted
	selected []int32 // words of blocks with a positive score, before each block
	near     []int16 // blocks since the last selected one of 10 words or more
	ahead    []int16
	vocab    *vocabulary
	sections []weighted
	section  []int32 // of each block
	first    int     // first and last selected block of 10 words or more
	last     int
}

type weighted struct{ sum, words int32 }

func (w weighted) mean() int16 {
	if w.words == 0 {
		return 0
	}
	return c16(w.sum / w.words)
}

func (s *sheet) context(scores []int32) *contextStats {
	n := len(s.blocks)
	s.sums = renewed(s.sums, len(s.elems))
	c := &contextStats{
		scores: scores, elems: s.sums, paths: make(map[uint32]weighted, 64),
		selected: make([]int32, n+1), near: make([]int16, n), ahead: make([]int16, n), first: -1, last: -1,
	}
	gap := int16(60)
	for i := range s.blocks {
		b := &s.blocks[i]
		wt := min(b.words, 100) + 2
		v := max(-600, min(scores[i], 600)) * wt
		e := &c.elems[b.elem]
		e.sum, e.words = e.sum+v, e.words+wt
		p := c.paths[b.path]
		c.paths[b.path] = weighted{p.sum + v, p.words + wt}
		c.selected[i+1] = c.selected[i]
		c.near[i] = gap
		gap = min(gap+1, 60)
		if scores[i] > 0 {
			c.selected[i+1] += b.words
			if b.words >= 10 {
				gap, c.last = 0, i
				if c.first < 0 {
					c.first = i
				}
			}
		}
	}
	for i := len(c.elems) - 1; i > 0; i-- {
		if up := s.elems[i].parent; up >= 0 {
			c.elems[up].sum += c.elems[i].sum
			c.elems[up].words += c.elems[i].words
		}
	}
	c.vocab = s.vocabulary(scores)
	s.sections(c)
	gap = 60
	for i := n - 1; i >= 0; i-- {
		c.ahead[i] = gap
		if gap = min(gap+1, 60); scores[i] > 0 && s.blocks[i].words >= 10 {
			gap = 0
		}
	}
	return c
}

// contextFeatures writes what the second forest sees of block i beyond its features.
func (s *sheet) contextFeatures(row []int16, c *contextStats, i int) []int16 {
	b := &s.blocks[i]
	at := func(j int) int16 {
		if j < 0 || j >= len(c.scores) {
			return -1500
		}
		return c16(c.scores[j])
	}
	row = c.vocab.features(row, s.blockText(b), c.scores[i] > 0)
	sec := c.sections[c.section[i]]
	row = append(row, sec.mean(), c16(sec.words))
	row = append(row, at(i), at(i-1), at(i-2), at(i-3), at(i+1), at(i+2), at(i+3))
	e := b.elem
	for range 4 {
		row = append(row, c.elems[e].mean())
		if up := s.elems[e].parent; up >= 0 {
			e = up
		}
	}
	all := c.selected[len(s.blocks)]
	head := int16(-2000)
	if h := s.lastHead[i]; h >= 0 {
		head = at(int(h))
	}
	lo, hi := max(0, i-5), min(len(s.blocks), i+6)
	return append(row, c.paths[b.path].mean(), c16(c.selected[i]), c16(all), c16(1000*c.selected[i]/max(1, all)), c.near[i], c.ahead[i],
		head, c16(c.selected[i]-c.selected[lo]), c16(c.selected[hi]-c.selected[i]), c16(int32(i-c.first)), c16(int32(i-c.last)),
		c16(s.before[i]-s.before[max(0, c.last)]), c16(s.before[max(0, c.first)]-s.before[i]))
}

// sections sums the scores up between headings.
func (s *sheet) sections(c *contextStats) {
	c.section = make([]int32, len(s.blocks))
	at := int32(-1)
	for i := range s.blocks {
		b := &s.blocks[i]
		if at < 0 || b.heading > 0 {
			at++
			c.sections = append(c.sections, weighted{})
		}
		c.section[i] = at
		wt := min(b.words, 100) + 2
		sec := &c.sections[at]
		sec.sum, sec.words = sec.sum+max(-600, min(c.scores[i], 600))*wt, sec.words+wt
	}
}
