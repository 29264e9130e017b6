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
	count map[uint32]int32
}

var frozen = sync.OnceValue(func() background {
	head, rest, _ := strings.Cut(frequenciesText, "\n")
	texts, _ := strconv.Atoi(head)
	b := background{texts, make(map[uint32]int32, strings.Count(rest, "\n"))}
	for line := range strings.Lines(rest) {
		word, count, ok := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if n, err := strconv.Atoi(count); ok && err == nil {
			b.count[hashOf(word)] = int32(n)
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
func idf(hash uint32) int32 { return idfs()[frozen().count[hash]] }
