package claim

import "ascribe/news"

// Lists of words.txt.
var (
	ministryWords = words("ministryWords")
	ledVerbs      = words("ledVerbs")
)

// minister reads a minister by the portfolio, who speaks for the government: "Iran's oil minister", "Polish
// Digital Affairs Minister Ana Lee", "the Dutch Minister of Defence". Without a nation it is a government
// of which no more is told: "Minister of Defence Ana Lee".
func (r *reading) minister(s *sentence, i int) *mention {
	if !s.part.ministers {
		return nil
	}
	iso, n := r.nation(s, i)
	j := i + n
	if n == 0 && s.tok(i).low == "the" {
		j++
	} else if s.tok(j).kind == possToken {
		j++
	}
	if s.tok(j).is(formerWord) || s.tok(i-1).is(formerWord) {
		return nil
	}
	k := s.portfolios(j)
	if w := s.tok(k).low; w != "minister" && w != "vice-minister" {
		return nil
	}
	to := k + 1
	if w := s.tok(to).low; w == "of" || w == "for" {
		of := to + 1
		if s.tok(of).low == "the" {
			of++
		}
		if end := s.portfolios(of); end > of {
			to = end
		}
	}
	if to == k+1 && (k == j || !s.tok(k-1).in(ministryWords)) {
		return nil // "the minister": of what?
	}
	m := &mention{from: i, to: to, kind: mState, class: "state", speaker: r.words(s, j, to)}
	if o := s.lastMention(); n == 0 && o != nil && o.to == i-1 && s.tok(i-1).low == "and" && o.kind == mState && o.speaker != "" {
		iso, n = o.party.Country, 1 // "Poland's deputy prime minister and digital affairs minister"
	}
	if m.party = r.state(iso); n == 0 {
		m.kind, m.class, m.party = mGeneric, "", news.Party{Name: r.words(s, j, to), Kind: news.GovernmentParty}
	}
	p := 0
	if t := s.tok(to); t.capital() && !t.is(starter|monthWord) && !(s.headline && s.titleCase()) {
		p = r.personLength(s, to)
	}
	switch {
	case p > 0 && n == 0 && len(s.tok(to).table.offices) > 0:
		if o := r.inOffice(s, to); o != nil {
			o.from = i
			return o
		}
		fallthrough
	case p > 0:
		m.speaker, m.to = r.words(s, to, to+p), to+p
		m.person = m.speaker
		r.knows(m)
	case n == 0 && !s.speaksAt(to) && s.tok(to).low != ",":
		return nil
	}
	return m
}

// portfolios returns the token after the words at token i that tell what a minister is for.
func (s *sentence) portfolios(i int) int {
	end := i
	for k := i; k < min(i+9, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.in(ministryWords):
			end = k + 1
		case k > i && (t.low == "and" || t.low == "," || t.low == "the" || t.low == "of" && end == k):
		case t.low == "deputy" || t.low == "vice":
			if k == end {
				end++
			}
		default:
			return end
		}
	}
	return end
}

// headed reports whether the name at token i is that of a body whose head is told of: "the head of PST, Ana Lee,",
// "the chief executive of Acme"; and whether they are so no more.
func (s *sentence) headed(i int) (head, former bool) {
	k := i - 1
	if s.tok(k).is(detWord) {
		k--
	}
	if w := s.tok(k).low; w != "of" && w != "at" && w != "for" {
		return false, false
	}
	if k--; !s.tok(k).is(roleWord | personTitle) {
		return false, false
	}
	for ; k >= s.from && s.tok(k).is(roleWord|personTitle|modWord|conjWord|formerWord); k-- {
		if s.tok(k).is(formerWord) {
			return false, true
		}
	}
	return k < s.from || s.tok(k).is(detWord|conjWord|prepWord|subordWord|sayWord), false
}

// onceLed reports whether the clause at token i, which begins with "who", tells of an office that is over: "who
// led CISA until January".
func (s *sentence) onceLed(i int) bool {
	if s.tok(i).low != "who" {
		return false
	}
	k := i + 1
	for s.tok(k).is(advWord) {
		k++
	}
	if !s.tok(k).in(ledVerbs) {
		return false
	}
	next := s.tok(k + 1)
	if next.is(detWord) {
		next = s.tok(k + 2)
	}
	if s.tok(k).low != "was" && s.tok(k).low != "served" && next.capital() {
		return true
	}
	return s.hasBefore(k+1, ",", "until", "till")
}

// hasBefore reports whether one of two words stands from token i on, before a mark.
func (s *sentence) hasBefore(i int, mark string, words ...string) bool {
	for k := i; k < min(i+16, s.to) && s.tok(k).low != mark; k++ {
		for _, w := range words {
			if s.tok(k).low == w {
				return true
			}
		}
	}
	return false
}

// relayedBy is who tells what m says, where m stands within what somebody else said: "Acme said the NCSC
// believes". It is "" for nobody.
func (r *reading) relayedBy(s *sentence, m *mention) string {
	if m.back || s.saysAfter(m) == "" {
		return ""
	}
	k := m.from - 1
	for k > s.from && (s.tok(k).is(detWord) || s.tok(k).low == "that") {
		k--
	}
	if t := s.tok(k); !t.is(sayWord) || t.is(thinkWord) {
		return ""
	}
	for k--; k > s.from && s.tok(k).is(advWord|auxWord); k-- {
	}
	o := s.mentionAt(k)
	if o == nil || o.to != k+1 || !o.accuses() || o.party.Name == "" || o.party.Key() == m.party.Key() {
		return ""
	}
	if o.person != "" {
		return o.person
	}
	return o.party.Name
}

// citing gives what an outlet reports to those whom it cites: "The Post, citing people familiar with the matter,
// reported". The outlet only tells of it.
func (s *sentence) citing(m, o *mention) {
	if !o.accuses() || o.kind == mMedia || o.party.Name == "" {
		return
	}
	if first := s.mentions[0]; first.kind == mMedia && first != m && s.cited(o) && s.saysAfter(first) != "" {
		first.quotes(o) // "The Post reported that China was behind it, citing officials"
		return
	}
	if m.kind != mMedia {
		return
	}
	cites := false
	for k := m.to; k < o.from; k++ {
		t := s.tok(k)
		switch {
		case t.low == "citing" || t.low == "quoting" || t.low == "cited" && s.tok(k-1).is(relWord):
			cites = true
		case t.low == ",", t.is(relWord), t.is(sayWord) && !cites, cites && t.is(detWord|numWord|modWord|advWord):
		default:
			return
		}
	}
	if !cites || o.from-m.to > 7 {
		return
	}
	m.quotes(o)
}

// quotes makes an outlet tell what o says.
func (m *mention) quotes(o *mention) {
	m.speaker = m.party.Name
	m.kind, m.party, m.class, m.maybe, m.plural = o.kind, o.party, o.class, o.maybe, o.plural
	o.absorbed = true
}

// cited reports whether m stands in a clause that names the source of what was said before it: ", citing two officials".
func (s *sentence) cited(m *mention) bool {
	k := m.from - 1
	for k > s.from && s.tok(k).is(detWord|numWord|modWord|advWord) {
		k--
	}
	return s.tok(k).low == "citing" && s.tok(k-1).low == ","
}

func (s *sentence) lastMention() *mention {
	if n := len(s.mentions); n > 0 {
		return s.mentions[n-1]
	}
	return nil
}
