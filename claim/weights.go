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

func (w Weights) sum(features []string) int {
	n := 0
	for _, f := range features {
		n += int(w[f])
	}
	return n
}
