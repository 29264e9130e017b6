package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"ascribe/store"
)

// alone finds the database and makes sure that no other ascribe has it: what follows changes
// the whole file, or reads it as it stands.
func (c *console) alone(what string) (path string, err error) {
	_, dir, err := c.settings()
	if err != nil {
		return "", err
	}
	cl, err := dial(c.ctx, dir)
	if err != nil {
		return "", err
	}
	if cl != nil {
		_ = cl.close()
		return "", exit{exitBusy, errors.New("another ascribe has the database: stop it first, since " + what + " takes the whole file")}
	}
	return filepath.Join(dir, database), nil
}

type rebuildCmd struct {
	Backup string `help:"Take damaged entries of the log from this backup." type:"existingfile" placeholder:"FILE"`
}

// Run makes the view again from the log.
func (cmd *rebuildCmd) Run(c *console) error {
	path, err := c.alone("a rebuild")
	if err != nil {
		return err
	}
	err = store.Rebuild(c.ctx, path, cmd.Backup, c.replayed())
	if c.live {
		fmt.Fprintln(c.err)
	}
	if err != nil {
		return err
	}
	return c.say(map[string]any{"file": path}, "%s: the view was made again from the log", path)
}

type compactCmd struct{}

// Run writes the file anew without the space that was given free.
func (*compactCmd) Run(c *console) error {
	path, err := c.alone("a compaction")
	if err != nil {
		return err
	}
	was, is, err := store.Compact(c.ctx, path)
	if err != nil {
		return err
	}
	return c.say(map[string]any{"file": path, "was": was, "bytes": is}, "%s: %d bytes, %d before", path, is, was)
}

type restoreCmd struct {
	File string `arg:"" help:"The backup." type:"existingfile"`
}

// Run puts a backup in the place of the database, once every record of it was checked.
func (cmd *restoreCmd) Run(c *console) error {
	path, err := c.alone("a restore")
	if err != nil {
		return err
	}
	if same(cmd.File, path) {
		return usage("%s is the database itself, and no backup of it", cmd.File)
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	kept, err := store.Restore(c.ctx, cmd.File, path)
	if err != nil {
		return err
	}
	said := fmt.Sprintf("%s was restored from %s, every record checked", path, cmd.File)
	if kept != "" {
		said += "; what was there is kept as " + kept
	}
	return c.say(map[string]any{"file": path, "from": cmd.File, "kept": kept}, "%s", said)
}

// replayed shows a person how far the log is read.
func (c *console) replayed() func(done, total uint64) {
	last := uint64(0)
	return func(done, total uint64) {
		if c.live && (done == total || done-last >= 500) {
			last = done
			fmt.Fprintf(c.err, "\r%d of %d entries ", done, total)
		}
	}
}
