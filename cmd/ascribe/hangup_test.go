//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A terminal that goes away ends a daemon in good order, and not one that was started with
// nohup.
func TestHangUp(t *testing.T) {
	t.Parallel()
	if signal.Ignored(syscall.SIGHUP) {
		t.Skip("SIGHUP is ignored here")
	}
	w := newWorld(t, "schedule: off\n")
	p, _ := w.serving()
	p.signal(syscall.SIGHUP)
	if code, _, errs := p.wait(); code != exitOK || !strings.Contains(errs, "stopping") {
		t.Errorf("exit %d\n%s", code, errs)
	}
	if _, err := os.Stat(filepath.Join(w.dir, runningName)); err == nil {
		t.Error("the database is still marked as in use")
	}
	p = w.run(exec.Command("sh", "-c", `trap "" HUP; exec "$@"`, "sh", os.Args[0], "--config", w.config, "--data", w.dir, "serve", "--addr", "127.0.0.1:0"))
	url := p.address()
	p.signal(syscall.SIGHUP)
	if code, body := fetch(t, url+"/livez"); code != 200 {
		t.Errorf("with SIGHUP ignored: %d %s", code, body)
	}
	p.signal(syscall.SIGTERM)
	if code, _, errs := p.wait(); code != exitOK {
		t.Errorf("exit %d\n%s", code, errs)
	}
}
