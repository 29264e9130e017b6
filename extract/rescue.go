package extract

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Pages that are drawn by scripts carry the article as data, and sometimes only its beginning as markup. The data are
// believed only where they hold much more of the same article than the markup does.

// enoughWords: a body of so many words is not looked for elsewhere.
const enoughWords = 900

// rescue is the body from the page's data when the markup holds but a part of it; else nil.
func (r *reading) rescue(paragraphs []string) []string {
	have := countWords(paragraphs)
	if have > enoughWords {
		return nil
	}
	var best []string
	take := func(p []string) {
		if countWords(p) > countWords(best) {
			best = p
		}
	}
	if r.ld.found && len(r.ldBody) > 600 {
		take(plainParagraphs(r.ld.article.Body[0]))
	}
	for _, n := range r.meta.scripts {
		s := n.FirstChild.Data
		if strings.Contains(attr(n, "type"), "ld+json") || !strings.Contains(s, `"paragraph"`) && !strings.Contains(s, `"PARAGRAPH"`) && !strings.Contains(s, `"content_elements"`) {
			continue
		}
		if i := strings.IndexAny(s, "{["); i >= 0 && len(s) < 8<<20 {
			var v any
			if json.NewDecoder(strings.NewReader(s[i:])).Decode(&v) == nil {
				c := new(dataBody)
				c.walk(v, 0)
				take(c.best)
			}
		}
	}
	found := countWords(best)
	switch {
	case found < 80 || found*10 < have*13: // not much more
		return nil
	case have < 40 && found > 150:
		return best
	case sameArticle(paragraphs, best):
		return best
	}
	return nil
}

func countWords(paragraphs []string) (n int) {
	for _, p := range paragraphs {
		n += strings.Count(p, " ") + 1
	}
	return n
}

// sameArticle reports that most of what the markup says is also in the data.
func sameArticle(markup, data []string) bool {
	all := strings.Join(data, " ")
	in, of := 0, 0
	for _, p := range markup {
		if len(p) < 60 {
			continue
		}
		of++
		if strings.Contains(all, p[:40]) || strings.Contains(all, p[len(p)-40:]) {
			in++
		}
	}
	return of > 0 && in*2 > of
}

// dataBody finds the list with the most paragraphs in decoded JSON.
type dataBody struct {
	best  []string
	words int
}

func (c *dataBody) walk(v any, depth int) {
	if depth > 60 {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			c.walk(v[k], depth+1)
		}
	case []any:
		var list []string
		for _, x := range v {
			list = append(list, dataParagraph(x)...)
			c.walk(x, depth+1)
		}
		if n := countWords(list); n > c.words {
			c.best, c.words = list, n
		}
	}
}

// dataParagraph is the text of a JSON node that calls itself a paragraph, a heading or a list.
func dataParagraph(v any) []string {
	m, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	kind, _ := m["type"].(string)
	switch strings.ToLower(kind) {
	case "paragraph", "p", "text", "heading", "header", "subheading", "crosshead", "h2", "h3", "blockquote", "quote":
		var b strings.Builder
		dataText(m, &b, 0)
		if s := plain(b.String()); s != "" {
			return []string{s}
		}
	case "list", "unordered_list", "ordered_list", "ul", "ol":
		var all []string
		for _, key := range []string{"items", "content", "children"} {
			items, _ := m[key].([]any)
			for _, x := range items {
				var b strings.Builder
				dataText(x, &b, 0)
				if s := plain(b.String()); s != "" {
					all = append(all, s)
				}
			}
		}
		return all
	}
	return nil
}

// dataText joins the leaves of a node: its text, or that of its children.
func dataText(v any, b *strings.Builder, depth int) {
	if depth > 20 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			dataText(x, b, depth+1)
		}
	case map[string]any:
		for _, key := range []string{"text", "value", "content", "children", "nodes", "items"} {
			switch x := v[key].(type) {
			case string:
				b.WriteString(x)
				return
			case []any:
				dataText(x, b, depth+1)
				return
			}
		}
	}
}

// plain drops markup from text that may hold some.
func plain(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return squeeze(s)
	}
	z := html.NewTokenizer(strings.NewReader(s))
	var b strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			return squeeze(b.String())
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

// plainParagraphs cuts a text from data at its line breaks and paragraph tags.
func plainParagraphs(s string) []string {
	s = strings.NewReplacer("</p>", "\n", "<br>", "\n", "<br/>", "\n", "<br />", "\n", "</h2>", "\n", "</li>", "\n", "\\n", "\n").Replace(s)
	var all []string
	for line := range strings.Lines(s) {
		if p := plain(line); p != "" {
			all = append(all, p)
		}
	}
	return all
}
