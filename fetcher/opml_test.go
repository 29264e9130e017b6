package fetcher

import (
	"strings"
	"testing"
)

// TestReadOPML: folders within folders, what readers write wrong, and what is no list.
func TestReadOPML(t *testing.T) {
	for name, c := range map[string]struct {
		doc   string
		want  string // folder|title|address of each feed
		fault string
	}{
		"nested":   {`<opml><body><outline text="A"><outline title="B/C"><outline type="rss" text="One" xmlUrl="https://a.example/1"/></outline></outline><outline text="Two" xmlUrl="https://a.example/2"/></body></opml>`, "A/B C|One|https://a.example/1 |Two|https://a.example/2", ""},
		"feed too": {`<opml><body><outline text="Site" xmlUrl="https://a.example/1"><outline text="Part" xmlUrl="https://a.example/2"/></outline></body></opml>`, "|Site|https://a.example/1 Site|Part|https://a.example/2", ""},
		"tolerant": {"\xef\xbb\xbf<OPML><BODY><OUTLINE TEXT='A &amp; B &nbsp; C & D' XMLURL='feed://a.example/1'><outline text=x url='https://a.example/2'/></OUTLINE></BODY></OPML>", "|A & B C & D|https://a.example/1 A & B C & D|x|https://a.example/2", ""},
		"twice":    {`<opml><outline xmlUrl="https://a.example/1"/><outline xmlUrl="https://a.example/1"/><outline xmlUrl="javascript:1"/><outline xmlUrl="/x"/></opml>`, "||https://a.example/1", ""},
		"cut":      {`<opml><outline xmlUrl="https://a.example/1"/><outline xmlU`, "||https://a.example/1", "damaged"},
		"deep":     {`<opml><outline xmlUrl="https://a.example/1"/>` + strings.Repeat(`<outline text="x">`, 100_000), "||https://a.example/1", "nested deeper"},
		"a page":   {"<html><outline xmlUrl='https://a.example/1'/></html>", "", "no OPML"},
		"nothing":  {"", "", "no OPML"},
	} {
		list, _, err := ReadOPML([]byte(c.doc))
		var got []string
		for _, o := range list {
			got = append(got, o.Folder+"|"+o.Title+"|"+o.URL)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
		if (err != nil) != (c.fault != "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %v, want %q", name, err, c.fault)
		}
	}
}
