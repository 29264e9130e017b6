package claim

// voice says how a verb at the trigger is used: "active", "passive" (was accused, accused
// by), or "bare" (a participle or headline without a verb of its own).
func (s *sentence) voice(t trigger) string {
	w := s.tok(t.from)
	if !participle(w.low) {
		return "active"
	}
	if s.relativeSubject(t.from) != nil {
		return "relative"
	}
	for i := t.from - 1; i >= s.from && i >= t.from-6; i-- {
		u := s.tok(i)
		if u.is(beWord) || u.low == "stand" || u.low == "stands" || u.low == "get" || u.low == "got" {
			return "passive"
		}
		if u.is(haveWord) {
			return "active"
		}
		if !u.is(advWord|negWord|modalWord) || u.kind != wordToken {
			break
		}
	}
	next := s.tok(t.to)
	if next.low == "of" || next.low == "for" || next.low == "over" || next.low == "in" || next.low == "as" || next.low == "after" || next.low == "on" || next.low == "with" || next.low == "to" {
		return "bare"
	}
	if next.low == "by" {
		return "passive"
	}
	return "active"
}

// relativeSubject finds the subject of a relative clause whose verb is at i: "which the
// White House tied to", "a group the U.S. has linked to".
func (s *sentence) relativeSubject(i int) *mention {
	j := i - 1
	for j >= s.from && s.tok(j).is(auxWord|advWord) && s.tok(j).kind == wordToken && !s.tok(j).is(beWord) {
		j--
	}
	m := s.mentionAt(j)
	if m == nil || !m.accuses() {
		return nil
	}
	j = m.from - 1
	for j > s.from && j > m.from-9 && (s.tok(j).is(detWord|modWord|firmPre|itWord) && !s.tok(j).is(relWord) || s.tok(j).low == "and" || s.tok(j).low == "," || s.mentionAt(j) != nil && s.listed(s.mentionAt(j), m)) {
		j--
	}
	if t := s.tok(j); t.is(relWord) && !t.is(sayWord) {
		if p := s.tok(j - 1); t.low == "that" && p.is(sayWord) && !p.is(reportWord) {
			return nil
		}
		return m
	}
	if o := s.mentionAt(j); o != nil && j == m.from-2 && s.tok(m.from-1).is(detWord) && o.kind != mGeneric {
		return m
	}
	return nil
}

func participle(low string) bool {
	n := len(low)
	return n > 3 && low[n-2:] == "ed" || low == "seen" || low == "caught" || low == "stolen" || low == "hit" || low == "known" || low == "fingered" || low == "run"
}
