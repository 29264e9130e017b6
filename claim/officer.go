package claim

import "ascribe/news"

var noticeNouns = words("noticeNouns")

// officer joins a person with whose office was told of just before: "Singapore's minister for national
// security, K. Shanmugam,", "Mandiant's head of research, Ana Lee, said".
func (r *reading) officer(s *sentence, o, m *mention) bool {
	switch o.kind {
	case mState, mCapital, mAgency, mOrg, mIntl:
	case mName:
		if head, _ := s.headed(o.from); !head && !s.has(o.to, m.from, "chief") && !s.has(o.to, m.from, "executive") && !s.has(o.to, m.from, "ceo") { // "Acme's chief executive Ana Lee"
			return false
		}
	default:
		return false
	}
	before := s.tok(m.from - 1)
	if o.back || o.absorbed || o.party.Name == "" || before.low != "," && !(before.is(roleWord) && o.kind != mState && o.kind != mCapital) || m.from-o.to > 10 || s.tok(o.from-1).is(formerWord) {
		return false
	}
	head, former := s.headed(o.from)
	if former && o.to == m.from-1 { // "the former head of PST, Ana Lee,"
		o.kind, o.party, o.class, o.maybe = mPerson, news.Party{Name: m.person, Kind: news.Person}, "", nil
		o.speaker, o.person = m.person, m.person
		m.kind, m.party, m.class, m.speaker, m.absorbed = mPerson, o.party, "", m.person, true
		return true
	}
	role := o.to == m.from-1 && (head || s.tok(o.to-1).is(roleWord))
	end := m.from
	if before.low == "," {
		end--
	}
	for i := o.to; i < end; i++ {
		t := s.tok(i)
		if i == o.to && t.kind != possToken || i > o.to && (t.kind != wordToken || t.is(auxWord|relWord|formerWord) || t.is(sayWord) && !t.is(roleWord)) {
			return false
		}
		role = role || t.is(roleWord)
	}
	if !role || !(s.tok(m.to).low == "," || s.tok(m.to).low == ":" || s.tok(m.to).kind != wordToken && m.to >= s.to-1 || s.speaksAt(m.to)) {
		return false
	}
	o.speaker, o.led = m.person, head
	m.party, m.kind, m.class, m.speaker, m.absorbed = o.party, o.kind, o.class, m.person, true
	r.knows(m)
	return true
}
