package extract

import "sync"

// vocabulary counts in how many of the blocks that the first forest likes a word stands. Words are known by a hash: a
// collision now and then does no harm.
type vocabulary struct {
	in   [vocabWords]uint8
	last [vocabWords]uint16 // the number of the block that a word was counted for last, from 1
}

const (
	vocabWords = 1 << 13
	vocabScan  = 600 // bytes of a block that are read
)

var vocabularies = sync.Pool{New: func() any { return new(vocabulary) }}

// vocabulary reads the blocks with a score above zero. The caller puts it back into the pool.
func (s *sheet) vocabulary(scores []int32) *vocabulary {
	v := vocabularies.Get().(*vocabulary)
	*v = vocabulary{}
	for i := range s.blocks {
		if scores[i] <= 0 {
			continue
		}
		text, n := s.blockText(&s.blocks[i]), uint16(i+1)
		for w, ok := (longWord{}).next(text); ok; w, ok = w.next(text) {
			if v.last[w.hash] != n {
				v.last[w.hash] = n
				v.in[w.hash] = min(v.in[w.hash]+1, 250)
			}
		}
	}
	return v
}

// features tells which share of a block's longer words, and of those with a capital, stands in other blocks too, and how
// many of either it has. A teaser speaks of something else than the article does.
func (v *vocabulary) features(row []int16, text []byte, own bool) []int16 {
	need := uint8(1)
	if own {
		need = 2 // the block itself was counted
	}
	var words, known, names, knownNames int32
	for w, ok := (longWord{}).next(text); ok; w, ok = w.next(text) {
		words++
		in := v.in[w.hash] >= need
		if in {
			known++
		}
		if w.capital {
			names++
			if in {
				knownNames++
			}
		}
	}
	share, named := int16(-1), int16(-1)
	if words > 0 {
		share = c16(100 * known / words)
	}
	if names > 0 {
		named = c16(100 * knownNames / names)
	}
	return append(row, share, named, c16(words), c16(names))
}

// A longWord is a word of four bytes or more.
type longWord struct {
	hash    uint32
	end     int
	capital bool
}

// next is the first long word behind w in the part of a text that is read.
func (w longWord) next(text []byte) (longWord, bool) {
	text = text[:min(len(text), vocabScan)]
	for i := w.end; i < len(text); {
		if !wordByte(text[i]) {
			i++
			continue
		}
		start, h := i, uint32(2166136261)
		for ; i < len(text) && wordByte(text[i]); i++ {
			h = (h ^ uint32(text[i]|0x20)) * 16777619
		}
		if i-start >= 4 {
			return longWord{(h ^ h>>15) % vocabWords, i, text[start] >= 'A' && text[start] <= 'Z'}, true
		}
	}
	return longWord{}, false
}
