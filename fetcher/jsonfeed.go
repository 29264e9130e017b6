package fetcher

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// parseJSON reads a JSON Feed, item by item: one with a wrong type in it costs that item.
// An object that names no version of jsonfeed.org is no feed: hosts answer
// {"error":"rate limited"} with status 200.
func parseJSON(text []byte, base string) (Document, string, error) {
	var f struct {
		Version  any `json:"version"`
		Title    any `json:"title"`
		Home     any `json:"home_page_url"`
		Language any `json:"language"`
		Authors  any `json:"authors"`
		Author   any `json:"author"`
		Items    []json.RawMessage
	}
	why := ""
	if err := json.Unmarshal(text, &f); err != nil {
		if !errors.Is(err, io.ErrUnexpectedEOF) && !strings.Contains(err.Error(), "unexpected end of JSON input") {
			return Document{}, "", errBadJSON
		}
		if text = mended(text); text == nil || json.Unmarshal(text, &f) != nil {
			return Document{}, "", errBadJSON
		}
		why = "it ends in the middle"
	}
	if v := str(f.Version); !strings.Contains(v, "jsonfeed.org/version/") {
		return Document{}, "", errJSON
	}
	doc := Document{Title: cutRunes(line(str(f.Title)), maxTitle), Language: language(str(f.Language))}
	if doc.Home = absolute(str(f.Home), base); doc.Home != "" {
		base = doc.Home
	}
	if len(f.Items) > maxItems {
		f.Items, why = f.Items[:maxItems], fmt.Sprintf("it has more than %d items", maxItems)
	}
	lost := 0
	for _, raw := range f.Items {
		var it map[string]any
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if d.Decode(&it) != nil || it == nil {
			lost++
			continue
		}
		doc.add(jsonItem(it, authors(f.Authors, f.Author)), base)
	}
	if lost > 0 && why == "" {
		why = fmt.Sprintf("%d of its items cannot be read", lost)
	}
	doc.identify()
	return doc, why, nil
}

func jsonItem(it map[string]any, feedAuthors []string) rawItem {
	raw := rawItem{
		guid: str(it["id"]), title: str(it["title"]), summary: str(it["summary"]),
		text: str(it["content_html"]), published: str(it["date_published"]), updated: str(it["date_modified"]),
		language: str(it["language"]), authors: authors(it["authors"], it["author"]),
	}
	raw.link, _ = it["url"].(string)
	if raw.link == "" {
		raw.link, _ = it["external_url"].(string)
	}
	if raw.text == "" {
		// Plain text: its blank lines are its paragraphs.
		for p := range strings.SplitSeq(str(it["content_text"]), "\n\n") {
			raw.text += "<p>" + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(p) + "</p>"
		}
	}
	if len(raw.authors) == 0 {
		raw.authors = feedAuthors
	}
	if tags, ok := it["tags"].([]any); ok {
		for _, t := range tags {
			raw.keywords = append(raw.keywords, str(t))
		}
	}
	return raw
}

// authors reads version 1.1's list of authors, else version 1's single one.
func authors(list, single any) []string {
	all, _ := list.([]any)
	if single != nil {
		all = append(all, single)
	}
	var out []string
	for _, a := range all {
		if person, ok := a.(map[string]any); ok {
			out = append(out, str(person["name"]))
		}
	}
	return out
}

// str is a string, or a number in digits (the format says that ids may be), else "".
func str(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case float64:
		return fmt.Sprint(v)
	}
	return ""
}

// mended closes a document that was cut off within its list of items, after the last item
// that is whole; nil if there is none.
func mended(text []byte) []byte {
	var open []byte // of the brackets that are open
	last, inString := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if open = append(open, c); len(open) > maxDepth {
				return nil
			}
		case (c == '}' || c == ']') && len(open) > 0:
			if open = open[:len(open)-1]; string(open) == "{[" && c == '}' {
				last = i + 1
			}
		}
	}
	if last == 0 {
		return nil
	}
	return append(bytes.Clone(text[:last]), "]}"...)
}
