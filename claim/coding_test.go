package claim

import (
	"cmp"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestCoding holds the coding of claims to a table of statements.
func TestCoding(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/coding.txt", func(t *testing.T, text, want string) {
		c := firstClaim(t, cat, text)
		got := strings.Join([]string{string(c.Level), string(c.Basis), string(c.Type), cmp.Or(c.VictimCountry, "-"), cmp.Or(c.VictimSector, "-")}, " ")
		if got != strings.TrimSpace(want) {
			t.Errorf("%s said by %s %q, victim %q: %s, want %s", text, c.Accuser.Kind, c.Accuser.Name, c.Victim, got, want)
		}
	})
}

// TestInitiator holds the coding of the accused to a table of statements.
func TestInitiator(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/initiator.txt", func(t *testing.T, text, want string) {
		c := firstClaim(t, cat, text)
		if got := string(c.Initiator) + " " + cmp.Or(string(c.InitiatorSort), "-"); got != strings.TrimSpace(want) {
			t.Errorf("%s\naccused %s %q, %s: %s, want %s", text, c.Accused.Kind, c.Accused.Name, c.Relation, got, want)
		}
	})
}

func firstClaim(t *testing.T, cat *actor.Catalogue, text string) news.Claim {
	t.Helper()
	cs := Read(story("", text), news.Outlet{}, cat).Claims
	if len(cs) == 0 {
		t.Fatal("no claim was read")
	}
	return cs[0]
}
