package claim

import (
	_ "embed"
	"sort"
	"strings"
	"sync"

	"ascribe/news"
)

// A Verdict says whether a text is about cyber operations, and what decided it.
type Verdict struct {
	In  bool
	Why string
}

//go:embed scope.txt
var scopeText string

// A scopeTerm is a word or two, with its weight: 2 decides alone, 1 needs another.
type scopeTerm struct {
	words  []string
	weight int
}

var scopeTerms = sync.OnceValue(func() map[string][]scopeTerm {
	terms := map[string][]scopeTerm{}
	for line := range strings.Lines(scopeText) {
		weight, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		n := map[string]int{"strong": 2, "weak": 1, "against": -2}[weight]
		for alt := range strings.SplitSeq(rest, ";") {
			if w := strings.Fields(alt); len(w) > 0 {
				terms[w[0]] = append(terms[w[0]], scopeTerm{w, n})
			}
		}
	}
	return terms
})

// scopeBytes is how much of a text is looked at: an operation that is the story's subject
// is named early.
const scopeBytes = 4000

// Scope says whether a text is about a cyber operation, its victims or its authors. It is
// fast and looks at words only; the title counts twice.
func Scope(title, text string) Verdict {
	return scopeOf(tokenize(title), tokenize(text[:min(len(text), scopeBytes)]), min(len(text), scopeBytes))
}

// scope is Scope of what was read already.
func (r *reading) scope() Verdict {
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
	return scopeOf(title, text, size)
}

func scopeOf(title, body []token, size int) Verdict {
	seen := map[*scopeTerm]bool{}
	sum, why := scopeSum(title, 2, seen)
	n, first := scopeSum(body, 1, seen)
	sum += n
	if why == "" {
		why = first
	}
	need := 2
	if size > 600 {
		need = 4
	}
	if size > 2000 {
		need = 5
	}
	if sum >= need {
		return Verdict{true, why}
	}
	return Verdict{false, "no words of cyber operations"}
}

func scopeSum(tokens []token, factor int, seen map[*scopeTerm]bool) (sum int, why string) {
	terms := scopeTerms()
	for i, t := range tokens {
		for k := range terms[t.low] {
			term := &terms[t.low][k]
			if i+len(term.words) > len(tokens) {
				continue
			}
			ok := true
			for k, w := range term.words {
				ok = ok && tokens[i+k].low == w
			}
			if !ok {
				continue
			}
			if !seen[term] {
				sum += term.weight * factor
				seen[term] = true
			} else if term.weight == 2 {
				sum++
			}
			if why == "" && term.weight > 0 {
				why = strings.Join(term.words, " ")
			}
		}
	}
	return sum, why
}
