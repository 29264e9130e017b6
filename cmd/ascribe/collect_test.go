package main

import "testing"

// A heap that is small may double and more; one that is large grows by less than half.
func TestGarbage(t *testing.T) {
	for live, want := range map[uint64]int{0: 300, 1 << 20: 300, 27 << 20: 300, 54 << 20: 100, 72 << 20: 50, 80 << 20: 35, 112 << 20: 34, 4 << 30: 34} {
		if got := garbage(live); got != want {
			t.Errorf("with %d MB in use: %d %%, want %d", live>>20, got, want)
		}
	}
}
