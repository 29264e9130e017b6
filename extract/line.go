package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// spaced is the text of a block as a reader of the page sees it: style sheets part the inline elements of a byline
// ("Ada Tester", "2 March 2026", "12 shares"), whose texts touch in the source. The blocks of one element share it.
func (p *page) spaced(i int) string {
	b := &p.blocks[i]
	if b.elem < 0 {
		return string(p.blockText(b))
	}
	n := p.elems[b.elem].node
	if c := n.FirstChild; c == nil || c.NextSibling == nil && c.Type == html.TextNode {
		return string(p.blockText(b))
	}
	var s strings.Builder
	spacedText(n, &s)
	if s.Len() > 600 {
		return string(p.blockText(b))
	}
	return squeeze(s.String())
}

func spacedText(n *html.Node, s *strings.Builder) {
	for c := n.FirstChild; c != nil && s.Len() <= 600; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			s.WriteString(c.Data)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Br:
			s.WriteString(" | ")
		case flowOf(c) == inline && !unseen(c):
			s.WriteByte(' ')
			spacedText(c, s)
			s.WriteByte(' ')
		}
	}
}

// segments cuts a line about the article into what stands between its separators.
func segments(line string) []string {
	line = lineSeparators.Replace(line)
	var all []string
	for s := range strings.SplitSeq(line, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	return all
}

var lineSeparators = strings.NewReplacer("|", "\n", "•", "\n", "·", "\n", " – ", "\n", " — ", "\n", " - ", "\n", " // ", "\n", "»", "\n", "›", "\n", "⋅", "\n", "∙", "\n", "●", "\n")

// spacedNode is spaced for an element of any kind.
func spacedNode(n *html.Node) string {
	var s strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && s.Len() <= 600; c = c.NextSibling {
			switch f := flowOf(c); {
			case c.Type == html.TextNode:
				s.WriteString(c.Data)
			case c.Type != html.ElementNode:
			case f == lineBreak:
				s.WriteString(" | ")
			case f == inline && !unseen(c), f == breaks:
				s.WriteByte(' ')
				walk(c)
				s.WriteByte(' ')
			}
		}
	}
	walk(n)
	return squeeze(s.String())
}

// lineNames is what a line such as "Posted by Ada Tester on Friday" or "2 March 2026 | By Ada Tester" names, "" without "By".
func lineNames(line string) string {
	for _, seg := range segments(line) {
		if rest, ok := cutBy(seg); ok {
			if names := cutAfter(rest); names != "" {
				return names
			}
			continue
		}
		// "Published 2 March 2026 by Ada Tester", "jeudi 13 juin, par Ada Tester"
		for _, by := range []string{" by ", " von ", " par ", " por "} {
			before, rest, ok := strings.Cut(seg, by)
			if ok && (parseDate(before, false).Precision != "" || strings.HasPrefix(strings.ToLower(before), "posted")) {
				return cutAfter(rest)
			}
		}
	}
	return ""
}

// cutAfter ends a byline where it goes on with when and where.
func cutAfter(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		low := strings.TrimRight(strings.ToLower(w), ".,:;")
		if w[0] >= '0' && w[0] <= '9' && i > 0 || slices.Contains(afterNames, low) || months()[low] != 0 && i+1 < len(words) && words[i+1][0] >= '0' && words[i+1][0] <= '9' {
			words = words[:i]
			break
		}
	}
	return strings.TrimRight(strings.Join(words, " "), " ,.;:-–—@")
}

// afterNames are words that no name holds and that follow one in a byline.
var afterNames = []string{
	"on", "in", "at", "am", "um", "updated", "published", "posted", "reviewed", "edited", "photographs", "photography", "photos", "illustration", "illustrated",
	"fotos", "foto", "stand", "follow", "read", "min", "comments", "share", "views", "last", "datum", "date", "gespeichert", "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "medically", "fact", "this", "is", "–", "—", "-", "/",
}
