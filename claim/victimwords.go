package claim

import "strings"

// Lists of words.txt.
var (
	tradeParticiples = words("tradeParticiples")
	placeNouns       = words("placeNouns")
	goOnVerbs        = words("goOnVerbs")
	seasonNouns      = words("seasonNouns")
	whenPreps        = words("whenPreps")
	weekdayNames     = words("weekdayNames")
	fileEndings      = words("fileEndings")
)

// victimWords are the words from token from up to token to as the phrase for a victim: without the
// preposition of a headline before them, a verb of it among them, and a time after them
// ("Over Acme", "Agencies Tie VPN", "the platform Acme last week").
func (r *reading) victimWords(s *sentence, from, to int) string {
	if s.headline && s.titleCase() {
		for i := to - 1; i > from; i-- {
			t := s.tok(i - 1)
			tied := t.low == "tie" || t.low == "ties" || t.low == "link" || t.low == "links" || t.low == "pin" || t.low == "pins"
			if tied || t.is(accuseVerb|sayWord|auxWord|prepWord|subordWord) && t.low != "of" {
				from = i
				break
			}
		}
	}
	for to > from+1 && (s.whenWord(to-1) || s.tok(to-1).is(conjWord)) {
		to--
	}
	return r.words(s, from, to)
}

// file reports the name of a file: "invoice.docx".
func (t *token) file() bool {
	k := strings.LastIndexByte(t.low, '.')
	return k > 0 && wordOf(t.low[k+1:]).in(fileEndings)
}

// ofTrade reports whether a word in "-ing" at token i belongs to the noun after it: "the ruling party",
// "a shipping company".
func (s *sentence) ofTrade(i int) bool {
	if !s.tok(i + 1).is(victimNoun | firmHead) {
		return false
	}
	return s.tok(i).in(tradeParticiples)
}

// pluralPossessive reports the mark after a plural that owns what follows: "the farmers' union".
func (s *sentence) pluralPossessive(i int) bool {
	t, prev := s.tok(i), s.tok(i-1)
	return t.kind == quoteToken && (t.word == "'" || t.word == "’") && strings.HasSuffix(prev.low, "s") && prev.end() == t.start && s.tok(i+1).kind == wordToken && s.tok(i+1).is(victimNoun|toolNoun|modWord)
}

// places reports whether countries or sectors are told of from token i on: "in eleven countries", "in the
// energy sector".
func (s *sentence) places(i int) bool {
	for k := i; k < min(i+4, s.to); k++ {
		switch t := s.tok(k); {
		case t.in(placeNouns):
			return k > i
		default:
			if t.kind != wordToken && t.kind != numberToken || t.is(prepWord|auxWord|relWord|sayWord) || t.low == "to" {
				return false
			}
		}
	}
	return false
}

// whenWord reports whether token i ends a phrase for what it is about no more: a time, or the
// preposition before one.
func (s *sentence) whenWord(i int) bool {
	switch t := s.tok(i); {
	case t.in(seasonNouns):
		switch s.tok(i - 1).low {
		case "last", "this", "next", "past":
			return true
		}
	case t.in(whenPreps):
		return true
	case t.in(weekdayNames):
		return true
	default:
		return t.is(monthWord) && t.capital() && s.tok(i-1).is(prepWord)
	}
	return false
}

// dateline is the token after the place and the agency with which a report begins,
// "WELLINGTON (Agency) - ", or the first one.
func (s *sentence) dateline() int {
	open := -1
	for i := s.from; i < min(s.from+10, s.to); i++ {
		switch t := s.tok(i); {
		case t.word == "(":
			open = i
		case open > s.from && t.kind == markToken && s.tok(i-1).word == ")" && (t.word[0] == '-' || t.word == "–" || t.word == "—"):
			return i + 1
		}
	}
	return s.from
}
