package claim

import "slices"

// Lists of words.txt.
var (
	discreetVerbs = words("discreetVerbs")
	discreetEnds  = words("discreetEnds")
	tailOpeners   = words("tailOpeners")
	directWords   = words("directWords")
	insiderPreps  = words("insiderPreps")
	matterNouns   = words("matterNouns")
)

// cutDiscretion takes out what only tells that somebody wants no name or how they come to know: "who asked not to be named",
// ", speaking on condition of anonymity,", "familiar with the investigation". Who speaks and their verb stand together then.
func (s *sentence) cutDiscretion() {
	done := false
	for k := 0; k < len(s.mentions); k++ { // a cut takes mentions behind k away
		m := s.mentions[k]
		if !m.accuses() || m.kind == mActor || m.kind == mGroup {
			continue
		}
		for range 2 { // "people briefed on the case, who asked not to be named,"
			done = s.cutSpan(m.to, max(s.discretion(m), s.insight(m))) || done
		}
	}
	if done {
		s.place()
	}
}

// cutSpan takes the tokens in [from, to) out of the sentence, and whoever is named in them.
func (s *sentence) cutSpan(from, to int) bool {
	n := s.cut(from, to)
	if n == 0 {
		return false
	}
	s.mentions = slices.DeleteFunc(s.mentions, func(o *mention) bool { return o.from >= from && o.to <= from+n })
	for _, o := range s.mentions {
		if o.from >= from+n {
			o.from, o.to = o.from-n, o.to-n
		}
	}
	return true
}

// discretion returns the token after what says that m wants no name, or 0.
func (s *sentence) discretion(m *mention) int {
	i := m.to
	comma := s.tok(i).low == ","
	if comma {
		i++
	}
	if w := s.tok(i).low; w != "who" && !(comma && s.tok(i).in(discreetVerbs)) {
		return 0
	}
	end := 0
	for k := i; k < min(i+4, s.to) && end == 0; k++ {
		if !s.tok(k).in(discreetVerbs) {
			continue
		}
		for j := k + 1; j < min(k+9, s.to) && s.tok(j).kind == wordToken; j++ {
			if s.tok(j).in(discreetEnds) {
				end = j + 1
				break
			}
		}
	}
	if end == 0 {
		return 0
	}
	if s.tok(end).in(tailOpeners) {
		for end < min(i+30, s.to) && s.tok(end).kind != markToken && (comma || !s.tok(end).is(sayWord)) {
			end++
		}
	}
	switch t := s.tok(end); {
	case !comma:
		return end
	case t.low == ",":
		return s.pastMark(m, end)
	case end >= s.to-1:
		return end
	}
	return 0
}

// insight returns the token after what says how m knows, or 0.
func (s *sentence) insight(m *mention) int {
	i := m.to
	comma := s.tok(i).low == ","
	if comma {
		i++
	}
	switch s.tok(i).low {
	case "familiar", "briefed", "involved", "close":
		i++
	case "with":
		for i++; s.tok(i).is(modWord|advWord) || s.tok(i).in(directWords); i++ {
		}
		if s.tok(i).low != "knowledge" {
			return 0
		}
		i++
	default:
		return 0
	}
	if !s.tok(i).in(insiderPreps) {
		return 0
	}
	end := 0
	for k := i + 1; k < min(i+7, s.to) && s.tok(k).kind == wordToken && end == 0; k++ {
		if s.tok(k).is(sayWord|auxWord) && !s.tok(k).in(matterNouns) {
			return 0
		}
		if s.tok(k).in(matterNouns) {
			end = k + 1
		}
	}
	if end == 0 {
		return 0
	}
	if w := s.tok(end).low; w == "into" || w == "of" && s.tok(end+1).is(detWord) {
		for end < min(m.to+16, s.to) && s.tok(end).kind == wordToken && !s.tok(end).is(sayWord|auxWord|accuseVerb) {
			end++
		}
	}
	switch t := s.tok(end); {
	case !comma:
		return end
	case t.low == ",":
		return s.pastMark(m, end)
	case end >= s.to-1:
		return end
	}
	return 0
}
