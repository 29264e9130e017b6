package store

import (
	"strings"
	"testing"
)

// What is too long a whole for the index is found by its parts, as they stand.
func TestLongAddressesAreFound(t *testing.T) {
	s := open(t)
	const address = "files.evil-domain.example/updates/2024/march/installers/setup.php?session=12"
	appendAll(t, s,
		entry(write("https://x.example/near", "a", day, "Near", "Look at setup.php of evil-domain.example files, updates of 2024 in march, installers with a session, 12.")),
		entry(write("https://x.example/there", "a", day.AddDate(0, 0, 1), "There", "They took it from hxxp://"+address+" on Friday.")),
	)
	if len(address) <= longestTerm {
		t.Fatal("the address is short")
	}
	for _, c := range []struct{ text, want string }{
		{address, "there"},
		{"https://" + address, "there"},
		{"HTTPS://" + strings.ToUpper(address) + " friday", "there"},
		{`"` + address + `"`, "there"},
		{"-" + address, "near"},
		{strings.Replace(address, "march", "april", 1), ""},
	} {
		if got := names(t, s, Query{Text: c.text}, "stories"); got != c.want {
			t.Errorf("%s finds %q, want %q", c.text, got, c.want)
		}
	}
}

// What begins with a word without its ending is found while the ending is typed.
func TestEveryBeginningFindsItsWord(t *testing.T) {
	for _, word := range []string{"hacking", "stopped", "accused", "agencies", "exchanges", "accesses", "buildings", "servers", "grille", "says", "controlling", "apt-29's", "überfälle"} {
		terms := termsOf(map[byte][]string{anyField: {word}})
		letters := []rune(word)
		for n := 1; n <= len(letters); n++ {
			text := string(letters[:n]) + "*"
			e, err := parseText(text, nil)
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			r := reading{terms: terms}
			if !r.matches(e) && !strings.Contains(text, "'") {
				t.Errorf("%s does not find %s", text, word)
			}
		}
	}
}
