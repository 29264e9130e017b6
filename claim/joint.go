package claim

import (
	"slices"

	"ascribe/news"
)

// Lists of words.txt.
var (
	partNouns = words("partNouns")
	joiners   = words("joiners")
)

// jointly reports whether several make one statement together: they are listed as who says it,
// "CISA, the FBI and the NSA said". Who says the same in words of their own, in the same
// sentence or about the same attack, does not join them.
func jointly(by []choice) bool {
	first := -1
	for i, a := range by {
		switch {
		case !a.joins():
		case first < 0:
			first = i
		case a.party.Key() != by[first].party.Key():
			return true
		}
	}
	return false
}

// joins reports whether somebody who is named says it with the others. "Officials" and
// "researchers" join nobody.
func (a choice) joins() bool {
	switch a.party.Kind {
	case news.Anonymous, news.Researchers, news.Unspecified:
		return false
	}
	return a.party.Name != "" && !a.apart
}

// setApart marks those who do not say it with the likeliest of by, which stands first: who only tells whose firm that
// is ("Gemini Advisory, a division of Recorded Future"), and who stands on the other side of the verb.
func (s *sentence) setApart(by []choice, t trigger) {
	if len(by) < 2 || by[0].m == nil || s.mentionAt(by[0].m.from) != by[0].m {
		return
	}
	order := make([]*mention, 0, len(by))
	for _, a := range by {
		if a.m != nil {
			order = append(order, a.m)
		}
	}
	slices.SortFunc(order, func(a, b *mention) int { return a.from - b.from })
	at := slices.Index(order, by[0].m)
	low, high := at, at
	for low > 0 && s.inOneList(order[low-1], order[low], t) {
		low--
	}
	for high+1 < len(order) && s.inOneList(order[high], order[high+1], t) {
		high++
	}
	if !s.headline && !s.joined(order[low].from, order[high].to) {
		high = low // "the Threat Analysis Group, the Google team,"
	}
	for i := range by {
		if k := slices.Index(order, by[i].m); low == high || k < low || k > high || by[i].m != nil && s.ownsOther(by[i].m) {
			by[i].apart = true
		}
	}
}

// ownsOther reports whether m only tells whose somebody else is: "a part of GCHQ".
func (s *sentence) ownsOther(m *mention) bool {
	i := m.from - 1
	for s.tok(i).is(detWord) && i > s.from {
		i--
	}
	if s.tok(i).low != "of" {
		return false
	}
	return s.tok(i - 1).in(partNouns)
}

// inOneList reports whether nothing but what ties a list stands between two parties.
func (s *sentence) inOneList(a, b *mention, t trigger) bool {
	if a.to <= t.from && b.from >= t.to {
		return false
	}
	for i := a.to; i < b.from; i++ {
		switch u := s.tok(i); {
		case u.low == "and":
			return true // "NATO and a collection of nations, including"
		case u.low == "of", u.low == "by" && s.tok(i-1).low != ",", u.low == "part":
			return false
		case (u.low == "a" || u.low == "an" || u.low == "its") && s.tok(i-1).low == ",":
			return false // an apposition
		}
	}
	return true
}

// joined reports whether a list between two tokens has a word that ties it, or behind its last name: "CISA, the FBI and
// others".
func (s *sentence) joined(from, to int) bool {
	for i := from; i < min(to+2, s.to); i++ {
		if s.tok(i).in(joiners) {
			return true
		}
	}
	return false
}
