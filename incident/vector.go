package incident

import "cmp"

// A term is a word or name of a text with its weight. Words are known by a hash, so that
// state holds no strings; two words of one hash (one pair in 2^32) do no harm.
type term struct {
	hash   uint32
	weight int32 // fixed point; the squares of a vector's weights sum to One²
	seen   int32 // texts of the background that have it
}

// A vector holds the terms of a text by ascending hash.
type vector []term

// hashOf is FNV-1a with a final mix.
func hashOf(word string) uint32 { return mixed(hashOn(hashStart, word)) }

const (
	hashStart = 2166136261
	hashPrime = 16777619
)

// hashOn goes on with an FNV-1a hash.
func hashOn[T string | []byte](h uint32, word T) uint32 {
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * hashPrime
	}
	return h
}

func mixed(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	return h ^ h>>13
}

// scaled makes the length of a vector One.
func scaled(terms []term) vector {
	var squares uint64
	for _, t := range terms {
		squares += uint64(t.weight) * uint64(t.weight)
	}
	length := int64(root(squares))
	if length == 0 {
		return nil
	}
	for i := range terms {
		terms[i].weight = int32(int64(terms[i].weight) * One / length)
	}
	return terms
}

// nth is the n-th smallest of all, from 0, which it puts in another order: the lower ones
// before it.
func nth(all []uint64, n int) uint64 {
	for low, high := 0, len(all)-1; low < high; {
		pivot := all[low+(high-low)/2]
		i, j := low, high
		for i <= j {
			for all[i] < pivot {
				i++
			}
			for all[j] > pivot {
				j--
			}
			if i <= j {
				all[i], all[j] = all[j], all[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			high = j
		case n >= i:
			low = i
		default:
			return all[n]
		}
	}
	return all[n]
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
