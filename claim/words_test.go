package claim

import (
	"slices"
	"strings"
	"testing"
)

// Every list of words.txt is asked for and every one that is asked for is there: wordLists panics
// otherwise. What this adds is that they can be read as they stand.
func TestWordLists(t *testing.T) {
	all := wordLists()
	for low := range all {
		if low != strings.ToLower(low) || wordOf(low).lists != *all[low] {
			t.Errorf("words.txt: %q is not in lower case, or not in the vocabulary as it stands", low)
		}
	}
	seen := map[string]bool{}
	for line := range strings.Lines(wordsText) {
		name, rest, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") || strings.HasPrefix(line, " ") {
			continue
		}
		if seen[name] {
			t.Errorf("words.txt: the list %q stands there twice", name)
		}
		seen[name] = true
		words := strings.Fields(rest)
		slices.Sort(words)
		if len(words) == 0 || len(slices.Compact(words)) < len(words) {
			t.Errorf("words.txt: the list %q is empty, or says a word twice", name)
		}
	}
}
