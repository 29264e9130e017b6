package store

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"ascribe/news"
)

// An entry reads as encoding/json reads it, whatever stands in its texts.
func FuzzDecodeEntry(f *testing.F) {
	for _, text := range []string{
		"", "Plain.", "Two\n\nparagraphs", `"Quoted", with a \ and \\`, `\`, `"`, `\"`, `"text":"`, `ends with "text`, `\"text\":\"`,
		"controls \x00\x01\b\f\r\t\x1f", "separators \u2028 \u2029", "not UTF-8 \xff\xfe", "<html> & 'entities'", "日本 🦊",
	} {
		f.Add(text, text, text)
	}
	f.Fuzz(func(t *testing.T, title, text, quote string) {
		for _, e := range []news.Entry{
			{Kind: news.StoryEntry, Story: &news.Story{
				Title: title, Summary: quote, Text: text, Authors: []string{title}, ImageAlt: text,
				Analysis: news.Analysis{Claims: []news.Claim{{Quote: quote}}},
			}},
			{Kind: news.EditEntry, Edit: &news.Edit{Reason: title, Text: text}},
		} {
			var buf bytes.Buffer
			enc := json.NewEncoder(&buf)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(e); err != nil {
				t.Fatal(err)
			}
			if e.Kind == news.StoryEntry && !bytes.HasPrefix(buf.Bytes(), storyHead) {
				t.Fatalf("an entry begins with %.30s", buf.Bytes())
			}
			var got, want news.Entry
			if err := decodeEntry(buf.Bytes(), &got); err != nil {
				t.Fatalf("%s: %v", buf.Bytes(), err)
			}
			if err := json.Unmarshal(buf.Bytes(), &want); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%s\nreads as %+v\nwant %+v", buf.Bytes(), got, want)
			}
		}
	})
}
