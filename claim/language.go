package claim

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"ascribe/news"
)

//go:embed language.txt
var languageText string

// A language is its place in languageNames.
type language uint8

// languages holds frequent small words of the languages that are told apart.
var languages, languageNames = func() (words map[string][]language, names []string) {
	words = map[string][]language{}
	for line := range strings.Lines(languageText) {
		if lang, rest, ok := strings.Cut(line, ":"); ok {
			for w := range strings.FieldsSeq(rest) {
				words[w] = append(words[w], language(len(names)))
			}
			names = append(names, lang)
		}
	}
	return words, names
}()

// languageBytes is how much of a story tells its language.
const languageBytes = 4000

// language says which language the story is in: what its small words say when there are
// enough of them, else what the outlet says, else "" (unknown, read as English).
func (r *reading) language(s news.Story) string {
	title := s.Title[:min(len(s.Title), languageBytes)]
	text := s.Text[:min(len(s.Text), max(0, languageBytes-len(title)-1))]
	whole := min(len(title)+1+len(text), languageBytes)
	if foreignScript(title, text) {
		return script(title+"\n"+text, s.Language)
	}
	counts := make([]int, len(languageNames))
	for _, p := range r.parts {
		from := 0
		if p.name == news.InText {
			from = len(s.Title) + 1
		}
		for i := 0; i < len(p.tokens) && from+p.tokens[i].end() <= whole; i++ {
			for _, lang := range p.tokens[i].table.languages {
				counts[lang]++
			}
		}
	}
	best, english := 0, 0
	for lang, n := range counts {
		if n > counts[best] || n == counts[best] && languageNames[lang] < languageNames[best] {
			best = lang
		}
		if languageNames[lang] == "en" {
			english = n
		}
	}
	if counts[best] >= 4 && counts[best] > english*2 {
		return languageNames[best]
	}
	if english >= 3 || s.Language == "" {
		return "en"
	}
	return strings.ToLower(strings.SplitN(s.Language, "-", 2)[0])
}

// foreignScript reports whether the letters of a text, in two parts, are mostly others than Latin's and Greek's. One of Chinese or
// Korean counts for two.
func foreignScript(parts ...string) bool {
	foreign, runes := 0, len(parts)-1 // the line end between them counts
	for _, part := range parts {
		runes += len(part)
		for i := 0; i < len(part); {
			if part[i] < utf8.RuneSelf {
				i++
				continue
			}
			c, n := utf8.DecodeRuneInString(part[i:])
			switch {
			case c < 0x0400:
			case c < 0x3000:
				foreign++
			case c < 0xfb00:
				foreign += 2
			}
			i += n
			runes -= n - 1
		}
	}
	return foreign*3 > runes
}

// script names the language of a text in another script than Latin.
func script(text, declared string) string {
	if declared != "" && !strings.HasPrefix(declared, "en") {
		return strings.ToLower(strings.SplitN(declared, "-", 2)[0])
	}
	han := false
	for _, r := range text {
		switch {
		case r >= 0x0400 && r < 0x0530:
			return "ru"
		case r >= 0x0590 && r < 0x0600:
			return "he"
		case r >= 0x0600 && r < 0x0700:
			return "ar"
		case r >= 0x3040 && r < 0x3100:
			return "ja"
		case r >= 0xac00 && r < 0xd7b0:
			return "ko"
		case r >= 0x4e00 && r < 0xa000:
			han = true // Japanese begins with them too
		}
	}
	if han {
		return "zh"
	}
	return "und"
}
