package main

import (
	"testing"

	"ascribe/api"
)

func TestStandingLine(t *testing.T) {
	who, level := "Ruritania", "government"
	line := api.StandingItem{Accused: &who, Level: &level, AccusedBy: []string{"Norway"}, Accusers: 3, Doubted: 1, Score: 50}
	if got, want := standingLine(line), "Ruritania accused by Norway and 2 more (government); doubted by 1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	line.Score = 49
	if got, want := standingLine(line), "Ruritania accused by Norway and 2 more (government); doubted by 1; perhaps misread (49 %)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
