package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"
)

// property is the value of the first meta element with one of the names, earlier names first.
func (m *metaNodes) property(names ...string) string {
	for _, name := range names {
		for _, n := range m.metas {
			content, match := "", false
			for _, a := range n.Attr {
				switch a.Key {
				case "property", "name", "itemprop", "http-equiv":
					match = match || strings.EqualFold(a.Val, name)
				case "content", "value":
					content = a.Val
				}
			}
			if match {
				if s := squeeze(content); s != "" {
					return s
				}
			}
		}
	}
	return ""
}

// properties is every value of the meta elements of one name.
func (m *metaNodes) properties(name string) []string {
	var all []string
	for _, n := range m.metas {
		if strings.EqualFold(attr(n, "property"), name) || strings.EqualFold(attr(n, "name"), name) || n.Parent != nil && n.Parent.Data == "head" && strings.EqualFold(attr(n, "itemprop"), name) {
			if s := squeeze(attr(n, "content")); s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

// written is what the card for links calls the writer: a pair of labels and data.
func (m *metaNodes) written() []string {
	for _, n := range []string{"1", "2"} {
		switch strings.ToLower(m.property("twitter:label" + n)) {
		case "written by", "by", "author", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da", "geschreven door":
			if s := m.property("twitter:data" + n); s != "" {
				return []string{s}
			}
		}
	}
	return nil
}

// squeeze trims a text, makes each run of white space one blank, and reads entities that were escaped twice.
func squeeze(s string) string {
	if strings.Contains(s, "&") && strings.Contains(s, ";") {
		s = html.UnescapeString(s)
	}
	clean := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x80 || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Join(strings.Fields(zeroWidth.Replace(s)), " ")
}

var zeroWidth = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\ufeff", "", "\u2060", "", "\x00", "")

// nodeText is the text of an element, bounded, for bylines and dates.
func nodeText(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() < 600; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type == html.ElementNode && (flowOf(c) == inline || flowOf(c) == breaks || flowOf(c) == lineBreak):
				if flowOf(c) != inline {
					b.WriteByte(' ')
				}
				walk(c)
				if flowOf(c) != inline {
					b.WriteByte(' ')
				}
			}
		}
	}
	walk(n)
	return squeeze(b.String())
}

// canonical is the page's own address for itself. A page speaks only for its own registrable domain:
// otherwise a hostile page could claim to be another outlet's story.
func (m *metaNodes) canonical(base *url.URL) string {
	if base == nil || base.Host == "" {
		return ""
	}
	for _, n := range m.links {
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			if s := within(base, attr(n, "href")); s != "" {
				return s
			}
		}
	}
	return within(base, m.property("og:url"))
}

// itself is the address of the article that an AMP page renders, on whatever host; "" for
// other pages and for one that names itself.
func (m *metaNodes) itself(base *url.URL) string {
	if !m.amp || base == nil {
		return ""
	}
	for _, n := range m.links {
		if !strings.EqualFold(attr(n, "rel"), "canonical") {
			continue
		}
		u, err := base.Parse(strings.TrimSpace(attr(n, "href")))
		if err == nil && u.Host != "" && u.User == nil && (u.Scheme == "http" || u.Scheme == "https") && (u.Host != base.Host || u.Path != base.Path) {
			return u.String()
		}
	}
	return ""
}

func within(base *url.URL, ref string) string {
	u, err := base.Parse(strings.TrimSpace(ref))
	if err != nil || ref == "" || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	if domain(u.Hostname()) != domain(base.Hostname()) {
		return ""
	}
	// "/" as the canonical address of an article is a template's mistake and would make all stories one.
	if len(u.Path) <= 1 && u.RawQuery == "" && len(base.Path) > 1 {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// domain is the registrable domain of a host, or the host itself where there is none (addresses, localhost).
func domain(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	d, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return d
}

// site is the name of the outlet.
func (m *metaNodes) site(ld *linked, base *url.URL) string {
	if s := m.property("og:site_name"); s != "" {
		return s
	}
	if s := ld.publisher(); s != "" {
		return s
	}
	if s := m.property("application-name", "apple-mobile-web-app-title", "cre", "dc.publisher", "publisher"); s != "" && !strings.Contains(s, "//") {
		return s
	}
	if base != nil {
		return strings.TrimPrefix(base.Hostname(), "www.")
	}
	return ""
}

func (m *metaNodes) language(ld *linked) string {
	for _, s := range []string{m.lang, m.property("content-language", "dc.language", "language"), ld.article.language(), m.property("og:locale")} {
		s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
		if i := strings.IndexAny(s, ", ;"); i > 0 {
			s = s[:i]
		}
		if len(s) >= 2 && len(s) <= 12 && s[0] > '9' {
			return s
		}
	}
	return ""
}

// region is the declared language with the country that it is written for, as far as the page names one.
func (m *metaNodes) region() string {
	if len(m.lang) == 2 {
		for _, s := range []string{m.property("content-language"), m.property("og:locale")} {
			if strings.HasPrefix(strings.ToLower(s), strings.ToLower(m.lang)) && len(s) == 5 {
				return m.lang + "-" + strings.ToUpper(s[3:])
			}
		}
	}
	return m.lang
}

// keywords are the page's own, in its order, without repeats.
func (m *metaNodes) keywords(ld *linked) []string {
	raw := m.properties("article:tag")
	if len(raw) == 0 {
		raw = ld.article.Keywords
	}
	if len(raw) == 0 {
		raw = []string{m.property("news_keywords", "keywords", "parsely-tags", "sailthru.tags")}
	}
	var all []string
	seen := map[string]bool{}
	for _, r := range raw {
		for k := range strings.FieldsFuncSeq(r, func(c rune) bool { return c == ',' || c == ';' || c == '|' }) {
			if k = strings.TrimSpace(k); k != "" && len(k) < 80 && !seen[strings.ToLower(k)] && len(all) < 50 {
				seen[strings.ToLower(k)] = true
				all = append(all, k)
			}
		}
	}
	return all
}
