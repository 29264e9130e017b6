package incident

import (
	"slices"
	"sync"
)

// A reader takes texts apart, one after the other, in memory that it keeps: most of what a
// reading costs would be memory.
type reader struct {
	now     reading
	word    []byte // the last one, folded: in letters, if there is room
	letters [64]byte
	sums    [64]uint32 // by letter of the word: the hash of what ends with it

	found []entry
	spare []entry // room to sort them
	slots []int32 // of found, by hash: index plus one
	room  []term  // of the vectors of the last reading
	ranks []uint64
	marks []bool // of found

	rarity []int32 // idfs
	logs   []int
	words  *background
	stops  *wordSet

	touched uint32
}

// An entry is a word, name, party or pair of words with its uses in a text.
type entry struct {
	hash   uint32
	seen   int32 // texts of the background that have it
	times  [uses]uint16
	titled bool // a name in the headline
}

// The uses of a word that are counted.
const (
	inBody = iota
	inTitle
	inLead
	asName
	asFigure
	asSubject
	asParty
	uses
)

// begin forgets the words of the text before. The next one has at most so many.
func (rd *reader) begin(most int) {
	if rd.words == nil {
		rd.rarity, rd.logs, rd.words = idfs(), logs(), frozen()
	}
	size := 64
	for size < 2*most {
		size *= 2
	}
	if len(rd.slots) >= size {
		rd.slots = rd.slots[:size]
		clear(rd.slots)
	} else {
		rd.slots = make([]int32, size)
	}
	rd.found = rd.found[:0]
}

// entry is that of a word, which may be new.
func (rd *reader) entry(hash uint32) *entry {
	mask := uint32(len(rd.slots) - 1)
	i := hash & mask
	for rd.slots[i] != 0 {
		if e := &rd.found[rd.slots[i]-1]; e.hash == hash {
			return e
		}
		i = (i + 1) & mask
	}
	rd.found = append(rd.found, entry{hash: hash})
	rd.slots[i] = int32(len(rd.found))
	return &rd.found[len(rd.found)-1]
}

// count counts a use of a word.
func (rd *reader) count(hash uint32, use int) {
	if hash != 0 {
		rd.entry(hash).times[use]++
	}
}

// sort puts the words in order of their hashes, and says how common they are. The hashes are
// spread evenly, so that their highest bits nearly order them. No word is counted afterwards.
func (rd *reader) sort() {
	rd.familiar()
	const bits = 9
	var ends [1<<bits + 1]int32
	for i := range rd.found {
		ends[rd.found[i].hash>>(32-bits)+1]++
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	n := len(rd.found)
	all := slices.Grow(rd.spare[:0], n)[:n]
	for i := range rd.found {
		to := &ends[rd.found[i].hash>>(32-bits)]
		all[*to] = rd.found[i]
		*to++
	}
	for i := 1; i < n; i++ {
		for k := i; k > 0 && all[k-1].hash > all[k].hash; k-- {
			all[k-1], all[k] = all[k], all[k-1]
		}
	}
	rd.found, rd.spare = all, rd.found
}

// familiar says of each word how common it is.
func (rd *reader) familiar() {
	for i := range rd.found {
		if e := &rd.found[i]; rd.words.has(e.hash) {
			rd.touched ^= rd.words.count.touch(e.hash)
			e.seen = 1
		}
	}
	for i := range rd.found {
		if e := &rd.found[i]; e.seen > 0 {
			e.seen = rd.words.count.of(e.hash)
		}
	}
}

// weighed are the vectors of the words that were found, in order. They hold until the next text.
func (rd *reader) weighed() vectors {
	rd.room = rd.room[:0]
	return vectors{
		title: rd.vector(inTitle, titleTerms), lead: rd.vector(inLead, leadTerms), body: rd.vector(inBody, bodyTerms),
		names: rd.vector(asName, nameTerms), subjects: rd.subjects(), figures: rd.vector(asFigure, nameTerms),
		parties: rd.vector(asParty, nameTerms),
	}
}

// vector weighs the words of a use, and keeps the heaviest.
func (rd *reader) vector(use, most int) vector {
	start := len(rd.room)
	for i := range rd.found {
		if e := &rd.found[i]; e.times[use] > 0 {
			rd.room = append(rd.room, term{e.hash, rd.weight(e, use), e.seen})
		}
	}
	return scaled(rd.heaviest(start, most))
}

// weight is (1 + log2 of the uses) times rarity. It keeps 8 bits behind the point: vectors are
// scaled to length One afterwards.
func (rd *reader) weight(e *entry, use int) int32 {
	tf := One + rd.logs[min(int(e.times[use]), len(rd.logs)-1)]
	return int32(int64(tf) * int64(rd.rarity[e.seen]) / One >> 8)
}

// heaviest keeps at most so many of the terms that are in the room from start on, in order. Of
// terms of one weight the lower hashes are kept.
func (rd *reader) heaviest(start, most int) []term {
	terms := rd.room[start:]
	if len(terms) > most {
		rd.ranks = rd.ranks[:0]
		for _, t := range terms {
			rd.ranks = append(rd.ranks, t.rank())
		}
		least, kept := nth(rd.ranks, most-1), terms[:0]
		for _, t := range terms {
			if t.rank() <= least {
				kept = append(kept, t)
			}
		}
		terms = kept
		rd.room = rd.room[:start+most]
	}
	return terms
}

// logs holds log2 of the counts that a text can have.
var logs = sync.OnceValue(func() []int {
	table := make([]int, maxTokens+3*maxTitle)
	for n := 1; n < len(table); n++ {
		table[n] = log2(uint64(n) << 16)
	}
	return table
})
