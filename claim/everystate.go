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

// ofSeveral reads bodies of so-and-so many states, whose number is token i, where they speak: "cyber agencies in five countries said".
func (s *sentence) ofSeveral(i int) *mention {
	if w := s.tok(i - 1).low; !s.tok(i).is(numWord) && s.tok(i).kind != numberToken || w != "in" && w != "of" || !s.tok(i+1).is(victimNoun) || !s.speaksAt(i+2) {
		return nil
	}
	switch s.tok(i + 1).low {
	case "countries", "nations", "states":
	default:
		return nil
	}
	head := s.tok(i - 2)
	if !head.is(anaAgency|offHead|anaGov) || s.mentionAt(i-2) != nil || !strings.HasSuffix(head.low, "s") {
		return nil
	}
	from := i - 2
	for from > s.from && s.tok(from-1).is(cyberNoun|firmPre|svcPre|modWord|numWord) && s.mentionAt(from-1) == nil {
		from--
	}
	return &mention{from: from, to: i + 2, kind: mGeneric, plain: true, plural: true, party: news.Party{Name: s.part.text[s.part.tokens[from].start:s.part.tokens[i-2].end()], Kind: news.Agency}}
}
