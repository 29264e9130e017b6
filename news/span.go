package news

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// A Span is a place in one version of a story: bytes Start to End of its title or text.
type Span struct {
	Part  Part `json:"part"`
	Start int  `json:"start"`
	End   int  `json:"end"`
}

// A Part is the piece of a story that a Span counts in.
type Part string

// The parts of a story.
const (
	InTitle Part = "title"
	InText  Part = "text"
)

// String writes the span as part[start:end].
func (s Span) String() string { return fmt.Sprintf("%s[%d:%d]", s.Part, s.Start, s.End) }

func (s Span) within(text string) bool {
	return 0 <= s.Start && s.Start < s.End && s.End <= len(text)
}

// Normalize makes two typesettings of one text equal: white space is folded to single
// blanks, quotation marks and dashes are made plain. Case stays.
func Normalize(text string) string {
	return string(appendNormal(make([]byte, 0, len(text)), text))
}

// appendNormal appends the normal form of text. Every version of every story passes here,
// so plain ASCII, which is most of it, takes the short way.
func appendNormal(out []byte, text string) []byte {
	start, gap := len(out), false
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			i++
			if b == ' ' || '\t' <= b && b <= '\r' {
				gap = true
				continue
			}
			if gap && len(out) > start {
				out = append(out, ' ')
			}
			gap = false
			end := i // of the words that stand as they should
			for end < len(text) && (visible(text[end]) || text[end] == ' ' && end+1 < len(text) && visible(text[end+1])) {
				end++
			}
			out = append(out, text[i-1:end]...)
			i = end
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		as, known := plain(r)
		switch {
		case !known && unicode.IsSpace(r):
			gap = true
		case known && as == "": // soft hyphen and the like: not there at all
		default:
			if gap && len(out) > start {
				out = append(out, ' ')
			}
			gap = false
			if known {
				out = append(out, as...)
			} else {
				out = append(out, text[i:i+size]...)
			}
		}
		i += size
	}
	return out
}

// visible reports ASCII that can be seen.
func visible(b byte) bool { return '!' <= b && b <= '~' }

// plain maps the typographic characters that outlets change without changing a word.
func plain(r rune) (as string, known bool) {
	switch r {
	case '‘', '’', '‚':
		return "'", true
	case '“', '”', '„', '«', '»':
		return `"`, true
	case '–', '—', '‑':
		return "-", true
	case '…':
		return "...", true
	case '\u00ad', '\u200b', '\ufeff':
		return "", true
	}
	return "", false
}
