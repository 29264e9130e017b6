package extract

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Pages whose markup holds the first paragraph only carry the whole article as data, in forms of many names.
func TestRescue(t *testing.T) {
	var whole []string
	for i := range 8 {
		whole = append(whole, fmt.Sprintf("The %d. lock maker of Exampleton said on Monday that the fault had been known to him since the spring, and that he had told nobody but his dog.", i+1))
	}
	list := func(kind, key string) string {
		var nodes []map[string]string
		for _, p := range whole {
			nodes = append(nodes, map[string]string{"type": kind, key: p})
		}
		return encode(t, nodes)
	}
	markup := encode(t, "<p>"+strings.Join(whole, "</p><p>")+"</p>")
	for name, script := range map[string]string{
		"JSON-LD":             `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Locks","articleBody":` + encode(t, strings.Join(whole, "\n")) + `}</script>`,
		"__NEXT_DATA__":       `<script id="__NEXT_DATA__" type="application/json">{"props":{"story":{"blocks":` + list("paragraph", "text") + `}}}</script>`,
		"Fusion":              `<script>window.Fusion=window.Fusion||{};Fusion.globalContent={"content_elements":` + list("text", "content") + `};Fusion.spa=false;</script>`,
		"__PRELOADED_STATE__": `<script>window.__PRELOADED_STATE__ = {"body":` + list("PARAGRAPH", "text") + `};</script>`,
		"markup in the state": `<script id="__NEXT_DATA__" type="application/json">{"props":{"story":{"teaser":"<p>Short</p>","html":` + markup + `}}}</script>`,
	} {
		page := `<html lang="en"><head><title>Locks</title></head><body><nav><a href="/">Home</a></nav><main><article><h1>Locks</h1><p>` + whole[0] + `</p></article></main>` + script + `</body></html>`
		a, err := Extract(Input{Page: []byte(page), URL: "https://x.example/a"})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := a.Text(), strings.Join(whole, "\n\n"); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	// Data about something else are not believed.
	page := `<html lang="en"><head><title>Keys</title></head><body><article><h1>Keys</h1><p>The key makers met on Friday in another town, and spoke of keys alone until the evening came and the lamps went out, which was at nine.</p>` +
		`<p>They will meet again in June, at the same inn, and hope that by then somebody will have found the key of its cellar, in which the wine is.</p></article>` +
		`<script id="__NEXT_DATA__" type="application/json">{"next":{"blocks":` + list("paragraph", "text") + `}}</script></body></html>`
	a, err := Extract(Input{Page: []byte(page), URL: "https://x.example/a"})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Paragraphs) != 2 || !strings.HasPrefix(a.Paragraphs[0], "The key makers") {
		t.Errorf("another story taken: %q", a.Paragraphs)
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
