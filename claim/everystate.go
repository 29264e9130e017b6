package claim

import (
	"strings"

	"ascribe/news"
)

// generalise takes the country from bodies whose small-lettered name every state has one of, "the ministry of
// defence", "the electoral commission", where the story names the country nowhere that the catalogue knows it of.
// Departments and what is federal stay: where nothing tells of another country, those are of the United States.
func (r *reading) generalise() {
	var named map[string]bool
	for _, p := range r.parts {
		for _, s := range p.sentences {
			for _, m := range s.mentions {
				if m.party.ID == "" || m.back || m.kind != mAgency && m.class != "ministry" || m.to-m.from < 2 || !s.smallLetters(m) || s.tok(m.to-1).low == "department" || s.tok(m.from).low == "federal" {
					continue
				}
				if named == nil {
					named = r.countriesNamed()
				}
				if named[m.party.Country] {
					continue
				}
				m.kind, m.class, m.maybe, m.speaker = mAgency, "", nil, ""
				m.party = news.Party{Name: r.span(s, m), Kind: news.Agency}
			}
		}
	}
}

// smallLetters reports whether a name is written without any capital.
func (s *sentence) smallLetters(m *mention) bool {
	for i := m.from; i < m.to; i++ {
		if s.tok(i).capital() {
			return false
		}
	}
	return true
}

// countriesNamed are the countries that a story names, or bodies of which it names with a capital.
func (r *reading) countriesNamed() map[string]bool {
	named := map[string]bool{}
	for _, p := range r.parts {
		for _, s := range p.sentences {
			for _, m := range s.mentions {
				if m.party.Country != "" && !s.smallLetters(m) && strings.HasPrefix(m.party.ID, "state:") || m.kind == mAgency && !s.smallLetters(m) {
					named[m.party.Country] = true
				}
			}
			for i := s.from; i < s.to; i++ {
				if s.tok(i).capital() {
					if iso, n := r.nation(s, i); n > 0 {
						named[iso] = true
					}
				}
			}
		}
	}
	return named
}
