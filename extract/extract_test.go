package extract

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is extracted into testdata/pages")

// describe is an article as testdata/pages keep it.
func describe(a Article) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	date := func(d Date) string {
		if d.Precision == "" {
			return ""
		}
		return d.Time.Format("2006-01-02T15:04:05Z07:00") + " " + d.Precision
	}
	line("title", a.Title)
	line("authors", strings.Join(a.Authors, " + "))
	line("published", date(a.Published))
	line("modified", date(a.Modified))
	line("site", a.Site)
	line("section", a.Section)
	line("language", a.Language)
	line("canonical", a.Canonical)
	line("agency", a.Agency)
	line("correction", a.Correction)
	line("keywords", strings.Join(a.Keywords, ", "))
	line("image", strings.TrimSpace(a.Image+" "+a.ImageAlt))
	line("access", strings.TrimSpace(string(a.Access)+" "+a.Reason))
	if a.Live {
		line("live", "yes")
	}
	return b.String() + "\n" + a.Text() + "\n"
}

// pageInput reads the head of a txtar: "url:" and "rules:" lines, then words for people.
func pageInput(head string) Input {
	var in Input
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "url":
			in.URL = value
		case "rules":
			for part := range strings.SplitSeq(value, ", ") {
				name, sel, _ := strings.Cut(part, "=")
				switch name {
				case "body":
					in.Rules.Body = sel
				case "title":
					in.Rules.Title = sel
				case "byline":
					in.Rules.Byline = sel
				case "date":
					in.Rules.Date = sel
				case "remove":
					in.Rules.Remove = append(in.Rules.Remove, sel)
				}
			}
		}
	}
	return in
}

func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := pageInput(string(ar.Comment))
			in.Page = ar.Files[0].Data
			a, err := Extract(in)
			if err != nil {
				t.Fatal(err)
			}
			got := describe(a)
			if *update {
				ar.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(ar.Files[1].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestBlockPages(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/blocked.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		reason, _, _ := strings.Cut(f.Name, "/")
		reason = strings.ReplaceAll(reason, "-", " ")
		want := Failed
		if reason == "subscribe to continue" {
			want = Paywalled
		}
		a, err := Extract(Input{Page: f.Data, URL: "https://www.paper.example/story/1"})
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		if a.Access != want || a.Reason != reason || len(a.Paragraphs) > 0 {
			t.Errorf("%s: access %s (%s), %q", f.Name, a.Access, a.Reason, a.Paragraphs)
		}
	}
	if len(ar.Files) < 20 {
		t.Errorf("only %d block pages", len(ar.Files))
	}
}

func TestNotHTML(t *testing.T) {
	for name, in := range map[string]Input{
		"the page is empty": {Page: []byte("  \n")},
		"application/pdf":   {Page: []byte("%PDF-1.7 ..."), ContentType: "text/html"},
		"image/png":         {Page: []byte("\x89PNG\r\n\x1a\n....")},
		"application/json":  {Page: []byte(`{"error":"no"}`), ContentType: "application/json"},
		"a feed":            {Page: []byte(`<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>`)},
		"text/plain":        {Page: []byte("hello"), ContentType: "text/plain; charset=utf-8"},
		"video":             {Page: []byte("\x00\x00\x00\x18ftypmp42........")},
	} {
		_, err := Extract(in)
		if !errors.Is(err, ErrNotHTML) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestRulesCheck(t *testing.T) {
	if err := (Rules{Body: "div.a > p", Remove: []string{".x", "aside"}}).Check(); err != nil {
		t.Errorf("good rules: %v", err)
	}
	err := Rules{Body: "div[", Date: ":nth(", Remove: []string{"ok", "..x"}}.Check()
	if err == nil {
		t.Fatal("bad rules pass")
	}
	for _, want := range []string{"body:", "date:", "remove:", `"div["`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %s is missing", err, want)
		}
	}
}

func TestExplain(t *testing.T) {
	a, all, err := Explain(Input{Page: newsPage()})
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, d := range all {
		if d.Why == "" || d.Path == "" || d.Text == "" {
			t.Fatalf("decision without path, text or reason: %+v", d)
		}
		if d.Kept {
			kept++
		}
	}
	if kept != len(a.Paragraphs) || kept < 40 || len(all) < 300 {
		t.Errorf("%d of %d blocks kept, %d paragraphs", kept, len(all), len(a.Paragraphs))
	}
}
