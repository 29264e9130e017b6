package claim

import (
	"slices"
	"testing"
)

// TestCalibration wants a table that rises, and raw scores left alone where they are wanted.
func TestCalibration(t *testing.T) {
	table := calibration()
	if !slices.IsSorted(table[:]) || table[0] != 0 || table[100] < 50 || table[100] > 100 {
		t.Errorf("calibration %v", table)
	}
	w := Shipped()
	if got := w.Raw().calibrated(37); got != 37 {
		t.Errorf("a raw score of 37 became %d", got)
	}
	for _, s := range []int{-5, 0, 50, 99, 100, 200} {
		if got := w.calibrated(s); got < 1 || got > 99 {
			t.Errorf("a score of %d became %d", s, got)
		}
	}
}
