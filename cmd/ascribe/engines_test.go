package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bare runs a command that needs neither configuration nor database.
func bare(t *testing.T, input string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(input), &o, &e)
	return code, o.String(), e.String()
}

// linesOf decodes what a pipe wrote.
func linesOf[T any](t *testing.T, out string) []T {
	t.Helper()
	var all []T
	for line := range strings.Lines(out) {
		var v T
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, v)
	}
	return all
}

func TestExtractPipe(t *testing.T) {
	t.Parallel()
	page := `<html lang="en"><head><meta name="author" content="Ann Author"><meta property="article:published_time" content="2024-03-02T10:00:00Z"><meta property="article:section" content="World"><meta name="keywords" content="mail, spies"></head><body><article><h1>Breach of a ministry</h1><p>` +
		strings.Repeat("The intruders read the mail of the diplomats. ", 12) + `</p></article></body></html>`
	packed := filepath.Join(t.TempDir(), "page.html.gz")
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	fmt.Fprint(w, page)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(packed, z.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	html, err := json.Marshal(page)
	if err != nil {
		t.Fatal(err)
	}
	input := fmt.Sprintf("{\"id\":\"a\",\"url\":\"https://paper.example/a\",\"html\":%s}\n\n{\"id\":\"b\",\"file\":%q}\n{\"id\":\"c\",\"html\":\"\"}\n", html, packed)
	code, out, errs := bare(t, input, "extract", "--jsonl")
	got := linesOf[articleLine](t, out)
	if code != exitOK || len(got) != 3 {
		t.Fatalf("exit %d, %d lines\n%s%s", code, len(got), out, errs)
	}
	for _, a := range got[:2] {
		if a.Title != "Breach of a ministry" || a.Date != "2024-03-02" || !strings.Contains(a.Body, "mail of the diplomats") || a.Access != "full" || a.Section != "World" || len(a.Keywords) != 2 {
			t.Errorf("%+v", a)
		}
	}
	if got[2].ID != "c" || got[2].Access != "failed" || got[2].Reason == "" {
		t.Errorf("a page of nothing: %+v", got[2])
	}
}

func TestClaimsPipe(t *testing.T) {
	t.Parallel()
	text := "Café news. Britain's National Cyber Security Centre accused Russia of hacking the ministry. Britain expelled two Russian diplomats over the hack."
	input := fmt.Sprintf("{\"id\":\"a\",\"text\":%q,\"outlet\":\"paper\",\"date\":\"2024-03-02\"}\n{\"id\":\"b\",\"text\":\"\"}\n", text)
	code, out, errs := bare(t, input, "claims", "--jsonl")
	type line struct {
		ID     string `json:"id"`
		Claims []struct {
			Evidence string `json:"evidence"`
			Stance   string `json:"stance"`
			Start    *int   `json:"start"`
			End      *int   `json:"end"`
			Date     string `json:"date"`
			Level    string `json:"level"`
		} `json:"claims"`
		Responses []struct {
			Kind    string `json:"kind"`
			Actor   string `json:"actor"`
			Against string `json:"against"`
		} `json:"responses"`
	}
	got := linesOf[line](t, out)
	if code != exitOK || len(got) != 2 || got[0].ID != "a" || len(got[0].Claims) == 0 || len(got[1].Claims) != 0 {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	if c := got[0].Claims[0]; c.Stance != "accuses" || !strings.Contains(text, c.Evidence) || c.Date != "2024-03-02" || c.Level != "government" {
		t.Errorf("%+v", c)
	}
	if rs := got[0].Responses; len(rs) != 1 || rs[0].Kind != "expulsion" || rs[0].Actor != "United Kingdom" || rs[0].Against != "Russia" {
		t.Errorf("%+v", rs)
	}
	if !strings.Contains(out, `"claims":[],"responses":[]`) {
		t.Error("no claims and no responses are empty lists")
	}
}

func TestGroupPipe(t *testing.T) {
	t.Parallel()
	texts := []string{
		"Hackers used CVE-2099-12345 to break into the mail servers of Vestmark Energi in Aarhus, the company said.",
		"Vestmark Energi in Aarhus says that the hackers came in by CVE-2099-12345, a hole in its mail servers.",
		"A ransomware gang has shut the library of Strelsau. Nobody can borrow books on beekeeping there.",
	}
	var input strings.Builder
	for i, text := range texts {
		fmt.Fprintf(&input, "{\"id\":\"%d\",\"url\":\"https://paper%d.example/x\",\"outlet\":\"paper%d\",\"title\":\"Report %d\",\"text\":%q,\"date\":\"2024-03-0%d\"}\n", i, i, i, i, text, i+1)
	}
	code, out, errs := bare(t, input.String(), "group", "--jsonl")
	got := linesOf[groupedLine](t, out)
	if code != exitOK || len(got) != 3 {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	for i, g := range got {
		if g.ID != fmt.Sprint(i) || !g.Incident.Valid() {
			t.Errorf("line %d: %+v", i, g)
		}
	}
	if got[2].Incident == got[0].Incident {
		t.Error("the library is in the incident of the energy company")
	}
	if _, again, _ := bare(t, input.String(), "group", "--jsonl"); again != out {
		t.Errorf("the same input, other incidents:\n%s%s", out, again)
	}
}

// A line that can't be understood ends a pipe and is named; what came before is there.
func TestBadLines(t *testing.T) {
	t.Parallel()
	good := map[string]string{
		"extract": `{"id":"1","html":"<html><body><p>x</p></body></html>"}`, "claims": `{"id":"1","text":"x"}`, "group": `{"id":"1","text":"x"}`,
	}
	for command, first := range good {
		for name, second := range map[string]string{"no JSON": "{id: 2}", "no object": `["2"]`, "another type": `{"id":2}`, "cut off": `{"id":"2`} {
			code, out, errs := bare(t, first+"\n"+second+"\n", command, "--jsonl")
			if code != exitUsage || !strings.Contains(errs, "line 2") {
				t.Errorf("%s, %s: exit %d %s", command, name, code, errs)
			}
			if command != "group" && len(linesOf[struct{ ID string }](t, out)) != 1 {
				t.Errorf("%s, %s: %q", command, name, out)
			}
		}
		if code, out, errs := bare(t, "", command, "--jsonl"); code != exitOK || out != "" {
			t.Errorf("%s of nothing: exit %d %s%s", command, code, out, errs)
		}
	}
	if code, _, errs := bare(t, `{"id":"1","file":"/nowhere"}`, "extract", "--jsonl"); code != exitFailure || !strings.Contains(errs, "/nowhere") {
		t.Errorf("a file that is not there: exit %d %s", code, errs)
	}
}

// TestClaimsExplained: what was read says why, and a tempting sentence why it is none.
func TestClaimsExplained(t *testing.T) {
	t.Parallel()
	text := "Kaspersky said that hackers backed by Iran broke into the ministry's mail. The ministry declined to say whether Iran was behind the breach. The weather was fine."
	code, out, errs := bare(t, text, "claims", "--explain", "--table")
	if code != exitOK {
		t.Fatal(code, errs)
	}
	for _, want := range []string{"names       Kaspersky: org-vendor", ": claim (+", "by        Kaspersky (+", ": none: ", "no claim    no words that attribute"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	code, out, errs = bare(t, fmt.Sprintf("{\"id\":\"a\",\"text\":%q}\n", text), "claims", "--explain", "--jsonl")
	got := linesOf[explainedLine](t, out)
	if code != exitOK || len(got) != 1 || len(got[0].Sentences) != 3 {
		t.Fatalf("exit %d, %s%s", code, out, errs)
	}
	first := got[0].Sentences[0]
	if len(first.Mentions) < 2 || len(first.Considered) == 0 || first.Considered[0].Verdict != "claim" || first.Considered[0].Accusers[0].Name != "Kaspersky" {
		t.Errorf("%+v", first)
	}
}
