package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a person would lose by a slip of the finger is not written over.
func TestNothingIsWrittenOver(t *testing.T) {
	t.Parallel()
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	w.must("ingest")
	dir := t.TempDir()
	notes, copied := filepath.Join(dir, "notes.txt"), filepath.Join(dir, "copy.db")
	if err := os.WriteFile(notes, []byte("years of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.must("backup", copied)
	w.must("backup", copied) // one copy takes the place of another
	db := filepath.Join(w.dir, database)
	for _, tc := range []struct {
		file string
		args []string
	}{
		{w.config, []string{"backup"}},
		{notes, []string{"backup"}},
		{db, []string{"backup"}},
		{db, []string{"digest", "--output"}},
		{copied, []string{"digest", "--output"}},
		{w.config, []string{"digest", "--output"}},
	} {
		before, err := os.ReadFile(tc.file)
		if err != nil {
			t.Fatal(err)
		}
		code, _, errs := w.ascribe(append(tc.args, tc.file)...)
		if code != exitUsage || !strings.Contains(errs, tc.file) || !strings.Contains(errs, "another name") {
			t.Errorf("%s %s: exit %d %s", tc.args[0], tc.file, code, errs)
		}
		if after, err := os.ReadFile(tc.file); err != nil || string(after) != string(before) {
			t.Errorf("%s %s: it has changed: %v", tc.args[0], tc.file, err)
		}
	}
	w.must("verify")
}

// A digest that can't be made leaves the one of yesterday; one that can keeps its file's mode.
func TestDigestFile(t *testing.T) {
	t.Parallel()
	base := newsstand(t, map[string]string{"/feed.rss": smallFeed})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	w.must("ingest")
	file := filepath.Join(t.TempDir(), "week.md")
	if err := os.WriteFile(file, []byte("yesterday's"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := w.ascribe("digest", "--tz", "Mars/Olympus", "--output", file); code != exitUsage || strings.Count(errs, "query.tz") != 1 {
		t.Errorf("exit %d, want %d with the fault once: %s", code, exitUsage, errs)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "yesterday's" {
		t.Errorf("%q %v", text, err)
	}
	w.must("digest", "--since", "2024-01-01", "--output", file)
	text, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(text), "# ") {
		t.Errorf("%q %v", text, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if entries, err := os.ReadDir(filepath.Dir(file)); err != nil || len(entries) != 1 {
		t.Errorf("something is left beside it: %v %v", entries, err)
	}
	if code, _, errs := w.ascribe("digest", "--output", filepath.Join(w.dir, "none", "x.md")); code != exitFailure || !strings.Contains(errs, "none") {
		t.Errorf("no such folder: exit %d %s", code, errs)
	}
}

// A stranger's text may not steer the terminal, nor turn round what stands after it.
func TestPlain(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a\x1b[31mb\x07":                    "a[31mb",
		"one\ntwo\tthree":                   "one two three",
		"\u202eevil\u202c \u2066x\u2069":    "evil x",
		"\ufeffa\u206ab\U000e0041\u061c\rc": "abc",
		"איראן، ایران":                      "איראן، ایران",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

// What a killed process left keeps nobody from writing, also where every process has the same number.
func TestWriteWholeBesideLeftovers(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "week.md")
	left := filepath.Join(filepath.Dir(file), fmt.Sprintf(".week.md.%d", os.Getpid()))
	if err := os.WriteFile(left, []byte("half of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(file, strings.NewReader("the week")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "the week" {
		t.Errorf("%q, %v", got, err)
	}
}
