package fetcher

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// An Outline is a feed of an OPML subscription list (OPML 2.0, opml.org/spec2).
type Outline struct {
	URL, Home, Title string
	Folder           string // the outlines around it, outermost first, parted by "/"
}

// maxOutlines bounds what is read of a list.
const maxOutlines = 10_000

var errNotOPML = errors.New("this is no OPML subscription list")

// ReadOPML reads the feeds of a subscription list, nested to any depth, each address once.
// It takes what readers write: attributes in any case, addresses under url, broken entities,
// a list that is cut off (then the error says so and the feeds are what came before). The odd are
// addresses that it has of feeds and nobody can fetch.
func ReadOPML(doc []byte) (all []Outline, odd []string, err error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimSpace(toUTF8(doc, ""))))
	d.Strict, d.Entity = false, xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	var folders []string
	seen := map[string]bool{}
	began := false
	for len(all) < maxOutlines {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) && began {
			return all, odd, nil
		}
		if err != nil {
			if !began {
				return nil, nil, errNotOPML
			}
			return all, odd, fmt.Errorf("the list is damaged, and ends after %d feeds: %w", len(all), err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if !began && !strings.EqualFold(t.Name.Local, "opml") {
				return nil, nil, errNotOPML
			}
			began = true
			if !strings.EqualFold(t.Name.Local, "outline") {
				continue
			}
			o := outline(t)
			u, err := url.Parse(o.URL)
			fetchable := err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
			switch {
			case fetchable && !seen[o.URL]:
				seen[o.URL] = true
				o.Folder = strings.Join(folders, "/")
				all = append(all, o)
			case !fetchable && o.URL != "" && len(odd) < maxOutlines:
				odd = append(odd, o.URL)
			}
			if len(folders) < maxDepth {
				folders = append(folders, strings.ReplaceAll(o.Title, "/", " "))
			} else {
				return all, odd, fmt.Errorf("the list is nested deeper than %d", maxDepth)
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "outline") && len(folders) > 0 {
				folders = folders[:len(folders)-1]
			}
		}
	}
	return all, odd, fmt.Errorf("the list has more than %d feeds", maxOutlines)
}

func outline(t xml.StartElement) Outline {
	var o Outline
	text := ""
	for _, a := range t.Attr {
		v := strings.TrimSpace(a.Value)
		switch strings.ToLower(a.Name.Local) {
		case "xmlurl":
			o.URL = strings.Replace(v, "feed://", "https://", 1)
		case "url":
			if o.URL == "" {
				o.URL = v
			}
		case "htmlurl":
			o.Home = v
		case "title":
			o.Title = line(v)
		case "text":
			text = line(v)
		}
	}
	if o.Title == "" {
		o.Title = text
	}
	return o
}

type opmlOutline struct {
	Text    string        `xml:"text,attr"`
	Title   string        `xml:"title,attr,omitempty"`
	Type    string        `xml:"type,attr,omitempty"`
	XMLURL  string        `xml:"xmlUrl,attr,omitempty"`
	HTMLURL string        `xml:"htmlUrl,attr,omitempty"`
	Below   []opmlOutline `xml:"outline"`
}

// WriteOPML writes feeds as a subscription list, one folder for each run of feeds with the
// same Folder (which may have no "/").
func WriteOPML(w io.Writer, title string, feeds []Outline) error {
	doc := struct {
		XMLName xml.Name      `xml:"opml"`
		Version string        `xml:"version,attr"`
		Title   string        `xml:"head>title"`
		Body    []opmlOutline `xml:"body>outline"`
	}{Version: "2.0", Title: title}
	for _, f := range feeds {
		o := opmlOutline{Text: f.Title, Title: f.Title, Type: "rss", XMLURL: f.URL, HTMLURL: f.Home}
		if f.Folder == "" {
			doc.Body = append(doc.Body, o)
			continue
		}
		if n := len(doc.Body); n == 0 || doc.Body[n-1].XMLURL != "" || doc.Body[n-1].Text != f.Folder {
			doc.Body = append(doc.Body, opmlOutline{Text: f.Folder, Title: f.Folder})
		}
		last := &doc.Body[len(doc.Body)-1]
		last.Below = append(last.Below, o)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
