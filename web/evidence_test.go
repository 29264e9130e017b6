package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ascribe/news"
)

// Marks stand at the evidence's bytes. In want, [ and ] are the marks and <n> is where the
// n-th claim is anchored.
func TestCut(t *testing.T) {
	type span struct {
		start, end int
	}
	cases := []struct {
		name  string
		text  string
		at    int // where the text begins in its part
		spans []span
		want  string
	}{
		{"nothing", "abcdef", 0, nil, "abcdef"},
		{"all", "abcdef", 0, []span{{0, 6}}, "<0>[abcdef]"},
		{"middle", "abcdef", 0, []span{{2, 4}}, "ab<0>[cd]ef"},
		{"two", "abcdef", 0, []span{{4, 5}, {0, 2}}, "<1>[ab]cd<0>[e]f"},
		{"equal", "abcdef", 0, []span{{2, 4}, {2, 4}}, "ab<0><1>[cd]ef"},
		{"side by side", "abcdef", 0, []span{{0, 3}, {3, 6}}, "<0>[abc]<1>[def]"},
		{"overlapping", "abcdef", 0, []span{{0, 4}, {2, 6}}, "<0>[ab]<1>[cdef]"},
		{"one in another", "abcdef", 0, []span{{0, 6}, {2, 4}}, "<0>[ab]<1>[cdef]"},
		{"one in another, inner first", "abcdef", 0, []span{{2, 4}, {0, 6}}, "<1>[ab]<0>[cdef]"},
		{"a later paragraph", "abcdef", 10, []span{{12, 14}}, "ab<0>[cd]ef"},
		{"elsewhere", "abcdef", 10, []span{{0, 9}, {16, 20}}, "abcdef"},
		{"from the paragraph before", "abcdef", 10, []span{{5, 12}}, "<0>[ab]cdef"},
		{"into the next paragraph", "abcdef", 10, []span{{14, 30}}, "abcd<0>[ef]"},
		{"letters of several bytes", "Ёжик “сказал” да", 0, []span{{len("Ёжик "), len("Ёжик “сказал”")}}, "Ёжик <0>[“сказал”] да"},
		{"empty text", "", 0, []span{{0, 4}}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var claims []news.Claim
			for i, s := range c.spans {
				claims = append(claims, news.Claim{ID: news.ClaimID(fmt.Sprint(i)), Evidence: news.Span{Part: news.InText, Start: s.start, End: s.end}})
			}
			var got strings.Builder
			for _, p := range newMarker(claims).cut(news.InText, c.text, c.at) {
				for _, id := range p.Anchors {
					fmt.Fprintf(&got, "<%s>", id)
				}
				if p.Marked {
					fmt.Fprintf(&got, "[%s]", p.Text)
				} else {
					got.WriteString(p.Text)
				}
			}
			if got.String() != c.want {
				t.Errorf("got %s, want %s", got.String(), c.want)
			}
		})
	}
}

// A claim is anchored once, also when its evidence goes over paragraphs or when the title
// and the text carry one sentence; a rejected one is not marked; other parts do not count.
func TestMarker(t *testing.T) {
	claim := func(id string, part news.Part, start, end int, r news.Review) news.Claim {
		return news.Claim{ID: news.ClaimID(id), Evidence: news.Span{Part: part, Start: start, End: end}, Review: r}
	}
	m := newMarker([]news.Claim{
		claim("over", news.InText, 2, 12, news.Machine),
		claim("title", news.InTitle, 0, 3, news.Machine),
		claim("title", news.InText, 9, 12, news.Machine),
		claim("rejected", news.InText, 0, 1, news.Rejected),
	})
	var got []string
	for _, pieces := range [][]piece{m.cut(news.InTitle, "abcd", 0), m.cut(news.InText, "0123", 0), m.cut(news.InText, "6789abcdef", 6)} {
		for _, p := range pieces {
			got = append(got, fmt.Sprint(p))
		}
	}
	want := "{abc true [title]} {d false []} {01 false []} {23 true [over]} {6789ab true []} {cdef false []}"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestStory(t *testing.T) {
	first := tell("https://wire.example/ferry", "wire", "2024-07-01T08:00:00Z", "Denmark accuses Russia over “ghost” ferry bookings",
		"Ærø’s ferry was booked out by 40,000 passengers that do not exist – for a week.\n\nDenmark’s minister – in Århus – said Russia was behind it. She gave no evidence.",
		said{britain, russia, news.Accuses, "Denmark’s minister – in Århus – said Russia was behind it.", func(c *news.Claim) {
			c.Hedge, c.Victim, c.About, c.Confidence = "behind", "Ærø", news.Other, news.High
		}},
		said{britain, russia, news.Accuses, "Denmark accuses Russia over “ghost” ferry bookings", nil},
		said{states, russia, news.Doubts, "She gave no evidence.", nil})
	w := newWorld(t, first)
	path := "/stories/" + string(first.ID)
	page := w.shows(path, "Denmark accuses Russia over “ghost” ferry bookings", "Ostland <Wire>, 2024-07-01 08:00 UTC · A. Reporter · whole article",
		"United Kingdom accuses Russia carried out · against Ærø · about another operation · “behind” (on no scale) · high confidence · machine-read, 70 %", "United States doubts Russia")
	for i, marked := range []string{"Denmark’s minister – in Århus – said Russia was behind it.", "Denmark accuses Russia over “ghost” ferry bookings", "She gave no evidence."} {
		want := fmt.Sprintf(`<span id="%s" class="anchor"></span><mark>%s</mark>`, first.Analysis.Claims[i].ID, marked)
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	w.ids(path, page)

	doubt := first.Analysis.Claims[2]
	w.edit(news.Edit{Action: news.Reject, Target: doubt.ID, Reason: "nobody doubts here"})
	page = w.shows(path, "rejected by a person")
	if strings.Contains(page, string(doubt.ID)) {
		t.Error("a rejected claim is still anchored or linked to")
	}

	second := tell("https://wire.example/ferry", "wire", "2024-07-01T08:00:00Z", first.Title, first.Text+"\n\nMoscow has not answered.")
	second.Correction, second.Arrived = "An earlier version misspelt Ærø.", first.Arrived.AddDate(0, 0, 1)
	w.add(second)
	w.shows(path, "Moscow has not answered.", "The outlet corrected this: An earlier version misspelt Ærø.", "Version 1 2024-07-01 09:00", "Version 2")
	w.hides(path, "This is version")
	w.shows(path+"/versions/1", "This is version 1. The outlet has changed the story since: version 2", "She gave no evidence.")
	w.hides(path+"/versions/1", "Moscow has not answered.")
	w.get(path+"/versions/3", http.StatusNotFound)
}
