package incident

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A token is a word of a text, with what it means and what its typesetting tells.
type token struct {
	raw     string // as it stands there
	stem    uint32 // hash of its stem, 0 for a stop word or a single letter
	pair    uint32 // hash of it and the word before where both are capitalised ("Change Healthcare"), else 0
	size    int32  // bytes of it, folded
	capital bool   // begins with a capital or a digit behind one ("n8n" does not)
	starts  bool   // begins a sentence, so that its capital says nothing
	stop    bool   // a word that says nothing
	figure  bool   // begins with a digit, and is no year
	flaw    bool   // the name of a CVE
}

// word is the token in lower case, not stemmed.
func (t token) word() string { return fold(t.raw) }

// maxTokens bounds what is read of a story: the news stands at the top, and the tail of
// a long text is background and site furniture.
const maxTokens = 400

// maxTitle bounds a headline.
const maxTitle = 60

// tokens splits text into words: runs of letters and digits; figures keep their points
// ("5.6", "1,500" as "1500"), CVE names stay whole, a possessive 's is dropped.
func tokens(text string, limit int) []token {
	return new(reader).tokens(make([]token, 0, min(limit, len(text)/6+4)), text, limit)
}

// tokens adds at most limit tokens. Every word of every story passes here: it is folded and
// stemmed in the reader's memory.
func (rd *reader) tokens(all []token, text string, limit int) []token {
	if rd.stops == nil {
		rd.stops = stopWords()
	}
	first := len(all)
	starts, gap, blank := true, 0, false // gap counts the characters since the last word
	var before digestion
	for i := 0; i < len(text) && len(all)-first < limit; {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if !isWord(r) {
			starts = starts || r == '.' || r == '!' || r == '?' || r == '\n' || r == ':'
			gap, blank = gap+1, r == ' ' || r == '-'
			i += size
			continue
		}
		end := rd.folded(text, i)
		t := token{raw: text[i:end], size: int32(len(rd.word)), capital: isUpper(r), starts: starts || len(all) == first}
		now := rd.digest(&t)
		if len(all) > first && gap == 1 && blank && !t.starts { // only one blank or hyphen between the two
			t.pair = before.with(now, rd.word)
		}
		all, before = append(all, t), now
		starts, gap, blank, i = false, 0, false, end
		if rest := text[i:]; strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") {
			i += strings.IndexByte(rest, 's') + 1
		}
	}
	return all
}

// folded puts the word that starts at text[i] into rd.word, in lower case, with the hash of each
// of its beginnings, and returns where it ends. Most words are plain letters and digits, and need
// one look at each.
func (rd *reader) folded(text string, i int) int {
	n, hash, letters := 0, uint32(hashStart), &rd.letters
	at := i
	for at < len(text) && n < len(letters) {
		low := lowered[text[at]]
		if low == 0 {
			break
		}
		hash = (hash ^ uint32(low)) * hashPrime
		letters[n], rd.sums[n] = low, hash
		n, at = n+1, at+1
	}
	rd.word = letters[:n]
	if at == len(text) {
		return at
	}
	switch c := text[at]; {
	case n == len(letters), c >= utf8.RuneSelf, c == '-' && string(rd.word) == "cve", (c == '.' || c == ',') && digits(string(rd.word)):
		at = wordEnd(text, i)
		rd.word = append(letters[:0], fold(text[i:at])...)
		for k := range min(len(rd.word), len(rd.sums)) {
			hash = hashStart
			if k > 0 {
				hash = rd.sums[k-1]
			}
			rd.sums[k] = (hash ^ uint32(rd.word[k])) * hashPrime
		}
	}
	return at
}

// sum is the hash of the first letters of the word.
func (rd *reader) sum(n int) uint32 {
	if n > len(rd.sums) {
		return hashOn(rd.sums[len(rd.sums)-1], rd.word[len(rd.sums):n])
	}
	return rd.sums[n-1]
}

// lowered is the lower case of plain letters, and the digits; 0 for other bytes.
var lowered = func() (table [256]byte) {
	for c := range len(table) {
		switch b := byte(c); {
		case b >= 'a' && b <= 'z' || b >= '0' && b <= '9':
			table[c] = b
		case b >= 'A' && b <= 'Z':
			table[c] = b | 32
		}
	}
	return table
}()

// A digestion is the state of the hash behind a token's stem.
type digestion struct {
	hash uint32
	stem int  // bytes of the word
	y    bool // that a y follows
	pair bool // may be one of a pair
}

// digest fills in what the token in rd.word means by itself.
func (rd *reader) digest(t *token) digestion {
	w := rd.word
	whole := rd.sum(len(w))
	if t.stop = rd.stops.has(whole, w); t.stop {
		return digestion{}
	}
	t.flaw = len(w) > 4 && string(w[:4]) == "cve-"
	t.figure = w[0] >= '0' && w[0] <= '9' && !isYear(w)
	d := digestion{hash: whole, pair: t.capital}
	if d.stem, d.y = stemOf(w); d.stem < len(w) {
		d.hash = rd.sum(d.stem)
	}
	if d.y {
		d.hash = hashOn(d.hash, "y")
	}
	if len(w) > 1 {
		t.stem = mixed(d.hash)
	}
	return d
}

// with is the hash of two stems with a line between them, 0 where there is no pair. The
// second is that of a word.
func (d digestion) with(next digestion, word []byte) uint32 {
	if !d.pair || !next.pair {
		return 0
	}
	h := hashOn(hashOn(d.hash, "_"), word[:next.stem])
	if next.y {
		h = hashOn(h, "y")
	}
	return mixed(h)
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

// wordEnd is where the word that starts at text[i] ends.
func wordEnd(text string, i int) int {
	if n := cveLen(text[i:]); n > 0 {
		return i + n
	}
	digits := true
	for i < len(text) {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r >= '0' && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r):
		case isWord(r):
			digits = false
		case digits && (r == '.' || r == ',') && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9':
		default:
			return i
		}
		i += size
	}
	return i
}

// cveLen is the length of the CVE name that text begins with, or 0.
func cveLen(text string) int {
	if len(text) < 13 || text[0]|32 != 'c' || !strings.EqualFold(text[:4], "cve-") || text[8] != '-' {
		return 0
	}
	end := 9
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	for _, c := range []byte(text[4:8]) {
		if c < '0' || c > '9' {
			return 0
		}
	}
	if end < 13 {
		return 0
	}
	return end
}

func fold(word string) string {
	if word[0] >= '0' && word[0] <= '9' && strings.ContainsRune(word, ',') {
		word = strings.ReplaceAll(word, ",", "")
	}
	return strings.ToLower(word)
}

//go:embed stop.txt
var stopText string

// A wordSet finds words by their hash.
type wordSet struct{ slots [1024]string }

var stopWords = sync.OnceValue(func() *wordSet {
	var set wordSet
	for word := range strings.FieldsSeq(stopText) {
		i := hashOn(hashStart, word) % uint32(len(set.slots))
		for set.slots[i] != "" && set.slots[i] != word {
			i = (i + 1) % uint32(len(set.slots))
		}
		set.slots[i] = word
	}
	return &set
})

// has reports whether the set has the word, whose hash is not mixed.
func (set *wordSet) has(hash uint32, word []byte) bool {
	for i := hash % uint32(len(set.slots)); set.slots[i] != ""; i = (i + 1) % uint32(len(set.slots)) {
		if set.slots[i] == string(word) {
			return true
		}
	}
	return false
}

// stem takes the commonest English endings off a word: plurals, -ed and -ing, and the
// forms of -y. It need not be right, only the same for two forms of one word.
func stem(word string) string {
	n, y := stemOf([]byte(word))
	if y {
		return word[:n] + "y"
	}
	return word[:n]
}

// stemOf is how many bytes of a word are its stem, and whether a y follows on them.
func stemOf(w []byte) (n int, y bool) {
	n = len(w)
	if n < 4 || w[n-1] >= '0' && w[n-1] <= '9' {
		return n, false
	}
	ends := func(suffix string) bool { return n >= len(suffix) && string(w[n-len(suffix):n]) == suffix }
	if w[n-1] == 's' {
		switch {
		case n > 4 && ends("ies"):
			return n - 3, true
		case ends("sses"):
			n -= 2
		case !ends("ss") && !ends("us") && !ends("is"):
			n--
		}
	}
	switch {
	case n > 5 && ends("ing"):
		n = undouble(w, n-3)
	case n > 4 && ends("ied"):
		return n - 3, true
	case n > 4 && ends("ed"):
		n = undouble(w, n-2)
	}
	if n > 4 && w[n-1] == 'e' {
		n--
	}
	return n, false
}

// undouble makes "planned" "plan", but leaves "kill", "pass" and "buff".
func undouble(w []byte, n int) int {
	if n > 3 && w[n-1] == w[n-2] && strings.IndexByte("lsfz", w[n-1]) < 0 {
		return n - 1
	}
	return n
}
