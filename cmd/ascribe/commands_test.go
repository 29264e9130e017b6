package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"ascribe/store"
)

// told is a world with a few stories that were ingested.
func told(t *testing.T) world {
	t.Helper()
	feed := smallFeed
	base := newsstand(t, map[string]string{"/feed.rss": feed, "/one": `<html><head><title>Britain blames Russia for breach of the Ruritanian ministry</title></head><body><article>
<h1>Britain blames Russia for breach of the Ruritanian ministry</h1>
<p>The British government on Saturday accused Russia's military intelligence service, the GRU, of breaking into the mail servers of the Ruritanian foreign ministry.</p>
<p>The intruders stayed in the ministry's network for at least five months before they were noticed, according to the officials, and read the mail of forty diplomats.</p>
<p>The Kremlin denied that Russia had anything to do with the attack. The ministry has replaced its servers since, and its minister spoke of a grave matter.</p></article></body></html>`})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	if r, code := w.ingest(); code != exitOK || r.New != 2 {
		t.Fatalf("exit %d, %+v", code, r)
	}
	return w
}

// ids finds an incident, a story and a claim to ask for.
func (w world) ids() (incident, story, claim string) {
	w.t.Helper()
	var stories struct {
		Items []struct {
			ID       string  `json:"id"`
			Incident *string `json:"incident"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(w.must("search", "ministry")), &stories); err != nil || len(stories.Items) == 0 {
		w.t.Fatalf("%v, %+v", err, stories)
	}
	story = stories.Items[0].ID
	var one struct {
		Incident *string `json:"incident"`
		Claims   []struct {
			ID string `json:"id"`
		} `json:"claims"`
	}
	if err := json.Unmarshal([]byte(w.must("show", story)), &one); err != nil || one.Incident == nil || len(one.Claims) == 0 {
		w.t.Fatalf("%v, %+v", err, one)
	}
	return *one.Incident, story, one.Claims[0].ID
}

// Every command once for a machine and once for a person.
func TestEveryCommand(t *testing.T) {
	t.Parallel()
	w := told(t)
	incident, story, claim := w.ids()
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, []byte("<html><body><article><h1>Title of it</h1><p>"+strings.Repeat("A sentence of the article. ", 20)+"</p></article></body></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	const text = "Britain accused Russia of hacking the ministry."
	for _, tc := range []struct {
		args  []string
		table string // a word that the table has
	}{
		{[]string{"incidents"}, "1 story of 1 outlet"},
		{[]string{"incidents", "--accused", "RU", "--since", "2000-01-01", "--limit", "5", "--where", "not_accused=CN"}, incident},
		{[]string{"show", incident}, "TIMELINE"},
		{[]string{"show", incident, "--why"}, "founded"},
		{[]string{"show", story}, "forty diplomats"},
		{[]string{"show", claim}, "Britain"},
		{[]string{"search", "ministry"}, "PUBLISHED"},
		{[]string{"actors"}, "ALIASES"},
		{[]string{"actors", "Fancy Bear"}, "APT28"},
		{[]string{"actors", "show", "NCSC"}, "may mean"},
		{[]string{"feeds"}, "HEALTH"},
		{[]string{"feeds", "rejected"}, "VERDICT"},
		{[]string{"feeds", "refresh", "paper"}, "1 feeds visited"},
		{[]string{"ingest", "--all"}, "1 feeds visited"},
		{[]string{"check"}, "is well"},
		{[]string{"extract", page}, "A sentence"},
		{[]string{"extract", page, "--explain"}, "SCORE"},
		{[]string{"claims"}, "SAYS"},
		{[]string{"add", "https://paper.example/x", "--text", "-", "--title", "Pasted", "--published", "2024-03-05"}, "claims, in incident"},
		{[]string{"backup", copied}, "checked"},
		{[]string{"verify"}, "sound"},
		{[]string{"rebuild"}, "made again"},
		{[]string{"compact"}, "before"},
		{[]string{"restore", copied}, "every record checked"},
		{[]string{"reanalyse"}, "0 stories read again"},
		{[]string{"version"}, "reader"},
	} {
		code, out, errs := w.with(text, append([]string{"--json"}, tc.args...)...)
		if code != exitOK || !json.Valid([]byte(out)) {
			t.Errorf("%v --json: exit %d\n%.300s%s", tc.args, code, out, errs)
		}
		code, out, errs = w.with(text, append([]string{"--table"}, tc.args...)...)
		if code != exitOK || !strings.Contains(out, tc.table) || strings.ContainsAny(out, "\x1b\x00") {
			t.Errorf("%v --table: exit %d, want a word on %q\n%.600s%s", tc.args, code, tc.table, out, errs)
		}
	}
}

func TestDigestFormats(t *testing.T) {
	t.Parallel()
	w := told(t)
	incident, _, _ := w.ids()
	for format, want := range map[string]string{"markdown": "# ", "html": "<!DOCTYPE html>", "json": "{", "csv": ","} {
		for _, of := range [][]string{{incident}, {"--since", "2024-01-01"}} {
			args := append([]string{"digest", "--format", format, "--tlp", "GREEN", "--tz", "Europe/London"}, of...)
			if out := strings.ToLower(w.must(args...)); !strings.Contains(out, strings.ToLower(want)) {
				t.Errorf("%v: %.200s", args, out)
			}
		}
	}
	file := filepath.Join(t.TempDir(), "digest.md")
	w.must("digest", incident, "-o", file)
	if !strings.Contains(readFile(t, file), "TLP") {
		t.Error("the file has no TLP line")
	}
}

// What is asked wrongly is told so, with the exit code that says whose fault it is.
func TestWrongQuestions(t *testing.T) {
	t.Parallel()
	w := told(t)
	for _, tc := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"show", "nonsense"}, exitUsage, "incidents begin with i-"},
		{[]string{"show", "i-short"}, exitFailure, "20 characters"},
		{[]string{"show", "i-00000000000000000000"}, exitFailure, "nothing goes by"},
		{[]string{"show", "s-00000000000000000000"}, exitFailure, "nothing goes by"},
		{[]string{"show", "c-00000000000000000000"}, exitFailure, "nothing goes by"},
		{[]string{"digest", "i-00000000000000000000"}, exitFailure, "nothing goes by"},
		{[]string{"digest", "--tz", "Mars/Olympus"}, exitUsage, "tz"},
		{[]string{"digest", "--tlp", "PURPLE"}, exitUsage, "tlp"},
		{[]string{"feeds", "refresh", "nobody"}, exitFailure, "no feed"},
		{[]string{"incidents", "--where", "colour=blue"}, exitUsage, "colour"},
		{[]string{"incidents", "--where", "blue"}, exitUsage, "KEY=VALUE"},
		{[]string{"incidents", "--limit", "0"}, exitUsage, "limit"},
		{[]string{"incidents", "--since", "yesterdayish"}, exitUsage, "since"},
		{[]string{"search", `"open phrase`}, exitUsage, "q"},
		{[]string{"add"}, exitUsage, "name a URL"},
		{[]string{"add", "https://a.example/", "--published", "soon"}, exitUsage, "soon"},
		{[]string{"add", "https://a.example/", "--text", "/nowhere"}, exitFailure, "/nowhere"},
		{[]string{"add", "http://10.1.2.3/story"}, exitFailure, "10.1.2.3"},
		{[]string{"extract"}, exitUsage, "name a URL or a file"},
		{[]string{"extract", "/nowhere.html"}, exitFailure, "/nowhere.html"},
		{[]string{"extract", "-", "--body", "div[["}, exitUsage, "div[["},
		{[]string{"check", "/nowhere.yaml"}, exitUsage, "/nowhere.yaml"},
		{[]string{"backup", "/nowhere/copy.db"}, exitFailure, "/nowhere"},
		{[]string{"backup", filepath.Join(w.dir, database)}, exitUsage, "the database itself"},
	} {
		code, out, errs := w.ascribe(tc.args...)
		if code != tc.code || !strings.Contains(errs, tc.want) || strings.Contains(errs, "goroutine") {
			t.Errorf("%v: exit %d, want %d with %q\n%.300s%s", tc.args, code, tc.code, tc.want, out, errs)
		}
	}
}

func TestAddList(t *testing.T) {
	t.Parallel()
	story := "<html><body><article><h1>A breach</h1><p>" + strings.Repeat("Hackers broke into the ministry's mail servers, it said. ", 15) + "</p></article></body></html>"
	base := newsstand(t, map[string]string{"/a": story, "/b": strings.ReplaceAll(story, "ministry", "bank")})
	w := newWorld(t, oneFeed(base+"/feed.rss"))
	code, out, errs := w.with(fmt.Sprintf("# to begin with\n%s/a\n\n%s/gone\n%s/b\n", base, base, base), "add", "--list", "-")
	if code != exitPartial || !strings.Contains(errs, "/gone") || strings.Count(out, `"id": "s-`) != 2 {
		t.Errorf("exit %d\n%.300s\n%s", code, out, errs)
	}
	if n := w.stats().Stories; n != 2 {
		t.Errorf("%d stories, want 2", n)
	}
}

// A rebuild makes the same incidents, and a backup holds them.
func TestRebuildAndBackup(t *testing.T) {
	t.Parallel()
	w := told(t)
	w.with("Britain said that Russia had hacked the ministry's mail servers.", "add", "https://paper.example/3", "--text", "-")
	before := w.must("--json", "incidents")
	w.must("rebuild")
	if after := w.must("--json", "incidents"); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	w.must("verify")
	copied := newWorld(t, readFile(t, w.config))
	if err := os.Mkdir(copied.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	left, young := filepath.Join(copied.dir, unfinished+"1"), filepath.Join(copied.dir, unfinished+"2")
	for path, age := range map[string]time.Duration{left: 13 * time.Hour, young: 11 * time.Hour} {
		at := time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	w.must("backup", copied.path())
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what a backup left that was killed is there still: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("a backup that is being made was removed: %v", err)
	}
	info, err := os.Stat(copied.path())
	if err != nil {
		t.Fatal(err)
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Blocks*512 > info.Size()+1<<20 {
		t.Errorf("a copy of %d bytes takes %d on disk", info.Size(), st.Blocks*512)
	}
	copied.must("verify")
	if there := copied.must("--json", "incidents"); there != before {
		t.Errorf("the copy has\n%s\nwant\n%s", there, before)
	}
}

// A damaged record is named and makes verify fail.
func TestVerifyFindsDamage(t *testing.T) {
	t.Parallel()
	w := told(t)
	raw := []byte(readFile(t, w.path()))
	// A record in the clear, wherever it stands: some of the places are pages that are free by now.
	damaged := regexp.MustCompile(`paper(["\x01-\x1f])`).ReplaceAll(raw, []byte("taper$1"))
	damaged = bytes.ReplaceAll(damaged, []byte("paper.example"), []byte("taper.example"))
	if bytes.Equal(raw, damaged) {
		t.Fatal("no record in the clear to damage")
	}
	raw = damaged
	if err := os.WriteFile(w.path(), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := w.ascribe("verify")
	if code != exitFailure || out+errs == "" {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

// The index is compared with one that is made from the log, of the database and of a copy.
func TestVerifyIndex(t *testing.T) {
	t.Parallel()
	w := told(t)
	before := readFile(t, w.path())
	if out := w.must("verify", "--index"); !strings.Contains(out, "records of the view are what its log gives") {
		t.Errorf("it says %s", out)
	}
	if readFile(t, w.path()) != before {
		t.Error("comparing has changed the database")
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	w.must("backup", copied)
	if out := w.must("--json", "verify", "--index", "--backup", copied); !strings.Contains(out, `"problems":[]`) && !strings.Contains(out, `"problems": []`) {
		t.Errorf("of a copy it says %s", out)
	}
	if there, err := filepath.Glob(filepath.Join(filepath.Dir(copied), "*")); err != nil || len(there) != 1 {
		t.Errorf("beside the copy is left %v, %v", there, err)
	}
	if code, _, errs := w.ascribe("verify", "--backup", copied); code != exitUsage || !strings.Contains(errs, "--index") {
		t.Errorf("--backup alone: exit %d, %s", code, errs)
	}
}

// What other programs left is not taken for a database.
func TestForeignFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneFeed("http://127.0.0.1:9/feed.rss"))
	if err := os.Mkdir(w.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.path(), []byte(strings.Repeat("not a database ", 5000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"incidents"}, {"ingest"}, {"verify"}, {"rebuild"}, {"backup", filepath.Join(t.TempDir(), "c.db")}} {
		if code, _, errs := w.ascribe(args...); code != exitFailure || !strings.Contains(errs, "not a database of ascribe") {
			t.Errorf("%v: exit %d %s", args, code, errs)
		}
	}
	if _, err := store.Open(w.path(), store.Options{}); err == nil {
		t.Error("it was made into one")
	}
}
