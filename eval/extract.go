package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"ascribe/extract"
)

// goldPage is a line of gold.jsonl. What is absent has no gold.
type goldPage struct {
	ID         string   `json:"id"`
	URL        string   `json:"url"`
	Title      string   `json:"title"`
	Authors    []string `json:"authors"`
	Date       string   `json:"date"`
	Body       string   `json:"body"`
	BodyKind   string   `json:"body_kind"`
	Include    []string `json:"must_include"`
	Exclude    []string `json:"must_exclude"`
	FirstWords string   `json:"first_words"`
	LeadImage  string   `json:"lead_image"`
	DataSet    string   `json:"data_set"`
	DomainKey  string   `json:"domain_key"`

	suspect bool // the gold body is visibly an excerpt
	page    []byte
}

// extractBench finds the folder with gold.jsonl in or below dir.
func extractBench(dir string) (string, error) {
	for _, sub := range []string{"", "extract", "bench/extract"} {
		if _, err := os.Stat(filepath.Join(dir, sub, "gold.jsonl")); err == nil {
			return filepath.Join(dir, sub), nil
		}
	}
	return "", fmt.Errorf("%s: no gold.jsonl there, nor in extract or bench/extract below", dir)
}

// goldPages reads the gold with its pages.
func goldPages(dir string) ([]*goldPage, error) {
	dir, err := extractBench(dir)
	if err != nil {
		return nil, err
	}
	doubtful, err := os.ReadFile(filepath.Join(dir, "suspect-gold.txt"))
	if err != nil {
		return nil, err
	}
	suspects := strings.Fields(string(doubtful))
	f, err := os.Open(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var all []*goldPage
	for lines.Scan() {
		g := new(goldPage)
		if err := json.Unmarshal(lines.Bytes(), g); err != nil {
			return nil, fmt.Errorf("gold.jsonl:%d: %w", len(all)+1, err)
		}
		g.suspect = slices.Contains(suspects, g.ID)
		if g.page, err = gunzipFile(filepath.Join(dir, "pages", g.ID+".html.gz")); err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	return all, lines.Err()
}

func gunzipFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return io.ReadAll(z)
}

func (g *goldPage) input() extract.Input { return extract.Input{Page: g.page, URL: g.URL} }

// eachPage calls do for every page, on two goroutines.
func eachPage(pages []*goldPage, do func(i int, g *goldPage)) {
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < len(pages); i += 2 {
				do(i, pages[i])
			}
		})
	}
	wg.Wait()
}

// extractResult is data set → measure → value from 0 to 1.
type extractResult map[string]map[string]float64

// evalExtract measures the extractor on the pages below dir. With folds it trains on all domains but a part,
// measures on that part, and reports the bodies so found as cv/….
func evalExtract(dir string, folds int) (any, error) {
	pages, err := goldPages(dir)
	if err != nil {
		return nil, err
	}
	result := scorePages(pages, func(g *goldPage) extract.Article {
		a, _ := extract.Extract(g.input()) // an error is an empty article, and counts as one
		return a
	})
	if folds > 0 {
		t, err := newTraining(pages)
		if err != nil {
			return nil, err
		}
		models := t.crossTrain(folds)
		cv := scorePages(pages, func(g *goldPage) extract.Article {
			a, _ := models[foldOf(g.DomainKey, folds)].Extract(g.input())
			return a
		})
		out := map[string]any{}
		for set, m := range result {
			out[set] = m
		}
		out["cv"] = cv
		return out, nil
	}
	return result, nil
}

// scorePredictions scores what another extractor found.
func scorePredictions(dir, file string) (any, error) {
	pages, err := goldPages(dir)
	if err != nil {
		return nil, err
	}
	lines, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	found := map[string]extract.Article{}
	for line := range strings.Lines(string(lines)) {
		var p struct {
			ID, Title, Text, Image string
			Authors                []string
			Date                   time.Time
		}
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, len(found)+1, err)
		}
		a := extract.Article{Title: p.Title, Authors: p.Authors, Image: p.Image, Paragraphs: strings.Split(p.Text, "\n"), Access: extract.Full}
		if !p.Date.IsZero() {
			a.Published = extract.Date{Time: p.Date, Precision: "day"}
		}
		found[p.ID] = a
	}
	return scorePages(pages, func(g *goldPage) extract.Article { return found[g.ID] }), nil
}

// scorePages extracts every page and scores it against what gold it has.
func scorePages(pages []*goldPage, read func(*goldPage) extract.Article) extractResult {
	got := make([]extract.Article, len(pages))
	eachPage(pages, func(i int, g *goldPage) { got[i] = read(g) })
	bodies := map[string]*bodyScore{}
	edges := map[string]*borderScore{}
	var snippets snippetScore
	ratios := map[string]map[string]*hitRate{}
	for i, g := range pages {
		text := got[i].Text()
		switch g.BodyKind {
		case "full":
			for _, set := range bodySets(g) {
				if bodies[set] == nil {
					bodies[set], edges[set] = new(bodyScore), new(borderScore)
				}
				bodies[set].add(g.Body, text)
				edges[set].add(g.Body, text)
			}
		case "snippets":
			snippets.add(g.Include, g.Exclude, text)
		}
		scoreMetadata(g, &got[i], ratios)
	}
	result := extractResult{}
	for set, b := range bodies {
		result[set] = b.result()
		result[set]["borders"] = edges[set].f1()
	}
	for set, m := range ratios {
		if result[set] == nil {
			result[set] = map[string]float64{}
		}
		for measure, s := range m {
			result[set][measure] = s.value()
		}
	}
	if result["traf"] != nil {
		result["traf"]["f1"] = snippets.f1()
	}
	return result
}

func bodySets(g *goldPage) []string {
	sets := []string{g.DataSet}
	if !g.suspect {
		sets = append(sets, g.DataSet+"_clean")
	}
	return sets
}

type hitRate struct{ hits, of int }

func (s *hitRate) add(hit bool) {
	s.of++
	if hit {
		s.hits++
	}
}

func (s *hitRate) value() float64 { return float64(s.hits) / float64(max(1, s.of)) }

func scoreMetadata(g *goldPage, a *extract.Article, ratios map[string]map[string]*hitRate) {
	add := func(measure string, hit bool) {
		if ratios[g.DataSet] == nil {
			ratios[g.DataSet] = map[string]*hitRate{}
		}
		if ratios[g.DataSet][measure] == nil {
			ratios[g.DataSet][measure] = new(hitRate)
		}
		ratios[g.DataSet][measure].add(hit)
	}
	if g.Title != "" {
		add("title", sameTitle(g.Title, a.Title))
	}
	if len(g.Authors) > 0 {
		add("authors", sameAuthors(g.Authors, a.Authors))
	}
	if g.Date != "" && g.Date != "NaT" { // pandas writes a date that nobody noted like this
		add("date", sameDate(g.Date, a.Published))
	}
	if g.LeadImage != "" {
		add("image", sameImage(g.LeadImage, a.Image))
	}
	if g.FirstWords != "" {
		want := strings.Join(tokens(folded(g.FirstWords)), " ")
		add("first_words", strings.Contains(strings.Join(tokens(folded(a.Text())), " "), want))
	}
	if g.BodyKind == "full" {
		add("full_access", a.Access == extract.Full)
	}
	add("failed", a.Access == extract.Failed)
	if g.Title != "" || g.Body != "" || len(g.Include) > 0 {
		add("no_block_page", !blockPage(a))
	}
}

// blockPage reports an article that was taken for a captcha, a consent page and the like.
func blockPage(a *extract.Article) bool {
	return a.Access == extract.Failed && a.Reason != "no article found"
}

// sameDate compares days, in the instant's own zone or in UTC.
func sameDate(gold string, d extract.Date) bool {
	if d.Precision == "" {
		return false
	}
	const day = "2006-01-02"
	return d.Time.Format(day) == gold || d.Time.UTC().Format(day) == gold
}

// sameImage compares file names: sizes and hosts of one picture differ.
func sameImage(gold, got string) bool {
	name := func(s string) string {
		s, _, _ = strings.Cut(s, "?")
		return strings.ToLower(path.Base(s))
	}
	return got != "" && name(gold) == name(got)
}

// printExtract writes the result of evalExtract as a table.
func printExtract(w io.Writer, r any) {
	switch r := r.(type) {
	case extractResult:
		for _, set := range slices.Sorted(maps.Keys(r)) {
			fmt.Fprintf(w, "%-16s", set)
			for _, m := range slices.Sorted(maps.Keys(r[set])) {
				fmt.Fprintf(w, " %s %.4f", m, r[set][m])
			}
			fmt.Fprintln(w)
		}
	case map[string]any:
		flat := extractResult{}
		for set, m := range r {
			if cv, ok := m.(extractResult); ok {
				for s, v := range cv {
					flat["cv "+s] = v
				}
			} else if v, ok := m.(map[string]float64); ok {
				flat[set] = v
			}
		}
		printExtract(w, flat)
	}
}
