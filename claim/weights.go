package claim

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed weights.txt
var weightsText string

// Weights are what the trainer learned: a whole number for each feature, in hundredths of
// a logit. Accept judges candidates, Accuser ranks who may have said it.
type Weights map[string]int32

// threshold is the entry of Weights that a candidate's sum must exceed.
const threshold = "threshold"

// surely is the entry of Weights that the best candidate of a story must reach: where all
// are doubtful, the story likely attributes nothing.
const surely = "surely"

// elsewhere is how much surer the best candidate must be in a story that is not about a
// cyber operation by its words.
const elsewhere = 120

// briefBytes is the size up to which a text says too little to tell what it is about.
const briefBytes = 250

// sure is what the best candidate of the story must reach.
func (r *reading) sure() int {
	size := 0
	for _, p := range r.parts {
		size += len(p.text)
	}
	least := int(r.vector.weights[surely])
	if size > briefBytes && !r.scope().In {
		least += elsewhere
	}
	return least
}

// embedded are the weights that this reader ships with.
var embedded = sync.OnceValue(func() Weights {
	w := Weights{}
	for line := range strings.Lines(weightsText) {
		name, n, ok := strings.Cut(strings.TrimSpace(line), " ")
		if v, err := strconv.Atoi(n); ok && err == nil {
			w[name] = int32(v)
		}
	}
	return w
})

var embeddedHashed = sync.OnceValue(func() hashed { return embedded().hashed() })

// Shipped are the embedded weights.
func Shipped() Weights { return embedded() }

// A vector adds up the weights of features as they are told. It keeps their names only
// when somebody wants to see them: the trainer, an explanation.
type vector struct {
	weights Weights
	sums    hashed // the same, to add up
	keep    bool
	before  hash // of the prefix
	prefix  string
	sum     int
	names   []string
}

// start begins a new sum; prefix stands before the name of every feature.
func (v *vector) start(prefix string) {
	v.prefix, v.before, v.sum, v.names = prefix, offset64.and(prefix), 0, nil
}

func (v *vector) add(parts ...string) {
	h := v.before
	for i, p := range parts {
		if i > 0 {
			h = h.and("|")
		}
		h = h.and(p)
	}
	v.sum += v.sums.of(h)
	if v.keep {
		v.names = append(v.names, v.prefix+strings.Join(parts, "|"))
	}
}

// A hash is FNV-1a of a feature's name, which is never put together to be looked up.
type hash uint64

const offset64 hash = 14695981039346656037

func (h hash) and(s string) hash {
	for i := range len(s) {
		h = (h ^ hash(s[i])) * 1099511628211
	}
	return h
}

// hashed holds weights by the hash of their names, each in the first free place from its hash
// on: 48 bits of the hash above 16 of the weight, so that eight lie in a line of the cache.
type hashed []uint64

// weightBits are those of the weight in an entry of hashed.
const weightBits = 1<<16 - 1

func (w Weights) hashed() hashed {
	size := 1
	for size < 3*len(w) {
		size *= 2
	}
	t := make(hashed, size)
	for name, n := range w {
		h := offset64.and(name)
		i := int(h>>32) & (size - 1)
		for t[i] != 0 {
			i = (i + 1) & (size - 1)
		}
		t[i] = uint64(h)&^weightBits | uint64(uint16(max(math.MinInt16, min(n, math.MaxInt16))))
	}
	return t
}

func (t hashed) of(h hash) int {
	if len(t) == 0 {
		return 0
	}
	for i := int(h>>32) & (len(t) - 1); t[i] != 0; i = (i + 1) & (len(t) - 1) {
		if (t[i]^uint64(h))&^weightBits == 0 {
			return int(int16(t[i]))
		}
	}
	return 0
}
