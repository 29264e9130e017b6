package extract

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// bare is a document as text, without what prune takes out and the attributes that nobody reads.
func bare(t *testing.T, page []byte, pruned bool) string {
	t.Helper()
	var doc *html.Node
	var err error
	if pruned {
		text, _ := prune(page, false)
		doc, err = html.Parse(text)
	} else {
		doc, err = html.Parse(bytes.NewReader(page))
	}
	if err != nil {
		return err.Error()
	}
	for n := range doc.Descendants() {
		for (n.DataAtom == atom.Style || n.DataAtom == atom.Script) && n.FirstChild != nil {
			n.RemoveChild(n.FirstChild)
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return n.Namespace == "" && !wanted(n.Data, []byte(a.Key), []byte(a.Val)) })
	}
	var b strings.Builder
	if err := html.Render(&b, doc); err != nil {
		return err.Error()
	}
	return b.String()
}

// Pruning changes nothing of a page but the scripts and styles that nobody reads.
func FuzzPrune(f *testing.F) {
	for _, s := range []string{
		`<script>var a = "<p>";</script><p>text`,
		`<SCRIPT type=module>x</ScRiPt ><STYLE>p{}</style/><p>text`,
		`<script>window.__INITIAL_STATE__={}</script><script type="application/ld+json">{"a":"</p>"}</script>`,
		`<div data-x="<script>"><p>kept</p><script>gone</script>`,
		`<div data-x='a' data-y = "<style>"><p title=it's>kept</p><style>gone</style>`,
		`<!-- <script> --><p>kept</p><!-- </script> --><script>gone</script>`,
		`<!--><script>gone</script>--><p>kept`,
		`<script><!-- <script> </script> --></script><p>after`,
		`<textarea><script></textarea><p>kept</p><script>gone</script>`,
		`<noscript><style>p{}</noscript><p>kept</p><script>gone</script>`,
		`<script>never closed <p>text`,
		`<svg><style><p>x</style></svg><title><style></title><p>kept</p><style>gone</style>`,
		`<svg viewBox="0 0 1 1"><title>Menu</title><style>a{}</style><path d="M0"/></svg><script>gone</script><p>kept`,
		`<svg><g><div><script>a</script></div></g></svg><svg/><style>gone</style><math><style>x</style></math>`,
		`<svg><title><style>x</title></style></svg><svg><desc>a<p>b</desc></svg>`,
		`</script><p a=></p a="<script>"><b>kept</b><scripts>kept</scripts>`,
		`<!<script>kept</script><?x a='>'><style>gone</style></ a='<script>'>kept</script>`, `<svg><![CDATA[ <style> ]]></svg><style>gone</style>`,
		`<div data-a="1" class=b data-c='>' DATA-D=e/ data-f = g><p onclick="<script>" style="color:red" style="display:none">kept</p><script>gone</script>`,
		`<a data-a=1 href=/x/ data-b=/y/><img data-a="x" alt='<' src=a.png srcset="a 1x" data-b><svg><path data-a=b/></svg></a><div data-a="1>`,
		`<svg viewbox="0 0 1 1" class=a><path d="M0" D=M1/><use xlink:href="#a" /></svg><img width=120 height="12" src=a><p>kept`,
		`<input data-a type=hidden value=x><table><input type="hidden" data-a><tr =data-a=b =c><td / data-a / class=d/>kept`,
		`<plaintext><script>kept</script>`, `<script`, `<`, `<script/>x</script>`, `<p "<script>"><i>kept</i><script>gone</script>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		if got, want := bare(t, page, true), bare(t, page, false); got != want {
			t.Errorf("pruned\n%s\nwhole\n%s", got, want)
		}
	})
}

func TestPruneTakesOut(t *testing.T) {
	const page = `<style>gone</style><p>a</p><script src=x data-json>gone</script><script type="application/ld+json">{"a":"<b>"}</script><script>window.__data={}</script>`
	text, scripts := prune([]byte(page), true)
	var b bytes.Buffer
	if _, err := b.ReadFrom(text); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), `<style></style><p>a</p><script src=x data-json></script><script type="application/ld+json"></script><script></script>`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(scripts) != 2 || !scripts[0].linked() || string(scripts[0].text) != `{"a":"<b>"}` || scripts[1].linked() || string(scripts[1].text) != `window.__data={}` {
		t.Errorf("scripts %q", scripts)
	}
}
