package main

import (
	"math"
	"testing"
)

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s = %.6f, want %.6f", name, got, want)
	}
}

// The seventeen items of figure 16.4 in Manning, Raghavan and Schütze, Introduction to
// Information Retrieval, counted by hand.
func TestGroupScoreTextbook(t *testing.T) {
	gold := []string{"x", "x", "x", "x", "x", "o", "x", "o", "o", "o", "o", "d", "x", "x", "d", "d", "d"}
	found := []string{"1", "1", "1", "1", "1", "1", "2", "2", "2", "2", "2", "2", "3", "3", "3", "3", "3"}
	s := scoreGroups(found, gold)
	near(t, "pair precision", s.PP, 20.0/40)
	near(t, "pair recall", s.PR, 20.0/44)
	near(t, "precision", s.P, (26.0/6+18.0/6+13.0/5)/17)
	near(t, "recall", s.R, (30.0/8+17.0/5+10.0/4)/17)
}

func TestGroupScore(t *testing.T) {
	for name, tt := range map[string]struct {
		found, gold             []string
		p, r, multi, pair, rate float64
	}{
		"perfect":      {[]string{"1", "1", "2"}, []string{"a", "a", "b"}, 1, 1, 1, 1, 1},
		"all together": {[]string{"7", "7", "7", "7"}, []string{"a", "a", "a", "b"}, 10.0 / 16, 1, 6.0 / 7, 2.0 / 3, 0.5},
		"all alone":    {[]string{"1", "2", "3", "4"}, []string{"a", "a", "a", "b"}, 1, 0.5, 0.5, 0, 2},
		"not scored":   {[]string{"1", "1", "1"}, []string{"a", "", "a"}, 1, 1, 1, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := scoreGroups(tt.found, tt.gold)
			near(t, "precision", s.P, tt.p)
			near(t, "recall", s.R, tt.r)
			near(t, "multi", s.MF, tt.multi)
			near(t, "pairs", s.PF, tt.pair)
			near(t, "ratio", newGroupResult(s).Ratio, tt.rate)
		})
	}
}

// Without pairs to leave out the two ways to score agree; a pair left out costs nothing.
func TestScoreApart(t *testing.T) {
	gold, found := []string{"a", "a", "a", "b", "b", "c", ""}, []string{"1", "1", "2", "2", "3", "4", "1"}
	all, same := scoreGroups(found, gold), scoreApart(found, gold, func(int, int) bool { return false })
	for name, pair := range map[string][2]float64{"B3": {all.F, same.F}, "multi": {all.MF, same.MF}, "pairs": {all.PF, same.PF}} {
		near(t, name, pair[1], pair[0])
	}
	split := scoreApart([]string{"1", "2"}, []string{"a", "a"}, func(i, j int) bool { return i != j })
	near(t, "B3 of an arguable split", split.F, 1)
}

// A straight line must be found, and a feature that tells nothing must weigh little.
func TestFit(t *testing.T) {
	var all []pairExample
	for i := range 200 {
		x, noise := float64(i)/200, float64(i*37%100)/100
		all = append(all, pairExample{features: []float64{x, noise}, belongs: x > 0.7, weight: 1})
	}
	w, bias := fit(all, 0.1, func(int) func(float64) bool { return func(float64) bool { return true } })
	if edge := -bias / w[0]; edge < 0.6 || edge > 0.8 {
		t.Errorf("the line is at %.2f, want about 0.7", edge)
	}
	if math.Abs(w[1]) > w[0]/5 {
		t.Errorf("weights %v: the second feature tells nothing", w)
	}
	w, _ = fit(all, 0.1, func(int) func(float64) bool { return func(w float64) bool { return w <= 0 } })
	if w[0] != 0 {
		t.Errorf("weights %v: the first feature must not speak for anything", w)
	}
}
