package claim

import (
	"strconv"
	"time"

	"ascribe/news"
)

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "jan.": 1, "feb.": 2, "aug.": 8, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}

// date is when a claim was made, as far as its sentence says: "in April 2021", "in 2018";
// else it is the story's.
func (r *reading) date(s *sentence, story news.Story) news.Date {
	for i := s.from; i < s.to; i++ {
		t := s.tok(i)
		prev := s.tok(i - 1)
		if m, ok := months[t.low]; ok && t.word != t.low {
			year, at := 0, i+1
			day := 0
			if n, err := strconv.Atoi(s.tok(at).word); err == nil && n >= 1 && n <= 31 {
				day = n
				at++
			}
			if s.tok(at).low == "," {
				at++
			}
			if n, ok := yearOf(s.tok(at)); ok {
				year = n
			}
			if year == 0 {
				continue
			}
			if day > 0 {
				return news.Date{Time: time.Date(year, m, day, 0, 0, 0, 0, time.UTC), Precision: news.Day}
			}
			return news.Date{Time: time.Date(year, m, 1, 0, 0, 0, 0, time.UTC), Precision: news.Month}
		}
		if y, ok := yearOf(t); ok && (prev.low == "in" || prev.low == "since" || prev.low == "during") {
			return news.Date{Time: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), Precision: news.Year}
		}
	}
	return story.Published
}

func yearOf(t *token) (int, bool) {
	if t.kind != numberToken || len(t.word) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(t.word)
	return n, err == nil && n >= 1980 && n <= 2100
}
