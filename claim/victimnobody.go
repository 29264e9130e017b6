package claim

import "strings"

// Lists of words.txt.
var (
	neverVictims = words("neverVictims")
	openerWords  = words("openerWords")
	clauseWords  = words("clauseWords")
	toolCalls    = words("toolCalls")
)

// hardlyAnybody reports whether words are nobody who may be struck: a format, a protocol, a language of programs, a file, a
// word of grammar that only its place in a title or a sentence writes with a capital.
func hardlyAnybody(victim string) bool {
	first, rest, more := strings.Cut(victim, " ")
	low := strings.ReplaceAll(strings.ToLower(first), "’", "'")
	if !more && (strings.HasSuffix(low, "'ve") || strings.HasSuffix(low, "'re") || strings.HasSuffix(low, "'m")) {
		return true // "We've"
	}
	if more {
		return wordOf(low).in(clauseWords) || low == "operation" || wordOf(low).in(neverVictims) && hardlyAnybody(rest)
	}
	if k := strings.LastIndexByte(low, '.'); k > 0 && wordOf(low[k+1:]).in(fileEndings) {
		return true
	}
	if len(first) > 1 && first == strings.ToUpper(first) && !wordOf(low).in(neverVictims) {
		return false // "the WHO"
	}
	return wordOf(low).in(neverVictims) || low != first && classOf(low).any(detWord|prepWord|conjWord|subordWord|relWord|monthWord|advWord|theyWord|heWord|auxWord)
}

// opensOnly reports whether a name is only a word with which a sentence opens, so that its capital says nothing.
func (s *sentence) opensOnly(r *reading, m *mention) bool {
	if m.kind != mName || m.to != m.from+1 {
		return false
	}
	for i := m.from - 1; i >= s.from; i-- {
		if k := s.tok(i).kind; k != quoteToken && k != markToken {
			return false
		}
	}
	t := s.tok(m.from)
	return t.in(openerWords) || r.lowered[t.low] || t.class != 0 && !t.is(victimNoun|placeWord) ||
		len(t.low) > 5 && (strings.HasSuffix(t.low, "ing") || strings.HasSuffix(t.low, "ly"))
}

// calledTool reports whether a name is that of malware, a flaw or a tool by what stands beside it: "the Tarnwick loader",
// "Tarnwick, a downloader".
func (s *sentence) calledTool(m *mention) bool {
	if m.kind != mName {
		return false
	}
	if t := s.tok(m.to); t.in(toolCalls) && !t.capital() && !s.tok(m.to+1).is(attackNoun|victimNoun) {
		return true
	}
	i := m.to
	switch t := s.tok(i); {
	case t.low == ",", t.low == "(", t.low == "–", t.low == "—":
	case t.low == "is" || t.low == "was":
	default:
		return false
	}
	if i++; !s.tok(i).is(detWord) {
		return false
	}
	for k := i + 1; k < min(i+5, s.to) && s.tok(k).kind == wordToken && !s.tok(k).is(prepWord|auxWord|relWord); k++ {
		if s.tok(k).in(toolCalls) {
			return s.tok(k+1).kind != wordToken || s.tok(k+1).is(prepWord|auxWord|relWord)
		}
	}
	return false
}

// overlaps tells of each choice whether its words are part of another's, or hold another's: what shows "Norvale" shows
// "Norvale Foods".
func (l *victimList) overlaps() {
	for k := 1; k < len(l.choices); k++ {
		for j := 1; j < len(l.choices); j++ {
			if a, b := l.choices[k].words, l.choices[j].words; len(a) > len(b) && b != strings.ToLower(b) && holdsWords(a, b) {
				l.tell(k, "holds")
				l.tell(j, "held")
			}
		}
	}
}

// holdsWords reports whether b stands in a as whole words.
func holdsWords(a, b string) bool {
	i := strings.Index(a, b)
	return i >= 0 && (i == 0 || a[i-1] == ' ') && (i+len(b) == len(a) || a[i+len(b)] == ' ' || a[i+len(b)] == '\'' || strings.HasPrefix(a[i+len(b):], "’"))
}

// tellsOfIt reports whether a person or an outlet tells of an operation, or is told of it, rather than was hit by it.
func (s *sentence) tellsOfIt(c *candidate, m *mention) bool {
	if m == c.pick.m || s.saysAfter(m) != "" || s.saidBefore(m) != "" || s.says(m.to) {
		return true
	}
	prev, next := s.tok(m.from-1), s.tok(m.to)
	if m.kind == mPerson && (prev.is(personTitle|roleWord) || m.speaker != "" && m.party.Name != m.person) {
		return true // who has an office speaks for it
	}
	if !prev.is(cyberVerb|prepWord) && next.kind != possToken && !next.is(beWord|haveWord) {
		return true
	}
	return prev.is(sayWord) || (prev.low == "by" || prev.low == "with" || prev.low == "to" || prev.low == "from") && !s.tok(m.from-2).is(cyberVerb|attackNoun)
}
