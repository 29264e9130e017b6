package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
)

// Paragraphs and headlines of the articles in articleFiles that were drawn at random among
// those with words of blame or deed and a party, and annotated by the guideline by people who
// had not seen what the reader makes of them. What stands here are places and names, no text.
//
//go:embed testdata/annotated.jsonl
var annotatedText string

// fromArticle reports whether the passage is one of annotated.jsonl.
func (p passage) fromArticle() bool { return p.file == "articles" }

// given reports whether the passage belongs to the gold that the scorer of the data knows.
func (p passage) given() bool { return !p.own() && !p.fromArticle() && !p.invented() }

// articlePrefix and its ID name an article where passages name their incident.
const articlePrefix = "article "

// articleFiles hold the articles, in the folder of incidents.
var articleFiles = []string{"fulltext/replay.jsonl", "fulltext/dev1.jsonl", "fulltext/dev2.jsonl", "cyber-background.jsonl", "cyber-dev.jsonl", "neus-train.jsonl"}

// An annotation is a line of annotated.jsonl: bytes of the article, claims with bytes of the passage.
type annotation struct {
	Article    string
	Title      bool // the headline, not a part of the text
	Start, End int
	Claims     []struct {
		claimShape
		VictimAt []int   `json:"victim_at"`
		HedgeAt  [][]int `json:"hedge_at"`
	}
}

// readArticles reads the annotated paragraphs, with their text from the articles of incidents.
func readArticles(incidents string) ([]passage, error) {
	all, err := readAnnotations()
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, a := range all {
		wanted[a.Article] = true
	}
	articles := map[string]labelled{}
	for _, name := range articleFiles {
		stories, err := storiesOf(filepath.Join(incidents, name), func(id string) bool { return wanted[id] })
		if err != nil {
			return nil, err
		}
		for _, s := range stories {
			articles[s.mark] = s
		}
	}
	var out []passage
	for i, a := range all {
		in := articles[a.Article]
		text := in.Text
		if a.Title {
			text = in.Title
		}
		p, err := a.passage(text)
		if err != nil {
			return nil, fmt.Errorf("annotated.jsonl:%d: %w", i+1, err)
		}
		p.Outlet, p.Date = string(in.Outlet), in.Published.String()
		out = append(out, p)
	}
	return out, nil
}

// readAnnotations reads the embedded annotations.
func readAnnotations() ([]annotation, error) {
	var all []annotation
	for line := range strings.Lines(annotatedText) {
		var a annotation
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, fmt.Errorf("annotated.jsonl:%d: %w", len(all)+1, err)
		}
		all = append(all, a)
	}
	return all, nil
}

// passage cuts the annotated paragraph out of its article.
func (a annotation) passage(text string) (passage, error) {
	within := func(at []int, size int) bool { return len(at) == 2 && 0 <= at[0] && at[0] < at[1] && at[1] <= size }
	if !within([]int{a.Start, a.End}, len(text)) {
		return passage{}, fmt.Errorf("%s has no bytes %d to %d", a.Article, a.Start, a.End)
	}
	text = text[a.Start:a.End]
	p := passage{ID: fmt.Sprintf("%s-%d", a.Article, a.Start), Incident: articlePrefix + a.Article, file: "articles", Text: text}
	for _, c := range a.Claims {
		places := append([][]int{{c.Start, c.End}}, c.HedgeAt...)
		if c.VictimAt != nil {
			places = append(places, c.VictimAt)
		}
		for _, at := range places {
			if !within(at, len(text)) {
				return passage{}, fmt.Errorf("%s has no bytes %v", p.ID, at)
			}
		}
		if c.VictimAt != nil {
			c.Victim = text[c.VictimAt[0]:c.VictimAt[1]]
		}
		var hedges []string
		for _, at := range c.HedgeAt {
			hedges = append(hedges, text[at[0]:at[1]])
		}
		c.Hedge = strings.Join(hedges, " | ")
		p.Claims = append(p.Claims, c.claimShape)
	}
	return p, nil
}
