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
func hashOf(word string) uint32 {
	h := uint32(2166136261)
	for _, c := range []byte(word) {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 16
	h *= 0x85ebca6b
	return h ^ h>>13
}

// newVector keeps the heaviest terms and makes the length One.
func newVector(terms []term, most int) vector {
	if len(terms) > most {
		slices.SortFunc(terms, heavier)
		terms = terms[:most]
	}
	slices.SortFunc(terms, func(a, b term) int { return cmp.Compare(a.hash, b.hash) })
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

// covered is the part of a, by squared weight, that b has too: 0 to One. It is not
// symmetric: a headline may be wholly in a long text.
func covered(a, b vector) int {
	var sum, all int64
	j := 0
	for _, t := range a {
		w := int64(t.weight) * int64(t.weight)
		all += w
		for j < len(b) && b[j].hash < t.hash {
			j++
		}
		if j < len(b) && b[j].hash == t.hash {
			sum += w
		}
	}
	if all == 0 {
		return 0
	}
	return int(sum * One / all)
}

// has reports whether v holds the term.
func (v vector) has(hash uint32) bool {
	_, ok := slices.BinarySearchFunc(v, hash, func(t term, h uint32) int { return cmp.Compare(t.hash, h) })
	return ok
}
