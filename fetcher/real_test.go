package fetcher

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

// TestRealFeeds reads saved copies of real feeds: each gives items or says why not.
func TestRealFeeds(t *testing.T) {
	dir := os.Getenv("ASCRIBE_SHARED")
	if dir == "" {
		t.Skip("set ASCRIBE_SHARED to the folder of development data to run this")
	}
	files, err := filepath.Glob(filepath.Join(dir, "feeds/real/*"))
	if err != nil || len(files) < 80 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	feeds, items, partial, undated := 0, 0, 0, 0
	for _, name := range files {
		if filepath.Ext(name) == ".md" {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, why, err := parseDocument(body, "", "https://outlet.example/feed")
		if e, ok := errors.AsType[*Error](err); err != nil && (!ok || e.Reason == "") {
			t.Errorf("%s: %v has no reason", filepath.Base(name), err)
		}
		if err != nil || why != "" {
			t.Logf("%s: %d items, %s %v", filepath.Base(name), len(doc.Items), why, err)
		}
		if err == nil {
			feeds++
		}
		if why != "" {
			partial++
		}
		items += len(doc.Items)
		for _, it := range doc.Items {
			checkItem(t, filepath.Base(name), it)
			if !it.Published.Known() {
				undated++
			}
		}
	}
	t.Logf("%d feeds read, %d of them partial, %d items, %d without a date", feeds, partial, items, undated)
	if feeds < 81 {
		t.Errorf("%d feeds read, want 81", feeds)
	}
}

// checkItem reports what no item may be.
func checkItem(t *testing.T, where string, it Item) {
	t.Helper()
	if len(it.Key) != 32 || len(it.Digest) != 32 {
		t.Errorf("%s: key %q, digest %q", where, it.Key, it.Digest)
	}
	for _, s := range []string{it.URL, it.Title, it.Summary, it.Text, it.Language} {
		if !utf8.ValidString(s) {
			t.Errorf("%s: %q is not UTF-8", where, s)
		}
	}
	if it.URL != "" && absolute(it.URL, "") == "" {
		t.Errorf("%s: URL %q", where, it.URL)
	}
	if it.URL == "" && it.Title == "" && it.Summary == "" && it.Text == "" {
		t.Errorf("%s: an empty item", where)
	}
}
