package extract

import (
	"strings"
	"testing"
)

// Where the first trees give up every block, all trees are asked.
func TestOddPage(t *testing.T) {
	leaf := func(vote int16) []Node { return []Node{{Feature: -1, Limit: vote}} }
	var m Model
	for range 8 {
		m.First.Trees = append(m.First.Trees, leaf(-40))
	}
	m.First.Trees = append(m.First.Trees, leaf(900))
	m.Second.Trees = [][]Node{leaf(500)}
	page := func(rest string) Input {
		return Input{Page: []byte(story + rest + "</main></body></html>"), URL: "https://x.example/2026/lock"}
	}
	a, err := m.Extract(page(""))
	if err != nil || !strings.Contains(a.Text(), "open mind") {
		t.Errorf("the first trees have the last word: %v, %q", err, a.Text())
	}
	// Not so on a page of very many blocks, which would take long.
	if a, _ := m.Extract(page(strings.Repeat("<p>Lock.</p>", patience))); a.Text() != "" {
		t.Errorf("a page of %d blocks is asked twice: %q", patience, a.Text())
	}
}
