package incident

import "slices"

// A sketch is the smallest hashes of a text's runs of five words, ascending. Two sketches
// tell how many of the runs two texts share, whatever their lengths.
type sketch []uint32

const (
	run        = 5
	sketchSize = 24
	// leastRuns is the length below which a text is too short to be called a copy: two
	// feeds may carry the same sentence of a press release.
	leastRuns = 40
	// copyShare is how much of the shorter sketch must be in the longer: wire texts are cut
	// at the end and get another first sentence.
	copyShare = One * 6 / 10
)

func newSketch(body []token) sketch {
	if len(body) < leastRuns+run {
		return nil
	}
	var smallest [sketchSize]uint32
	n := 0
	for i := range len(body) - run + 1 {
		h := uint64(14695981039346656037)
		for k := range run {
			h = (h ^ uint64(body[i+k].stem)) * 1099511628211
			h ^= h >> 29
		}
		short := uint32(h * 0x9e3779b97f4a7c15 >> 32)
		if n == sketchSize && short >= smallest[n-1] {
			continue
		}
		at, known := slices.BinarySearch(smallest[:n], short)
		if known {
			continue
		}
		n = min(n+1, sketchSize)
		copy(smallest[at+1:n], smallest[at:n-1])
		smallest[at] = short
	}
	return slices.Clone(smallest[:n])
}

// same is the estimated part of the runs that two texts share, 0 to One: the share of
// common hashes among the smallest of both together.
func same(a, b sketch) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common, seen := 0, 0
	for i, j := 0, 0; i < len(a) && j < len(b) && seen < sketchSize; seen++ {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common++
			i++
			j++
		}
	}
	return common * One / seen
}
