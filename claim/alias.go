package claim

import (
	"slices"
	"strings"
)

// Lists of words.txt.
var (
	nickVerbs   = words("nickVerbs")
	nickFillers = words("nickFillers")
	namerPreps  = words("namerPreps")
)

// takeAlias takes out of the sentence what stands between marks behind a name and only gives its bearer another one:
// "Revolutionary Guard Corps (IRGC)", "APT29, also known as Cozy Bear,", "Sandworm (which Microsoft tracks as Seashell
// Blizzard)". One who has two names is one party, and the marks part nobody from a verb.
func (r *reading) takeAlias(s *sentence, m *mention) {
	switch m.kind {
	case mActor, mAgency, mOrg, mIntl:
		for s.cut(m.to, r.aliasAt(s, m)) > 0 { // "(SVR), also known as APT29,"
		}
	}
}

// aliasAt returns the token after the other names of m that stand behind it, or 0.
func (r *reading) aliasAt(s *sentence, m *mention) int {
	open := s.tok(m.to)
	i := m.to
	if bracket(open) && open.low != ")" {
		i++
	} else if !open.in(nickVerbs) || s.tok(m.from).is(itWord|theyWord) || open.in(namerVerbs) && strings.HasSuffix(open.low, "s") {
		return 0 // "a group it calls X", "a group Acme tracks as X": who gives the name
	}
	k, told := r.nicknamed(s, i)
	for s.tok(k).kind == quoteToken {
		k++
	}
	to := r.otherName(s, m, k, told)
	if to == 0 {
		return 0
	}
	if told || open.low == "(" {
		to = r.moreNames(s, m, k, to, open.low == "(")
	}
	after := s.tok(to)
	switch {
	case !told && open.low == "," && (s.tok(to+1).is(conjWord) || s.tok(to+1).capital()):
		return 0 // one of a list
	case open.low == "(" && after.low == ")":
		return to + 1
	case open.low == "(", !told && after.low != open.low && after.low != "." && to < s.to:
		return 0
	case dash(open.word) && dash(after.word), open.low == "," && after.low == ",":
		return s.pastMark(m, to)
	case after.kind == wordToken && !after.is(auxWord), dash(open.word), dash(after.word):
		return 0 // more is told of it: "also known as APT35 and widely believed to"
	}
	return to
}

// nicknamed passes over the words from token i that say that another name follows, and over whoever gives it; told
// reports whether they say so.
func (r *reading) nicknamed(s *sentence, i int) (to int, told bool) {
	for first := i; i < min(first+12, s.to); i++ {
		t := s.tok(i)
		switch {
		case t.capital() || t.kind == numberToken:
			end := r.namerEnd(s, i)
			if end == 0 {
				return i, told
			}
			i = end - 1
		case t.in(nickVerbs):
			if s.tok(s.before(i)).is(relWord) {
				return i, false // "Microsoft, which tracks the group as": who gives the name, not who has it
			}
			told = true
		case t.in(nickFillers):
		default:
			return i, told
		}
	}
	return i, told
}

// namerEnd returns the token after the name at token i, if its bearer is who gives the other name: "tracked by
// Microsoft as", "which Mandiant calls".
func (r *reading) namerEnd(s *sentence, i int) int {
	end := i + r.nameLength(s, i)
	if m := r.named(s, i); m != nil {
		if end = m.to; m.kind == mActor {
			return 0
		}
	}
	if s.tok(i - 1).in(namerPreps) {
		return end
	}
	k := end
	for s.tok(k).is(auxWord | advWord) {
		k++
	}
	if s.tok(k).in(nickVerbs) {
		return end
	}
	return 0
}

// otherName returns the token after another name of m at token i, or 0. A name that nothing calls another one must be
// known as one, or be made of the first letters of the first.
func (r *reading) otherName(s *sentence, m *mention, i int, told bool) int {
	if t := s.tok(i); !t.capital() && t.kind != numberToken {
		return 0
	}
	h, known := r.match(s, i)
	same := known && r.bears(m, h)
	lone := known && m.party.ID == "" && m.kind == mAgency && h.kind == mAgency && (h.party.Country == m.party.Country || m.party.Country == "")
	letters := short(s.tok(i)) && s.initialsOf(m, s.tok(i).word)
	end := i + 1
	if known {
		end = i + h.words
	} else if !letters {
		end = i + r.nameLength(s, i)
	}
	switch {
	case lone && (told || s.tok(end).low == ")"):
		m.party, m.maybe, m.class = h.party, h.ids, h.class
	case same, letters:
		m.back = m.back && !same // "the group, which it calls X," is named now
	case !known && (told || m.kind == mActor && tagged(s.tok(i).word) && s.tok(m.to).low == "("):
	case !told || h.kind != m.kind && !(m.kind == mActor && (h.kind == mMalware || h.kind == mAgency)) && !(m.kind == mAgency && h.kind == mActor):
		return 0
	}
	for s.tok(end).kind == quoteToken {
		end++
	}
	return end
}

// bears reports whether a name of the catalogue is one of m's.
func (r *reading) bears(m *mention, h *hit) bool {
	return m.party.ID != "" && slices.Contains(h.ids, m.party.ID) || h.party.ID != "" && slices.Contains(m.maybe, h.party.ID)
}

// moreNames passes over what is listed with the other name in [first, to): "aka Fancy Bear and Sofacy". Within
// brackets all that is listed are names, else only what is known as one, or what the list ends with.
func (r *reading) moreNames(s *sentence, m *mention, first, to int, within bool) int {
	alias, _ := r.match(s, first)
	for {
		k := to
		comma := s.tok(k).low == ","
		if comma || s.tok(k).low == "/" || s.tok(k).low == ";" {
			k++
		}
		and := s.tok(k).low == "and" || s.tok(k).low == "or"
		if and {
			k++
		}
		for s.tok(k).kind == quoteToken {
			k++
		}
		if t := s.tok(k); k == to || !t.capital() && t.kind != numberToken {
			return to
		}
		h, known := r.match(s, k)
		end := k + r.nameLength(s, k)
		if known {
			end = k + h.words
		}
		for s.tok(end).kind == quoteToken {
			end++
		}
		last := s.tok(end)
		ends := and && !comma && (bracket(last) || last.low == "." || end >= s.to)
		same := known && (r.bears(m, h) || alias != nil && alias.party.ID != "" && slices.Contains(h.ids, alias.party.ID))
		if !within && !same && (known || !ends) {
			return to
		}
		to = end
	}
}

// initialsOf reports whether letters are the first ones of the words of m, small words left out or not: "Ministry of
// Public Security (MPS)", "Federal Office for the Protection of the Constitution (BfV)" are not all so.
func (s *sentence) initialsOf(m *mention, letters string) bool {
	for from := m.from; from < m.to; from++ {
		k := 0
		for i := from; i < m.to && k < len(letters); i++ {
			if t := s.tok(i); t.kind == wordToken && t.word[0]|0x20 == letters[k]|0x20 {
				k++
			} else if t.capital() {
				k = 0
				break
			}
		}
		if k == len(letters) && s.tok(from).capital() {
			return true
		}
	}
	return false
}
