package claim

import (
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestUnheard drops denials of what a long story does not tell, and keeps those of an attack or of what somebody accuses.
func TestUnheard(t *testing.T) {
	const told = "The dairy was hacked in May. "
	filler := strings.Repeat("The pumps stood still for hours while engineers looked at the valves and read the manuals. ", 20)
	for _, c := range []struct {
		text   string
		denied bool
	}{
		{told + filler + "Norway denied that the pumps were late.", false},
		{told + "Norway denied that the pumps were late.", true}, // of a short text nobody can tell
		{told + filler + "Norway denied that it was behind the attack.", true},
		{"Sweden accused Norway of hacking the dairy. " + filler + "Norway denied it.", true},
	} {
		denied := false
		for _, c := range Read(story("", c.text), news.Outlet{}, actor.Load()).Claims {
			denied = denied || c.Stance == news.Denies
		}
		if denied != c.denied {
			t.Errorf("denial read %v, want %v: …%s", denied, c.denied, c.text[max(0, len(c.text)-60):])
		}
	}
}
