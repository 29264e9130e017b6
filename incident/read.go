package incident

import (
	"slices"
	"strings"

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
	twice    bool     // a claim stands there twice
	sketch   sketch
}

// vectors are those of a doc before they are packed: names are capitalised words and pairs of them,
// parties who and what the analysis found (malware, campaigns, victims, the accused too), subjects the
// names it is about, not scaled to a length.
type vectors struct{ body, title, lead, names, figures, parties, subjects vector }

const vectorKinds = 7

// all are the vectors in the order in which a doc has them.
func (v *vectors) all() [vectorKinds]vector {
	return [...]vector{v.body, v.title, v.lead, v.names, v.figures, v.parties, v.subjects}
}

// A reading is a doc with the words behind the hashes. It holds until its reader reads on.
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

// name is a word of the story with the hash, else "".
func (r *reading) name(hash uint32) string {
	for _, l := range r.labels {
		if l.hash == hash {
			return l.text
		}
	}
	for i, t := range r.tokens {
		switch {
		case t.stem == hash && t.flaw:
			return strings.ToUpper(t.raw)
		case t.stem == hash:
			return t.word()
		case t.pair == hash:
			return r.tokens[i-1].word() + " " + t.word()
		}
	}
	return ""
}

// read takes a story apart.
func (rd *reader) read(s news.Story) *reading {
	text := s.Text
	if strings.TrimSpace(text) == "" {
		text = s.Summary
	}
	r := &rd.now
	*r = reading{hash: s.Hash, labels: r.labels[:0], tokens: rd.tokens(r.tokens[:0], s.Title, maxTitle)}
	n := len(r.tokens)
	r.tokens = rd.tokens(r.tokens, text, maxTokens)
	title, body := r.tokens[:n], r.tokens[n:]
	r.story, r.outlet, r.kind = s.ID, hashOf(string(s.Outlet)), kindOf(s)
	r.when = s.When().Unix()

	rd.begin(2*len(r.tokens) + len(s.Analysis.Mentions) + len(s.Analysis.Claims))
	rd.countTitle(title)
	rd.countBody(body)
	rd.countParties(s)
	rd.sort()
	r.vectors = rd.weighed()
	r.accused, r.official = chargedOf(s, anyLevel), chargedOf(s, officialLevel)
	r.identifiers(s)
	r.links = r.linksOf(s)
	r.another, r.twice = again(title), repeated(s.Analysis.Claims)
	r.sketch = newSketch(body)
	r.pack(&r.vectors)
	return r
}

// countTitle counts the words of a headline. They count three times in the text: it says what
// the piece is about. One in title case tells nothing of names, and capitalises every word:
// there the body has to confirm a subject, so all are given.
func (rd *reader) countTitle(title []token) {
	titled := titleCase(title)
	for _, t := range title {
		if t.stem != 0 {
			e := rd.entry(t.stem)
			e.times[inBody] += 3
			e.times[inTitle]++
			e.times[inLead]++
			e.figure(t)
			if !titled && t.isName() {
				e.times[asName]++
			}
			if t.capital && (titled || !t.starts) && t.size > 2 {
				e.times[asSubject]++
				e.titled = true
			}
		}
		if t.pair != 0 {
			e := rd.entry(t.pair)
			e.times[asSubject]++
			e.titled = true
			if !titled {
				e.times[asName]++
			}
		}
	}
}

// countBody counts the words of a text.
func (rd *reader) countBody(body []token) {
	for i, t := range body {
		if t.stem != 0 {
			e := rd.entry(t.stem)
			e.times[inBody]++
			if i < leadWords {
				e.times[inLead]++
			}
			e.figure(t)
			if t.isName() {
				e.times[asName]++
				if t.size > 2 {
					e.times[asSubject]++
				}
			}
		}
		if t.pair != 0 {
			e := rd.entry(t.pair)
			e.times[asName]++
			e.times[asSubject]++
		}
	}
}

// figure counts a number that is quoted ("5.1", "17000"), once: not the years, nor what is too
// short to mean anything.
func (e *entry) figure(t token) {
	if t.figure && t.size > 1 {
		e.times[asFigure] = 1
	}
}

// countParties counts whom the analysis found, each once.
func (rd *reader) countParties(s news.Story) {
	for _, m := range s.Analysis.Mentions {
		if m.Kind != news.MentionCVE {
			rd.party(hashOf(m.ID))
		}
	}
	for _, c := range s.Analysis.Claims {
		if c.About == news.Main && c.Stance == news.Accuses {
			rd.party(hashOf(accusedMark(c)))
		}
	}
}

func (rd *reader) party(hash uint32) {
	if hash != 0 {
		rd.entry(hash).times[asParty] = 1
	}
}

// identifiers takes CVEs from the text, and what the analysis found.
func (r *reading) identifiers(s news.Story) {
	for i, t := range r.tokens {
		if t.flaw {
			if r.flaw == 0 {
				r.flaw = t.stem
			}
			r.cves = append(r.cves, t.stem)
			if i < headWords || len(r.head) == 0 {
				r.head = append(r.head, t.stem)
			}
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
	slices.Sort(r.cves)
	r.cves = slices.Clip(slices.Compact(r.cves))
	slices.Sort(r.head)
	r.head = slices.Clip(slices.Compact(r.head))
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
			all = append(all, accusedMark(c))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func accusedMark(c news.Claim) string {
	return "accused:" + strings.ReplaceAll(c.Accused.Key(), " ", "-")
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
		if t.stem != 0 && !t.flaw {
			all = append(all, stem(t.word()))
		}
	}
	for _, part := range [][]token{title, body} {
		for i := 1; i < len(part); i++ {
			if part[i].pair != 0 {
				all = append(all, stem(part[i-1].word())+"_"+stem(part[i].word()))
			}
		}
	}
	all = append(all, partiesOf(s)...)
	slices.Sort(all)
	return slices.Compact(all)
}
