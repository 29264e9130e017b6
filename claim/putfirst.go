package claim

import "ascribe/news"

// What somebody is asked may open the sentence, and they leave it open: "Asked if Minsk was behind it, the minister would not
// speculate".

// Lists of words.txt.
var (
	askedVerbs   = words("askedVerbs")
	keepingQuiet = words("keepingQuiet")
	orderedVerbs = words("orderedVerbs")
)

// putFirst finds the question that opens the sentence: the word that asks, and the comma behind it; or -1.
func (s *sentence) putFirst() (ask, comma int) {
	i := s.from
	for s.tok(i).kind == quoteToken || s.tok(i).low == "when" {
		i++
	}
	if !s.tok(i).in(askedVerbs) {
		return -1, -1
	}
	ask = -1
	for i++; i < s.to; i++ {
		switch t := s.tok(i); {
		case t.low == "," && ask >= 0:
			return ask, i
		case ask < 0 && (t.low == "whether" || t.low == "if" || t.low == "who" || t.low == "which"):
			ask = i
		}
	}
	return -1, -1
}

// opensQuestion reports whether a verb of doubt only says that somebody was asked: "Questioned on whether".
func (s *sentence) opensQuestion(t trigger) bool {
	if !s.tok(t.from).in(askedVerbs) {
		return false
	}
	ask, _ := s.putFirst()
	return t.from < ask
}

// keepsQuiet reports whether whoever speaks will not answer at all: "would not speculate", "declined to say". Who only has no
// comment leaves nothing open.
func (s *sentence) keepsQuiet(t trigger) bool {
	i := t.to - 1
	if !s.tok(i).in(keepingQuiet) {
		i++
	}
	return s.tok(i).in(keepingQuiet) && (i+1 >= s.to || s.tok(i+1).kind != wordToken || s.tok(i+1).is(advWord))
}

// questioned finds what a refusal leaves open that answers the question before it: who did it, or whether the party did that
// is returned; and how that party is said to have a part in it.
func (s *sentence) questioned(t trigger) (x *mention, how news.Relation, ok bool) {
	if t.of.frame != "open" || t.of.relation != news.CarriedOut {
		return nil, "", false
	}
	ask, comma := s.putFirst()
	if ask < 0 || t.from < comma || !s.keepsQuiet(t) {
		return nil, "", false
	}
	if w := s.tok(ask).low; w == "who" || w == "which" {
		return nil, news.CarriedOut, s.asksFor(ask, t)
	}
	for _, m := range s.mentions {
		if m.from < ask || m.to > comma || !m.accusable() {
			continue
		}
		switch k := s.verbOf(m); {
		case s.tok(k).in(orderedVerbs):
			return m, news.SponsoredBy, s.hasClass(k, comma, attackNoun|actorHead|itWord)
		case s.tok(k).is(whoWord|cyberVerb|strongVerb) && !s.tok(k).is(sayWord), s.tok(k).low == "carried":
			return m, news.CarriedOut, true
		}
		return nil, "", false
	}
	return nil, "", false
}
