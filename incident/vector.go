package incident

import (
	"cmp"
	"slices"
)

// A term is a word or name of a text with its weight. Words are known by a hash, so that
// state holds no strings; two words of one hash (one pair in 2^32) do no harm.
type term struct {
	hash   uint32
	weight int32 // fixed point; the squares of a vector's weights sum to One²
}

// A vector holds the terms of a text by ascending hash.
type vector []term

// hashOf is FNV-1a with a final mix.
func hashOf(word string) uint32 { return mixed(hashOn(hashStart, word)) }

const hashStart = 2166136261

// hashOn goes on with an FNV-1a hash.
func hashOn(h uint32, word string) uint32 {
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}

func mixed(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	return h ^ h>>13
}

// newVector keeps the heaviest of terms, which come by ascending hash, and makes the length
// One.
func newVector(terms []term, most int) vector {
	terms = heaviest(terms, most)
	var squares uint64
	for _, t := range terms {
		squares += uint64(t.weight) * uint64(t.weight)
	}
	length := int64(root(squares))
	if length == 0 {
		return nil
	}
	v := make(vector, len(terms))
	for i, t := range terms {
		v[i] = term{t.hash, int32(int64(t.weight) * One / length)}
	}
	return v
}

// heaviest keeps at most so many terms, in their order. Of terms of one weight the lower
// hashes are kept.
func heaviest(terms []term, most int) []term {
	if len(terms) <= most {
		return terms
	}
	ranks := make([]uint64, len(terms)) // ascending is heavier first
	for i, t := range terms {
		ranks[i] = t.rank()
	}
	slices.Sort(ranks)
	kept := make([]term, 0, most)
	for _, t := range terms {
		if t.rank() <= ranks[most-1] {
			kept = append(kept, t)
		}
	}
	return kept
}

// rank orders terms by weight, then hash: the lower the heavier.
func (t term) rank() uint64 { return uint64(^uint32(t.weight))<<32 | uint64(t.hash) }

// heavier orders terms by weight, the heaviest first.
func heavier(a, b term) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.hash, b.hash))
}

// dot is the cosine of two vectors, from 0 to One.
func dot(a, b vector) int {
	var sum int64
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].hash < b[j].hash:
			i++
		case a[i].hash > b[j].hash:
			j++
		default:
			sum += int64(a[i].weight) * int64(b[j].weight)
			i++
			j++
		}
	}
	return int(sum / One)
}
