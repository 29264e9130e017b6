package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// A process is ascribe as a process of its own: it can be sent signals.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	out   bytes.Buffer
	mu    sync.Mutex
	errs  bytes.Buffer
	lines chan string // of standard error
	ended chan struct{}
}

// start starts a command. The test ends it, if nothing else does.
func (w world) start(args ...string) *process {
	w.t.Helper()
	return w.run(exec.Command(os.Args[0], append([]string{"--config", w.config, "--data", w.dir}, args...)...))
}

func (w world) run(cmd *exec.Cmd) *process {
	w.t.Helper()
	p := &process{t: w.t, lines: make(chan string, 1000), ended: make(chan struct{}), cmd: cmd}
	p.cmd.Env = append(os.Environ(), asAscribe+"=1")
	p.cmd.Stdout = &p.out
	errs, err := p.cmd.StderrPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	go p.follow(errs)
	w.t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // it may have ended
		<-p.ended
	})
	return p
}

// follow reads standard error to its end and waits for the process.
func (p *process) follow(errs io.Reader) {
	defer close(p.ended)
	scan := bufio.NewScanner(errs)
	for scan.Scan() {
		p.mu.Lock()
		p.errs.WriteString(scan.Text() + "\n")
		p.mu.Unlock()
		select {
		case p.lines <- scan.Text():
		default: // nobody waits for so many
		}
	}
	_ = p.cmd.Wait() // its exit code is asked for by wait
}

func (p *process) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.t.Fatal(err)
	}
}

// wait waits for the end and returns the exit code (-1 when killed) and the outputs.
func (p *process) wait() (code int, out, errs string) {
	<-p.ended
	return p.cmd.ProcessState.ExitCode(), p.out.String(), p.errs.String()
}

// serving starts serve at a free port and returns its address once it answers.
func (w world) serving(args ...string) (*process, string) {
	w.t.Helper()
	p := w.start(append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	return p, p.address()
}

// address waits until serve answers, and returns where.
func (p *process) address() string {
	p.t.Helper()
	for {
		select {
		case line := <-p.lines:
			_, rest, found := strings.Cut(line, "answers on ")
			if !found {
				continue
			}
			base, _, _ := strings.Cut(rest, "/ ")
			if code, body := fetch(p.t, base+"/readyz"); code != http.StatusOK {
				p.t.Fatalf("not ready: %d %s", code, body)
			}
			return base
		case <-p.ended:
			code, out, errs := p.wait()
			p.t.Fatalf("serve ended: exit %d\n%s%s", code, out, errs)
		}
	}
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}
