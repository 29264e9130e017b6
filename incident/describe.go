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
	n     int // in its story
}

// A describer describes one incident after the other in memory that it keeps.
type describer struct {
	reader
	leads []vector
	all   []sentence
}

// describe picks the headline that is most like the others' leads, and the sentences that
// say most of what all say, in the sources' words. Copies have no say.
func (d *describer) describe(stories []*news.Story, origins map[news.StoryID]news.StoryID) (string, []news.Excerpt) {
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
	d.room, d.leads, d.all = d.room[:0], d.leads[:0], d.all[:0]
	lone := len(read) == 1 // which has no other to be like
	for _, s := range read {
		if !lone {
			d.leads = append(d.leads, d.line(leadTerms, s.Title, opening(s)))
		}
	}
	title, best := "", -1
	for i, s := range read[:min(len(read), headlinesKept)] {
		if s.Title == "" || lone {
			title = cmp.Or(title, s.Title)
		} else if c := central(d.line(titleTerms, s.Title), d.leads, i); c > best {
			title, best = s.Title, c
		}
	}
	for i, s := range read {
		for n, text := range sentences(opening(s), openings) {
			if len(text) >= shortest && len(text) <= longest {
				terms := d.line(leadTerms, text)
				c := central(terms, d.leads, -1) * (openings + 3 - n) / (openings + 3)
				d.all = append(d.all, sentence{news.Excerpt{Story: s.ID, Text: text}, terms, c, i, n})
			}
		}
	}
	return title, summary(d.all)
}

// central is the mean likeness to the leads, but for the one at skip.
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
// of publication, those of one story as they stand there.
func summary(all []sentence) []news.Excerpt {
	slices.SortStableFunc(all, func(a, b sentence) int { return cmp.Compare(b.score, a.score) })
	var chosen []sentence
	for _, s := range all {
		repeats := slices.ContainsFunc(chosen, func(c sentence) bool { return dot(c.terms, s.terms) > tooMuchTheSame })
		if !repeats && len(chosen) < summaryLength {
			chosen = append(chosen, s)
		}
	}
	slices.SortStableFunc(chosen, func(a, b sentence) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.n, b.n)) })
	var out []news.Excerpt
	for _, s := range chosen {
		out = append(out, s.Excerpt)
	}
	return out
}

// line is the vector of a few sentences, which may stand apart. It shares its memory with
// others, and holds until the room is emptied.
func (rd *reader) line(most int, texts ...string) vector {
	all := rd.now.tokens[:0]
	for _, text := range texts {
		all = rd.tokens(all, text, 2*leadWords-len(all))
	}
	rd.begin(len(all))
	for _, t := range all {
		rd.count(t.stem, inBody)
	}
	rd.now.tokens = all
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
