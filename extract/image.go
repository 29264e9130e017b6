package extract

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// image is the lead image with its alternative text: the declared one, else the first large one near the headline.
func (r *reading) image(v []verdict) (src, alt string) {
	for _, s := range []string{
		r.meta.property("og:image", "og:image:url", "og:image:secure_url"), r.meta.property("twitter:image", "twitter:image:src"),
		r.ld.article.Image.first(), r.ld.article.Thumbnail.first(), r.meta.property("thumbnail", "sailthru.image.full", "parsely-image-url", "image"), r.imageLink(),
	} {
		if u := r.absolute(s); u != "" && !placeholder(u) {
			return u, r.imageAlt(u)
		}
	}
	first, last := r.title.block, 0
	for i, x := range v {
		if x.in() {
			last = i
		}
	}
	for _, m := range r.meta.images {
		if m.block < first && !leading(m.node) || m.block > last {
			continue
		}
		s := imageSource(m.node)
		if u := r.absolute(s); u != "" && !placeholder(u) && !small(m.node) && !inAdvert(m.node) {
			return u, squeeze(attr(m.node, "alt"))
		}
	}
	return "", ""
}

// leading reports an image that the page calls its lead image: it may stand above the headline.
func leading(n *html.Node) bool {
	class := strings.ToLower(attr(n, "class"))
	for _, word := range []string{"banner", "hero", "featured", "lead-image", "cover"} {
		if strings.Contains(class, word) {
			return true
		}
	}
	return false
}

// inAdvert reports an image close within an element that says it is an advertisement.
func inAdvert(n *html.Node) bool {
	for range 4 {
		if n = n.Parent; n == nil {
			return false
		}
		if advertises(n) {
			return true
		}
	}
	return false
}

func (r *reading) imageLink() string {
	for _, n := range r.meta.links {
		if attr(n, "rel") == "image_src" {
			return attr(n, "href")
		}
	}
	return ""
}

// imageSource reads the real address of images that load late.
func imageSource(n *html.Node) string {
	for _, key := range []string{"data-src", "data-original", "data-lazy-src", "data-full-src", "src"} {
		if s := attr(n, key); s != "" && !strings.HasPrefix(s, "data:") {
			return s
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(attr(n, "srcset")), " ")
	return first
}

func small(n *html.Node) bool {
	for _, key := range []string{"width", "height"} {
		if px, err := strconv.Atoi(strings.TrimSuffix(attr(n, key), "px")); err == nil && px < 120 {
			return true
		}
	}
	return false
}

// placeholder reports a blank, a drawing of the outlet's or a writer's portrait in the place
// of a lead image.
func placeholder(u string) bool {
	low := strings.ToLower(u)
	if strings.Contains(low, "avatar") || strings.Contains(low, "/user/") || strings.Contains(low, "/author") {
		return true
	}
	name := path.Base(low)
	return strings.Contains(name, "spacer") || strings.Contains(name, "blank.") || strings.Contains(name, "pixel.") || strings.HasSuffix(name, ".svg")
}

// absolute makes an http address of a reference; "" for anything else.
func (r *reading) absolute(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err == nil && r.base != nil {
		u = r.base.ResolveReference(u)
	}
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

func (r *reading) imageAlt(src string) string {
	if s := r.meta.property("og:image:alt", "twitter:image:alt"); s != "" {
		return s
	}
	name := fileName(src)
	for _, m := range r.meta.images {
		if fileName(imageSource(m.node)) == name {
			if s := squeeze(attr(m.node, "alt")); s != "" {
				return s
			}
		}
	}
	return ""
}

func fileName(s string) string {
	s, _, _ = strings.Cut(s, "?")
	return path.Base(s)
}
