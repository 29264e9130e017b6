package claim

import "slices"

// takeNaming lets attackers take in the words that give them their name, when all that is said of them before is that they
// are a group: "a group it tracks as APT28", "a gang that Acme calls Kroval". Who gives the name does nothing else there.
func (s *sentence) takeNaming() {
	done := false
	for _, m := range s.mentions {
		if m.kind != mActor || m.back {
			continue
		}
		if i := s.namedFrom(m.from); i >= 0 {
			m.from, m.titled, done = i, true, true
		}
	}
	if done {
		s.mentions = slices.DeleteFunc(s.mentions, func(o *mention) bool {
			return slices.ContainsFunc(s.mentions, func(m *mention) bool { return m != o && m.from < o.from && o.to < m.to })
		})
		s.place()
	}
}

// namedFrom returns the first token of what a group is called by before its name at token i, or -1.
func (s *sentence) namedFrom(i int) int {
	k := i - 1
	for s.tok(k).kind == quoteToken || s.tok(k).low == "as" || s.tok(k).low == "to" {
		k--
	}
	if !s.tok(k).in(namerVerbs) {
		return -1
	}
	for k--; s.tok(k).is(auxWord|advWord) && !s.tok(k).is(relWord); k-- {
	}
	switch m := s.mentionAt(k); {
	case s.tok(k).is(itWord | theyWord):
		k--
	case m != nil && m.kind == mOrg && m.from > s.from:
		k = m.from - 1
	default:
		return -1
	}
	if w := s.tok(k).low; w == "that" || w == "which" {
		k--
	}
	if s.mentionAt(k) != nil || !s.tok(k).in(crewNouns) || s.tok(k).capital() {
		return -1
	}
	for k > s.from && s.mentionAt(k-1) == nil && s.tok(k-1).is(detWord|modWord) {
		k--
	}
	return k
}
