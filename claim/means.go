package claim

// Lists of words.txt.
var (
	platformNames = words("platformNames")
	platformPreps = words("platformPreps")
	sizeUnits     = words("sizeUnits")
)

// means reports whether a name is only how or where something was said, done or kept, or how much it was: "boasted on
// Telegram", "used LinkedIn to", "720 GB of data".
func (s *sentence) means(m *mention) bool {
	if m.to-m.from > 2 {
		return false
	}
	prev, t := s.tok(m.from-1), s.tok(m.to-1)
	switch {
	case t.in(sizeUnits):
		return prev.kind == numberToken || prev.is(numWord)
	case !t.in(platformNames):
		return false
	case prev.in(useVerbs):
		return true
	}
	return prev.in(platformPreps) && !s.tok(m.from-2).is(attackNoun) && !s.tok(m.from-2).is(cyberVerb)
}

// inquires reports whether m looks into operations as a trade and is named for that alone: "Mandiant was hired", "wrote to
// the FBI".
func (s *sentence) inquires(m *mention) bool {
	switch m.class {
	case "police", "prosecutor", "intelligence", "cyber":
		return !s.ownLoss(m)
	}
	return false
}
