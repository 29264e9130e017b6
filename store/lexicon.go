package store

import (
	"math/bits"
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

// find returns what is known of a run, nil if nothing is.
func (l *lexicon) find(run string) *lexeme {
	if len(run) > 16 {
		return l.long[run]
	}
	key := inline(run)
	s := &l.slots[l.place(key)]
	if s.run != key {
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
		l.more = append(l.more, terms)
	}
	if len(run) > 16 {
		l.long[strings.Clone(run)] = &x
		return
	}
	if l.used++; 4*l.used > 3*len(l.slots) {
		l.grow()
	}
	x.run = inline(run)
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
	mask := len(l.slots) - 1
	h := bits.RotateLeft64(key[0]*0x9e3779b97f4a7c15, 32) ^ key[1]
	i := int(h*0xc2b2ae3d27d4eb4f>>33) & mask
	for l.slots[i].run != key && l.slots[i].run != [2]uint64{} {
		i = (i + 1) & mask
	}
	return i
}

// inline is a run of up to 16 bytes, none of them 0, as two numbers.
func inline(run string) (key [2]uint64) {
	n := len(run)
	if n > 8 {
		return [2]uint64{eight(run), eight(run[n-8:]) >> (8 * (16 - n))}
	}
	if n == 8 {
		return [2]uint64{eight(run)}
	}
	for i := n - 1; i >= 0; i-- {
		key[0] = key[0]<<8 | uint64(run[i])
	}
	return key
}

func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
