package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// An expr is a set of ordinals as sets are looked up and combined.
type expr struct {
	op   op
	kids []*expr

	key    string          // value, atLeast: "facet \x00 value"; term: the term with its field
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
	listed
)

// limits of a search text.
const (
	longestText = 1000 // bytes
	mostWords   = 40
)

// parseText reads what a person searches for: words, "exact phrases", AND, OR, NOT (or -),
// parentheses, prefix*, and title: text: quote: outlet: before a word, a phrase or a
// parenthesis. Words side by side are ANDed. Nil is nothing to search for.
func parseText(text string) (*expr, error) {
	if len(text) > longestText {
		return nil, fmt.Errorf("it is longer than %d bytes", longestText)
	}
	p := textParser{rest: text}
	e, err := p.or(anyField)
	if err != nil {
		return nil, err
	}
	if p.next(); p.token != "" {
		return nil, errors.New("there is a ) that closes nothing")
	}
	return e, nil
}

type textParser struct {
	rest  string
	token string // "" at the end; phrases begin with a quotation mark
	words int
	depth int
}

// next reads the next token without using it up: that is done by use.
func (p *textParser) next() {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	switch {
	case p.rest == "":
		p.token = ""
	case p.rest[0] == '(' || p.rest[0] == ')' || p.rest[0] == '-':
		p.token = p.rest[:1]
	case p.rest[0] == '"':
		end := strings.IndexByte(p.rest[1:], '"')
		if end < 0 {
			p.token = p.rest
			return
		}
		p.token = p.rest[:end+2]
	default:
		end := strings.IndexAny(p.rest, " \t\r\n()\"")
		if end < 0 {
			end = len(p.rest)
		}
		p.token = p.rest[:end]
	}
}

func (p *textParser) use() { p.rest = p.rest[len(p.token):] }

func (p *textParser) or(field byte) (*expr, error) {
	var kids []*expr
	for {
		e, err := p.and(field)
		if err != nil {
			return nil, err
		}
		if e != nil {
			kids = append(kids, e)
		}
		if p.next(); p.token != "OR" {
			return group(anyOf, kids), nil
		}
		if e == nil {
			return nil, errors.New("nothing stands before OR")
		}
		p.use()
		if p.next(); p.token == "" || p.token == ")" {
			return nil, errors.New("nothing stands after OR")
		}
	}
}

func (p *textParser) and(field byte) (*expr, error) {
	var kids []*expr
	for {
		p.next()
		switch p.token {
		case "", ")", "OR":
			return group(all, kids), nil
		case "AND":
			if p.use(); len(kids) == 0 {
				return nil, errors.New("nothing stands before AND")
			}
			if p.next(); p.token == "" || p.token == ")" || p.token == "OR" || p.token == "AND" {
				return nil, errors.New("nothing stands after AND")
			}
			continue
		}
		e, err := p.not(field)
		if err != nil {
			return nil, err
		}
		if e != nil {
			kids = append(kids, e)
		}
	}
}

func (p *textParser) not(field byte) (*expr, error) {
	if p.token != "NOT" && p.token != "-" {
		return p.atom(field)
	}
	p.use()
	p.next()
	if p.token == "" || p.token == ")" || p.token == "OR" || p.token == "AND" {
		return nil, errors.New("nothing stands after NOT")
	}
	e, err := p.not(field)
	if err != nil || e == nil {
		return nil, err
	}
	return &expr{op: none, kids: []*expr{e}}, nil
}

var textFields = map[string]byte{"title": titleField, "text": anyField, "quote": quoteField}

func (p *textParser) atom(field byte) (*expr, error) {
	t := p.token
	if p.words++; p.words > mostWords {
		return nil, fmt.Errorf("it has more than %d words", mostWords)
	}
	if t == "(" {
		return p.group(field)
	}
	if t[0] == '"' {
		p.use()
		if len(t) < 2 || t[len(t)-1] != '"' {
			return nil, errors.New("a quotation mark is not closed")
		}
		return phraseOf(field, t[1:len(t)-1]), nil
	}
	name, rest, ok := strings.Cut(t, ":")
	if f, known := textFields[strings.ToLower(name)]; ok && known {
		p.token = t[:len(name)+1]
		p.use()
		if p.next(); p.token == "" || p.token == ")" {
			return nil, fmt.Errorf("no word stands after %s", t[:len(name)+1])
		}
		return p.atom(f)
	}
	p.use()
	if ok && name == "outlet" && rest != "" {
		return &expr{op: value, key: fv("outlet", rest)}, nil
	}
	return wordOf(field, t), nil
}

func (p *textParser) group(field byte) (*expr, error) {
	p.use()
	if p.depth++; p.depth > 20 {
		return nil, errors.New("its parentheses are too deep")
	}
	e, err := p.or(field)
	if err != nil {
		return nil, err
	}
	if p.next(); p.token != ")" {
		return nil, errors.New("a ( is not closed")
	}
	p.use()
	p.depth--
	return e, nil
}

// group combines kids, if there is anything to combine.
func group(o op, kids []*expr) *expr {
	switch len(kids) {
	case 0:
		return nil
	case 1:
		return kids[0]
	}
	return &expr{op: o, kids: kids}
}

// wordOf looks for one word, or for all parts of a joined one. What has a digit or a dot
// is looked for as it stands.
func wordOf(field byte, text string) *expr {
	stemmed := strings.TrimSuffix(text, "*")
	if stemmed != text {
		low := strings.ToLower(stemmed)
		if low == "" {
			return nil
		}
		return &expr{op: anyOf, kids: []*expr{
			{op: term, key: string(field) + low, prefix: true},
			{op: term, key: string(field) + stem(low)},
		}}
	}
	var parts, wholes []*expr
	exact := strings.ContainsAny(strings.Trim(text, "."), "0123456789._@/")
	words(text, func(w word) {
		e := &expr{op: term, key: string(field) + w.term}
		if w.whole {
			wholes = append(wholes, e)
		} else {
			parts = append(parts, e)
		}
	})
	if len(wholes) > 0 && exact {
		return wholes[len(wholes)-1] // of apt-29 the squashed form, which apt29 has too
	}
	return group(all, parts)
}

func phraseOf(field byte, text string) *expr {
	e := &expr{op: phrase, field: field}
	words(text, func(w word) {
		if !w.whole {
			e.phrase = append(e.phrase, w.plain)
			e.kids = append(e.kids, &expr{op: term, key: string(field) + w.term})
		}
	})
	if e.phrase == nil {
		return nil
	}
	return e
}

// exact reports whether sets alone answer e; else its candidates are checked on the text.
func (e *expr) exact() bool {
	if e.op == phrase {
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
		for _, text := range r.texts[e.field] {
			if says(text, e.phrase) {
				return true
			}
		}
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
