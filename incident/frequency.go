package incident

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// frequencies.txt says in how many of a background of news texts a term occurs. The
// program in eval writes it: a first line with the number of texts, then a term and its
// count a line, sorted; terms of one text only are left out.
//
//go:embed frequencies.txt
var frequenciesText string

// A background is the frozen part of what is known about how common terms are. The
// other part, the counts of the stories in the window, is State's.
type background struct {
	texts int
	count counts
	some  [1 << 12]uint64 // bits of the hashes that have a count: half of the words of a text have none
}

// of is the number of texts that have a term.
func (b *background) of(hash uint32) int32 {
	if !b.has(hash) {
		return 0
	}
	return b.count.of(hash)
}

// has is false for most of the terms that no text has.
func (b *background) has(hash uint32) bool { return b.some[hash>>20]>>(hash>>14&63)&1 != 0 }

func (b *background) add(hash uint32, n int32) {
	b.count.add(hash, n)
	b.some[hash>>20] |= 1 << (hash >> 14 & 63)
}

var frozen = sync.OnceValue(func() *background {
	head, rest, _ := strings.Cut(frequenciesText, "\n")
	texts, _ := strconv.Atoi(head)
	b := &background{texts: texts}
	for line := range strings.Lines(rest) {
		line = strings.TrimRight(line, "\n")
		end := strings.LastIndexByte(line, ' ') // a name has blanks of its own
		if n, err := strconv.Atoi(line[end+1:]); end > 0 && err == nil {
			b.add(hashOf(line[:end]), int32(n))
		}
	}
	return b
})

// idfs holds the weight of a term by how many background texts have it.
var idfs = sync.OnceValue(func() []int32 {
	b := frozen()
	table := make([]int32, b.texts+1)
	for n := range table {
		table[n] = int32(rarity(n, b.texts))
	}
	return table
})

// rarity is log2((texts+1) / (count+1/2)), the bits that the occurrence of a term tells.
func rarity(count, texts int) int {
	return max(0, log2(uint64(2*texts+2)<<16/uint64(2*count+1)))
}

// idf is the rarity of a term in the background: it depends on nothing but the term, so
// that what a story looks like does not depend on when it came.
func idf(hash uint32) int32 { return idfs()[frozen().of(hash)] }

// counts holds a number for each of many hashes, in one flat table: every word of every
// story is looked up. The hash 0 has none.
type counts struct {
	slots []count // a power of two of them, at most two thirds used
	used  int     // slots with a hash, of which some may have come down to 0
}

type count struct {
	hash uint32
	n    int32
}

// of is the number of a hash.
func (c *counts) of(hash uint32) int32 {
	if len(c.slots) == 0 || hash == 0 {
		return 0
	}
	return c.slots[c.find(hash)].n
}

// touch looks at the place of a hash, and is for many of them before they are asked for: so
// that memory is waited for once, and not for one after the other. What it returns is to be
// kept, so that it counts.
func (c *counts) touch(hash uint32) uint32 {
	if len(c.slots) == 0 {
		return 0
	}
	return c.slots[hash&uint32(len(c.slots)-1)].hash
}

// add adds to the number of a hash.
func (c *counts) add(hash uint32, n int32) {
	if hash == 0 {
		return
	}
	if 3*c.used >= 2*len(c.slots) {
		c.grow()
	}
	s := &c.slots[c.find(hash)]
	if s.hash == 0 {
		s.hash = hash
		c.used++
	}
	s.n += n
}

// find is the slot that a hash has, or would take.
func (c *counts) find(hash uint32) int {
	mask := uint32(len(c.slots) - 1)
	i := hash & mask
	for c.slots[i].hash != hash && c.slots[i].hash != 0 {
		i = (i + 1) & mask
	}
	return int(i)
}

// grow makes room, and throws out what has come down to 0.
func (c *counts) grow() {
	old, live := c.slots, 0
	for _, s := range old {
		if s.n != 0 {
			live++
		}
	}
	size := 64
	for size < 3*live {
		size *= 2
	}
	c.slots, c.used = make([]count, size), 0
	for _, s := range old {
		if s.n != 0 {
			c.slots[c.find(s.hash)] = s
			c.used++
		}
	}
}
