package main

import (
	"math"
	"slices"
	"testing"
	"time"

	"ascribe/extract"
)

func TestTokens(t *testing.T) {
	got := tokens("Don’t stop_now: naïve, 3.5 % — Ünïted_1 été")
	want := []string{"Don", "t", "stop_now", "naïve", "3", "5", "Ünïted_1", "été"}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("token %d is %q, want %q", i, got[i], want[i])
		}
	}
}

func TestBodyScore(t *testing.T) {
	for name, c := range map[string]struct {
		gold, got           string
		precision, recall   float64
		predicted, expected int
	}{
		"equal":                {"a b c d e", "a b c d e", 1, 1, 1, 1},
		"one shingle more":     {"a b c d", "a b c d e", 0.5, 1, 1, 1},
		"one shingle less":     {"a b c d e", "a b c d", 1, 0.5, 1, 1},
		"short texts":          {"a b", "a b", 1, 1, 1, 1},
		"short and wrong":      {"a b", "a c", 0, 0, 1, 1},
		"nothing found":        {"a b c d", "", 0, 0, 0, 1}, // drops out of precision
		"nothing to be found":  {"", "", 1, 1, 0, 0},
		"found where none was": {"", "a b c d", 0, 0, 1, 0},
		"repeats count":        {"a b c d a b c d", "a b c d", 1, 0.2, 1, 1},
		"case counts":          {"A b c d", "a b c d", 0, 0, 1, 1},
	} {
		var s bodyScore
		s.add(c.gold, c.got)
		if s.predicted != c.predicted || s.expected != c.expected ||
			c.predicted > 0 && math.Abs(s.precision-c.precision) > 1e-9 || c.expected > 0 && math.Abs(s.recall-c.recall) > 1e-9 {
			t.Errorf("%s: %+v", name, s)
		}
	}
	// F1 is of the means: one perfect page and one empty page.
	var s bodyScore
	s.add("a b c d", "a b c d")
	s.add("e f g h", "")
	if r := s.result(); math.Abs(r["f1"]-2*1*0.5/1.5) > 1e-9 || r["accuracy"] != 0.5 || r["empty"] != 0.5 {
		t.Errorf("%v", r)
	}
}

func TestSnippets(t *testing.T) {
	var s snippetScore
	s.add([]string{"two  words", "missing"}, []string{"bad", "absent"}, "has two\nwords and bad ones")
	if s != (snippetScore{1, 1, 1}) || s.f1() != 0.5 {
		t.Errorf("%+v", s)
	}
}

func TestMetadataComparison(t *testing.T) {
	if !sameTitle("Café’s “new” rules", "CAFES new rules") || sameTitle("a b", "a c") {
		t.Error("titles")
	}
	if !sameAuthors([]string{"By Ada Tester and Bert Sample"}, []string{"bert sample", "Ada Tester"}) || sameAuthors([]string{"Ada"}, []string{"Ada", "Bert"}) {
		t.Error("authors")
	}
	late := extract.Date{Time: time.Date(2021, 7, 19, 23, 30, 0, 0, time.FixedZone("", -4*3600)), Precision: "minute"}
	if !sameDate("2021-07-19", late) || !sameDate("2021-07-20", late) || sameDate("2021-07-21", late) || sameDate("0001-01-01", extract.Date{}) {
		t.Error("dates")
	}
	if !sameImage("https://a.example/x/Pic.JPG?w=1", "https://b.example/pic.jpg") || sameImage("https://a.example/a.jpg", "") {
		t.Error("images")
	}
}

func TestBorderScore(t *testing.T) {
	var s borderScore
	s.add("a b c d\n\ne f g h\ni j k", "x y\n\na b c d\n\ne f g h i j k")
	// d|e is found, h|i is missed, y|a is not in the gold and counts for nothing.
	if s != (borderScore{1, 0, 1}) {
		t.Errorf("%+v", s)
	}
	s = borderScore{}
	s.add("a b c d e f", "a b c\nd e f")
	if s != (borderScore{0, 1, 0}) {
		t.Errorf("%+v", s)
	}
}

// A small set that two features tell apart must be learned, the same way twice.
func TestGrow(t *testing.T) {
	make := func() *table {
		d := new(table)
		for i := range 2000 {
			a, b := int16(i%20), int16(i/20%20)
			label := float32(0)
			if a > 9 && b > 4 {
				label = 1
			}
			d.add([]int16{a, b, int16(i % 7)}, label, 1)
		}
		return d
	}
	how := growth{trees: 40, depth: 4, rate: 0.3, columns: 1, rows: 0.8, lambda: 1, leaf: 1, bags: 2}
	f, again := make().grow(how), make().grow(how)
	if n := len(f.Trees()); n != 80 {
		t.Errorf("two bags of 40 trees are %d", n)
	}
	wrong := 0
	for _, row := range make().rows {
		if (f.Score(row) > 0) != (row[0] > 9 && row[1] > 4) {
			wrong++
		}
		if f.Score(row) != again.Score(row) {
			t.Fatal("two trainings differ")
		}
	}
	if wrong > 0 {
		t.Errorf("%d of 2000 wrong", wrong)
	}
}

// A second copy of the text that is kept from view is no body beside the visible one, and is where there is no other.
func TestConcealedCopy(t *testing.T) {
	const one, two = "The lock makers of Exampleton met on Thursday to speak about a fault.", "They agreed to say nothing about it until a new lock is ready."
	hidden := "<div style=\"display:none\">" + one + " " + two + "</div>"
	for name, c := range map[string]struct {
		page string
		want []float32
	}{
		"beside":  {"<p>" + one + "</p><p>" + two + "</p>" + hidden, []float32{1, 1, 0}},
		"alone":   {hidden, []float32{1}},
		"a part":  {"<p>" + two + "</p>" + hidden, []float32{0, 1}},
		"no copy": {"<p>" + one + "</p><p>" + two + "</p>", []float32{1, 1}},
	} {
		e := newExample(&goldPage{DataSet: "aeb", BodyKind: "full", Body: one + "\n\n" + two, page: []byte("<html><body>" + c.page + "</body></html>")})
		if e == nil || !slices.Equal(e.label, c.want) {
			t.Errorf("%s: labels %v, want %v", name, e.label, c.want)
		}
	}
}
