package claim

import (
	"strings"
	"unicode/utf8"
)

var legalForms = words("legalForms")

// abbreviate keeps the initials of a name: those that stand in brackets after it, and those
// of its words: "Threat Analysis Group" is the TAG from then on.
func (r *reading) abbreviate(s *sentence, m *mention) {
	switch m.kind {
	case mOrg, mName, mAgency, mIntl:
	default:
		return
	}
	if t := s.tok(m.to + 1); s.tok(m.to).low == "(" && s.tok(m.to+2).low == ")" && short(t) {
		r.shorten(t.word, m)
	}
	if m.party.ID == "" && (m.kind == mName || m.kind == mOrg) && m.to-m.from > 1 && s.tok(m.to-1).in(legalForms) && s.tok(m.from).capital() {
		r.shorten(r.words(s, m.from, m.to-1), m) // "the Parsa Negar Institute", then "Parsa Negar"
		r.memory.trimmed = true
	}
	letters := ""
	for i := m.to - 1; i >= m.from && s.tok(i).capital(); i-- {
		if letters = s.tok(i).word[:1] + letters; len(letters) >= 3 {
			r.shorten(letters, m)
		}
	}
}

// short reports whether a token is written as initials are.
func short(t *token) bool {
	return t.kind == wordToken && len(t.word) >= 2 && len(t.word) <= 6 && capitals(t.word)
}

// capitals reports whether no letter of a word is small.
func capitals(word string) bool {
	for i := range len(word) {
		switch c := word[i]; {
		case 'a' <= c && c <= 'z':
			return false
		case c >= utf8.RuneSelf:
			return word == strings.ToUpper(word)
		}
	}
	return true
}

func (r *reading) shorten(letters string, m *mention) {
	if r.memory.short == nil {
		r.memory.short = map[string]*mention{}
	}
	r.memory.short[letters] = m
}

// abbreviated finds who the initials at token i are.
func (r *reading) abbreviated(s *sentence, i int) *mention {
	if len(r.memory.short) == 0 || !s.tok(i).capital() {
		return nil
	}
	if r.memory.trimmed {
		for n := r.nameLength(s, i); n > 0; n-- {
			if o := r.memory.short[r.words(s, i, i+n)]; o != nil && o.to-o.from == n+1 {
				return &mention{from: i, to: i + n, kind: o.kind, party: o.party, class: o.class}
			}
		}
	}
	if !short(s.tok(i)) {
		return nil
	}
	o := r.memory.short[s.tok(i).word]
	if o == nil {
		return nil
	}
	return &mention{from: i, to: i + 1, kind: o.kind, party: o.party, class: o.class}
}

// initials reports whether short is made of the first letters of name: "UN".
func initials(name, short string) bool {
	var b strings.Builder
	for w := range strings.FieldsSeq(name) {
		if c := w[0]; c >= 'A' && c <= 'Z' || c == '&' {
			b.WriteByte(c)
		}
	}
	return strings.Trim(short, ".") == b.String() || strings.ReplaceAll(short, ".", "") == b.String() || strings.Contains(name, short)
}
