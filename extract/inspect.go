package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var tagGroups = map[atom.Atom]groups{
	atom.Article: 1 << gTagArticle, atom.Main: 1 << gTagMain, atom.Section: 1 << gTagSection, atom.Aside: 1 << gTagAside, atom.Nav: 1 << gTagNav,
	atom.Header: 1 << gTagHeader, atom.Footer: 1 << gTagFooter, atom.Form: 1 << gTagForm, atom.Figure: 1 << gTagFigure, atom.Table: 1 << gTagTable,
	atom.Ul: 1 << gTagList, atom.Ol: 1 << gTagList, atom.Dl: 1 << gTagList, atom.Li: 1 << gTagItem, atom.Blockquote: 1 << gTagQuote, atom.Pre: 1 << gTagPre,
	atom.A: 1 << gLink, atom.B: 1 << gBold, atom.Strong: 1 << gBold, atom.I: 1 << gItalic, atom.Em: 1 << gItalic, atom.Figcaption: 1 << gCaption,
	atom.Address: 1 << gAuthor, atom.Time: 1 << gMeta,
}

// inspect reads the attributes of an element once: its groups, and a signature that elements of one template share.
func (w *walker) inspect(n *html.Node) (groups, uint32) {
	set := tagGroups[n.DataAtom]
	sig := uint32(2166136261) ^ uint32(n.DataAtom)
	if n.DataAtom == 0 {
		set |= w.names.of(n.Data)
	}
	mark := n.DataAtom == atom.Time
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			set |= w.names.of(a.Val)
			for i := range len(a.Val) {
				sig = (sig ^ uint32(a.Val[i])) * 16777619
			}
		case "id", "data-testid", "data-component", "data-qa", "aria-label":
			if len(a.Val) < 60 {
				set |= w.names.of(a.Val)
			}
		case "role":
			set |= roleGroups(a.Val)
		case "itemprop":
			set |= w.names.of(a.Val)
			if strings.Contains(a.Val, "articleBody") {
				set |= 1 << gArticleBody
			}
			mark = true
		case "href":
			mark = mark || n.DataAtom == atom.A && len(a.Val) < 200 && personPath(a.Val)
		case "rel":
			mark = mark || strings.Contains(a.Val, "author")
		case "hidden":
			set |= 1 << gConcealed
		case "aria-hidden":
			if a.Val == "true" {
				set |= 1 << gConcealed
			}
		case "style":
			if concealedStyle(a.Val) {
				set |= 1 << gConcealed
			}
		}
	}
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		if n.DataAtom == atom.Html && w.meta.lang == "" {
			w.meta.lang = attr(n, "lang")
			w.meta.amp = slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "amp" || a.Key == "⚡" })
		}
		set = 0 // classes of the whole page ("single-post", "no-sidebar") tell nothing apart
	}
	if mark || set&(1<<gAuthor|1<<gMeta) != 0 {
		w.mark(n)
	}
	return set, sig
}

// maxMarked bounds what one page can make the search for metadata look at.
const maxMarked = 600

func (w *walker) mark(n *html.Node) {
	if len(w.meta.marked) < maxMarked {
		at := len(w.blocks)
		if w.open {
			at++
		}
		w.meta.marked = append(w.meta.marked, marked{n, at})
	}
}

func roleGroups(role string) groups {
	switch role {
	case "main":
		return 1 << gTagMain
	case "article":
		return 1 << gTagArticle
	case "navigation", "menu", "menubar", "tablist":
		return 1 << gNav
	case "complementary":
		return 1 << gSidebar
	case "contentinfo":
		return 1 << gFooter
	case "banner":
		return 1 << gHeader
	case "dialog", "alert", "alertdialog":
		return 1 << gModal
	}
	return 0
}

// data keeps an element that metadata are read from.
func (w *walker) data(n *html.Node) {
	switch n.DataAtom {
	case atom.Title:
		if len(w.meta.titles) < 4 {
			w.meta.titles = append(w.meta.titles, n)
		}
	case atom.Meta:
		if len(w.meta.metas) < maxMarked {
			w.meta.metas = append(w.meta.metas, n)
		}
	case atom.Link:
		if len(w.meta.links) < maxMarked {
			w.meta.links = append(w.meta.links, n)
		}
	case atom.Script:
		if n.FirstChild == nil || len(w.meta.scripts) >= maxMarked {
			return
		}
		if s := (script{attr(n, "type"), []byte(n.FirstChild.Data)}); s.carriesData() {
			w.meta.scripts = append(w.meta.scripts, s)
		}
	case atom.Img:
		w.media++
		if len(w.meta.images) < maxMarked {
			w.meta.images = append(w.meta.images, marked{n, len(w.blocks)})
		}
	}
}
