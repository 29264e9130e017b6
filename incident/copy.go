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
	for i := 0; i < len(body)-run+1; i += abreast {
		for k, short := range runHashes(body[i:min(len(body), i+run+abreast-1)]) {
			if i+k > len(body)-run || n == sketchSize && short >= smallest[n-1] {
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

// abreast is how many runs are hashed at once: the steps of one hang on each other, those of
// several don't.
const abreast = 4

// runHashes are the hashes of the runs that begin with the first words; what lies behind the
// last word counts as none.
func runHashes(words []token) (short [abreast]uint32) {
	var stems [run + abreast - 1]uint64
	for i := range words {
		stems[i] = uint64(words[i].stem)
	}
	const start, prime = 14695981039346656037, 1099511628211
	a, b, c, d := uint64(start), uint64(start), uint64(start), uint64(start)
	for k := range run {
		a, b, c, d = (a^stems[k])*prime, (b^stems[k+1])*prime, (c^stems[k+2])*prime, (d^stems[k+3])*prime
		a, b, c, d = a^a>>29, b^b>>29, c^c>>29, d^d>>29
	}
	for k, h := range [abreast]uint64{a, b, c, d} {
		short[k] = uint32(h * 0x9e3779b97f4a7c15 >> 32)
	}
	return short
}
