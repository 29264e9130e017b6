package main

import (
	"io"
	"strings"
	"testing"
)

func TestCommandsSayWhatTheyWant(t *testing.T) {
	for _, args := range [][]string{nil, {"nonsense"}} {
		if err := run(args, io.Discard); err == nil || !strings.Contains(err.Error(), "incidents") {
			t.Errorf("eval %v: %v, want the names of the commands", args, err)
		}
	}
	for _, name := range []string{"extract", "claims", "incidents", "floors"} {
		if err := run([]string{name, "-data", t.TempDir()}, io.Discard); err == nil {
			t.Errorf("eval %s measures an empty folder without complaint", name)
		}
	}
}

func TestFloorPaths(t *testing.T) {
	measured := map[string]any{"claims": map[string]any{"strict": map[string]any{"triple": 0.5}, "clean": 1.0}}
	for path, want := range map[string]float64{"claims.strict.triple": 0.5, "claims.clean": 1} {
		if got, ok := at(measured, strings.Split(path, ".")); !ok || got != want {
			t.Errorf("%s = %v, %v; want %v", path, got, ok, want)
		}
	}
	// A floor under a measure that is no longer there must not pass.
	for _, path := range []string{"claims", "claims.strict.double", "claims.clean.x", "nothing"} {
		if _, ok := at(measured, strings.Split(path, ".")); ok {
			t.Errorf("%s is a figure", path)
		}
	}
}
