package claim

import (
	"strings"
	"unicode/utf8"
)

// A sentence is a run of tokens of one part, with the mentions found in it.
type sentence struct {
	part     *part
	tokens   []token
	from, to int // of the part's tokens: those that it has
	start    int // bytes
	end      int
	index    int   // within the part
	capitals uint8 // 0 not counted, 1 few, 2 most, 3 most of many: see titleCase
	headline bool  // a title, or a line without a full stop at the head of the text
	hint     uint8 // of cyber: 0 not looked, 1 no, 2 yes
	after    bool  // the quotation of the sentence before goes on
	mentions []*mention
	group    *mention // whom "the group" would mean behind it: see memory
	state    *mention // and "the government"
	at       []int16  // token - from → index of the mention there, or -1

	asides      []aside
	asidesKnown bool
}

// maxSentence bounds the tokens of a sentence: what has no full stop is cut.
const maxSentence = 160

// tok is never nil. The reader spends more time here than anywhere else.
func (s *sentence) tok(i int) *token {
	if k := i - s.from; uint(k) < uint(len(s.tokens)) {
		return &s.tokens[k]
	}
	return &outside
}

// outside is the token before the first and after the last. It is only read.
var outside = token{kind: markToken, table: &unknownWord}

func (s *sentence) text() string { return s.part.text[s.start:s.end] }

// mentionAt returns the mention that covers token i, or nil.
func (s *sentence) mentionAt(i int) *mention {
	if i < s.from || i >= s.to || s.at == nil {
		return nil
	}
	if k := s.at[i-s.from]; k >= 0 {
		return s.mentions[k]
	}
	return nil
}

// split cuts a part into sentences: at line ends, at full stops that end a sentence, and
// at bullets.
func split(p *part) []*sentence {
	var out []*sentence
	from := 0
	for i := range p.tokens {
		if t := &p.tokens[i]; i-from < maxSentence && i+1 < len(p.tokens) && p.tokens[i+1].goesOn(p.text, t.start+len(t.word)) {
			continue
		}
		if ends(p, from, i) {
			out = appendSentence(out, p, from, i+1)
			from = i + 1
		}
	}
	return appendSentence(out, p, from, len(p.tokens))
}

func appendSentence(out []*sentence, p *part, from, to int) []*sentence {
	for from < to && (p.tokens[from].low == "*" || p.tokens[from].low == "•" || p.tokens[from].low == ">") {
		from++
	}
	if from >= to {
		return out
	}
	if len(p.room) == cap(p.room) {
		p.room = make([]sentence, 0, 16) // the pointers to the former ones hold
	}
	p.room = append(p.room, sentence{part: p, tokens: p.tokens[from:to], from: from, to: to, start: p.tokens[from].start, end: p.tokens[to-1].end(), index: len(out)})
	s := &p.room[len(p.room)-1]
	s.headline = p.name == "title" || len(out) < 2 && !strings.ContainsAny(p.tokens[to-1].word, ".!?”\"") && to-from < 30
	return append(out, s)
}

// goesOn reports a word in lower case that a space parts from what ends at byte i: most tokens, which begin no sentence.
func (t *token) goesOn(text string, i int) bool {
	return t.kind == wordToken && !t.upper && t.start == i+1 && text[i] == ' ' && t.word[0] < utf8.RuneSelf
}

// ends reports whether a sentence that began at from ends with token i.
func ends(p *part, from, i int) bool {
	if i+1 == len(p.tokens) {
		return true
	}
	t, next := &p.tokens[i], &p.tokens[i+1]
	small := next.kind == wordToken && !next.capital() && next.word[0] < utf8.RuneSelf
	gap := p.text[t.end():next.start]
	if gap != " " && strings.Contains(gap, "\n") && !wraps(t, next, gap) || i-from >= maxSentence {
		return true
	}
	if small || gap == "" && !closing(next) {
		return false
	}
	if next.low == "*" || next.low == "•" {
		return gap != ""
	}
	if !stops(p, from, i) {
		return false
	}
	return !closing(next) || gap != "" && opening(p, i+1)
}

// wraps reports whether a line only breaks between two tokens: in the middle of what is said, and no blank line follows.
func wraps(t, next *token, gap string) bool {
	if strings.Count(gap, "\n") > 1 || next.kind != wordToken && next.kind != numberToken {
		return false
	}
	return t.kind == wordToken && t.is(detWord|prepWord|conjWord|auxWord) && !strings.HasSuffix(t.word, ".") ||
		(t.kind == wordToken || t.low == ",") && next.kind == wordToken && !next.capital() && !strings.HasSuffix(t.word, ".")
}

// stops reports whether token i, or what the closing marks up to i follow, is a full stop.
func stops(p *part, from, i int) bool {
	j := i
	for j > from && closing(&p.tokens[j]) {
		j--
	}
	t, next := &p.tokens[j], &p.tokens[i+1]
	switch {
	case t.low == "." || t.low == "!" || t.low == "?":
		return starts(next)
	case strings.HasSuffix(t.word, ".") && len(t.word) > 2 && j == i: // U.S. at the end of a sentence
		return next.is(starter) && next.capital()
	}
	return false
}

func starts(t *token) bool {
	return t.capital() || t.kind == numberToken || t.kind == quoteToken || t.low == "[" || t.low == "(" || t.low == "@" || t.low == "—" || t.low == "–" ||
		t.kind == wordToken && t.word[0] >= utf8.RuneSelf
}

func closing(t *token) bool {
	if t.kind == wordToken {
		return false
	}
	switch t.word {
	case "”", "\"", "’", "'", ")", "]", "»":
		return true
	}
	return false
}

// opening reports whether the ambiguous mark at i opens: text follows it without a gap.
func opening(p *part, i int) bool {
	if w := p.tokens[i].word; w != "\"" && w != "'" {
		return false
	}
	return i+1 < len(p.tokens) && p.tokens[i].end() == p.tokens[i+1].start
}
