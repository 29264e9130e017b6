package store

import (
	"slices"
	"strings"

	"ascribe/news"
)

// A Snippet is a piece of a text that a search found something in.
type Snippet struct {
	Part  news.Part
	Start int // of Text in the part, in bytes
	Text  string
	Marks [][2]int // what was found, as byte offsets in Text: start and end
}

const (
	snippetBytes = 240 // of one, about
	mostSnippets = 3
)

// Snippets shows where a story says what a search text looks for: the headline, if it
// does, and the pieces of the text that say most of it. A text that can't be understood
// finds nothing.
func Snippets(text string, s news.Story) (all []Snippet) {
	e, err := parseText(text, nil)
	if err != nil || e == nil {
		return nil
	}
	f := finder{}
	f.gather(e)
	if marks := f.find(s.Title); marks != nil && len(s.Title) <= 4*snippetBytes {
		all = append(all, cutSnippet(news.InTitle, s.Title, 0, len(s.Title), marks))
	}
	if f.titles {
		return all
	}
	return append(all, f.best(s.Text, mostSnippets-len(all))...)
}

// A finder knows what a search looks for.
type finder struct {
	terms   []*sought
	phrases [][]string
	titles  bool // looks at headlines only
}

func (f *finder) gather(e *expr) {
	f.terms = soughtIn(e, nil)
	f.titles = len(f.terms) > 0 && !slices.ContainsFunc(f.terms, func(s *sought) bool { return s.key[0] != titleField })
	var phrases func(e *expr)
	phrases = func(e *expr) {
		if e.op == none {
			return
		}
		if e.op == phrase {
			f.phrases = append(f.phrases, e.phrase)
			for _, k := range e.kids { // its words count together only
				f.terms = slices.DeleteFunc(f.terms, func(s *sought) bool { return s.expr == k })
			}
			return
		}
		for _, k := range e.kids {
			phrases(k)
		}
	}
	phrases(e)
}

// A markAt is a place where something was found, and which thing it is.
type markAt struct{ start, end, what int }

// find returns the places in text, in order.
func (f *finder) find(text string) (marks []markAt) {
	open := make([][]markAt, len(f.phrases)) // places where a phrase may have begun: what is how many words it has
	at := 0
	for raw := range runs(text) {
		start := at + strings.Index(text[at:], raw)
		at = start + len(raw)
		whole := -1
		token(raw, func(w word) {
			for i, s := range f.terms {
				if s.means(w) && whole < 0 {
					whole = i
				}
			}
			if w.whole {
				return
			}
			for i, phrase := range f.phrases {
				var still []markAt
				for _, m := range append(open[i], markAt{start, 0, 0}) {
					if phrase[m.what] != w.plain {
						continue
					}
					if m.what++; m.what == len(phrase) {
						marks = append(marks, markAt{m.start, at, len(f.terms) + i})
					} else {
						still = append(still, m)
					}
				}
				open[i] = still
			}
		})
		if whole >= 0 {
			marks = append(marks, markAt{start, at, whole})
		}
	}
	slices.SortFunc(marks, func(a, b markAt) int { return a.start - b.start })
	return marks
}

// best are the pieces that hold most different things, in the order of the text.
func (f *finder) best(text string, most int) (all []Snippet) {
	marks := f.find(text)
	seen := map[int]bool{}
	for len(all) < most && len(marks) > 0 {
		from, to, found := 0, 0, -1
		for i := range marks {
			j, new := i, map[int]bool{}
			for ; j < len(marks) && marks[j].end-marks[i].start <= snippetBytes; j++ {
				if !seen[marks[j].what] {
					new[marks[j].what] = true
				}
			}
			if j > i && len(new) > found {
				from, to, found = i, j, len(new)
			}
		}
		if found < 1 && len(all) > 0 || found < 0 {
			break
		}
		chosen := marks[from:to]
		for _, m := range chosen {
			seen[m.what] = true
		}
		start, end := around(text, chosen[0].start, chosen[len(chosen)-1].end)
		all = append(all, cutSnippet(news.InText, text, start, end, chosen))
		marks = slices.DeleteFunc(slices.Clone(marks), func(m markAt) bool { return m.start < end && m.end > start })
	}
	slices.SortFunc(all, func(a, b Snippet) int { return a.Start - b.Start })
	return all
}

// around widens a piece to about the size of a snippet, within its paragraph, to the
// borders of words.
func around(text string, start, end int) (int, int) {
	low, high := 0, len(text)
	if i := strings.LastIndex(text[:start], "\n\n"); i >= 0 {
		low = i + 2
	}
	if i := strings.Index(text[end:], "\n\n"); i >= 0 {
		high = end + i
	}
	spare := max(0, snippetBytes-(end-start))
	from, to := max(low, start-spare/3), min(high, end+spare-spare/3)
	for from > low && !strings.ContainsRune(" \n", rune(text[from-1])) {
		from--
	}
	for to < high && !strings.ContainsRune(" \n", rune(text[to])) {
		to++
	}
	return from, to
}

func cutSnippet(part news.Part, text string, start, end int, marks []markAt) Snippet {
	s := Snippet{Part: part, Start: start, Text: text[start:end], Marks: [][2]int{}}
	last := 0
	for _, m := range marks {
		if a, b := max(m.start-start, last), m.end-start; a < b && b <= len(s.Text) {
			s.Marks = append(s.Marks, [2]int{a, b})
			last = b
		}
	}
	return s
}
