package claim

import (
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

// Lists of words.txt.
var (
	serviceEndings = words("serviceEndings")
	soilNouns      = words("soilNouns")
	tradeEndings   = words("tradeEndings")
)

// serviceOf reads a service of a state that is called by what it does, and that the catalogue knows
// under its whole name: "Estonia's foreign intelligence service", "the Norwegian police security service".
func (r *reading) serviceOf(s *sentence, i int) *mention {
	iso, n := r.nation(s, i)
	if n == 0 {
		return nil
	}
	j := i + n
	if s.tok(j).kind == possToken {
		j++
	}
	end := 0
	for k := j; k < min(j+7, s.to); k++ {
		t := s.tok(k)
		if t.kind != wordToken || t.is(sayWord|auxWord|detWord|relWord|accuseVerb|cyberVerb) && !t.is(svcPre) || t.is(prepWord) && t.low != "of" && t.low != "for" {
			break
		}
		if t.in(serviceEndings) {
			end = k + 1
		}
	}
	if end <= j || s.tok(end).is(actorHead|peopleHead|modWord|deedHead|attackNoun|cyberNoun) && !s.tok(end).is(sayWord) {
		return nil
	}
	name := r.words(s, j, end)
	country, _ := r.cat.Country(iso)
	for _, form := range [...]string{r.demonym(iso) + " " + name, name, name + " of " + country} {
		for _, id := range r.cat.Find(form) {
			if e, ok := r.cat.Entry(id); ok && e.Party.Country == iso && e.Class != "ministry" && e.Party.Kind == news.Agency && !generic(e) {
				return &mention{from: i, to: end, kind: mAgency, party: e.Party, class: e.Class}
			}
		}
	}
	return r.unlistedBody(s, i, j, end, iso)
}

// unlistedBody reads a body of a state that the catalogue doesn't know: "the Slovak Digital Security
// Authority".
func (r *reading) unlistedBody(s *sentence, i, j, end int, iso string) *mention {
	if end-j < 2 || s.headline && s.titleCase() {
		return nil
	}
	for k := j; k < end; k++ {
		if t := s.tok(k); t.low == "ministry" || t.is(personTitle) && t.low != "general" || !t.capital() && !t.is(prepWord|conjWord|detWord) {
			return nil
		}
	}
	if h, ok := r.match(s, i); ok && i+h.words > j {
		return nil
	}
	if h, ok := r.match(s, j); ok && h.words > 1 {
		return nil
	}
	name := r.words(s, j, end)
	if s.tok(j-1).kind != possToken {
		name = r.words(s, i, end)
	}
	return &mention{from: i, to: end, kind: mAgency, party: news.Party{Name: name, Kind: news.Agency, Country: iso}}
}

// localBody reads a body that is told of by its nation and its task and that says something: "Albania's
// cyber agency concluded", "the Danish shipping regulator".
func (r *reading) localBody(s *sentence, i, j int, iso string) *mention {
	for k := j; k < min(j+5, s.to); k++ {
		t := s.tok(k)
		if t.kind != wordToken || t.capital() || t.is(sayWord|auxWord|detWord|relWord|prepWord|conjWord) && !t.is(svcPre) || t.is(actorHead) {
			return nil
		}
		if !(t.in(serviceEndings) || t.in(inquestNouns) || t.low == "authorities" || t.low == "bank" && s.tok(k-1).low == "central") || k == j || t.low == "security" || t.low == "team" {
			continue
		}
		if !s.speaksAt(k + 1) {
			return nil
		}
		if h, ok := r.match(s, i); ok && i+h.words > k {
			return nil
		}
		m := &mention{from: i, to: k + 1, kind: mAgency}
		m.party = news.Party{Name: r.span(s, m), Kind: news.Agency, Country: iso}
		return m
	}
	return nil
}

// stateBody reads who speaks or acts for a state and is named by it: a service of its own, or its
// mission to a body.
func (r *reading) stateBody(s *sentence, i int) *mention {
	iso, n := r.nation(s, i)
	if n == 0 {
		if m := s.someState(i); m != nil {
			return m
		}
		return r.minister(s, i)
	}
	if m := r.minister(s, i); m != nil {
		return m
	}
	if m := r.serviceOf(s, i); m != nil {
		return m
	}
	j := i + n
	if s.tok(j).kind == possToken {
		j++
	}
	if o := r.memory.agency; o != nil && o.party.Country == iso && o.party.ID != "" && s.tok(i-1).low == "the" && j == i+n && (s.tok(j).is(anaAgency) || s.tok(j).low == "service") && !s.tok(j+1).capital() { // "the Dutch agency"
		return &mention{from: i, to: j + 1, kind: mAgency, party: o.party, class: o.class, back: true}
	}
	if m := r.localBody(s, i, j, iso); m != nil {
		return m
	}
	if to := r.envoys(s, j); to > 0 {
		m := &mention{from: i, to: to, kind: mState, class: "state", party: r.state(iso)}
		m.speaker = r.span(s, m)
		return m
	}
	return nil
}

// extendUnit joins a service with a unit of its own: "the GRU's Unit 26165", "Unit 26165 of the
// GRU". The unit is meant.
func (r *reading) extendUnit(s *sentence, m *mention) {
	j := m.to
	poss := s.tok(j).kind == possToken
	if !poss && s.tok(j).low != "of" || m.speaker != "" || m.via != "" {
		return
	}
	if j++; !poss && s.tok(j).low == "the" {
		j++
	}
	if !poss {
		r.extendParent(s, m, j)
		return
	}
	h, ok := r.match(s, j)
	if !ok || h.kind != mAgency || h.party.Country != m.party.Country || h.party.ID == m.party.ID || h.class != "unit" {
		return
	}
	m.to = j + h.words
	m.party, m.class, m.maybe = h.party, h.class, nil
}

// extendParent joins a unit with the service at token i that it is of, and all that this one is called: "of the GRU", "of
// Russia's GRU military intelligence agency", "of the Russian military intelligence service GRU".
func (r *reading) extendParent(s *sentence, m *mention, i int) {
	if m.class != "unit" {
		return
	}
	if h, ok := r.match(s, i); ok && h.common {
		return
	}
	o := r.mentionFrom(s, i)
	if o == nil || o.kind != mAgency || o.party.Country != m.party.Country || o.party.ID == m.party.ID || o.via != "" {
		return
	}
	m.to = o.to
	if h, ok := r.match(s, m.to); ok && h.kind == mAgency && h.party.Country == m.party.Country && !h.common {
		m.to += h.words
	}
}

// extendTrade joins a service that the catalogue knows with the nouns that say what it is: "the GRU military
// intelligence agency", "the FSB security service".
func (s *sentence) extendTrade(m *mention) {
	if m.party.ID == "" {
		return
	}
	for k := m.to; k < m.to+5; k++ {
		t, next := s.tok(k), s.tok(k+1)
		switch {
		case t.capital() || t.kind != wordToken:
			return
		case t.in(tradeEndings) && !next.is(actorHead|peopleHead|offHead|svcHead|roleWord|cyberNoun|attackNoun|toolNoun|modWord|firmHead|reportWord|mediaHead) && next.low != "-":
			m.to = k + 1
			return
		case !t.is(svcPre|modWord) && !t.in(serviceEndings):
			return
		}
	}
}

// city reports whether the name at token i is a capital's: "a Tehran outfit" is no outfit of the state's.
func (r *reading) city(s *sentence, i int) bool {
	h, ok := r.match(s, i)
	return ok && h.entry.Class == "state" && h.name == actor.Capital
}

// extendFirm joins a firm that is described with its name: "an Iranian company called Najee Technology".
func (r *reading) extendFirm(s *sentence, m *mention) bool {
	switch s.tok(m.to).low {
	case "called", "named", "dubbed":
	case "known":
		if s.tok(m.to+1).low != "as" {
			return false
		}
		m.to++
	default:
		return false
	}
	j := m.to + 1
	if s.tok(j).low == "the" {
		j++
	}
	if !s.tok(j).capital() {
		return false
	}
	if h, ok := r.match(s, j); ok {
		if h.kind != mOrg {
			return false
		}
		m.party, m.class, m.maybe, m.to = h.party, h.class, h.ids, j+h.words
		return true
	}
	n := r.nameLength(s, j)
	m.party.Name, m.to = r.words(s, j, j+n), j+n
	return true
}

// onSoil reads attackers by the ground they stand on: "operators on Chinese soil", "hackers on the
// Chinese island of Hainan".
func (r *reading) onSoil(s *sentence, m *mention) bool {
	at := m.to
	if w := s.tok(at).low; w == "based" || w == "living" || w == "located" || w == "sitting" || w == "operating" {
		at++
	}
	if w := s.tok(at).low; w != "on" && w != "from" && w != "in" && w != "at" || m.party.Country != "" {
		return false
	}
	j := at + 1
	if s.tok(j).is(detWord) {
		j++
	}
	iso, n := r.nation(s, j)
	if n == 0 {
		return false
	}
	if j += n; s.tok(j).kind == possToken {
		j++
	}
	if !s.tok(j).in(soilNouns) {
		return false
	}
	if j++; s.tok(j).low == "of" && s.tok(j+1).capital() {
		j += 1 + r.nameLength(s, j+1)
	}
	m.party = news.Party{Name: r.demonym(iso) + " hackers", Kind: news.Vague, Country: iso}
	m.kind, m.to, m.some, m.served = mVague, j, false, true
	return true
}

// someState reads a state of which nothing is told: "a state was behind it", "another country".
func (s *sentence) someState(i int) *mention {
	t := s.tok(i)
	if !t.is(detWord) {
		return nil
	}
	switch t.low {
	case "a", "another", "some":
	default:
		return nil
	}
	j := i + 1
	for s.tok(j).is(modWord) && (s.tok(j).low == "hostile" || s.tok(j).low == "single" || s.tok(j).low == "unnamed" || s.tok(j).low == "sovereign") {
		j++
	}
	h := s.tok(j)
	switch h.low {
	case "state", "government", "country", "nation", "nation-state":
	default:
		return nil
	}
	if h.low == "nation" && s.tok(j+1).low == "state" {
		j, h = j+1, s.tok(j+1)
	}
	next := s.tok(j + 1)
	if !next.is(auxWord) && next.low != "behind" && !(s.tok(i-1).low == "of" && s.tok(i-2).is(deedHead) && next.kind != wordToken) {
		return nil // "stopped short of naming a country"
	}
	return &mention{from: i, to: j + 1, kind: mVague, party: news.Party{Name: s.part.text[s.part.tokens[i+1].start:h.end()], Kind: news.Vague}}
}

// secret reports whether the services at token i, after the name of a nation, are those that spy for
// it: "Russian security services", "Belarusian and Russian services".
func (s *sentence) secret(i int) bool {
	t := s.tok(i)
	switch t.low {
	case "service":
		if s.tok(i+1).is(sayWord) && !s.tok(i+1).is(reportWord) {
			return true // "the Norwegian service said"
		}
		if prev := s.tok(i - 1).low; prev != "security" && prev != "secret" && prev != "special" {
			return false
		}
	case "services", "organs":
	default:
		return false
	}
	next := s.tok(i + 1)
	return next.kind != wordToken || next.low == "stood" || next.low == "stand" || next.is(auxWord|prepWord|conjWord|relWord|advWord|sayWord|cyberVerb|accuseVerb|subordWord|actorHead|peopleHead)
}

// aged reports an age that stands for whoever has it: "a 17-year-old from Leeds".
func (s *sentence) aged(i int) bool {
	t := s.tok(i)
	if !t.hyphen || !strings.HasSuffix(t.low, "-year-old") && !strings.HasSuffix(t.low, "-year-olds") {
		return false
	}
	next := s.tok(i + 1)
	return next.kind != wordToken || next.is(prepWord|auxWord|relWord|conjWord|sayWord|accuseVerb|cyberVerb)
}

// envoys reads the mission of a state to a body or a capital, which speaks for it: "the Iranian
// mission to the United Nations". It returns the token after it, or 0.
func (r *reading) envoys(s *sentence, j int) int {
	switch s.tok(j).low {
	case "permanent", "diplomatic", "un", "u.n.":
		j++
	}
	switch t := s.tok(j); t.low {
	case "mission", "delegation":
		k := j + 1
		if w := s.tok(k).low; w != "to" && w != "at" && w != "in" {
			return 0
		}
		if k++; s.tok(k).low == "the" {
			k++
		}
		if h, ok := r.match(s, k); ok && (h.kind == mIntl || h.kind == mState || h.kind == mCapital) {
			return k + h.words
		}
		if s.tok(k).capital() {
			return k + 1
		}
	case "consular", "consulate", "embassy":
		if t.low == "consular" {
			return j + 1
		}
	}
	return 0
}
