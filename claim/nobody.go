package claim

import "strings"

var durationNouns = words("durationNouns")

// notThem reports whether "it is", "it was" or "named" say something else than that it is the
// party: "it is rumored that X …", "it was possible for X", "a service named X".
func (s *sentence) notThem(c *candidate) bool {
	t := c.t
	if c.x.from < t.to {
		return false
	}
	if s.tok(t.to-1).low == "named" {
		prev := s.tok(t.from - 1)
		return c.x.from == t.to && prev.is(toolNoun|malwareHead|firmHead) || prev.low == "service"
	}
	switch s.tok(t.from).low {
	case "it", "this", "it's":
	default:
		return false
	}
	for i := t.to; i < c.x.from; i++ {
		u := s.tok(i)
		if u.is(thinkWord) || u.is(advWord|detWord|modWord|numWord) && !u.is(prepWord) || u.kind == quoteToken {
			continue
		}
		if u.is(sayWord) || u.low == "for" || u.low == "to" || strings.HasSuffix(u.low, "ing") || strings.HasSuffix(u.low, "ed") || s.mentionAt(i) != nil {
			return true
		}
	}
	return false
}

// lasts reports whether a preposition after a verb of work tells how long, or by what name:
// "operating for almost a year", "operating under the alias".
func (s *sentence) lasts(t trigger) bool {
	for i := t.to; i < min(t.to+6, s.to); i++ {
		switch w := s.tok(i); {
		case w.in(durationNouns):
			return true
		case w.low == "government", w.low == "ministry", w.low == "of":
			return false
		}
	}
	return false
}

// rewarded reports whether it is for whoever acts for some government that a reward is offered.
func (s *sentence) rewarded(c *candidate) bool {
	return c.x.party.Country == "" && c.x.kind == mVague && (s.has(s.from, s.to, "reward") || s.has(s.from, s.to, "rewards") || s.has(s.from, s.to, "any"))
}

// answersWho reports whether "it was X" answers who did it, as the sentence before has it: "“We know who did this,” said
// Ana Lee. “It was Russia.”"
func (s *sentence) answersWho(t trigger) bool {
	if t.of.name != "culprit-is" || s.index == 0 || !s.part.cyber {
		return false
	}
	before := s.part.sentences[s.index-1]
	return before.has(before.from, before.to, "who") && s.to-t.to < 8
}
