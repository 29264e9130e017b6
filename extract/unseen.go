package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// unseen reports an element within a line that a reader of the page doesn't see: what is for
// screen readers only, or opens when a name is pointed at. Blocks are left to the model: some
// sites show the whole body only by script.
func unseen(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if concealedStyle(a.Val) {
				return true
			}
		case "class":
			for c := range strings.FieldsSeq(a.Val) {
				switch first, last := cutName(c); first {
				case "sr", "visually", "visuallyhidden", "screen", "screenreader":
					if last == "only" || last == "hidden" || last == first || last == "text" {
						return true
					}
				case "rollover", "tooltip", "popover", "hovercard":
					if last == "block" || last == "content" || last == "text" || last == "body" || last == "box" {
						return true
					}
				}
			}
		}
	}
	return false
}

// cutName is the first and the last word of a class name that is written with hyphens or
// underscores.
func cutName(class string) (first, last string) {
	class = strings.ToLower(class)
	i, j := strings.IndexAny(class, "-_"), strings.LastIndexAny(class, "-_")
	if i < 0 {
		return class, class
	}
	return class[:i], class[j+1:]
}

// concealed reports styles that keep an element from view.
func concealedStyle(s string) bool {
	return strings.Contains(s, "display:none") || strings.Contains(s, "display: none") || strings.Contains(s, "visibility:hidden")
}
