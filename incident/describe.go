package incident

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe/news"
)

// Bounds of describing: an incident may have a hundred stories, and its headline should
// not change with each.
const (
	headlinesRead  = 12 // stories that are looked at
	headlinesKept  = 5  // of which the headline is one
	openings       = 3  // sentences of each that may stand in the summary
	summaryLength  = 3
	shortest       = 60  // bytes of a sentence that says something
	longest        = 420 // and of one that is no run-on list
	tooMuchTheSame = One * 55 / 100
)

// A sentence is a candidate for the summary.
type sentence struct {
	news.Excerpt
	terms vector
	score int
	place int // of its story
}

// describe picks the headline that is most like the others' leads, and the sentences that
// say most of what all say, in the sources' words. Copies have no say.
func describe(stories []*news.Story, origins map[news.StoryID]news.StoryID) (string, []news.Excerpt) {
	var read []*news.Story
	for _, s := range stories {
		own := origins[s.ID] == s.ID || origins[s.ID] == ""
		if own && !loose(kindOf(*s)) && len(read) < headlinesRead {
			read = append(read, s)
		}
	}
	if len(read) == 0 {
		read = stories[:min(1, len(stories))]
	}
	var d reader
	leads := make([]vector, len(read))
	for i, s := range read {
		leads[i] = d.line(s.Title+". "+opening(s), leadTerms)
	}
	title, best := "", -1
	for i, s := range read[:min(len(read), headlinesKept)] {
		if c := central(d.line(s.Title, titleTerms), leads, i); c > best && s.Title != "" {
			title, best = s.Title, c
		}
	}
	var all []sentence
	for i, s := range read {
		for n, text := range sentences(opening(s), openings) {
			if len(text) >= shortest && len(text) <= longest {
				terms := d.line(text, leadTerms)
				c := central(terms, leads, -1) * (openings + 3 - n) / (openings + 3)
				all = append(all, sentence{news.Excerpt{Story: s.ID, Text: text}, terms, c, i})
			}
		}
	}
	return title, summary(all)
}

// central is the mean likeness to the leads, but for the one at skip. A lone story's
// headline is as central as can be.
func central(v vector, leads []vector, skip int) int {
	sum, n := 0, 0
	for i, lead := range leads {
		if i != skip {
			sum += dot(v, lead)
			n++
		}
	}
	return sum / max(1, n)
}

// summary picks the best sentences that do not repeat each other and puts them in order
// of publication.
func summary(all []sentence) []news.Excerpt {
	slices.SortStableFunc(all, func(a, b sentence) int { return cmp.Compare(b.score, a.score) })
	var chosen []sentence
	for _, s := range all {
		repeats := slices.ContainsFunc(chosen, func(c sentence) bool { return dot(c.terms, s.terms) > tooMuchTheSame })
		if !repeats && len(chosen) < summaryLength {
			chosen = append(chosen, s)
		}
	}
	slices.SortStableFunc(chosen, func(a, b sentence) int { return cmp.Compare(a.place, b.place) })
	var out []news.Excerpt
	for _, s := range chosen {
		out = append(out, s.Excerpt)
	}
	return out
}

// line is the vector of a few sentences. It holds for good, and shares its memory with others.
func (rd *reader) line(text string, most int) vector {
	rd.now.tokens = rd.tokens(rd.now.tokens[:0], text, 2*leadWords)
	rd.begin(len(rd.now.tokens))
	for _, t := range rd.now.tokens {
		rd.count(t.stem, inBody)
	}
	rd.sort()
	return rd.vector(inBody, most)
}

// opening is the beginning of a story's text, or of the feed's words for it.
func opening(s *news.Story) string {
	text := s.Text
	if strings.TrimSpace(text) == "" {
		text = s.Summary
	}
	if len(text) <= 2000 {
		return text
	}
	end := 2000
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// abbreviations end in a point that ends no sentence.
var abbreviations = []string{"mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "inc", "corp", "ltd", "co", "st", "no", "vs", "lt", "col", "prof", "jr", "sr"}

// sentences cuts text at points, exclamation and question marks before a blank and a
// capital, and at the ends of paragraphs, until it has as many sentences as wanted.
func sentences(text string, most int) []string {
	var all []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		start := 0
		for i := 0; i < len(paragraph) && len(all) < most; i++ {
			if c := paragraph[i]; c != '.' && c != '!' && c != '?' {
				continue
			}
			end := i + 1
			for _, quote := range []string{`"`, "”", "’", ")"} {
				if strings.HasPrefix(paragraph[end:], quote) {
					end += len(quote)
				}
			}
			if ends(paragraph, start, i, end) {
				all = appendSentence(all, paragraph[start:end])
				start = end
			}
		}
		if len(all) >= most {
			break
		}
		all = appendSentence(all, paragraph[start:])
	}
	return all
}

// ends reports whether the mark at i, with what closes it up to end, ends a sentence.
func ends(text string, start, i, end int) bool {
	if end == len(text) {
		return true
	}
	if text[end] != ' ' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], " \"“‘'("))
	if unicode.IsLower(next) {
		return false
	}
	before := text[start:i]
	word := strings.ToLower(before[strings.LastIndexAny(before, " (\"“")+1:])
	return text[i] != '.' || len(word) > 1 && !strings.Contains(word, ".") && !slices.Contains(abbreviations, word)
}

func appendSentence(all []string, s string) []string {
	if s = strings.TrimSpace(s); s != "" {
		return append(all, s)
	}
	return all
}
