package store

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"ascribe/news"
)

// facts collects the facets of one object. They are cut from one text: each for itself they would
// be half of what the index asks of memory.
type facts struct {
	all  []string
	text strings.Builder
}

// Few objects have more facets, or longer ones, than there is room for.
const (
	roomForFacts = 32
	roomForTexts = 1024 // bytes
)

// newFacts are of what is in the list of all.
func newFacts() *facts {
	f := &facts{all: make([]string, 0, roomForFacts)}
	f.text.Grow(roomForTexts)
	f.add(allFacet, "1")
	return f
}

// add adds a value, unless it is none.
func (f *facts) add(facet, value string) {
	if value != "" {
		f.put(facet, "", value)
	}
}

// put adds a value that has something in front of it.
func (f *facts) put(facet, front, value string) {
	start := f.begin(facet, front)
	f.text.WriteString(value)
	f.end(start)
}

// name adds a name as one asks for it.
func (f *facts) name(facet, name string) {
	start := f.begin(facet, nameFront)
	if plainName(name) {
		for i := range len(name) {
			switch c := name[i]; {
			case c >= 'A' && c <= 'Z':
				f.text.WriteByte(c | 32)
			case c != ' ' && c != '-' && c != '_':
				f.text.WriteByte(c)
			}
		}
	} else {
		f.text.WriteString(fold(name))
	}
	f.end(start)
}

// plainName reports whether a name is plain characters without control characters.
func plainName(name string) bool {
	for i := range len(name) {
		if c := name[i]; c < ' ' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (f *facts) begin(facet, front string) (start int) {
	start = f.text.Len()
	f.text.WriteString(facet)
	f.text.WriteByte(0)
	f.text.WriteString(front)
	return start
}

// end takes what was written since start as a facet.
func (f *facts) end(start int) {
	facet := f.text.String()[start:]
	cut := strings.IndexByte(facet, 0)
	if value := facet[cut+1:]; len(value) > longestValue || strings.IndexByte(value, 0) >= 0 {
		facet = fv(facet[:cut], value)
	}
	f.all = append(f.all, facet)
}

// party adds the values that a party is found by: every ID that it may mean, its country, and its
// name.
func (f *facts) party(facet string, p news.Party) {
	f.add(facet, p.ID)
	for _, id := range p.Maybe {
		f.add(facet, id)
	}
	if p.Country != "" {
		f.put(facet, countryFront, strings.ToUpper(p.Country))
	}
	if p.Name != "" {
		f.name(facet, p.Name)
	}
}

// done returns the facets in order, each once.
func (f *facts) done() []string {
	slices.Sort(f.all)
	return slices.Compact(f.all)
}

// actSince is what hangs together of the facets that were added since there were so many.
func (f *facts) actSince(start, score int) act {
	some := f.all[start:]
	slices.Sort(some)
	out := make([]byte, 0, 8*len(some))
	for i, one := range some {
		if i == 0 || one != some[i-1] {
			out = binary.BigEndian.AppendUint64(out, hashFV(one))
		}
	}
	return act{out, score}
}

// hashFV is FNV-1a.
func hashFV(fv string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(fv) {
		h = (h ^ uint64(fv[i])) * 1099511628211
	}
	return h
}
