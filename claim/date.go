package claim

import (
	"strconv"
	"strings"
	"time"

	"ascribe/news"
)

// Lists of words.txt.
var (
	datePreps  = words("datePreps")
	timeBounds = words("timeBounds")
	startVerbs = words("startVerbs")
	listTies   = words("listTies")
	yearParts  = words("yearParts")
)

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "jan.": 1, "feb.": 2, "aug.": 8, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}

var weekdays = map[string]time.Weekday{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0,
}

// A dating is a date in a sentence.
type dating struct {
	from, to int // tokens, without a preposition
	is       news.Date
	spoken   bool // told from the day of the story on, as news are: "on Monday", "yesterday"
}

// datings finds the dates of a sentence. What is told from the day of the story on ("last year", "in May",
// "on Monday") is reckoned from told, and left out where nobody says when that was.
func (s *sentence) datings(told news.Date) []dating {
	var out []dating
	for i := s.from; i < s.to; i++ {
		d, ok := s.calendar(i, told)
		if !ok && told.Known() {
			d, ok = s.reckoned(i, told.Time)
		}
		if !ok {
			continue
		}
		if n := len(out); n > 0 && d.from-out[n-1].to <= 1 && out[n-1].spoken && !d.spoken && s.tok(d.from-1).low != "and" {
			out = out[:n-1] // "on Tuesday, May 28"
		}
		if k := d.from - 1; !s.began(k) {
			out = append(out, d)
		}
		i = d.to - 1
	}
	return out
}

// began reports words before a date that make it the beginning or the end of a time, and no time of a deed:
// "since 2021", "until March", "as early as 2016".
func (s *sentence) began(i int) bool {
	switch t := s.tok(i); {
	case t.in(datePreps):
		return s.starts(i-1) || s.tok(i-1).low == "about" && s.starts(i-2)
	case t.in(timeBounds):
		return true
	case t.low == "early", t.low == "late", t.low == "mid":
		return s.tok(i-1).low != "in" || s.starts(i-2)
	case t.low == "least":
		return true
	}
	return s.starts(i)
}

// starts reports verbs for the beginning of a time: "starting about eight months ago", "began in March".
func (s *sentence) starts(i int) bool {
	return s.tok(i).in(startVerbs)
}

// calendar reads a date that is told by its month or its year: "3 March 2025", "March 3", "in March", "in 2025".
func (s *sentence) calendar(i int, told news.Date) (dating, bool) {
	d := dating{from: i, to: i + 1}
	if y, ok := yearOf(s.tok(i)); ok {
		d.is = dayOf(y, 1, 1, news.Year)
		return d, s.yearAlone(i)
	}
	day := s.dayAt(i)
	if day > 0 {
		if d.to++; s.tok(d.to-1).low == "of" {
			d.to++
		}
	}
	month, ok := months[s.tok(d.to-1).low]
	if !ok || !s.tok(d.to-1).capital() {
		return d, false
	}
	if n := s.dayAt(d.to); day == 0 && n > 0 {
		day = n
		d.to++
	}
	at := d.to
	if s.tok(at).low == "," || s.tok(at).low == "of" {
		at++
	}
	year, ok := yearOf(s.tok(at))
	switch prev := s.tok(i - 1).low; {
	case ok:
		d.to = at + 1
	case day == 0 && prev == "in" && s.yearOfList(at) > 0:
		year = s.yearOfList(at)
	case !told.Known() || s.tok(at).low == "that" || day == 0 && prev != "in" && prev != "last" && prev != "early" && prev != "late" && prev != "this":
		return d, false
	default:
		year = lastTime(month, day, told.Time)
		if prev == "last" && month == told.Time.Month() {
			year--
		}
	}
	if day == 0 {
		d.is = dayOf(year, month, 1, news.Month)
		return d, true
	}
	d.is = dayOf(year, month, day, news.Day)
	return d, d.is.Time.Day() == day
}

// yearOfList is the year behind the month that follows another at token i, or 0: "in June and July 2019".
func (s *sentence) yearOfList(i int) int {
	if s.tok(i).in(listTies) {
		if _, ok := months[s.tok(i+1).low]; ok && s.tok(i+1).capital() {
			year, _ := yearOf(s.tok(i + 2))
			return year
		}
	}
	return 0
}

// yearAlone reports whether the year at token i stands by itself: "in 2018", "in late 2018", "in the spring of
// 2018", "a 2018 report".
func (s *sentence) yearAlone(i int) bool {
	switch s.tok(i - 1).low {
	case "in", "early", "late", "mid":
		return s.tok(i+1).kind != possToken
	case "of":
		if s.tok(i - 2).in(yearParts) {
			return true
		}
	}
	return s.document(i + 1)
}

// lastTime is the year in which a day, or with 0 a month, came last before a moment.
func lastTime(m time.Month, day int, before time.Time) int {
	year := before.Year()
	if time.Date(year, m, max(day, 1), 0, 0, 0, 0, time.UTC).After(before.AddDate(0, 0, 1)) {
		year--
	}
	return year
}

func dayOf(year int, m time.Month, day int, p news.Precision) news.Date {
	return news.Date{Time: time.Date(year, m, day, 0, 0, 0, 0, time.UTC), Precision: p}
}

// dayAt reads the day of a month, or 0: "3", "3rd".
func (s *sentence) dayAt(i int) int {
	w := s.tok(i).low
	for _, end := range [...]string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, end)
	}
	if len(w) > 2 || w == "" || w[0] > '9' {
		return 0
	}
	if n, err := strconv.Atoi(w); err == nil && n >= 1 && n <= 31 {
		return n
	}
	return 0
}

// reckoned reads a date that is told from the day of the story on: "on Monday", "yesterday", "last year",
// "two months ago".
func (s *sentence) reckoned(i int, told time.Time) (dating, bool) {
	t, next := s.tok(i), s.tok(i+1)
	d := dating{from: i, to: i + 1, spoken: true}
	back := func(years, months, days int, p news.Precision) (dating, bool) {
		d.is = news.Date{Time: startOf(ago(told, years, months, days), p), Precision: p}
		return d, true
	}
	if wd, ok := weekdays[t.low]; ok && t.capital() {
		n := (int(told.Weekday()) - int(wd) + 7) % 7
		if s.tok(i-1).low == "last" && n == 0 {
			n = 7
		}
		return back(0, 0, n, news.Day)
	}
	switch t.low {
	case "yesterday":
		return back(0, 0, 1, news.Day)
	case "today":
		return back(0, 0, 0, news.Day)
	case "last", "this":
		d.to++
		d.spoken = t.low == "this" || next.low == "week"
		n := 0
		if t.low == "last" {
			n = 1
		}
		switch next.low {
		case "year":
			return back(n, 0, 0, news.Year)
		case "month":
			return back(0, n, 0, news.Month)
		case "week":
			if n > 0 {
				return back(0, 0, 7, news.Month)
			}
		}
		return d, false
	}
	n, unit := s.span(i)
	if unit < 0 {
		return d, false
	}
	d.spoken = false
	switch d.to = unit + 2; strings.TrimSuffix(s.tok(unit).low, "s") {
	case "year":
		return back(n, 0, 0, news.Year)
	case "month":
		return back(0, n, 0, news.Month)
	case "week":
		return back(0, 0, 7*n, news.Month)
	case "day":
		return back(0, 0, n, news.Day)
	}
	return d, false
}

// span reads "two months ago", and where its noun stands, or -1.
func (s *sentence) span(i int) (n, unit int) {
	switch low := s.tok(i).low; low {
	case "a", "an", "one":
		n = 1
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten":
		n = 2
		for _, w := range [...]string{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"} {
			if w == low {
				break
			}
			n++
		}
	default:
		if n = s.dayAt(i); n == 0 {
			return 0, -1
		}
	}
	if s.tok(i+2).low != "ago" {
		return 0, -1
	}
	return n, i + 1
}

// ago goes back from a moment. A month back from the 31st of March is February.
func ago(t time.Time, years, months, days int) time.Time {
	t = t.AddDate(0, 0, -days)
	if years > 0 || months > 0 {
		t = time.Date(t.Year()-years, t.Month()-time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	}
	return t
}

// startOf is when the day, month or year of a moment began.
func startOf(t time.Time, p news.Precision) time.Time {
	t = t.UTC()
	switch p {
	case news.Year:
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	case news.Month:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func yearOf(t *token) (int, bool) {
	if t.kind != numberToken || len(t.word) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(t.word)
	return n, err == nil && n >= 1980 && n <= 2100
}
