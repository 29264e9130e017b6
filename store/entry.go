package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"ascribe/news"
)

// Most of an entry is the text of its story, and encoding/json goes over every byte three
// times. So the text is cut out and read for itself: that makes of a decoding a third.

var (
	storyHead = []byte(`{"kind":"story"`)
	textHead  = []byte(`"text":"`) // within a string its second quotation mark has a backslash before it
)

// decodeEntry reads the JSON of an entry.
func decodeEntry(plain []byte, e *news.Entry) error {
	at := bytes.Index(plain, textHead) + len(textHead)
	if at < len(textHead) || !bytes.HasPrefix(plain, storyHead) {
		return json.Unmarshal(plain, e)
	}
	end := at + closing(plain[at:])
	text, ok := unquoted(plain[at:end])
	if !ok {
		return json.Unmarshal(plain, e)
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	buf.Write(plain[:at])
	buf.Write(plain[end:])
	if err := json.Unmarshal(buf.Bytes(), e); err != nil {
		return err
	}
	if e.Story == nil {
		return errors.New("a story's entry holds none")
	}
	e.Story.Text = text
	return nil
}

// closing is where the quotation mark stands that ends a string.
func closing(s []byte) int {
	for at := 0; ; at++ {
		i := bytes.IndexByte(s[at:], '"')
		if i < 0 {
			return len(s)
		}
		at += i
		before := bytes.TrimRight(s[:at], `\`)
		if (at-len(before))%2 == 0 {
			return at
		}
	}
}

// escapes are what stands behind a backslash for what; there is also u, which is rare.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unquoted is what stands within the quotation marks of a string, unless that is not simple.
func unquoted(s []byte) (text string, ok bool) {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := bytes.IndexByte(s, '\\')
		if i < 0 {
			b.Write(s)
			return b.String(), true
		}
		if i+1 == len(s) || escapes[s[i+1]] == 0 {
			return "", false
		}
		b.Write(s[:i])
		b.WriteByte(escapes[s[i+1]])
		s = s[i+2:]
	}
}
