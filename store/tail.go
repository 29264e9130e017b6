package store

import (
	"slices"
	"strings"
	"sync"
)

// A tail is the youngest block of a family, in memory.
type tail struct {
	*vocabulary
	block uint32
	docs  [][]uint16 // by number of a term: who has it, in order; shorter than terms, perhaps
}

// A vocabulary gives terms their numbers, and what stands in a text between two blanks leads
// to them at once: half of what a story says was said by those before it, in the same words.
// The next block begins with it.
type vocabulary struct {
	mu sync.RWMutex // of the tails with it, too

	numbers map[string]uint32 // of a term, its field in front
	terms   []string          // by number
	order   []uint32          // the numbers of the first terms, in order of term
	runs    [3]*lexicon       // by field
	seen    []uint32          // by number: the reading that met it last
	reading uint32

	met []meeting // of the text at hand
	run []uint32  // terms of the run at hand
	all []uint32  // terms of the document at hand
	key []byte    // of the term at hand
}

func newTail(block uint32) *tail {
	v := &vocabulary{numbers: map[string]uint32{}}
	for i := range v.runs {
		v.runs[i] = newLexicon()
	}
	return &tail{vocabulary: v, block: block}
}

// next is the empty tail of a later block. It knows the words already, unless most of them
// are those of blocks long ago.
func (t *tail) next(block uint32) *tail {
	used := 0
	for _, docs := range t.docs {
		if len(docs) > 0 {
			used++
		}
	}
	if len(t.terms) > 2*used {
		return newTail(block)
	}
	return &tail{vocabulary: t.vocabulary, block: block}
}

// tails are those of the families that are searched: stories, claims.
type tails [2]searched

// searched is what the file lacks of the postings of a family.
type searched struct {
	*tail
	elder *elder // nil where all blocks but the tail are written
}

func (t *tails) of(f family) *searched { return &t[nth(f)] }

// nth is the place of a family that is searched among those that are.
func nth(f family) int {
	if f == claims {
		return 1
	}
	return 0
}

// A document is what the postings of a tail shall say anew of one ordinal, by the numbers
// of terms.
type document struct {
	place  uint16
	add    []uint32
	remove []uint32
}

// document finds what changes when an ordinal with the texts was has the texts is. The
// tail itself changes with take.
func (t *tail) document(ordinal uint64, was, is map[byte][]string) document {
	d := document{place: uint16(ordinal & (blockSize - 1)), add: t.read(is)}
	if was == nil {
		return d
	}
	d.remove = t.read(was)
	has := func(n uint32) bool { return t.seen[n] == t.reading }
	both := slices.DeleteFunc(slices.Clone(d.add), func(n uint32) bool { return !has(n) })
	d.add = slices.DeleteFunc(d.add, has)
	slices.Sort(both)
	d.remove = slices.DeleteFunc(d.remove, func(n uint32) bool {
		_, kept := slices.BinarySearch(both, n)
		return kept
	})
	return d
}

// read numbers the terms of texts, each once.
func (t *vocabulary) read(texts map[byte][]string) []uint32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reading++
	all := t.all[:0]
	for field, some := range texts {
		known := t.runs[slices.Index(fields[:], field)]
		for _, text := range some {
			t.met = known.meet(text, t.met[:0])
			for i := range t.met {
				x := known.find(&t.met[i])
				switch {
				case x == nil:
					terms := t.termsOf(field, t.met[i].run)
					known.learn(t.met[i].run, terms, t.reading)
					all = append(all, terms...)
				case x.reading == t.reading: // most words of a text repeat others
				case x.term&several != 0:
					all = append(all, known.more[x.term&^several]...)
					x.reading = t.reading
				default:
					all = append(all, x.term)
					x.reading = t.reading
				}
			}
		}
	}
	t.all = all[:0]
	once := make([]uint32, 0, len(all))
	for _, n := range all { // some words have one stem
		if t.seen[n] != t.reading {
			t.seen[n] = t.reading
			once = append(once, n)
		}
	}
	return once
}

// termsOf numbers the terms of a run. They hold until the next.
func (t *vocabulary) termsOf(field byte, run string) []uint32 {
	t.run = t.run[:0]
	token(run, func(w word) { t.run = append(t.run, t.number(field, w.term)) })
	return t.run
}

func (t *vocabulary) number(field byte, word string) uint32 {
	t.key = append(append(t.key[:0], field), word...)
	n, ok := t.numbers[string(t.key)]
	if !ok {
		term := string(t.key)
		n = uint32(len(t.terms))
		t.numbers[term] = n
		t.terms, t.seen = append(t.terms, term), append(t.seen, 0)
	}
	return n
}

// take adds documents to the tail.
func (t *tail) take(docs []document) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.docs = t.room(t.docs)
	for _, d := range docs {
		d.into(t.docs, false)
	}
}

// room makes lists long enough for all terms.
func (t *vocabulary) room(docs [][]uint16) [][]uint16 {
	return append(docs, make([][]uint16, len(t.terms)-len(docs))...)
}

// into enters a document into the lists of those who have a term. Lists that are shared with
// readers are copied before they change, but for what is added at their end.
func (d document) into(held [][]uint16, shared bool) {
	own := func(docs []uint16) []uint16 {
		if shared {
			return slices.Clone(docs)
		}
		return docs
	}
	for _, n := range d.remove {
		if at, found := slices.BinarySearch(held[n], d.place); found {
			held[n] = slices.Delete(own(held[n]), at, at+1)
		}
	}
	for _, n := range d.add {
		if docs := held[n]; len(docs) == 0 || docs[len(docs)-1] < d.place {
			held[n] = append(docs, d.place)
			continue
		}
		if at, found := slices.BinarySearch(held[n], d.place); !found {
			held[n] = slices.Insert(own(held[n]), at, d.place)
		}
	}
}

// sorted are the numbers of all terms in order of term. Most of them were sorted before.
func (t *vocabulary) sorted() []uint32 {
	byTerm := func(a, b uint32) int { return strings.Compare(t.terms[a], t.terms[b]) }
	old := t.order
	young := make([]uint32, 0, len(t.terms)-len(old))
	for n := len(old); n < len(t.terms); n++ {
		young = append(young, uint32(n))
	}
	slices.SortFunc(young, byTerm)
	t.order = make([]uint32, 0, len(t.terms))
	for len(old) > 0 && len(young) > 0 {
		if byTerm(old[0], young[0]) < 0 {
			t.order, old = append(t.order, old[0]), old[1:]
		} else {
			t.order, young = append(t.order, young[0]), young[1:]
		}
	}
	t.order = append(append(t.order, old...), young...)
	return t.order
}

func (t *tail) lookup(term string, prefix bool, base uint16, out *set) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if n, ok := t.numbers[term]; ok && int(n) < len(t.docs) {
		for _, d := range t.docs[n] {
			out.add(base + d)
		}
	}
	if !prefix {
		return
	}
	for n, docs := range t.docs {
		if len(docs) > 0 && strings.HasPrefix(t.terms[n], term) {
			for _, d := range docs {
				out.add(base + d)
			}
		}
	}
}
