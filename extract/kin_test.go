package extract

import (
	"slices"
	"testing"
)

// Teasers of other stories repeat, hold a linked headline, and stand in article elements of their own, away from the headline.
func TestKinship(t *testing.T) {
	root, _, err := parse(Input{Page: []byte(`<html><body><main><article><h1>Lock makers meet in Exampleton</h1><div><p>The lock makers met on Thursday to speak about a fault that opens every lock.</p></div></article>` +
		`<section><article class="card"><a href="/1">Ferry bookings were read</a><p>It took a month before anybody noticed it.</p></article>` +
		`<article class="card"><a href="/2">Why small towns pay</a><p>Our reporters asked forty mayors about it.</p></article></section></main></body></html>`)})
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(root, nil)
	s := newSheet(p, p.headline(new(linked), "", nil), "", "", said{})
	find := func(start string) int {
		return slices.IndexFunc(p.blocks, func(b block) bool { return string(p.blockText(&b))[:len(start)] == start })
	}
	body, teaser := s.kinFeatures(nil, find("The lock")), s.kinFeatures(nil, find("Our re"))
	// alike at four levels, headed, article, articles, to the headline's element, the headline's depth there, the fork's in main
	if want := []int16{1, 1, 1, 1, 3, 1, 3, 2, 1}; !slices.Equal(body[:9], want) {
		t.Errorf("paragraph: %v, want %v", body, want)
	}
	if want := []int16{1, 2, 1, 1, 1, 2, 3, 3, 2}; !slices.Equal(teaser[:9], want) {
		t.Errorf("teaser: %v, want %v", teaser, want)
	}
	if s.articles != 3 {
		t.Errorf("%d articles", s.articles)
	}
}
