package claim

import "slices"

// cut takes the tokens in [from, to) out of the sentence, and returns how many: they go behind its end, where nobody
// reads on. It still covers their text. A quotation that begins or ends there stays.
func (s *sentence) cut(from, to int) int {
	quotes := 0
	for i := from; i < to; i++ {
		if s.tok(i).kind == quoteToken {
			quotes++
		}
	}
	if quotes%2 == 1 {
		if to--; s.tok(to).kind != quoteToken {
			return 0
		}
	}
	n := to - from
	if n <= 0 {
		return 0
	}
	rotate(s.tokens[from-s.from:], n)
	rotate(s.part.words[from:s.to], n)
	rotate(s.part.looked[from:s.to], n)
	s.to -= n
	s.tokens = s.tokens[:len(s.tokens)-n]
	return n
}

// rotate moves the first n of list behind the others.
func rotate[T any](list []T, n int) {
	slices.Reverse(list[:n])
	slices.Reverse(list[n:])
	slices.Reverse(list)
}

// cutOffices takes out what only tells what office somebody has, once it is known for whom they speak: "Ana Lee, a
// researcher at ESET, said". The name and its verb stand together then.
func (s *sentence) cutOffices() {
	done := false
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.office == nil || m.office.from < m.to || !bracket(s.tok(m.to)) {
			continue
		}
		done = s.cutSpan(m.to, s.officeEnd(m)) || done
	}
	if done {
		s.place()
	}
}

// officeEnd returns the token after the apposition behind m that tells of their office, or 0 if it goes on with
// something else.
func (s *sentence) officeEnd(m *mention) int {
	open := s.tok(m.to)
	if m.office.to >= s.to {
		return s.to
	}
	for i := m.office.to; i < min(m.office.to+8, s.to); i++ {
		t := s.tok(i)
		switch {
		case t.low == "," && open.low == ",":
			return s.pastMark(m, i)
		case t.low == ")" && open.low == "(", dash(t.word) && dash(open.word):
			return i + 1
		case i == s.to-1 && t.kind == markToken, t.low == ":":
			return i
		case t.kind != wordToken, t.is(auxWord|sayWord|relWord|conjWord) && !t.is(roleWord), s.mentionAt(i) != nil && s.mentionAt(i).kind != mState && s.mentionAt(i).kind != mCapital:
			return 0
		}
	}
	return 0
}

// pastMark returns the token after the comma or dash at token i that only ends what is said of m, so that what follows
// goes on with the clause: "APT29, also known as Cozy Bear, was". A mark stays that sets off a clause or who says it, or
// that ends an apposition around m: "APT28, a group tied to the GRU, Moscow's spies, was".
func (s *sentence) pastMark(m *mention, i int) int {
	next := s.tok(i + 1)
	if mark := s.tok(i); mark.low != "," && !dash(mark.word) || next.kind != wordToken || next.capital() || next.low == "according" || s.withinRemark(m) {
		return i
	}
	if next.is(sayWord) && !next.is(auxWord) {
		if s.subject(m) {
			return i + 1
		}
		return i // "…, said the FBI"
	}
	if next.is(auxWord|haveWord|cyberVerb|accuseVerb|advWord|prepWord) && !next.is(relWord|subordWord) || participle(next.low) {
		return i + 1
	}
	return i
}

// withinRemark reports whether m stands in what is said of attackers or of a person that were named before it.
func (s *sentence) withinRemark(m *mention) bool {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		o := s.mentions[k]
		if o.to >= m.from || m.from-o.to > 14 {
			continue
		}
		next := s.tok(o.to + 1)
		switch o.kind {
		case mActor, mVague, mGroup, mMalware, mPerson:
			if bracket(s.tok(o.to)) && m.from > o.to+2 && (next.is(detWord|relWord|thinkWord) || participle(next.low)) && !s.listed(o, m) {
				return true
			}
		}
	}
	return false
}

// subject reports whether m stands where a clause begins, and may be the subject of what follows.
func (s *sentence) subject(m *mention) bool {
	i := m.from - 1
	for i >= s.from && s.tok(i).is(detWord|modWord|personTitle|roleWord) && !s.tok(i).is(prepWord|relWord|sayWord) {
		i--
	}
	t := s.tok(i)
	return i < s.from || t.kind != wordToken && t.kind != possToken || t.is(conjWord|relWord|subordWord) || t.low == "that"
}
