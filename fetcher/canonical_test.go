package fetcher

import (
	"os"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	text, err := os.ReadFile("testdata/canonical.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		raw, want, ok := strings.Cut(line, "|")
		if !ok || raw[0] == '#' {
			continue
		}
		n++
		raw, want = strings.TrimSpace(raw), strings.TrimSpace(want)
		got, err := Canonical(raw)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: got %q, %v, want %q", raw, got, err, want)
		}
		if again, err := Canonical(got); got != "" && (again != got || err != nil) {
			t.Errorf("%s: the form of the form is %q, %v", raw, again, err)
		}
	}
	if n < 30 {
		t.Errorf("%d lines", n)
	}
}

// FuzzCanonical: a form is its own form, and leads nowhere else.
func FuzzCanonical(f *testing.F) {
	f.Add("http://News.Example:80/a/../b/amp?utm_source=x&b=%7e#c")
	f.Add("https://bücher.example/%2e%2e/;jsessionid=1")
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := Canonical(raw)
		if err != nil {
			return
		}
		if again, err := Canonical(got); err != nil || again != got {
			t.Errorf("%q: %q, then %q, %v", raw, got, again, err)
		}
	})
}
