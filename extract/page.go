package extract

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// ErrNotHTML is wrapped by the error for bytes that are something else than a page.
var ErrNotHTML = errors.New("not HTML")

// magic tells what is not a page by its first bytes. Servers send PDFs and images as text/html more often than one thinks.
var magic = []struct{ prefix, kind string }{
	{"%PDF-", "application/pdf"},
	{"\x89PNG\r\n", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF8", "image/gif"},
	{"PK\x03\x04", "application/zip"},
	{"\x1f\x8b\x08", "gzip"},
	{"\x28\xb5\x2f\xfd", "zstd"},
	{"Rar!", "rar archive"},
	{"OggS", "audio or video"},
	{"ID3", "audio/mpeg"},
	{"\x1a\x45\xdf\xa3", "video"},
	{"\x7fELF", "a program"},
	{"MZ\x90", "a program"},
	{"{\\rtf", "application/rtf"},
}

// parse decodes and parses a page. The tree is never nil when the error is. Scripts that carry
// data are returned apart, as far as they are not in the tree.
func parse(in Input) (*html.Node, []script, error) {
	page := in.Page[:min(len(in.Page), MaxPage)]
	if err := sniff(page, in.ContentType); err != nil {
		return nil, nil, err
	}
	text := decode(page, in.ContentType)
	pruned, scripts := prune(text, !in.Rules.empty())
	doc, err := html.Parse(pruned)
	pruned.release()
	if err == nil {
		return doc, scripts, nil
	}
	// html.Parse refuses more than 512 open elements. The rest of such a page may be an article all the same.
	if doc, err = html.Parse(bytes.NewReader(flatten(text, 200))); err == nil {
		return doc, nil, nil
	}
	if doc, err = html.Parse(bytes.NewReader(flatten(text, 0))); err == nil {
		return doc, nil, nil
	}
	return nil, nil, fmt.Errorf("%w: %w", ErrNotHTML, err)
}

func sniff(page []byte, contentType string) error {
	body := bytes.TrimLeft(bytes.TrimPrefix(page, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(body) == 0 {
		return fmt.Errorf("%w: the page is empty", ErrNotHTML)
	}
	for _, m := range magic {
		if bytes.HasPrefix(body, []byte(m.prefix)) {
			return fmt.Errorf("%w: %s", ErrNotHTML, m.kind)
		}
	}
	if len(body) > 12 && (string(body[4:8]) == "ftyp" || bytes.HasPrefix(body, []byte("RIFF"))) {
		return fmt.Errorf("%w: image, audio or video", ErrNotHTML)
	}
	head := body[:min(len(body), 1024)]
	if bytes.HasPrefix(head, []byte("<?xml")) && !bytes.Contains(head, []byte("<html")) {
		for _, feed := range []string{"<rss", "<feed", "<rdf:RDF", "<urlset", "<sitemapindex"} {
			if bytes.Contains(head, []byte(feed)) {
				return fmt.Errorf("%w: a feed or site map (%s>)", ErrNotHTML, feed)
			}
		}
	}
	kind, _, _ := mime.ParseMediaType(contentType)
	switch {
	case kind == "", strings.Contains(kind, "html"), kind == "application/xml", kind == "text/xml":
		if body[0] == '{' && !bytes.Contains(body, []byte("</")) {
			return fmt.Errorf("%w: application/json", ErrNotHTML)
		}
		return nil
	case bytes.IndexByte(head, '<') >= 0 && bytes.Contains(bytes.ToLower(head), []byte("<html")):
		return nil // wrongly declared
	}
	return fmt.Errorf("%w: %s", ErrNotHTML, kind)
}

// decode makes UTF-8 of a page. What is valid UTF-8 is taken for it whatever header and meta say:
// long text of another charset is hardly ever valid by chance, and wrong declarations are common.
func decode(page []byte, contentType string) []byte {
	if bytes.HasPrefix(page, []byte("\xef\xbb\xbf")) {
		return bytes.ToValidUTF8(page[3:], []byte("\uFFFD"))
	}
	if utf8.Valid(page) && !bytes.Contains(page, []byte("\x1b$")) && bytes.IndexByte(page[:min(len(page), 64)], 0) < 0 {
		return page
	}
	whole := mostlyUTF8(page)
	enc, name, _ := charset.DetermineEncoding(page, contentType)
	if name == "utf-8" && !whole { // which the header says of all pages
		enc, name, _ = charset.DetermineEncoding(page, "text/html")
	}
	if name == "utf-8" || enc == encoding.Nop || whole {
		return bytes.ToValidUTF8(page, []byte("\uFFFD"))
	}
	text, err := enc.NewDecoder().Bytes(page)
	if err != nil {
		return bytes.ToValidUTF8(page, []byte("\uFFFD"))
	}
	return text
}

// mostlyUTF8 reports whether a page is UTF-8 but for some broken bytes: a cut page, or a comment pasted in another charset.
func mostlyUTF8(page []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(page); {
		if page[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(page[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 20*bad
}

// flatten writes a page again without the tags that would nest deeper than depth; with depth 0 it keeps only
// what parts paragraphs. It is for pages that no parser would take and costs one pass of the tokenizer.
func flatten(page []byte, depth int) []byte {
	z := html.NewTokenizer(bytes.NewReader(page))
	var out bytes.Buffer
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.Bytes()
		case html.TextToken, html.SelfClosingTagToken:
			out.Write(z.Raw())
		case html.StartTagToken:
			raw := bytes.Clone(z.Raw())
			name, _ := z.TagName()
			open = openTag(&out, open, string(name), raw, depth)
		case html.EndTagToken:
			raw := bytes.Clone(z.Raw())
			name, _ := z.TagName()
			i := len(open) - 1
			for i >= 0 && open[i] != string(name) {
				i--
			}
			if i >= 0 {
				open = open[:i]
				out.Write(raw)
			} else {
				out.WriteByte(' ')
			}
		}
	}
}

func openTag(out *bytes.Buffer, open []string, name string, raw []byte, depth int) []string {
	switch name {
	case "meta", "link", "br", "hr", "img", "input":
		out.Write(raw)
		return open
	case "script", "style", "title", "noscript", "textarea":
		out.Write(raw)
		return append(open, name)
	case "p", "h1", "h2", "h3", "li":
		if n := len(open); n > 0 && open[n-1] == name {
			open = open[:n-1]
		}
		if depth == 0 {
			out.WriteString("<p>")
			return open
		}
	}
	if len(open) >= depth {
		out.WriteByte(' ')
		return open
	}
	out.Write(raw)
	return append(open, name)
}
