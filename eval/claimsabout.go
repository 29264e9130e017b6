package main

import (
	_ "embed"
	"strings"
	"time"

	"ascribe/actor"
	"ascribe/claim"
	"ascribe/news"
)

// How much a claim weighs that is told to be the story's own or background: passages are many, stories of our own with a
// headline few.
const (
	aboutWeight    = 2
	ownAboutWeight = 1
)

// learnAbout learns from the claims of a passage, as they are read, which are about the story's own operation.
func (l *lesson) learnAbout(p passage, m matcher, cat *actor.Catalogue) {
	if p.own() {
		return // what those are about nobody judged
	}
	s, o := p.story(cat)
	l.placed(s, o, cat, aboutWeight, func(c news.Claim) news.About {
		sh := shape(c)
		for _, g := range p.Claims {
			if overlap(g, sh) && g.Stance == sh.Stance && m.accused(g, sh) {
				return news.About(g.About)
			}
		}
		return ""
	})
}

// placed adds the claims of one story of which truth knows what they are about. Which claims are read there the shipped weights
// say: those of a fold are not learned yet.
func (l *lesson) placed(s news.Story, o news.Outlet, cat *actor.Catalogue, weight float64, truth func(news.Claim) news.About) {
	for _, e := range claim.Shipped().AboutFeatures(s, o, cat, truth) {
		l.examples = append(l.examples, example{l.index(e.Features), e.About == news.Other, weight, l.passages})
	}
}

//go:embed testdata/about.txt
var aboutStories string

// learnAboutStories learns from the stories of about.txt, whose first line tells their form.
func (l *lesson) learnAboutStories(cat *actor.Catalogue) {
	for line := range strings.Lines(aboutStories) {
		title, marked, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		var text strings.Builder
		background := map[int]bool{} // by where their sentences begin
		for i, piece := range strings.Split(marked, "{o}") {
			if i > 0 {
				background[text.Len()] = true
			}
			text.WriteString(piece)
		}
		s := news.Story{
			ID: news.NewStoryID("https://example.org/" + marked), Title: title, Text: text.String(), Language: "en",
			Published: news.Date{Time: time.Date(2025, 6, 10, 0, 0, 0, 0, time.UTC), Precision: news.Day},
		}
		l.passages++
		l.placed(s, news.Outlet{}, cat, ownAboutWeight, func(c news.Claim) news.About {
			if c.Evidence.Part == news.InText && background[c.Evidence.Start] {
				return news.Other
			}
			return news.Main
		})
	}
}
