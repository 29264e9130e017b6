package claim

import (
	"strings"
	"testing"
	"time"

	"ascribe/actor"
	"ascribe/news"
)

// TestAbout holds what the last claim of a story is about to a table of stories: "title | text".
func TestAbout(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/about.txt", func(t *testing.T, text, want string) {
		title, body, _ := strings.Cut(text, " | ")
		s := story(title, body)
		s.Published = news.Date{Time: time.Date(2025, 6, 10, 0, 0, 0, 0, time.UTC), Precision: news.Day}
		cs := Read(s, news.Outlet{}, cat).Claims
		if len(cs) == 0 {
			t.Fatal("no claim was read")
		}
		if c := cs[len(cs)-1]; string(c.About) != strings.TrimSpace(want) {
			t.Errorf("%s: victim %q, %s, want %s", c.Quote, c.Victim, c.About, want)
		}
	})
}
