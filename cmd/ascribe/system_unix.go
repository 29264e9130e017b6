//go:build unix

package main

import (
	"io/fs"
	"math"
	"os"
	"os/signal"
	"syscall"
)

// mostFiles is how many files this process may have open.
func mostFiles() uint64 {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return math.MaxInt64
	}
	return uint64(limit.Cur)
}

// private reports whether a folder is this user's, and nobody else may enter it.
func private(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return info.Mode().Perm()&0o077 == 0 && (!ok || int(st.Uid) == os.Getuid())
}

// endings are the signals that end the program in good order. A terminal that goes away sends
// SIGHUP; who started the program with nohup wants it to go on.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}
