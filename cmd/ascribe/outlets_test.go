package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"ascribe/extract"
)

// Pages of our own in the shapes of outlets that extractors are known to fail on: with the rules that ship for the
// outlet, the body is the paragraphs of the text and nothing else.
func TestOutletPages(t *testing.T) {
	cfg, err := readConfig("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/outlets/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		i := slices.IndexFunc(cfg.Outlets, func(o outletConfig) bool { return o.ID == id })
		if i < 0 {
			t.Errorf("%s: no outlet of that name", file)
			continue
		}
		seen[id] = true
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(ar.Comment), "\n")
		in := extract.Input{Page: ar.Files[0].Data, URL: strings.TrimPrefix(first, "url: "), Rules: cfg.Outlets[i].Rules}
		a, err := extract.Extract(in)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := a.Text(), strings.TrimSpace(string(ar.Files[1].Data)); got != want {
			t.Errorf("%s: got:\n%s\nwant:\n%s", id, got, want)
		}
		if got := strings.Join(a.Authors, ", "); got != "Ada Tester" {
			t.Errorf("%s: authors %q", id, got)
		}
		if got := a.Published.Time.Format("2006-01-02"); got != "2026-02-25" {
			t.Errorf("%s: published %s", id, got)
		}
		if a.Title == "" || a.Access != extract.Full {
			t.Errorf("%s: title %q, access %s %s", id, a.Title, a.Access, a.Reason)
		}
	}
	for _, o := range cfg.Outlets {
		if r := o.Rules; (r.Body != "" || len(r.Remove) > 0 || r.Title != "" || r.Byline != "" || r.Date != "") && !seen[o.ID] {
			t.Errorf("%s has rules and no page that shows what they are for", o.ID)
		}
	}
}
