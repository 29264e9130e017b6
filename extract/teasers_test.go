package extract

import (
	"fmt"
	"strings"
	"testing"
)

// story is the beginning of a page: a headline and text enough for an article.
const story = `<html lang="en"><head><title>Lock maker knew of the fault</title></head><body><main><article><h1>Lock maker knew of the fault</h1>` +
	`<p>The lock maker of Exampleton said on Monday that the fault had been known to him since the spring, and that he had told nobody but his dog.</p>` +
	`<p>His neighbours, who had bought eleven of the locks, said that they had heard the dog bark at night, and wondered what it wanted to say.</p>` +
	`<p>The council will meet on Thursday, and has asked the smith of the next town to bring his tools and an open mind.</p></article>`

// rulesAlone is what the rules leave of a page of which the model would keep all.
func rulesAlone(t *testing.T, page string) string {
	t.Helper()
	a, err := (&Model{First: Forest{bias: 100}, Second: Forest{bias: 100}}).Extract(Input{Page: []byte(page), URL: "https://x.example/2026/lock"})
	if err != nil {
		t.Fatal(err)
	}
	return a.Text()
}

func TestTeasers(t *testing.T) {
	const summary = `<p>Of quite another matter, told in a few words, with a comma and a full stop, as teasers are.</p>`
	for _, c := range []struct {
		name, card string
		times      int
		kept       bool
	}{
		{"cards", `<div class="card"><a href="/2026/other-%d">Another story of the day</a>` + summary + `</div>`, 5, false},
		{"articles", `<article><h3><a href="/2026/other-%d">Another story of the day</a></h3>` + summary + `</article>`, 2, false},
		{"one article", `<article><h3><a href="/2026/other-%d">Another story of the day</a></h3>` + summary + `</article>`, 1, true},
		{"questions that open on the page", `<div class="card"><a href="#q%d">What did the dog know?</a>` + summary + `</div>`, 5, true},
		{"wares of a shop elsewhere", `<div class="card"><a href="https://shop.example/%d">Lock of brass and steel</a>` + summary + `</div>`, 5, true},
	} {
		var page strings.Builder
		page.WriteString(story)
		for i := range c.times {
			fmt.Fprintf(&page, c.card, i)
		}
		text := rulesAlone(t, page.String()+`</main></body></html>`)
		if !strings.Contains(text, "The council will meet") || strings.Contains(text, "another matter") != c.kept {
			t.Errorf("%s: %q", c.name, text)
		}
	}
}

// A list is the text where nothing else is, and where the text goes on behind it.
func TestTeasersWithinText(t *testing.T) {
	var list strings.Builder
	for i := range 5 {
		fmt.Fprintf(&list, `<div class="card"><a href="/2026/other-%d">Another story of the day</a><p>Of quite another matter, told in a few words, with a comma and a full stop, as teasers are.</p></div>`, i)
	}
	head, tail, _ := strings.Cut(story, "<p>The council")
	for _, page := range []string{head + list.String() + "<p>The council" + tail, `<html><body><main><h1>All of the week</h1>` + list.String() + `</main></body></html>`} {
		if text := rulesAlone(t, page); !strings.Contains(text, "another matter") {
			t.Errorf("lost: %q", text)
		}
	}
}

func TestTables(t *testing.T) {
	head, tail, _ := strings.Cut(story, "<p>The council")
	table := `<table><tr><td>Locks</td><td>11</td></tr><tr><td>Keys</td><td>3</td></tr></table>`
	r, err := read(Input{Page: []byte(head + table + "<p>The council" + tail + `<table><tr><td><a href="/a">Home</a></td><td>9</td></tr><tr><td>Top</td><td>8</td></tr></table></body></html>`)})
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]int32, len(r.blocks))
	for i := range scores {
		scores[i] = -100
	}
	v := make([]verdict, len(r.blocks))
	r.tables(v, scores)
	var in []string
	for i := range v {
		if v[i] == kept {
			in = append(in, string(r.blockText(&r.blocks[i])))
		}
	}
	if got := strings.Join(in, " "); got != "Locks 11 Keys 3" {
		t.Errorf("kept %q", got)
	}
	for i := range scores {
		scores[i] = hopelessTable
	}
	clear(v)
	if r.tables(v, scores); v[4] == kept {
		t.Errorf("a table that is no part of the text is kept")
	}
}
