package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"ascribe/store"
)

// Commands write files under names that a person types. What a slip of the finger would lose
// for good is never written over.

// mayBeCopy refuses to put a copy of the database in the place of anything but an older one.
func mayBeCopy(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() && (info.Size() == 0 || store.Resembles(path)) {
		return nil
	}
	return usage("%s is there already and is no copy of a database: give another name, or remove it first", path)
}

// mayBeDocument refuses to put a document in the place of a database, a copy of one, or the
// configuration.
func (c *console) mayBeDocument(path string) error {
	if store.Resembles(path) {
		return usage("%s is a database: give the document another name", path)
	}
	if config, err := findConfig(c.flags.Config); err == nil && same(path, config) {
		return usage("%s is the configuration: give the document another name", path)
	}
	return nil
}

// writeWhole writes a file that appears under its name only when it is whole. What is no file,
// such as a pipe or a terminal, is written as it is.
func writeWhole(path string, from io.Reader) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = io.Copy(f, from)
		return errors.Join(err, f.Close())
	}
	mode := os.FileMode(0o666) // less what the user's umask takes
	if err == nil {
		mode = info.Mode().Perm()
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	}
	fresh := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%08x", filepath.Base(path), rand.Uint32()))
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	defer os.Remove(fresh) // gone by then if all went well
	_, err = io.Copy(f, from)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}
