package incident

import "slices"

// A cell is a term in six bytes: a State remembers hundreds of terms of each story.
type cell struct{ low, high, weight uint16 }

func (c cell) hash() uint32 { return uint32(c.low) | uint32(c.high)<<16 }

func (c cell) term() term { return term{hash: c.hash(), weight: int32(c.weight)} }

// packed is a vector as it is remembered, by ascending hash. The weight of a term that is
// alone, One, is cut by the last bit.
type packed []cell

// find is where v holds the term.
func (v packed) find(hash uint32) (int, bool) {
	return slices.BinarySearchFunc(v, hash, func(c cell, h uint32) int { return int(int64(c.hash()) - int64(h)) })
}

// pack fills in the vectors of a doc, in one piece of memory.
func (d *doc) pack(v *vectors) {
	all, n := v.all(), 0
	for _, one := range all {
		n += len(one)
	}
	room := make(packed, 0, n)
	for i, one := range all {
		for _, t := range one {
			room = append(room, cell{uint16(t.hash), uint16(t.hash >> 16), uint16(min(t.weight, One-1))})
		}
		d.ends[i] = uint32(len(room))
	}
	d.terms = room
}

// touch looks at what a doc is compared by first, and is for many before that: see
// counts.touch.
func (d *doc) touch() (x uint32) {
	const line = 10 // cells, about, of a line of memory
	for i := 0; i < int(d.ends[0]); i += line {
		x ^= uint32(d.terms[i].low)
	}
	if len(d.sketch) > 0 {
		x ^= d.sketch[0] ^ d.sketch[len(d.sketch)-1]
	}
	return x
}

// vector is the k-th of those that pack put together.
func (d *doc) vector(k int) packed {
	from := uint32(0)
	if k > 0 {
		from = d.ends[k-1]
	}
	return d.terms[from:d.ends[k]]
}

func (d *doc) body() packed     { return d.vector(0) }
func (d *doc) title() packed    { return d.vector(1) }
func (d *doc) lead() packed     { return d.vector(2) }
func (d *doc) names() packed    { return d.vector(3) }
func (d *doc) figures() packed  { return d.vector(4) }
func (d *doc) parties() packed  { return d.vector(5) }
func (d *doc) subjects() packed { return d.vector(6) }

// recall is the reading of a story that is remembered, as far as it is.
func recall(d *doc) *reading {
	room, words := make([]term, len(d.terms)), frozen()
	for i, c := range d.terms {
		room[i] = term{c.hash(), int32(c.weight), words.of(c.hash())}
	}
	part := func(k int) vector {
		from := uint32(0)
		if k > 0 {
			from = d.ends[k-1]
		}
		return room[from:d.ends[k]]
	}
	return &reading{doc: *d, vectors: vectors{
		body: part(0), title: part(1), lead: part(2), names: part(3), figures: part(4), parties: part(5), subjects: part(6),
	}}
}
