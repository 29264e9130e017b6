package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/incident"
)

// writeFrequencies counts in how many texts of the background a term occurs, and writes
// the table that the incident room embeds. Terms of one text alone are as good as unknown
// and left out. It reports whether the table is another one than before.
func writeFrequencies(dir, file string) (changed bool, err error) {
	counts, texts := map[string]int{}, 0
	for _, name := range []string{"cyber-background.jsonl", "fulltext/replay.jsonl"} {
		stories, err := labelledStories(filepath.Join(dir, name))
		if err != nil {
			return false, err
		}
		for _, s := range stories {
			texts++
			for _, t := range incident.Terms(s.Story) {
				counts[t]++
			}
		}
	}
	var b strings.Builder
	fmt.Fprintln(&b, texts)
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		if counts[word] > 1 {
			fmt.Fprintln(&b, word, counts[word])
		}
	}
	if old, err := os.ReadFile(file); err == nil && string(old) == b.String() {
		return false, nil
	}
	return true, os.WriteFile(file, []byte(b.String()), 0o644)
}
