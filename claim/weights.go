package claim

import (
	_ "embed"
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

// Shipped are the embedded weights.
func Shipped() Weights { return embedded() }

// A vector adds up the weights of features as they are told. It keeps their names only
// when somebody wants to see them: the trainer, an explanation.
type vector struct {
	weights Weights
	keep    bool
	prefix  string
	buf     []byte
	sum     int
	names   []string
}

// start begins a new sum; prefix stands before the name of every feature.
func (v *vector) start(prefix string) {
	v.prefix, v.sum, v.names = prefix, 0, nil
}

func (v *vector) add(parts ...string) {
	v.buf = append(v.buf[:0], v.prefix...)
	for i, p := range parts {
		if i > 0 {
			v.buf = append(v.buf, '|')
		}
		v.buf = append(v.buf, p...)
	}
	v.sum += int(v.weights[string(v.buf)])
	if v.keep {
		v.names = append(v.names, string(v.buf))
	}
}
