package extract

import (
	_ "embed"
	"strings"
	"sync"
)

// A group is what an element's tag or the words of its attributes say it is for. Groups are bit numbers of a set.
type group = uint8

// The first groups are the lines of words.txt in their order; the others come from tags and attributes.
const (
	gContent group = iota
	gNav
	gRelated
	gCard
	gShare
	gComment
	gFooter
	gHeader
	gSidebar
	gAd
	gNewsletter
	gAuthor
	gAbout
	gCaption
	gVideo
	gMeta
	gTags
	gLead
	gTitle
	gHidden
	gModal
	gQuote
	gCorrection
	gBox
	gProduct
	gLive
	gTagArticle
	gTagMain
	gTagSection
	gTagAside
	gTagNav
	gTagHeader
	gTagFooter
	gTagForm
	gTagFigure
	gTagTable
	gTagList
	gTagItem
	gTagQuote
	gTagPre
	gArticleBody // itemprop=articleBody
	gConcealed   // display:none, hidden, aria-hidden
	gLink
	gBold
	gItalic
	numGroups
)

// groups is a set of groups.
type groups = uint64

const wordGroups = int(gTagArticle)

//go:embed words.txt
var wordsText string

// words maps a lower-case word of an attribute to its groups.
var words = sync.OnceValue(func() map[string]groups {
	m := map[string]groups{}
	g := group(0)
	for line := range strings.Lines(wordsText) {
		_, list, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			m[w] |= 1 << g
		}
		g++
	}
	if int(g) != wordGroups {
		panic("words.txt and the list of groups differ")
	}
	return m
})

// nameGroups reads class and id values. It remembers whole values, since pages repeat them, and those of one outlet each other's.
type nameGroups struct {
	words map[string]groups
	known map[string]groups
	low   []byte
}

const (
	knownNames = 1 << 12 // how many values are remembered from page to page
	longName   = 200     // bytes; a longer one is read each time
)

var namesKnown = sync.Pool{New: func() any { return &nameGroups{words: words(), known: make(map[string]groups, 256)} }}

// release gives what is known to the next page, as long as it is not too much.
func (ng *nameGroups) release() {
	if len(ng.known) > knownNames {
		clear(ng.known)
	}
	namesKnown.Put(ng)
}

func (ng *nameGroups) of(value string) groups {
	if value == "" {
		return 0
	}
	if g, ok := ng.known[value]; ok {
		return g
	}
	var all groups
	for i := 0; i < len(value); {
		// A word ends at what is no letter, and before a capital that follows a small letter.
		ng.low = ng.low[:0]
		for ; i < len(value); i++ {
			c := value[i]
			if c >= 'A' && c <= 'Z' {
				if i > 0 && value[i-1] >= 'a' && value[i-1] <= 'z' && len(ng.low) > 0 {
					break
				}
				c += 'a' - 'A'
			}
			if c < 'a' || c > 'z' {
				break
			}
			ng.low = append(ng.low, c)
		}
		if len(ng.low) > 1 {
			all |= ng.word(ng.low)
		}
		if i < len(value) && !(value[i] >= 'A' && value[i] <= 'Z') {
			i++
		}
	}
	if len(value) <= longName {
		ng.known[value] = all
	}
	return all
}

func (ng *nameGroups) word(w []byte) groups {
	if g, ok := ng.words[string(w)]; ok {
		return g
	}
	if len(w) < 7 || len(w) > 40 {
		return 0
	}
	for i := 3; i <= len(w)-3; i++ {
		a, ok := ng.words[string(w[:i])]
		if !ok {
			continue
		}
		if b, ok := ng.words[string(w[i:])]; ok {
			return a | b
		}
	}
	return 0
}
