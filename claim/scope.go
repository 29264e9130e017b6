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
	n, size := newTally(cat), min(len(text), scopeBytes)
	head := n.tell(title, 2)
	n.tell(text[:size], 1)
	return n.verdict(head, size)
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
	n := newTally(r.cat)
	head, size := 0, 0
	for _, p := range r.parts {
		if p.name == news.InTitle {
			head = len(p.tokens)
			n.read(p.tokens, 2, r.names(p))
			continue
		}
		text := p.tokens
		size = min(len(p.text), scopeBytes)
		if len(p.text) > scopeBytes {
			text = text[:sort.Search(len(text), func(i int) bool { return text[i].end() > scopeBytes })]
		}
		n.read(text, 1, r.names(p))
	}
	return n.verdict(head, size)
}

// names tells which party the name at a token of p stands for beyond doubt, "" if none. It is asked
// from left to right.
func (r *reading) names(p *part) func(i int) string {
	k := 0
	return func(i int) string {
		for k < len(p.sentences) && i >= p.sentences[k].to {
			k++
		}
		if k < len(p.sentences) {
			if h, ok := r.match(p.sentences[k], i); ok && !h.common {
				return h.ids[0]
			}
		}
		return ""
	}
}

// A tally counts the evidence that a text is in scope.
type tally struct {
	cat    *actor.Catalogue
	points int
	sorts  map[string]bool // of generic words seen
	seen   map[string]bool
	why    string
}

func newTally(cat *actor.Catalogue) *tally {
	return &tally{cat: cat, sorts: map[string]bool{}, seen: map[string]bool{}}
}

// tell reads a text that nothing else is read in, and returns how many tokens it has.
func (n *tally) tell(text string, factor int) int {
	tokens := tokenize(nil, text)
	words := make([]string, len(tokens))
	for i := range tokens {
		words[i] = tokens[i].word
	}
	n.read(tokens, factor, func(i int) string {
		if h, ok := n.cat.Match(words[i:]); ok && !h.Common {
			return h.IDs[0]
		}
		return ""
	})
	return len(tokens)
}

// verdict says what the evidence comes to in a text of so many bytes under a title of so many tokens.
func (n *tally) verdict(head, size int) Verdict {
	if (n.points > 0 || size < 300) && n.sorts["who"] && n.sorts["deed"] && n.sorts["blame"] && size+8*head < 700 {
		n.points++
		n.add(1, 1, "an accusation of a state")
	}
	if n.sorts["deed"] && n.sorts["blame"] && n.points == 1 && size+8*head < 700 {
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
func (n *tally) read(tokens []token, factor int, named func(i int) string) {
	for i := range tokens {
		t := &tokens[i]
		for k := range t.table.terms {
			n.term(tokens, i, &t.table.terms[k], factor)
		}
		if t.kind != wordToken || t.word == t.low {
			continue
		}
		if e, ok := n.cat.Entry(named(i)); ok {
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
