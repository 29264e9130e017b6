package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	anyWords      = words("anyWords")
	maybeWords    = words("maybeWords")
	reducedPreps  = words("reducedPreps")
	enforcerNouns = words("enforcerNouns")
	whereAbouts   = words("whereAbouts")
)

// unreal reports words before a measure that make it none yet: "will", "threatened to", "has not", "calls for",
// "whether the servers were", and objects of which nobody knows: "sanctioning any firm that pays".
func (s *sentence) unreal(t trigger) bool {
	if s.tok(t.to).in(anyWords) {
		return true
	}
	for i := t.from - 1; i >= max(s.from, t.from-4); i-- {
		u := s.tok(i)
		switch {
		case u.is(modalWord | negWord), u.low == "to":
			return true
		case !u.is(advWord|auxWord|detWord) && u.low != "have" && u.low != "been":
			return u.low == "if" || u.low == "could" || u.low == "for" || u.low == "or" || s.maybeDone(i, t.from)
		}
	}
	return false
}

// maybeDone reports whether the clause of a measure, whose subject ends at token i, is one of what may be.
func (s *sentence) maybeDone(i, verb int) bool {
	for ; i >= s.from && verb-i < 9; i-- {
		switch u := s.tok(i); {
		case u.in(maybeWords):
			return true
		default:
			if u.kind == markToken || u.is(relWord) {
				return false
			}
		}
	}
	return false
}

// beyondClause reports whether another clause begins between a party and a verb, which so is not what the party does:
// "… and Australia, even though police arrested", "Peru's bank suffered an attack that took". What stands between
// commas does not part them: "Norway, after months of talks, expelled".
func (s *sentence) beyondClause(m *mention, verb int) bool {
	if s.tok(m.to).kind == possToken && !s.officeIn(m.to+1, verb) {
		return true
	}
	last := s.lastMark(m.to, verb)
	for i := m.to; i < verb; i++ {
		u := s.tok(i)
		switch {
		case s.mentionAt(i) != nil || i == m.to || bracket(s.tok(i-1)) && last > i:
		case u.is(relWord) && !bracket(s.tok(i-1)), u.is(subordWord) && u.kind == wordToken, u.low == "where":
			return true
		}
	}
	k := verb - 1
	for k > m.to && s.tok(k).is(auxWord|advWord|haveWord) && s.tok(k).kind == wordToken {
		k--
	}
	return k > m.to && s.tok(k).in(enforcerNouns) && s.tok(m.to).kind != possToken && !s.locates(m, k)
}

// officeIn reports whether the noun phrase at token i, which a state has, is one of its bodies and no firm or attack:
// "Germany's foreign ministry", not "Ecuador's largest bank".
func (s *sentence) officeIn(i, verb int) bool {
	for ; i < verb; i++ {
		u := s.tok(i)
		if u.is(govHead|svcHead|offHead|roleWord|personTitle) || u.in(enforcerNouns) {
			return true
		}
		if u.kind == markToken || u.is(firmHead|victimNoun|attackNoun|actorHead|relWord) {
			return false
		}
	}
	return true
}

// locates reports whether m only says where those at token k are: "In Germany, prosecutors".
func (s *sentence) locates(m *mention, k int) bool {
	if s.tok(m.from-1).low != "in" {
		return false
	}
	for i := m.to; i < k; i++ {
		if u := s.tok(i); u.low != "," && !u.is(detWord|modWord|numWord) {
			return false
		}
	}
	return true
}

// reducedMeasure reports a participle behind a noun, which no object follows: "the plot charged in the complaint".
func (s *sentence) reducedMeasure(t trigger) bool {
	if s.tok(t.from-1).is(conjWord) || !strings.HasSuffix(s.tok(t.to-1).low, "ed") && s.tok(t.to-1).low != "with" {
		return false
	}
	if t.to-t.from == 2 {
		return s.tok(t.to-1).low == "with"
	}
	if s.tok(t.to).in(reducedPreps) {
		return t.to-t.from == 1
	}
	return false
}

// enforced reports whether what attacks and firms do as well, such as taking a server offline, was done by a state or
// by who enforces its laws. Nobody's is an outage.
func (s *sentence) enforced(t trigger, by []*mention) bool {
	for i := t.from; i < t.to; i++ {
		if s.tok(i).low == "its" || s.tok(i).low == "their" {
			return false // "took its servers offline"
		}
	}
	if by == nil {
		return s.byCourt(t) && !s.sufferedIn(t)
	}
	for _, m := range by {
		if prev := s.mentionAt(m.from - 1); (m.kind == mState || m.kind == mCapital) && (prev != nil && prev.kind != mState || m.from > s.from && s.tok(m.from-1).capital() && !s.tok(m.from-1).is(detWord|prepWord)) {
			return false // "Acer Taiwan"
		}
	}
	for i := by[0].to; i < t.from; i++ {
		if s.tok(i).is(attackNoun|firmHead) && s.mentionAt(i) == nil {
			return false // "the outage at Norway's ministry, an attack, took"
		}
	}
	return true
}

// bugBounty reports whether a sentence speaks of rewards for flaws.
func (s *sentence) bugBounty() bool {
	for i := s.from; i < s.to; i++ {
		switch s.tok(i).low {
		case "bug-bounty", "bug-bounties":
			return true
		case "bug", "vulnerability":
			if next := s.tok(i + 1).low; next == "bounty" || next == "bounties" || next == "reward" || next == "rewards" {
				return true
			}
		}
	}
	return false
}

// onlyPlace reports whether a measure is not against m, which only says where it was taken or with whom: "arrested and
// extradited to Spain", "imposed sanctions, with Australia".
func (s *sentence) onlyPlace(m *mention, t trigger) bool {
	if m.kind != mState && m.kind != mCapital {
		return false
	}
	i := m.from - 1
	for i > s.from && s.tok(i).is(detWord) && !s.tok(i).is(prepWord) {
		i--
	}
	if prev := s.tok(i - 1); s.tok(i).low == "," && prev.capital() && s.tok(i-2).is(prepWord) {
		i -= 2 // "in Málaga, Spain"
	}
	switch w := s.tok(i); {
	case w.low == "with":
		prev := s.tok(i - 1).low
		return prev == "," || prev == "along" || prev == "together"
	case w.in(whereAbouts):
		switch news.ResponseKind(t.of.name) {
		case news.ResponseArrest, news.ResponseIndictment, news.ResponseSeizure:
			return true
		}
	}
	return false
}
