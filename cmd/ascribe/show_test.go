package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// An incident is shown with all of its claims, however many.
func TestShowAllClaims(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "schedule: off\noutlets:\n  - {id: paper, name: The Paper, kind: newspaper, country: GB, home: \"https://paper.example\"}\n")
	var paragraphs []string
	for who := range strings.SplitSeq("The United Kingdom|Germany|France|Poland|Norway|Estonia|Latvia|Canada|Australia|Japan|Microsoft|Mandiant|CrowdStrike|ESET|Kaspersky|The FBI|The NSA|CISA", "|") {
		paragraphs = append(paragraphs, who+" said that Volt Typhoon, a hacking group of China, was behind the cyber attack on the Harbour Authority of Klow.")
	}
	w.serving()
	for i := range 32 {
		text := strings.Join(append(paragraphs, fmt.Sprintf("It is report %d of it.", i)), "\n\n")
		title := fmt.Sprintf("Volt Typhoon blamed for cyber attack on the Harbour Authority, %d", i)
		if code, _, errs := w.with(text, "add", fmt.Sprintf("https://paper.example/%d", i), "--text", "-", "--title", title, "--published", "2024-03-02"); code != exitOK {
			t.Fatalf("exit %d %s", code, errs)
		}
	}
	var list struct {
		Items []struct {
			ID     string `json:"id"`
			Claims int    `json:"claims"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(w.must("incidents", "--where", "sort=size")), &list); err != nil {
		t.Fatal(err)
	}
	if list.Items[0].Claims <= 500 {
		t.Fatalf("the incident has %d claims only", list.Items[0].Claims)
	}
	if n := strings.Count(w.must("show", list.Items[0].ID, "--table"), ", c-"); n != list.Items[0].Claims {
		t.Errorf("%d claims are shown, of %d", n, list.Items[0].Claims)
	}
}

// On a terminal an incident is shown with its standing, its notes and their levels.
func TestShowStandingAndNotes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "schedule: off\noutlets:\n  - {id: paper, name: The Paper, kind: newspaper, country: GB, home: \"https://paper.example\"}\n")
	w.serving()
	text := "The Harbour Authority of Klow was hit by a cyber attack.\n\nThe United Kingdom said it was highly likely that Russia was behind the cyber attack on the Harbour Authority of Klow.\n\n" +
		"Russia denied that it was behind the cyber attack.\n\nMicrosoft declined to say who was behind the cyber attack."
	if code, _, errs := w.with(text, "add", "https://paper.example/1", "--text", "-", "--title", "Harbour of Klow hit by cyber attack", "--published", "2024-03-02"); code != exitOK {
		t.Fatalf("exit %d %s", code, errs)
	}
	var list struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(w.must("incidents")), &list); err != nil {
		t.Fatal(err)
	}
	shown := w.must("show", list.Items[0].ID, "--table")
	for _, want := range []string{"\nSTANDING\n", "  Russia: accused by United Kingdom (government, “highly likely” (PHIA 80–90 %); 1 independent text); denied by Russia\n", "  nobody named: left open by Microsoft\n", ", 1 story, "} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
	if lines := w.must("incidents", "--table"); !strings.Contains(lines, "nobody named; left open by 1") {
		t.Errorf("nobody is named unknown:\n%s", lines)
	}
}
