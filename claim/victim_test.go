package claim

import (
	"cmp"
	"strings"
	"testing"

	"ascribe/actor"
)

// TestVictims holds whom an operation was against to a table of statements.
func TestVictims(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/victims.txt", func(t *testing.T, text, want string) {
		if c := firstClaim(t, cat, text); cmp.Or(c.Victim, "-") != strings.TrimSpace(want) {
			t.Errorf("%s\n%s by %q: victim %q, want %s", text, c.Stance, c.Accuser.Name, c.Victim, want)
		}
	})
}
