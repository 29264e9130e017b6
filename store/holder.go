package store

import (
	"fmt"
	"os"
	"strings"
)

// holder says who has the lock of a file, as far as the system tells: Linux lists locks
// in /proc/locks as "1: FLOCK ADVISORY WRITE pid maj:min:inode 0 EOF".
func holder(path string) string {
	const nobody = "another process"
	info, err := os.Stat(path)
	if err != nil {
		return nobody
	}
	locks, err := os.ReadFile("/proc/locks")
	if err != nil {
		return nobody
	}
	inode := inodeOf(info)
	for line := range strings.Lines(string(locks)) {
		f := strings.Fields(line)
		if len(f) < 6 || f[1] != "FLOCK" || !strings.HasSuffix(f[5], fmt.Sprintf(":%d", inode)) {
			continue
		}
		name, err := os.ReadFile("/proc/" + f[4] + "/comm")
		if err != nil {
			return "process " + f[4]
		}
		return fmt.Sprintf("process %s (%s)", f[4], strings.TrimSpace(string(name)))
	}
	return nobody
}
