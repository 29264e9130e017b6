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

// A phraseBook holds phrases by their first word. Most words of a page are none: mark tells that of nearly all of them.
type phraseBook struct {
	scan int // how many bytes of a text are searched
	by   map[string][]phrase
	mark [1 << 12]bool
}

func newPhraseBook(scan int) *phraseBook { return &phraseBook{scan: scan, by: map[string][]phrase{}} }

func (book *phraseBook) add(p string, kind uint8) {
	i := 0
	for i < len(p) && wordByte(p[i]) {
		i++
	}
	book.by[p[:i]] = append(book.by[p[:i]], phrase{p[i:], kind})
	if i > 0 {
		book.mark[markOf(p[:i])] = true
	}
}

// markOf is a small hash of a word that is not empty.
func markOf[T string | []byte](w T) int {
	n := len(w)
	return (int(w[0])*37 + int(w[n-1])*11 + int(w[n/2])*5 + n) & (1<<12 - 1)
}

var phrases = sync.OnceValue(func() *phraseBook {
	book := newPhraseBook(phraseScan)
	kind := uint8(0)
	for line := range strings.Lines(phrasesText) {
		_, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		if kind == pStop {
			for w := range strings.FieldsSeq(list) {
				book.add(w, kind)
			}
		} else {
			for p := range strings.SplitSeq(list, "|") {
				book.add(p, kind)
			}
		}
		kind++
	}
	if kind != numPhrases {
		panic("phrases.txt and the list of kinds differ")
	}
	return book
})

// wordByte: letters and digits; every byte above ASCII counts as a letter.
func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 || c >= 'A' && c <= 'Z'
}

// phraseScan is how many bytes of a block are searched for phrases: furniture says what it is at once.
const phraseScan = 240

// count adds up the phrases of a text by kind, and sets a bit for each kind that the text begins with.
func (book *phraseBook) count(text, low []byte, n *[numPhrases]uint8) (starts uint16, scratch []byte) {
	low = appendLower(low[:0], text[:min(len(text), book.scan)])
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
		var found []phrase
		if book.mark[markOf(low[i:j])] {
			found = book.by[string(low[i:j])]
		}
		for _, p := range found {
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

// appendLower appends a text with its ASCII letters in lower case.
func appendLower(low, text []byte) []byte {
	for _, c := range text {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low = append(low, c)
	}
	return low
}
