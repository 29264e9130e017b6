package claim

import "strings"

// Lists of words.txt.
var (
	governingPreps = words("governingPreps")
	quotedNouns    = words("quotedNouns")
)

// spread tells each sentence whether it begins within a quotation. A quotation ends with
// its paragraph at the latest: the next one opens it anew.
func spread(p *part) {
	open := false
	for k, s := range p.sentences {
		if k > 0 && strings.Contains(p.text[p.sentences[k-1].end:s.start], "\n") {
			open = false
		}
		s.after = open
		open = s.inQuote(s.to)
	}
}

// inQuote reports whether token i stands within quotation marks.
func (s *sentence) inQuote(i int) bool {
	in := s.after
	for j := s.from; j < i; j++ {
		t := s.tok(j)
		if t.kind != quoteToken {
			continue
		}
		switch t.word {
		case "“", "„":
			in = true
		case "”":
			in = false
		case "\"":
			in = s.opensQuote(t)
		}
	}
	return in
}

// opensQuote reports whether a straight mark opens: text follows it at once, and none stands
// before it.
func (s *sentence) opensQuote(t *token) bool {
	text := s.part.text
	return t.end() < len(text) && !space(text[t.end()]) && (t.start == 0 || space(text[t.start-1]) || strings.IndexByte("([-*>:", text[t.start-1]) >= 0)
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// open reports whether a quotation that begins in s goes on beyond it.
func (s *sentence) open() bool { return s.inQuote(s.to) }

func (s *sentence) startsWithQuote() bool { return s.after || s.tok(s.from).kind == quoteToken }

// longestQuote is within how many sentences the ends of a quotation are sought: one that has none
// would cost the square of its length.
const longestQuote = 40

// quoted finds the speaker of a quotation that gives none in its own sentence: who speaks
// where it begins or where it ends, else in the sentence before it.
func (s *sentence) quoted() pick {
	if !s.startsWithQuote() && !s.open() {
		return pick{}
	}
	all := s.part.sentences
	first, last := s.index, s.index
	for first > 0 && s.index-first < longestQuote && all[first].after {
		first--
	}
	for last+1 < len(all) && last-s.index < longestQuote && all[last+1].after {
		last++
	}
	if first < s.index {
		if m := all[first].source(); m != nil {
			return pick{m, "quote-begin"}
		}
	}
	for k := s.index + 1; k <= last; k++ {
		if m := all[k].source(); m != nil {
			return pick{m, "quote-next"}
		}
	}
	if last+1 < len(all) {
		if m := all[last+1].wordsOf(); m != nil {
			return pick{m, "quote-next"}
		}
	}
	for k := first - 1; k >= max(0, first-2); k-- {
		if m := all[k].source(); m != nil {
			return pick{m, "quote-before"}
		}
	}
	return pick{}
}

// wordsOf is whose words the sentence says that those before it were: "The words are those of the minister, Ana Lee".
func (s *sentence) wordsOf() *mention {
	if s.startsWithQuote() || !s.tok(s.from).is(detWord) || !s.tok(s.from+1).in(quotedNouns) {
		return nil
	}
	for _, m := range s.mentions {
		if m.accuses() && m.party.Name != "" {
			return m
		}
	}
	return nil
}

// governed reports whether a preposition makes m a place, a time or a part of something
// else: what stands there is no subject, but "a report by X" is X's.
func (s *sentence) governed(m *mention) bool {
	k := m.from - 1
	if s.tok(m.from).is(itWord|theyWord|heWord) && m.to == m.from+1 && s.verbAt(m.to) {
		switch s.tok(k).low {
		case "after", "before", "since":
			return false // "after it blamed"
		}
	}
	for k > s.from && s.mentionAt(k) == nil && (s.tok(k).is(detWord|firmPre|firmHead|modWord|numWord) && !s.tok(k).is(prepWord) || s.sortsOut(k)) {
		k--
	}
	return s.tok(k).in(governingPreps)
}

// sortsOut reports whether the word at token k only tells of what sort or nation those are whose noun follows: "energy
// company", "Polish hospitals".
func (s *sentence) sortsOut(k int) bool {
	t := s.tok(k)
	return t.kind == wordToken && s.tok(k+1).is(firmHead|victimNoun) && !t.is(prepWord|conjWord|relWord|sayWord|auxWord|accuseVerb|cyberVerb|subordWord)
}

// sourced reports whether the report at token j is what a statement rests on: "according to
// a joint advisory".
func (s *sentence) sourced(j int) bool {
	for k := j - 1; k >= s.from && j-k < 7; k-- {
		switch t := s.tok(k); {
		case t.low == "to" && s.tok(k-1).low == "according", t.low == "in" && k == s.from:
			return true
		case t.kind != wordToken && t.kind != numberToken:
			return false
		}
	}
	return false
}
