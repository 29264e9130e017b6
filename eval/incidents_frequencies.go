package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"ascribe/incident"
)

// writeFrequencies counts in how many texts of the background a term occurs, and writes
// the table that the incident room embeds. Terms of one text
// alone are as good as unknown and left out.
func writeFrequencies(dir, file string) error {
	dir, err := incidentBench(dir)
	if err != nil {
		return err
	}
	counts, texts := map[string]int{}, 0
	for _, name := range []string{"cyber-background.jsonl", "fulltext/replay.jsonl"} {
		stories, err := labelledStories(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		for _, s := range stories {
			texts++
			for _, t := range incident.Terms(s.Story) {
				counts[t]++
			}
		}
	}
	var words []string
	for w, n := range counts {
		if n >= 2 {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, texts)
	for _, word := range words {
		fmt.Fprintln(w, word, counts[word])
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
