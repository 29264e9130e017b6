package main

import "testing"

// A heap that is small may double and more; one that is large grows by less than half.
func TestGarbage(t *testing.T) {
	for live, want := range map[uint64]int{0: 300, 1 << 20: 300, 28 << 20: 300, 56 << 20: 100, 75 << 20: 49, 80 << 20: 40, 112 << 20: 40, 4 << 30: 40} {
		if got := garbage(live); got != want {
			t.Errorf("with %d MB in use: %d %%, want %d", live>>20, got, want)
		}
	}
}
