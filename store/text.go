package store

import (
	"slices"
	"strings"
)

// An expr is a set of ordinals as sets are looked up and combined.
type expr struct {
	op   op
	kids []*expr

	key    string          // value, atLeast: "facet \x00 value"; term, beginning: the term with its field
	prefix bool            // term: and all that begin with it
	ids    map[uint32]*set // listed: by chunk
	phrase []string        // phrase: its words in lower case, as they stand; kids are its terms
	field  byte            // phrase
}

type op byte

const (
	all op = iota // of the kids
	anyOf
	none // of the kids
	value
	atLeast
	term
	phrase
	beginning // of words as they stand: kids are the terms of all words that may begin so
	listed
)

// exact reports whether sets alone answer e; else its candidates are checked on the text.
func (e *expr) exact() bool {
	if e.op == phrase || e.op == beginning {
		return false
	}
	for _, k := range e.kids {
		if !k.exact() {
			return false
		}
	}
	return true
}

// A reading is the text of one document by field, for checking candidates.
type reading struct {
	texts map[byte][]string
	terms termSet // of texts, made when first asked for
	facet func(key string) bool
}

// matches decides e on the text.
func (r *reading) matches(e *expr) bool {
	switch e.op {
	case all:
		for _, k := range e.kids {
			if !r.matches(k) {
				return false
			}
		}
		return true
	case anyOf, none:
		if slices.ContainsFunc(e.kids, r.matches) {
			return e.op == anyOf
		}
		return e.op == none
	case value:
		return r.facet(e.key)
	case term:
		return r.has(e)
	case phrase:
		return slices.ContainsFunc(r.texts[e.field], func(text string) bool { return says(text, e.phrase) })
	case beginning:
		return slices.ContainsFunc(r.texts[e.key[0]], func(text string) bool { return begins(text, e.key[1:]) })
	}
	return false
}

func (r *reading) has(e *expr) bool {
	if r.terms == nil {
		r.terms = termsOf(r.texts)
	}
	if _, ok := r.terms[e.key]; ok || !e.prefix {
		return ok
	}
	for t := range r.terms {
		if strings.HasPrefix(t, e.key) {
			return true
		}
	}
	return false
}

// begins reports whether a word of text begins with something.
func begins(text, with string) bool {
	found := false
	for raw := range runs(text) {
		if len(raw) > longestTerm && strings.EqualFold(raw[:min(len(raw), len(with))], with) {
			return true // the whole of it is no word of the index
		}
		token(raw, func(w word) { found = found || strings.HasPrefix(w.plain, with) })
		if found {
			break
		}
	}
	return found
}

// inField is e as it is looked for in another field: a word, or how one begins.
func (e *expr) inField(field byte) *expr {
	in := *e
	in.kids = nil
	switch {
	case e.key != "":
		in.key = string(field) + e.key[1:]
	case e.op == phrase:
		in.field = field
	}
	for _, k := range e.kids {
		in.kids = append(in.kids, k.inField(field))
	}
	return &in
}

// says reports whether the words stand one after another in text.
func says(text string, phrase []string) bool {
	if len(phrase) > 1 && !sideBySide(strings.ToLower(text), phrase[0], phrase[1]) {
		return false
	}
	var open []int // how many words of the phrase each possible place has seen
	found := false
	words(text, func(w word) {
		if w.whole || found {
			return
		}
		still := open[:0]
		for _, n := range append(open, 0) {
			if phrase[n] == w.plain {
				if n++; n == len(phrase) {
					found = true
					return
				}
				still = append(still, n)
			}
		}
		open = still
	})
	return found
}

// sideBySide reports whether a text in lower case can have two words one after the other:
// it spares most texts of being taken apart.
func sideBySide(low, first, second string) bool {
	for at := strings.Index(low, first); at >= 0; {
		rest := low[at+len(first):]
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "'s"), "’s")
		if strings.HasPrefix(strings.TrimLeftFunc(rest, func(r rune) bool { return !isWord(r) }), second) {
			return true
		}
		next := strings.Index(low[at+1:], first)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return false
}
