package claim

import (
	"slices"

	"ascribe/news"
)

// Lists of words.txt.
var (
	subordinators = words("subordinators")
	tradingBodies = words("tradingBodies")
)

// mainSubject is who "it" at token i is in a clause that tells when or why: whoever the main clause before it
// begins with. "Poland expelled a Russian diplomat after it accused the GRU".
func (s *sentence) mainSubject(i int) *mention {
	if !s.tok(i - 1).in(subordinators) {
		return nil
	}
	for _, m := range s.mentions {
		switch {
		case m.absorbed || m.placed:
			continue
		case s.hasClass(m.to, i, strongVerb) && s.passive(m.to, i) || !m.accuses() || m.kind == mActor || m.kind == mPerson || m.kind == mGeneric || !s.verbAt(m.to):
			return nil
		}
		return m
	}
	return nil
}

// verbAt reports whether what stands at token i may be the verb of who stands before it: no mark, no preposition.
func (s *sentence) verbAt(i int) bool {
	t := s.tok(i)
	return t.kind == wordToken && !t.capital() && !t.is(prepWord|conjWord|detWord|relWord)
}

// passive reports whether a form of "be" stands in [from, to).
func (s *sentence) passive(from, to int) bool {
	return s.hasClass(from, to, beWord)
}

// denier is who "it" at token i is in what somebody denies: "Israel denied that it was behind".
func (s *sentence) denier(i int) *mention {
	k := i - 1
	if s.tok(k).low == "that" {
		k--
	}
	switch s.tok(k).low {
	case "denied", "denies", "deny", "denying":
	default:
		return nil
	}
	for _, m := range slices.Backward(s.mentions) {
		if m.accuses() && !m.placed && m.to <= k {
			if s.hasClass(m.to, k, prepWord|relWord) {
				return nil
			}
			return m
		}
	}
	return nil
}

// itsHead reads who speaks for whom the sentence before began with: "Its chief executive said".
func (r *reading) itsHead(s *sentence, i int) *mention {
	if s.index == 0 || i > s.from || s.tok(i).low != "its" {
		return nil
	}
	k, role := i+1, false
	for ; s.tok(k).is(roleWord|modWord|firmPre) && !s.tok(k).capital() && k-i < 6; k++ {
		if s.tok(k).is(formerWord) {
			return nil
		}
		role = s.tok(k).is(roleWord)
	}
	if !role || s.tok(k-1).is(researchHead) || !s.speaksAt(k) && !(s.tok(k).low == "," && s.tok(k+1).capital()) && !s.tok(k).capital() {
		return nil
	}
	for _, o := range s.part.sentences[s.index-1].mentions {
		if o.absorbed || o.placed {
			continue
		}
		m := &mention{from: i, to: k, kind: o.kind, party: o.party, class: o.class, speaker: r.words(s, i+1, k), back: true}
		switch o.kind {
		case mOrg, mAgency, mIntl:
		case mName, mPerson:
			if o.titledPerson() {
				return nil
			}
			m.kind, m.party.Kind = mOrg, news.Company
		default:
			return nil
		}
		if p := r.personLength(s, k); p > 1 {
			m.speaker, m.to = r.words(s, k, k+p), k+p
		}
		return m
	}
	return nil
}

// titledPerson reports whether a mention is of somebody who is known to be a person, by an office or a nation.
func (m *mention) titledPerson() bool {
	return m.kind == mPerson && (m.party.Country != "" || m.party.Kind != news.Person || m.back)
}

// struckAlready is the firm that the sentence before began with and that was hit, whatever its name looks like:
// "Norsk Hydro was hit by ransomware. The company said".
func (s *sentence) struckAlready() *mention {
	for k := s.index - 1; k >= max(0, s.index-3); k-- {
		p := s.part.sentences[k]
		if len(p.mentions) == 0 {
			continue
		}
		m := p.mentions[0]
		if m.kind != mName && m.kind != mPerson || m.titledPerson() || m.absorbed || m.from > p.from+1 {
			continue
		}
		at := m.to
		if p.tok(at).low == "," { // "Ascension, a chain of hospitals, was hit"
			for at++; at < p.to && p.tok(at).low != ","; at++ {
			}
			at++
		}
		for ; p.tok(at).is(auxWord | advWord); at++ {
		}
		if p.tok(at).is(strongVerb|cyberVerb) && p.tok(at-1).is(beWord|advWord) || p.tok(at).low == "halted" || p.tok(at).low == "suffered" {
			o := *m
			o.kind, o.person, o.speaker = mOrg, "", ""
			o.party = news.Party{Name: m.party.Name, Kind: news.Company}
			return &o
		}
	}
	return nil
}

// elsewhere reports whether the firm at token i is only where something is: "whose software is used at Acme". A
// breach at a firm is that firm's.
func (s *sentence) elsewhere(i int) bool {
	w := s.tok(i - 1).low
	return (w == "at" || w == "near") && !s.tok(i-2).is(attackNoun|cyberNoun)
}

// governing is the government that the sentence before began with, or that spoke or accused there: "The government in Prague
// summoned the Chinese ambassador. The government said", "The White House blamed Iran. The administration said".
func (s *sentence) governing() *mention {
	if s.index == 0 {
		return nil
	}
	p := s.part.sentences[s.index-1]
	if len(p.mentions) == 0 {
		return nil
	}
	m := p.mentions[0]
	if m.kind == mState && m.from <= p.from+1 && p.has(m.from, m.to, "government") {
		return m
	}
	if o := p.source(); o != nil && (o.kind == mState || o.kind == mCapital) && o.party.Country != "" {
		return o
	}
	if (m.kind == mState || m.kind == mCapital) && m.from <= p.from+1 && p.accusesAt(m.to) {
		return m
	}
	return nil
}

// accusesAt reports whether a verb of accusing that is no passive stands at token i, after its auxiliaries.
func (s *sentence) accusesAt(i int) bool {
	for s.tok(i).is(auxWord|advWord) && s.tok(i).kind == wordToken && !s.tok(i).is(beWord) {
		i++
	}
	return s.tok(i).is(accuseVerb) && s.tok(i).kind == wordToken
}

// listedWith reports whether nothing but a comma or "and", and an article, stands in [from, to).
func (s *sentence) listedWith(from, to int) bool {
	for k := from; k < to; k++ {
		if t := s.tok(k); t.low != "," && t.low != "and" && !t.is(detWord) {
			return false
		}
	}
	return to > from
}

// openQuestion reports whether the trigger only asks who it was: "the firm has not said who was behind it". Who leaves
// that open is not accused.
func (s *sentence) openQuestion(t trigger) bool {
	k := t.from - 1
	for k > s.from && s.tok(k).is(auxWord|advWord) {
		k--
	}
	if s.tok(k).low != "who" {
		return false
	}
	prev := s.tok(k - 1)
	return prev.is(sayWord) || prev.low == "know" || prev.low == "knows" || prev.low == "knew" || prev.low == "clear" || prev.low == "unclear" || prev.low == "known"
}
