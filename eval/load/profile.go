package load

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// Profile writes the profile that the compiler optimises the program by: where the time goes
// while `ascribe serve` takes in a synthetic web.
func Profile(args []string, out io.Writer) error {
	f := flag.NewFlagSet("profile", flag.ContinueOnError)
	file := f.String("out", "cmd/ascribe/default.pgo", "write it here")
	seconds := f.Int("seconds", 40, "how long to look on")
	l := &load{items: 50}
	feeds := f.Int("feeds", 200, "feeds")
	return l.onOrigin(f, args, func(ctx context.Context) error {
		profile, err := l.watched(ctx, *seconds)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d bytes\n", *file, len(profile))
		return os.WriteFile(*file, profile, 0o644)
	}, feeds)
}

// watched is the profile of a server that ingests.
func (l *load) watched(ctx context.Context, seconds int) ([]byte, error) {
	listen, err := freePort()
	if err != nil {
		return nil, err
	}
	profiles, err := freePort()
	if err != nil {
		return nil, err
	}
	config := fmt.Sprintf("listen: %s\nprofile: %s\n%s", listen, profiles, l.config())
	if err := os.WriteFile(l.configFile(), []byte(config), 0o600); err != nil {
		return nil, err
	}
	data := filepath.Join(l.dir, "data")
	server := exec.Command(filepath.Join(l.dir, "ascribe"), "--config", l.configFile(), "--data", data, "--quiet", "serve")
	if err := server.Start(); err != nil {
		return nil, err
	}
	defer func() { _ = server.Process.Signal(syscall.SIGTERM); _ = server.Wait() }()
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		if _, err := fetch(ctx, httpClient, "http://"+listen+"/readyz"); err == nil {
			break
		} else if time.Since(began) > time.Minute {
			return nil, fmt.Errorf("the server does not answer: %w", err)
		}
	}
	ingest := l.program(ctx, data, "ingest") // which asks the server to do it
	if err := ingest.Start(); err != nil {
		return nil, err
	}
	client := &http.Client{Timeout: time.Duration(seconds+60) * time.Second}
	profile, err := fetch(ctx, client, fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", profiles, seconds))
	if err != nil {
		_ = ingest.Process.Kill()
		return nil, errors.Join(err, ingest.Wait())
	}
	return profile, ingest.Wait()
}
