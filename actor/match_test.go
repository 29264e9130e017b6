package actor

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// table reads a file of testdata: cells between tabs, "#" before comments.
func table(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s is empty", file)
	}
	return out
}

func TestMatch(t *testing.T) {
	c := Load()
	kinds := []string{Name: "name", Demonym: "demonym", Capital: "capital", Metonym: "metonym", Acronym: "acronym"}
	for _, row := range table(t, "match.txt") {
		hit, ok := c.Match(strings.Fields(row[0]))
		got := "-"
		if ok {
			what := kinds[hit.Kind]
			if hit.Ambiguous {
				what += " ambiguous"
			}
			if hit.Common {
				what += " common"
			}
			got = fmt.Sprintf("%d\t%s\t%s", hit.Words, what, strings.Join(hit.IDs, " "))
		}
		if want := strings.Join(row[1:], "\t"); got != want {
			t.Errorf("Match(%s)\n got %s\nwant %s", row[0], got, want)
		}
	}
}

func TestMatchOfNothing(t *testing.T) {
	c := Load()
	for _, words := range [][]string{nil, {}, {""}, {"", "China"}, {strings.Repeat("x", 5000)}, {"\xff\xfe"}, {"APT", ""}, {"İİİİİİİİİİİİİİİİİİİİİİİİ"}} {
		if hit, ok := c.Match(words); ok {
			t.Errorf("Match(%.20q) = %v", words, hit)
		}
	}
}

func TestMatchAllocatesNothing(t *testing.T) {
	c := Load()
	words := strings.Fields("The NCSC blamed Fancy Bear , APT 40 and the GRU 's Unit 26165 for an attack on the Élysée in Paris")
	if n := testing.AllocsPerRun(100, func() {
		for i := range words {
			c.Match(words[i:])
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzMatch holds Match to its promise: it takes words that are there, and never fails.
func FuzzMatch(f *testing.F) {
	c := Load()
	for _, seed := range []string{"Fancy Bear", "U.S. officials", "APT - 28", "Lapsus $", "\xff", "Foreign , Commonwealth"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Split(text, " ")
		hit, ok := c.Match(words)
		if ok != (len(hit.IDs) > 0) || hit.Words > len(words) || ok && hit.Words < 1 || hit.Ambiguous != (len(hit.IDs) > 1) {
			t.Errorf("Match(%q) = %v, %v", words, hit, ok)
		}
	})
}

// TestSpelt reads names of groups that are spelt otherwise, and no others.
func TestSpelt(t *testing.T) {
	c := Load()
	for word, want := range map[string]string{
		"Nobellium": "actor:apt29", "Kasablanca": "actor:kasablanka", "Gammaredon": "actor:gamaredon", "Gamaredón": "", "Tehran": "", "Ministry": "",
	} {
		h, ok := c.Spelt(word)
		if got := strings.Join(h.IDs, " "); got != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", word, got, want)
		}
		if ok && !h.Common {
			t.Errorf("%s needs no cue", word)
		}
	}
}
