package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	seatedWords = words("seatedWords")
	homePreps   = words("homePreps")
)

// giveHome gives a party of a claim, which m names in s, the country that the story tells it is from, where no table knows it.
func (r *reading) giveHome(p *news.Party, s *sentence, m *mention) {
	if p.Country != "" || m == nil || !hasHome(p.Kind) {
		return
	}
	if s.mentionAt(m.from) == m {
		p.Country = r.home(s, m)
	}
	if p.Country == "" && p.Name != "" {
		p.Country = r.homeOf(p.Name)
	}
	if p.Country == "" && p.Name != strings.ToLower(p.Name) {
		p.Country = r.cat.Receiver(p.Name).Country
	}
	if p.Country == "" && p.Kind == news.Person {
		p.Country = r.knownHome(p.Name)
	}
}

// A home is where the story names somebody, and the country that it says there. The names wait until that is asked for.
type home struct {
	named   []place
	country string
}

// A place is a mention in its sentence.
type place struct {
	s *sentence
	m *mention
}

// homeOf is the country that the story tells for a name, wherever it stands. A story may have thousands of claims and names, so
// each name is looked for once.
func (r *reading) homeOf(name string) string {
	if r.homes == nil {
		r.homes = map[string]home{}
		for _, part := range r.parts {
			for _, s := range part.sentences {
				for _, m := range s.mentions {
					if !m.back && m.kind != mGeneric && m.party.Name != "" && m.party.Country == "" {
						h := r.homes[m.party.Name]
						h.named = append(h.named, place{s, m})
						r.homes[m.party.Name] = h
					}
				}
			}
		}
	}
	h := r.homes[name]
	for _, at := range h.named {
		if h.country = r.home(at.s, at.m); h.country != "" {
			break
		}
	}
	h.named = nil
	r.homes[name] = h
	return h.country
}

// hasHome reports kinds of parties that are at home somewhere, and no band of attackers.
func hasHome(k news.PartyKind) bool {
	switch k {
	case news.Company, news.VictimOrg, news.Org, news.NGO, news.Media, news.Person, news.Researchers, news.Anonymous, news.Agency, news.GovernmentParty:
		return true
	}
	return false
}

// home reads the country of whom m names from the words around: "the Italian researcher Ana Lee", "Athens-based Noctara",
// "Canada's Northway", "Northway, a Canadian grocer,", "prosecutors in Leipzig".
func (r *reading) home(s *sentence, m *mention) string {
	if s.headline && s.titleCase() {
		return ""
	}
	for i := m.from; i < m.to; i++ {
		if h, ok := r.match(s, i); m.kind == mPerson && !(ok && h.demonym()) {
			continue // "Jordan Lee" is of no country
		}
		if iso := r.placeAt(s, i); iso != "" && (i > m.from || m.kind == mGeneric || m.kind == mPerson || s.tok(i).hangsOn() != "") {
			return iso
		}
	}
	for i := m.from - 1; i >= s.from && m.from-i < 7; i-- {
		t := s.tok(i)
		if t.kind == possToken {
			i--
		} else if t.low == "based" && s.tok(i-1).low == "-" { // "U.S.-based"
			i -= 2
		} else if t.kind != wordToken || t.hangsOn() == "" && (t.is(detWord|prepWord|conjWord|auxWord|relWord|subordWord|accuseVerb|cyberVerb) || t.is(sayWord) && !t.is(reportWord) || participle(t.low)) {
			break
		}
		if h, ok := r.match(s, i); i == m.from-1 && m.kind != mGeneric && t.kind == wordToken && t.hangsOn() == "" && !(ok && h.demonym()) {
			continue // "Jordan" may be a forename
		}
		if iso := r.placeAt(s, i); iso != "" {
			return iso
		}
		if iso := r.placeAt(s, i-1); iso != "" && s.tok(i).capital() {
			return iso // "South Korean", "New York"
		}
		if s.tok(i+1).kind == possToken {
			break
		}
	}
	if t := s.tok(m.to); t.in(homePreps) && m.kind != mName && m.kind != mOrg {
		i := m.to + 1
		if s.tok(i).low == "the" {
			i++
		}
		return r.placeAt(s, i)
	}
	return r.apposedHome(s, m.to)
}

// apposedHome reads the country from the remark between commas that begins at token i: ", a Canadian grocer,",
// ", which is based in Paris,", ", Canada's largest grocer,".
func (r *reading) apposedHome(s *sentence, i int) string {
	if s.tok(i).low != "," {
		return ""
	}
	if i++; s.tok(i).kind == numberToken && s.tok(i+1).low == "," { // "Ana Lee, 32, of Izmir,"
		i += 2
	}
	if w := s.tok(i).low; w == "of" || w == "from" {
		return r.placeAt(s, i+1)
	}
	if s.tok(i).is(relWord) {
		if i++; !s.tok(i).is(beWord) {
			return ""
		}
		i++
	}
	seated := s.tok(i).in(seatedWords)
	if !seated && !s.tok(i).is(detWord) && s.tok(i).low != "one" && r.placeAt(s, i) == "" {
		return ""
	}
	for k := i; k < min(i+10, s.to); k++ {
		t := s.tok(k)
		if t.low == "," || t.kind == markToken || t.is(relWord|auxWord|sayWord|accuseVerb|cyberVerb) && !t.is(detWord) || t.is(prepWord) && !t.in(homePreps) && s.tok(k+1).hangsOn() == "" || t.low == "to" {
			return ""
		}
		if iso := r.placeAt(s, k); iso != "" {
			return iso
		}
	}
	return ""
}

// twoWordPlace is the country of a place of two words: "New York", "Tel Aviv".
func (r *reading) twoWordPlace(name string) string {
	first, _, _ := strings.Cut(lower(name), " ")
	for _, t := range wordOf(first).towns {
		if t.name == name {
			return t.iso
		}
	}
	return r.prefix(name, name)
}

// placeAt reads the country of a place or a nationality at token i: "Italian", "Athens", "Leipzig", "Paris-based".
func (r *reading) placeAt(s *sentence, i int) string {
	t := s.tok(i)
	if i < s.from || !t.capital() {
		return ""
	}
	if c := t.hangsOn(); c != "" && c != t.low && strings.HasSuffix(t.low, "-based") {
		if iso := r.prefix(t.word, c); iso != "" {
			return iso
		}
		return r.twoWordPlace(s.tok(i-1).word + " " + t.word[:len(c)])
	}
	if h, ok := r.match(s, i); ok && h.entry.Class == "state" {
		return h.entry.Party.Country
	}
	iso, _ := r.town(s, i)
	return iso
}

// seatOf makes prosecutors who sit in another country than they were taken to be of somebody there: "federal prosecutors
// in Leipzig".
func (r *reading) seatOf(s *sentence, m *mention) {
	if s.tok(m.to).low != "in" {
		return
	}
	if iso := r.placeAt(s, m.to+1); iso != "" && iso != m.party.Country {
		m.to += 2
		m.party = news.Party{Name: r.span(s, m), Kind: news.Agency, Country: iso}
	}
}
