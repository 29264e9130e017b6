package incident

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A token is a word of a text, folded, with what its typesetting tells.
type token struct {
	word    string // lower case, not stemmed
	capital bool   // begins with a capital or a digit behind one ("n8n" does not)
	starts  bool   // begins a sentence, so that its capital says nothing
	joined  bool   // only one blank or hyphen between it and the token before
	stop    bool   // a word that says nothing
	stem    uint32 // hash of its stem, 0 for a stop word or a single letter
	pair    uint32 // hash of it and the word before where both are capitalised ("Change Healthcare"), else 0
}

// maxTokens bounds what is read of a story: the news stands at the top, and the tail of
// a long text is background and site furniture.
const maxTokens = 400

// maxTitle bounds a headline.
const maxTitle = 60

// tokens splits text into words: runs of letters and digits; figures keep their points
// ("5.6", "1,500" as "1500"), CVE names stay whole, a possessive 's is dropped.
func tokens(text string, limit int) []token {
	return appendTokens(make([]token, 0, min(limit, len(text)/6+4)), text, limit)
}

// appendTokens adds at most limit tokens.
func appendTokens(all []token, text string, limit int) []token {
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
		end := wordEnd(text, i)
		t := token{
			word: fold(text[i:end]), capital: isUpper(r), starts: starts || len(all) == first,
			joined: len(all) > first && gap == 1 && blank,
		}
		now := digest(&t)
		if t.joined && !t.starts {
			t.pair = before.with(now)
		}
		all, before = append(all, t), now
		starts, gap, blank, i = false, 0, false, end
		if rest := text[i:]; strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") {
			i += strings.IndexByte(rest, 's') + 1
		}
	}
	return all
}

// A digestion is a token's stem, and the state of the hash behind it.
type digestion struct {
	stem string // "" for what makes no pair
	hash uint32
}

// digest fills in what the token means by itself.
func digest(t *token) digestion {
	if t.stop = stopWords()[t.word]; t.stop {
		return digestion{}
	}
	d := digestion{stem(t.word), 0}
	d.hash = hashOn(hashStart, d.stem)
	if len(t.word) > 1 {
		t.stem = mixed(d.hash)
	}
	if !t.capital {
		d.stem = ""
	}
	return d
}

// with is the hash of two stems with a line between them, 0 where there is no pair.
func (d digestion) with(next digestion) uint32 {
	if d.stem == "" || next.stem == "" {
		return 0
	}
	return mixed(hashOn(hashOn(d.hash, "_"), next.stem))
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

var stopWords = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(stopText) {
		all[word] = true
	}
	return all
})

// stem takes the commonest English endings off a word: plurals, -ed and -ing, and the
// forms of -y. It need not be right, only the same for two forms of one word.
func stem(w string) string {
	n := len(w)
	if n < 4 || w[n-1] >= '0' && w[n-1] <= '9' {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && n > 4:
		w = w[:n-3] + "y"
	case strings.HasSuffix(w, "sses"):
		w = w[:n-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:n-1]
	}
	n = len(w)
	switch {
	case strings.HasSuffix(w, "ing") && n > 5:
		w = undouble(w[:n-3])
	case strings.HasSuffix(w, "ied") && n > 4:
		w = w[:n-3] + "y"
	case strings.HasSuffix(w, "ed") && n > 4:
		w = undouble(w[:n-2])
	}
	if n = len(w); n > 4 && w[n-1] == 'e' {
		w = w[:n-1]
	}
	return w
}

// undouble makes "planned" "plan", but leaves "kill", "pass" and "buff".
func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsfz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}
