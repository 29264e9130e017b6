package actor

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
)

//go:embed data/*.tsv data/common.txt
var embedded embed.FS

var tables, _ = fs.Sub(embedded, "data") // the path is valid

// rows reads a table: one record a line, cells between tabs, "#" before comments. Each
// record has exactly the given number of cells.
func rows(fsys fs.FS, file string, cells int) ([][]string, error) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	return parse(file, string(text), cells)
}

func parse(file, text string, cells int) ([][]string, error) {
	var out [][]string
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != cells {
			return nil, fmt.Errorf("%s:%d: %d cells, want %d", file, n, len(row), cells)
		}
		out = append(out, row)
	}
	return out, nil
}

// list splits a cell that holds several names.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "; ")
}

// key is what spellings of one name agree in: lower case, letters and digits only. A
// leading article counts as little as a blank.
func key(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if kind(r) != sign {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if k, ok := strings.CutPrefix(b.String(), "the"); ok && len(s) > 4 && strings.EqualFold(s[:4], "the ") {
		return k
	}
	return b.String()
}

// slug makes the readable part of an ID from a name: "Fancy Bear (16)" → "fancy-bear-16".
func slug(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range s {
		switch {
		case kind(r) != sign:
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(unicode.ToLower(r))
		default:
			dash = true
		}
	}
	return b.String()
}
