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

func newSketch(words []uint32) sketch {
	if len(words) < leastRuns+run {
		return nil
	}
	var smallest sketch
	for i := range len(words) - run + 1 {
		h := uint64(14695981039346656037)
		for _, w := range words[i : i+run] {
			h = (h ^ uint64(w)) * 1099511628211
			h ^= h >> 29
		}
		short := uint32(h * 0x9e3779b97f4a7c15 >> 32)
		full := len(smallest) == sketchSize
		if full && short >= smallest[sketchSize-1] {
			continue
		}
		if at, known := slices.BinarySearch(smallest, short); !known {
			if full {
				smallest = smallest[:sketchSize-1]
			}
			smallest = slices.Insert(smallest, at, short)
		}
	}
	return slices.Clone(smallest)
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
