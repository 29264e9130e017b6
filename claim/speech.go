package claim

import "strings"

// Lists of words.txt.
var (
	findingNouns          = words("findingNouns")
	holdNouns             = words("holdNouns")
	believedParticiples   = words("believedParticiples")
	discoveredParticiples = words("discoveredParticiples")
	closingMarks          = words("closingMarks")
	leavingVerbs          = words("leavingVerbs")
	madeParticiples       = words("madeParticiples")
	viewVerbs             = words("viewVerbs")
	opinionNouns          = words("opinionNouns")
)

// speech finds in whose speech the trigger stands: the nearest "X said that …" before it,
// else "…, X said" or "according to X" after it.
func (s *sentence) speech(c *candidate) pick {
	t := c.t
	start := t.from
	if c.x != nil && c.x.to <= t.from {
		start = c.x.from
	}
	reduced := false
	for j := start - 1; j >= s.from; j-- {
		u := s.tok(j)
		if u.low == ";" {
			break
		}
		if k := s.parenthesis(j); k >= 0 {
			j = k
			continue
		}
		if m := s.whoseFinding(j); m != nil && m != c.x {
			return pick{m, "says"}
		}
		if m := s.holder(j); m != nil && m != c.x {
			return pick{m, "says"}
		}
		if s.reducedBelief(j) {
			reduced = true
			continue
		}
		if u.is(sayWord|accuseVerb) && (s.tok(j-1).is(negWord) || s.tok(j-2).is(negWord)) && s.turns(j, t.from) {
			continue // "did not say who it was, but"
		}
		if s.mentionAt(j) != nil || u.kind != wordToken {
			continue
		}
		if (u.is(sayWord) || u.is(accuseVerb) && !reduced) && !(u.is(reportWord) && !s.tok(j-1).is(auxWord)) && !s.tok(j-1).is(detWord) && !(s.tok(j-1).kind == possToken && u.is(accuseVerb)) {
			if s.tok(s.before(j)).is(beWord) && !strings.HasSuffix(u.low, "ing") && u.low != "confident" && u.low != "certain" && u.low != "sure" && u.low != "convinced" { // "is believed": nobody, or its agent
				if m := s.agentOf(trigger{from: j, to: j + 1}); m != nil && m.to <= t.from {
					return pick{m, "agent"}
				}
				if p := s.trailing(c); p.m != nil && p.m.from > t.to {
					return p // "“It was confirmed that …,” the ministry said"
				}
				return pick{nil, "passive-say"}
			}
			if m := s.subjectOf(j, c.x); m != nil && !s.ranOn(m, t.from) {
				return pick{m, "says"}
			}
		}
	}
	if p := s.trailing(c); p.m != nil {
		return p
	}
	if p := s.quoted(); p.m != nil || !reduced {
		return p
	}
	return pick{nil, "passive-say"}
}

// inserted finds who says what the predicate tells, in the midst of its clause: "a gang which we
// believe is run from", "hackers who officials said work for".
func (s *sentence) inserted(t trigger) *mention {
	i := t.from - 1
	for i > s.from && (s.tok(i).is(auxWord|advWord|modalWord) && !s.tok(i).is(thinkWord) || s.tok(i).low == "to") && s.tok(i).kind == wordToken {
		i--
	}
	if u := s.tok(i); !u.is(sayWord) || u.kind != wordToken || s.mentionAt(i) != nil {
		return nil
	}
	m := s.mentionAt(s.before(i))
	if m == nil || !m.accuses() || m.party.Name == "" && m.kind != mGeneric || !s.tok(m.from-1).is(relWord|detWord|actorHead|attackNoun|toolNoun|firmHead|peopleHead) && !s.tok(m.from-2).is(relWord) {
		return nil
	}
	return m
}

// parenthesis finds where the relative clause begins that ends with the comma at token j: "Nobelium, which
// the White House tied to Russia, is". What it says governs nothing after it.
func (s *sentence) parenthesis(j int) int {
	if s.tok(j).low != "," {
		return -1
	}
	if k := s.opening(j); k >= 0 && s.tok(k+1).is(relWord) && s.tok(k+1).low != "that" && s.tok(j+1).is(auxWord|advWord) {
		return k
	}
	return -1
}

// whoseFinding finds whose words are told from "that" at token i on: "Microsoft's data that", "claims by Qatar
// that", "the BND's view is that", "Mandiant's verdict:".
func (s *sentence) whoseFinding(i int) *mention {
	if w := s.tok(i).low; w != "that" && w != ":" || s.tok(i-1).kind != wordToken {
		return nil
	}
	k := i - 1
	if s.tok(k).is(beWord) {
		k = s.beforeRemark(k - 1)
	}
	if m := s.mentionAt(k); m != nil { // "the conclusion of the agency that"
		j := m.from - 1
		for j > s.from && s.tok(j).is(detWord|modWord) && !s.tok(j).is(prepWord) {
			j--
		}
		if w := s.tok(j).low; (w == "by" || w == "of" || w == "from" || w == "among" || w == "within" || w == "inside" || w == "in") && s.tok(j-1).in(findingNouns) && m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
			return m
		}
		return nil
	}
	if !s.tok(k).in(findingNouns) {
		return nil
	}
	for k--; k > s.from && s.tok(k).is(modWord|advWord) && i-k < 6; k-- {
	}
	if s.tok(k).kind != possToken {
		return s.concluding(k)
	}
	if m := s.mentionAt(k - 1); m != nil && m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
		return m
	}
	return nil
}

// holder finds who is sure of what follows token i: "has little doubt that", "have high confidence that".
func (s *sentence) holder(i int) *mention {
	if !s.tok(i).in(holdNouns) {
		return nil
	}
	if w := s.tok(i + 1).low; w != "that" && w != "to" {
		return nil
	}
	for k := i - 1; k > max(s.from, i-6); k-- {
		if s.tok(k).is(haveWord) || s.tok(k).in(leavingVerbs) {
			return s.subjectOf(k, nil)
		}
		if s.tok(k).is(beWord | sayWord) {
			return nil
		}
	}
	return nil
}

// before is the token before i and its adverbs.
func (s *sentence) before(i int) int {
	k := i - 1
	for k > s.from && s.tok(k).is(advWord) && s.tok(k).kind == wordToken && !s.tok(k).is(auxWord) {
		k--
	}
	return k
}

// reducedBelief reports "a gang believed to be": a participle without its verb, which has no
// subject of its own.
func (s *sentence) reducedBelief(i int) bool {
	k := s.before(i)
	prev, next := s.tok(k), s.tok(i+1)
	switch t := s.tok(i); {
	case t.in(believedParticiples):
		return (next.low == "to" || next.low == "of") && !prev.is(beWord|haveWord)
	case t.low == "accused":
		return next.low == "of" && !prev.is(beWord|haveWord)
	case t.in(discoveredParticiples):
		return (next.low == "in" || next.low == "by" || next.low == "as" || next.low == "last") && !prev.is(beWord|haveWord|relWord) && (s.mentionAt(k) == nil || prev.low == ",") && s.headKind(k) == ""
	}
	return false
}

// signed finds who signs a quotation after token i: "“…” – Interior Ministry".
func (s *sentence) signed(i int) *mention {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.from < i || s.to-m.to > 4 {
			return nil
		}
		j := m.from - 1
		for j > i && s.tok(j).is(detWord|modWord|personTitle|roleWord|firmPre) {
			j--
		}
		switch s.tok(j).low {
		case "-", "–", "—", "--":
			if m.accuses() && (m.party.Name != "" || m.kind == mGeneric) && s.tok(j-1).kind == quoteToken {
				return m
			}
		}
	}
	return nil
}

// trailing finds who is named after the statement, or before a colon: "…, X said",
// "according to X", "in a report from X", "X: …".
func (s *sentence) trailing(c *candidate) pick {
	t := c.t
	if m := s.heralded(c); m != nil {
		return pick{m, "colon"}
	}
	for _, m := range s.mentions {
		if m == c.x || !m.accuses() || m.party.Name == "" && m.kind != mGeneric {
			continue
		}
		if s.saidBefore(m) == "according" {
			return pick{m, "according"}
		}
		if m.from > t.from && s.saysAfter(m) != "" {
			k := m.from - 1
			if s.tok(k).is(detWord) && s.tok(k-1).low == "of" {
				k--
			}
			if s.tok(k).low == "of" && s.tok(k-1).is(svcHead|anaAgency|offHead|govHead|vagueHead) { // "the governments of X and Y said"
				k--
			}
			for k > t.from && k > m.from-8 && s.mayOpen(k) {
				k--
			}
			if gap := s.tok(k); gap.low == "," || gap.kind == quoteToken {
				return pick{m, "trailing"}
			}
		}
		if m.from > t.from && s.saidBefore(m) == "said" || m.from >= t.to && s.endsAs(m) {
			return pick{m, "trailing"}
		}
	}
	if m := s.signed(t.to); m != nil && m != c.x {
		return pick{m, "trailing"}
	}
	if m := s.madeBy(c); m != nil && m != c.x {
		return pick{m, "report"}
	}
	for j := s.from; j < s.to; j++ { // "in a report from X", "research by X"
		if !s.tok(j).is(reportWord) || s.mentionAt(j) != nil || j < t.to && !s.sourced(j) {
			continue
		}
		by := false
		for k := j + 1; k < min(j+14, s.to); k++ {
			by = by || s.tok(k).low == "from" || s.tok(k).low == "by"
			if m := s.mentionAt(k); m != nil && m.accuses() && m != c.x && by {
				return pick{m, "report"}
			}
			if s.tok(k).low == "," && !by {
				break
			}
		}
		k := j - 1 // "in X's latest report"
		for k > t.to && (s.tok(k).is(modWord) || s.tok(k).kind == possToken || s.tok(k).is(advWord)) {
			k--
		}
		if m := s.mentionAt(k); m != nil && m.from > t.to && m.accuses() && m != c.x && m.party.Name != "" {
			for k = m.from - 1; k > t.to && s.tok(k).is(detWord); k-- {
			}
			if s.tok(k).low == "in" {
				return pick{m, "report"}
			}
		}
	}
	return pick{}
}

// madeBy finds who makes the claim that the sentence begins with: "the claim that Russia hacked Viasat was made by".
func (s *sentence) madeBy(c *candidate) *mention {
	k := s.from
	for k < s.from+4 && !s.tok(k).in(talkNouns) {
		k++
	}
	if !s.tok(k).in(talkNouns) || s.tok(k+1).low != "that" || k > c.t.from {
		return nil
	}
	for i := max(k, c.t.to-2); i < s.to-1; i++ {
		if s.tok(i).in(madeParticiples) && s.tok(s.before(i)).is(beWord) && s.tok(i+1).low == "by" {
			for j := i + 2; j < i+5; j++ {
				if m := s.mentionAt(j); m != nil && m.accuses() {
					return m
				}
			}
		}
	}
	return nil
}

// mayOpen reports whether the word at token k may stand before who speaks, as part of what he is
// called: "a panel of UN" before "experts".
func (s *sentence) mayOpen(k int) bool {
	t := s.tok(k)
	if t.kind == possToken || t.low == "of" {
		return true
	}
	return t.kind == wordToken && !t.is(sayWord|auxWord|relWord|subordWord|conjWord|prepWord|accuseVerb|cyberVerb|itWord)
}

// heralded finds who stands before a colon that opens the sentence with what they say, unless somebody at its end says it:
// "The FBI: Russia behind attack", but "SolarWinds: Russia behind hack, says FBI".
func (s *sentence) heralded(c *candidate) *mention {
	first := s.speaksFirst()
	if first == nil || first == c.x || first.party.Name == "" && first.kind != mGeneric {
		return nil
	}
	for _, m := range s.mentions {
		if m.tag > 0 && m.tag != first.tag && m.from > c.t.from && s.headline {
			return nil
		}
	}
	return first
}

// endsAs reports whether nothing but parties follow m, which stands after a colon or a dash: "North Korea
// behind heist: CISA, FBI".
func (s *sentence) endsAs(m *mention) bool {
	mark := m.from - 1
	for s.tok(mark).is(detWord|modWord|firmPre|firmHead|roleWord|numWord) && mark > s.from {
		mark--
	}
	if !s.tok(mark).in(closingMarks) {
		return false
	}
	for i := m.to; i < s.to; i++ {
		if t := s.tok(i); t.low != "," && t.low != "and" && t.low != "&" && t.low != "." && s.mentionAt(i) == nil && !t.is(detWord|modWord|firmPre|firmHead) {
			return false
		}
	}
	return m.from > s.from+1
}

// forThem reports whether the sentence begins, at token i, with for whom something is as it says: "For the ministry, there is no
// doubt that", "To Mandiant, it looked like the work of".
func (s *sentence) forThem(i int, m *mention) bool {
	if w := s.tok(i).low; i != s.from || w != "for" && w != "to" || s.tok(m.to).low != "," {
		return false
	}
	next := s.tok(m.to + 1)
	return next.low == "there" || next.is(itWord) || next.is(detWord) && s.tok(m.to+2).is(attackNoun|toolNoun|cyberNoun|whoWord)
}

// inView reports whether m is in whose view something is: "in the view of the CIA", "in Mandiant's
// judgment".
func (s *sentence) inView(m *mention) bool {
	if s.tok(m.to).kind == possToken && s.tok(m.to+1).in(opinionNouns) {
		switch s.tok(m.from - 1).low {
		case "in", "by", "to": // "to X's knowledge"
			return true
		case "of": // "to the best of X's knowledge"
			return s.tok(m.from-2).low == "best"
		}
		return false
	}
	k := m.from - 1
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	if s.tok(k).low == "what" && s.tok(k-1).is(prepWord) { // "in what the ministry called", "with what X calls high confidence"
		switch t := s.tok(m.to); {
		case t.in(viewVerbs):
			return true
		default:
			return t.is(sayWord) && t.kind == wordToken && s.tok(m.to+1).is(beWord)
		}
	}
	if s.forThem(k, m) {
		return true
	}
	if s.tok(k).low != "of" || !s.tok(k-1).in(opinionNouns) {
		return false
	}
	k -= 2
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	return s.tok(k).low == "in" || s.tok(k).low == "by"
}
