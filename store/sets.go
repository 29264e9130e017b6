package store

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"iter"
	"math/bits"
	"slices"
)

// Ordinals are counted in chunks of 16,384. The set of those of one chunk that have some
// property is 2 KB of bits in memory, and on disk a sorted list or those bits, whichever
// is shorter. With everything about one chunk side by side in the file, a batch of new
// stories touches a few dozen pages; and a query for the newest reads a chunk or two,
// whatever the age of the archive.
const (
	chunkBits = 14
	chunkSize = 1 << chunkBits
)

// A set is the set of the ordinals of one chunk, counted from the chunk's start.
type set [chunkSize / 64]uint64

func (s *set) has(n uint16) bool { return s[n>>6]&(1<<(n&63)) != 0 }
func (s *set) add(n uint16)      { s[n>>6] |= 1 << (n & 63) }
func (s *set) remove(n uint16)   { s[n>>6] &^= 1 << (n & 63) }

func (s *set) and(o *set) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s *set) or(o *set) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s *set) minus(o *set) {
	for i := range s {
		s[i] &^= o[i]
	}
}

func (s *set) len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// both counts the members of s that are in o.
func (s *set) both(o *set) int {
	n := 0
	for i, w := range s {
		n += bits.OnesCount64(w & o[i])
	}
	return n
}

// all yields the members in order.
func (s *set) all() iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(uint16(i<<6 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// The stored forms of a set: a tag, then the members; then a CRC-32C of key, tag and
// members.
const (
	asList = 'l' // two bytes each, big-endian, ascending
	asBits = 'b'

	mostListed = chunkSize / 16 // members from which the bits are shorter
)

func (s *set) encode(key []byte) []byte {
	out := make([]byte, 1, 64)
	if n := s.len(); n < mostListed {
		out[0] = asList
		out = slices.Grow(out, 2*n+4)
		for m := range s.all() {
			out = binary.BigEndian.AppendUint16(out, m)
		}
	} else {
		out[0] = asBits
		out = slices.Grow(out, chunkSize/8+4)
		for _, w := range s {
			out = binary.BigEndian.AppendUint64(out, w)
		}
	}
	return binary.BigEndian.AppendUint32(out, crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, out))
}

// decodeInto adds the members of a stored set to s.
func (s *set) decodeInto(key, stored []byte) error {
	if len(stored) < 5 {
		return fmt.Errorf("set of %d bytes is cut short", len(stored))
	}
	body, sum := stored[:len(stored)-4], binary.BigEndian.Uint32(stored[len(stored)-4:])
	if crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, body) != sum {
		return fmt.Errorf("checksum is wrong")
	}
	members := body[1:]
	switch {
	case body[0] == asList && len(members)%2 == 0:
		for ; len(members) > 0; members = members[2:] {
			s.add(binary.BigEndian.Uint16(members) & (chunkSize - 1))
		}
	case body[0] == asBits && len(members) == chunkSize/8:
		for i := range s {
			s[i] |= binary.BigEndian.Uint64(members[8*i:])
		}
	default:
		return fmt.Errorf("no such form of a set: %q, %d bytes", body[0], len(members))
	}
	return nil
}

// split says in which chunk an ordinal is, and where.
func split(ordinal uint64) (chunk uint32, place uint16) {
	return uint32(ordinal >> chunkBits), uint16(ordinal & (chunkSize - 1))
}

func join(chunk uint32, place uint16) uint64 { return uint64(chunk)<<chunkBits | uint64(place) }
