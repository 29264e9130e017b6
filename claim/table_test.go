package claim

import (
	"slices"
	"testing"

	"ascribe/news"
)

// TestPredicates holds the table to its vocabulary.
func TestPredicates(t *testing.T) {
	frames := []string{"obj", "to", "tie", "pair", "by", "left", "self", "own", "open", "doubt", "act", "over", "after"}
	table := predicates()
	rows, patterns := map[*predicate]bool{}, map[*pattern]bool{}
	for _, ps := range append(slices.Collect(values(table.byWord)), table.byClass) {
		for _, p := range ps {
			rows[p.of], patterns[p] = true, true
		}
	}
	for p := range rows {
		if !p.relation.Valid() || !p.stance.Valid() || !slices.Contains(frames, p.frame) || len(p.strength) != 1 {
			t.Errorf("%s: frame %q, relation %q, stance %q, strength %q", p.name, p.frame, p.relation, p.stance, p.strength)
		}
	}
	if len(patterns) < 120 {
		t.Errorf("%d patterns, want at least 120", len(patterns))
	}
}

func values(m map[string][]*pattern) func(func([]*pattern) bool) {
	return func(yield func([]*pattern) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

func TestSentences(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []string
	}{
		{"The U.S. Department of Justice sued. It won.", []string{"The U.S. Department of Justice sued.", "It won."}},
		{"Mr. Lee said so. “It was APT28.” He left.", []string{"Mr. Lee said so.", "“It was APT28.”", "He left."}},
		{"Headline without a stop\n\nText follows here.", []string{"Headline without a stop", "Text follows here."}},
		{"* One thing. * Another thing.", []string{"One thing.", "Another thing."}},
		{"Losses of $1.5 million hit VoIP.ms in May.", []string{"Losses of $1.5 million hit VoIP.ms in May."}},
	} {
		var got []string
		for _, s := range newPart(news.InText, tc.text).sentences {
			got = append(got, s.text())
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q\n got %q\nwant %q", tc.text, got, tc.want)
		}
	}
}

func TestTokens(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []string
	}{
		{"China’s MSS didn’t", []string{"China", "’s", "MSS", "didn’t"}},
		{"U.S. officials", []string{"U.S.", "officials"}},
		{"Russia-linked APT29/Nobelium", []string{"Russia-linked", "APT29", "/", "Nobelium"}},
	} {
		var got []string
		for _, tok := range tokenize(nil, tc.text) {
			got = append(got, tok.word)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q: %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestInflect(t *testing.T) {
	for verb, want := range map[string][]string{
		"accuse": {"accuse", "accuses", "accused", "accusing"},
		"deny":   {"deny", "denies", "denied", "denying"},
		"pin":    {"pin", "pins", "pinned", "pinning"},
		"tie":    {"tie", "ties", "tied", "tying"},
	} {
		if got := inflect(verb); !slices.Equal(got, want) {
			t.Errorf("%s: %q", verb, got)
		}
	}
}
