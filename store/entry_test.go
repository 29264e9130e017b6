package store

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

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
			var got, want news.Entry
			if err := decode(bytes.TrimSpace(buf.Bytes()), &got); err != nil {
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

// Any value that encoding/json wrote is read as it reads it.
func TestRecordsAsJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for _, of := range []reflect.Type{
		reflect.TypeFor[news.Entry](), reflect.TypeFor[storyRow](), reflect.TypeFor[claimRow](), reflect.TypeFor[incidentRow](), reflect.TypeFor[card](),
		reflect.TypeFor[placedRow](), reflect.TypeFor[[]review](), reflect.TypeFor[[]mark](), reflect.TypeFor[editRow](), reflect.TypeFor[meta](),
		reflect.TypeFor[news.FeedState](), reflect.TypeFor[news.Seen](),
	} {
		for range 200 {
			made := reflect.New(of)
			makeUp(r, made.Elem())
			var buf bytes.Buffer
			enc := json.NewEncoder(&buf)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(made.Interface()); err != nil {
				t.Fatal(err)
			}
			plain, want, got := bytes.TrimSpace(buf.Bytes()), reflect.New(of), reflect.New(of)
			if err := json.Unmarshal(plain, want.Interface()); err != nil {
				t.Fatal(err)
			}
			if err := decode(plain, got.Interface()); err != nil || !reflect.DeepEqual(got.Interface(), want.Interface()) {
				t.Fatalf("%s\nreads as %+v, %v\nwant %+v", plain, got.Elem(), err, want.Elem())
			}
			var airy bytes.Buffer
			if err := json.Indent(&airy, plain, "", " "); err != nil {
				t.Fatal(err)
			}
			got.Elem().SetZero()
			if err := decode(airy.Bytes(), got.Interface()); err != nil || !reflect.DeepEqual(got.Interface(), want.Interface()) {
				t.Fatalf("%s\nreads as %+v, %v\nwant %+v", airy.Bytes(), got.Elem(), err, want.Elem())
			}
		}
		for _, faulty := range []string{"", "{", "[", `{"in":{"id":"x`, "nul", `{"ch":1}x`, `{"ch":-}`} {
			if err := decode([]byte(faulty), reflect.New(of).Interface()); err == nil {
				t.Errorf("%q is read as %v", faulty, of)
			}
		}
	}
}

// makeUp fills in a value by chance.
func makeUp(r *rand.Rand, v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Unix(r.Int64N(1<<32), r.Int64N(2)*5000).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString([]string{"", "plain", `"quoted" \ `, "two\n\nlines", "日本 é", "<&>", `\`, "\x00\x1f\x7f\r\t\b\f", "\u2028 \u2029 \xff\xe2\x82"}[r.IntN(9)])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(r.Int64N(1<<40) - 1<<39)
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(r.Uint64N(200))
	case reflect.Struct:
		for _, field := range v.Fields() {
			makeUp(r, field)
		}
	case reflect.Array:
		for i := range v.Len() {
			makeUp(r, v.Index(i))
		}
	case reflect.Slice:
		if n := r.IntN(4); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range v.Len() {
				makeUp(r, v.Index(i))
			}
		}
	case reflect.Pointer:
		if r.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			makeUp(r, v.Elem())
		}
	}
}
