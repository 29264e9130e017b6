package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ascribe/news"
)

// TestCalibrate wants scores that lie made honest, on claims that were not learned from.
func TestCalibrate(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	draw := func() (all []scored) {
		for range 2000 {
			score := 40 + rnd.IntN(60)
			all = append(all, scored{score: score, right: rnd.IntN(100) < score-30}) // 30 points too high
		}
		return all
	}
	c := calibrate(draw())
	if !slices.IsSortedFunc(c, func(a, b [2]int) int { return (a[0] - b[0]) + (a[1] - b[1]) }) {
		t.Errorf("the curve does not rise: %v", c)
	}
	few := make([]scored, 21) // the last group is of one
	for i := range few {
		few[i] = scored{score: 40 + i, right: i != 18}
	}
	if c := calibrate(few); !slices.IsSortedFunc(c, func(a, b [2]int) int { return a[1] - b[1] }) {
		t.Errorf("a curve of few claims does not rise: %v", c)
	}
	fresh := draw()
	before := reliabilityOf(fresh, func(s scored) int { return s.score })
	after := reliabilityOf(fresh, func(s scored) int { return c.at(s.score) })
	if before.Error < 0.25 || after.Error > 0.05 || after.Brier >= before.Brier {
		t.Errorf("error %.3f before, %.3f after", before.Error, after.Error)
	}
	if svg := string(plotReliability(after)); !strings.HasPrefix(svg, "<svg") || strings.Count(svg, "<circle") < 5 {
		t.Errorf("no picture: %.80s", svg)
	}
}

func TestWilson(t *testing.T) {
	for _, tt := range []struct {
		k, n      int
		low, high float64
	}{{0, 10, 0, 0.28}, {5, 10, 0.24, 0.76}, {10, 10, 0.72, 1}, {50, 100, 0.40, 0.60}} {
		low, high := wilson(tt.k, tt.n)
		if low < tt.low-0.01 || low > tt.low+0.01 || high < tt.high-0.01 || high > tt.high+0.01 {
			t.Errorf("%d of %d: %.2f to %.2f, want %.2f to %.2f", tt.k, tt.n, low, high, tt.low, tt.high)
		}
	}
}

// TestVerdicts reads every file of verdicts, and refuses what is none.
func TestVerdicts(t *testing.T) {
	files, err := filepath.Glob("testdata/verdicts-*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no verdicts: %v", err)
	}
	for _, f := range files {
		if list, err := readVerdicts(f); err != nil || len(list) < 100 {
			t.Errorf("%s: %d verdicts, %v", f, len(list), err)
		}
	}
	for _, text := range []string{"", "c-1\t+++", "c-1\t++++++?", "c-1\t-+-----", "c-1\t+++++++\nc-1\t+++++++"} {
		file := filepath.Join(t.TempDir(), "v.tsv")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readVerdicts(file); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

// Each claim of each file has its verdict; of those judged twice the later one holds.
func TestAllVerdicts(t *testing.T) {
	all, err := allVerdicts()
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/verdicts-*.tsv")
	for _, file := range slices.Backward(files) {
		list, err := readVerdicts(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			if got, ok := all[v.id]; !ok || file == files[len(files)-1] && !slices.Equal(got.right, v.right) {
				t.Errorf("%s: of %s the verdict is %v, want %v", file, v.id, got.right, v.right)
			}
		}
	}
}

// A judgement is of the claim with the same parties in the same sentence, and of no other.
func TestJudgementOf(t *testing.T) {
	c := news.Claim{Stance: news.Accuses, Accuser: news.Party{ID: "state:gb"}, Accused: news.Party{ID: "state:cn"}}
	c.Evidence = news.Span{Part: news.InText, Start: 10, End: 20}
	j := judgement{part: news.InText, start: 12, end: 30, stance: news.Accuses, accuser: "state:gb", accused: "state:cn"}
	if !j.of(c) {
		t.Error("a claim is not the one that was judged")
	}
	for what, change := range map[string]func(*judgement){
		"part":    func(j *judgement) { j.part = news.InTitle },
		"place":   func(j *judgement) { j.start = 20 },
		"stance":  func(j *judgement) { j.stance = news.Denies },
		"accuser": func(j *judgement) { j.accuser = "state:us" },
		"accused": func(j *judgement) { j.accused = "state:ru" },
	} {
		other := j
		if change(&other); other.of(c) {
			t.Errorf("another %s is the same claim", what)
		}
	}
}
