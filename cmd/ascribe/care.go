package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ascribe/api"
	"ascribe/store"
)

type backupCmd struct {
	File string `arg:"" help:"Where to write the copy." type:"path"`
}

// Run writes a copy of the database as of one moment, also while it is in use. The file
// appears under its name only when it is whole and on disk.
func (cmd *backupCmd) Run(c *console) error {
	_, dir, err := c.settings()
	if err != nil {
		return err
	}
	if same(cmd.File, filepath.Join(dir, database)) {
		return usage("%s is the database itself; a copy needs another name", cmd.File)
	}
	if err := mayBeCopy(cmd.File); err != nil {
		return err
	}
	sweepCopies(filepath.Dir(cmd.File))
	tmp, err := os.CreateTemp(filepath.Dir(cmd.File), unfinished+"*")
	if err != nil {
		return fmt.Errorf("no place for the copy: %w", err)
	}
	defer os.Remove(tmp.Name())
	n, err := copyDatabase(c, dir, tmp)
	if err = errors.Join(err, tmp.Truncate(n), tmp.Sync(), tmp.Close()); err != nil { // room that was not needed is given back
		return fmt.Errorf("the copy could not be written: %w", err)
	}
	faulty := checkCopy(c, tmp.Name())
	if err := os.Rename(tmp.Name(), cmd.File); err != nil {
		return err
	}
	if faulty != nil { // better than none, but nobody should rely on it
		return fmt.Errorf("%s was written, but %w", cmd.File, faulty)
	}
	return c.say(map[string]any{"file": cmd.File, "bytes": n}, "%s: %d bytes, checked", cmd.File, n)
}

// unfinished begins the name of a copy that is not whole yet.
const unfinished = ".ascribe-backup-"

// sweepCopies removes what backups left in a folder that were killed: the room of a whole copy is set aside
// for each. One that is being written or checked has changed within half a day. What can't be removed stays.
func sweepCopies(dir string) {
	entries, _ := os.ReadDir(dir) // who can't read it is told so when the copy is made
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && strings.HasPrefix(e.Name(), unfinished) && time.Since(info.ModTime()) > 12*time.Hour {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

func same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// copyDatabase has the process that holds the database send it, or reads it here: it may
// be larger than memory.
func copyDatabase(c *console, dir string, copied *os.File) (int64, error) {
	path := filepath.Join(dir, database)
	held, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("there is no database to copy: %w", err)
	}
	to, err := store.Settling(copied, held.Size())
	if err != nil {
		return 0, err
	}
	cl, err := dial(c.ctx, dir)
	if err != nil {
		return 0, err
	}
	if cl != nil {
		defer cl.close()
		body, err := cl.ask(c.ctx, http.MethodPost, "/v1/backup", nil, nil)
		if err == nil {
			defer body.Close()
			return io.Copy(to, body)
		}
		if !errors.Is(err, errGone) {
			return 0, err
		}
	}
	st, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	n, err := st.Backup(to)
	return n, errors.Join(err, st.Close())
}

// checkCopy reads all of the copy.
func checkCopy(c *console, path string) error {
	st, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("the copy can't be opened: %w", err)
	}
	report, err := st.Verify(c.ctx)
	if err == nil && !report.Clean() {
		err = fmt.Errorf("%d faults are in it, as they are in the database: ascribe verify names them", len(report.Damaged)+len(report.Problems))
	}
	return errors.Join(err, st.Close())
}

type verifyCmd struct {
	Index  bool   `help:"Make the view again from the log, in a file beside it, and compare: that finds what is wrong in the index though its checksum is right. Takes the time and the room of a rebuild."`
	Backup string `help:"With --index: compare this backup, also while the database is in use." type:"existingfile" placeholder:"FILE"`
}

// Run checks every record of the database and names those that are damaged.
func (cmd *verifyCmd) Run(c *console) error {
	if cmd.Index {
		return cmd.compare(c)
	}
	if cmd.Backup != "" {
		return usage("--backup goes with --index only")
	}
	cl, err := c.connect(false)
	if err != nil {
		return err
	}
	defer cl.close()
	var report api.VerifyReport
	if err := cl.get(c.ctx, "/v1/verify", nil, &report); err != nil {
		return err
	}
	if len(report.Faults)+len(report.Problems) == 0 {
		return c.say(report, "every record is sound: %d log entries, %d records in all; %d stories, %d of them without their text", report.Entries, report.Records, report.Stories, report.Textless)
	}
	return c.faulty(report, slices.Concat(report.Faults, report.Problems))
}

// compare checks the view against one that is made from the log.
func (cmd *verifyCmd) compare(c *console) error {
	path := cmd.Backup
	if path == "" {
		var err error
		if path, err = c.alone("verify --index"); err != nil {
			return err
		}
	}
	report, err := store.Compare(c.ctx, path, c.replayed())
	if c.live {
		fmt.Fprintln(c.err)
	}
	if err != nil {
		return err
	}
	said := map[string]any{"file": path, "applied": report.Applied, "records": report.Records, "problems": append([]string{}, report.Problems...)}
	if len(report.Problems) == 0 {
		return c.say(said, "%s: all %d records of the view are what its log gives, up to entry %d", path, report.Records, report.Applied)
	}
	return c.faulty(said, report.Problems)
}

// faulty says what is wrong.
func (c *console) faulty(report any, faults []string) error {
	if err := c.say(report, "%s", strings.Join(faults, "\n")); err != nil {
		return err
	}
	return exit{exitFailure, fmt.Errorf("%d faults in the database; try ascribe rebuild, with a --backup if the log is hit, or ascribe restore", len(faults))}
}
