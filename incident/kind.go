package incident

import (
	_ "embed"
	"strings"
	"sync"

	"ascribe/news"
)

//go:embed kinds.txt
var kindsText string

// A headline is one line of kinds.txt.
type headline struct {
	kind  news.Document
	place string // start, has, text
	words string
}

var headlines = sync.OnceValue(func() []headline {
	var all []headline
	for line := range strings.Lines(kindsText) {
		line = strings.TrimRight(line, "\n")
		kind, rest, _ := strings.Cut(line, " ")
		place, words, ok := strings.Cut(rest, " ")
		if ok && kind != "#" {
			all = append(all, headline{news.Document(kind), place, words})
		}
	}
	return all
})

// kindOf says what sort of text a story is: as its headline or first line gives away, else
// as its analysis says. A wrong round-up costs a member; a missed one glues incidents
// together. That a headline recurs (a series) is no reason to stand alone: a Patch Tuesday
// of one month is one incident.
func kindOf(s news.Story) news.Document {
	title, text := strings.ToLower(strings.TrimSpace(s.Title)), strings.ToLower(firstBytes(s.Text, 160))
	for _, h := range headlines() {
		switch h.place {
		case "start":
			if strings.HasPrefix(title, h.words) {
				return h.kind
			}
		case "text":
			if strings.Contains(text, h.words) {
				return h.kind
			}
		default:
			if strings.Contains(title, h.words) {
				return h.kind
			}
		}
	}
	if d := s.Analysis.Document; d != "" && d != news.Series {
		return d
	}
	return news.Report
}

// loose reports whether a text of this kind joins nothing by likeness.
func loose(d news.Document) bool {
	return d == news.Roundup || d == news.Opinion || d == news.Series
}

func firstBytes(s string, n int) string { return s[:min(n, len(s))] }
