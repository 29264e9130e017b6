package claim

// Lists of words.txt.
var (
	comeOutVerbs  = words("comeOutVerbs")
	documentPreps = words("documentPreps")
)

// publishedOf is the document that the participle at token i says the day of, or -1: "a report published in", "the
// report, which was released in".
func (s *sentence) publishedOf(i int) int {
	k := i - 1
	if m := s.mentionAt(k); m != nil && (s.tok(m.from-1).is(relWord) || s.tok(m.from-1).low == "that") {
		k = m.from - 1 // "a report that Mandiant released in"
	}
	for k > s.from && (s.tok(k).is(beWord|advWord|relWord) || s.tok(k).low == "," || s.tok(k).low == "that" || s.tok(k).low == "(") && i-k < 5 {
		k--
	}
	if s.document(k) && s.mentionAt(k) == nil {
		return k
	}
	if m := s.mentionAt(k); m != nil && s.tok(m.to-1).is(reportWord) {
		return m.to - 1
	}
	return -1
}

// publishes reports whether the verb at token i tells how the statement of by came out: "released findings that",
// not "released a statement denying".
func (s *sentence) publishes(i int, by *mention) bool {
	low := s.tok(i).low
	spotlights := low == "spotlighted" || low == "spotlights"
	if by == nil {
		k := s.documentAfter(i + 1)
		return spotlights || k >= 0 && s.tok(k+1).low == "that"
	}
	return (spotlights || s.tok(i).is(sayWord) || s.documentAfter(i+1) >= 0) && s.speaksHere(i, by)
}

// inDocument reports whether something is said in the document at token i: "in a statement", "according to a report".
func (s *sentence) inDocument(i int) bool {
	for k := i - 1; k >= max(s.from, i-4); k-- {
		if s.tok(k).in(documentPreps) {
			return true
		}
	}
	return false
}

// documentAfter is the document that is published behind token i, or -1 where it is stolen data.
func (s *sentence) documentAfter(i int) int {
	for k := i; k < min(i+6, s.to); k++ {
		if s.document(k) {
			return k
		}
		if s.tok(k).is(prepWord|relWord) || s.tok(k).kind == markToken {
			return -1
		}
	}
	return -1
}

// speakerBefore reports whether somebody speaks before the document at token i, who tells of it: "Dell said that a
// report published in 2017 had".
func (s *sentence) speakerBefore(i int) bool {
	for k := s.from; k < i; k++ {
		if u := s.tok(k); u.is(sayWord|accuseVerb) && !u.is(attackNoun|reportWord|roleWord) && s.mentionAt(k) == nil && u.low != "according" {
			return true
		}
	}
	return false
}
