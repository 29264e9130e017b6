package fetcher

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ascribe/news"
)

var (
	//go:embed months.txt
	monthsText string
	//go:embed zones.txt
	zonesText string

	months = parseMonths(monthsText)
	zones  = parseZones(zonesText)
)

var (
	isoDate  = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:$|[t\s,(+])`)
	isoWeek  = regexp.MustCompile(`^(\d{4})-?w(\d{2})(?:-?([1-7]))?(?:$|[t\s])`)
	compact  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:t(\d{2})(\d{2})(\d{2})?)?`)
	epoch    = regexp.MustCompile(`^(\d{9,10})(?:\d{3})?$`)
	european = regexp.MustCompile(`^(?:\D*\s)?(\d{1,2})\.(\d{1,2})\.(\d{4})`)
	slashed  = regexp.MustCompile(`^(?:\D*\s)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})`)
	short    = regexp.MustCompile(`^(\d{2})-(\d{1,2})-(\d{1,2})(?:$|[t\s])`)
	clock    = regexp.MustCompile(`(?:\b|t)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\b\.?)?`)
	offset   = regexp.MustCompile(`^([a-z]{1,5})?\s*([+-])[+-]?(\d{1,2}):?(\d{2})?\b`)
	zoneName = regexp.MustCompile(`^\(?([a-z]{1,5})\b`)
	zoneArea = regexp.MustCompile(`^\(?([A-Za-z_]+/[A-Za-z_]+)`)
	words    = regexp.MustCompile(`\pL+|\d+`)
)

// typeset undoes what typesetters make of the sign of a zone, and writes East Asian dates as
// others do.
var typeset = strings.NewReplacer("−", "-", "–", "-", "‐", "-", "年", "-", "月", "-", "日", " ")

// parseDate reads the many ways in which feeds write a date. It would rather know nothing
// than something wrong: a day and a month that could be each other, or a day that the month
// does not have, give no date; a time in a zone that nobody knows gives the day alone.
func parseDate(raw string) news.Date {
	raw = typeset.Replace(raw)
	s := strings.ToLower(strings.Join(strings.Fields(raw), " "))
	if len(s) > 100 || s == "" {
		return news.Date{}
	}
	if m := epoch.FindStringSubmatch(s); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		return believable(news.At(time.Unix(n, 0)))
	}
	d, ok := parseDay(s)
	if !ok {
		return news.Date{}
	}
	if d.Precision == news.Day {
		d = withClock(d, s, raw)
	}
	return believable(d)
}

// parseDay reads the day, at 00:00 UTC.
func parseDay(s string) (news.Date, bool) {
	if m := isoWeek.FindStringSubmatch(s); m != nil {
		return weekDay(number(m[1]), number(m[2]), max(1, number(m[3])))
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		switch {
		case m[2] == "":
			return news.Date{Time: time.Date(number(m[1]), 1, 1, 0, 0, 0, 0, time.UTC), Precision: news.Year}, true
		case m[3] == "":
			d, ok := day(number(m[1]), number(m[2]), 1)
			d.Precision = news.Month
			return d, ok
		}
		return day(number(m[1]), number(m[2]), number(m[3]))
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		return day(number(m[1]), number(m[2]), number(m[3]))
	}
	if m := european.FindStringSubmatch(s); m != nil {
		return day(number(m[3]), number(m[2]), number(m[1]))
	}
	if m := slashed.FindStringSubmatch(s); m != nil {
		a, b := number(m[1]), number(m[2])
		if a > 12 || a == b {
			return day(number(m[3]), b, a)
		}
		if c := clock.FindStringSubmatch(s); b > 12 || c != nil && c[4] != "" {
			return day(number(m[3]), a, b) // American, as their a.m. and p.m.
		}
		return news.Date{}, false
	}
	if m := short.FindStringSubmatch(s); m != nil {
		return day(century(number(m[1])), number(m[2]), number(m[3]))
	}
	return namedDay(s)
}

// namedDay reads a day whose month is a word: "Mon, 2 Jan 2006", "January 2, 2006 3:04 PM",
// "lundi 2 janvier 2006", "Mon Jan 2 15:04:05 2006".
func namedDay(s string) (news.Date, bool) {
	if loc := clock.FindStringIndex(s); loc != nil {
		rest := s[loc[1]:]
		if z := offset.FindStringIndex(strings.TrimSpace(rest)); z != nil {
			rest = strings.TrimSpace(rest)[z[1]:]
		}
		s = s[:loc[0]] + " " + rest
	}
	var month, dayOfMonth, year, names int
	for _, w := range words.FindAllString(s, 12) {
		if m := months[w]; m != 0 {
			if names++; names == 1 || w != "mar" { // "mar. 2 janv.": mardi, not March
				month = m
			}
			continue
		}
		n, err := strconv.Atoi(w)
		switch {
		case err != nil:
		case len(w) == 4 && year == 0:
			year = n
		case len(w) <= 2 && dayOfMonth == 0:
			dayOfMonth = n
		case len(w) == 2 && year == 0:
			year = century(n)
		}
	}
	if month == 0 || year == 0 {
		return news.Date{}, false
	}
	if dayOfMonth == 0 {
		d, ok := day(year, month, 1)
		d.Precision = news.Month
		return d, ok
	}
	return day(year, month, dayOfMonth)
}

// withClock adds the time of day, if s has one that makes sense.
func withClock(d news.Date, s, raw string) news.Date {
	var h, m, sec int
	d.Precision = news.Day
	precision := news.Second
	rest := ""
	if c := compact.FindStringSubmatch(s); c != nil && c[4] != "" {
		h, m, sec = number(c[4]), number(c[5]), number(c[6])
		rest = s[len(c[0]):]
	} else {
		loc := clock.FindStringSubmatchIndex(s)
		if loc == nil {
			return d
		}
		c := clock.FindStringSubmatch(s)
		h, m, sec = number(c[1]), number(c[2]), number(c[3])
		if c[3] == "" {
			precision = news.Minute
		}
		if c[4] == "p" && h < 12 {
			h += 12
		} else if c[4] == "a" && h == 12 {
			h = 0
		}
		rest = s[loc[1]:]
	}
	east, known := zone(strings.TrimSpace(rest), raw, d.Time)
	// 24:00:00 and a leap second's :60 are the beginning of the next day and minute.
	if h > 24 || h == 24 && m+sec > 0 || m > 59 || sec > 60 || !known {
		return d
	}
	t := d.Time.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(sec)*time.Second - east)
	return news.Date{Time: t.UTC(), Precision: precision}
}

// zone reads how far east of UTC the zone is that rest begins with. No zone is UTC.
func zone(rest, raw string, at time.Time) (east time.Duration, known bool) {
	rest = strings.TrimPrefix(rest, ":")
	if m := offset.FindStringSubmatch(rest); m != nil {
		h, min := number(m[3]), number(m[4])
		if m[4] == "" && len(m[3]) > 2 || h > 14 || min > 59 {
			return 0, false
		}
		east = time.Duration(h)*time.Hour + time.Duration(min)*time.Minute
		if m[2] == "-" {
			east = -east
		}
		return east, true
	}
	if i := strings.LastIndexByte(raw, '/'); i > 0 {
		if m := zoneArea.FindString(strings.TrimLeft(raw[max(0, strings.LastIndexAny(raw[:i], " [")):], " ([")); m != "" {
			if l, err := time.LoadLocation(m); err == nil {
				_, seconds := at.In(l).Zone()
				return time.Duration(seconds) * time.Second, true
			}
			return 0, false
		}
	}
	if m := zoneName.FindStringSubmatch(rest); m != nil {
		// A word that is no zone is one only if it looks like it: "XYZT", not "Uhr".
		east, known = zones[m[1]]
		return east, known || !strings.Contains(raw, strings.ToUpper(m[1])) || months[m[1]] != 0
	}
	return 0, true
}

// believable forgets dates before the first news feeds could tell of. Those in the future
// need a clock to be doubted: Document.doubt.
func believable(d news.Date) news.Date {
	if y := d.Time.Year(); y < 1990 || y > 9998 {
		return news.Date{}
	}
	return d
}

// doubt forgets the dates that lie more than a day after now.
func (d *Document) doubt(now time.Time) {
	limit := now.Add(24 * time.Hour)
	for i := range d.Items {
		it := &d.Items[i]
		if it.Published.Time.After(limit) {
			it.Published = news.Date{}
		}
		if it.Updated.Time.After(limit) {
			it.Updated = news.Date{}
		}
	}
}

func day(y, m, d int) (news.Date, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return news.Date{}, false
	}
	return news.Date{Time: t, Precision: news.Day}, true
}

// weekDay is a day of an ISO 8601 week: week 1 holds January 4.
func weekDay(year, week, weekday int) (news.Date, bool) {
	if week < 1 || week > 53 {
		return news.Date{}, false
	}
	jan4 := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := jan4.AddDate(0, 0, -(int(jan4.Weekday())+6)%7)
	return news.Date{Time: monday.AddDate(0, 0, (week-1)*7+weekday-1), Precision: news.Day}, true
}

func century(yy int) int {
	if yy >= 70 {
		return 1900 + yy
	}
	return 2000 + yy
}

// number reads digits; "" is 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func parseMonths(text string) map[string]int {
	names := map[string]int{}
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			for _, name := range f[1:] {
				names[name] = number(f[0])
			}
		}
	}
	return names
}

func parseZones(text string) map[string]time.Duration {
	table := map[string]time.Duration{}
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) == 2 && f[0] != "#" {
			east := time.Duration(number(f[1][1:3]))*time.Hour + time.Duration(number(f[1][3:5]))*time.Minute
			if f[1][0] == '-' {
				east = -east
			}
			table[f[0]] = east
		}
	}
	return table
}
