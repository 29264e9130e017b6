package claim

import (
	_ "embed"
	"fmt"
	"strings"
)

// A list is one of the lists of words.txt, by its place among those that the program asks for.
type list uint16

// listLimit is how many lists a word has room for.
const listLimit = 448

// lists is the set of lists that a word stands in.
type lists [listLimit / 64]uint64

func (of *lists) has(l list) bool { return of[l>>6]&(1<<(l&63)) != 0 }
func (of *lists) add(l list)      { of[l>>6] |= 1 << (l & 63) }

//go:embed words.txt
var wordsText string

// listNames are the lists that the program asks for, each declared beside the code that asks.
var listNames []string

// words declares the list of words.txt that has this name. Only package variables may call it.
func words(name string) list {
	listNames = append(listNames, name)
	if len(listNames) > listLimit {
		panic("words.txt: more lists than a word has room for")
	}
	return list(len(listNames) - 1)
}

// wordLists decodes words.txt: the lists that a word in lower case stands in.
func wordLists() map[string]*lists {
	number := map[string]list{}
	for i, name := range listNames {
		number[name] = list(i)
	}
	all := map[string]*lists{}
	var now list
	for line := range strings.Lines(wordsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if name, rest, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, " ") {
			if now, ok = number[name]; !ok {
				panic(fmt.Sprintf("words.txt: nothing asks for the list %q", name)) // a table that does not fit its program
			}
			delete(number, name)
			line = rest
		}
		for w := range strings.FieldsSeq(line) {
			if all[w] == nil {
				all[w] = new(lists)
			}
			all[w].add(now)
		}
	}
	for name := range number {
		panic(fmt.Sprintf("words.txt: no list %q", name))
	}
	return all
}

// in reports whether a word stands in a list of words.txt.
func (w *word) in(l list) bool { return w.lists.has(l) }

// in reports whether the token's word stands in a list of words.txt.
func (t *token) in(l list) bool { return t.table.lists.has(l) }
