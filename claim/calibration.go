package claim

import (
	_ "embed"
	"maps"
	"strconv"
	"strings"
	"sync"
)

//go:embed calibration.txt
var calibrationText string

// raw is the entry of Weights that asks for scores as they come from the weights, for the
// program that makes calibration.txt of them.
const raw = "raw"

// calibration maps a raw score to the share of such claims that were found right. Between
// its points it is a line.
var calibration = sync.OnceValue(func() (table [101]int) {
	fromX, fromY := 0, 0
	line := func(x, y int) {
		for i := fromX; i <= x; i++ {
			table[i] = fromY
			if x > fromX {
				table[i] += (y - fromY) * (i - fromX) / (x - fromX)
			}
		}
		fromX, fromY = x, y
	}
	for text := range strings.Lines(calibrationText) {
		a, b, _ := strings.Cut(strings.TrimSpace(text), " ")
		x, err := strconv.Atoi(a)
		y, err2 := strconv.Atoi(b)
		if err == nil && err2 == nil && fromX <= x && x <= 100 {
			line(x, y)
		}
	}
	line(100, max(fromY, 99))
	return table
})

// calibrated is the chance, in per cent, that a claim of a raw score has accuser, accused
// and stance right.
func (w Weights) calibrated(score int) int {
	if w[raw] != 0 {
		return score
	}
	return min(max(calibration()[min(max(score, 0), 100)], 1), 99)
}

// Raw returns weights that give raw scores.
func (w Weights) Raw() Weights {
	out := Weights{raw: 1}
	maps.Copy(out, w)
	return out
}
