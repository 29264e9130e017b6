package claim

import "ascribe/news"

// Lists of words.txt.
var (
	plainSpeechVerbs = words("plainSpeechVerbs")
	plainBlameVerbs  = words("plainBlameVerbs")
	taleNouns        = words("taleNouns")
)

// whoever reads whoever speaks by doing so, whatever its noun is: "…, the opposition claims", "the
// shadow cabinet says that", "the zoo blamed Russia". Lists of those who may speak are never whole.
func (r *reading) whoever(s *sentence, i int) *mention {
	if t := s.tok(i); !t.is(detWord) || t.low == "that" || t.low == "no" || t.low == "any" || t.low == "which" {
		return nil
	}
	j := i + 1
	for ; j < min(i+6, s.to); j++ {
		t := s.tok(j)
		if t.kind != wordToken || t.capital() || t.is(relWord|auxWord|conjWord|prepWord|subordWord|detWord|negWord|itWord|theyWord) {
			return nil
		}
		if j > i+1 && (t.in(plainSpeechVerbs) || t.in(plainBlameVerbs)) {
			break
		}
	}
	head := s.tok(j - 1)
	if head.in(taleNouns) {
		return nil
	}
	if j >= min(i+6, s.to) || head.is(advWord|attackNoun|cyberNoun|toolNoun|sayWord|accuseVerb|cyberVerb|monthWord) || !s.tells(i, j) {
		return nil
	}
	for k := i + 1; k < j; k++ {
		if r.described(s, k) != nil || r.named(s, k) != nil || r.generic(s, k) != nil {
			return nil
		}
	}
	return &mention{from: i, to: j, kind: mGeneric, plain: true, party: news.Party{Name: r.words(s, i+1, j), Kind: news.Org}}
}

// tells reports whether the verb of speech at token j, whose subject begins at token i, tells of
// something: in a sentence that it ends, or before what it tells.
func (s *sentence) tells(i, j int) bool {
	next := s.tok(j + 1)
	if s.tok(j).in(plainBlameVerbs) {
		return i == s.from && (next.capital() || next.is(detWord))
	}
	if prev := s.tok(i - 1); i > s.from && (prev.low == "," || prev.kind == quoteToken) {
		return j+1 >= s.to || next.kind != wordToken || next.is(prepWord|advWord|monthWord|subordWord)
	}
	return i == s.from && (next.low == "that" || next.is(detWord) || next.capital() || next.kind == quoteToken)
}
