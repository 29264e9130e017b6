package claim

import "strings"

// phraseWord takes token j into the phrase and returns the next token.
func (r *reading) phraseWord(s *sentence, p *phrase, j int) (int, bool) {
	t := s.tok(j)
	if n := r.nationWord(s, p, j); n > 0 {
		return j + n, true
	}
	if n := s.setWord(p, j); n > 0 {
		return j + n, true
	}
	if t.low == "and" || t.low == "or" {
		return 0, false // "Iranian and Russian hackers": two phrases; the first has no head
	}
	if t.kind == markToken || t.kind == possToken || t.kind == quoteToken || p.head.any(actorHead) && t.in(trailingBackers) {
		return 0, false // "Iranian hackers targeted President …"
	}
	if t.low == "suspect" && strings.HasSuffix(p.headLow, "s") || t.low == "suspects" && (p.head.any(offHead|svcHead|govHead) || r.bareName(s, j-1) && (s.tok(j+1).capital() || s.tok(j+1).is(detWord|actorHead|modWord|numWord))) || s.suspecting(j) {
		return 0, false // "Dutch police suspects", "Berlin suspects the group", "Britain and Canada suspect Russia of being"
	}
	if n := s.workers(p, j) + s.enforcers(p, j); n > 0 {
		return j + n, true
	}
	notice := p.iso != "" && !p.poss && t.in(noticeNouns) && s.speaksAt(j+1)
	side := t.in(causeFollowers) && strings.HasPrefix(s.tok(p.from).low, "pro-")
	head := p.iso != "" && (t.in(traderNouns) || side) || notice || s.aged(j) || t.is(actorHead|govHead|offHead|svcHead|peopleHead|firmHead|sideHead|deedHead) && (!t.is(deedHead) || p.iso != "" || p.backed)
	if t.is(vagueHead) && p.backed {
		head = true
	}
	if head && t.is(deedHead) && t.is(cyberVerb) && !t.is(actorHead) && strings.HasSuffix(t.low, "s") && !p.poss && s.headline && r.bareName(s, j-1) && (s.tok(j+1).capital() || s.tok(j+1).is(detWord|numWord)) {
		return 0, false // "Ukraine Hacks Russian Drone Maker"
	}
	if p.name != nil && p.name.kind == mOrg && participle(t.low) {
		return 0, false // "Microsoft linked Chinese hackers to"
	}
	if p.name != nil && !t.is(actorHead|modWord) && !(p.name.kind == mAgency && t.is(peopleHead)) {
		return 0, false
	}
	if !head && !t.is(modWord) && !t.is(numWord) && t.kind != numberToken && !(p.iso != "" && s.firmAhead(j)) && !(t.is(cyberNoun|toolNoun) && s.tok(j+1).is(actorHead)) {
		return 0, false
	}
	p.backed = p.backed || t.is(backing)
	p.hacking = p.hacking || t.is(cyberNoun|actorStrong) || t.is(tradeWord)
	p.state = p.state || t.low == "government" || t.low == "state" || t.low == "military"
	p.service = p.service || t.is(svcPre) && t.low != "foreign" && t.low != "security" || p.iso != "" && (s.secret(j) || t.low == "security" && s.tok(j-1).capital() && strings.HasPrefix(s.tok(j+1).low, "agenc"))
	if j > p.from || !head {
		p.adjective = true
	}
	if head {
		s.headOf(p, j, notice)
	}
	return j + 1, true
}

// setWord reads what goes on with a phrase whatever else stands in it, and returns how many tokens that takes: "Eastern
// European", "Arabic-speaking", "advanced persistent threat (APT)".
func (s *sentence) setWord(p *phrase, j int) int {
	t := s.tok(j)
	switch {
	case t.kind == quoteToken && (p.adjective || p.backed) && s.tok(j+1).is(modWord|actorHead|govHead):
		return 1
	case t.capital() && t.in(worldParts) && !s.titleCase() && (s.tok(j+1).is(modWord|actorStrong) || s.tok(j+1).in(worldParts)): // "Eastern European hackers"
		if p.adjective = true; s.tok(j + 1).in(worldParts) {
			return 2
		}
		return 1
	case strings.HasSuffix(t.low, "-speaking") || strings.HasSuffix(t.low, "-language"): // of no one nation: "an Arabic-speaking group"
		p.adjective, p.hacking = true, true
		return 1
	case t.low == "/" && p.adjective:
		return 1
	case t.low == "threat" && s.tok(j-1).low == "persistent" && !s.tok(j+1).is(actorHead) && s.tok(j+1).low != "(":
		p.to, p.head, p.headLow, p.hacking = j+1, actorHead|actorStrong, "apt", true
		return 1
	case t.low == "(" && p.adjective && s.tok(j+1).low == "apt" && s.tok(j+2).low == ")":
		if p.hacking = true; !s.tok(j + 3).is(actorHead) { // "a China-nexus advanced persistent threat (APT)"
			p.to, p.head, p.headLow = j+3, s.tok(j+1).class, "apt"
		}
		return 3 // "advanced persistent threat (APT) groups"
	}
	return 0
}

// headOf makes the word at token j the head of the phrase; a notice is what a government makes known.
func (s *sentence) headOf(p *phrase, j int, notice bool) {
	t := s.tok(j)
	p.to, p.head, p.headLow = j+1, t.class, t.low
	if t.in(traderNouns) {
		p.head |= firmHead
	} else if t.in(causeFollowers) {
		p.head, p.hacking = actorHead, true
	}
	if s.aged(j) {
		p.head |= peopleHead
	}
	if notice {
		p.head |= offHead
	}
}
