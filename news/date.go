package news

import (
	"fmt"
	"time"
)

// A Date is a moment as exactly as a source gives it. A source that says "in March 2021"
// has Precision Month and Time 2021-03-01T00:00:00Z; nobody reads a first of January
// into it. The zero Date is unknown.
type Date struct {
	Time      time.Time `json:"time,omitzero"` // UTC, the start of the period
	Precision Precision `json:"precision,omitempty"`
}

// A Precision is the length of the period that a Date stands for.
type Precision string

// The precisions, "" being unknown.
const (
	Second Precision = "second"
	Minute Precision = "minute"
	Day    Precision = "day"
	Month  Precision = "month"
	Year   Precision = "year"
)

// At is the moment t, known to the second.
func At(t time.Time) Date { return Date{t.UTC().Truncate(time.Second), Second} }

// Known reports whether d says anything.
func (d Date) Known() bool { return d.Precision != "" && !d.Time.IsZero() }

// String writes as much of the date as is known, as in RFC 3339: "2021", "2021-03",
// "2021-03-02", "2021-03-02T10:15Z", "2021-03-02T10:15:30Z", or "".
func (d Date) String() string {
	if !d.Known() {
		return ""
	}
	return d.Time.UTC().Format(d.Precision.layout())
}

// ParseDate reads what String writes.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	for _, p := range []Precision{Second, Minute, Day, Month, Year} {
		if t, err := time.Parse(p.layout(), s); err == nil {
			return Date{t.UTC(), p}, nil
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return At(t), nil
	}
	return Date{}, fmt.Errorf("%q is not a date: want 2021, 2021-03, 2021-03-02 or 2021-03-02T10:15:30Z", s)
}

func (p Precision) layout() string {
	switch p {
	case Year:
		return "2006"
	case Month:
		return "2006-01"
	case Day:
		return "2006-01-02"
	case Minute:
		return "2006-01-02T15:04Z"
	}
	return "2006-01-02T15:04:05Z"
}
