package store

import (
	"testing"
	"unsafe"
)

// A margin lives for thousands of entries: it must not hold on to all that an object's facets were cut from.
func TestMarginHoldsFacetsAlone(t *testing.T) {
	m := newMargin(1)
	whole := "cve\x00CVE-2024-1234" + "stance\x00accuses"
	first, second := whole[:17], whole[17:]
	m.turn(object{stories, 1}, diff{added: []string{first, second, ""}}, 2)
	m.turn(object{stories, 2}, diff{added: []string{second}}, 3)
	in := func(s string) bool {
		at, start := uintptr(unsafe.Pointer(unsafe.StringData(s))), uintptr(unsafe.Pointer(unsafe.StringData(whole)))
		return len(s) > 0 && at >= start && at < start+uintptr(len(whole))
	}
	n := 0
	for _, values := range m.facets {
		for value, all := range values {
			if n += len(all.list()); in(value) {
				t.Errorf("%q is part of all the facets", value)
			}
		}
	}
	if n != 4 {
		t.Errorf("%d turns", n)
	}
}
