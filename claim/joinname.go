package claim

import (
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

// Lists of words.txt.
var (
	gangedNouns       = words("gangedNouns")
	ministerialBodies = words("ministerialBodies")
)

// joinNames gives what is described and then named, or named and then described, to the one who is
// meant: "a US firm, Harrowgate Labs, says", "the ministry in Prague".
func (r *reading) joinNames(s *sentence) {
	for k := 1; k < len(s.mentions); k++ {
		m, n := s.mentions[k-1], s.mentions[k]
		switch {
		case m.describedFirm() && (n.kind == mName || n.kind == mPerson && n.party.Kind == news.Person && n.to-n.from == 2 && !s.tok(n.from).is(personTitle) || n.kind == mOrg && n.party.ID != "") && s.nextTo(m, n) && bracket(s.tok(n.to)):
			kind, country := m.party.Kind, m.party.Country
			if m.party, m.class, m.maybe = n.party, n.class, n.maybe; n.kind == mName || n.kind == mPerson {
				m.party.Kind = kind
			}
			if m.party.Country == "" {
				m.party.Country = country
			}
			n.party, n.absorbed = m.party, true
		case (m.kind == mName || m.kind == mPerson && m.party.Kind == news.Person || m.kind == mOrg && m.party.ID == "" && !m.back && m.speaker == "") && n.describedFirm() && s.tok(m.to).low == "," && n.from-m.to == 2 && s.tok(m.to+1).is(detWord):
			m.kind, m.person, m.speaker = mOrg, "", ""
			m.party.Kind, m.party.Country = n.party.Kind, n.party.Country
			n.absorbed = true
		case m.kind == mName && n.kind == mActor && !n.back && n.from == m.to+1 && (s.tok(m.to).low == "and" || s.tok(m.to).low == "or") && (s.tok(n.to-1).in(gangedNouns) || s.tok(n.to).in(gangedNouns)):
			m.kind, m.party = mActor, r.gangNamed(m.party.Name) // "the Acme and Lynx ransomware gangs"
		case m.kind == mName && (n.kind == mCapital || n.kind == mState) && n.from == m.to+1 && s.tok(m.to).low == "in" && s.tok(m.to-1).in(ministerialBodies):
			m.speaker = m.party.Name
			m.kind, m.class, m.party = mState, "state", r.state(n.party.Country)
			m.party.Kind = news.State
			n.absorbed, n.kind = true, mNone
		}
	}
}

// gangNamed is the gang that the catalogue knows by a name with its trade, else one of that name.
func (r *reading) gangNamed(name string) news.Party {
	for _, noun := range []string{" ransomware", " gang", " group"} {
		for _, id := range r.cat.Find(name + noun) {
			if e, ok := r.cat.Entry(id); ok && kindOf(e, actor.Hit{}) == mActor {
				return e.Party
			}
		}
	}
	return news.Party{Name: name, Kind: news.Group}
}

// describedFirm reports a firm of a country that has no name yet: "a Beijing company".
func (m *mention) describedFirm() bool {
	return m.kind == mOrg && m.party.ID == "" && m.party.Country != "" && !m.back && m.class == "" && !m.plural && !strings.HasSuffix(m.party.Name, "s")
}

// nextTo reports whether no more than a comma and an article stands between two mentions.
func (s *sentence) nextTo(m, n *mention) bool {
	return s.tok(m.to).low == "," && (n.from == m.to+1 || n.from == m.to+2 && s.tok(m.to+1).low == "the")
}
