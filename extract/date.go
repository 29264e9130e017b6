package extract

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

//go:embed months.txt
var monthsText string

var months = sync.OnceValue(func() map[string]time.Month {
	m := map[string]time.Month{}
	for line := range strings.Lines(monthsText) {
		f := strings.Fields(line)
		n, err := strconv.Atoi(f[0])
		if err != nil {
			continue
		}
		for _, name := range f[1:] {
			m[name] = time.Month(n)
		}
	}
	return m
})

// zones are the abbreviations that news pages print; others leave a time in UTC.
var zones = map[string]int{
	"z": 0, "utc": 0, "gmt": 0, "bst": 3600, "cet": 3600, "mez": 3600, "cest": 7200, "mesz": 7200, "est": -5 * 3600, "edt": -4 * 3600, "et": -5 * 3600,
	"cst": -6 * 3600, "cdt": -5 * 3600, "mst": -7 * 3600, "mdt": -6 * 3600, "pst": -8 * 3600, "pdt": -7 * 3600, "ist": 19800, "msk": 3 * 3600, "jst": 9 * 3600,
}

// parseDate reads a date as machines and people write it. dayFirst settles 03/04/2021. The zero Date means: none found.
func parseDate(s string, dayFirst bool) Date {
	s = squeeze(s)
	if s == "" || len(s) > 300 {
		return Date{}
	}
	if d := epoch(s); d.Precision != "" {
		return d
	}
	tok := dateTokens(s)
	for i := range tok {
		if d := isoDate(tok, i); d.Precision != "" {
			return d
		}
	}
	for i := range tok {
		if m, ok := months()[strings.ToLower(tok[i].text)]; ok {
			if d := namedMonth(tok, i, m); d.Precision != "" {
				return d
			}
		}
	}
	for i := range tok {
		if d := numericDate(tok, i, dayFirst); d.Precision != "" {
			return d
		}
	}
	return Date{}
}

func epoch(s string) Date {
	if len(s) != 10 && len(s) != 13 {
		return Date{}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return Date{}
	}
	if len(s) == 13 {
		n /= 1000
	}
	return plausible(Date{time.Unix(n, 0).UTC(), "second"})
}

// A dateToken is a run of digits or of letters, with what stood between it and the one before.
type dateToken struct {
	text, sep string
	num       int // -1 for words
}

func dateTokens(s string) []dateToken {
	var all []dateToken
	sep := 0
	for i := 0; i < len(s) && len(all) < 60; {
		j, digit := tokenEnd(s, i)
		if j == i {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		t := dateToken{text: s[i:j], sep: s[sep:i], num: -1}
		if digit {
			t.num, _ = strconv.Atoi(s[i:min(j, i+9)])
		}
		all = append(all, t)
		i, sep = j, j
	}
	return all
}

func at(tok []dateToken, i int) dateToken {
	if i < 0 || i >= len(tok) {
		return dateToken{num: -1}
	}
	return tok[i]
}

// tokenEnd is where the run of digits or letters at i ends. A capital behind a small letter begins a new one: "HealthMAY 5".
func tokenEnd(s string, i int) (end int, digit bool) {
	if digit = s[i] >= '0' && s[i] <= '9'; digit {
		for end = i; end < len(s) && s[end] >= '0' && s[end] <= '9'; end++ {
		}
		return end, true
	}
	small := false
	for end = i; end < len(s); {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) || small && unicode.IsUpper(r) {
			break
		}
		small = unicode.IsLower(r)
		end += n
	}
	return end, false
}

// isoDate reads 2021-07-19T10:11:12.345+02:00 and what stops earlier, also 2021/07/19, 2021.07.19 and 20210719.
func isoDate(tok []dateToken, i int) Date {
	y := tok[i]
	if m, d := at(tok, i+2), at(tok, i+4); len(y.text) == 4 && m.num > 0 && d.num > 0 && eastern(tok, i) {
		return clock(tok, i+6, y.num, time.Month(m.num), d.num)
	}
	if len(y.text) == 8 && y.num > 19000101 && at(tok, i+1).sep != "-" {
		return clock(tok, i+1, y.num/10000, time.Month(y.num/100%100), y.num%100)
	}
	m, d := at(tok, i+1), at(tok, i+2)
	if len(y.text) != 4 || m.num < 1 || m.num > 12 || m.sep != "-" && m.sep != "/" && m.sep != "." {
		return Date{}
	}
	if d.num < 1 || d.num > 31 || d.sep != m.sep {
		if m.sep == "-" && len(tok) == i+2 {
			return plausible(Date{time.Date(y.num, time.Month(m.num), 1, 0, 0, 0, 0, time.UTC), "month"})
		}
		return Date{}
	}
	return clock(tok, i+3, y.num, time.Month(m.num), d.num)
}

// eastern reports 2021年7月19日 and 2021년 7월 19일.
func eastern(tok []dateToken, i int) bool {
	for k, words := range []string{"年년", "月월", "日号일"} {
		r, n := utf8.DecodeRuneInString(at(tok, i+1+2*k).text)
		if n == 0 || !strings.ContainsRune(words, r) {
			return false
		}
	}
	return true
}

// namedMonth reads "July 19, 2021", "19. Juli 2021", "19 de julio de 2021"; i is the month's name.
func namedMonth(tok []dateToken, i int, m time.Month) Date {
	day, year, next := 0, 0, i+1
	before := at(tok, i-1)
	if word := strings.ToLower(before.text); word == "de" || word == "st" || word == "nd" || word == "rd" || word == "th" || word == "er" {
		before = at(tok, i-2)
	}
	after := at(tok, i+1)
	if len(before.text) == 4 && before.num >= 1990 && before.num < 2100 && after.num >= 1 && after.num <= 31 && len(after.text) <= 2 {
		return clock(tok, i+2, before.num, m, after.num) // "2021. július 19."
	}
	if before.num >= 1 && before.num <= 31 && len(before.text) <= 2 && !strings.Contains(at(tok, i).sep, ":") {
		day = before.num
	} else if after.num >= 1 && after.num <= 31 && len(after.text) <= 2 {
		day = after.num
		next = i + 2
	}
	reach, timed := next+3, at(tok, next+1).sep == ":" // "Jul 19 10:11:12 EDT 2021"
	if timed {
		reach = next + 6
	}
	for j := next; j < min(reach, len(tok)); j++ {
		if n := tok[j].num; len(tok[j].text) == 4 && n >= 1990 && n < 2100 {
			if year = n; !timed {
				next = j + 1
			}
			break
		}
	}
	if year == 0 {
		return Date{}
	}
	if day == 0 {
		return plausible(Date{time.Date(year, m, 1, 0, 0, 0, 0, time.UTC), "month"})
	}
	return clock(tok, next, year, m, day)
}

func numericDate(tok []dateToken, i int, dayFirst bool) Date {
	a, b, y := tok[i], at(tok, i+1), at(tok, i+2)
	if len(a.text) > 2 || a.num < 1 || a.num > 31 || b.num < 1 || b.num > 31 || y.num < 0 || b.sep != y.sep || b.sep != "." && b.sep != "/" && b.sep != "-" {
		return Date{}
	}
	year := y.num
	switch {
	case len(y.text) == 2:
		year += 2000
	case len(y.text) != 4:
		return Date{}
	}
	if b.num <= 12 && (b.sep == "." || a.num > 12 || dayFirst) {
		return clock(tok, i+3, year, time.Month(b.num), a.num)
	}
	return clock(tok, i+3, year, time.Month(a.num), b.num)
}

// clock looks for the time of day in the next tokens and puts the date together.
func clock(tok []dateToken, i, year int, m time.Month, day int) Date {
	d := Date{time.Date(year, m, day, 0, 0, 0, 0, time.UTC), "day"}
	if m < 1 || m > 12 || d.Time.Day() != day {
		return Date{}
	}
	for j := i; j < min(i+4, len(tok)); j++ {
		h, mi := tok[j], at(tok, j+1)
		if h.num < 0 || h.num > 24 || mi.num < 0 || mi.num > 59 || len(mi.text) != 2 || mi.sep != ":" && mi.sep != "." && mi.sep != "h" {
			continue
		}
		hour, sec, prec, next := h.num, 0, "minute", j+2
		if s := at(tok, j+2); s.sep == ":" && s.num >= 0 && s.num < 60 {
			sec, prec, next = s.num, "second", j+3
			if f := at(tok, next); f.sep == "." && f.num >= 0 {
				next++
			}
		}
		return plausible(zone(tok, next, Date{time.Date(year, m, day, hour, mi.num, sec, 0, time.UTC), prec}))
	}
	return plausible(d)
}

// zone reads am/pm and the offset or zone name behind a time.
func zone(tok []dateToken, i int, d Date) Date {
	t := d.Time
	if w := strings.ToLower(at(tok, i).text); w == "pm" || w == "am" || (w == "p" || w == "a") && strings.EqualFold(at(tok, i+1).text, "m") {
		if h := t.Hour(); w[0] == 'p' && h < 12 {
			t = t.Add(12 * time.Hour)
		} else if w[0] == 'a' && h == 12 {
			t = t.Add(-12 * time.Hour)
		}
		if i++; len(w) == 1 {
			i++
		}
	}
	z := at(tok, i)
	if w := strings.ToLower(z.text); (w == "gmt" || w == "utc") && (at(tok, i+1).sep == "+" || at(tok, i+1).sep == "-") {
		z = at(tok, i+1) // GMT+0200
	}
	offset, found := 0, false
	switch {
	case z.num >= 0 && (z.sep == "+" || z.sep == "-" || z.sep == " +" || z.sep == " -"):
		h, mi := z.num, 0
		if len(z.text) == 4 {
			h, mi = z.num/100, z.num%100
		} else if n := at(tok, i+1); n.sep == ":" && n.num >= 0 {
			mi = n.num
		}
		if offset, found = h*3600+mi*60, h <= 14 && mi < 60; strings.HasSuffix(z.sep, "-") {
			offset = -offset
		}
	case z.num < 0:
		offset, found = zones[strings.ToLower(z.text)], true
	}
	if found && offset != 0 {
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.FixedZone("", offset))
	}
	return Date{t, d.Precision}
}

// plausible drops years that no web page was written in.
func plausible(d Date) Date {
	if y := d.Time.Year(); y < 1990 || y > 2100 {
		return Date{}
	}
	return d
}

// urlDate reads /2021/07/19/, /2021-07-19, /20210719 or /2021/jul/19 from a path.
func urlDate(path string) Date {
	tok := dateTokens(path)
	for i, t := range tok {
		if len(t.text) == 8 && t.num > 19900101 {
			if d := clock(nil, 0, t.num/10000, time.Month(t.num/100%100), t.num%100); d.Precision != "" {
				return d
			}
		}
		m, d := at(tok, i+1), at(tok, i+2)
		if len(t.text) != 4 || t.num < 1990 || len(d.text) > 2 || d.num < 1 || m.sep != d.sep {
			continue
		}
		month := time.Month(m.num)
		if m.num < 0 {
			month = months()[strings.ToLower(m.text)]
		}
		if d := clock(nil, 0, t.num, month, d.num); d.Precision != "" && len(m.text) != 1 {
			return d
		}
	}
	return Date{}
}
