package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	bareGroups  = words("bareGroups")
	anyTeams    = words("anyTeams")
	civilTrades = words("civilTrades")
)

// A phrase is a noun phrase in the reading: adjectives, a nationality, a head.
type phrase struct {
	from, to  int // to: after the last head
	iso       string
	nations   []string // all nationalities, in order
	backed    bool     // "state-sponsored", "foreign": somebody's
	state     bool     // "government", "state", "military" among the adjectives
	service   bool     // "intelligence", "spy", "military"
	head      class    // of the last head
	headLow   string
	name      *hit // a catalogue party within: "APT27 Chinese-backed hacking group"
	nameAt    int
	adjective bool   // anything before the head at all
	hacking   bool   // "hacking", "threat", "cyber" among the adjectives
	speaking  bool   // "Russian-speaking"
	poss      bool   // nationality was a possessive: "China's ministry"
	shared    string // the name, where the head stands with another nation: "Chinese and Iranian firms"
}

// described reads descriptions: "suspected Chinese state-backed hackers", "the Russian
// government", "a foreign intelligence agency", "US officials", "four Iranian nationals".
func (r *reading) described(s *sentence, i int) *mention {
	t := s.tok(i)
	if !t.capital() && !t.is(modWord|numWord|actorHead|peopleHead) && t.kind != numberToken &&
		!(t.hyphen && (s.aged(i) || t.hangsOn() != "" || strings.HasPrefix(t.low, "pro-"))) && !(t.is(cyberNoun|toolNoun) && s.tok(i+1).is(actorHead)) {
		return nil
	}
	if r.nobodysWord(s, i) {
		return nil
	}
	p := r.phraseAt(s, i)
	if p == nil && s.tok(i-1).is(beWord) {
		if m := r.nationality(s, i); m != nil {
			return m // "the attackers are Iranian, Albania's agency said"
		}
	}
	if p == nil {
		p = r.firstOfTwo(s, i)
	}
	if p == nil {
		return r.adjective(s, i)
	}
	if s.adjectival(p) || p.name != nil && p.nameAt == p.from+1 && s.tok(p.from).is(cyberGer) {
		return nil // "accused of hacking Sony" tells what was done
	}
	m := &mention{from: p.from, to: p.to, plural: strings.HasSuffix(p.headLow, "s"), counted: s.counted(p)}
	p.backed = p.backed || p.iso == "" && p.state && p.name == nil && wordOf(p.headLow).in(stateHands)
	if p.name != nil && p.name.kind == mAgency && p.name.party.ID == "" && p.head.any(actorStrong) {
		p.iso, p.name, p.state = p.name.party.Country, nil, true // "Russian intelligence hackers"
	}
	if p.name != nil && p.name.kind == mOrg && p.iso != "" && p.head.any(actorStrong) {
		p.name = nil // "Russian SolarWinds hackers": known by whom they hit
	}
	switch {
	case p.name != nil && p.name.kind == mOrg && p.iso != "" && !p.poss && s.tok(p.to).is(attackNoun):
		_, n := r.nation(s, p.from) // "the Russian SolarWinds hack": theirs, of that firm
		return &mention{from: p.from, to: p.from + max(n, 1), kind: mState, party: r.state(p.iso), deed: true}
	case p.name != nil && p.name.kind == mAgency && p.head.any(peopleHead) && !p.head.any(actorStrong) && (s.tok(p.from).is(numWord) || s.tok(p.from).kind == numberToken || p.headLow == "officers" && p.name.party.ID == ""):
		m.kind, m.party = mPersons, news.Party{Name: r.span(s, m), Kind: news.Person, Country: p.name.party.Country}
		return m // "five Chinese military officers"
	case p.name != nil:
		m.kind, m.party, m.maybe, m.class = p.name.kind, p.name.party, p.name.ids, p.name.class
		if m.class == "militia" && p.head.any(actorHead) {
			m.arm()
		}
		if m.kind == mAgency && (p.headLow == "contractors" || p.headLow == "contractor" || p.headLow == "affiliates") {
			m.via, m.subject = news.SponsoredBy, r.span(s, m)
		}
		if m.kind == mActor && p.iso != "" && m.party.Country == "" {
			m.party.Country = p.iso
		}
		return m
	case p.iso == "" && !p.backed && p.head.any(peopleHead) && r.serving(s, p, m):
		return m
	case p.iso == "" && !p.backed && p.head.any(peopleHead) && !p.head.any(actorHead|roleWord) && p.headLow != "officers" && p.headLow != "members" && p.headLow != "people" && p.headLow != "citizens" && p.headLow != "women" || p.headLow == "people" && p.iso == "" && s.tok(p.from).is(numWord) && !p.backed && !s.tok(p.to).is(relWord) && s.tok(p.to).low != "briefed" && s.tok(p.to).low != "familiar" && s.tok(p.to).low != "with" && s.tok(p.to).low != "close":
		m.kind, m.party = mPersons, news.Party{Name: r.span(s, m), Kind: news.Person}
		if o := r.memory.charged; o != nil && s.thePerson(p) {
			m.kind, m.party, m.person, m.back = o.kind, o.party, o.person, true
		}
		return m
	case p.iso == "" && !p.backed:
		return r.bareGroup(s, p, m)
	}
	if o := r.takenUp(s, p); o != nil {
		return &mention{from: m.from, to: m.to, kind: o.kind, party: o.party, maybe: o.maybe, back: true}
	}
	if m = r.classify(s, p, m); m != nil && p.shared != "" && (m.kind == mOrg || m.kind == mPersons || m.kind == mAgency && m.party.ID == "") {
		m.party.Name = p.shared
	}
	return m
}

// bareGroup reads attackers of whom nothing but that is said: "the group", "two hacking teams".
func (r *reading) bareGroup(s *sentence, p *phrase, m *mention) *mention {
	if !p.head.any(actorHead) && !(p.headLow == "unit" && p.hacking && s.tok(p.to).low != "of") || p.head.any(roleWord|firmHead) || s.tok(p.to-1).capital() && !s.headline && p.from > s.from {
		return nil
	}
	switch head := wordOf(p.headLow); {
	case head.in(bareGroups):
		if !p.hacking {
			m.kind = mGroup
			if r.extendMaster(s, m); m.kind != mVague && m.via != news.SponsoredBy {
				return nil
			}
			return m
		}
	case head.in(anyTeams):
		if !p.hacking {
			return nil
		}
	}
	m.kind, m.party = mGroup, news.Party{}
	m.some = s.indefinite(p)
	return m
}

// adjective reads a party in the predicate of a clause: "the attackers are China-linked",
// "likely state-sponsored".
func (r *reading) adjective(s *sentence, i int) *mention {
	t, prev, next := s.tok(i), s.tok(i-1), s.tok(i+1)
	if m := r.nationality(s, i); m != nil {
		return m
	}
	c := t.hangsOn()
	if c == "" || !prev.is(beWord|advWord|modWord|conjWord) || next.is(modWord|actorHead) || next.capital() || next.kind == wordToken && !next.is(conjWord|prepWord|subordWord|relWord) {
		return nil
	}
	m := &mention{from: i, to: i + 1, kind: mVague, deed: true, predicate: true}
	if t.is(backing) {
		m.party = news.Party{Name: "state-sponsored actor", Kind: news.Vague}
		return m
	}
	iso := r.prefix(t.word, c)
	if iso == "" {
		return nil
	}
	m.kind, m.party = mState, r.state(iso)
	if strings.HasSuffix(t.low, "speaking") || strings.HasSuffix(t.low, "based") {
		demonym := r.demonym(iso)
		m.kind, m.party = mVague, news.Party{Name: demonym + " hackers", Kind: news.Vague, Country: iso}
	}
	return m
}

// phraseAt reads the phrase that begins at token i; nil when it has no head.
func (r *reading) phraseAt(s *sentence, i int) *phrase {
	found := phrase{from: i} // most come to nothing: it moves to the heap only at the end
	p := &found
	seen := false
	for j := i; j < s.to && j-i < 14; {
		if iso, n := r.nation(s, j); n > 0 {
			if p.to > 0 && p.head.any(actorHead|govHead|svcHead|peopleHead) && p.headLow != "state" {
				break
			}
			if s.tok(j+n).kind == possToken {
				p.poss = true
				n++
			}
			if p.iso == "" {
				p.iso = iso
			}
			p.nations = append(p.nations, iso)
			j += n
			continue
		}
		if h, ok := r.nameInside(s, j, p); ok {
			p.name, p.nameAt, p.to, j = h, j, j+h.words, j+h.words
			p.head = 0
			continue
		}
		next, ok := r.phraseWord(s, p, j)
		if !ok {
			break
		}
		seen = seen || next > j
		j = next
	}
	if p.to <= i || p.name != nil && p.nameAt == i && p.to == i+p.name.words {
		return nil
	}
	return new(found)
}

// nameInside looks for a party's name after the adjectives: "Chinese-backed APT31",
// "China's powerful ministry of state security".
func (r *reading) nameInside(s *sentence, j int, p *phrase) (*hit, bool) {
	if p.name != nil || j == p.from && !s.tok(j).capital() {
		return nil, false
	}
	h, ok := r.match(s, j)
	if !ok || h.demonym() || h.kind == mState && h.party.ID != "" && strings.HasPrefix(h.ids[0], "state:") || h.kind == mCapital || h.kind == mMalware || h.kind == mMedia {
		return nil, false
	}
	if h.common && !r.cued(s, j, h) {
		return nil, false
	}
	if h.kind == mState || h.kind == mAgency {
		for _, id := range h.ids { // NCSC: the one of the country that was just named
			if e, ok := r.cat.Entry(id); ok && p.iso != "" && e.Party.Country == p.iso {
				h = new(*h)
				h.party = e.Party
			}
		}
		if p.iso != "" && h.party.Country != "" && h.party.Country != p.iso {
			return nil, false
		}
	}
	if h.kind == mOrg && p.to > 0 && p.head.any(actorHead) && !p.head.any(firmHead) && p.headLow != "team" && p.headLow != "organization" && p.headLow != "organisation" {
		return nil, false // "a group Microsoft tracks as"
	}
	return h, true
}

// bareName reports whether the token at i is the name of a state and no adjective.
func (r *reading) bareName(s *sentence, i int) bool {
	h, ok := r.match(s, i)
	return ok && h.entry.Class == "state" && !h.demonym()
}

// classify says what a described party is.
func (r *reading) classify(s *sentence, p *phrase, m *mention) *mention {
	state := r.state(p.iso)
	switch {
	case p.headLow == "speakers" || p.head.any(peopleHead) && p.speaking:
		m.kind, m.party = mVague, news.Party{Name: r.vagueName(p), Kind: news.Vague, Country: p.iso}
	case p.head.any(peopleHead) && !p.service && p.headLow != "hackers" && p.headLow != "hacker" && p.headLow != "officers":
		m.kind, m.party = mPersons, news.Party{Name: r.span(s, m), Kind: news.Person, Country: p.iso}
	case p.head.any(offHead) && p.iso != "":
		if s.past(p) {
			m.kind, m.party = mGeneric, news.Party{Name: "former " + strings.TrimPrefix(r.span(s, m), "former "), Kind: news.Anonymous, Country: p.iso}
			break
		}
		m.kind, m.party, m.speaker = mState, state, r.span(s, m)
		if p.iso == "US" && p.headLow == "officials" && s.tok(p.from-1).low != "senior" && p.to-p.from <= 3 {
			m.party.Name = "US officials" // of whatever office
		}
		if p.headLow == "police" || p.headLow == "investigators" || strings.HasPrefix(p.headLow, "prosecutor") {
			m.kind, m.party = mAgency, news.Party{Name: r.span(s, m), Kind: news.Agency, Country: p.iso}
		}
	case p.iso != "" && (p.headLow == "officers" || p.headLow == "officer"):
		m.kind, m.party = mPersons, news.Party{Name: r.span(s, m), Kind: news.Person, Country: p.iso}
	case p.head.any(svcHead) && (p.service || p.headLow == "intelligence" || p.headLow == "military" || p.headLow == "army" || p.headLow == "forces" || strings.HasPrefix(p.headLow, "counter")):
		m.kind, m.party = mAgency, state
		m.party.Kind = news.Agency
		m.party.ID = ""
		if p.iso == "" {
			m.kind, m.party = mVague, news.Party{Name: r.span(s, m), Kind: news.Vague}
		}
	case p.state && p.iso != "" && (p.headLow == "agencies" || p.headLow == "bodies" || p.headLow == "organs" || p.headLow == "services"):
		m.kind, m.party = mState, state // "Russian state agencies"
	case p.head.any(govHead) && p.iso != "" && !(p.backed && p.head.any(actorHead)):
		m.kind, m.party = mState, state
	case p.head.any(deedHead):
		if p.iso == "" && !p.backed {
			return nil
		}
		m.kind, m.party = mVague, news.Party{Name: r.vagueName(p), Kind: news.Vague, Country: p.iso}
		if p.iso != "" && (p.state || !p.backed && wordOf(p.headLow).in(stateDeeds)) {
			m.kind, m.party = mState, state
		}
		m.deed = true
	case p.head.any(actorHead) && !p.hacking && !p.backed && !p.state && !p.service && (wordOf(p.headLow).in(harmlessHeads) || s.tok(p.to-2).in(civilTrades)) && !s.operates(p):
		if !r.city(s, p.from) || strings.HasSuffix(p.headLow, "s") {
			return nil
		}
		m.kind, m.party = mOrg, news.Party{Name: r.span(s, m), Kind: news.Org, Country: p.iso} // "a Tehran outfit"
	case p.head.any(actorHead | actorStrong):
		m.kind, m.party = mVague, news.Party{Name: r.vagueName(p), Kind: news.Vague, Country: p.iso}
	case p.head.any(firmHead) && p.iso != "":
		if o := r.firmTakenUp(s, p); o != nil {
			m.kind, m.party, m.maybe, m.class, m.back = o.kind, o.party, o.maybe, o.class, true
			break
		}
		m.kind, m.party = mOrg, news.Party{Name: r.span(s, m), Kind: news.Company, Country: p.iso}
		if s.shady(p) {
			m.class = "front"
		}
	case p.head.any(sideHead) && p.iso != "":
		m.kind, m.party, m.aside = mVague, news.Party{Name: r.span(s, m), Kind: news.Vague, Country: p.iso}, true
	case p.head.any(vagueHead) && p.backed:
		m.kind, m.party = mVague, news.Party{Name: r.span(s, m), Kind: news.Vague, Country: p.iso}
	default:
		return nil
	}
	if p.iso == "" && m.kind == mVague && !p.backed {
		return nil
	}
	return m
}
