package extract

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// trim takes out what stands among the paragraphs of a body without being one of them,
// whatever the model thinks of it.
func (r *reading) trim(v []verdict, scores []int32) {
	end, links := r.nextArticle(), r.fewLinks(v)
	for i := range v {
		switch {
		case v[i] != kept:
		case i >= end:
			v[i] = nextArticle
		case links && r.onlyLinks(i):
			v[i] = onlyLinks
		case r.pointsOn(i):
			v[i] = onlyLinks
		case r.offers(i):
			v[i] = offer
		case r.secondHead(i):
			v[i] = secondHead
		}
	}
	r.otherStories(v)
	r.teasers(v)
	r.bareHeadings(v)
	r.posts(v, scores)
}

// otherStories drops sections that say they are of other stories, and are: two headlines in them or
// more are links.
func (r *reading) otherStories(v []verdict) {
	for i := range r.elems {
		e := &r.elems[i]
		if e.groups&(1<<gRelated) == 0 || 3*e.words > r.total {
			continue
		}
		heads := 0
		for j := e.from; j < e.to; j++ {
			if b := &r.blocks[j]; b.words >= 4 && b.linked >= 80 {
				heads++
			}
		}
		if heads < 2 {
			continue
		}
		for j := e.from; j < e.to; j++ {
			if v[j] == kept {
				v[j] = onlyLinks
			}
		}
	}
}

// onlyLinks reports a block of a list of links to other stories: several in it, or another
// such block beside it. One line alone may be a sub-heading with its anchor.
func (r *reading) onlyLinks(i int) bool {
	return r.linkLine(i) && (r.blocks[i].links > 1 || r.linkLine(i-1) || r.linkLine(i+1))
}

// fewLinks reports a body in which lines of links are the exception: not one that is a list
// of links itself.
func (r *reading) fewLinks(v []verdict) bool {
	lines, all := int32(0), int32(0)
	for i := range v {
		if v[i] == kept {
			all += r.blocks[i].words
			if r.linkLine(i) {
				lines += r.blocks[i].words
			}
		}
	}
	return 8*lines < all
}

// linkLine reports a block that is nothing but a link with words, not an address.
func (r *reading) linkLine(i int) bool {
	if i < 0 || i >= len(r.blocks) {
		return false
	}
	b := &r.blocks[i]
	return b.linked >= 80 && int(b.link) >= len(r.blockText(b))-int(b.words)-int(b.links) && b.words >= 4 && !b.endsSentence && b.heading == 0 &&
		bytes.IndexByte(r.blockText(b), ' ') > 0
}

// pointsOn reports a line such as "Read more: …" with its link.
func (r *reading) pointsOn(i int) bool {
	b := &r.blocks[i]
	return r.starts[i]&(1<<pRelated) != 0 && b.linked >= 50 && b.words <= 30
}

// secondHead reports a headline below the headline that stands above the text, apart from it.
func (r *reading) secondHead(i int) bool {
	t := r.title.block
	return t >= 0 && i > t && i <= t+4 && (r.first < 0 || i < r.first) && r.up[r.blocks[i].elem] > 0 && r.blocks[i].heading > 0
}

// offers reports a block of a small element that says it is an advertisement, a sign-up or an offer.
func (r *reading) offers(i int) bool {
	b := &r.blocks[i]
	for e, n := b.elem, 0; e >= 0 && n < 4; e, n = r.elems[e].parent, n+1 {
		el := &r.elems[e]
		if el.words > 90 || int(el.words)*8 > int(r.total) {
			return false
		}
		if el.linkWords+el.count > 1 && advertises(el.node) {
			return true
		}
		if el.groups&(1<<gNewsletter|1<<gModal) != 0 {
			for j := el.from; j < el.to; j++ {
				if r.kinds[j][pNewsletter] > 0 {
					return true
				}
			}
		}
	}
	return false
}

// advertises reports a class that says so. The words of an id, which may be drawn by lot,
// prove nothing.
func advertises(n *html.Node) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(attr(n, "class")), func(r rune) bool { return r < 'a' || r > 'z' }), func(w string) bool {
		switch w {
		case "ad", "ads", "advert", "advertisement", "sponsored", "promo", "promoted", "promotion":
			return true
		}
		return false
	})
}

// nextArticle is the first block of an article that follows the one of the headline in the
// same list: pages that go on as one scrolls. It is the number of blocks when there is none.
func (r *reading) nextArticle() int {
	n := len(r.blocks)
	if r.title.block < 0 {
		return n
	}
	own := int32(-1)
	for e := r.blocks[r.title.block].elem; e >= 0; e = r.elems[e].parent {
		if r.elems[e].node.DataAtom == atom.Article {
			own = e
		}
	}
	if own < 0 {
		return n
	}
	level := r.blocks[r.title.block].tag
	for i := int(own) + 1; i < len(r.elems); i++ {
		e := &r.elems[i]
		if e.from < r.elems[own].to || e.node.DataAtom != atom.Article || e.parent != r.elems[own].parent || 3*e.mass < r.elems[own].mass {
			continue
		}
		for j := e.from; j < e.to; j++ {
			if r.blocks[j].tag == level {
				return int(e.from)
			}
		}
	}
	return n
}

// bareHeadings drops sub-headings of what was taken out.
func (r *reading) bareHeadings(v []verdict) {
	for i := range v {
		if v[i] != kept || r.blocks[i].heading == 0 || i+1 == len(v) || v[i+1] == kept {
			continue
		}
		if v[i+1] == onlyLinks || v[i+1] == offer || r.starts[i]&(1<<pRelated) != 0 {
			v[i] = onlyLinks
		}
	}
}

// surePost is the score above which the post of somebody else is body.
const surePost = 60

// posts drops embedded posts that the model is not sure of, and what is left of one whose words it has dropped: "— Ann
// (@ann) April 3, 2026".
func (r *reading) posts(v []verdict, scores []int32) {
	for i := range r.elems {
		e := &r.elems[i]
		if e.node.DataAtom != atom.Blockquote || !embedded(e.node) || e.from == e.to || v[e.from] == kept && scores[e.from] > surePost {
			continue
		}
		for j := e.from; j < e.to; j++ {
			if v[j] == kept {
				v[j] = dropped
			}
		}
	}
}

// embedded reports posts of other people that a page shows in its text.
func embedded(n *html.Node) bool {
	class := attr(n, "class")
	for _, of := range []string{"twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed", "fb-xfbml-parse-ignore", "reddit-"} {
		if strings.Contains(class, of) {
			return true
		}
	}
	return false
}
