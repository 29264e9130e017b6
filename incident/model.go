package incident

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// model.txt is what `go run ./eval incidents train` learned: a line for each feature with
// its weight, one for the bias and one for the threshold, all in fixed point.
//
//go:embed model.txt
var modelText string

// A Model weighs the features: a logistic regression in fixed point.
type Model struct {
	Bias      int
	Threshold int // probability from which on a story joins, of One
	Merge     int // from which on it draws a second incident along
	Weights   [features]int
}

var learned = sync.OnceValue(func() *Model { m := parseModel(modelText); return &m })

// parseModel reads what Model.String writes. Lines of other names are left out.
func parseModel(text string) Model {
	var m Model
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.Atoi(value)
		if err != nil {
			continue
		}
		switch name {
		case "bias":
			m.Bias = n
		case "threshold":
			m.Threshold = n
		case "merge":
			m.Merge = n
		}
		for i, feature := range FeatureNames {
			if feature == name {
				m.Weights[i] = n
			}
		}
	}
	return m
}

// String writes the table of a model.
func (m Model) String() string {
	var b strings.Builder
	line := func(name string, n int) { b.WriteString(name + " " + strconv.Itoa(n) + "\n") }
	line("bias", m.Bias)
	line("threshold", m.Threshold)
	line("merge", m.Merge)
	for i, name := range FeatureNames {
		line(name, m.Weights[i])
	}
	return b.String()
}

// score is the probability that the model gives.
func (m *Model) score(f *[features]int) int {
	sum := int64(m.Bias) * One
	for i, w := range m.Weights {
		sum += int64(w) * int64(f[i])
	}
	return sigmoid(int(sum / One))
}
