package extract

import (
	"bytes"
	"encoding/json"
	"strings"
)

// linked is what the page's JSON-LD (schema.org) says.
type linked struct {
	article   thing            // the node of the article, zero without one
	found     bool             // an article node is there
	byID      map[string]thing // what article may refer to
	org       string           // the first organisation, else site
	published []string         // when any node says that the article was, a few
	live      bool
	locked    bool // isAccessibleForFree: false
}

// A thing is a node of JSON-LD. Pages put text where objects belong and the other way round; texts takes both.
type thing struct {
	ID          string  `json:"@id"`
	Type        texts   `json:"@type"`
	Name        texts   `json:"name"`
	Headline    texts   `json:"headline"`
	Alternative texts   `json:"alternativeHeadline"`
	Description texts   `json:"description"`
	Published   texts   `json:"datePublished"`
	Created     texts   `json:"dateCreated"`
	Modified    texts   `json:"dateModified"`
	Body        texts   `json:"articleBody"`
	Section     texts   `json:"articleSection"`
	Keywords    texts   `json:"keywords"`
	Language    texts   `json:"inLanguage"`
	Free        texts   `json:"isAccessibleForFree"`
	Author      people  `json:"author"`
	Creator     people  `json:"creator"`
	Publisher   people  `json:"publisher"`
	Image       texts   `json:"image"`
	Thumbnail   texts   `json:"thumbnailUrl"`
	Graph       []thing `json:"@graph"`
	Entity      *nested `json:"mainEntity"`
}

// nested is a thing, or text that is ignored.
type nested struct{ thing }

func (n *nested) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		return json.Unmarshal(b, &n.thing)
	}
	return nil
}

// texts is a string, number, truth value, object with a name, or a list of those.
type texts []string

func (t *texts) UnmarshalJSON(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	switch b[0] {
	case '"':
		var s string
		if json.Unmarshal(b, &s) == nil {
			*t = append(*t, s)
		}
	case '{':
		var o struct {
			Value, Name, URL texts
			At               texts `json:"@value"`
		}
		if json.Unmarshal(b, &o) == nil {
			for _, s := range []texts{o.At, o.Value, o.URL, o.Name} {
				if len(s) > 0 {
					*t = append(*t, s[0])
					break
				}
			}
		}
	case '[':
		var list []texts
		if json.Unmarshal(b, &list) == nil {
			for _, l := range list {
				*t = append(*t, l...)
			}
		}
	case 'n':
	default:
		*t = append(*t, string(b))
	}
	return nil
}

func (t texts) first() string {
	for _, s := range t {
		if s = squeeze(s); s != "" {
			return s
		}
	}
	return ""
}

// people are persons or organisations, by name or by reference.
type people []person

type person struct {
	ID   string `json:"@id"`
	Type texts  `json:"@type"`
	Name texts  `json:"name"`
}

func (p *people) UnmarshalJSON(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	switch b[0] {
	case '"':
		var s string
		if json.Unmarshal(b, &s) == nil {
			*p = append(*p, person{Name: texts{s}})
		}
	case '{':
		var one person
		if json.Unmarshal(b, &one) == nil {
			*p = append(*p, one)
		}
	case '[':
		var list []people
		if json.Unmarshal(b, &list) == nil {
			for _, l := range list {
				*p = append(*p, l...)
			}
		}
	}
	return nil
}

// Text, people and lists of them are decoded level by level, each level once more than the one around it: a page can't make
// that cost more than maxLinked bytes, maxLevels times.
const (
	maxLinked = 2 << 20
	maxLevels = 24
)

// readLinked reads every JSON-LD script of a page; what does not parse, or is out of the common, is passed over.
func readLinked(scripts []script) *linked {
	ld := &linked{byID: map[string]thing{}}
	best, left := 0, maxLinked
	for _, s := range scripts {
		if !s.linked() || len(s.text) > left || levels(s.text) > maxLevels {
			continue
		}
		left -= len(s.text)
		for _, th := range things(string(s.text)) {
			ld.take(th, &best, 0)
		}
	}
	return ld
}

// levels is how deep the brackets of a JSON text nest.
func levels(b []byte) int {
	deepest, open, quoted := 0, 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			open++
			deepest = max(deepest, open)
		case c == '}' || c == ']':
			open--
		}
	}
	return deepest
}

// things parses one script: an object or a list of them.
func things(s string) []thing {
	b := mendJSON(s)
	for range 2 {
		var one thing
		var list []thing
		if len(b) > 0 && b[0] == '[' {
			if json.Unmarshal(b, &list) == nil {
				return list
			}
		} else if json.Unmarshal(b, &one) == nil {
			return []thing{one}
		}
		// Commas before a closing bracket are the commonest fault.
		for _, fault := range []string{",}", ",]", ", }", ", ]"} {
			if bytes.Contains(b, []byte(fault)) {
				b = bytes.ReplaceAll(b, []byte(fault), []byte(fault[len(fault)-1:]))
			}
		}
	}
	return nil
}

// mendJSON drops the wrappings that pages put around JSON and the control characters within its strings.
func mendJSON(s string) []byte {
	s = strings.TrimSpace(s)
	for _, w := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, w))
	}
	for _, w := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, w))
	}
	b := []byte(s)
	for i, c := range b {
		if c < ' ' {
			b[i] = ' '
		}
	}
	return b
}

// take files a node. Of several article nodes the one that says most wins, the first among equals.
func (ld *linked) take(th thing, best *int, depth int) {
	if th.ID != "" {
		ld.byID[th.ID] = th
	}
	score := 0
	for _, t := range th.Type {
		switch {
		case t == "LiveBlogPosting":
			ld.live = true
			score = 30
		case strings.HasSuffix(t, "Article"), strings.HasSuffix(t, "Posting"), t == "Report", strings.HasSuffix(t, "/Article"):
			score = max(score, 30)
		case t == "WebPage", t == "VideoObject", t == "Product", t == "Recipe", t == "MedicalWebPage":
			score = max(score, 5)
		case strings.HasSuffix(t, "Organization"), t == "WebSite":
			if ld.org == "" {
				ld.org = th.Name.first()
			}
		}
	}
	if score > 0 {
		if at := th.Published.first(); at != "" && len(ld.published) < 8 {
			ld.published = append(ld.published, at)
		}
		for _, has := range []bool{th.Headline != nil, th.Published != nil, th.Author != nil, th.Body != nil} {
			if has {
				score += 2
			}
		}
		if isFalse(th.Free) {
			ld.locked = true
		}
		if score > *best {
			*best, ld.article, ld.found = score, th, score >= 30
		}
	}
	if depth > 3 {
		return
	}
	for _, g := range th.Graph {
		ld.take(g, best, depth+1)
	}
	if th.Entity != nil {
		ld.take(th.Entity.thing, best, depth+1)
	}
}

func isFalse(t texts) bool {
	s := strings.ToLower(t.first())
	return s == "false" || strings.HasSuffix(s, "/false") || s == "no"
}

func (ld *linked) publisher() string {
	for _, p := range ld.article.Publisher {
		if s := p.Name.first(); s != "" {
			return s
		}
		if s := ld.byID[p.ID].Name.first(); s != "" {
			return s
		}
	}
	return ld.org
}

func (th *thing) language() string { return th.Language.first() }
