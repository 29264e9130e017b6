package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is the architecture: what each room may know of the others. A room that is
// not listed may not exist.
var mayImport = map[string][]string{
	"news":     {},
	"extract":  {},
	"sample":   {},
	"fetcher":  {"news"},
	"actor":    {"news"},
	"incident": {"news"},
	"digest":   {"news"},
	"claim":    {"news", "actor"},
	"store":    {"news", "incident"},
	"node":     {"news", "fetcher", "extract", "actor", "claim", "store"},
	"api":      {"news", "actor", "store", "node", "digest"},
	"web":      {"news", "actor", "store", "node", "digest"},

	"cmd/ascribe": {"*"},
	"eval":        {"*"},
}

// namedBy says which rooms may name a library. What is not listed is free to all.
var namedBy = map[string][]string{
	"go.etcd.io/bbolt":                 {"store", "eval"}, // eval measures a bare store as a floor
	"github.com/mmcdole/gofeed":        {"fetcher"},
	"github.com/PuerkitoBio/goquery":   {"extract"},
	"github.com/danielgtaylor/huma/v2": {"api"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImports(t *testing.T) {
	packages := list(t)
	for _, p := range packages {
		room := strings.TrimPrefix(p.ImportPath, "ascribe/")
		if strings.HasPrefix(room, "eval/") {
			room = "eval" // a measure a folder
		}
		allowed, ok := mayImport[room]
		if !ok {
			t.Errorf("room %s is not in the table of rooms", room)
			continue
		}
		for _, imp := range p.Imports {
			if other, ours := strings.CutPrefix(imp, "ascribe/"); ours && !slices.Contains(allowed, other) && !slices.Contains(allowed, "*") {
				t.Errorf("%s may not import %s", room, other)
			}
			for library, rooms := range namedBy {
				if (imp == library || strings.HasPrefix(imp, library+"/")) && !slices.Contains(rooms, room) {
					t.Errorf("%s may not name %s: it belongs to %v", room, library, rooms)
				}
			}
			if strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") && slices.Contains([]string{"news", "incident"}, room) {
				t.Errorf("%s imports %s, but may import the standard library only", room, imp)
			}
		}
	}
}

func list(t *testing.T) []listed {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "ascribe/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return packages
		case err != nil:
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
