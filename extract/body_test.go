package extract

import (
	"strings"
	"testing"
)

// Where the first trees give up every block, all trees are asked.
func TestOddPage(t *testing.T) {
	votes := func(all ...int16) Forest {
		var trees [][]Node
		for _, v := range all {
			trees = append(trees, []Node{{Feature: -1, Limit: v}})
		}
		f, err := NewForest(0, trees)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	m := Model{First: votes(-40, -40, -40, -40, -40, -40, -40, -40, 900), Second: votes(500)}
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
