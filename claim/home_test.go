package claim

import (
	"cmp"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestHomes reads the statements of testdata/homes.txt.
func TestHomes(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/homes.txt", func(t *testing.T, text, want string) {
		claims := Read(story("", text), news.Outlet{}, cat).Claims
		if len(claims) == 0 {
			t.Fatal("no claim")
		}
		c := claims[0]
		if got := cmp.Or(c.Accuser.Country, "-") + " " + cmp.Or(c.Accused.Country, "-"); got != want {
			t.Errorf("%s -> %s: %s, want %s", label(c.Accuser), label(c.Accused), got, want)
		}
	})
}
