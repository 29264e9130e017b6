package claim

import (
	"slices"

	"ascribe/news"
)

// aboutCues names the words of a sentence that set it apart from the story's own operation, or
// point at that.
func (s *sentence) aboutCues(told news.Date) []string {
	var out []string
	for i := s.from; i < s.to; i++ {
		if cue := aboutCue(s.tok(i), s.tok(i+1), s.tok(i+2), told); cue != "" && !slices.Contains(out, cue) {
			out = append(out, cue)
		}
	}
	return out
}

func aboutCue(t, next, more *token, told news.Date) string {
	switch {
	case t.low == "earlier":
		if next.low == "this" {
			return "" // "earlier this year" is when the story's own operation was
		}
		return "before"
	case t.in(formerWords):
		return "before"
	case t.in(otherWords):
		return t.low
	case t.low == "last":
		if next.low == "week" {
			return "last-week"
		}
		if next.in(wholeTimes) {
			return "last"
		}
	case t.low == "this", t.low == "these":
		if next.is(attackNoun) || more.is(attackNoun) {
			return "these"
		}
	case t.low == "the", t.low == "that", t.low == "those":
		if next.is(attackNoun) || next.low == "latest" || next.low == "current" || next.low == "new" {
			return "the"
		}
	case t.in(habitualWords):
		return t.low
	}
	if t.is(monthWord) && t.capital() {
		return "month"
	}
	if y, ok := yearOf(t); ok {
		if told.Known() && y >= told.Time.Year() {
			return "this-year"
		}
		return "year"
	}
	return ""
}

// when is the sort of time that [from, to) tells of: "year" for one before the story's own, "ago", "last" for a span that is
// over, "before" for what was said or done earlier, "now" for the days of the story.
func (s *sentence) when(from, to int, told news.Date) string {
	best := "none"
	for i := from; i < to; i++ {
		t, next := s.tok(i), s.tok(i+1)
		if y, ok := yearOf(t); ok {
			if told.Known() && y < told.Time.Year() {
				return "year"
			}
			best = "now"
			continue
		}
		switch {
		case t.in(formerWords), t.in(earlierWords) && next.low != "this":
			return "before"
		case t.low == "before" && (i+1 == s.to || next.kind == markToken):
			return "before"
		case t.low == "ago":
			return "ago"
		case t.low == "last" && next.in(wholeTimes):
			return "last"
		case t.low == "last" || t.is(monthWord) && t.capital():
			best = "lately"
		}
	}
	return best
}

// beyond says what [from, to) adds to another operation: "apart" for "another", "too" for "also".
func (s *sentence) beyond(from, to int) string {
	best := "none"
	for i := from; i < to; i++ {
		switch t := s.tok(i); {
		case t.in(apartWords):
			return "apart"
		case t.in(tooWords), t.low == "as" && s.tok(i+1).low == "well" && s.tok(i+2).low != "as":
			best = "too"
		}
	}
	return best
}

// comparing reports whether a word before token i compares what follows with something else.
func (s *sentence) comparing(i int) bool {
	for k := s.from; k < i; k++ {
		if s.tok(k).in(likeWords) {
			return true
		}
	}
	return false
}
