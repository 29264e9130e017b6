package claim

import (
	_ "embed"
	"strings"
	"sync"
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
	seen := map[string]bool{}
	sum, why := scopeSum(title, 2, seen)
	body := text[:min(len(text), scopeBytes)]
	n, first := scopeSum(body, 1, seen)
	sum += n
	if why == "" {
		why = first
	}
	need := 2
	if len(body) > 600 {
		need = 4
	}
	if len(body) > 2000 {
		need = 5
	}
	if sum >= need {
		return Verdict{true, why}
	}
	return Verdict{false, "no words of cyber operations"}
}

func scopeSum(text string, factor int, seen map[string]bool) (sum int, why string) {
	tokens := tokenize(text)
	for i, t := range tokens {
		for _, term := range scopeTerms()[t.low] {
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
			key := strings.Join(term.words, " ")
			if !seen[key] {
				sum += term.weight * factor
				seen[key] = true
			} else if term.weight == 2 {
				sum++
			}
			if why == "" && term.weight > 0 {
				why = key
			}
		}
	}
	return sum, why
}
