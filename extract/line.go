package extract

import (
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
