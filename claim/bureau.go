package claim

import (
	"slices"
	"strings"
)

// mostBureaus bounds how far back "the agency" looks, and so the work on a text that says it in every sentence.
const mostBureaus = 32

// noteBureau keeps an agency or ministry that was named, each mention once, the last ones only.
func (m *memory) noteBureau(named *mention) {
	if slices.Contains(m.bureaus, named) {
		return
	}
	if len(m.bureaus) == mostBureaus {
		m.bureaus = slices.Delete(m.bureaus, 0, 1)
	}
	m.bureaus = append(m.bureaus, named)
}

// bureau is the agency or ministry that a noun takes up: the last one that it can be said of, rather one that was not
// only struck.
func (r *reading) bureau(s *sentence, noun int) *mention {
	var struck *mention
	speaks := s.speaksAt(noun + 1)
	for _, m := range slices.Backward(r.memory.bureaus) {
		switch {
		case !isCalled(m, s.tok(noun).low), speaks && slices.Contains(s.mentions, m) && s.undergoes(m):
		case !s.sufferedAt(m):
			return m
		case struck == nil:
			struck = m
		}
	}
	return struck
}

// undergoes reports whether m hangs on a preposition, as who is told of and does not speak: "carried out by the GRU".
func (s *sentence) undergoes(m *mention) bool {
	i := m.from - 1
	if s.tok(i).is(detWord) {
		i--
	}
	return s.tok(i).is(prepWord) && !(s.tok(i).low == "to" && s.tok(i-1).low == "according")
}

// isCalled reports whether a noun can be said of an agency: no parliament is a bureau, and what is called a ministry has
// it in its name.
func isCalled(m *mention, noun string) bool {
	name := strings.ToLower(m.party.Name + " " + m.speaker)
	switch m.class {
	case "legislature", "court":
		return false
	case "ministry":
		return noun == "ministry" || noun == "department" || noun == "office" || noun == "agency" || noun == "agencies"
	}
	switch noun {
	case "ministry", "ministries":
		return strings.Contains(name, "ministry")
	case "department":
		return strings.Contains(name, "department") || m.class == "prosecutor" || m.class == "police"
	case "centre", "center":
		return m.class == "cyber" || strings.Contains(name, "cent")
	case "service":
		return m.class != "regulator" && m.class != "prosecutor"
	}
	return !strings.Contains(name, "ministry")
}

// sufferedAt reports whether m, a mention of this sentence or of the one before, stands where a victim does.
func (s *sentence) sufferedAt(m *mention) bool {
	for k := s.index; k >= max(0, s.index-1); k-- {
		if p := s.part.sentences[k]; slices.Contains(p.mentions, m) {
			return p.struckAt(m)
		}
	}
	return false
}
