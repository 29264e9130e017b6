package news

import (
	"strings"
	"unicode"
)

// Misleading reports whether a character shows nothing of its own and makes what stands beside
// it read as something else: controls, those that turn the direction of writing (so that
// "gnp.exe" reads exe.png), annotations, and tags. Blanks, tabs and line breaks are none, nor is what scripts
// need to join or part their letters (U+200C, U+200D).
//
// Texts are kept as they came, since evidence is a place in them; who shows one to a person leaves these out.
func Misleading(r rune) bool {
	switch {
	case r == '\n' || r == '\r' || r == '\t':
		return false
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return true
	case r == '\ufeff', 0x206a <= r && r <= 0x206f, 0xfff9 <= r && r <= 0xfffb, 0xe0000 <= r && r <= 0xe007f:
		return true
	}
	return false
}

// Shown is a text as a person may see it: without what is misleading.
func Shown(s string) string {
	return strings.Map(func(r rune) rune {
		if Misleading(r) {
			return -1
		}
		return r
	}, s)
}
