package store

import (
	"bytes"
	"encoding/json"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
)

// Each phrase is found where it may begin, and is one that JSON can hold.
func TestPhrases(t *testing.T) {
	p := phrases()
	// Logs are written with these numbers: what is new comes behind.
	if sum := crc32.ChecksumIEEE([]byte(strings.Join(p.all[:329], "\n"))); sum != 0xbe24732a {
		t.Errorf("the first phrases have the checksum %#x: are they those that files were written with?", sum)
	}
	sorted := slices.Sorted(slices.Values(p.all))
	if twice := len(sorted) - len(slices.Compact(sorted)); twice > 0 {
		t.Errorf("%d phrases stand there twice", twice)
	}
	if most := shortPhrases + int(' '-longPhrase)<<8; len(p.all) > most {
		t.Errorf("%d phrases, there are numbers for %d", len(p.all), most)
	}
	for n, phrase := range p.all {
		if len(phrase) < leastPhrase || strings.ContainsFunc(phrase, func(r rune) bool { return r < ' ' }) {
			t.Errorf("phrase %d: %q", n, phrase)
			continue
		}
		if got := p.shorten(nil, []byte(phrase)); !bytes.Equal(got, appendCode(nil, n)) {
			t.Errorf("phrase %d, %s, is written as %q", n, phrase, got)
		}
	}
	// In the midst of a record only what stands at a mark is looked for, or behind another phrase.
	for _, c := range []struct{ json, want string }{
		{`x","name":"y`, "x\x02y"},
		{`7,"end":9`, "7\x05" + `9`},
		{`]},{"kind":"party","id":"i`, "]\x01i"},
		{`","kind":"","name":"`, "\x0a\x02"},
		{`an unlikely ,\"end\":`, `an unlikely ,\"end\":`},
		{``, ``},
	} {
		if got := string(p.shorten(nil, []byte(c.json))); got != c.want {
			t.Errorf("%s is written as %q, want %q", c.json, got, c.want)
		}
	}
}

func TestPhrasesThatAreDamaged(t *testing.T) {
	for _, c := range []struct{ short, want string }{
		{"\x00", "phrase -1 is not known"},
		{"a\x1f\xff", "is not known"},
		{"a\x10", "cut short"},
		{strings.Repeat("\x01", mostDecoded/20), "record is longer"},
	} {
		if _, err := phrases().lengthen(nil, []byte(c.short)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.10q is an error %v, want %q", c.short, err, c.want)
		}
	}
}

func FuzzPhrases(f *testing.F) {
	f.Add(`{"kind":"story","at":"2024-01-01T00:00:00Z","story":{"id":"s-1","text":"he said \"no\", and ,\"end\":"}}`)
	f.Add(strings.Join(phrases().all, ""))
	f.Fuzz(func(t *testing.T, text string) {
		plain, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, plain := range [][]byte{plain, []byte(strings.Map(printable, text))} {
			short := phrases().shorten(nil, plain)
			back, err := phrases().lengthen(nil, short)
			if err != nil || !bytes.Equal(back, plain) || len(short) > len(plain) {
				t.Errorf("%q is written as %q, and read as %q, %v", plain, short, back, err)
			}
		}
	})
}

func printable(r rune) rune {
	if r < ' ' {
		return -1
	}
	return r
}
