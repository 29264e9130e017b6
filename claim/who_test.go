package claim

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"ascribe/actor"
	"ascribe/news"
)

// TestWho reads every passage of testdata/who.txt and compares who accuses, through whom, and whom.
func TestWho(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/who.txt", func(t *testing.T, text, want string) {
		var outlet news.Outlet
		var when news.Date
		for strings.HasPrefix(text, "[") {
			tag, rest, _ := strings.Cut(text[1:], "] ")
			if year, err := strconv.Atoi(tag); err == nil {
				when = news.At(time.Date(year, time.June, 1, 0, 0, 0, 0, time.UTC))
			} else {
				outlet.Country = tag
			}
			text = rest
		}
		s := story("", text)
		s.Published = when
		got := map[string]bool{}
		for _, c := range Read(s, outlet, cat).Claims {
			line := label(c.Accuser)
			if c.Speaker != "" {
				line += " (" + c.Speaker + ")"
			}
			got[line+" -> "+label(c.Accused)] = true
		}
		sameLines(t, got, want)
	})
}
