package claim

import (
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

// Lists of words.txt.
var (
	servingWords    = words("servingWords")
	tieParticiples  = words("tieParticiples")
	placeWords      = words("placeWords")
	serveWords      = words("serveWords")
	workVerbs       = words("workVerbs")
	tiedParticiples = words("tiedParticiples")
	runnerHeads     = words("runnerHeads")
	forumNouns      = words("forumNouns")
)

// extendMaster reads "hackers working for the North Korean government": still nobody
// named but a nationality. With an agency the agency is meant, and the hackers hang on it.
func (r *reading) extendMaster(s *sentence, m *mention) {
	if r.onSoil(s, m) {
		return
	}
	j := m.to
	if s.tok(j).low == "," && (s.tok(j+1).is(advWord) || s.tok(j+1).low == "with" && s.tok(j+2).in(servingWords)) { // "threat actors, likely in Iran"
		j++
	}
	if n := s.whoServe(j); n > 0 {
		j += n
	}
	for j < s.to && j-m.to < 8 && s.tok(j).in(servingWords) {
		j++
	}
	first := s.tok(m.to)
	if j == m.to || j >= s.to || first.low == "in" && m.party.Country != "" {
		return
	}
	if n := len(s.mentions); n > 0 && s.mentions[n-1].kind == mActor && s.tok(s.mentions[n-1].to).low == "," && m.from-s.mentions[n-1].to <= 2 {
		return // "SideWinder, a group associated with India": the link is said of the name
	}
	if s.tok(m.to+1).low == "by" && (first.low == "linked" || first.low == "tied" || first.low == "connected" || first.low == "attributed") { // "hackers tied by the FBI to Iran"
		return
	}
	if first.low == "work" && s.tok(m.to+1).low == "for" {
		return // "the hackers work for the FSB": a whole clause
	}
	if first.low == "to" || first.low == "with" && !s.tiedBy(m.to) || first.low == "by" || first.low == "of" || first.low == "for" || first.low == "the" || first.low == "be" || first.low == "on" && s.tok(m.to+1).low != "behalf" {
		return
	}
	switch first.low {
	case "likely", "probably", "possibly", "apparently", "presumably", ",":
		for k := m.to; k < j; k++ {
			if s.tok(k).in(tieParticiples) {
				return // "hackers possibly linked to Iran": that is said of them, and by somebody
			}
		}
	}
	if s.tok(j).is(govHead) && s.tok(j+1).low == "of" { // "the government of Azerbaijan"
		if _, n := r.nation(s, j+2); n > 0 {
			j += 2
		}
	}
	if first.in(placeWords) && r.fromTown(s, m, j) {
		return
	}
	o := r.described(s, j)
	if o == nil {
		if o = r.named(s, j); o == nil {
			return
		}
	}
	if o.kind == mAgency {
		s.extendTrade(o)
		r.extendUnit(s, o)
	}
	switch first.low {
	case "linked", "tied", "associated", "connected", "aligned", "affiliated":
		if (o.kind == mState || o.kind == mCapital) && r.bareState(s, o) && !s.blamedAfter(o.to) {
			return // "hackers linked to Iran" are linked to it by somebody
		}
	case "with":
		if !s.tiedBy(m.to) && (o.kind == mState || o.kind == mCapital) || !s.blamedAfter(o.to) {
			return
		}
	}
	r.serve(s, m, o, first)
}

// serve makes attackers those of whom they work for or are near to, by the first word that says it.
func (r *reading) serve(s *sentence, m, o *mention, first *token) {
	if o.class == "militia" && first.low != "with" {
		m.subject = r.span(s, m)
		m.kind, m.party, m.to, m.via, m.some = mActor, o.party, o.to, news.LinkedTo, false
		if first.in(serveWords) {
			m.via = news.SponsoredBy
		}
		return
	}
	switch o.kind {
	case mState, mCapital:
		if m.party.Country == "" || m.party.Country == o.party.Country {
			demonym := r.demonym(o.party.Country)
			m.party = news.Party{Name: demonym + " state-linked hackers", Kind: news.Vague, Country: o.party.Country}
			if first.in(placeWords) {
				m.party.Name = demonym + " hackers"
			}
			m.kind, m.to, m.some, m.served = mVague, o.to, false, true
		}
	case mAgency:
		m.subject = r.span(s, m)
		m.kind, m.party, m.to, m.via, m.some = mAgency, o.party, o.to, news.LinkedTo, false
		if first.in(serveWords) {
			m.via = news.SponsoredBy
		}
	}
}

// whoServe counts the tokens of "who work for" at token i, up to the preposition.
func (s *sentence) whoServe(i int) int {
	if w := s.tok(i).low; w != "who" && w != "that" {
		return 0
	}
	if s.tok(i + 1).in(workVerbs) {
		return 2
	}
	return 0
}

// tiedBy reports "with ties to" at token i.
func (s *sentence) tiedBy(i int) bool {
	for k := i + 1; k < i+5; k++ {
		switch s.tok(k).low {
		case "ties", "links", "connections":
			return true
		}
	}
	return false
}

// blamedAfter reports whether whoever ends at token i is the subject of a passive that blames:
// "hackers with ties to Iran have been linked to".
func (s *sentence) blamedAfter(i int) bool {
	be := false
	for ; s.tok(i).is(auxWord|advWord|beWord) && s.tok(i).kind == wordToken; i++ {
		be = be || s.tok(i).is(beWord)
	}
	if s.tok(i).in(tiedParticiples) {
		return be
	}
	return false
}

// alsoServed reads further masters of the same sort of people as some of their own: "groups
// based in Iran, China and North Korea" are three sorts.
func (r *reading) alsoServed(s *sentence, m *mention) {
	n := len(s.mentions)
	if n == 0 || m.kind != mState && m.kind != mCapital || m.back {
		return
	}
	o := s.mentions[n-1]
	if !o.served || !o.plural {
		return
	}
	and := s.tok(m.to).low == "and" || s.tok(m.to).low == "or" || s.tok(m.to).low == ","
	for k := o.to; k < m.from; k++ {
		switch s.tok(k).low {
		case "and", "or":
			and = true
		case ",", "the":
		default:
			return
		}
	}
	if o.to == m.from || !and {
		return
	}
	name := " hackers"
	if strings.HasSuffix(o.party.Name, " state-linked hackers") {
		name = " state-linked hackers"
	}
	m.kind, m.party = mVague, news.Party{Name: r.demonym(m.party.Country) + name, Kind: news.Vague, Country: m.party.Country}
	m.speaker, m.plural, m.served = "", true, true
}

// extendTool reads attackers by what they run: "the operators behind the Emotet malware", "the
// gang behind Ryuk".
func (r *reading) extendTool(s *sentence, m *mention) bool {
	switch s.tok(m.to).low {
	case "behind", "of", "running", "operating":
	case "linked", "tied", "associated", "connected":
		return r.operation(s, m, m.to+2)
	default:
		return false
	}
	j := m.to + 1
	for s.tok(j).is(detWord|modWord) && j-m.to < 5 {
		j++
	}
	if r.operation(s, m, j) {
		return true
	}
	h, ok := r.match(s, j)
	if !ok || h.kind != mMalware && h.kind != mActor || h.common && !r.cued(s, j, h) {
		return false
	}
	j += h.words
	for s.tok(j).is(malwareHead | actorHead) {
		j++
	}
	if s.tok(j).is(attackNoun) {
		return false // "the hackers behind the WannaCry attack"
	}
	m.to = j
	m.kind, m.party, m.maybe, m.some, m.back = mActor, r.runners(h), nil, false, false
	return true
}

// operation reads attackers by the operation that they are known for: "the actor linked to Operation
// Dust". They have its name until they have one of their own.
func (r *reading) operation(s *sentence, m *mention, i int) bool {
	if s.tok(i).word != "Operation" || !s.tok(i+1).capital() || s.headline && s.titleCase() {
		return false
	}
	n := 1
	for n < 3 && s.tok(i+1+n).capital() {
		n++
	}
	m.kind, m.to, m.some, m.back = mActor, i+1+n, false, false
	m.party = news.Party{Name: r.words(s, i+1, i+1+n), Kind: news.Group, Country: m.party.Country}
	return true
}

// runners is the group that runs a tool: the one that the catalogue knows by the name of the
// tool, else one that has no other name.
func (r *reading) runners(h *hit) news.Party {
	if h.kind == mActor {
		return h.party
	}
	for _, noun := range []string{" gang", " group", " operators"} {
		for _, id := range r.cat.Find(h.party.Name + noun) {
			if e, ok := r.cat.Entry(id); ok && kindOf(e, actor.Hit{}) == mActor {
				return e.Party
			}
		}
	}
	return news.Party{Name: h.party.Name, Kind: news.CriminalGroup}
}

// runs reads the gang of a tool: "the TrickBot malware gang", "Ryuk threat actors".
func (r *reading) runs(s *sentence, m *mention, h *hit) {
	j := m.to
	for (s.tok(j).is(malwareHead|modWord) || s.tok(j).low == "development") && !s.tok(j).is(actorStrong) && j-m.to < 4 && s.tok(j).kind == wordToken {
		if s.tok(j).is(actorHead) && !s.tok(j+1).is(actorHead|modWord) {
			break
		}
		j++
	}
	if s.tok(j).in(runnerHeads) {
		m.kind, m.party, m.maybe, m.class, m.to = mActor, r.runners(h), nil, "", j+1
	}
}

// extendForum reads attackers by the language of those whom they are found among: "hackers
// recruited on Russian-speaking forums".
func (r *reading) extendForum(s *sentence, m *mention) bool {
	iso := ""
	for k := m.to; k < min(m.to+9, s.to); k++ {
		t := s.tok(k)
		if t.kind != wordToken || t.is(auxWord|relWord) {
			return false
		}
		if t.in(forumNouns) {
			if iso == "" {
				return false
			}
			m.kind, m.to, m.some = mVague, k+1, false
			m.party = news.Party{Name: r.demonym(iso) + " hackers", Kind: news.Vague, Country: iso}
			return true
		}
		c := strings.TrimSuffix(strings.TrimSuffix(t.low, "-speaking"), "-language")
		if c != t.low {
			iso = r.prefix(t.word, c)
		} else if n, _ := r.nation(s, k); n != "" {
			iso = n
		}
	}
	return false
}

// bareState reports whether a mention is a state's name and nothing else, no government's.
func (r *reading) bareState(s *sentence, o *mention) bool {
	h, ok := r.match(s, o.from)
	return ok && !h.demonym() && h.words == o.to-o.from
}
