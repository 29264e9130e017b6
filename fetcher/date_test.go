package fetcher

import (
	"os"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

func TestDates(t *testing.T) {
	text, err := os.ReadFile("testdata/dates.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		raw, want, ok := strings.Cut(line, "|")
		if !ok || raw[0] == '#' {
			continue
		}
		n++
		if got := parseDate(raw).String(); got != strings.TrimSpace(want) {
			t.Errorf("%s: got %q, want %q", strings.TrimSpace(raw), got, strings.TrimSpace(want))
		}
	}
	if n < 50 {
		t.Errorf("%d lines", n)
	}
}

func TestTomorrowIsDoubted(t *testing.T) {
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	at := func(d time.Duration) news.Date { return news.At(now.Add(d)) }
	doc := Document{Items: []Item{{Published: at(23 * time.Hour), Updated: at(25 * time.Hour)}, {Published: at(9000 * time.Hour)}}}
	doc.doubt(now)
	if i := doc.Items[0]; !i.Published.Known() || i.Updated.Known() || doc.Items[1].Published.Known() {
		t.Errorf("%+v", doc.Items)
	}
}
