package fetcher

import (
	"slices"
	"testing"
	"time"
)

func TestWishes(t *testing.T) {
	t.Parallel()
	doc, _, err := ParseFeed([]byte(`<rss version="2.0"><channel><title>T</title><ttl>90</ttl>
	<skipHours><hour>0</hour><hour>24</hour><hour> 7 </hour><hour>25</hour><hour>x</hour></skipHours>
	<skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays>
	<item><title>A</title></item></channel></rss>`), "", "https://a.example/feed")
	if err != nil {
		t.Fatal(err)
	}
	if doc.TTL != 90*time.Minute || !slices.Equal(doc.SkipHours, []int{0, 7}) || !slices.Equal(doc.SkipDays, []time.Weekday{time.Sunday, time.Saturday}) {
		t.Errorf("%v %v %v", doc.TTL, doc.SkipHours, doc.SkipDays)
	}
}

func TestAfterSkipped(t *testing.T) {
	t.Parallel()
	at := func(s string) time.Time {
		u, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	weekend := []time.Weekday{time.Saturday, time.Sunday}
	for _, tc := range []struct {
		from  string
		hours []int
		days  []time.Weekday
		want  string
	}{
		{"2026-03-05 12:30", nil, nil, "2026-03-05 12:30"},
		{"2026-03-05 12:30", []int{12, 13, 15}, nil, "2026-03-05 14:00"},
		{"2026-03-05 23:30", []int{23, 0}, nil, "2026-03-06 01:00"},
		{"2026-03-07 10:00", nil, weekend, "2026-03-09 00:00"}, // a Saturday
		{"2026-03-07 10:00", []int{0, 1}, weekend, "2026-03-09 02:00"},
		{"2026-03-06 23:10", []int{23}, weekend, "2026-03-09 00:00"},
		{"2026-03-05 12:30", []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}, nil, "2026-03-05 12:30"},
	} {
		if got := AfterSkipped(at(tc.from), tc.hours, tc.days); !got.Equal(at(tc.want)) {
			t.Errorf("%s without %v %v: %s, want %s", tc.from, tc.hours, tc.days, got.Format(time.DateTime), tc.want)
		}
	}
}

func TestAdaptive(t *testing.T) {
	t.Parallel()
	p := Plan{Feed: "f", Every: Adaptive}
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ gap, silent, want time.Duration }{
		{0, 0, time.Hour},
		{time.Hour, time.Minute, 30 * time.Minute},
		{time.Minute, 0, 10 * time.Minute},
		{time.Hour, 8 * time.Hour, 2 * time.Hour},
		{100 * time.Hour, 0, 24 * time.Hour},
		{time.Hour, 1000 * time.Hour, 24 * time.Hour},
	} {
		if got := p.Adapt(tc.gap, tc.silent).Every; time.Duration(got) != tc.want {
			t.Errorf("an item every %s, none for %s: a visit every %s, want %s", tc.gap, tc.silent, got, tc.want)
		}
	}
	if got := (Plan{Every: minEvery}).Adapt(time.Hour, 0).Every; got != minEvery {
		t.Errorf("a plan with a time was changed to %s", got)
	}
	var d Duration
	if err := d.UnmarshalText([]byte("adaptive")); err != nil || d != Adaptive || d.String() != "adaptive" {
		t.Errorf("%v %v", d, err)
	}
}
