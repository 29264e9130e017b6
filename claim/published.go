package claim

// publishing reports verbs for how a document comes out.
func publishing(low string) bool {
	switch low {
	case "published", "released", "issued", "unveiled", "spotlighted", "publishes", "releases", "issues", "spotlights", "unsealed":
		return true
	}
	return false
}

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

// hasDocument reports whether what is published behind token i is a document, and no stolen data.
func (s *sentence) hasDocument(i int) bool {
	for k := i; k < min(i+6, s.to); k++ {
		if s.document(k) {
			return true
		}
		if s.tok(k).is(prepWord|relWord) || s.tok(k).kind == markToken {
			return false
		}
	}
	return false
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
