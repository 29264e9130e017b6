package incident

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"ascribe/news"
)

// A story that repeats one outlet's report adds no witness, whoever publishes it: an exclusive that ten
// others retell "according to" its outlet is one origin. What a government, a court or a firm
// says to everybody is another matter. Each outlet that reports an advisory can read it itself; that
// they have one speaker is told by the acts, which count accusers.

// Bounds of where a text says whose report it is.
const (
	creditSentences = 2   // and in the headline
	creditBytes     = 700 // of the text
)

// A credit is one line of credits.txt: words before or after the name of an outlet.
type credit struct {
	words  string
	before bool
}

// An outletName is what texts call an outlet.
type outletName struct {
	name    string
	key     string
	article bool // only with "the"
}

//go:embed outlets.txt
var outletsText string

//go:embed credits.txt
var creditsText string

type creditWords struct {
	outlets []outletName
	keys    map[string]string // by the letters of what an outlet is called
	says    [256][]credit     // by the byte that they begin with, small or capital
	not     []string
}

var creditTable = sync.OnceValue(func() *creditWords {
	t := &creditWords{keys: map[string]string{}}
	for line := range strings.Lines(outletsText) {
		key, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || key[0] == '#' {
			continue
		}
		t.keys[outletLetters(key)] = key
		for name := range strings.SplitSeq(names, "|") {
			t.keys[outletLetters(name)] = key
			bare, article := strings.CutPrefix(name, "The ")
			t.outlets = append(t.outlets, outletName{bare, key, article})
		}
	}
	for line := range strings.Lines(creditsText) {
		kind, words, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch before, after, _ := strings.Cut(words, "*"); kind {
		case "says":
			c := credit{strings.TrimSpace(before + after), before != ""}
			small, capital := c.words[0], c.words[0]&^32
			t.says[small], t.says[capital] = append(t.says[small], c), append(t.says[capital], c)
		case "not":
			t.not = append(t.not, words)
		}
	}
	return t
})

// outletLetters are the letters by which outlets are told apart.
func outletLetters(name string) string { return strings.TrimPrefix(letters(name), "the") }

// outletKey is the name by which outlets.txt knows an outlet, else its letters.
func outletKey(name string) string {
	short := outletLetters(name)
	if key := creditTable().keys[short]; key != "" {
		return key
	}
	return short
}

// credited is the outlet whose report a story says it repeats: its wire service, or the one
// that its headline or first sentences name, unless that is its own. "" for a story of its own.
func credited(s *news.Story, own string) string {
	if s.Agency != "" {
		return outletKey(s.Agency)
	}
	t := creditTable()
	if key := t.headlined(s.Title); key != "" && key != own {
		return key
	}
	for _, sentence := range sentences(firstBytes(opening(s), creditBytes), creditSentences) {
		if key := t.named(sentence); key != "" {
			if key == own {
				return ""
			}
			return key
		}
	}
	return ""
}

// headlined is the outlet that a headline names as its source: "… : Reuters", "… - Reuters",
// "Reuters: …", "… Reuters reports".
func (t *creditWords) headlined(title string) string {
	if !strings.ContainsAny(title, ":-–—") {
		return t.named(title)
	}
	for _, o := range t.outlets {
		if rest, ok := strings.CutSuffix(title, o.name); ok && !o.article {
			rest = strings.TrimSuffix(strings.TrimRight(rest, " "), " the")
			for _, mark := range []string{":", " -", " –", " —"} {
				if strings.HasSuffix(rest, mark) {
					return o.key
				}
			}
		}
	}
	return t.named(title)
}

// named is the outlet whose report a sentence says it repeats.
func (t *creditWords) named(sentence string) string {
	for i := range len(sentence) {
		says := t.says[sentence[i]]
		if len(says) == 0 || i > 0 && lowered[sentence[i-1]] != 0 {
			continue // none that begins so, or within a word
		}
		for _, c := range says {
			end := i + len(c.words)
			if end > len(sentence) || sentence[i+1:end] != c.words[1:] || end < len(sentence) && lowered[sentence[end]] != 0 {
				continue
			}
			key := ""
			if c.before {
				key = t.begins(sentence[end:])
			} else {
				key = t.ends(sentence[:i], sentence[end:])
			}
			if key != "" {
				return t.unless(key, sentence)
			}
		}
	}
	return ""
}

// unless is the key, but for sentences that tell of another report or of work of one's own.
func (t *creditWords) unless(key, sentence string) string {
	sentence = strings.ToLower(sentence)
	if slices.ContainsFunc(t.not, func(words string) bool { return strings.Contains(sentence, words) }) {
		return ""
	}
	return key
}

// begins is the outlet that a text begins with.
func (t *creditWords) begins(text string) string {
	text, blank := strings.CutPrefix(text, " ")
	if !blank {
		return ""
	}
	bare, article := cutArticle(text)
	best := outletName{}
	for _, o := range t.outlets {
		rest, ok := strings.CutPrefix(bare, o.name)
		if ok && (article || !o.article) && len(o.name) > len(best.name) && nameEnds(rest) {
			best = o
		}
	}
	return best.key
}

func cutArticle(text string) (rest string, article bool) {
	if rest, article = strings.CutPrefix(text, "the "); !article {
		rest, article = strings.CutPrefix(text, "The ")
	}
	return rest, article
}

// nameEnds reports whether a name is not the beginning of a longer one, nor somebody's: the Guardian,
// but neither the Guardian Media Group nor the Guardian's staff.
func nameEnds(rest string) bool {
	if rest == "" {
		return true
	}
	if lowered[rest[0]] != 0 || rest[0] == '-' || strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") {
		return false
	}
	next, blank := strings.CutPrefix(rest, " ")
	if r, _ := utf8.DecodeRuneInString(next); !blank || !unicode.IsUpper(r) {
		return true
	}
	word, _, _ := strings.Cut(next, " ")
	return strings.HasSuffix(strings.TrimRight(word, ",.;"), "day") // "told Reuters Monday"
}

// ends is the outlet that a text ends with and that does what the words behind it say. It reports
// something, or did so on some day: it reports not to anybody, and no loss.
func (t *creditWords) ends(text, behind string) string {
	text, blank := strings.CutSuffix(text, " ")
	if next := strings.TrimLeft(behind, " "); !blank || next != "" && !strings.ContainsRune(".,;:", rune(next[0])) && !reportsOn(next) {
		return ""
	}
	best := outletName{}
	for _, o := range t.outlets {
		before, ok := strings.CutSuffix(text, o.name)
		if !ok || len(o.name) <= len(best.name) {
			continue
		}
		article := before == "The " || strings.HasSuffix(before, " the ") || strings.HasSuffix(before, " The ")
		if article || !o.article && nameStarts(before) {
			best = o
		}
	}
	return best.key
}

// nameStarts reports whether a name is not the end of a longer one.
func nameStarts(before string) bool {
	words := strings.Fields(before)
	if before != "" && before[len(before)-1] != ' ' {
		return false
	}
	if len(words) == 0 {
		return true
	}
	last := words[len(words)-1]
	r, _ := utf8.DecodeRuneInString(last)
	return !unicode.IsUpper(r) || strings.ContainsRune(",.;:", rune(last[len(last)-1]))
}

// reportsOn reports whether a sentence goes on as a report does.
func reportsOn(next string) bool {
	word, _, _ := strings.Cut(next, " ")
	switch word = strings.TrimRight(word, ",."); word {
	case "that", "on", "today", "yesterday", "earlier", "late", "first", "how", "citing", "this":
		return true
	}
	return strings.HasSuffix(word, "day")
}
