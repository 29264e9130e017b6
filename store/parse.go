package store

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// limits of a search text.
const (
	longestText = 1000 // bytes
	mostWords   = 40
)

// parseText reads what a person searches for: words, "exact phrases", AND, OR, NOT (or -),
// parentheses, prefix*, and title: text: quote: outlet: before a word, a phrase or a
// parenthesis. Words side by side are ANDed. What can't be searched for is an error: a
// part that is left out would make a search find what was not asked for. Outlets reads the
// values of outlet: as Env does; when it is nil they are ids. Nil is the empty text.
func parseText(text string, outlets func(name string) (keys []string, wrong string)) (*expr, error) {
	if len(text) > longestText {
		return nil, fmt.Errorf("it is longer than %d bytes", longestText)
	}
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	p := textParser{rest: strings.Map(typed, text), outlets: outlets}
	e, err := p.or(anyField)
	if err != nil {
		return nil, err
	}
	if p.next(); p.token != "" {
		return nil, errors.New("there is a ) that closes nothing")
	}
	if e == nil {
		return nil, errors.New("there is no word in it to search for")
	}
	return e, nil
}

// typed is how a character would be typed on a plain keyboard, as far as it parts words.
func typed(r rune) rune {
	switch {
	case strings.ContainsRune("“”„‟«»＂", r):
		return '"'
	case unicode.IsSpace(r), r == ',', r == ';':
		return ' '
	}
	return r
}

type textParser struct {
	rest    string
	token   string // "" at the end; phrases begin with a quotation mark
	words   int
	depth   int
	outlets func(name string) (keys []string, wrong string)
}

// next reads the next token without using it up: that is done by use.
func (p *textParser) next() {
	p.rest = strings.TrimLeft(p.rest, " ")
	if bare := strings.TrimLeft(p.rest, "-"); bare != p.rest && (bare == "" || bare[0] == ' ' || bare[0] == ')') {
		p.rest = bare // a dash between blanks is no NOT
		p.next()
		return
	}
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
		p.token = firstWord(p.rest)
	}
}

func firstWord(text string) string {
	if end := strings.IndexAny(text, " ()\""); end >= 0 {
		return text[:end]
	}
	return text
}

func (p *textParser) use() { p.rest = p.rest[len(p.token):] }

func (p *textParser) or(field byte) (*expr, error) {
	var kids []*expr
	for {
		e, err := p.and(field)
		if err != nil {
			return nil, err
		}
		p.next()
		switch {
		case e != nil:
			kids = append(kids, e)
		case kids != nil:
			return nil, errors.New("nothing stands after OR")
		case p.token == "OR":
			return nil, errors.New("nothing stands before OR")
		}
		if p.token != "OR" {
			return group(anyOf, kids), nil
		}
		p.use()
	}
}

// and reads what stands side by side. Punctuation between words is no word.
func (p *textParser) and(field byte) (*expr, error) {
	var kids []*expr
	after := false // AND
	for {
		p.next()
		switch p.token {
		case "", ")", "OR":
			if after {
				return nil, errors.New("nothing stands after AND")
			}
			return group(all, kids), nil
		case "AND":
			if after {
				return nil, errors.New("nothing stands after AND")
			}
			if p.use(); kids == nil {
				return nil, errors.New("nothing stands before AND")
			}
			after = true
			continue
		}
		e, err := p.numbered(field)
		if e == nil && err == nil {
			e, err = p.not(field)
		}
		if err != nil {
			return nil, err
		}
		if e != nil {
			kids, after = append(kids, e), false
		}
	}
}

// numbered reads a name and its number: APT 29 is found as APT29 and APT-29 too. It is nil
// where nothing of that kind stands.
func (p *textParser) numbered(field byte) (*expr, error) {
	name := p.token
	number := firstWord(strings.TrimLeft(p.rest[len(name):], " "))
	squashed, ok := squash([]string{strings.ToLower(name), number})
	if field == outletField || !ok || number == "" || p.token == "NOT" || strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
		return nil, nil
	}
	both := &expr{op: all}
	for range 2 {
		p.next()
		e, err := p.atom(field)
		if err != nil {
			return nil, err
		}
		both.kids = append(both.kids, e)
	}
	return &expr{op: anyOf, kids: []*expr{both, termOf(field, squashed)}}, nil
}

// operand reads what NOT or a field concerns: a name and its number are one thing there as
// well. A year is no number of what stands before it: -russia 2023 asks for 2023.
func (p *textParser) operand(field byte) (*expr, error) {
	if number := firstWord(strings.TrimLeft(p.rest[len(p.token):], " ")); !isYear(number) {
		if e, err := p.numbered(field); e != nil || err != nil {
			return e, err
		}
	}
	return p.atom(field)
}

func isYear(number string) bool {
	return len(number) == 4 && (strings.HasPrefix(number, "19") || strings.HasPrefix(number, "20"))
}

func (p *textParser) not(field byte) (*expr, error) {
	if p.token != "NOT" && p.token != "-" {
		return p.operand(field)
	}
	p.use()
	p.next()
	if p.token == "" || p.token == ")" || p.token == "OR" || p.token == "AND" {
		return nil, errors.New("nothing stands after NOT")
	}
	e, err := p.not(field)
	if err == nil && e == nil {
		err = errors.New("no word stands after NOT")
	}
	if err != nil {
		return nil, err
	}
	return &expr{op: none, kids: []*expr{e}}, nil
}

// outletField is not searched: it selects by who published.
const outletField = 'o'

var textFields = map[string]byte{"title": titleField, "text": anyField, "quote": quoteField, "outlet": outletField}

// atom reads a word, a phrase or a parenthesis, with the field in front of it. Nil is
// punctuation.
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
		return p.phrase(field, t[1:len(t)-1])
	}
	name, rest, ok := strings.Cut(t, ":")
	if f, known := textFields[strings.ToLower(name)]; ok && known {
		return p.field(f, t[:len(name)+1])
	}
	p.use()
	opens := strings.HasPrefix(p.rest, "(") || strings.HasPrefix(p.rest, `"`)
	if ok && namesField(name) && !strings.HasPrefix(rest, "//") && (rest != "" || opens) {
		return nil, fmt.Errorf("there is no field %s: to search; there are title:, text:, quote: and outlet: (in quotation marks it is searched for as it stands)", name)
	}
	return p.word(field, t)
}

// namesField reports whether what stands before a colon looks like a field's name: 12:30
// and C:\Windows are words.
func namesField(name string) bool {
	return len(name) > 1 && strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' }) < 0
}

// field reads what stands after the name of a field.
func (p *textParser) field(field byte, name string) (*expr, error) {
	p.token = name
	p.use()
	p.next()
	switch p.token {
	case "", ")", "AND", "OR":
		return nil, fmt.Errorf("no word stands after %s", name)
	}
	e, err := p.not(field)
	if e == nil && err == nil {
		err = fmt.Errorf("no word stands after %s", name)
	}
	return e, err
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
	if e == nil {
		return nil, errors.New("no word stands between ( and )")
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
