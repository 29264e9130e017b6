package claim

import "strings"

// Lists of words.txt.
var (
	locativePreps     = words("locativePreps")
	consultedVerbs    = words("consultedVerbs")
	firmNouns         = words("firmNouns")
	appositionOpeners = words("appositionOpeners")
	worldParts        = words("worldParts")
	partisanNouns     = words("partisanNouns")
	workplaceNouns    = words("workplaceNouns")
)

// locative reports whether an unknown name only tells where something is: "a workshop in Leeds",
// "on National Day". Nobody of that name is told of.
func (s *sentence) locative(m *mention) bool {
	if s.shown(m) {
		return true
	}
	if m.kind != mName || m.back || m.class != "" || m.speaker != "" {
		return false
	}
	i := m.from - 1
	if s.tok(i).low == "the" {
		i--
	}
	if i < s.from {
		return false
	}
	if s.tok(i).in(locativePreps) {
		return !s.says(m.to) && s.tok(m.to).kind != possToken
	}
	return false
}

// shown reports whether somebody is only told of as who has seen a paper or asked people: "a memo
// seen by the Guardian", "researchers contacted by Dawn".
func (s *sentence) shown(m *mention) bool {
	if m.kind != mMedia && m.kind != mName {
		return false
	}
	i := m.from - 1
	if s.tok(i).low == "the" {
		i--
	}
	if i <= s.from || s.tok(i).low != "by" {
		return false
	}
	return s.tok(i - 1).in(consultedVerbs)
}

// firmCalled reports whether a firm is called by the name at token i: "a marketing firm called Arsenal Dijital".
func (s *sentence) firmCalled(i int) bool {
	k := i - 1
	if s.tok(k).kind == quoteToken {
		k--
	}
	switch s.tok(k).low {
	case "called", "named":
	case "as":
		if k--; s.tok(k).low != "known" {
			return false
		}
	default:
		return false
	}
	prev := s.tok(k - 1)
	return prev.is(firmHead) && !prev.capital()
}

// workplace reports last words of the names of firms and bodies that people speak for: "Ana Lee of
// Acme Labs".
func (t *token) workplace() bool { return t.in(workplaceNouns) || t.in(legalForms) }

// apposition reports whether the words from token i tell what the name before them is: "Censys, the
// search engine for devices, said", "Halcyon, which sells insurance".
func (s *sentence) apposition(i int) bool {
	t := s.tok(i)
	if t.in(appositionOpeners) {
		return true
	}
	return strings.HasSuffix(t.low, "-based") || (t.low == "based" || t.low == "headquartered") && s.tok(i+1).low == "in"
}

// inDateline reports whether the name at [from, to) is the agency's with which a report begins:
// "OSLO (Reuters) - ", "MOSCOW, May 2. /TASS/.". It is nobody who is told of.
func (s *sentence) inDateline(from, to int) bool {
	if from-s.from > 9 {
		return false
	}
	open, end := s.tok(from-1).word, s.tok(to).word
	switch {
	case open == "(" && end == ")":
		next := s.tok(to + 1)
		return next.kind == markToken && dash(next.word)
	case open == "/" && end == "/":
		return true
	}
	return false
}

func dash(word string) bool {
	switch word {
	case "-", "--", "–", "—":
		return true
	}
	return false
}
