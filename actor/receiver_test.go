package actor

import (
	"os"
	"strings"
	"testing"

	"ascribe/news"
)

// TestReceivers holds the look-up to a table of phrases.
func TestReceivers(t *testing.T) {
	c := Load()
	text, err := os.ReadFile("testdata/receivers.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			t.Fatalf("not three cells: %q", line)
		}
		r := c.Receiver(f[0])
		if got := r.Country + " " + r.Sector; got != strings.TrimSpace(f[1])+" "+strings.TrimSpace(f[2]) {
			t.Errorf("%q is %q, want %q %q", f[0], got, f[1], f[2])
		}
	}
}

// TestReceiverTables wants every sector known, every country a country, every name once.
func TestReceiverTables(t *testing.T) {
	c := Load()
	named, err := rows(tables, "receivers.tsv", 3)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range named {
		if _, ok := c.Country(row[1]); row[1] != "" && !ok {
			t.Errorf("%s: %q is no country", row[0], row[1])
		}
		if row[2] != "" && news.SectorCategory(row[2]) == "" {
			t.Errorf("%s: %q is no sector", row[0], row[2])
		}
		for _, name := range list(row[0]) {
			if seen[name] {
				t.Errorf("%s stands twice", name)
			}
			seen[name] = true
			if n := len(phraseWords(name)); n == 0 || n > longestNoun {
				t.Errorf("%s has %d words", name, n)
			}
			if r := c.Receiver(name); r.Country != row[1] {
				t.Errorf("%s is of %q, want %q", name, r.Country, row[1])
			}
		}
	}
	for words, sector := range receivers().nouns {
		if sector != firmSector && sector != systemSector && news.SectorCategory(sector) == "" {
			t.Errorf("%q is no sector", sector)
		}
		if words != strings.ToLower(words) || strings.Count(words, " ") >= longestNoun {
			t.Errorf("%s: %q can't be found", sector, words)
		}
	}
	for class, sector := range sectorOf {
		if sector != "" && news.SectorCategory(sector) == "" {
			t.Errorf("class %s: %q is no sector", class, sector)
		}
	}
}

func FuzzReceiver(f *testing.F) {
	for _, s := range []string{"hospitals in Ireland", "'s", "’", ", and of", "the \xff\xfe bank", "a,b,,c"} {
		f.Add(s)
	}
	c := Load()
	f.Fuzz(func(t *testing.T, s string) {
		if r := c.Receiver(s); r.Sector != "" && news.SectorCategory(r.Sector) == "" {
			t.Errorf("%q is %+v", s, r)
		}
	})
}
