package incident

import (
	"slices"
	"strings"
	"sync"

	"ascribe/news"
)

// Sizes of what is remembered of a story.
const (
	bodyTerms  = 120
	titleTerms = 24
	leadWords  = 60
	leadTerms  = 56
	headWords  = 200 // where the CVEs stand that a story is about: further down come lists of old ones
	nameTerms  = 48
	keyTerms   = 16 // terms that a story is found by
)

// A doc is what State remembers of a story: a function of the story alone, but for the
// incident, which the Change says.
type doc struct {
	story    news.StoryID
	incident *group
	seq      uint64 // of its placement
	score    int
	absorbed []news.IncidentID
	copyOf   news.StoryID

	outlet   uint32
	when     int64 // Unix seconds
	kind     news.Document
	terms    packed // of all its vectors, one behind the other
	ends     [vectorKinds]uint32
	cves     []uint32 // sorted
	head     []uint32 // those of the headline and the first paragraphs, else the first one
	accused  []uint32 // of the claims about its own operation, by identity and country
	official []uint32 // of those, the ones that a government or a court accuses
	links    []uint32 // sorted
	flaw     uint32   // the CVE that is named first, 0 for none
	another  bool     // the headline says that it is not the first time
	sketch   sketch
}

// vectors are those of a doc before they are packed: names are capitalised words and pairs of them,
// parties who and what the analysis found (malware, campaigns, victims, the accused too), subjects the
// names it is about, not scaled to a length.
type vectors struct{ body, title, lead, names, figures, parties, subjects vector }

const vectorKinds = 7

// A reading is a doc with the words behind the hashes.
type reading struct {
	doc
	vectors
	hash   string // the version
	labels []label
	tokens []token
}

// A label is the name by which a reason speaks of a hash.
type label struct {
	hash uint32
	text string
}

// word is a word of the story with the hash, else "".
func (r *reading) word(hash uint32) string {
	for _, l := range r.labels {
		if l.hash == hash {
			return l.text
		}
	}
	for i, t := range r.tokens {
		if t.stem == hash {
			return t.word
		}
		if t.pair == hash {
			return r.tokens[i-1].word + " " + t.word
		}
	}
	return ""
}

// read takes a story apart.
func read(s news.Story) *reading { return readInto(nil, s) }

// readInto is read, with room for the tokens of the reading.
func readInto(room []token, s news.Story) *reading {
	text := s.Text
	if strings.TrimSpace(text) == "" {
		text = s.Summary
	}
	r := &reading{hash: s.Hash, tokens: slices.Grow(room[:0], maxTitle+min(maxTokens, len(text)/4))}
	r.tokens = appendTokens(r.tokens, s.Title, maxTitle)
	n := len(r.tokens)
	r.tokens = appendTokens(r.tokens, text, maxTokens)
	title, body := r.tokens[:n], r.tokens[n:]
	r.story, r.outlet, r.kind = s.ID, hashOf(string(s.Outlet)), kindOf(s)
	r.when = s.When().Unix()

	words := stems(r.tokens)
	r.vectors.title = newVector(counted(words[:n]), titleTerms)
	r.vectors.lead = newVector(counted(words[:min(len(words), n+leadWords)]), leadTerms)
	// A headline's words count twice more: it says what the piece is about.
	r.vectors.body = newVector(counted(words, words[:n], words[:n]), bodyTerms)
	r.vectors.names = newVector(nameWeights(title, body), nameTerms)
	r.vectors.subjects, r.accused, r.official = subjectsOf(title, body), chargedOf(s), officiallyAccused(s)
	r.vectors.figures = figuresOf(r.tokens)
	r.identifiers(s)
	r.links = r.linksOf(s)
	r.another = again(title)
	r.sketch = newSketch(words[n:])
	r.pack(&r.vectors)
	return r
}

func stems(all []token) []uint32 {
	out := make([]uint32, len(all))
	for i, t := range all {
		out[i] = t.stem
	}
	return out
}

// counted weighs the words, by ascending hash: (1 + log2 of the occurrences) times rarity.
func counted(words ...[]uint32) []term {
	sorted := slices.Concat(words...)
	slices.Sort(sorted)
	terms := make([]term, 0, len(sorted))
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		if sorted[i] != 0 {
			terms = append(terms, term{sorted[i], weigh(sorted[i], j-i)})
		}
		i = j
	}
	return terms
}

// weigh keeps 8 bits behind the point: vectors are scaled to length One afterwards.
func weigh(hash uint32, times int) int32 {
	tf := One + logs()[min(times, maxTokens+3*maxTitle-1)]
	return int32(int64(tf) * int64(idf(hash)) / One >> 8)
}

// logs holds log2 of the counts that a text can have.
var logs = sync.OnceValue(func() []int {
	table := make([]int, maxTokens+3*maxTitle)
	for n := 1; n < len(table); n++ {
		table[n] = log2(uint64(n) << 16)
	}
	return table
})

// identifiers takes CVEs from the text, and what the analysis found.
func (r *reading) identifiers(s news.Story) {
	for i, t := range r.tokens {
		if strings.HasPrefix(t.word, "cve-") {
			if r.flaw == 0 {
				r.flaw = hashOf(t.word)
			}
			r.cves = append(r.cves, hashOf(t.word))
			if i < headWords || len(r.head) == 0 {
				r.head = append(r.head, hashOf(t.word))
			}
			r.labels = append(r.labels, label{hashOf(t.word), strings.ToUpper(t.word)})
		}
	}
	for _, m := range s.Analysis.Mentions {
		switch m.Kind {
		case news.MentionCVE:
			h := hashOf(strings.ToLower(m.Name))
			r.cves = append(r.cves, h)
			r.labels = append(r.labels, label{h, m.Name})
		default:
			r.labels = append(r.labels, label{hashOf(m.ID), m.Name})
		}
	}
	r.vectors.parties = newVector(counted(hashesOf(partiesOf(s))), nameTerms)
	slices.Sort(r.cves)
	r.cves = slices.Compact(r.cves)
	slices.Sort(r.head)
	r.head = slices.Compact(r.head)
}

// partiesOf are the identifiers of whom the analysis found, each once, and of the accused.
func partiesOf(s news.Story) []string {
	var all []string
	for _, m := range s.Analysis.Mentions {
		if m.Kind != news.MentionCVE {
			all = append(all, m.ID)
		}
	}
	for _, c := range s.Analysis.Claims {
		if c.About == news.Main && c.Stance == news.Accuses {
			all = append(all, "accused:"+strings.ReplaceAll(c.Accused.Key(), " ", "-"))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func hashesOf(words []string) []uint32 {
	out := make([]uint32, len(words))
	for i, w := range words {
		out[i] = hashOf(w)
	}
	return out
}

// keys are what a story is found by: the heaviest terms of the text, and its CVEs.
func (d *doc) keys() []uint32 {
	ranks := make([]uint64, len(d.body()))
	for i, c := range d.body() {
		ranks[i] = c.term().rank()
	}
	slices.Sort(ranks)
	keys := make([]uint32, 0, 2*keyTerms)
	for _, rank := range ranks[:min(len(ranks), keyTerms)] {
		keys = append(keys, uint32(rank))
	}
	for _, h := range d.cves[:min(len(d.cves), keyTerms)] {
		if !slices.Contains(keys, h) {
			keys = append(keys, h)
		}
	}
	return append(keys, d.links...)
}

// Terms are the words and names that a story is compared by, each once, unhashed and
// sorted: what the table of frequencies counts.
func Terms(s news.Story) []string {
	text := s.Text
	if strings.TrimSpace(text) == "" {
		text = s.Summary
	}
	title, body := tokens(s.Title, maxTitle), tokens(text, maxTokens)
	var all []string
	for _, t := range slices.Concat(title, body) {
		if t.stem != 0 && !strings.HasPrefix(t.word, "cve-") {
			all = append(all, stem(t.word))
		}
	}
	for _, part := range [][]token{title, body} {
		for i := 1; i < len(part); i++ {
			if part[i].pair != 0 {
				all = append(all, stem(part[i-1].word)+"_"+stem(part[i].word))
			}
		}
	}
	all = append(all, partiesOf(s)...)
	slices.Sort(all)
	return slices.Compact(all)
}
