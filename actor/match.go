package actor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A NameKind says what sort of name stands in the text.
type NameKind uint8

// The kinds of names. A state's own name and its abbreviation ("US") are both Name.
const (
	Name    NameKind = iota
	Demonym          // "Chinese"
	Capital          // "Beijing": the government, or a place
	Metonym          // "Kremlin", "White House"
	Acronym          // "NCSC": exact case, and often several bearers
)

// A Hit is a name found in a text.
type Hit struct {
	Words     int      // how many words it takes
	IDs       []string // every party that it can mean, the likeliest first
	Kind      NameKind
	Ambiguous bool // several IDs
	Common    bool // another word, place or product too: believe it only with a cue
}

// Match returns the longest name that begins with words[0]. Words are tokens as they stand
// in the text, case kept; hyphens and dots within and between them make no difference. A
// name ends at the end of a word: "Russia" is not found in "Russia-linked". Match allocates
// nothing, and the caller must not change the IDs.
func (c *Catalogue) Match(words []string) (Hit, bool) {
	if len(words) == 0 || !c.begins.may(words[0]) {
		return Hit{}, false
	}
	at := cursor{words: words}
	first := at.next(false)
	if first == "" || len(first) > longestPiece {
		return Hit{}, false
	}
	var buf [longestPiece + utf8.UTFMax]byte
	folded := buf[:0]
	for i, r := range first {
		if len(folded) > longestPiece {
			return Hit{}, false
		}
		if c := first[i]; c < utf8.RuneSelf {
			folded = append(folded, c|small[c])
			continue
		}
		folded = utf8.AppendRune(folded, unicode.ToLower(r))
	}
	second := at
	next := second.next(false) // what stands second is asked of each name: read it once
	for _, n := range c.first[string(folded)] {
		if len(n.pieces) > 1 && !n.comma && !n.pieces[1].fits(next, n.rule) {
			continue
		}
		if used := n.fits(first, at); used > 0 {
			hit := n.hit
			hit.Words = used
			return hit, true
		}
	}
	return Hit{}, false
}

// beginnings is a set of the pieces that names begin with, a bit each by their hash: most
// words of a text begin none, and one look tells.
type beginnings [1 << 12]uint64

// add takes a folded piece into the set.
func (b *beginnings) add(folded string) {
	h := uint32(2166136261) // FNV-1a
	for i := range len(folded) {
		h = (h ^ uint32(folded[i])) * 16777619
	}
	b[h>>6%uint32(len(b))] |= 1 << (h % 64)
}

// Begins reports whether a name may begin with a word of ASCII letters, told by its hash in lower case: FNV-1a, 32 bits. It may
// be wrong to say so. Who has the hash spares Match nearly all words of a text.
func (c *Catalogue) Begins(h uint32) bool { return c.begins.has(h) }

func (b *beginnings) has(h uint32) bool { return b[h>>6%uint32(len(b))]&(1<<(h%64)) != 0 }

// may reports whether a name may begin with the first piece of word. Words that begin with
// a sign, or hold other letters than ASCII's, may.
func (b *beginnings) may(word string) bool {
	h := uint32(2166136261)
	first := uint8(sign)
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return true
		}
		k := kinds[c]
		if i == 0 {
			first = k
		}
		if k != first {
			break
		}
		h = (h ^ uint32(c|small[c])) * 16777619
	}
	return first == sign || b.has(h)
}

// longestPiece is longer than any piece of a name, in bytes.
const longestPiece = 48

// A name is a spelling to look for.
type name struct {
	text   string
	pieces []piece
	rule   rule
	comma  bool   // the name has a comma within
	tail   string // a sign at its end that may stand as a word of its own: "$"
	hit    Hit
}

// A piece is a run of letters or a run of digits.
type piece struct{ raw, folded string }

// A rule says which spellings of a name count. Stricter rules come first.
type rule uint8

const (
	exact   rule = iota // as it stands: acronyms and common words
	capital             // as it stands, or each piece with a capital: "Hafnium", "HAFNIUM", "the Guardian"
	anyCase             // "justice department", "apt28"
)

// newName makes the spelling of a name of a party of the given class.
func newName(text string, pieces []piece, class string, k NameKind, common bool) *name {
	n := &name{text: text, pieces: pieces, comma: strings.Contains(text, ","), hit: Hit{Kind: k, Common: common}}
	if last, size := utf8.DecodeLastRuneInString(text); kind(last) == sign && last != '.' && last != ')' {
		n.tail = text[len(text)-size:]
	}
	acronym := isAcronym(n.pieces, class)
	if acronym && k == Name && class != "state" {
		n.hit.Kind = Acronym
	}
	switch {
	case common, acronym:
		n.rule = exact
	case k == Demonym || k == Capital, len(n.pieces) == 1, !ofState[class] && !hasDigit(n.pieces):
		n.rule = capital
	default:
		n.rule = anyCase
	}
	return n
}

// ofState are the classes whose names the news writes small, too: "the justice department",
// "federal prosecutors".
var ofState = map[string]bool{
	"ministry": true, "legislature": true, "intelligence": true, "cyber": true, "military": true, "unit": true,
	"agency": true, "police": true, "prosecutor": true, "court": true, "regulator": true,
}

// isAcronym reports whether a name is of capitals only and short. The names of groups are
// often capitals for no reason, so theirs must be shorter.
func isAcronym(pieces []piece, class string) bool {
	letters := 0
	for _, p := range pieces {
		if len(pieces) > 1 && utf8.RuneCountInString(p.raw) > 1 {
			return false // "FBI Cyber"; "G.R.U." is one letter a piece
		}
		for _, r := range p.raw {
			if !unicode.IsUpper(r) {
				return false
			}
			letters++
		}
	}
	if kindOf[class] == "" || strings.Contains("actor criminal ransomware hacktivist", class) {
		return letters <= 4
	}
	return letters <= 6
}

func hasDigit(pieces []piece) bool {
	for _, p := range pieces {
		if p.raw[0] >= '0' && p.raw[0] <= '9' {
			return true
		}
	}
	return false
}

// identity tells names apart that match differently: exact ones, and those where a small
// letter that begins a piece counts.
func (n *name) identity() string {
	small := func(p piece) bool { return !capitalised(p.raw) }
	if n.rule == exact || n.rule == capital && slices.ContainsFunc(n.pieces, small) {
		return "=" + n.text
	}
	return joined(n.pieces)
}

// fits returns how many words the name takes, 0 if they are not it. The cursor stands
// behind the first piece, which agrees with the name's but for its case.
func (n *name) fits(first string, at cursor) int {
	if !n.pieces[0].fits(first, n.rule) {
		return 0
	}
	for i := range n.pieces[1:] {
		if p := &n.pieces[i+1]; !p.fits(at.next(n.comma), n.rule) {
			return 0
		}
	}
	used := at.end()
	if n.tail != "" && used > 0 && used < len(at.words) && at.words[used] == n.tail {
		used++
	}
	return used
}

func (p *piece) fits(got string, r rule) bool {
	switch {
	case got == p.raw:
		return true
	case r == exact, got == "", got[0]|p.folded[0] < utf8.RuneSelf && got[0]|0x20 != p.folded[0]|0x20, !strings.EqualFold(got, p.folded):
		return false
	}
	return r == anyCase || p.folded == "the" || capitalised(got)
}

// capitalised reports whether a piece begins with a capital.
func capitalised(piece string) bool {
	r, _ := utf8.DecodeRuneInString(piece)
	return unicode.IsUpper(r)
}

// A cursor walks through the pieces of words.
type cursor struct {
	words []string
	word  int // index of the word
	byte  int // offset in it
}

// next returns the next piece, or "" when there is none or something stands before it that
// no name has within.
func (c *cursor) next(comma bool) string {
	for c.word < len(c.words) {
		w := c.words[c.word]
		start := c.byte
		for start < len(w) {
			r, size := rune(w[start]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(w[start:])
			}
			if kind(r) != sign {
				break
			}
			start += size
		}
		if start < len(w) {
			c.byte = start + pieceLen(w[start:])
			return w[start:c.byte]
		}
		if c.byte == 0 && (c.word == 0 || !binds(w) && (w != "," || !comma)) {
			return ""
		}
		c.word, c.byte = c.word+1, 0
	}
	return ""
}

// end returns how many words are used up, or 0 when more than a possessive is left of the
// last one.
func (c *cursor) end() int {
	rest := c.words[c.word][c.byte:]
	switch rest {
	case "", "'s", "’s", "'", "’":
		return c.word + 1
	}
	for _, r := range rest {
		if kind(r) != sign {
			return 0
		}
	}
	return c.word + 1
}

// binds reports whether a word without letters may stand within a name.
func binds(w string) bool {
	switch w {
	case "-", "–", "‑", "&", "/", "'", "’", ".":
		return true
	}
	return false
}

// pieceLen is the length of the piece that s begins with.
func pieceLen(s string) int {
	first, n := utf8.DecodeRuneInString(s)
	of := kind(first)
	for n < len(s) {
		r, size := rune(s[n]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[n:])
		}
		if kind(r) != of {
			break
		}
		n += size
	}
	return n
}

// What a name is made of. Only letters and digits count.
const (
	sign = iota
	letter
	digit
)

// kinds and small say of ASCII what it is, and which bit makes a capital a small letter.
var kinds, small = func() (kinds, small [utf8.RuneSelf]uint8) {
	for c := range kinds {
		switch {
		case 'a' <= c && c <= 'z':
			kinds[c] = letter
		case 'A' <= c && c <= 'Z':
			kinds[c], small[c] = letter, 'a'-'A'
		case '0' <= c && c <= '9':
			kinds[c] = digit
		}
	}
	return kinds, small
}()

func kind(r rune) uint8 {
	switch {
	case uint32(r) < utf8.RuneSelf:
		return kinds[r]
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	}
	return sign
}

// split cuts a name into its pieces.
func split(text string) []piece {
	var out []piece
	at := cursor{words: strings.Fields(text)}
	for at.word < len(at.words) {
		got := at.next(true)
		if got == "" {
			at.word, at.byte = at.word+1, 0
			continue
		}
		out = append(out, piece{got, strings.ToLower(got)})
	}
	return out
}

func joined(pieces []piece) string {
	folded := make([]string, len(pieces))
	for i, p := range pieces {
		folded[i] = p.folded
	}
	return strings.Join(folded, " ")
}
