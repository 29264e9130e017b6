package claim

// Lists of words.txt.
var (
	hardWords           = words("hardWords")
	sufferedParticiples = words("sufferedParticiples")
)

// whether reports whether the trigger stands in an indirect question: "to say whether it holds Beijing
// responsible". What is certain "whether or not" is no question.
func (s *sentence) whether(t trigger) bool {
	for i := t.from - 1; i >= s.from && t.from-i < 12; i-- {
		switch u := s.tok(i); {
		case u.low == "whether":
			return s.tok(i+1).low != "or" && s.tok(i-1).low != "of"
		case u.kind == markToken, u.is(sayWord) && u.kind == wordToken:
			return false
		}
	}
	return false
}

// asksVictims reports whether it is only asked from token i on who or what was hit: "whether other firms had been attacked".
func (s *sentence) asksVictims(i int) bool {
	for k := i + 1; k < min(i+10, s.to); k++ {
		t := s.tok(k)
		if t.in(sufferedParticiples) && s.tok(s.before(k)).is(beWord) {
			return s.tok(k+1).low != "by"
		}
		if t.kind == markToken || t.is(relWord|sayWord) {
			return false
		}
	}
	return false
}

// byNobody reports whether the subject of a verb is nobody: "nobody is pointing the finger at China", "no
// country has blamed".
func (s *sentence) byNobody(t trigger) bool {
	blames := t.of.frame == "obj" || t.of.frame == "to"
	for i := t.to; blames && i < t.to+8; i++ {
		if s.tok(i).low == "by" && (s.tok(i+1).low == "nobody" || s.tok(i+1).low == "no" && s.tok(i+2).low == "one") {
			return true // "was blamed on China by no one"
		}
	}
	for i := t.from - 1; i >= s.from && t.from-i < 10; i-- {
		switch u := s.tok(i); {
		case u.low == "nobody", u.low == "no-one", u.low == "one" && s.tok(i-1).low == "no",
			(u.low == "country" || u.low == "government" || u.low == "official" || u.low == "agency" || u.low == "state") && s.tok(i-1).low == "no":
			return blames
		case u.kind == markToken || u.is(relWord):
			return false
		default:
			blames = blames || u.is(accuseVerb) || u.low == "pointing" || u.low == "pointed"
		}
	}
	return false
}

// inGeneral reports what is only said of attribution in general: "attribution is hard".
func (s *sentence) inGeneral(t trigger) bool {
	if s.tok(t.from).low != "attribution" || s.tok(s.before(t.from)).is(detWord) {
		return false
	}
	for i := t.to; i < t.to+3; i++ {
		if s.tok(i).in(hardWords) {
			return true
		}
	}
	return false
}
