package main

import (
	"cmp"
	"slices"

	"ascribe/claim"
	"ascribe/news"
)

// learnAbout learns from the claims of a passage which are about the story's own operation.
func (l *lesson) learnAbout(p passage, s news.Story) {
	if p.own() {
		return // what those are about nobody judged
	}
	var cs []news.Claim
	for _, g := range p.Claims {
		cs = append(cs, g.claim(p.Text))
	}
	slices.SortStableFunc(cs, func(a, b news.Claim) int { return cmp.Compare(a.Evidence.Start, b.Evidence.Start) })
	for i, f := range claim.AboutFeatures(cs, s.Published) {
		l.examples = append(l.examples, example{l.index(f), cs[i].About == news.Other, 2, l.passages})
	}
}

// claim is an annotated claim as the reader would write it.
func (g claimShape) claim(text string) news.Claim {
	return news.Claim{
		Accuser: news.Party{Name: g.Accuser}, Accused: news.Party{Name: g.Accused, Kind: news.PartyKind(g.AccusedKind), Country: g.AccusedCountry}, Subject: g.Subject,
		Relation: news.Relation(g.Relation), Stance: news.Stance(g.Stance), Victim: g.Victim, About: news.About(g.About),
		Evidence: news.Span{Part: news.InText, Start: g.Start, End: g.End}, Quote: text[g.Start:g.End],
	}
}
