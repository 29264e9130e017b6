package sample

import (
	"slices"
	"strings"
	"testing"
)

func TestTruthStandsInTheStories(t *testing.T) {
	truth, err := Truth()
	if err != nil {
		t.Fatal(err)
	}
	stories, err := Stories()
	if err != nil {
		t.Fatal(err)
	}
	type version struct {
		key string
		n   int
	}
	texts := map[version]Story{}
	for _, s := range stories {
		texts[version{s.Key, s.Version}] = s
	}
	if len(truth) != len(texts) {
		t.Errorf("%d expectations for %d versions", len(truth), len(texts))
	}
	for _, e := range truth {
		s, ok := texts[version{e.Story, e.Version}]
		if !ok {
			t.Errorf("%s version %d: no such story", e.Story, e.Version)
			continue
		}
		if e.Incident == "" && len(e.Claims) > 0 {
			t.Errorf("%s is about something else and has claims", e.Story)
		}
		lines := append(strings.Split(s.Shown(), "\n"), s.Title)
		for _, c := range e.Claims {
			if !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, c.Words) }) {
				t.Errorf("%s: the reader does not see %q", e.Story, c.Words)
			}
		}
	}
}

func TestTruthUsesTheWordsOfTheGuideline(t *testing.T) {
	truth, err := Truth()
	if err != nil {
		t.Fatal(err)
	}
	stances, relations := map[string]int{}, map[string]int{}
	for _, e := range truth {
		for _, c := range e.Claims {
			stances[c.Stance]++
			relations[c.Relation]++
			if c.Accused == "" || c.About != "main" && c.About != "other" {
				t.Errorf("%s: %+v", e.Story, c)
			}
		}
	}
	for name, c := range map[string]struct {
		got  map[string]int
		want []string
	}{
		"stances":   {stances, []string{"accuses", "claims", "declines", "denies", "doubts"}},
		"relations": {relations, []string{"carried_out", "indicted", "linked_to", "same_as", "sanctioned", "sponsored_by"}},
	} {
		for _, w := range c.want {
			if c.got[w] == 0 {
				t.Errorf("%s: no claim has %q", name, w)
			}
		}
		if len(c.got) != len(c.want) {
			t.Errorf("%s: %v, want %v alone", name, c.got, c.want)
		}
	}
}

func TestBrokenTruthIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"claim without a story": "\ta | b | carried_out | accuses | main | words\n",
		"too few fields":        "x/y\n\ta | b | accuses\n",
	} {
		if _, err := parseTruth(text); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
