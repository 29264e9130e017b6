package claim

import (
	"strings"

	"ascribe/news"
)

// schemes are the second words of names that vendors give to groups, with the country they stand
// for: a group that no list knows yet is told by them. Words that are also a band's, a firm's or
// the weather's need the rest of the sentence to speak of computers.
var schemes = map[string]string{
	"typhoon": "CN", "blizzard": "RU", "sandstorm": "IR", "sleet": "KP", "tempest": "", "tsunami": "", "hail": "KR", "cyclone": "VN", "dust": "TR", "squall": "SG", "lightning": "PS",
	"panda": "CN", "bear": "RU", "kitten": "IR", "chollima": "KP", "spider": "", "jackal": "", "tiger": "IN", "leopard": "PK", "buffalo": "VN", "crane": "KR", "wolf": "TR", "saiga": "KZ", "ocelot": "CO",
	"taurus": "CN", "ursa": "RU", "serpens": "IR", "pisces": "KP", "scorpius": "", "libra": "", "orion": "", "werewolf": "",
}

// coined reports a name of the form that vendors give to groups, at token i, with its country: "Rusty
// Blizzard", "WOODEN SPIDER".
func (s *sentence) coined(i int) (news.Party, bool) {
	t, last := s.tok(i), s.tok(i+1)
	iso, ok := schemes[last.low]
	if !ok || t.kind != wordToken || !t.capital() || !last.capital() || t.class != 0 || strings.Contains(t.word, ".") || s.tok(i-1).capital() && i > s.from && !s.titleCase() {
		return news.Party{}, false
	}
	if next := s.tok(i + 2); next.capital() && !s.titleCase() && next.kind == wordToken || !s.cyber() {
		return news.Party{}, false // "Crimson Tiger Airways"
	}
	p := news.Party{Name: t.word + " " + last.word, Kind: news.Group, Country: iso}
	if low := last.low; low == "spider" || low == "scorpius" || low == "libra" {
		p.Kind = news.CriminalGroup
	}
	return p, true
}
