package claim

import (
	"slices"
	"sync"
)

// A word is all that the tables say of a word in lower case, so that each token asks once.
type word struct {
	low    string
	class  class
	mark   uint64 // of a word that stands in a pattern, one bit that it shares with few others: see beginning
	lists  lists  // see in
	opens  opener // see opener
	people bool   // see isPeople
	*begun        // never nil; most words share the one of nothing, which lies near
}

// begun is what may begin with a word.
type begun struct {
	patterns  []beginning // of predicates.txt, that may begin with it: first those with which certain words go on
	certain   int         // how many these are
	sorted    []beginning // patterns that may begin with a word of its class
	anyFirst  following   // what may follow in any of the certain ones
	anyOther  following   // and of the others and sorted
	measures  []*pattern  // of responses.txt, that begin with it
	terms     []scopeTerm // of scope.txt, that begin with it
	languages []language  // that use it often
	offices   []*office   // of offices.txt, titles and names that begin with it
	towns     []town      // of towns.txt, that begin with it
}

// vocabulary holds every word that some table knows. It is made once and only read.
var vocabulary = sync.OnceValue(func() *dictionary {
	words := map[string]*word{}
	at := func(low string) *word {
		w := words[low]
		if w == nil {
			w = &word{low: low, begun: &nothing}
			words[low] = w
		}
		return w
	}
	begins := func(w *word) *begun {
		if w.begun == &nothing {
			w.begun = new(begun)
		}
		return w.begun
	}
	for low, c := range lexicon() {
		at(low).class = c
	}
	for low, l := range wordLists() {
		at(low).lists = *l
	}
	marked := 0
	know := func(of []*pattern) {
		for _, p := range of {
			for i := range p.words {
				e := &p.words[i]
				e.words = e.words[:0]
				for _, low := range e.any {
					w := at(low)
					if w.mark == 0 {
						w.mark = always << (1 + marked%63)
						marked++
					}
					e.words, e.marks, e.not = append(e.words, w), e.marks|w.mark, e.not || low == "n't"
				}
			}
		}
	}
	for _, p := range predicates().byWord {
		know(p)
	}
	know(predicates().byClass)
	for low, ps := range predicates().byWord {
		for _, p := range ps {
			b := begins(at(low))
			one := beginning{p, p.following()}
			if one.certain() {
				b.patterns = slices.Insert(b.patterns, b.certain, one)
				b.certain++
				b.anyFirst.or(one.following)
			} else {
				b.patterns = append(b.patterns, one)
				b.anyOther.or(one.following)
			}
		}
	}
	for _, p := range predicates().byClass {
		f, first := p.following(), &p.words[0]
		for _, w := range words {
			if w.class&first.class != 0 || slices.Contains(first.words, w) {
				begins(w).sorted = append(w.sorted, beginning{p, f})
				w.anyOther.or(f)
			}
		}
	}
	for low, p := range measures().byWord {
		begins(at(low)).measures = p
		know(p)
	}
	for low, t := range scopeTerms() {
		begins(at(low)).terms = t
	}
	for low, o := range offices() {
		begins(at(low)).offices = o
	}
	for low, t := range towns() {
		begins(at(low)).towns = t
	}
	for low, l := range languages {
		begins(at(low)).languages = l
	}
	for _, w := range words {
		w.opens, w.people = w.opener(), w.isPeople()
	}
	return newDictionary(words)
})

// unknownWord is what no table knows, and nothing is what begins with most words. They are only read.
var (
	unknownWord = word{begun: &nothing, opens: opensName}
	nothing     begun
)

// A dictionary finds words by the hash of their letters, which is known when a text has been cut into words: each in the first
// free place from its hash on.
type dictionary struct {
	hashes []wordHash
	words  []*word // nil is a free place
}

func newDictionary(words map[string]*word) *dictionary {
	size := 1
	for size < 2*len(words) {
		size *= 2
	}
	d := &dictionary{hashes: make([]wordHash, size), words: make([]*word, size)}
	for low, w := range words {
		h := hashOf(low)
		i := int(h) & (size - 1)
		for d.words[i] != nil {
			i = (i + 1) & (size - 1)
		}
		d.hashes[i], d.words[i] = h, w
	}
	return d
}

// find is never nil.
func (d *dictionary) find(h wordHash, low string) *word {
	last := len(d.hashes) - 1
	for i := int(h) & last; ; i = (i + 1) & last {
		switch d.hashes[i] {
		case h:
			if w := d.words[i]; w == nil {
				return &unknownWord
			} else if w.low == low {
				return w
			}
		case 0: // free, or of a word whose hash that is
			if d.words[i] == nil {
				return &unknownWord
			}
		}
	}
}

// of is never nil.
func (d *dictionary) of(low string) *word { return d.find(hashOf(low), low) }

// A wordHash is FNV-1a of a word in lower case.
type wordHash uint32

const noLetters wordHash = 2166136261

func (h wordHash) and(c byte) wordHash { return (h ^ wordHash(c)) * 16777619 }

func hashOf(low string) wordHash {
	h := noLetters
	for i := range len(low) {
		h = h.and(low[i])
	}
	return h
}

// wordOf is never nil.
func wordOf(low string) *word { return vocabulary().of(low) }

func classOf(low string) class { return wordOf(low).class }
