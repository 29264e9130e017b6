package claim

import (
	"testing"

	"ascribe/actor"
)

func TestHint(t *testing.T) {
	for name, tc := range map[string]struct {
		title, summary string
		want           bool
	}{
		"says it":             {"Hackers empty the accounts of a bank", "", true},
		"says it below":       {"Ministry closes for a day", "Its servers were wiped, a spokesman said.", true},
		"a name alone":        {"What we know of Sandworm", "", true},
		"an accusation":       {"Allies blame Russia for attack on grid", "", true},
		"something else":      {"Sourdough for beginners", "Flour, water and patience.", false},
		"nothing to read":     {"", "", false},
		"politics, no deed":   {"China and Russia sign a treaty on trade", "", false},
		"long, and elsewhere": {"Cup final", "The home side won by two goals to one before a full stadium.", false},
	} {
		if got := Hint(tc.title, tc.summary, actor.Load()); got.In != tc.want {
			t.Errorf("%s: %+v, want %v", name, got, tc.want)
		}
	}
}
