package claim

import "strings"

// Lists of words.txt.
var (
	rubrics      = words("rubrics")
	openingWords = words("openingWords")
)

// dangling finds the subject of a participle or an infinitive that opens the sentence: "By blaming Turla
// for the theft, Slovakia broke a silence".
func (s *sentence) dangling(i int, not *mention) *mention {
	low := s.tok(i).low
	if !strings.HasSuffix(low, "ing") && s.tok(i-1).low != "to" {
		return nil
	}
	for k := i - 1; k >= s.from; k-- {
		if t := s.tok(k); t.kind != wordToken || !t.is(prepWord|advWord|subordWord) && t.low != "in" && t.low != "order" {
			return nil
		}
	}
	if m := s.afterComma(i+2, not); m != nil && m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
		return m
	}
	return nil
}

// afterComma finds whom the main clause begins with after a clause that opens the sentence.
func (s *sentence) afterComma(i int, not *mention) *mention {
	for j := i; j < s.to; j++ {
		if s.tok(j).low != "," {
			continue
		}
		k := j + 1
		for s.tok(k).is(detWord|modWord) && s.mentionAt(k) == nil {
			k++
		}
		m, before := s.mentionAt(k), s.mentionAt(j-1)
		if m != nil && m != not && (before == nil || !s.listed(before, m) || s.tok(m.to).low != "," && s.tok(m.to).low != "and") {
			return m
		}
	}
	return nil
}

// opened finds who is accused by a participle that opens the sentence: "Accused by Kyiv of an attack,
// Sandworm kept quiet".
func (s *sentence) opened(t trigger) *mention {
	k := t.from - 1
	for k >= s.from && s.tok(k).is(advWord|subordWord) && s.tok(k).kind == wordToken {
		k--
	}
	if k >= s.from || !participle(s.tok(t.from).low) {
		return nil
	}
	if m := s.afterComma(t.to+1, nil); m != nil && m.accusable() {
		return m
	}
	return nil
}

// citedFirst reports whether the sentence begins with whose account it gives, and m is one of these: "according to
// the FBI and CISA, Iran".
func (s *sentence) citedFirst(m *mention) bool {
	if t := s.tok(s.from); t.low != "according" && t.low != "per" {
		return false
	}
	for i := s.from + 1; i < m.from; i++ {
		if t := s.tok(i); s.mentionAt(i) == nil && t.low != "to" && t.low != "," && !t.is(conjWord|detWord|modWord|roleWord|firmHead|firmPre|reportWord) && t.low != "of" && t.low != "at" && t.low != "from" && t.low != "by" {
			return false
		}
	}
	return true
}

// endsOpening reports whether m, whom an attack hit, ends what the sentence opens with before its main clause: "nine months after
// the attack on Sony,", "asked who had hacked Sony,".
func (s *sentence) endsOpening(m *mention) bool {
	i := s.from
	for i < s.from+4 && !s.tok(i).in(openingWords) {
		i++
	}
	k := m.from - 1
	for k > i && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	if i == s.from+4 || i > m.from || s.tok(k).low != "and" && s.has(i, m.from, ",") {
		return false
	}
	for k = m.from - 1; k > i && m.from-k < 12; k-- {
		if t := s.tok(k); s.mentionAt(k) == nil && (t.in(strikePreps) && s.tok(k-1).is(attackNoun|cyberVerb) || t.is(strongVerb|cyberGer) && !t.is(attackNoun)) {
			return true
		}
	}
	return false
}

// victimsGoOn reports whether the list in which m is goes on to another comma, behind which the main clause begins: "after the
// attacks on Sony, Viasat and Intel, the FBI blamed".
func (s *sentence) victimsGoOn(m *mention) bool {
	for i := m.to; i < s.to; i = s.behind(i) {
		switch t := s.tok(i); {
		case t.low == "and":
			o := s.mentionAt(i + 1)
			if o == nil && s.tok(i+1).is(detWord) {
				o = s.mentionAt(i + 2)
			}
			return o != nil && s.tok(o.to).low == ","
		case t.low != "," && s.mentionAt(i) == nil && !t.is(detWord|modWord):
			return false
		}
	}
	return false
}

// opensLoosely reports whether the sentence opens with a clause that has no subject of its own.
func (s *sentence) opensLoosely() bool {
	t := s.tok(s.from)
	return t.low == "to" || t.low == "by" || t.low == "having" || t.is(accuseVerb) && (participle(t.low) || strings.HasSuffix(t.low, "ing"))
}
