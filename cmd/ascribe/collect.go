package main

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// By itself the runtime lets garbage grow to as much as is in use. A pass over the feeds makes megabytes of it with each page:
// it is collected seldom while the heap is small, and the more often the more is in use.
const (
	easyHeap     = 108 << 20 // bytes up to which there is no hurry
	leastGarbage = 34        // percent of what is in use, however much that is: below, collecting would be most of the work
	mostGarbage  = 300
)

// collect keeps the heap small until done is closed.
func collect(done <-chan struct{}) {
	before := debug.SetGCPercent(garbage(0))
	defer debug.SetGCPercent(before)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for set := 0; ; {
		select {
		case <-done:
			return
		case <-tick.C:
			metrics.Read(live)
			// To set it stops everything for a moment.
			if want := garbage(live[0].Value.Uint64()); want < set*9/10 || want > set*11/10 {
				set = want
				debug.SetGCPercent(want)
			}
		}
	}
}

// garbage is how much may lie about, in percent of what is in use.
func garbage(live uint64) int {
	if live >= easyHeap {
		return leastGarbage
	}
	return int(max(leastGarbage, min((easyHeap-live)*100/max(live, 1), mostGarbage)))
}
