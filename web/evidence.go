package web

import (
	"slices"

	"ascribe/news"
)

// A piece is a run of text: evidence of claims, or not.
type piece struct {
	Text    string
	Marked  bool
	Anchors []news.ClaimID // of the claims whose evidence begins here
}

// A marker finds the evidence of a story's claims in its title and paragraphs. Each claim
// is anchored once, where its evidence begins.
type marker struct {
	claims   []news.Claim
	anchored map[news.ClaimID]bool
}

func newMarker(claims []news.Claim) *marker {
	m := &marker{anchored: map[news.ClaimID]bool{}}
	for _, c := range claims {
		if c.Review != news.Rejected {
			m.claims = append(m.claims, c)
		}
	}
	return m
}

// cut cuts a text, which begins at byte offset at of its part, wherever evidence begins or
// ends. Spans may overlap, lie in one another or go beyond the text.
func (m *marker) cut(part news.Part, text string, at int) []piece {
	cuts := []int{0, len(text)}
	for _, c := range m.claims {
		if start, end := within(c.Evidence, part, text, at); start < end {
			cuts = append(cuts, start, end)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i, from := range cuts[:len(cuts)-1] {
		p := piece{Text: text[from:cuts[i+1]]}
		for _, c := range m.claims {
			start, end := within(c.Evidence, part, text, at)
			if start > from || from >= end {
				continue
			}
			p.Marked = true
			if !m.anchored[c.ID] {
				m.anchored[c.ID] = true
				p.Anchors = append(p.Anchors, c.ID)
			}
		}
		if n := len(out); n > 0 && p.Anchors == nil && out[n-1].Marked == p.Marked {
			out[n-1].Text += p.Text
			continue
		}
		out = append(out, p)
	}
	return out
}

// within is where a span lies in a text that begins at byte offset at of a part: an empty
// range when it does not.
func within(s news.Span, part news.Part, text string, at int) (start, end int) {
	if s.Part != part {
		return 0, 0
	}
	return max(s.Start-at, 0), min(s.End-at, len(text))
}
