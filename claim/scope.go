package claim

import (
	_ "embed"
	"sort"
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

// A Verdict says whether a text is about cyber operations, and what decided it.
type Verdict struct {
	In  bool
	Why string
}

//go:embed scope.txt
var scopeText string

// A scopeTerm is a word or two of scope.txt.
type scopeTerm struct {
	words []string
	sort  string // "strong", "weak", "who", "deed", "blame"
}

// scopeTerms decodes scope.txt: terms by their first word.
func scopeTerms() map[string][]scopeTerm {
	terms := map[string][]scopeTerm{}
	for line := range strings.Lines(scopeText) {
		kind, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for alt := range strings.SplitSeq(rest, ";") {
			if w := strings.Fields(alt); len(w) > 0 {
				terms[w[0]] = append(terms[w[0]], scopeTerm{w, kind})
			}
		}
	}
	return terms
}

// scopeBytes is how much of a text is looked at: an operation that is the story's subject
// is named early.
const scopeBytes = 4000

// Scope says whether a text is about a cyber operation, its victims or its authors. It is
// fast and looks at words only; the title counts twice.
func Scope(title, text string, cat *actor.Catalogue) Verdict {
	return scopeOf(cat, tokenize(nil, title), tokenize(nil, text[:min(len(text), scopeBytes)]), min(len(text), scopeBytes))
}

// scope is Scope of what was read already.
func (r *reading) scope() Verdict {
	if r.scoped == nil {
		v := r.judgeScope()
		r.scoped = &v
	}
	return *r.scoped
}

func (r *reading) judgeScope() Verdict {
	var title, text []token
	size := 0
	for _, p := range r.parts {
		if p.name == news.InTitle {
			title = p.tokens
			continue
		}
		text, size = p.tokens, min(len(p.text), scopeBytes)
		if len(p.text) > scopeBytes {
			n := sort.Search(len(text), func(i int) bool { return text[i].end > scopeBytes })
			text = text[:n]
		}
	}
	return scopeOf(r.cat, title, text, size)
}

// A tally counts the evidence that a text is in scope.
type tally struct {
	cat    *actor.Catalogue
	points int
	sorts  map[string]bool // of generic words seen
	seen   map[string]bool
	why    string
}

func scopeOf(cat *actor.Catalogue, title, body []token, size int) Verdict {
	n := tally{cat: cat, sorts: map[string]bool{}, seen: map[string]bool{}}
	n.read(title, 2)
	n.read(body, 1)
	if (n.points > 0 || size < 300) && n.sorts["who"] && n.sorts["deed"] && n.sorts["blame"] && size+8*len(title) < 700 {
		n.points++
		n.add(1, 1, "an accusation of a state")
	}
	if n.sorts["deed"] && n.sorts["blame"] && n.points == 1 && size+8*len(title) < 700 {
		n.points++
	}
	need := 2
	if size > 600 {
		need = 4
	}
	if size > 2000 {
		need = 5
	}
	if n.points >= need {
		return Verdict{true, n.why}
	}
	return Verdict{false, "no words of cyber operations"}
}

func (n *tally) add(points, factor int, what string) {
	if !n.seen[what] {
		n.points += points * factor
		n.seen[what] = true
	} else if points == 2 {
		n.points++
	}
	if n.why == "" {
		n.why = what
	}
}

// read counts the terms of scope.txt and the names of threat groups, security firms and
// cyber agencies.
func (n *tally) read(tokens []token, factor int) {
	cat := n.cat
	var words [6]string // what is looked up at a time
	for i := range tokens {
		t := &tokens[i]
		for k := range t.table.terms {
			n.term(tokens, i, &t.table.terms[k], factor)
		}
		if t.kind != wordToken || t.word == t.low {
			continue
		}
		h, ok := cat.Match(wordsOf(words[:0], tokens[i:min(i+len(words), len(tokens))]))
		if !ok || h.Common {
			continue
		}
		if e, ok := cat.Entry(h.IDs[0]); ok {
			switch e.Class {
			case "actor", "ransomware", "criminal", "hacktivist", "malware", "cyber", "spyware", "front":
				n.add(2, factor, e.Party.Name)
			case "vendor":
				if large[e.Party.Name] {
					n.add(1, 1, e.Party.Name)
				} else {
					n.add(2, factor, e.Party.Name)
				}
			case "unit":
				n.add(1, factor, e.Party.Name)
			}
		}
	}
}

// wordsOf appends the words of tokens.
func wordsOf(words []string, tokens []token) []string {
	for i := range tokens {
		words = append(words, tokens[i].word)
	}
	return words
}

// large are the firms that the news names for many other reasons.
var large = map[string]bool{"Microsoft": true, "Google": true, "Meta": true, "Facebook": true, "Amazon": true, "Apple": true, "IBM": true, "BAE Systems": true, "PwC": true, "Twitter": true, "AWS": true, "McAfee": true}

func (n *tally) term(tokens []token, i int, term *scopeTerm, factor int) {
	if i+len(term.words) > len(tokens) {
		return
	}
	for k, w := range term.words {
		if tokens[i+k].low != w {
			return
		}
	}
	switch term.sort {
	case "strong":
		n.add(2, factor, strings.Join(term.words, " "))
	case "weak":
		n.add(1, factor, strings.Join(term.words, " "))
	default:
		n.sorts[term.sort] = true
	}
}
