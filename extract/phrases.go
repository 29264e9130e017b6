package extract

import (
	_ "embed"
	"strings"
	"sync"
)

// The kinds of phrases.txt, in its order.
const (
	pStop = iota
	pShare
	pNewsletter
	pRelated
	pCaption
	pAd
	pRights
	pComment
	pBio
	pDate
	pNav
	pCorrection
	pVideo
	numPhrases
)

//go:embed phrases.txt
var phrasesText string

// A phrase is known by its first word; rest is what must follow, with the blank before it.
type phrase struct {
	rest string
	kind uint8
}

var phrases = sync.OnceValue(func() map[string][]phrase {
	m := map[string][]phrase{}
	kind := uint8(0)
	for line := range strings.Lines(phrasesText) {
		_, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		add := func(p string) {
			i := 0
			for i < len(p) && wordByte(p[i]) {
				i++
			}
			m[p[:i]] = append(m[p[:i]], phrase{p[i:], kind})
		}
		if kind == pStop {
			for w := range strings.FieldsSeq(list) {
				add(w)
			}
		} else {
			for p := range strings.SplitSeq(list, "|") {
				add(p)
			}
		}
		kind++
	}
	if kind != numPhrases {
		panic("phrases.txt and the list of kinds differ")
	}
	return m
})

// wordByte: letters and digits; every byte above ASCII counts as a letter.
func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 || c >= 'A' && c <= 'Z'
}

// phraseScan is how many bytes of a block are searched for phrases: furniture says what it is at once.
const phraseScan = 240

// count adds up the phrases of a text by kind, and sets a bit for each kind that the text begins with.
func countPhrases(m map[string][]phrase, text, low []byte, n *[numPhrases]uint8) (starts uint16, scratch []byte) {
	low = low[:0]
	for _, c := range text[:min(len(text), phraseScan)] {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low = append(low, c)
	}
	first := true
	for i := 0; i < len(low); {
		if !wordByte(low[i]) {
			i++
			continue
		}
		j := i
		for j < len(low) && wordByte(low[j]) {
			j++
		}
		for _, p := range m[string(low[i:j])] {
			end := j + len(p.rest)
			if end > len(low) || string(low[j:end]) != p.rest || end < len(low) && p.rest != "" && wordByte(low[end]) && wordByte(low[end-1]) {
				continue
			}
			n[p.kind] = min(n[p.kind]+1, 200)
			if first {
				starts |= 1 << p.kind
			}
		}
		first = false
		i = j
	}
	return starts, low
}
