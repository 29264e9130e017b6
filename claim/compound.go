package claim

import "strings"

// compound returns what a hyphenated adjective of sponsorship hangs on: "china-linked"
// gives "china"; other words give "".
func compound(low string) string {
	k := strings.LastIndexByte(low, '-')
	if k <= 0 {
		return ""
	}
	switch low[k+1:] {
	case "linked", "backed", "sponsored", "affiliated", "aligned", "nexus", "based", "speaking", "led", "run", "controlled", "funded",
		"supported", "directed", "state", "tied", "associated", "connected", "allied", "origin", "born", "government", "sponsor":
		return low[:k]
	}
	return ""
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
	return ""
}

// prefixParty reports whether a compound hangs on a service: "GRU-linked hackers".
func (r *reading) prefixParty(word, low string) bool {
	h, ok := r.cat.Match([]string{word[:len(low)]})
	return ok && h.Words == 1 && !h.Common
}

// twoWordPrefix reads a compound whose country has two words: "North Korea-linked".
func (r *reading) twoWordPrefix(s *sentence, i int) string {
	t, next := s.tok(i), s.tok(i+1)
	if !t.capital() || !next.capital() {
		return ""
	}
	c := compound(next.low)
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

// trailing reports adjectives that begin no description: they follow whose they are, "state
// linked", else they are verbs.
func trailing(low string) bool {
	switch low {
	case "linked", "backed", "sponsored", "aligned", "affiliated", "based", "speaking", "targeted", "motivated", "organized", "organised", "previously":
		return true
	}
	return false
}
