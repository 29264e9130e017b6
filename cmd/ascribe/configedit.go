package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A configuration is edited as text, so that its comments and its order stay. The new file
// is read and checked before it takes the place of the old one.

// appendTo adds entries to a list at the top level of a configuration, in block style: each
// entry is the text behind its "- ". A list that is missing is added at the end.
func appendTo(src, list string, entries []string) string {
	if len(entries) == 0 {
		return src
	}
	lines := strings.Split(strings.TrimRight(src, "\n"), "\n")
	at, indent := -1, "  "
	for i, l := range lines {
		key, rest, ok := strings.Cut(l, ":")
		if !ok || key != list {
			continue
		}
		rest, _, _ = strings.Cut(rest, "#")
		switch strings.TrimSpace(rest) {
		case "", "[]", "null", "~":
			lines[i] = list + ":"
			at = i + 1
		}
		break
	}
	if at < 0 {
		lines = append(lines, list+":")
		at = len(lines)
	}
	// The list ends before the next key; comments and blank lines above that belong to it.
	end := at
	for i := at; i < len(lines); i++ {
		l := lines[i]
		if item := strings.TrimLeft(l, " "); strings.HasPrefix(item, "- ") && end == at {
			indent = l[:len(l)-len(item)]
		}
		if l != "" && l[0] != ' ' && l[0] != '#' && l[0] != '-' {
			break
		}
		if s := strings.TrimSpace(l); s != "" && (s[0] != '#' || l[0] == ' ') {
			end = i + 1
		}
	}
	var added []string
	for _, e := range entries {
		added = append(added, indent+"- "+e)
	}
	return strings.Join(append(append(append([]string{}, lines[:end]...), added...), lines[end:]...), "\n") + "\n"
}

// replaceConfig puts an edited configuration in the place of the old one, if it has no fault.
func replaceConfig(path, edited string) error {
	if _, err := parseConfig(path, []byte(edited)); err != nil {
		return fmt.Errorf("%s was not changed, since the change would spoil it: %w", path, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(real), ".config-*.yaml")
	if err != nil {
		return fmt.Errorf("%s was not changed: %w", path, err)
	}
	defer os.Remove(f.Name()) // gone by then if all went well
	_, err = f.WriteString(edited)
	for _, step := range []func() error{func() error { return f.Chmod(info.Mode()) }, f.Sync, f.Close} {
		if stepErr := step(); err == nil {
			err = stepErr
		}
	}
	if err == nil {
		err = os.Rename(f.Name(), real)
	}
	if err != nil {
		return fmt.Errorf("%s was not changed: %w", path, err)
	}
	return nil
}
