package claim

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"ascribe/news"
)

var manySayVerbs = words("manySayVerbs")

// A token is a word or a mark, with its place in the part.
type token struct { // 64 bytes, a line of the processor's cache
	start   int
	word    string // as it stands
	low     string // in lower case, curly apostrophes made straight
	class   class
	table   *word    // never nil: what the tables say of low
	letters wordHash // of low, where the word is of ASCII letters alone, else 0
	kind    tokenKind
	upper   bool // see capital
	hyphen  bool // within the word
}

func (t *token) end() int { return t.start + len(t.word) }

// A tokenKind tells words from marks.
type tokenKind uint8

const (
	wordToken tokenKind = iota
	numberToken
	markToken // a single mark or a run of dashes
	quoteToken
	possToken // 's
)

func (t *token) is(c class) bool { return t.class&c != 0 }

// capital reports whether the token is a word that begins with a capital letter.
func (t *token) capital() bool { return t.upper }

// upper reports whether a word begins with a capital letter.
func upper(word string) bool {
	if c := word[0]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// scratch is the memory that a part needs while it is read: by far the most of all that a
// story takes, so it goes from story to story.
type scratch struct {
	tokens []token
	words  []string
	looked []int32
	hits   []hit
	at     []int16
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// keptTokens bounds the memory that one long text leaves to the next ones.
const keptTokens = 20_000

func newPart(name news.Part, text string) *part {
	m := scratches.Get().(*scratch)
	p := &part{name: name, text: text, scratch: m}
	m.tokens = tokenize(m.tokens[:0], text)
	m.words = slices.Grow(m.words[:0], len(m.tokens))[:len(m.tokens)]
	m.looked = slices.Grow(m.looked[:0], len(m.tokens))[:len(m.tokens)]
	m.at = slices.Grow(m.at[:0], len(m.tokens))[:len(m.tokens)]
	p.tokens, p.words, p.looked, p.at, p.hits = m.tokens, m.words, m.looked, m.at, m.hits[:0]
	for i := range p.tokens {
		t := &p.tokens[i]
		p.words[i] = t.word
		p.cyber = p.cyber || t.is(cyberNoun)
		p.ministers = p.ministers || strings.HasSuffix(t.low, "minister")
	}
	p.sentences = split(p)
	spread(p)
	return p
}

// done gives the memory back. Nothing of the part may be used afterwards but its texts.
func (p *part) done() {
	if m := p.scratch; len(m.tokens) <= keptTokens {
		clear(m.looked) // the others are written over, and the pool lets go of them with each collection
		clear(p.hits)
		m.hits = p.hits
		scratches.Put(m)
	}
	*p = part{}
}

// tokenize cuts text into tokens, appended to those given. Words keep inner hyphens, dots ("U.S.", "VoIP.ms") and
// apostrophes ("didn't"); the possessive 's is a token of its own.
func tokenize(tokens []token, text string) []token {
	low, known := lower(text), vocabulary()
	tokens = slices.Grow(tokens, len(text)/5+1)
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r == ' ':
			i++
		case letter(r) || digit(r):
			end, h := plainEnd(text, low, i)
			if end < len(text) && text[end] != ' ' {
				if whole := wordEnd(text, i, end); whole > end {
					tokens = appendWord(tokens, known, text[i:whole], low[i:whole], i)
					i = whole
					continue
				}
			}
			tokens = appendPlain(tokens, known, text[i:end], low[i:end], i, h)
			i = end
		case unicode.IsSpace(r) || r == utf8.RuneError || r == '\u200b' || r == '\ufeff' || r == '\u00ad':
			i += n
		default:
			end := i + n
			for r == '-' && end < len(text) && text[end] == '-' {
				end++
			}
			kind := markToken
			if strings.ContainsRune("\"“”„«»‘’'", r) {
				kind = quoteToken
			}
			tokens = append(tokens, token{start: i, word: text[i:end], low: low[i:end], kind: kind, table: known.of(low[i:end])})
			i = end
		}
	}
	return tokens
}

// appendPlain adds a word of ASCII letters alone, whose hash is known.
func appendPlain(tokens []token, known *dictionary, word, low string, start int, h wordHash) []token {
	table := known.find(h, low)
	if low == "that" {
		sayingMany(tokens)
	}
	return append(tokens, token{start: start, word: word, low: low, class: table.class, table: table, letters: h, upper: word[0] <= 'Z'})
}

// appendWord adds any other word or number, its possessive apart.
func appendWord(tokens []token, known *dictionary, word, low string, start int) []token {
	poss := ""
	if n := len(word) - 2; n > 0 && (word[n+1] == 's' || word[n+1] == 'S') && !inWord[word[n]] {
		for _, apostrophe := range []string{"'", "’"} {
			if bare, ok := strings.CutSuffix(word[:len(word)-1], apostrophe); ok && bare != "" {
				poss, word = word[len(bare):], bare
				break
			}
		}
	}
	t := token{start: start, word: word, low: straight(low[:len(word)]), upper: upper(word)}
	if digit(rune(word[0])) {
		t.kind = numberToken
	}
	t.table, t.hyphen = known.of(t.low), strings.IndexByte(t.low, '-') >= 0
	t.class = t.table.class
	if t.low == "that" { // "that's"
		sayingMany(tokens)
	}
	tokens = append(tokens, t)
	if poss != "" {
		tokens = append(tokens, token{start: start + len(word), word: poss, low: "'s", kind: possToken, table: known.of("'s")})
	}
	return tokens
}

// sayingMany makes the last of the tokens a verb of saying, if several say something with it: "the
// researchers note that". Elsewhere it is a noun or an infinitive.
func sayingMany(tokens []token) {
	n := len(tokens)
	if n < 2 {
		return
	}
	if tokens[n-1].in(manySayVerbs) {
		who := &tokens[n-2]
		if who.kind == wordToken && (who.low == "they" || who.low == "we" || strings.HasSuffix(who.low, "s") && !who.is(auxWord|detWord|sayWord)) {
			tokens[n-1].class |= sayWord
		}
	}
}

// plainEnd finds where the ASCII letters from i end, and their hash.
func plainEnd(text, low string, i int) (end int, h wordHash) {
	h = noLetters
	for i < len(text) && i < len(low) && 'a' <= low[i] && low[i] <= 'z' {
		h = h.and(low[i])
		i++
	}
	return i, h
}

// wordEnd finds the end of the word that starts at start and goes on as a plain one up to i.
func wordEnd(text string, start, i int) int {
	dotted := 0
	for i < len(text) {
		if inWord[text[i]] {
			i++
			continue
		}
		r, n := rune(text[i]), 1
		if r == ' ' {
			return i
		}
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
			if letter(r) || unicode.Is(unicode.Mn, r) {
				i += n
				continue
			}
		}
		next, _ := utf8.DecodeRuneInString(text[min(i+n, len(text)):])
		inner := letter(next) || digit(next)
		switch {
		case inner && (r == '-' || r == '\'' || r == '’' || r == '&' || r == '‑'):
			i += n
		case inner && r == '.':
			i += n
			dotted++
		case inner && r == ',' && digit(next) && digit(rune(text[i-1])):
			i += n
		case r == '$' && !inner && i-start > 3: // "Lapsus$", but not "US$"
			return i + 1
		case r == '.' && abbreviated(text[start:i], dotted):
			return i + 1
		default:
			return i
		}
	}
	return i
}

// abbreviated reports whether a full stop belongs to the word before it.
func abbreviated(word string, dots int) bool {
	if dots > 0 && len(word) == 2*dots+1 && letter(rune(word[0])) { // U.S, F.B.I
		return true
	}
	return len(word) == 1 && 'A' <= word[0] && word[0] <= 'Z' || abbreviations[word]
}

var abbreviations = map[string]bool{
	"Mr": true, "Mrs": true, "Ms": true, "Dr": true, "Prof": true, "Gen": true, "Sen": true, "Rep": true,
	"Lt": true, "Col": true, "Gov": true, "St": true, "Inc": true, "Corp": true, "Ltd": true, "Co": true,
	"Jan": true, "Feb": true, "Aug": true, "Sept": true, "Oct": true, "Nov": true, "Dec": true, "No": true,
	"vs": true, "Jr": true, "Sr": true, "Capt": true, "Maj": true, "Sgt": true, "Rev": true, "Hon": true,
}

// inWord marks the bytes that are always part of a word: ASCII letters, digits and the low line.
var inWord = func() (in [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") {
		in[c] = true
	}
	return in
}()

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// lower is strings.ToLower for ASCII letters only, so that every offset stays.
func lower(text string) string {
	var low strings.Builder
	low.Grow(len(text))
	var some [256]byte
	for len(text) > 0 {
		n := copy(some[:], text)
		for i, c := range some[:n] {
			some[i] = lowered[c]
		}
		low.Write(some[:n])
		text = text[n:]
	}
	return low.String()
}

// lowered are all bytes, capitals of ASCII in lower case.
var lowered = func() (low [256]byte) {
	for i := range low {
		low[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			low[i] += 'a' - 'A'
		}
	}
	return low
}()

// straight makes a curly apostrophe inside a word plain: didn’t is didn't.
func straight(word string) string {
	if strings.IndexByte(word, "’"[0]) < 0 { // the first byte of both
		return word
	}
	return straightener.Replace(word)
}

var straightener = strings.NewReplacer("’", "'", "‑", "-")
