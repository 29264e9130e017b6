package incident

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ascribe/news"
)

// oddText is a text of words, figures, names of flaws, and bytes that are none.
func oddText(r *rand.Rand, n int) string {
	parts := []string{
		"a", "The", "Ministry", "harbours", "planned", "policies", "classes", "tied", "kill", "n8n", "É", "İzmir", "ǅ", "ß", "國防部", "１２", "\xff", "\xe2\x82",
		"1,500", "17,000.5", "5.1", "1999", "2,031", "3.", "4,", "CVE-2031-4455", "cve-2031-12", "cve-20x1-12345", "CVE-2031-12345x", "Cve", "4:31-cr-00217",
		"it's", "Tallow’s", strings.Repeat("x", 70), " ", " ", " ", " ", "-", ". ", "\n", ": ", ", ", "\x00", "#",
	}
	var b strings.Builder
	for range n {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	return b.String()
}

// The short way for plain words gives what the long one gives.
func TestTokensFolded(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 8))
	var rd reader
	for range 400 {
		text := oddText(r, 60)
		for _, tok := range rd.tokens(nil, text, 1000) {
			end := wordEnd(tok.raw+" ", 0)
			word := fold(tok.raw)
			if end != len(tok.raw) || int(tok.size) != len(word) || tok.word() != word {
				t.Fatalf("%q: %q is %d bytes of %q", text, tok.raw, tok.size, word)
			}
			if stop := slices.Contains(strings.Fields(stopText), word); tok.stop != stop {
				t.Errorf("%q stops: %v", word, tok.stop)
			}
			want := hashOf(stem(word))
			if tok.stop || len(word) < 2 {
				want = 0
			}
			if tok.stem != want {
				t.Errorf("%q has the stem %x, want that of %q", word, tok.stem, stem(word))
			}
		}
	}
}

// What a reader has read before leaves no trace.
func TestReaderForgets(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 9))
	var used reader
	for i := range 200 {
		s := news.Story{ID: news.NewStoryID(fmt.Sprint(i)), Title: oddText(r, r.IntN(12)), Text: oddText(r, r.IntN(900))}
		for range r.IntN(3) {
			s.Analysis.Mentions = append(s.Analysis.Mentions, news.Mention{Kind: news.MentionMalware, ID: fmt.Sprint("malware:", r.IntN(9)), Name: "Tallow", Count: 4})
		}
		got, want := used.read(s), new(reader).read(s)
		if a, b := fmt.Sprintf("%+v", *got), fmt.Sprintf("%+v", *want); a != b {
			t.Fatalf("story %d:\n%s\nafter others\n%s", i, b, a)
		}
		for _, v := range []vector{got.vectors.body, got.vectors.names, got.vectors.subjects} {
			if !slices.IsSortedFunc(v, func(a, b term) int { return int(int64(a.hash) - int64(b.hash)) }) {
				t.Fatalf("story %d: %v is not in order", i, v)
			}
		}
	}
}

func TestNth(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 10))
	for range 2000 {
		all := make([]uint64, 1+r.IntN(60))
		for i := range all {
			all[i] = r.Uint64N(40)
		}
		sorted, n := slices.Sorted(slices.Values(all)), r.IntN(len(all))
		if got := nth(all, n); got != sorted[n] || slices.Max(all[:n+1]) != got {
			t.Fatalf("the %d. of %v is %d, want %d", n, sorted, got, sorted[n])
		}
	}
}
