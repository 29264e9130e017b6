package claim

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"ascribe/actor"
	"ascribe/news"
)

// TestLikelihoods reads how sure the first claim of every statement of testdata/likelihood.txt is.
func TestLikelihoods(t *testing.T) {
	cat := actor.Load()
	statements(t, "testdata/likelihood.txt", func(t *testing.T, text, want string) {
		c := firstClaim(t, cat, text)
		on := "-"
		if l := c.Likelihood; l != nil {
			on = fmt.Sprintf("%s %s %d-%d", l.Scale, l.Term, l.Low, l.High)
		}
		got := strings.Join([]string{cmp.Or(c.Hedge, "-"), on, cmp.Or(string(c.Confidence), "-")}, " / ")
		if got != strings.TrimSpace(want) {
			t.Errorf("%s\nsaid by %s %q of %s: %s, want %s", text, c.Accuser.Kind, c.Accuser.Name, c.Accuser.Country, got, want)
		}
	})
}

// TestYardsticks holds each scale to its own order: no two terms for one word, and no range that reaches
// into one of a likelier term by more than its edge.
func TestYardsticks(t *testing.T) {
	for _, y := range []yardstick{phia, icd203, neutral} {
		of := map[string]string{}
		for i, b := range y.bands {
			if b.low >= b.high || b.low < 0 || b.high > 100 {
				t.Errorf("%s: %s is %d to %d", y.name, b.term, b.low, b.high)
			}
			if i > 0 && b.high > y.bands[i-1].low && b.high != y.bands[i-1].high {
				t.Errorf("%s: %s reaches into %s", y.name, b.term, y.bands[i-1].term)
			}
			for _, w := range b.words {
				if of[w] != "" {
					t.Errorf("%s: %q is %s and %s", y.name, w, of[w], b.term)
				}
				of[w] = b.term
				if l := y.read(news.Normalize(w)); l == nil || l.Term != b.term {
					t.Errorf("%s: %q is read as %v", y.name, w, l)
				}
			}
		}
	}
}
