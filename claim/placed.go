package claim

import "strings"

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
	switch s.tok(i).low {
	case "in", "near", "outside", "along", "around", "across", "throughout", "on":
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
	switch s.tok(i - 1).low {
	case "seen", "viewed", "reviewed", "obtained", "read", "contacted", "consulted", "interviewed", "quoted", "heard", "inspected", "examined", "reached", "polled", "approached":
		return true
	}
	return false
}

// firmsName reports nouns before the name of a firm: "the software company Lumex Praktika".
func firmsName(low string) bool {
	switch low {
	case "company", "firm", "startup", "start-up", "manufacturer", "maker", "retailer", "insurer", "bank", "exchange", "foundation", "institute", "nonprofit", "charity", "broadcaster", "newspaper", "daily", "website", "airline", "operator", "utility", "carrier", "provider", "supplier", "conglomerate", "subsidiary", "platform", "consultancy", "brand", "think-tank":
		return true
	}
	return false
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
func workplace(low string) bool {
	switch low {
	case "research", "security", "university", "college", "bank", "hospital", "laboratory", "laboratories", "consulting", "intelligence", "analytics", "cyber", "center", "centre", "council", "association", "forensics":
		return true
	}
	return legalForm(low)
}

// apposition reports whether the words from token i tell what the name before them is: "Censys, the
// search engine for devices, said", "Halcyon, which sells insurance".
func (s *sentence) apposition(i int) bool {
	t := s.tok(i)
	switch t.low {
	case "a", "an", "the", "which", "who", "whose", "one", "its":
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

// worldly reports the adjectives of parts of the world, which are no state's and no group's name.
func worldly(low string) bool {
	switch low {
	case "western", "eastern", "european", "asian", "african", "arab", "nordic", "baltic", "latin", "scandinavian", "balkan", "slavic", "islamic", "muslim", "jewish", "christian", "kurdish", "persian", "levantine", "central", "southern", "northern", "west", "east", "south", "north", "southeast", "caribbean", "allied", "american", "republican", "democratic", "communist", "socialist":
		return true
	}
	return false
}

// partisan reports names of those who belong to a party: "a Waterloo Democrat". They tell what
// somebody is who was named.
func partisan(low string) bool {
	switch low {
	case "democrat", "democrats", "republican", "republicans", "tory", "tories", "liberal", "liberals", "conservative", "conservatives", "socialist", "socialists", "green", "greens", "independent":
		return true
	}
	return false
}
