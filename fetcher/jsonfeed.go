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
		jsonPeople
		Items jsonItems
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
	lost, people := 0, names(f.authors(), maxAuthors)
	for _, raw := range f.Items {
		var it jsonItem
		if json.Unmarshal(raw, &it) != nil || raw[0] != '{' {
			lost++
			continue
		}
		doc.add(it.raw(people), base)
	}
	if lost > 0 && why == "" {
		why = fmt.Sprintf("%d of its items cannot be read", lost)
	}
	doc.identify()
	return doc, why, nil
}

// jsonItems are undecoded, and no more than it takes to see that there are too many.
type jsonItems []json.RawMessage

// UnmarshalJSON reads the list item by item.
func (l *jsonItems) UnmarshalJSON(list []byte) error {
	if string(list) == "null" {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(list))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return errBadJSON
	}
	for *l = nil; len(*l) <= maxItems && d.More(); {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		*l = append(*l, raw)
	}
	return nil
}

// A jsonItem holds what we keep of an item, undecoded: what an item may have besides costs
// nothing, and a list no more than what is kept of it.
type jsonItem struct {
	ID        json.RawMessage `json:"id"`
	URL       json.RawMessage `json:"url"`
	External  json.RawMessage `json:"external_url"`
	Title     json.RawMessage `json:"title"`
	Summary   json.RawMessage `json:"summary"`
	HTML      json.RawMessage `json:"content_html"`
	Text      json.RawMessage `json:"content_text"`
	Published json.RawMessage `json:"date_published"`
	Modified  json.RawMessage `json:"date_modified"`
	Language  json.RawMessage `json:"language"`
	Tags      json.RawMessage `json:"tags"`
	jsonPeople
}

// jsonPeople are version 1.1's list of authors and version 1's single one.
type jsonPeople struct {
	Authors json.RawMessage `json:"authors"`
	Author  json.RawMessage `json:"author"`
}

// raw is the item, by the feed's authors if it has none.
func (it jsonItem) raw(people []string) rawItem {
	raw := rawItem{
		guid: str(value(it.ID)), title: str(value(it.Title)), summary: str(value(it.Summary)),
		text: str(value(it.HTML)), published: str(value(it.Published)), updated: str(value(it.Modified)),
		language: str(value(it.Language)), authors: it.authors(),
	}
	raw.link, _ = value(it.URL).(string)
	if raw.link == "" {
		raw.link, _ = value(it.External).(string)
	}
	if raw.text == "" {
		// Plain text: its blank lines are its paragraphs.
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(str(value(it.Text)))
		raw.text = "<p>" + strings.ReplaceAll(escaped, "\n\n", "</p><p>") + "</p>"
	}
	if len(raw.authors) == 0 {
		raw.authors = people
	}
	for _, t := range some(it.Tags, maxKeywords) {
		raw.keywords = append(raw.keywords, str(t))
	}
	return raw
}

func (p jsonPeople) authors() []string {
	all := some(p.Authors, maxAuthors)
	if p.Author != nil {
		all = append(all, value(p.Author))
	}
	var out []string
	for _, a := range all {
		if person, ok := a.(map[string]any); ok {
			out = append(out, str(person["name"]))
		}
	}
	return out
}

// some decodes the first elements of a list; what is none has none.
func some(list json.RawMessage, most int) (values []any) {
	d := json.NewDecoder(bytes.NewReader(list))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil
	}
	for len(values) < most && d.More() {
		var v any
		if d.Decode(&v) != nil {
			break
		}
		values = append(values, v)
	}
	return values
}

// value decodes one value, of whatever type.
func value(raw json.RawMessage) (v any) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	_ = d.Decode(&v)
	return v
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
