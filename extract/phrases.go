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

// A phraseBook holds phrases by their first word.
type phraseBook struct {
	scan int                 // how many bytes of a text are searched
	at   [phraseSlots]uint16 // by markOf, where in list a chain begins; most words of a page find none
	list []firstWord
}

// A firstWord is one with which phrases begin. Those of one mark are a chain.
type firstWord struct {
	word    string
	phrases []phrase
	next    uint16
}

const phraseSlots = 1 << 12

func newPhraseBook(scan int) *phraseBook {
	return &phraseBook{scan: scan, list: make([]firstWord, 1)} // at 0 chains end
}

func (book *phraseBook) add(p string, kind uint8) {
	i := 0
	for i < len(p) && wordByte(p[i]) {
		i++
	}
	if i == 0 {
		panic("a phrase begins with a word: " + p)
	}
	slot := &book.at[markOf(p[:i])]
	k := *slot
	for k != 0 && book.list[k].word != p[:i] {
		k = book.list[k].next
	}
	if k == 0 {
		k = uint16(len(book.list))
		book.list = append(book.list, firstWord{word: p[:i], next: *slot})
		*slot = k
	}
	book.list[k].phrases = append(book.list[k].phrases, phrase{p[i:], kind})
}

// phrases are those that begin with a word.
func (book *phraseBook) phrases(word []byte) []phrase {
	for k := book.at[markOf(word)]; k != 0; k = book.list[k].next {
		if book.list[k].word == string(word) {
			return book.list[k].phrases
		}
	}
	return nil
}

// markOf is a small hash of a word that is not empty.
func markOf[T string | []byte](w T) int {
	n := len(w)
	return (int(w[0])*37 + int(w[n-1])*11 + int(w[n/2])*5 + n) % phraseSlots
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
func wordByte(c byte) bool { return wordBytes[c] }

// What is asked of every byte of a page stands in tables.
var (
	wordBytes  = byteTable(func(c byte) bool { return isAlnum(c) || c >= 0x80 })
	smallBytes = byteTable(func(c byte) bool { return c >= 'a' && c <= 'z' })
)

func byteTable(is func(c byte) bool) (table [256]bool) {
	for c := range table {
		table[c] = is(byte(c))
	}
	return table
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
		for _, p := range book.phrases(low[i:j]) {
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
	n := len(low)
	low = append(low, text...)
	for i, c := range low[n:] {
		if c >= 'A' && c <= 'Z' {
			low[n+i] = c + 'a' - 'A'
		}
	}
	return low
}
