package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	pastOffice      = words("pastOffice")
	trailingBackers = words("trailingBackers")
	stateHands      = words("stateHands")
	stateDeeds      = words("stateDeeds")
	harmlessHeads   = words("harmlessHeads")
	posingVerbs     = words("posingVerbs")
	causeFollowers  = words("causeFollowers")
	shadyTrades     = words("shadyTrades")
	compoundEndings = words("compoundEndings")
)

// compound returns what a hyphenated adjective of sponsorship hangs on: "china-linked"
// gives "china"; other words give "".
func compound(low string) string {
	k := strings.LastIndexByte(low, '-')
	if k <= 0 {
		return ""
	}
	if wordOf(low[k+1:]).in(compoundEndings) {
		return low[:k]
	}
	return ""
}

// hangsOn is compound for a token.
func (t *token) hangsOn() string {
	if !t.hyphen {
		return ""
	}
	return compound(t.low)
}

// prefix returns the country that the first part of a compound names.
func (r *reading) prefix(word, low string) string {
	name := word[:len(low)]
	for _, w := range []string{name, strings.TrimSuffix(name, "-state"), strings.TrimSuffix(name, "-government")} {
		h, ok := r.cat.Match(strings.Fields(w))
		if ok && h.Words == len(strings.Fields(w)) {
			if e, ok := r.cat.Entry(h.IDs[0]); ok && (e.Class == "state" || e.SpeaksFor != "") {
				return e.Party.Country
			}
		}
	}
	if strings.HasSuffix(word, "-based") {
		return townNamed(name)
	}
	return ""
}

// prefixParty reports whether a compound hangs on a service or a militia, and of which country: "GRU-linked
// hackers".
func (r *reading) prefixParty(word, low string) (iso string, is bool) {
	h, ok := r.cat.Match([]string{word[:len(low)]})
	if !ok || h.Words != 1 {
		return "", false
	}
	e, ok := r.cat.Entry(h.IDs[0])
	if !ok || h.Common && e.Class != "militia" {
		return "", false
	}
	if len(h.IDs) == 1 {
		iso = e.Party.Country
	}
	return iso, true
}

// twoWordPrefix reads a compound whose country has two words: "North Korea-linked".
func (r *reading) twoWordPrefix(s *sentence, i int) string {
	t, next := s.tok(i), s.tok(i+1)
	if !t.capital() || !next.capital() {
		return ""
	}
	c := next.hangsOn()
	if c == "" || strings.Contains(c, "-") {
		return ""
	}
	h, ok := r.cat.Match([]string{t.word, next.word[:len(c)]})
	if !ok || h.Words != 2 {
		return ""
	}
	if e, ok := r.cat.Entry(h.IDs[0]); ok && e.Class == "state" {
		return e.Party.Country
	}
	return ""
}

// past reports whether officials are former ones only, who speak for themselves.
func (s *sentence) past(p *phrase) bool {
	former := s.tok(p.from-1).low == "former"
	for i := p.from; i < p.to; i++ {
		switch s.tok(i).low {
		case "former":
			former = true
		case "current":
			return false
		}
	}
	return former && s.tok(p.from-2).low != "and" && s.tok(p.from-3).low != "current"
}

// formerly makes who served a body or a state once speak for himself: "a former NSA analyst", "retired
// CIA officer Ana Lee".
func (r *reading) formerly(s *sentence, m *mention) *mention {
	if last := s.tok(m.to - 1); m.kind == mGeneric || m.speaker == "" && (m.to-m.from < 2 || !last.is(roleWord|offHead)) {
		return m
	}
	k := m.from - 1
	for k < m.to-1 && !s.tok(k).in(pastOffice) {
		k++
	}
	if k >= m.to-1 || s.tok(k-1).low == "and" || s.tok(k-1).low == "current" || s.tok(k+1).low == "and" {
		return m
	}
	iso := m.party.Country
	m.class, m.maybe = "", nil
	if m.person != "" {
		m.kind, m.speaker, m.party = mPerson, m.person, news.Party{Name: m.person, Kind: news.Person, Country: iso}
		return m
	}
	name := "former " + r.words(s, max(k+1, m.from), m.to)
	m.kind, m.speaker, m.party = mGeneric, "", news.Party{Name: name, Kind: news.Anonymous, Country: iso}
	return m
}

// operates reports whether what follows a phrase that may mean telephone companies says that they are
// attackers: "Pakistani operators posing as women", "DPRK operators stole".
func (s *sentence) operates(p *phrase) bool {
	if s.tok(p.to).in(posingVerbs) {
		return true
	}
	first := s.tok(p.from).word
	return s.tok(p.to).is(strongVerb) && p.headLow != "teams" && p.headLow != "units" || first == "DPRK" || first == "PRC"
}

// shady reports whether a firm is told of as one that attacks or hides who does: "an Indian hack-for-hire firm".
func (s *sentence) shady(p *phrase) bool {
	for i := p.from; i < p.to; i++ {
		if s.tok(i).in(shadyTrades) {
			return true
		}
	}
	return false
}

// nobodysWord reports whether the word at token i, which descriptions begin with, is a verb or another word here.
func (r *reading) nobodysWord(s *sentence, i int) bool {
	t := s.tok(i)
	switch prev, next := s.tok(i-1), s.tok(i+1); t.low {
	case "police", "prosecutors", "authorities", "investigators":
		if (next.low == "suspects" || next.low == "suspect") && s.tok(i+2).kind == wordToken && !s.tok(i+2).is(prepWord|auxWord) {
			return true // "police suspects Russian hackers"
		}
	case "that":
		if prev.is(sayWord) {
			return true // "warned that state-backed actors"
		}
	case "suspect":
		if prev.kind == wordToken && (prev.is(theyWord|relWord|advWord|auxWord) || strings.HasSuffix(prev.low, "s") && !prev.is(detWord|modWord)) {
			return true // "investigators suspect Sandworm"
		}
	case "suspects":
		if n := len(s.mentions); n > 0 && s.mentions[n-1].to == i && !next.is(prepWord|auxWord|conjWord) && next.kind == wordToken {
			return true // "the Dutch prosecutor suspects a man"
		}
	}
	if s.suspecting(i) {
		return true
	}
	if t.in(trailingBackers) {
		return true // "linked Fancy Bear to"
	}
	if t.is(cyberGer) {
		if _, n := r.nation(s, i+1); n > 0 {
			return true // "hacking American companies"
		}
	}
	return false
}

// suspecting reports whether the word at token i is a verb that tells whom somebody suspects of what: "NATO and the EU
// suspect Russia of being".
func (s *sentence) suspecting(i int) bool {
	t := s.tok(i)
	if t.low != "suspect" && t.low != "suspects" || i == s.from || s.tok(i+1).is(prepWord|auxWord) {
		return false
	}
	for k := i + 2; k < min(i+14, s.to); k++ {
		switch u := s.tok(k); {
		case u.low == "of":
			if strings.HasSuffix(s.tok(k+1).low, "ing") || s.tok(k+1).is(advWord) {
				return true
			}
		case u.is(auxWord|sayWord|subordWord) || u.low == ";":
			return false
		}
	}
	return false
}
