//go:build !unix

package load

import (
	"os"
	"time"
)

// peakMemory is 0: the figure is Unix's.
func peakMemory(*os.ProcessState) float64 { return 0 }

// cpuTime is 0, for the same reason.
func cpuTime() time.Duration { return 0 }
