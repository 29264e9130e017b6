package incident

import (
	"slices"
	"strings"
)

// mostNumbers is how many numbers of one text count: a list of more is about none of them.
const mostNumbers = 16

// numbers adds the first docket and advisory numbers of a text, in lower case: "1:21-cr-00512",
// "21-cr-512", "aa21-200a", "icsa-21-194-02", "vu#383432", "certfr-2021-cti-012". They are
// words with digits, a hyphen or number sign, and a prefix that such numbers have.
func numbers(all []string, text string) []string {
	hyphen, sign := nextMark(text, 0, '-'), nextMark(text, 0, '#')
	last := "" // most are named over and over
	for from := 0; len(all) < mostNumbers; {
		i := min(hyphen, sign)
		if i == len(text) {
			break
		}
		start, end := i, i+1
		for start > from && inNumber[text[start-1]] {
			start--
		}
		for end < len(text) && inNumber[text[end]] {
			end++
		}
		if word := text[start:end]; word != last && len(word) >= leastNumber && strings.ContainsAny(word, "0123456789") {
			last = word
			if n := strings.Trim(strings.ToLower(word), "-:#"); isNumber(n) && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
		from = end
		if hyphen < end {
			hyphen = nextMark(text, end, '-')
		}
		if sign < end {
			sign = nextMark(text, end, '#')
		}
	}
	return all
}

// nextMark is where a mark stands next, the end of the text where it doesn't.
func nextMark(text string, from int, mark byte) int {
	if i := strings.IndexByte(text[from:], mark); i >= 0 {
		return from + i
	}
	return len(text)
}

// leastNumber is the length of the shortest.
const leastNumber = 8

// inNumber says which bytes a number is made of.
var inNumber = func() (table [256]bool) {
	for c := range len(table) {
		table[c] = lowered[c] != 0 || c == '-' || c == ':' || c == '#'
	}
	return table
}()

// isNumber reports whether a word is the number of a case or of an advisory.
func isNumber(n string) bool {
	if len(n) < leastNumber || !strings.ContainsAny(n, "0123456789") {
		return false
	}
	for _, mark := range []string{"-cr-", "-cv-", "-mj-", "-mc-"} { // of a court: criminal, civil, magistrate's
		if year, rest, ok := strings.Cut(n, mark); ok {
			return digits(year[strings.IndexByte(year, ':')+1:]) && len(rest) >= 3 && rest[0] >= '0' && rest[0] <= '9'
		}
	}
	for _, prefix := range []string{"icsa-", "icsma-", "certfr-", "vu#", "aa2", "aa1", "ta1", "ar2", "ma-2", "ssa-", "zdi-", "mfsa-", "vmsa-", "ghsa-"} {
		if rest, ok := strings.CutPrefix(n, prefix); ok && strings.ContainsAny(rest, "0123456789") {
			return true
		}
	}
	return false
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
