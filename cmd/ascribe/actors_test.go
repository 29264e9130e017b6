package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/claim"
)

const galaxyFile = `{"type":"threat-actor","category":"actor","version":990,"values":[
	{"value":"Granite Otter","uuid":"00000000-0000-4000-8000-000000000001","meta":{"country":"CN","synonyms":["Quarry","Fancy Bear"]}}]}`

// file writes a file of the user's beside the configuration.
func (w world) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(filepath.Dir(w.config), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// An update is read by at once, its stories are read again by it, and without its file the
// embedded catalogue is back.
func TestActorsUpdate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneFeed("http://127.0.0.1:1/feed.rss"))
	const text = "Britain on Monday blamed Granite Otter for hacking the mail servers of its foreign ministry."
	if code, _, errs := w.with(text, "add", "https://paper.example/x", "--text", "-", "--title", "Mail servers hacked", "--published", "2024-03-05"); code != exitOK {
		t.Fatal(errs)
	}
	galaxy := w.file("threat-actor.json", galaxyFile)
	dry := w.must("--table", "actors", "update", "--dry-run", galaxy)
	if !strings.Contains(dry, "+ Granite Otter (actor:granite-otter), base CN (MISP galaxy)") || !strings.Contains(dry, "1 new, 0 amended\nnothing was written") ||
		!strings.Contains(dry, "Quarry (MISP galaxy); it may be a word, and needs a cue") || !strings.Contains(dry, "Fancy Bear (CrowdStrike (inferred), MISP galaxy); others go by it, too") {
		t.Errorf("a dry run says %s", dry)
	}
	if code, _, _ := w.ascribe("actors", "show", "Granite Otter"); code != exitFailure {
		t.Errorf("a dry run wrote: exit %d", code)
	}
	var report actorsReport
	if err := json.Unmarshal([]byte(w.must("--json", "actors", "update", galaxy)), &report); err != nil || !report.Written || len(report.Changes) != 1 || report.Files[0].Version != "990" {
		t.Fatalf("%v, %+v", err, report)
	}
	if report.Reader == claim.Engine {
		t.Error("the reader has the name that it had without the update")
	}
	if out := w.must("--table", "reanalyse"); !strings.Contains(out, report.Reader+": 1 stories read again, 1 of them otherwise") {
		t.Errorf("reanalyse says %s", out)
	}
	if out := w.must("incidents", "--actor", "Granite Otter"); !strings.Contains(out, "Mail servers") {
		t.Errorf("incidents by the new name: %s", out)
	}
	if err := json.Unmarshal([]byte(w.must("--json", "actors", "update", galaxy)), &report); err != nil || report.Written || len(report.Changes) != 0 {
		t.Errorf("the same file again: %v, %+v", err, report)
	}
	code, out, _ := w.with(text, "--json", "claims", "--actors", report.File)
	if code != exitOK || !strings.Contains(out, `"accused": "Granite Otter"`) {
		t.Errorf("claims by the update: exit %d, %s", code, out)
	}
	if err := os.Remove(report.File); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := w.ascribe("actors", "show", "Granite Otter"); code != exitFailure {
		t.Errorf("without the file: exit %d", code)
	}
}

// What can't be taken is refused by name, whatever came before it, and nothing is written.
func TestActorsUpdateRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneFeed("http://127.0.0.1:1/feed.rss"))
	good := w.file("threat-actor.json", galaxyFile)
	for name, tc := range map[string]struct{ text, want string }{
		"cut.json":     {galaxyFile[:120], "cut off"},
		"country.json": {`{"type":"country","category":"country","values":[{"value":"Peru"}]}`, "holds no threat groups"},
		"page.html":    {"<html>", "no JSON"},
	} {
		bad := w.file(name, tc.text)
		code, _, errs := w.ascribe("actors", "update", good, bad)
		if code != exitFailure || !strings.Contains(errs, tc.want) || !strings.Contains(errs, name) {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
	if _, err := os.Stat(filepath.Join(w.dir, actorsFile)); err == nil {
		t.Error("an update was written")
	}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, actorsFile), []byte("spoilt\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"actors", "show", "APT28"}, {"ingest"}, {"actors", "update", good}} {
		if code, _, errs := w.ascribe(args...); code != exitFailure || !strings.Contains(errs, "is no update of the catalogue") {
			t.Errorf("%v beside a spoilt update: exit %d, %s", args, code, errs)
		}
	}
}

// A name is explained with every party that it may mean.
func TestActorsShow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneFeed("http://127.0.0.1:1/feed.rss"))
	for _, tc := range []struct {
		name string
		want []string
	}{
		{"NCSC", []string{"may mean", "org:ncsc-gb", "org:ncsc-nl", "cyber"}},
		{"Fancy Bear", []string{"actor:apt28", "GRU Unit 26165", "as a suspicion", "G0007", "CrowdStrike"}},
		{"G0007", []string{"actor:apt28"}},
		{"Silence", []string{"with a cue near it"}},
		{"Foreign Office", []string{"state:gb"}},
	} {
		out := w.must("--table", "actors", "show", tc.name)
		for _, want := range tc.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", tc.name, want, out)
			}
		}
	}
	if code, out, errs := bare(t, "", "--data", t.TempDir(), "--table", "actors", "show", "Fancy Bear"); code != exitOK || !strings.Contains(out, "actor:apt28") || !strings.Contains(out, "CrowdStrike (inferred)") {
		t.Errorf("without a configuration: exit %d, %s%s", code, out, errs)
	}
	var parties []knownParty
	if err := json.Unmarshal([]byte(w.must("--json", "actors", "show", "BlueNoroff")), &parties); err != nil || len(parties) == 0 || parties[0].Names[0].UsedBy == nil {
		t.Errorf("%v, %+v", err, parties)
	}
}
