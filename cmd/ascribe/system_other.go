//go:build !unix

package main

import (
	"io/fs"
	"math"
	"os"
	"syscall"
)

// mostFiles is how many files this process may have open: no system but Unix has such a limit.
func mostFiles() uint64 { return math.MaxInt64 }

// private is false where nothing tells whose a folder is: a socket in the temporary folder is
// refused then.
func private(fs.FileInfo) bool { return false }

// endings are the signals that end the program in good order; on Windows SIGTERM stands for
// the console's closing, a logoff and a shutdown.
func endings() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }
