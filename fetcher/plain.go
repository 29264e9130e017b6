package fetcher

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// skipped elements have no text of the article within.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Iframe: true, atom.Template: true, atom.Object: true,
	atom.Svg: true, atom.Math: true, atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Title: true, atom.Head: true,
}

// blocks begin and end a paragraph.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true, atom.Pre: true,
	atom.Table: true, atom.Tr: true, atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Aside: true,
	atom.Figure: true, atom.Figcaption: true, atom.Hr: true, atom.Main: true, atom.Nav: true, atom.Center: true, atom.Form: true,
}

// paragraphs makes plain text of HTML: entities decoded once, white space folded, blocks
// separated by blank lines. What looks like a tag and is none that HTML knows ("List<int>")
// is text. Two line breaks in a row end a paragraph, as one does not.
func paragraphs(markup string) string {
	if !strings.ContainsAny(markup, "<&\n") {
		return clean(markup)
	}
	p := plain{}
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.flush()
			return p.out.String()
		case html.TextToken:
			if p.skip == 0 {
				p.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			closed := strings.HasSuffix(raw, "/>")
			if closed {
				z.NextIsNotRawText() // XHTML's <iframe/>
			}
			p.tag(atom.Lookup(name), raw, closed)
		case html.EndTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case skipped[a]:
				p.skip = max(0, p.skip-1)
			case blocks[a]:
				p.flush()
			}
		}
	}
}

// line makes plain text of the HTML of a title or a name: one line.
func line(markup string) string {
	return strings.ReplaceAll(paragraphs(markup), "\n\n", " ")
}

type plain struct {
	out  strings.Builder
	para strings.Builder
	skip int  // depth within skipped elements
	br   bool // a line break came last
}

func (p *plain) tag(a atom.Atom, raw string, closed bool) {
	switch {
	case skipped[a]:
		if !closed {
			p.skip++
		}
	case p.skip > 0:
	case a == atom.Br:
		if p.br {
			p.flush()
		} else {
			p.para.WriteByte(' ')
			p.br = true
		}
	case blocks[a]:
		p.flush()
	case a == atom.Td || a == atom.Th:
		p.para.WriteByte(' ')
	case a == 0 && !strings.ContainsAny(raw, "=:-"):
		p.text(raw)
	}
}

func (p *plain) text(s string) {
	p.para.WriteString(s)
	if strings.TrimSpace(s) != "" {
		p.br = false
	}
}

func (p *plain) flush() {
	text := clean(p.para.String())
	p.para.Reset()
	p.br = false
	if text == "" {
		return
	}
	if p.out.Len() > 0 {
		p.out.WriteString("\n\n")
	}
	p.out.WriteString(text)
}

// clean folds white space, drops what has no shape but changes how text is shown or
// compared, and composes characters (NFC).
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	blank, marks := false, 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = true
			continue
		case invisible(r):
			continue
		case unicode.Is(unicode.Mn, r):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		if blank && b.Len() > 0 {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// maxMarks is how many marks one letter may carry; Vietnamese and Hebrew need three.
const maxMarks = 4

// invisible characters are controls, the direction overrides that make a text read as
// another, zero-width blanks, soft hyphens and tags. Joiners stay: Persian and emoji need them.
func invisible(r rune) bool {
	switch {
	case unicode.IsControl(r), r == 0xad, r == 0x200b, r == 0xfeff, r == 0x2060, r == unicode.ReplacementChar:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

// cutRunes shortens s to n characters, with an ellipsis in place of the last.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count := 0
	last := 0
	for i := range s {
		if count == n-1 {
			last = i
		}
		if count++; count > n {
			return strings.TrimRight(s[:last], " ") + "…"
		}
	}
	return s
}

// cutBytes shortens text to at most n bytes, on the border of a paragraph if there is one.
func cutBytes(text string, n int) string {
	if len(text) <= n {
		return text
	}
	if i := strings.LastIndex(text[:n], "\n\n"); i > 0 {
		return text[:i]
	}
	return strings.ToValidUTF8(text[:n], "")
}
