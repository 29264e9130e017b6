package claim

// Lists of words.txt.
var (
	speakerPreps = words("speakerPreps")
	tagOpeners   = words("tagOpeners")
	tagVerbs     = words("tagVerbs")
)

// A tag is the part of a sentence that only tells who says the rest: "…, the US, Britain and Canada said on Tuesday",
// "according to CISA and the FBI, …", "NATO and the EU: …". Who stands in one is not accused, and its list ends where
// it ends: of "by Russia, the US and Canada said" Russia stands in another one.

// findTags marks the mentions of a sentence that stand in tags.
func (s *sentence) findTags() {
	if len(s.mentions) == 0 {
		return
	}
	n := uint8(0)
	mark := func(from, to int) {
		if from >= to {
			return
		}
		n++
		for _, m := range s.mentions {
			if m.from >= from && m.to <= to {
				m.tag = n
			}
		}
	}
	mark(s.headTag())
	for k, m := range s.mentions {
		switch {
		case m.tag > 0 || !m.speaks():
		case s.tagVerbAt(m.to):
			mark(s.tagBefore(k, m.to))
		case s.opensTag(m):
			if from, to := s.tagAfter(k); s.saidBefore(m) != "said" || !s.verbFollows(to) {
				mark(from, to)
			}
		case s.tok(m.to).low == "," && (m.person != "" || s.tok(m.to+1).low == "a" || s.tok(m.to+1).low == "an"):
			if end := s.closing(m.to); end > 0 && s.tagVerbAt(end+1) { // "Ana Lee, an analyst at Acme, said"
				mark(s.tagBefore(k, end))
			}
		}
	}
}

// speaks reports whether a mention may stand in a tag: not attackers, who seldom speak in lists.
func (m *mention) speaks() bool {
	return m.accuses() && m.kind != mActor && m.kind != mGroup
}

// tagVerbAt reports whether the verb of a tag stands at token i: no clause follows it.
func (s *sentence) tagVerbAt(i int) bool {
	if !s.tok(i).in(tagVerbs) {
		return false
	}
	next := s.tok(i + 1)
	return next.low != "it" && next.low != "that" && next.low != "its" && next.low != "by" && (next.kind != wordToken || next.is(prepWord|advWord|monthWord|subordWord|relWord))
}

// opensTag reports whether a tag begins with m: "according to CISA", "accused by CISA", "…, said the FBI".
func (s *sentence) opensTag(m *mention) bool {
	i := s.phraseStart(m.from)
	switch t := s.tok(i); {
	case t.low == "to":
		return s.tok(i-1).low == "according"
	case t.low == "by":
		return s.tok(i-1).is(accuseVerb) && participle(s.tok(i-1).low)
	case t.in(tagOpeners):
		return s.tok(i-1).kind == quoteToken || s.tok(i-1).low == "," && s.hasClass(s.from, i-1, auxWord|cyberVerb|accuseVerb|attackNoun)
	}
	return false
}

// phraseStart is the token before the phrase of whose name token i is the first: over articles and adjectives, and over
// those who speak from it, "officials from the US", "a report by the FBI".
func (s *sentence) phraseStart(i int) int {
	i--
	for {
		for i >= s.from && s.tok(i).is(detWord|modWord|numWord|firmPre|roleWord|firmHead|svcHead) && !s.tok(i).is(prepWord|sayWord) && s.mentionAt(i) == nil {
			i--
		}
		if !s.tok(i).in(speakerPreps) || !s.tok(i-1).is(sourceHead|researchHead|offHead|svcHead|roleWord|reportWord|anaAgency) || s.tok(i-1).kind != wordToken {
			return i
		}
		i -= 2
	}
}

// verbFollows reports whether who ends before token i is the subject of a clause: "said Russia was", and no tag.
func (s *sentence) verbFollows(i int) bool {
	t := s.tok(i)
	return t.kind == wordToken && !t.is(prepWord|advWord|monthWord|subordWord|conjWord) && (t.low == "that" || !t.is(relWord))
}

// A gap is what stands between two of a list.
type gap uint8

const (
	noGap gap = iota // no list
	commaGap
	andGap
)

// gapBetween says how b follows a in a list; what only says again who a is stands between them: "the FBI (FBI) and".
func (s *sentence) gapBetween(a, b *mention) gap {
	g := noGap
	for i := a.to; i < b.from; i++ {
		switch t := s.tok(i); {
		case t.low == "(" || t.low == ")":
		case t.low == "and" || t.low == "&" || t.low == "or":
			g = andGap
		case t.low == ",":
			g = max(g, commaGap)
		case t.is(detWord|modWord|numWord|firmPre|firmHead|svcHead) && !t.is(prepWord) && g != noGap:
		default:
			return noGap
		}
	}
	return g
}

// tagBefore finds the tag that ends at a token before its verb, with mention k for the last who speaks. It begins after
// the comma that ends the clause before: where a list that is closed by "and" goes on, or after the first name, if that
// hangs on a word of that clause.
func (s *sentence) tagBefore(k, to int) (int, int) {
	first, closed, comma := k, false, -1
	for ; first > 0; first-- {
		a, b := s.mentions[first-1], s.mentions[first]
		g := s.gapBetween(a, b)
		if g == andGap && comma == first+1 {
			closed = true
			break
		}
		if g == noGap {
			break
		}
		if g == commaGap {
			comma = first
		}
	}
	if closed {
		return s.mentions[comma].from, to
	}
	i := s.phraseStart(s.mentions[first].from)
	if t := s.tok(i); i > s.from && (t.low == "," || t.kind == quoteToken || dash(t.word)) {
		return i + 1, to
	}
	if comma < 0 || !s.hasClass(s.from, i+1, auxWord|cyberVerb|accuseVerb|attackNoun) {
		return 0, 0
	}
	for first++; s.gapBetween(s.mentions[first-1], s.mentions[first]) != commaGap; first++ {
	}
	return s.mentions[first].from, to
}

// tagAfter finds the tag that begins with mention k, behind its verb or "according to". It ends with the name after its "and", or before the comma where
// the clause of somebody else begins.
func (s *sentence) tagAfter(k int) (from, to int) {
	from, first := s.mentions[k].from, k
	comma := -1
	for ; k+1 < len(s.mentions); k++ {
		a, b := s.mentions[k], s.mentions[k+1]
		g := s.gapBetween(a, b)
		if g == noGap || !b.speaks() && a.party.Key() != b.party.Key() {
			break
		}
		if g == commaGap && comma < 0 {
			comma = k + 1
		}
		if g == commaGap && k > first && s.gapBetween(s.mentions[k-1], a) == andGap {
			return from, a.to // "according to A and B, C hacked"
		}
	}
	if comma > 0 && (s.verbFollows(s.mentions[k].to) || comma == k) {
		return from, s.mentions[comma-1].to // "according to A, B and C hacked"
	}
	return from, s.mentions[k].to
}

// headTag finds those who say what follows a colon: "NATO and the European Union: Russia behind attack". A name that
// nobody knows is one only if nothing else stands there.
func (s *sentence) headTag() (from, to int) {
	first := s.mentions[0]
	switch {
	case first.from == s.from && s.tok(first.to).low == ":" && first.accuses():
		return s.from, first.to
	case first.from > s.from+1 && s.phraseStart(first.from) >= s.from || !first.speaks() || first.kind == mName:
		return 0, 0
	}
	for i := s.from; i < min(s.from+16, s.to); i++ {
		switch t := s.tok(i); {
		case t.low == ":":
			return s.from, i
		case s.mentionAt(i) != nil:
		case t.low != "," && t.low != "and" && t.low != "&" && !t.is(detWord|modWord|numWord|firmPre|firmHead|roleWord|reportWord) && !t.in(speakerPreps) && !t.hyphen:
			return 0, 0
		}
	}
	return 0, 0
}

// speaksFirst is who says what follows a colon, nil if nobody does.
func (s *sentence) speaksFirst() *mention {
	if len(s.mentions) == 0 || s.mentions[0].tag == 0 {
		return nil
	}
	first := s.mentions[0]
	if first.from > s.from+1 && s.phraseStart(first.from) >= s.from {
		return nil
	}
	last := first
	for _, m := range s.mentions[1:] {
		if m.tag == first.tag {
			last = m
		}
	}
	if s.tok(last.to).low == ":" {
		return first
	}
	return nil
}
