package extract

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// headline is what the page calls itself: declared titles, and the visible heading that they confirm.
type headline struct {
	declared []string // JSON-LD, Open Graph, Twitter, <title>, site suffixes stripped
	folded   [][]string
	text     string
	block    int // of the visible heading, -1 without one
}

func (p *page) headline(ld *linked, site string, base *url.URL) headline {
	h := headline{block: -1}
	add := func(s string) {
		if s = stripSite(squeeze(s), site, base); s != "" {
			h.declared = append(h.declared, s)
			h.folded = append(h.folded, fold(s))
		}
	}
	if ld.found {
		add(ld.article.Headline.first())
		if ld.article.Headline == nil {
			add(ld.article.Name.first())
		}
	}
	add(p.meta.property("og:title"))
	add(p.meta.property("twitter:title", "dc.title", "dcterms.title", "headline", "sailthru.title", "parsely-title", "title"))
	for _, n := range p.meta.titles {
		if n.FirstChild != nil {
			add(n.FirstChild.Data)
			break
		}
	}
	best := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		if s := p.headingScore(b, i, &h, best); s > best {
			best, h.block = s, i
		}
	}
	switch {
	case h.block >= 0 && best >= 45:
		h.text = string(p.blockText(&p.blocks[h.block]))
		for _, d := range h.declared {
			// Some headings hold the date and the section too.
			if rest, ok := strings.CutPrefix(h.text, d); ok && parseDate(rest, true).Precision != "" {
				h.text = d
			}
		}
	case len(h.declared) > 0:
		h.text = h.declared[0]
		h.block = -1
	case h.block >= 0:
		h.text = string(p.blockText(&p.blocks[h.block]))
	}
	return h
}

// headingScore says how much a block looks like the article's headline; 45 and above is trusted over what is declared. What
// can't be above best is not looked into.
func (p *page) headingScore(b *block, i int, h *headline, best int) int {
	if b.words > 60 || b.dist[gConcealed] < far && b.dist[gConcealed] < 3 {
		return 0
	}
	score := 0
	switch b.heading {
	case 1:
		score = 40
	case 2:
		score = 20
	case 3:
		score = 8
	default:
		if b.dist[gTitle] > 1 {
			return 0
		}
		score = 6
	}
	if score+20+50-min(i/40, 10) <= best {
		return 0
	}
	like := 0
	words := fold(string(p.blockText(b)))
	for _, d := range h.folded {
		like = max(like, likeness(words, d))
	}
	if like >= 90 {
		score += 20
	}
	score += like / 2
	for _, g := range []group{gNav, gRelated, gComment, gFooter, gSidebar, gAd, gModal, gTagNav, gTagFooter, gTagAside} {
		if b.dist[g] < 4 && like < 90 {
			score -= 8
		}
	}
	if b.dist[gLink] < far && b.linked > 80 && like < 80 {
		score -= 15
	}
	if b.words < 2 && like < 90 {
		score -= 20
	}
	return score - min(i/40, 10)
}

func (p *page) headingLevel(b *block) int8 {
	e := b.elem
	for range 3 {
		if e < 0 {
			return 0
		}
		switch p.elems[e].node.DataAtom {
		case atom.H1:
			return 1
		case atom.H2:
			return 2
		case atom.H3:
			return 3
		case atom.H4:
			return 4
		case atom.H5, atom.H6:
			return 5
		}
		e = p.elems[e].parent
	}
	return 0
}

// likeness is the Dice coefficient of two texts' words, in percent.
func likeness(x, y []string) int {
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	common := 0
	var used [64]bool
	for _, w := range x {
		for j, v := range y[:min(len(y), len(used))] {
			if !used[j] && v == w {
				used[j] = true
				common++
				break
			}
		}
	}
	return 200 * common / (len(x) + len(y))
}

// fold cuts a short text into lower-case words.
func fold(s string) []string {
	if len(s) > 400 {
		s = s[:400]
	}
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// stripSite cuts the outlet's name from the end or the front of a title: "Headline | The Daily", "The Daily: Headline".
func stripSite(title, site string, base *url.URL) string {
	for range 2 {
		cut := ""
		for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » ", " ‹ ", " / ", " // ", " |", "| "} {
			if i := strings.LastIndex(title, sep); i > 0 && isSite(title[i+len(sep):], site, base) {
				cut = title[:i]
			} else if i := strings.Index(title, sep); i > 0 && isSite(title[:i], site, base) {
				cut = title[i+len(sep):]
			}
			if cut != "" {
				break
			}
		}
		if strings.TrimSpace(cut) == "" {
			return title
		}
		title = strings.TrimSpace(cut)
	}
	return title
}

// isSite reports whether a part of a title names the outlet.
func isSite(part, site string, base *url.URL) bool {
	name := strings.Join(fold(part), "")
	if name == "" {
		return false
	}
	if s := strings.Join(fold(site), ""); s != "" && (name == s || strings.Contains(s, name) && len(name) > 3 || strings.Contains(name, s) && len(fold(part)) <= len(fold(site))+3) {
		return true
	}
	if base == nil {
		return false
	}
	host := strings.TrimPrefix(base.Hostname(), "www.")
	label, _, _ := strings.Cut(domain(base.Hostname()), ".")
	label = strings.ReplaceAll(label, "-", "")
	return name == label || name == strings.ReplaceAll(host, ".", "") || len(label) > 3 && strings.HasPrefix(name, label) && len(fold(part)) <= 4 ||
		strings.TrimPrefix(name, "the") == strings.TrimPrefix(label, "the") || initials(part) == label
}

func initials(s string) string {
	var b strings.Builder
	for _, w := range fold(s) {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}
