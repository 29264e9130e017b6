package node

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe/news"
)

var errNoQuote = errors.New("it does not stand in the story; copy the sentence as it is")

// evidence finds the quote of a claim in its story: where it stood before, unless it is another one.
func evidence(s news.Story, c news.Claim, another bool) (news.Span, error) {
	part, e := s.Part(c.Evidence.Part), c.Evidence
	switch n := utf8.RuneCountInString(c.Quote); {
	case c.Quote == "":
		return e, errors.New("a claim is evidenced by a sentence of the story: copy it as it is")
	case !another && 0 <= e.Start && e.Start < e.End && e.End <= len(part) && part[e.Start:e.End] == c.Quote:
		return e, nil
	case another && n < leastQuote:
		return e, fmt.Errorf("it has %d characters, which is evidence of nothing; copy the whole sentence", n)
	case another && n > longestQuote:
		return e, fmt.Errorf("it has %d characters; want %d at most: the sentence that says it", n, longestQuote)
	}
	return find(s, c.Quote)
}

// find returns the place of a quote in a story, where it cuts no word.
func find(s news.Story, quote string) (news.Span, error) {
	err := errNoQuote
	for _, part := range []news.Part{news.InText, news.InTitle} {
		text := s.Part(part)
		for from := 0; ; {
			at := strings.Index(text[from:], quote)
			if at < 0 {
				break
			}
			start := from + at
			if end := start + len(quote); !within(text, start) && !within(text, end) {
				return news.Span{Part: part, Start: start, End: end}, nil
			}
			err = errors.New("it cuts a word in two; copy the whole sentence")
			from = start + 1
		}
	}
	return news.Span{}, err
}

// within reports whether a place is inside of a word. Writings without blanks have no words to see.
func within(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return at > 0 && at < len(text) && wordly(before) && wordly(after)
}

func wordly(r rune) bool {
	return unicode.IsDigit(r) || unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Hangul)
}
