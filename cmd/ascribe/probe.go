package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"ascribe/store"
)

// A damaged file can end the process that opens it: memory that is mapped to where the file
// is no longer faults. So that a supervisor does not start such a process over and over, one
// that finds the database left by a crash has a child look at it first.

// runningName marks a database that a process has open for writing, or that died with it.
const runningName = "ascribe.running"

// lookWithin is how long the child may take.
const lookWithin = 2 * time.Minute

// lookFirst has a child open the database, if it was left by a crash.
func lookFirst(ctx context.Context, dir string) error {
	path := filepath.Join(dir, database)
	for _, file := range []string{path, filepath.Join(dir, runningName)} {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, self, probeName, path)
	cmd.Stderr = &said
	err = cmd.Run()
	failed, ok := errors.AsType[*exec.ExitError](err)
	if err == nil || ok && failed.ExitCode() == exitBusy {
		return nil
	}
	if !ok {
		return fmt.Errorf("look at the database: %w", err)
	}
	why := failed.String()
	if first, _, _ := strings.Cut(strings.TrimPrefix(said.String(), "ascribe: "), "\n"); failed.ExitCode() == exitFailure && first != "" {
		why = first
	}
	return fmt.Errorf("%s was left by a crash and can't be opened (%s): try ascribe rebuild, or ascribe restore with a backup", path, why)
}

// marked says that the database is in use, and returns what takes the mark away.
func marked(dir string) (unmark func() error, err error) {
	path := filepath.Join(dir, runningName)
	if err := os.WriteFile(path, fmt.Appendf(nil, "%d\n", os.Getpid()), 0o600); err != nil {
		return nil, err
	}
	return func() error { return os.Remove(path) }, nil
}

const probeName = "probe-file"

type probeCmd struct {
	File string `arg:""`
}

// Run reads of a database what a process reads when it starts: the newest items, and what
// searching and grouping need.
func (cmd *probeCmd) Run(c *console) error {
	st, err := store.Open(cmd.File, store.Options{ReadOnly: true, Lazy: true})
	if errors.Is(err, store.ErrOutdated) || errors.Is(err, fs.ErrPermission) {
		return nil // those are for whoever opens it to say
	}
	if err != nil {
		return err
	}
	_, err = st.Incidents(c.ctx, store.Query{})
	if err == nil {
		_, err = st.Stories(c.ctx, store.Query{Text: "nothing"})
	}
	return errors.Join(err, st.Close())
}
