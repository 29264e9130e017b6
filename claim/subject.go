package claim

import "strings"

// Lists of words.txt.
var (
	participleOpeners = words("participleOpeners")
	clausalOpeners    = words("clausalOpeners")
	tellVerbs         = words("tellVerbs")
)

// subjectOf walks left from a verb to its subject, over auxiliaries, appositions and
// relative clauses.
func (s *sentence) subjectOf(i int, not *mention) (found *mention) {
	if k := s.foremost(i); k > s.from {
		return s.subjectOf(k, not)
	}
	if m := s.dangling(i, not); m != nil {
		return m
	}
	words, crossed := 0, false
	var within *mention // in the noun phrase of the subject: its place, its master
	defer func() {
		if found == nil {
			found = within
		}
	}()
	if strings.HasSuffix(s.tok(i).low, "ing") && s.during(i-1) {
		if m := s.firstSubject(i-1, not); m != nil && !s.governed(m) {
			return m // "Germany summoned the Russian envoy after blaming"
		}
	}
	if m := s.toldOfSpeaker(i); m != nil && m != not {
		return m
	}
	for j := i - 1; j >= s.from && i-j < 40; j-- {
		if m := s.mentionAt(j); m != nil {
			if m.accuses() && m != not && (m.party.Name != "" || m.kind == mGeneric) && !s.told(m) {
				if !s.governed(m) {
					return s.ownerOf(m)
				}
				if !crossed { // "linked to China, but an infection revealed"
					within = m
				}
			}
			j = m.from
			continue
		}
		t := s.tok(j)
		switch {
		case t.is(auxWord|advWord) && t.kind == wordToken, t.is(relWord), t.kind == quoteToken:
		case words == 0 && (t.low == "and" || t.low == "but" || t.low == "," && s.opening(j) < 0): // the subject of the verb before
			return s.firstSubject(j, not)
		case t.low == "," || t.low == ")" || t.low == "–" || t.low == "—" || t.low == "--":
			if k := s.opening(j); k >= 0 {
				j = k
				continue
			}
			if t.low != "," {
				return nil
			}
		case t.low == ";" || t.low == ":":
			return nil
		case words > 0 && t.in(clausalOpeners):
			crossed = true
		case words > 0 && words < 5 && t.low == "and" && s.othersToo(j+1, i): // "the US, the EU and other allies"
			for j--; s.tok(j).low == ","; j-- {
			}
			if m := s.mentionAt(j); m != nil && m.accuses() && m != not && m.party.Name != "" {
				return m
			}
			return nil
		case t.is(sayWord) && !t.is(reportWord|roleWord) && !s.tok(j-1).is(detWord): // but "the finding"
			return nil
		case words > 8:
			return nil
		default:
			words++
		}
	}
	return nil
}

// toldOfSpeaker is who was said to speak and is told more of in the relative clause whose verb is at token i: "said
// CERT-UA, which attributed".
func (s *sentence) toldOfSpeaker(i int) *mention {
	j := i - 1
	for s.tok(j).is(auxWord|advWord) && s.tok(j).kind == wordToken {
		j--
	}
	if t := s.tok(j); t.low != "which" && t.low != "who" || s.tok(j-1).low != "," {
		return nil
	}
	if m := s.mentionAt(j - 2); m != nil && m.to == j-1 && m.accuses() && m.party.Name != "" && s.saidBefore(m) != "" {
		return m
	}
	return nil
}

// during reports words before a participle whose subject is that of the whole sentence.
func (s *sentence) during(i int) bool {
	for s.tok(i).is(advWord) && s.tok(i).kind == wordToken && i > s.from {
		i--
	}
	return s.tok(i).in(participleOpeners)
}

// othersToo reports whether nothing but further parties without a name stand in [from, to): "other
// western allies".
func (s *sentence) othersToo(from, to int) bool {
	others := false
	for i := from; i < to; i++ {
		t := s.tok(i)
		if t.kind != wordToken || t.is(prepWord|relWord|sayWord) || s.mentionAt(i) != nil {
			return false
		}
		others = others || t.low == "others" || t.low == "other" || t.low == "allies" || t.low == "partners" || t.low == "several" || t.low == "members"
	}
	return others
}

// ownerOf is the firm or service before a name that is part of it: "McAfee Enterprise ATR".
func (s *sentence) ownerOf(m *mention) *mention {
	if o := s.mentionAt(m.from - 1); m.kind == mName && o != nil && (o.kind == mOrg || o.kind == mAgency) && o.accuses() && o.party.Name != "" {
		return o
	}
	return m
}

// told reports whether m is whom something is told.
func (s *sentence) told(m *mention) bool {
	i := s.listFrom(m) - 1
	if s.tok(i).is(detWord) {
		i--
	}
	return s.tok(i).in(tellVerbs)
}

// firstSubject is the subject that coordinated verbs share: who stands first before j.
func (s *sentence) firstSubject(j int, not *mention) *mention {
	for _, m := range s.mentions {
		if m.to <= j && m.accuses() && m != not && (m.party.Name != "" || m.kind == mGeneric) {
			return m
		}
	}
	return nil
}
