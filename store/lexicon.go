package store

import (
	"math/bits"
	"slices"
	"strings"
)

// A lexicon says what terms a run of characters leads to. Every word of every story is
// looked up, so it is one flat table, and a run of up to 16 bytes stands in its slot: an
// answer costs one access to memory.
type lexicon struct {
	slots []lexeme // a power of two of them, at most three quarters used
	used  int
	long  map[string]*lexeme // runs that have no room in a slot
	more  [][]uint32         // the terms of runs that lead to several

	touched uint64 // so that touching counts
}

// A lexeme is a run with what it leads to. A free slot has the run 0, which is none.
type lexeme struct {
	run     [2]uint64
	term    uint32 // its number; or, with the highest bit, the place in lexicon.more
	reading uint32 // the reading that met it last
}

// several marks a lexeme that leads to several terms or to none.
const several = 1 << 31

func newLexicon() *lexicon { return &lexicon{slots: make([]lexeme, 1<<10), long: map[string]*lexeme{}} }

// A meeting is a run of a text, and where in the lexicon it would stand if nothing stood in
// its way.
type meeting struct {
	run string
	key [2]uint64 // 0 of a long one
	at  uint32
}

// meet takes a text apart. Then it looks at every slot, so that the memory is there when it is
// asked for: one after the other they would be waited for, and taking apart comes between.
func (l *lexicon) meet(text string, met []meeting) []meeting {
	for start, end := range spans(text) {
		m := meeting{run: text[start:end]}
		if end-start <= 16 {
			m.key = inline(text[start:], end-start)
			m.at = uint32(l.hash(m.key))
		}
		met = append(met, m)
	}
	touched := uint64(0)
	for i := range met {
		touched |= l.slots[met[i].at].run[0]
	}
	l.touched = touched
	return met
}

// find returns what is known of a run, nil if nothing is. The lexicon may have grown since
// the run was met.
func (l *lexicon) find(m *meeting) *lexeme {
	if len(m.run) > 16 {
		return l.long[m.run]
	}
	at := int(m.at)
	if l.slots[at].run == m.key {
		return &l.slots[at]
	}
	s := &l.slots[l.place(m.key)]
	if s.run != m.key {
		return nil
	}
	return s
}

// learn adds a run that is not known.
func (l *lexicon) learn(run string, terms []uint32, reading uint32) {
	x := lexeme{reading: reading}
	if len(terms) == 1 {
		x.term = terms[0]
	} else {
		x.term = several | uint32(len(l.more))
		l.more = append(l.more, slices.Clone(terms))
	}
	if len(run) > 16 {
		long := x // so that the others need no memory of their own
		l.long[strings.Clone(run)] = &long
		return
	}
	if l.used++; 4*l.used > 3*len(l.slots) {
		l.grow()
	}
	x.run = inline(run, len(run))
	l.slots[l.place(x.run)] = x
}

func (l *lexicon) grow() {
	old := l.slots
	l.slots = make([]lexeme, 2*len(old))
	for _, s := range old {
		if s.run != [2]uint64{} {
			l.slots[l.place(s.run)] = s
		}
	}
}

// place is where a run stands, or would.
func (l *lexicon) place(key [2]uint64) int {
	i, mask := l.hash(key), len(l.slots)-1
	for l.slots[i].run != key && l.slots[i].run != [2]uint64{} {
		i = (i + 1) & mask
	}
	return i
}

func (l *lexicon) hash(key [2]uint64) int {
	h := bits.RotateLeft64(key[0]*0x9e3779b97f4a7c15, 32) ^ key[1]
	return int(h*0xc2b2ae3d27d4eb4f>>33) & (len(l.slots) - 1)
}

// inline is the run of up to 16 bytes, none of them 0, that a text begins with, as two
// numbers.
func inline(text string, n int) (key [2]uint64) {
	switch {
	case n > 8:
		return [2]uint64{eight(text), eight(text[n-8:]) >> (8 * (16 - n))}
	case len(text) >= 8:
		return [2]uint64{eight(text) << (8 * (8 - n)) >> (8 * (8 - n))}
	}
	for i := n - 1; i >= 0; i-- {
		key[0] = key[0]<<8 | uint64(text[i])
	}
	return key
}

func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
