package claim

import (
	"cmp"

	"ascribe/news"
)

// Lists of words.txt.
var (
	aliasVerbs    = words("aliasVerbs")
	aliasFillers  = words("aliasFillers")
	lonePersons   = words("lonePersons")
	unitNumbering = words("unitNumbering")
	sortNouns     = words("sortNouns")
)

// sameAsLast reports whether mention m only tells who the last one is, which then takes it in: "the thieves,
// a French-speaking crew it calls OPERA1ER, stole", "a 33-year-old Russian, Ivan Petrov, was charged".
func (r *reading) sameAsLast(s *sentence, m *mention) bool {
	o := s.lastMention()
	if o == nil {
		return false
	}
	switch {
	case s.sortOf(o, m): // "the Dutch intelligence services AIVD and MIVD"
		from := o.from
		*o = *m
		o.from = from
	case r.sameBody(s, o, m):
	case m.person != "" && o.person == "" && !m.back && m.kind == o.kind && m.party.ID == o.party.ID && m.from == o.to && s.tok(o.to-1).is(personTitle|roleWord|offHead): // "Polish Prime Minister Donald Tusk"
		o.person, o.speaker = m.person, m.speaker
		r.knows(o)
	case o.kind == mPerson && o.party.Kind == news.Person && m.kind == mPersons && !m.plural && !m.back && s.enclosed(o, m): // "Ivan Petrov, a Russian national,"
		if o.party.Country == "" {
			o.party.Country = m.party.Country
		}
	case o.kind == mVague && s.single(o) && m.kind == mPerson && m.party.Kind == news.Person && !m.back && m.to-m.from > 1 && (m.from == o.to || s.enclosed(o, m)): // "the Russian hacker Ivan Lukin"
		o.kind, o.person, o.speaker, o.counted, o.some = mPerson, m.person, m.speaker, false, false
		o.become(m.party)
	case o.kind == mPerson && o.party.Kind == news.Person && m.kind == mVague && s.single(m) && s.enclosed(o, m): // "Ivan Lukin, a Russian hacker,"
		if o.party.Country == "" {
			o.party.Country = m.party.Country
		}
	case o.describedFirm() && !o.titled && m.kind == mOrg && m.party.ID != "" && m.from == o.to: // "the Israeli spyware maker NSO"
		o.class, o.maybe = m.class, m.maybe
		o.become(m.party)
	case s.unnamedFirm(o) && m.kind == mOrg && m.party.ID == "" && !m.back && m.from == o.to: // "Russian security firm Lumerge"
		o.kind, o.plain, o.speaker, o.class = mOrg, false, m.speaker, cmp.Or(m.class, o.class)
		o.become(m.party)
	case o.kind == mActor && !o.back && (m.kind == mName || m.kind == mPerson && m.party.Kind == news.Person || m.kind == mActor && m.party.ID == "") && s.alias(o.to, m.from):
	case (o.kind == mName || o.kind == mPerson && o.party.Kind == news.Person && o.party.Country == "") && m.kind == mActor && (s.tok(o.to).low == "(" && m.from == o.to+1 && s.tok(m.to).low == ")" || s.alias(o.to, m.from)): // "Silent Lotus (UNC7021)"
		name := r.words(s, o.from, o.to)
		o.kind, o.party, o.person, o.speaker, o.maybe, o.absorbed = mActor, m.party, "", "", m.maybe, false
		if m.party.ID == "" {
			o.party.Name = name
		}
	case (o.kind == mGroup && o.party.Name == "" || o.kind == mVague && !o.deed && !o.predicate && !o.aside) && m.kind == mActor && !m.back:
		if !s.enclosed(o, m) || o.party.Country != "" && m.party.Country != "" && o.party.Country != m.party.Country {
			return false
		}
		o.kind, o.maybe, o.some, o.back, o.plural = mActor, m.maybe, false, false, false
		o.become(m.party)
	case o.kind == mPersons && !o.plural && !o.back && m.kind == mPerson && m.party.Kind == news.Person && !m.back && m.to-m.from > 1:
		if m.from > o.to && !s.enclosed(o, m) {
			return false
		}
		o.kind, o.person, o.speaker = mPerson, m.person, m.speaker
		o.become(m.party)
	default:
		return false
	}
	o.to = m.to
	return true
}

// become gives a mention another party; its country stays where that has none.
func (m *mention) become(p news.Party) {
	country := m.party.Country
	m.party = p
	if m.party.Country == "" {
		m.party.Country = country
	}
}

// sameBody reports whether m only gives the name, the initials or the unit of the body that o is.
func (r *reading) sameBody(s *sentence, o, m *mention) bool {
	switch {
	case (o.kind == mAgency || o.kind == mOrg || o.kind == mIntl) && !o.back && o.speaker == "" && o.to-o.from > 1 && m.kind == mName && m.to == m.from+1 && capitals(m.party.Name) && s.enclosed(o, m): // "Norway's police security service, PST,"
		return true
	case o.kind == mState && !o.back && (m.kind == mName || m.kind == mState && o.party.Key() == m.party.Key()) && m.from == o.to+1 && s.tok(o.to).low == "(" && s.tok(m.to).low == ")" && short(s.tok(m.from)): // "the People's Republic of China (PRC)"
		return true
	case o.kind != mAgency || m.kind != mAgency || m.back || o.party.Country != m.party.Country:
		return false
	case o.class != "unit" && m.class == "unit" && (m.from == o.to && s.tok(m.from).low == "unit" || s.numbered(o.to, m.from)): // "a unit of Russian military intelligence known as 29155"
	case m.party.ID != "" && (o.party.ID == "" || o.party.ID == m.party.ID) && o.via == "" && o.speaker == "" && m.via == "" && m.speaker == "" && (m.from == o.to || s.enclosed(o, m)): // "the Russian military intelligence agency, the GRU,"
	default:
		return false
	}
	o.party, o.maybe, o.class = m.party, m.maybe, m.class
	return true
}

// apposition takes out of the sentence what m only tells of o, who has taken it in, and returns the token after it.
func (r *reading) apposition(s *sentence, o, m *mention) int {
	r.takeAlias(s, o)
	r.note(o)
	open := m.from - 1
	for s.tok(open).is(detWord) || s.tok(open).kind == quoteToken {
		open--
	}
	if s.tok(open).low == "," && open > o.from {
		to := s.pastMark(o, o.to)
		o.to = open
		s.cut(open, to)
	}
	return o.to
}

// unnamedFirm reports whether a firm is described by m and not named yet.
func (s *sentence) unnamedFirm(m *mention) bool {
	return (m.kind == mOrg || m.kind == mGeneric) && m.party.ID == "" && !m.back && !m.plural && s.tok(m.to-1).is(firmHead) && !s.titleCase()
}

// alias reports whether the tokens in [from, to) say that another name of the same follows: ", also known as".
func (s *sentence) alias(from, to int) bool {
	told := false
	for k := from; k < to; k++ {
		t := s.tok(k)
		switch {
		case t.in(aliasVerbs):
			told = true
		case t.in(aliasFillers):
		default:
			if t.kind != quoteToken {
				return false
			}
		}
	}
	return told
}

// enclosed reports whether m stands between commas or dashes right after o, and ends what is said of it.
func (s *sentence) enclosed(o, m *mention) bool {
	open, at := s.tok(o.to), o.to+1
	for s.tok(at).is(detWord) || s.tok(at).kind == quoteToken {
		at++
	}
	if at != m.from || open.low != "," && !dash(open.word) {
		return false
	}
	end := m.to
	for s.tok(end).kind == quoteToken {
		end++
	}
	after, next := s.tok(end), s.tok(end+1)
	switch {
	case next.low == "and" || next.low == "or", open.low == "," && s.commas(end):
		return false // one of a list
	case open.low == ",":
		return after.low == "," || after.low == "." || after.low == ";" || end >= s.to
	}
	return dash(after.word) || after.low == "." || end >= s.to
}

// commas reports whether the name that ends at token i is followed by another after a comma.
func (s *sentence) commas(i int) bool {
	return s.tok(i).low == "," && s.tok(i+1).capital() && !s.tok(i+1).is(starter|detWord) && (s.tok(i+2).low == "," || s.tok(i+2).low == "and")
}

// single reports whether a description is of one person: "a Russian hacker".
func (s *sentence) single(m *mention) bool {
	if s.tok(m.to - 1).in(lonePersons) {
		return !m.plural && !m.served
	}
	return false
}

// numbered reports whether the tokens in [from, to) say that the number of a unit follows.
func (s *sentence) numbered(from, to int) bool {
	for k := from; k < to; k++ {
		if !s.tok(k).in(unitNumbering) {
			return false
		}
	}
	return to > from
}

// unitNumber reads the number of a unit that was told of: "three GRU units, 26165, 29155 and 74455".
func (r *reading) unitNumber(s *sentence, i int) *mention {
	t := s.tok(i)
	if len(t.word) != 5 {
		return nil
	}
	for k := i - 1; k > max(s.from-1, i-12); k-- {
		switch s.tok(k).low {
		case "unit", "units":
			for _, id := range r.cat.Find("Unit " + t.word) {
				if e, ok := r.cat.Entry(id); ok {
					return &mention{from: i, to: i + 1, kind: mAgency, class: e.Class, party: e.Party}
				}
			}
			return nil
		}
	}
	return nil
}

// sortOf reports whether m only tells of what sort those are whose names follow it at once, n first: "the security firms
// ESET and Mandiant", "the NATO members Poland and Latvia".
func (s *sentence) sortOf(m, n *mention) bool {
	if m.person != "" || n.back || n.from-m.to > 2 || !s.tok(n.from-1).in(sortNouns) || s.headline && s.titleCase() {
		return false
	}
	for i := m.to; i < n.from; i++ {
		if t := s.tok(i); t.kind != wordToken || t.capital() || !t.is(svcHead|modWord|firmHead) && !t.in(sortNouns) {
			return false
		}
	}
	switch n.kind {
	case mState:
		return m.kind == mIntl || m.kind == mState && m.class != "state"
	case mAgency:
		return m.kind == mAgency || m.kind == mState || m.kind == mGeneric || m.kind == mOrg && m.party.ID == ""
	case mOrg, mName, mActor:
		return m.kind == mGeneric || m.kind == mOrg && m.party.ID == "" && m.plural || m.kind == mIntl
	}
	return false
}
