package incident

// A query is a story that seeks its place, its words weighed by how common they are in
// the window too.
type query struct {
	*reading
	body, title, lead, names  scale
	parties, subjects, figure scale
	telling                   []uint32 // links that lead to few incidents
}

// A scale is a vector of the query, made to be compared with many others.
type scale struct {
	vector
	table
	rare []int // rarity of the terms
	all  int64 // sum of the squared weights that the reading gave them
}

// fresh makes a query of a reading. A word that the background hardly knows but many
// stories of the window have tells less than it seems to. Who is done with the query gives
// it back, for its memory.
func (st *State) fresh(r *reading) *query {
	if len(st.idle) == 0 {
		st.idle = append(st.idle, &query{})
	}
	n := len(st.idle) - 1
	q := st.idle[n]
	st.idle = st.idle[:n]
	q.reading, q.telling = r, st.telling(r.links, nil, q.telling[:0])
	st.reweigh(&q.body, r.vectors.body, nil)
	st.reweigh(&q.title, r.vectors.title, &q.body)
	st.reweigh(&q.lead, r.vectors.lead, &q.body)
	st.reweigh(&q.names, r.vectors.names, &q.body)
	st.reweigh(&q.figure, r.vectors.figures, &q.body)
	q.parties.hold(r.vectors.parties)
	q.subjects.hold(r.vectors.subjects)
	return q
}

// ask is fresh for the story at hand, of which it need not be done twice: what is known does not
// change before the story is placed.
func (st *State) ask(r *reading) *query {
	if st.asked == nil {
		st.asked = st.fresh(r)
	} else {
		st.asked.telling = st.telling(r.links, nil, st.asked.telling[:0])
	}
	return st.asked
}

func (st *State) done(q *query) { st.idle = append(st.idle, q) }

// hold makes a scale of a vector as it was read.
func (s *scale) hold(v vector) {
	s.vector = append(s.vector[:0], v...)
	s.table.fill(v)
}

// reweigh makes a scale of a vector. It takes the rarity of words that another scale has too
// from there.
func (st *State) reweigh(s *scale, v vector, known *scale) {
	s.hold(v)
	s.rare, s.all = s.rare[:0], 0
	for _, t := range v {
		st.touched ^= st.counts.touch(t.hash)
	}
	for i, t := range v {
		at := -1
		if known != nil && known.maybe(t.hash) {
			at = known.at(t.hash)
		}
		rare := 0
		if at >= 0 {
			rare = known.rare[at]
		} else {
			rare = st.rareness(t)
		}
		s.rare = append(s.rare, rare)
		s.vector[i].weight = int32(int64(t.weight) * int64(rare) / int64(max(1, idfs()[t.seen])))
		s.all += int64(t.weight) * int64(t.weight)
	}
}

// rareness is the rarity of a term over the background and the window together.
func (st *State) rareness(t term) int {
	texts, n := frozen().texts+st.placed, int(t.seen+st.counts.of(t.hash))
	if st.rarities.texts != texts {
		st.rarities = rarities{texts: texts}
	}
	if n >= len(st.rarities.bits) {
		return rarity(n, texts)
	}
	bits := &st.rarities.bits[n]
	if *bits == 0 {
		*bits = int32(rarity(n, texts)) + 1
	}
	return int(*bits) - 1
}

// rarities holds what terms of low counts weigh among so many texts, plus one, 0 where nobody
// has asked.
type rarities struct {
	texts int
	bits  [256]int32
}

// dot is the cosine with another vector, from 0 to One.
func (s *scale) dot(b packed) int {
	var sum int64
	for _, c := range b {
		t := c.term()
		if s.maybe(t.hash) {
			if i := s.at(t.hash); i >= 0 {
				sum += int64(s.vector[i].weight) * int64(t.weight)
			}
		}
	}
	return int(sum / One)
}

// within is the part of the query's words, by squared weight, that another text has too:
// 0 to One. r is the vector as it was read.
func (s *scale) within(r vector, b packed) int {
	if s.all == 0 {
		return 0
	}
	var sum int64
	for _, c := range b {
		t := c.term()
		if s.maybe(t.hash) {
			if i := s.at(t.hash); i >= 0 {
				sum += int64(r[i].weight) * int64(r[i].weight)
			}
		}
	}
	return int(sum * One / s.all)
}

// covers is the part of another text's words, by squared weight, that the query has: it is
// not the same, since a headline may be wholly in a long text.
func (s *scale) covers(b packed) int {
	var sum, all int64
	for _, c := range b {
		t := c.term()
		w := int64(t.weight) * int64(t.weight)
		all += w
		if s.maybe(t.hash) && s.at(t.hash) >= 0 {
			sum += w
		}
	}
	if all == 0 {
		return 0
	}
	return int(sum * One / all)
}

// rarest are the bits of the three rarest terms that both have, the rarest first.
func (s *scale) rarest(b packed) (best [3]int) {
	return s.best(b, func(i int, _ term) int { return s.rare[i] })
}

// common are the weights of the three heaviest terms that both have, the lesser of each
// pair.
func (s *scale) common(b packed) (best [3]int) {
	return s.best(b, func(i int, t term) int { return int(min(s.vector[i].weight, t.weight)) })
}

func (s *scale) best(b packed, worth func(i int, t term) int) (best [3]int) {
	for _, c := range b {
		t := c.term()
		if !s.maybe(t.hash) {
			continue
		}
		i := s.at(t.hash)
		if i < 0 {
			continue
		}
		n := worth(i, t)
		for k := range best {
			if n > best[k] {
				n, best[k] = best[k], n
			}
		}
	}
	return best
}

// A table finds the terms of a vector: most of what is asked for is not there, and a few
// bits say so.
type table struct {
	bits  [64]uint64
	slots []place
}

type place struct {
	hash uint32
	at   int32 // index in the vector plus one, 0 for a free slot
}

// fill makes it the table of a vector.
func (t *table) fill(v vector) {
	size := 8
	for size < 2*len(v) {
		size *= 2
	}
	if size <= cap(t.slots) {
		t.slots = t.slots[:size]
		clear(t.slots)
	} else {
		t.slots = make([]place, size)
	}
	t.bits = [64]uint64{}
	for n, term := range v {
		t.bits[term.hash>>6&63] |= 1 << (term.hash & 63)
		i := term.hash >> 10 & uint32(size-1)
		for t.slots[i].at != 0 {
			i = (i + 1) & uint32(size-1)
		}
		t.slots[i] = place{term.hash, int32(n + 1)}
	}
}

// maybe is false for most of what the table has not.
func (t *table) maybe(hash uint32) bool { return t.bits[hash>>6&63]>>(hash&63)&1 != 0 }

// at is the index of a term, -1 where it is not there.
func (t *table) at(hash uint32) int {
	mask := uint32(len(t.slots) - 1)
	for i := hash >> 10 & mask; t.slots[i].at != 0; i = (i + 1) & mask {
		if t.slots[i].hash == hash {
			return int(t.slots[i].at - 1)
		}
	}
	return -1
}
