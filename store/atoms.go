package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// What the words and phrases of a search are looked up by.

func termOf(field byte, text string) *expr { return &expr{op: term, key: string(field) + text} }

// word looks for what stands between blanks: one word, or several as they stand.
func (p *textParser) word(field byte, text string) (*expr, error) {
	if field == outletField {
		return p.outlet(text)
	}
	if _, address, ok := strings.Cut(text, "://"); ok {
		text = address // texts mostly leave out the scheme, or write it otherwise
		if base, prefix := strings.CutSuffix(text, "*"); prefix && !strings.ContainsAny(base, "*?") {
			return beginningOf(field, base)
		}
	} else {
		text = strings.TrimRight(text, "?") // a question's
		base, prefix := strings.CutSuffix(text, "*")
		if strings.Contains(base, "*") || strings.Contains(base, "?") && !strings.Contains(base, "/") { // an address may ask
			return nil, fmt.Errorf("%s: a * may stand at the end of a word, and nothing else stands for letters", text)
		}
		if prefix {
			return beginningOf(field, base)
		}
	}
	switch all := slices.Collect(runs(text)); len(all) {
	case 0:
		return nil, nil
	case 1:
		return wordOf(field, all[0]), nil
	}
	return phraseOf(field, text), nil
}

// wordOf looks for one word, or for all parts of a joined one. What has a digit or a dot
// is looked for as it stands.
func wordOf(field byte, text string) *expr {
	var parts, wholes []*expr
	token(text, func(w word) {
		switch {
		case w.whole:
			wholes = append(wholes, termOf(field, w.term))
		case strings.HasSuffix(w.term, cutMark): // others begin so as well
			parts = append(parts, &expr{op: phrase, field: field, phrase: []string{w.plain}, kids: []*expr{termOf(field, w.term)}})
		default:
			parts = append(parts, termOf(field, w.term))
		}
	})
	switch exact := strings.ContainsAny(text, "0123456789._@/"); {
	case exact && len(wholes) > 0:
		return wholes[len(wholes)-1] // of apt-29 the squashed form, which apt29 has too
	case exact && len(parts) > 1: // too long a whole for the index
		return phraseOf(field, text)
	}
	return group(all, parts)
}

func (p *textParser) phrase(field byte, text string) (*expr, error) {
	if field == outletField {
		return p.outlet(text)
	}
	if strings.Contains(text, "*") {
		return nil, errors.New("a * means nothing between quotation marks")
	}
	e := phraseOf(field, text)
	if e == nil {
		return nil, errors.New("no word stands between quotation marks")
	}
	if squashed, ok := squash(e.phrase); ok {
		return &expr{op: anyOf, kids: []*expr{e, termOf(field, squashed)}}, nil
	}
	return e, nil
}

func phraseOf(field byte, text string) *expr {
	e := &expr{op: phrase, field: field}
	words(text, func(w word) {
		if !w.whole {
			e.phrase = append(e.phrase, w.plain)
			e.kids = append(e.kids, termOf(field, w.term))
		}
	})
	if e.phrase == nil {
		return nil
	}
	return e
}

// endings are what stem takes off.
var endings = []string{"s", "ies", "sses", "ing", "ings", "ed", "e", "es"}

// beginningOf looks for the words that begin with something. The index has words without
// their endings: what ends within an ending is found by the words that it may become, and
// then the text decides, since those are found by words that do not begin so as well.
func beginningOf(field byte, text string) (*expr, error) {
	low := strings.ToLower(text)
	var first string
	for raw := range runs(low) {
		if first != "" {
			return nil, fmt.Errorf("%s*: only one word may stand before *", text)
		}
		first = raw
	}
	if first == "" {
		return nil, errors.New("no word stands before *")
	}
	if low = low[strings.Index(low, first):]; strings.Trim(low[len(first):], "-._/@'’\u2011") != "" {
		return nil, fmt.Errorf("%s*: a * may stand at the end of a word only", text)
	}
	key := string(field) + low
	switch {
	case isIdeographic(low) && utf8.RuneCountInString(low) > 1 && strings.IndexFunc(low, isJoiner) < 0:
		return phraseOf(field, low), nil // each of its signs is a word
	case strings.ContainsAny(low, "._/@"):
		return addressOf(field, low)
	case len(low) > longestTerm && strings.IndexFunc(low, isJoiner) >= 0:
		return nil, fmt.Errorf("%s*: of what hyphens join, no more than %d bytes may stand before a *", text, longestTerm)
	case len(low) > longestTerm:
		return &expr{op: beginning, key: key, kids: []*expr{termOf(field, cutTerm(low))}}, nil
	}
	found := []string{stem(low)}
	for _, ending := range endings {
		for n := range ending { // of it that stand there
			if base, ok := strings.CutSuffix(low, ending[:n]); ok {
				found = append(found, stem(base+ending))
			}
		}
	}
	slices.Sort(found)
	e := &expr{op: beginning, key: key, kids: []*expr{{op: term, key: key, prefix: true}}}
	for _, t := range slices.Compact(found) {
		if !strings.HasPrefix(t, low) {
			e.kids = append(e.kids, termOf(field, t))
		}
	}
	if len(e.kids) == 1 && !strings.HasSuffix(low, "y") { // agencies stands there as agency
		return e.kids[0], nil
	}
	return e, nil
}

// addressOf looks for addresses, names of files and their like that begin with something. Those
// that are too long to be a term stand in the index by their parts alone: who has all parts may
// have it, and the text decides.
func addressOf(field byte, low string) (*expr, error) {
	parts := strings.FieldsFunc(low, isJoiner)
	last := len(parts) - 1
	var kids []*expr
	for _, p := range parts[:last] {
		kids = append(kids, wordOf(field, p))
	}
	end, err := beginningOf(field, parts[last])
	if err != nil {
		return nil, err
	}
	e := &expr{op: beginning, key: string(field) + low, kids: []*expr{group(all, append(kids, end))}}
	if len(low) <= longestTerm {
		e.kids = append(e.kids, &expr{op: term, key: e.key, prefix: true})
	}
	return e, nil
}

// outlet selects by an outlet's id or name.
func (p *textParser) outlet(name string) (*expr, error) {
	name = strings.TrimSpace(name)
	if name == "" || strings.Contains(name, "*") {
		return nil, errors.New("outlet: wants the id or the name of an outlet")
	}
	keys, wrong := []string{strings.ToLower(name)}, ""
	if p.outlets != nil {
		keys, wrong = p.outlets(name)
	}
	if wrong != "" {
		return nil, fmt.Errorf("outlet:%s: %s", name, wrong)
	}
	e := &expr{op: anyOf}
	for _, k := range keys {
		e.kids = append(e.kids, &expr{op: value, key: fv("outlet", k)})
	}
	return e, nil
}
