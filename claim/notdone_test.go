package claim

import (
	"slices"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestNotDone asks which accusations are weighed at all: what is left out for what the words around it say must not
// hang on the weights.
func TestNotDone(t *testing.T) {
	cat := actor.Load()
	for _, tt := range []struct {
		predicate, text string
		weighed         bool
	}{
		{"launch", "The LockBit gang will attack hospitals.", false},
		{"launch", "The LockBit gang would have attacked hospitals.", true},
		{"by-hit", "The president will answer if the grid was hit by Russian hackers.", false},
		{"by-hit", "The president said the grid was hit by Russian hackers.", true},
		{"by-hit", "The decrypter opens files locked by the BlackMatter gang.", false},
		{"by-hit", "The filter is used by Bahrain to manage traffic.", false},
		{"by-hit", "The spyware is used by Bahrain to hack dissidents.", true},
		{"responsible", "The analyst said that Sweden is the one everyone knows of after the hack.", false},
		{"responsible", "Britain said that the GRU is the agency responsible for the cyberattack on the port.", true},
		{"marks", "The leak of the Conti group's playbook shows a reliance on old tools.", false},
		{"marks", "The break-in follows the Conti group's playbook.", true},
		{"by-out", "Growth in cloud sales would be led by China.", false},
		{"by-out", "The attack was led by China.", true},
	} {
		found := slices.ContainsFunc(Trace(story("", tt.text), news.Outlet{}, cat), func(c Candidate) bool {
			return strings.HasPrefix(c.Predicate, tt.predicate+" ")
		})
		if found != tt.weighed {
			t.Errorf("%q weighed as %s: %t", tt.text, tt.predicate, found)
		}
	}
}

// A firm that tells of its own finding accuses others, whatever its pronouns may be taken for.
func TestNobodyAccusesThemselves(t *testing.T) {
	cat := actor.Load()
	firm := news.Outlet{Voice: "Calder Security", Kind: news.Vendor}
	text := "Chinese hackers broke into telecom companies. We attribute this campaign to a group that we have tracked for years."
	claims := Read(story("", text), firm, cat).Claims
	if len(claims) == 0 {
		t.Error("no claim is read")
	}
	for _, c := range claims {
		if c.Stance == news.Accuses && c.Accuser.Key() == c.Accused.Key() {
			t.Errorf("%s accuses itself: %q", c.Accuser.Name, c.Quote)
		}
	}
}
