package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

// Passages that writers who did not know the reader invented and annotated by the guideline, in
// many hands and styles: a line each, in the form of the gold.
//
//go:embed testdata/invented.jsonl
var inventedText string

// invented reports whether the passage is one of invented.jsonl.
func (p passage) invented() bool { return p.file == "invented" }

// readInvented reads the invented passages.
func readInvented() ([]passage, error) {
	var out []passage
	n := 0
	for line := range strings.Lines(inventedText) {
		n++
		p := passage{file: "invented"}
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			return nil, fmt.Errorf("invented.jsonl:%d: %w", n, err)
		}
		out = append(out, p)
	}
	return out, nil
}
