package news

import (
	"fmt"
	"strings"
	"unicode"
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

// plain maps the typographic characters that outlets change without changing a word.
var plain = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`,
	"–", "-", "—", "-", "‑", "-", "…", "...", "\u00ad", "", "\u200b", "", "\ufeff", "")

// Normalize makes two typesettings of one text equal: white space is folded to single
// blanks, quotation marks and dashes are made plain. Case stays.
func Normalize(text string) string {
	return strings.Join(strings.FieldsFunc(plain.Replace(text), unicode.IsSpace), " ")
}
