package claim

import (
	"strings"
	"testing"
	"time"

	"ascribe/actor"
	"ascribe/news"
)

// TestDates holds when claims were made to a table of statements, each in a story of a day.
func TestDates(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/dates.txt", func(t *testing.T, text, want string) {
		told, date, _ := strings.Cut(strings.TrimSpace(want), " ")
		s := story("", text)
		if told != "-" {
			day, err := time.Parse(time.DateOnly, told)
			if err != nil {
				t.Fatal(err)
			}
			s.Published = news.Date{Time: day, Precision: news.Day}
		}
		cs := Read(s, news.Outlet{}, cat).Claims
		if len(cs) == 0 {
			t.Fatal("no claim was read")
		}
		if got := cs[0].Date.String(); got != strings.TrimSpace(date) {
			t.Errorf("%s\n%s by %q, told on %s: %q, want %q", text, cs[0].Stance, cs[0].Accuser.Name, told, got, date)
		}
	})
}
