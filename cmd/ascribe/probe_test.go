package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What a crash left is looked at by a child first: a file that can't be opened is told of
// in words, whatever opening it does to a process.
func TestLeftByACrash(t *testing.T) {
	t.Parallel()
	w := told(t)
	sound := readFile(t, w.path())
	mark := filepath.Join(w.dir, runningName)
	if _, err := os.Stat(mark); err == nil {
		t.Error("a database that was closed is marked as in use")
	}
	leave := func(data string) {
		t.Helper()
		if err := os.WriteFile(w.path(), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(mark, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	leave(sound)
	w.must("ingest", "--all")
	if _, err := os.Stat(mark); err == nil {
		t.Error("the mark of the crash is still there")
	}
	const page = 16384
	zeroed := []byte(sound)
	for i := 2 * page; i < min(len(zeroed), 40*page); i++ {
		zeroed[i] = 0
	}
	for name, data := range map[string]string{"cut short": sound[:4*page], "zeroed": string(zeroed), "empty pages": strings.Repeat("\x00", len(sound))} {
		leave(data)
		code, _, errs := w.ascribe("ingest")
		if code != exitFailure || !strings.Contains(errs, "left by a crash") || strings.Contains(errs, "goroutine") {
			t.Errorf("%s: exit %d %s", name, code, errs)
		}
	}
}

// Who may not read a database is told that, and not to restore one that is sound.
func TestMayNotRead(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	w := told(t)
	if err := os.WriteFile(filepath.Join(w.dir, runningName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(w.path(), 0); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := w.ascribe("ingest"); code != exitFailure || !strings.Contains(errs, "permission denied") || strings.Contains(errs, "restore") {
		t.Errorf("exit %d %s", code, errs)
	}
}

func TestWhenToScrub(t *testing.T) {
	path := filepath.Join(t.TempDir(), scrubbedName)
	now := time.Now()
	if d := untilScrub(path, now); d != scrubEvery {
		t.Errorf("a new database: in %s", d)
	}
	for age, want := range map[time.Duration]time.Duration{24 * time.Hour: scrubEvery - 24*time.Hour, 365 * 24 * time.Hour: time.Minute, -365 * 24 * time.Hour: scrubEvery} {
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		if d := untilScrub(path, now); d.Round(time.Second) != want {
			t.Errorf("looked at %s ago: in %s, want %s", age, d, want)
		}
	}
}
