package store

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Most of the JSON of a record is the names of its fields, and the same few values of some of
// them. They are written as numbers before the record is compressed: a compressor that is told of
// them by a dictionary must first put back a table of 256 KB for each record. JSON holds no byte
// below a space, so that these can stand for the phrases.
//
//go:embed phrases.txt
var phraseText string

const (
	shortPhrases  = 15   // of so many the code is a byte, from 1 on
	longPhrase    = 0x10 // others have two: this one or a higher one, and another
	leastPhrase   = 5    // bytes of a phrase
	phraseBuckets = 1024
)

// A phrasing is the table of phrases.
type phrasing struct {
	all     []string
	order   []uint16                  // numbers by the hash of the first bytes, then the longest first
	buckets [phraseBuckets + 1]uint16 // where in order those of a hash begin
}

var phrases = sync.OnceValue(func() *phrasing {
	p := &phrasing{}
	for line := range strings.Lines(phraseText) {
		if !strings.HasPrefix(line, "#") {
			p.order = append(p.order, uint16(len(p.all)))
			p.all = append(p.all, strings.TrimSuffix(line, "\n"))
		}
	}
	slices.SortFunc(p.order, func(x, y uint16) int {
		return cmp.Or(cmp.Compare(phraseHash(p.all[x]), phraseHash(p.all[y])), len(p.all[y])-len(p.all[x]))
	})
	for _, phrase := range p.all {
		p.buckets[phraseHash(phrase)+1]++
	}
	for i := range phraseBuckets {
		p.buckets[i+1] += p.buckets[i]
	}
	return p
})

// phraseHash is that of the first bytes of a text that has so many.
func phraseHash[T string | []byte](s T) uint32 {
	first := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	return (first*0x9e3779b1 ^ uint32(s[4])*0x85ebca6b) >> 22
}

// at is the number and the length of the longest phrase that s begins with, 0 for none.
func (p *phrasing) at(s []byte) (n, length int) {
	if len(s) < leastPhrase {
		return 0, 0
	}
	h := phraseHash(s)
	for _, n := range p.order[p.buckets[h]:p.buckets[h+1]] {
		if phrase := p.all[n]; len(phrase) <= len(s) && string(s[:len(phrase)]) == phrase {
			return int(n), len(phrase)
		}
	}
	return 0, 0
}

// shorten adds JSON with numbers for its phrases to out. A phrase is looked for where another one
// ends, and at quotation marks with the brackets and commas before them.
func (p *phrasing) shorten(out, json []byte) []byte {
	done := 0 // what is in out
	for at := 0; at < len(json); {
		n, length := p.at(json[at:])
		if length > 0 {
			out = appendCode(append(out, json[done:at]...), n)
			at += length
			done = at
			continue
		}
		at = nextPhrase(json, at)
	}
	return append(out, json[done:]...)
}

// nextPhrase is the next place after at where a phrase may begin, or the end.
func nextPhrase(json []byte, at int) int {
	at++
	mark := bytes.IndexByte(json[at:], '"')
	if mark < 0 {
		return len(json)
	}
	start := at + mark
	for start > at && structural[json[start-1]] {
		start--
	}
	return start
}

var structural = [256]bool{',': true, '{': true, '}': true, '[': true, ']': true, ':': true}

func appendCode(out []byte, n int) []byte {
	if n < shortPhrases {
		return append(out, byte(n+1))
	}
	n -= shortPhrases
	return append(out, byte(longPhrase+n>>8), byte(n))
}

// lengthen adds JSON to out that was shortened.
func (p *phrasing) lengthen(out, short []byte) ([]byte, error) {
	for len(short) > 0 {
		n := plainLength(short)
		out, short = append(out, short[:n]...), short[n:]
		if len(short) == 0 {
			break
		}
		code, size := int(short[0])-1, 1
		if short[0] >= longPhrase {
			if len(short) < 2 {
				return nil, fmt.Errorf("phrase is cut short")
			}
			code, size = shortPhrases+int(short[0]-longPhrase)<<8+int(short[1]), 2
		}
		if code < 0 || code >= len(p.all) {
			return nil, fmt.Errorf("phrase %d is not known to this ascribe", code)
		}
		out, short = append(out, p.all[code]...), short[size:]
		if len(out) > mostDecoded {
			return nil, fmt.Errorf("record is longer than %d MB", mostDecoded>>20)
		}
	}
	return out, nil
}

// plainLength is how many bytes stand before the first that is below a space.
func plainLength(s []byte) int {
	n := 0
	for ; n+8 <= len(s); n += 8 {
		const ones = 0x0101010101010101
		if w := binary.LittleEndian.Uint64(s[n:]); (w-ones*' ')&^w&(ones*0x80) != 0 {
			break
		}
	}
	for n < len(s) && s[n] >= ' ' {
		n++
	}
	return n
}
