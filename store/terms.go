package store

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestTerm is the longest word that is a term of the index, in bytes. A longer one, such as a SHA-256 in
// hexadecimal, is found by its beginning, and the text decides.
const longestTerm = 48

// cutMark ends the term of a word that is longer: no word has it, and no shorter one is taken for it.
const cutMark = "*"

// cutTerm is the term of a word that is too long to be one.
func cutTerm(word string) string {
	n := longestTerm
	for !utf8.RuneStart(word[n]) {
		n--
	}
	return word[:n] + cutMark
}

// Terms stand in the index under the field that they were found in.
const (
	anyField   = 'a' // title, text, summary
	titleField = 't'
	quoteField = 'q' // the sentences of claims
)

var fields = [...]byte{anyField, titleField, quoteField}

// A word is one word of a text, as it is looked for.
type word struct {
	term  string // in lower case, without its English ending, or the beginning of a long one
	plain string // in lower case
	whole bool   // several words joined, as they stand: CVE-2021-26855, svchost.exe, apt-29
}

// words calls found for every word of a text, in order. What is joined by hyphens, dots,
// underscores, slashes or an at sign is found as a whole before its parts; APT-29 is found
// as apt29 as well.
func words(text string, found func(word)) {
	for raw := range runs(text) {
		token(raw, found)
	}
}

// runs yields the runs of letters, digits and joiners in a text that begin and end with no
// joiner.
func runs(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for start, end := range spans(text) {
			if !yield(text[start:end]) {
				return
			}
		}
	}
}

// spans yields where the runs of a text begin and end.
func spans(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		start, end := -1, 0 // of the run, without joiners at its end
		for i := 0; i < len(text); {
			class, size := classes[text[i]], 1
			if text[i] >= utf8.RuneSelf {
				var r rune
				r, size = utf8.DecodeRuneInString(text[i:])
				class = classOf(r)
			}
			switch {
			case class == inWord:
				if start < 0 {
					start = i
				}
				end = i + size
			case start >= 0 && class == between:
				if !yield(start, end) {
					return
				}
				start = -1
			}
			i += size
		}
		if start >= 0 {
			yield(start, end)
		}
	}
}

// The classes of characters.
const (
	between = iota
	inWord
	joiner
)

// classes are those of ASCII.
var classes = func() (all [256]byte) {
	for r := range rune(utf8.RuneSelf) {
		all[r] = classOf(r)
	}
	return all
}()

func classOf(r rune) byte {
	switch {
	case isWord(r):
		return inWord
	case isJoiner(r):
		return joiner
	}
	return between
}

func token(raw string, found func(word)) {
	if plain(raw) {
		part(raw, found)
		return
	}
	low := strings.ToLower(raw)
	low = strings.TrimSuffix(strings.TrimSuffix(low, "'s"), "’s")
	if strings.IndexFunc(low, isJoiner) < 0 {
		part(low, found)
		return
	}
	parts := strings.FieldsFunc(low, isJoiner)
	if len(parts) > 1 && len(low) <= longestTerm {
		found(word{low, low, true})
		if squashed, ok := squash(parts); ok {
			found(word{squashed, squashed, true})
		}
	}
	for _, p := range parts {
		part(p, found)
	}
}

// plain reports whether a run is all small letters and digits of ASCII, as most are.
func plain(raw string) bool {
	for i := range len(raw) {
		if c := raw[i]; c < '0' || c > 'z' || c > '9' && c < 'a' {
			return false
		}
	}
	return true
}

func part(p string, found func(word)) {
	switch {
	case isIdeographic(p):
		for _, r := range p {
			found(word{string(r), string(r), false})
		}
	case len(p) <= longestTerm:
		found(word{stem(p), p, false})
	default:
		found(word{cutTerm(p), p, false})
	}
}

// squash writes a name and its number as one: apt-29 as apt29.
func squash(parts []string) (string, bool) {
	if len(parts) != 2 || len(parts[0]) > 8 || strings.Trim(parts[1], "0123456789") != "" {
		return "", false
	}
	return parts[0] + parts[1], true
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func isJoiner(r rune) bool {
	switch r {
	case '-', '.', '_', '/', '@', '\'', '’', '\u2011':
		return true
	}
	return false
}

// isIdeographic reports whether words are not set apart by blanks in the script of s.
func isIdeographic(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// stem takes the commonest English endings off a word in lower case, so that hack, hacks,
// hacked and hacking are one. A word with a digit stays as it is.
func stem(w string) string {
	if len(w) < 4 || strings.ContainsAny(w, "0123456789") {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:len(w)-1]
	}
	switch {
	case strings.HasSuffix(w, "ing") && len(w) > 5 && strings.ContainsAny(w[:len(w)-3], "aeiouy"):
		w = undouble(w[:len(w)-3])
	case strings.HasSuffix(w, "ed") && len(w) > 4 && strings.ContainsAny(w[:len(w)-2], "aeiouy"):
		w = undouble(w[:len(w)-2])
	}
	if len(w) > 3 && strings.HasSuffix(w, "e") {
		w = w[:len(w)-1]
	}
	return w
}

func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && w[n-1] < utf8.RuneSelf && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}

// termSet collects the terms of one document, each with its field in front.
type termSet map[string]struct{}

func (t termSet) add(field byte, text string) {
	seen := make(map[string]struct{}, len(text)/16) // half of a text repeats itself
	for raw := range runs(text) {
		if _, ok := seen[raw]; ok {
			continue
		}
		seen[raw] = struct{}{}
		token(raw, func(w word) { t[string(field)+w.term] = struct{}{} })
	}
}

// list returns the terms in order.
func (t termSet) list() []string { return slices.Sorted(maps.Keys(t)) }
