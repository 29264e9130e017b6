package extract

import (
	"bytes"
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
	var all [][]string
	if r.ld.found && len(r.ldBody) > 600 {
		all = append(all, plainParagraphs(r.ld.article.Body[0]))
	}
	for _, found := range r.meta.scripts {
		if found.linked() || len(found.text) > 8<<20 || !carriesText(found.text, have) {
			continue
		}
		c := new(dataBody)
		for _, v := range values(string(found.text)) {
			c.walk(v, 0)
		}
		all = append(all, c.found...)
	}
	var best []string
	for _, p := range all {
		switch found := countWords(p); {
		case found < 80 || found*2 < have*3 || found <= countWords(best): // not much more
		case have < 40 && found > 150, sameArticle(paragraphs, p):
			best = p
		}
	}
	return best
}

// values decodes what stands in a script between its assignments: "window.x = window.x || {}; x.state = {…};".
func values(script string) (all []any) {
	for range 8 {
		i := strings.IndexAny(script, "{[")
		if i < 0 {
			break
		}
		script = script[i:]
		dec := json.NewDecoder(strings.NewReader(script))
		var v any
		if dec.Decode(&v) != nil {
			script = script[1:]
			continue
		}
		all = append(all, v)
		script = script[dec.InputOffset():]
	}
	return all
}

// carriesText reports a script that may hold an article. To decode one takes as long as to parse the page, so text in the
// form of markup is looked for only where the page itself has next to none.
func carriesText(script []byte, have int) bool {
	for _, mark := range []string{`"paragraph"`, `"PARAGRAPH"`, `"content_elements"`} {
		if bytes.Contains(script, []byte(mark)) {
			return true
		}
	}
	return have < 150 && (bytes.Contains(script, []byte("</p>")) || bytes.Contains(script, []byte(`\u003c/p`)))
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

// dataBody finds the lists of paragraphs in decoded JSON.
type dataBody struct{ found [][]string }

func (c *dataBody) walk(v any, depth int) {
	if depth > 60 {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			c.walk(v[k], depth+1)
		}
	case string:
		if len(v) > 600 && strings.Count(v, "</p>") > 2 {
			c.take(plainParagraphs(v))
		}
	case []any:
		var list []string
		for _, x := range v {
			list = append(list, dataParagraph(x)...)
			c.walk(x, depth+1)
		}
		c.take(list)
	}
}

// take keeps the lists that may be an article, no more than a page may have.
func (c *dataBody) take(list []string) {
	if countWords(list) >= 80 && len(c.found) < 100 {
		c.found = append(c.found, list)
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
