package node

import (
	"slices"
	"strings"
	"unicode"

	"ascribe/news"
)

// A guid or a rel=canonical that comes again may be a name of the same article, or a template's
// mistake: then one article would be kept as a version of another. The words decide.

// run is how many words in a row are compared, fewWords how many say too little of an article
// for that: the beginning of one, in a feed.
const (
	run      = 3
	fewWords = 40
)

// sameArticle says whether two texts are states of one article: one has half of what the other says,
// or, under the same headline, a quarter. Of texts that say too little the headline decides.
func sameArticle(a, b news.Story) bool {
	title := slices.Equal(wordsOf(a.Title), wordsOf(b.Title))
	small, large := wordsOf(a.Text), wordsOf(b.Text)
	if len(small) > len(large) {
		small, large = large, small
	}
	if len(small) < fewWords && title {
		return true
	}
	if len(small) < run {
		return false
	}
	there := map[[run]string]bool{}
	for i := range len(large) - run + 1 {
		there[[run]string(large[i:])] = true
	}
	same, of := 0, len(small)-run+1
	for i := range of {
		if there[[run]string(small[i:])] {
			same++
		}
	}
	return same*2 >= of || title && same*4 >= of
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
