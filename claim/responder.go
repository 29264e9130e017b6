package claim

import (
	"slices"
	"strings"
)

var timeConjunctions = words("timeConjunctions")

// sufferedIn reports a passive: "were arrested", "was arrested in Spain and extradited".
func (s *sentence) sufferedIn(t trigger) bool {
	if low := s.tok(t.from).low; len(low) > 4 && low[len(low)-3:] == "ing" {
		return false // "is offering"
	}
	for i := t.from - 1; i >= max(s.from, t.from-3); i-- {
		u := s.tok(i)
		if u.is(beWord) {
			return true
		}
		if !u.is(advWord | auxWord) {
			return u.low == "and" && i == t.from-1 && strings.HasSuffix(s.tok(t.from).low, "ed") && s.passiveBefore(i)
		}
	}
	return s.tok(t.from).is(beWord)
}

// passiveBefore reports whether the verb that "and" at token i joins to the next is a passive.
func (s *sentence) passiveBefore(i int) bool {
	for k := i - 1; k > s.from && i-k < 10 && (s.tok(k).kind != markToken || s.tok(k).low == ","); k-- {
		if strings.HasSuffix(s.tok(k).low, "ed") && s.mentionAt(k) == nil {
			return s.tok(s.before(k)).is(beWord)
		}
	}
	return false
}

// sufferer reports whether what a measure is done to stands before it: "three diplomats were expelled".
func (s *sentence) sufferer(t trigger) bool {
	of, ok := sufferers()[s.tok(t.from).low]
	if !ok {
		of = sufferers()[t.of.name]
	}
	for i := t.from - 1; i >= s.from && t.from-i < 12 && s.tok(i).low != ";"; i-- {
		if slices.Contains(of, s.tok(i).low) {
			return true
		}
	}
	return false
}

// takesMeasures reports parties that can take a measure: states and their bodies, and bodies of several states.
func (m *mention) takesMeasures() bool {
	switch m.kind {
	case mState, mCapital, mAgency, mIntl:
		return m.via == "" && !m.absorbed
	case mGeneric:
		return m.party.Country != "" && official(m.party.Kind)
	}
	return false
}

// responders are the states and bodies that take a measure: the last one before the words and who is listed
// with it, or those after "by" where somebody suffers it.
func (s *sentence) responders(t trigger) []*mention {
	if s.sufferedIn(t) || t.of.strength == suffered {
		return s.agents(t)
	}
	if s.weDo(t.from) {
		if m := s.source(); m != nil && m.takesMeasures() {
			return []*mention{m}
		}
		return nil
	}
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.to > t.from {
			continue
		}
		gap := s.gap(m.to, t.from)
		if s.struckAt(m) || s.underPrep(m) && !(s.opensVerb(m) && t.of.strength != aNoun && (gap == "adj" || gap == "aux")) {
			continue
		}
		if !m.takesMeasures() {
			if m.kind == mPerson || m.kind == mGroup || m.kind == mActor || m.kind == mVague || (m.kind == mOrg || m.kind == mMedia) && (gap == "adj" || gap == "aux") {
				return nil // somebody else is the subject
			}
			continue
		}
		if gap == "adj" || gap == "aux" {
			return s.withListed(m)
		}
		if t.of.strength == aNoun || gap == "stop" || gap == "far" || s.beyondClause(m, t.from) || s.reducedMeasure(t) {
			return nil
		}
		return s.withListed(m)
	}
	return nil
}

// agents are those after "by", as far as they can take measures.
func (s *sentence) agents(t trigger) []*mention {
	for i := t.to; i < min(t.to+12, s.to); i++ {
		if s.tok(i).low != "by" {
			continue
		}
		for k := i + 1; k <= i+2; k++ {
			if m := s.mentionAt(k); m != nil && m.takesMeasures() {
				out := []*mention{m}
				last := m
				for _, o := range s.mentions {
					if o.from >= last.to && o.takesMeasures() && s.listed(last, o) {
						out, last = append(out, o), o
					}
				}
				return out
			}
		}
	}
	return nil
}

// byOther reports whether somebody who takes no measures is named as who did it: "were seized by Microsoft".
func (s *sentence) byOther(t trigger) bool {
	if s.tok(t.to).low != "by" {
		return false
	}
	m := s.mentionAt(t.to + 1)
	return m != nil && !m.takesMeasures() && m.kind != mGeneric
}

// withListed is a party with those that are listed before it, in the order of the text: "the US, Britain and
// Australia jointly sanctioned".
func (s *sentence) withListed(m *mention) []*mention {
	out := []*mention{m}
	last := m
	for k := len(s.mentions) - 1; k >= 0; k-- {
		if o := s.mentions[k]; o.to <= last.from && o.takesMeasures() && s.listed(o, last) {
			out, last = append(out, o), o
		}
	}
	slices.Reverse(out)
	return out
}

// underPrep reports whether a preposition makes m what something is done to, and not who does it: "cut ties with
// Iran and ordered". "Prosecutors in Germany" are Germany's.
func (s *sentence) underPrep(m *mention) bool {
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord|numWord) && !s.tok(i).is(prepWord) {
		i--
	}
	switch t := s.tok(i); t.low {
	case "by":
		return s.tok(m.to).low == "," // "which was helped by Europol,"
	case "in", "of", "for", "to":
		return t.low == "to" && s.tok(i-1).low != "according"
	default:
		return t.is(prepWord) && t.kind == wordToken
	}
}

// opensVerb reports whether the word before m is a conjunction where a verb follows m: "after the US sanctioned".
func (s *sentence) opensVerb(m *mention) bool {
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord|modWord|numWord) && !s.tok(i).is(prepWord) {
		i--
	}
	return s.tok(i).in(timeConjunctions)
}

// weDo reports whether the verb at token i is of "we".
func (s *sentence) weDo(i int) bool {
	for i--; i > s.from && s.tok(i).is(auxWord|advWord|haveWord) && s.tok(i).kind == wordToken; i-- {
	}
	return s.tok(i).low == "we"
}

// byCourt reports whether it is judges, prosecutors or the police of whom nobody says whose they are that take a
// measure: "a grand jury returned an indictment".
func (s *sentence) byCourt(t trigger) bool {
	i := t.from - 1
	for i > s.from && s.tok(i).is(auxWord|advWord|haveWord) && s.tok(i).kind == wordToken {
		i--
	}
	return s.tok(i).in(enforcerNouns)
}

// nextSubject reports whether m is the subject of a clause behind a comma: "the US indicted the hackers, China denied".
func (s *sentence) nextSubject(m *mention) bool {
	next := s.tok(m.to)
	return s.tok(m.from-1).low == "," && (s.saysAfter(m) != "" || (m.kind == mState || m.kind == mCapital) && (next.is(haveWord|beWord) || participle(next.low) && !next.hyphen))
}

// against is whom a measure hits: who is named behind the words first, or before them where somebody
// suffers it, and is not whom the attack struck.
func (s *sentence) against(t trigger, by []*mention, passive bool) *mention {
	var other *mention
	for _, m := range s.mentions {
		if s.onlyPlace(m, t) || m.from >= t.to && s.nextSubject(m) || m.to <= t.from && passive && m.takesMeasures() && (s.saysAfter(m) != "" || s.beyondClause(m, t.from)) {
			continue
		}
		if !m.accusable() || m.party.Name == "" || m.kind == mName || m.kind != mActor && s.struckAt(m) || slices.ContainsFunc(by, func(o *mention) bool { return o == m || o.party.Key() == m.party.Key() }) {
			continue
		}
		if after := m.from >= t.from; after != passive {
			return m
		}
		if other == nil && passive && (s.has(t.from, m.from, "on") || s.has(t.from, m.from, "for") || s.has(t.from, m.from, "against")) {
			other = m // "sanctions were imposed on"
		}
	}
	return other
}
