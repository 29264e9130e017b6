package claim

import (
	"ascribe/news"
)

// Lists of words.txt.
var (
	belongPreps  = words("belongPreps")
	insidePreps  = words("insidePreps")
	servantNouns = words("servantNouns")
	serviceNouns = words("serviceNouns")
	branchNouns  = words("branchNouns")
	fellowNouns  = words("fellowNouns")
	regimeNouns  = words("regimeNouns")
)

// belonger reports nouns that fellow, ruling and servants begin with: only there they are asked.
func (w *word) belonger() bool {
	return w.in(fellowNouns) || w.in(branchNouns) || w.in(regimeNouns) || w.in(servantNouns)
}

// belonging reads who is told of by whom they belong to.
func (r *reading) belonging(s *sentence, i int) *mention {
	if s.tok(i).table.belonger() {
		if m := r.fellow(s, i); m != nil {
			return m
		}
		if m := r.ruling(s, i); m != nil {
			return m
		}
		if m := r.servants(s, i); m != nil {
			return m
		}
	}
	t := s.tok(i)
	if t.kind == numberToken {
		return r.unitNumber(s, i)
	}
	if !t.capital() {
		return nil
	}
	if s.tok(i + 1).capital() {
		if m := r.cyberArmy(s, i); m != nil {
			return m
		}
	}
	if len(t.table.towns) > 0 {
		if m := r.townsfolk(s, i); m != nil {
			return m
		}
	}
	return r.ownHackers(s, i)
}

// fellow reads those who belong to attackers or to a service as the one they belong to: "members of the
// collective KillNet", "an affiliate of LockBit", "a previously unknown unit of the Russian FSB". Who is
// said to belong to it is somebody else: "he is a member of LockBit".
func (r *reading) fellow(s *sentence, i int) *mention {
	if !s.tok(i + 1).in(belongPreps) {
		return nil
	}
	crowd, staff := s.tok(i).in(fellowNouns), s.tok(i).in(branchNouns)
	if prev := s.tok(i - 1); !crowd && !staff || i > s.from && !s.headline && (s.tok(i).capital() || prev.capital() && !prev.is(detWord)) {
		return nil
	}
	j := i + 1
	switch t := s.tok(j); {
	case t.in(insidePreps):
		j++
	case t.low == "belonging":
		if s.tok(j+1).low != "to" {
			return nil
		}
		j += 2
	default:
		return nil
	}
	if s.belongs(i) {
		return nil
	}
	for end := j + 6; j < end && (s.tok(j).is(detWord|modWord) || s.tok(j).in(crewNouns) && s.tok(j+1).capital()) && !s.tok(j).capital(); j++ {
	}
	if crowd {
		if o := r.attackerAt(s, j); o != nil {
			o.from = s.adorned(i)
			if m := (&mention{from: i, to: o.to, kind: mGroup}); r.extendName(s, m) { // "a subgroup of Sandworm tracked as BadPilot"
				return m
			}
			return o
		}
	}
	if staff {
		if o := r.serviceAt(s, j); o != nil {
			o.from = s.adorned(i)
			return o
		}
	}
	return nil
}

// adorned is where the adjectives before the noun at token i begin: "a hacking unit".
func (s *sentence) adorned(i int) int {
	for i > s.from && s.tok(i-1).is(modWord) && !s.tok(i-1).is(detWord|prepWord) && (len(s.mentions) == 0 || s.mentions[len(s.mentions)-1].to < i) {
		i--
	}
	return i
}

// extendGang reads attackers of a nation by the gang whose they are: "Vietnamese state hackers of APT32".
func (r *reading) extendGang(s *sentence, m *mention) bool {
	if w := s.tok(m.to).low; m.deed || w != "of" && w != "from" {
		return false
	}
	j := m.to + 1
	if s.tok(j).low == "the" {
		j++
	}
	o := r.attackerAt(s, j)
	if o == nil || o.party.Country != "" && m.party.Country != "" && o.party.Country != m.party.Country {
		return false
	}
	return r.take(s, m, o.to, o.party)
}

// servants reads people of no trade by whom they work for: "people acting on the orders of the FSB",
// "freelancers in the pay of Moscow".
func (r *reading) servants(s *sentence, i int) *mention {
	if !s.tok(i + 1).in(serveWords) {
		return nil
	}
	if !s.tok(i).in(servantNouns) {
		return nil
	}
	switch next := s.tok(i + 1); next.low {
	case "in", "at", "under", "on": // "in the pay of", and nobody "in Iran"
		if !s.employed(i + 2) {
			return nil
		}
	default:
		if !next.in(serveWords) || s.tok(i-1).is(personTitle|firmHead) {
			return nil
		}
	}
	m := &mention{from: i, to: i + 1, kind: mGroup, plural: true}
	if r.extendMaster(s, m); m.kind == mGroup || s.says(m.to) {
		return nil
	}
	return m
}

// cyberArmy reads hacktivists who call themselves the army of a nation: "the Yemen Cyber Army".
func (r *reading) cyberArmy(s *sentence, i int) *mention {
	iso, n := r.nation(s, i)
	if n == 0 {
		return nil
	}
	j := i + n
	switch s.tok(j).word {
	case "Cyber", "Electronic", "Digital", "Hacktivist", "Hacker", "Hackers":
	default:
		return nil
	}
	switch s.tok(j + 1).word {
	case "Army", "Resistance", "Brigade", "Brigades", "Squad", "Warriors", "Soldiers", "Avengers", "Legion", "Partisans", "Front", "Crew", "Team", "Group", "Union", "Alliance":
	default:
		return nil
	}
	if h, ok := r.match(s, i); ok && h.words > n {
		return nil // the catalogue knows them
	}
	return &mention{from: i, to: j + 2, kind: mActor, party: news.Party{Name: r.words(s, i, j+2), Kind: news.HacktivistGroup, Country: iso}}
}

// employed reports whether the words from token i say that somebody works for another: "the pay of".
func (s *sentence) employed(i int) bool {
	for k := i; k < i+3; k++ {
		if s.tok(k).in(serviceNouns) {
			return true
		}
	}
	return false
}

// attackerAt is the named group at token i, or the militia whose hackers are told of.
func (r *reading) attackerAt(s *sentence, i int) *mention {
	if !s.tok(i).capital() && s.tok(i).kind != numberToken {
		if h, ok := r.match(s, i); !ok || h.kind != mActor || h.common {
			return nil
		}
	}
	o := r.named(s, i)
	if o == nil {
		return nil
	}
	o.arm()
	if o.kind != mActor {
		return nil
	}
	if r.extendHead(s, o); o.kind != mActor {
		return nil
	}
	if w := s.tok(o.to).low; w == "operation" || w == "brand" || w == "franchise" || w == "scheme" || w == "programme" || w == "program" {
		o.to++
	}
	return o
}

// serviceAt is the service at token i that the catalogue knows: "the Russian FSB".
func (r *reading) serviceAt(s *sentence, i int) *mention {
	o := r.described(s, i)
	if o == nil {
		o = r.named(s, i)
	}
	if o == nil || o.kind != mAgency || o.via != "" || o.speaker != "" || o.party.ID == "" {
		return nil
	}
	r.extendUnit(s, o)
	return o
}

// belongs reports whether the noun at token i only says what somebody is who was named: "is a member of",
// "as an affiliate of", "Ivan Petrov, a former member of".
func (s *sentence) belongs(i int) bool {
	k := i - 1
	for ; k >= s.from && (s.tok(k).is(detWord|numWord|modWord) || s.tok(k).kind == numberToken) && !s.tok(k).is(beWord|prepWord); k-- {
		if s.tok(k).is(formerWord) {
			return true
		}
	}
	if k < s.from {
		return false
	}
	t := s.tok(k)
	if t.is(beWord|formerWord) || t.low == "as" || t.low == "become" || t.low == "became" || t.low == "remain" || t.low == "remained" || t.low == "between" || t.low == "among" {
		return true
	}
	n := len(s.mentions)
	return bracket(t) && n > 0 && s.mentions[n-1].to == k
}

// ruling reads a government by the seat of it: "the regime in Pyongyang".
func (r *reading) ruling(s *sentence, i int) *mention {
	if !s.tok(i).in(regimeNouns) {
		return nil
	}
	if s.tok(i+1).low != "in" {
		return nil
	}
	iso, n := r.nation(s, i+2)
	if n == 0 {
		return nil
	}
	return &mention{from: i, to: i + 2 + n, kind: mState, class: "state", party: r.state(iso)}
}

// arm makes a militia the one that its hackers are told of by: "Hamas hackers", "Hezbollah's cyber unit".
func (m *mention) arm() {
	if m.kind == mOrg && m.class == "militia" {
		m.kind, m.party.Kind, m.speaker = mActor, news.Group, ""
	}
}

// extendMilitia takes in the hackers of a militia: "Hezbollah's cyber unit".
func (r *reading) extendMilitia(s *sentence, m *mention) {
	j := m.to
	if s.tok(j).kind == possToken {
		j++
	}
	for s.tok(j).is(modWord|cyberNoun) && !s.tok(j).is(actorHead) {
		j++
	}
	if s.tok(j).is(actorStrong) || j > m.to && (s.tok(j).is(actorHead) || s.tok(j).in(branchNouns)) && s.tok(j-1).is(modWord|cyberNoun) {
		m.to = j + 1
		m.arm()
	}
}
