package claim

import "strings"

var todayWords = words("todayWords")

// voice says how a verb at the trigger is used: "active", "passive" (was accused, accused
// by), or "bare" (a participle or headline without a verb of its own).
func (s *sentence) voice(t trigger) string {
	w := s.tok(t.from)
	present := t.of.strength == "3" && (t.of.frame == "to" || t.of.frame == "obj") && !strings.HasSuffix(w.low, "ing") && // "a cluster it associates with", "whom officials blame"
		t.of.name != "blame-on" // which the weights know as it is
	if (participle(w.low) || present) && s.relativeSubject(t.from) != nil {
		return "relative"
	}
	if !participle(w.low) {
		return "active"
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
	if s.idiom(t) || t.wide && t.of.frame == "obj" && s.inside(t) != nil {
		return "active" // "laid the breach at the door of"
	}
	next := s.tok(t.to)
	if next.low == "and" && participle(s.tok(t.to+1).low) && !s.tok(t.to+1).is(haveWord) { // "blamed and sanctioned over"
		next = s.tok(t.to + 2)
	}
	if s.tok(t.to-1).low == "of" && t.to-t.from > 1 {
		next = s.tok(t.to - 1) // "suspected of"
	}
	if next.low == "over" && s.tok(t.to+1).kind == numberToken || w.low == "pointed" || w.low == "belonged" {
		return "active" // "tied over 300 domains to"; what never is done to somebody
	}
	if next.low == "to" && s.deedAfter(t.to+1) && s.mentionAt(t.from-1) != nil {
		return "active" // "attributed to APT28 the attack on"
	}
	if next.low == "of" || next.low == "for" || next.low == "over" || next.low == "in" || next.low == "as" || next.low == "after" || next.low == "on" || next.low == "with" || next.low == "to" {
		return "bare"
	}
	if next.low == "by" {
		return "passive"
	}
	if m := s.mentionAt(t.from - 1); m != nil && (m.kind == mPersons || m.kind == mVague || m.kind == mPerson) && w.is(accuseVerb) && next.in(todayWords) {
		return "bare" // "the four Russians indicted today"
	}
	return "active"
}

// idiom reports whether the words of a predicate that wants a preposition hold a verb and its
// object: "laid the breach at the door (of)".
func (s *sentence) idiom(t trigger) bool {
	if last := s.tok(t.to - 1).low; t.to-t.from < 3 && last != "blame" && last != "responsibility" || t.of.name != "blame-on" && t.of.name != "trace" {
		return false
	}
	w := s.tok(t.from).low
	return participle(w) || w == "lay" || w == "lays" || w == "laying" || w == "put" || w == "puts" || w == "putting"
}

// relativeSubject finds the subject of a relative clause whose verb is at i: "which the
// White House tied to", "a group the U.S. has linked to".
func (s *sentence) relativeSubject(i int) *mention {
	j := i - 1
	for j >= s.from && s.tok(j).is(auxWord|advWord) && s.tok(j).kind == wordToken && !s.tok(j).is(beWord) {
		j--
	}
	m := s.mentionAt(s.withOthers(s.overRemark(j)))
	if m == nil || !m.accuses() {
		return nil
	}
	if t := s.tok(m.from); t.is(itWord|theyWord|heWord) && s.tok(m.from-1).is(anaFirm|firmHead|actorHead|attackNoun|toolNoun|peopleHead) {
		return m // "a company it accused of"
	}
	j = m.from - 1
	for first := m; j > s.from && j > m.from-16; j-- { // over who is listed before it
		if o := s.mentionAt(j); o != nil && (o == first || s.listed(o, first)) {
			first = o
		} else if u := s.tok(j); (!u.is(detWord|modWord|firmPre|itWord) || u.is(relWord)) && u.low != "and" && u.low != "," {
			break
		}
	}
	if t := s.tok(j); t.is(relWord) && !t.is(sayWord) {
		if p := s.tok(j - 1); t.low == "that" && (p.is(sayWord) && !p.is(reportWord) || p.in(findingNouns) || s.whoseFinding(j) != nil) {
			return nil
		}
		return m
	}
	if o := s.mentionAt(j); o != nil && j == m.from-2 && s.tok(m.from-1).is(detWord) && o.kind != mGeneric {
		return m
	}
	return nil
}

// overRemark looks over what is told of who stands before token j: "Ana Lee, an analyst at Acme,", "two people familiar
// with the case".
func (s *sentence) overRemark(j int) int {
	if s.tok(j).low == "," {
		if k := s.opening(j); k >= 0 && s.mentionAt(k-1).person != "" {
			return k - 1
		}
		return j
	}
	for k := j - 1; k > s.from && j-k < 6 && s.mentionAt(j) == nil; k-- {
		if m := s.mentionAt(k); m != nil {
			if m.kind == mGeneric && s.tok(k+1).in(appositionPreps) {
				return k
			}
			return j
		}
	}
	return j
}

// withOthers looks over further parties without a name that end at token j, for who is listed
// before them: "the US and its allies", "Britain, France and other countries".
func (s *sentence) withOthers(j int) int {
	k := j
	for k > s.from && j-k < 4 && s.mentionAt(k) == nil && (s.tok(k).is(detWord|modWord|itWord|theyWord|numWord) || s.tok(k).in(collectiveWords)) {
		k--
	}
	if k == j || s.tok(k).low != "and" || !s.othersToo(k+1, j+1) {
		return j
	}
	for k--; s.tok(k).low == ","; k-- {
	}
	return k
}

func participle(low string) bool {
	n := len(low)
	return n > 3 && low[n-2:] == "ed" || low == "seen" || low == "caught" || low == "stolen" || low == "hit" || low == "known" || low == "fingered" || low == "run" || low == "laid"
}

// remark finds the remarks between a subject and its verb at token i: "APT28, a group tied
// to the GRU, the military service, was behind it". It returns the tokens they take.
func (s *sentence) remark(i int) (from, to int) {
	j := i - 1
	for j > s.from && s.tok(j).is(auxWord|advWord|modalWord|negWord|thinkWord) && s.tok(j).kind == wordToken {
		j--
	}
	if !bracket(s.tok(j)) {
		return -1, -1
	}
	to = j
	k := s.opening(j)
	if k < 0 {
		return -1, -1
	}
	for range 3 {
		m := s.mentionAt(k - 1)
		p := s.hung(m)
		if p < 0 {
			break
		}
		k = p
	}
	if m := s.mentionAt(k - 1); m == nil || !m.accusable() || m.back {
		return -1, -1 // "the group, known as X, was": the remark names it
	} else if w := s.tok(k + 1).low; m.party.Name == "" && (w == "including" || w == "among") {
		return -1, -1 // nor does one that names some of them: "three groups, including X, claimed"
	}
	return k, to
}

// hung finds the comma after another mention that m's own clause hangs on, or -1.
func (s *sentence) hung(m *mention) int {
	if m == nil {
		return -1
	}
	for k := m.from - 1; k > s.from && m.from-k < 14; k-- {
		t := s.tok(k)
		if t.low == ";" || t.is(sayWord) && t.kind == wordToken && !t.is(reportWord|thinkWord) {
			return -1
		}
		if bracket(t) {
			next := s.tok(k + 1)
			if o := s.mentionAt(k - 1); o != nil && o.kind == mActor && (next.is(detWord|relWord|thinkWord) || participle(next.low)) && !s.listed(o, m) {
				return k
			}
			return -1
		}
	}
	return -1
}

// deedAfter reports whether somebody is named at token i, and right behind them an attack, which is what is said of them.
func (s *sentence) deedAfter(i int) bool {
	if s.tok(i).is(detWord) {
		i++
	}
	m := s.mentionAt(i)
	if m == nil || !s.tok(m.to).is(detWord) {
		return false
	}
	for k := m.to + 1; k < m.to+4; k++ {
		if s.tok(k).is(attackNoun) {
			return true
		}
		if !s.tok(k).is(modWord|cyberNoun) && s.tok(k).class != 0 {
			break
		}
	}
	return false
}
