package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	publishParticiples = words("publishParticiples")
	documentNouns      = words("documentNouns")
)

// date is when a statement was made, as far as its sentence says, else when the story was published. A sentence
// mostly tells as well when the operation was, and when a firm was founded or a gang first seen: so the date must
// hang on the statement's own verb, which is t or what by says. A nil t has none of its own.
func (r *reading) date(s *sentence, t trigger, by *mention, story news.Story) news.Date {
	best, rank := story.Published, 0
	for _, d := range s.datings(story.Published) {
		if n := s.datedBy(d, t, by); n > rank {
			best, rank = d.is, n
		}
	}
	// "on Monday" of a story of that Monday tells less than when that came out
	if p := story.Published; p.Known() && best.Precision == news.Day && startOf(p.Time, news.Day).Equal(best.Time) {
		return p
	}
	return best
}

// datedBy says how surely a date is that of the statement: 2 where it hangs on t, 1 where it hangs on what by
// says or on a document, 0 where it hangs on something else.
func (s *sentence) datedBy(d dating, t trigger, by *mention) int {
	if s.tok(d.to).kind == possToken { // "Monday's announcement", "last year's attack"
		if s.document(d.to + 1) {
			return 1
		}
		return 0
	}
	if s.document(d.to) { // "a March 2021 report"
		return 1
	}
	if s.tok(d.to).is(attackNoun|cyberNoun) && !s.tok(d.to).is(sayWord) {
		return 0
	}
	joins := s.joinsClause(d.from)
	if joins && t.pattern != nil && t.from < d.from {
		return 0 // "declined to comment but in January blamed"
	}
	if n := s.datedBefore(d, t, by); n >= 0 && !joins {
		return n
	}
	for i := d.to; i < s.to; i++ { // "In May the FBI blamed", "Microsoft on Monday said"
		if n := s.dates(i, t, by); n >= 0 {
			return n
		}
		if u := s.tok(i); (u.is(relWord|subordWord) || u.low == ";") && s.mentionAt(i) == nil {
			return 0
		}
	}
	return 0
}

// joinsClause reports whether a date with a preposition opens what "but" or "and" adds.
func (s *sentence) joinsClause(i int) bool {
	for i--; i > s.from && s.tok(i).is(prepWord); i-- {
	}
	return s.tok(i).low == "but" || s.tok(i).low == "and" && s.tok(i+1).is(prepWord)
}

// datedBefore looks from a date leftwards for what it hangs on, and returns -1 where its clause begins there.
func (s *sentence) datedBefore(d dating, t trigger, by *mention) int {
	i := d.from - 1
	for s.tok(i).is(prepWord) || s.tok(i).low == "last" || s.tok(i).low == "early" || s.tok(i).low == "late" || s.tok(i).low == "mid" {
		i--
	}
	if s.tok(i).is(auxWord) { // "was on Monday accused"
		return -1
	}
	for ; i >= s.from; i-- {
		u := s.tok(i)
		if s.mentionAt(i) != nil && (i < t.from || i >= t.to) {
			continue
		}
		if n := s.dates(i, t, by); n >= 0 {
			if n == 0 && d.spoken && s.deedNoun(i) {
				continue // "blamed Iran for the attack on Monday"
			}
			return n
		}
		switch {
		case u.low == "," || u.low == ";" || u.low == ":" || u.low == "–" || u.low == "—" || u.is(relWord|subordWord):
			return -1
		case u.low == "(" || u.is(auxWord) && u.low != "to", !d.spoken && (u.low == "for" || u.low == "over" || u.low == "of" || u.low == "behind"):
			return 0 // "blamed Russia for the blackout in 2015"
		}
	}
	return -1
}

// dates says what a date tells that hangs on token i, as datedBy does, and -1 where none hangs on such a word.
func (s *sentence) dates(i int, t trigger, by *mention) int {
	u := s.tok(i)
	switch {
	case i >= t.from && i < t.to && t.pattern != nil:
		if u.is(attackNoun) && !u.is(accuseVerb) {
			return 0 // "claimed responsibility for the attack of"
		}
		switch t.of.frame {
		case "act", "by", "left", "tie", "pair":
			return 0 // what it says is the deed
		}
		return 2
	case s.mentionAt(i) != nil || u.kind != wordToken:
		return -1
	case s.document(i):
		if s.inDocument(i) {
			return 1
		}
		return 0
	case u.in(comeOutVerbs) && s.publishedOf(i) >= 0: // "a report, published in"
		if k := s.publishedOf(i); s.speakerBefore(k) && !s.inDocument(k) {
			return 0
		}
		return 1
	case participle(u.low) && s.document(i-1): // "a report dated in"
		return -1
	case u.in(comeOutVerbs):
		if s.publishes(i, by) {
			return 1
		}
		return 0
	case u.is(sayWord|accuseVerb) && !u.is(attackNoun|roleWord):
		if s.speaksHere(i, by) {
			return 1
		}
		return 0
	case u.is(cyberVerb | attackNoun | cyberNoun):
		return 0
	case participle(u.low) || strings.HasSuffix(u.low, "ing") && len(u.low) > 5:
		if u.capital() || u.hyphen {
			return -1
		}
		return 0
	}
	return -1
}

// deedNoun reports whether token i is an attack by a noun: "the hacking of", not "hacking the".
func (s *sentence) deedNoun(i int) bool {
	u, next := s.tok(i), s.tok(i+1)
	switch {
	case !u.is(attackNoun), s.tok(i - 1).is(auxWord | modalWord), s.tok(i-1).low == "to", strings.HasSuffix(u.low, "ed"):
		return false
	case strings.HasSuffix(u.low, "ing"):
		return !next.is(detWord) && !next.capital()
	}
	return true
}

// speaksHere reports whether the verb at token i is that of who makes the statement, or of nobody where nobody
// does: "it was reported".
func (s *sentence) speaksHere(i int, by *mention) bool {
	if s.tok(i).in(publishParticiples) {
		if s.weDo(i) {
			return true // "when we first reported on", not "we found samples of"
		}
	}
	if by == nil {
		return s.tok(s.before(i)).is(beWord)
	}
	if by.from > i && by.from-i <= 3 {
		return true // "said Microsoft"
	}
	m := s.subjectOf(i, nil)
	return m != nil && (m == by || m.party.Key() == by.party.Key())
}

// document reports whether token i is a noun for what somebody has said or written: "report", "indictment".
func (s *sentence) document(i int) bool {
	if m := s.mentionAt(i); m != nil && m.kind != mGeneric {
		i = m.to
	}
	switch u := s.tok(i); {
	case u.low == "researchers", u.low == "articles", u.low == "evidence", u.low == "email":
		return false
	case u.in(documentNouns):
		return true
	default:
		return u.is(reportWord) && !u.capital() || u.in(findingNouns)
	}
}
