package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	cardinals        = words("cardinals")
	memberTitles     = words("memberTitles")
	brokerHeads      = words("brokerHeads")
	enforcerHeads    = words("enforcerHeads")
	chargedVerbs     = words("chargedVerbs")
	mainAdjectives   = words("mainAdjectives")
	oneAttacker      = words("oneAttacker")
	countedAttackers = words("countedAttackers")
	suspectNouns     = words("suspectNouns")
)

// joinPeople finds whom a person speaks for: "Brad Smith, president of Microsoft, said".
func (r *reading) joinPeople(s *sentence) {
	for k, m := range s.mentions {
		if (m.kind == mVague || m.some) && k > 0 {
			m.apposed = s.apposed(s.mentions[k-1], m)
		}
		if k > 0 {
			s.citing(s.mentions[k-1], m)
		}
		if m.kind != mPerson {
			r.sameOffice(s, m)
			if _, own := r.nation(s, m.from); k > 0 && own == 0 && m.person != "" && !m.back && s.mentions[k-1].person == "" { // who is known for another office, too
				_ = r.spokesman(s, s.mentions[k-1], m) || r.officer(s, s.mentions[k-1], m)
			}
			if o := s.mentionAt(m.to + 1); o != nil && m.person != "" && s.tok(m.to).low == "of" && o.party.ID == m.party.ID {
				o.absorbed = true // "President Ana Lee of Latvia"
			}
			continue
		}
		if k > 0 && s.mentions[k-1].kind == mPersons && m.from-s.mentions[k-1].to <= 1 && m.party.Country == "" {
			m.party.Country = s.mentions[k-1].party.Country // "Russian national Ivan Petrov"
		}
		if m.party.Country == "" {
			m.party.Country = r.fromWhere(s, m)
			s.shareOrigin(k)
		}
		if k > 1 && m.party.Country == "" && s.mentions[k-1].kind == mPerson && s.mentions[k-2].kind == mPersons && s.tok(m.from-1).low == "and" && m.from-s.mentions[k-1].to == 1 {
			m.party.Country = s.mentions[k-2].party.Country // "Russian citizens Ivan Petrov and Oleg Ivanov"
		}
		if k > 0 && (r.spokesman(s, s.mentions[k-1], m) || r.officer(s, s.mentions[k-1], m)) {
			continue
		}
		j := m.to
		if w := s.tok(j).low; w == "from" || w == "of" || w == "at" || w == "with" { // "Ana Lee from Google said"
			if o := s.mentionAt(j + 1); o != nil && (o.kind == mOrg || o.kind == mAgency || o.kind == mIntl || o.kind == mName && w != "with" && s.tok(o.to-1).workplace()) && !o.back {
				m.party, m.kind, m.speaker, o.absorbed = o.party, o.kind, m.person, true
				if k > 0 && s.mentions[k-1].kind == mPerson && s.mentions[k-1].to == m.from-1 && s.tok(m.from-1).low == "and" { // "Bo Berg and Ana Lee from"
					first := s.mentions[k-1]
					first.party, first.kind, first.speaker = o.party, o.kind, first.person
				}
				r.meet(m)
				continue
			} else if o != nil && w == "of" && o.kind == mState && o.class == "state" && o.person == "" && s.tok(m.from).is(personTitle) { // "President Ana Lee of Latvia"
				m.party, m.kind, m.speaker, m.class, o.absorbed = o.party, o.kind, m.person, o.class, true
				r.meet(m)
				continue
			}
		}
		if o := r.leads(s, m); o != nil {
			m.party, m.kind, m.speaker, o.absorbed = o.party, o.kind, m.person, true
			r.meet(m)
			continue
		}
		if w := s.tok(j).word; w != "," && w != "–" && w != "—" && w != "--" && w != "(" {
			r.knownPerson(m)
			continue
		}
		if m.back && s.tok(m.from).low != "he" && s.tok(m.from).low != "she" {
			continue // "the defendants, who were assigned to": what they served is no office they speak for
		}
		r.officeOf(s, m, j+1)
		r.knownPerson(m)
		r.meet(m)
	}
}

// meet remembers a person, and does not forget the office that was told before.
func (r *reading) meet(m *mention) {
	name := surname(m.person)
	if o := r.memory.people[name]; o == nil || m.kind != mPerson || o.kind == mPerson && len(o.person) <= len(m.person) {
		r.knows(m)
	}
}

// spokesman joins the names after "researchers from Volexity," with the institution.
func (r *reading) spokesman(s *sentence, o, m *mention) bool {
	sep := s.tok(o.to)
	if o.kind == mGeneric && sep.low == "," && m.from-o.to == 1 && strings.HasPrefix(o.party.Name, "former ") {
		o.absorbed = true // "a former NSA analyst, Ana Lee"
	}
	if m.from-o.to != 1 || o.speaker == "" || o.kind == mPerson {
		return false
	}
	if sep.low == "," && o.kind == mGeneric && o.party.Kind == news.GovernmentParty && m.party.Country != "" { // "the foreign minister, Ana Lee"
		o.kind, o.party, o.class = m.kind, m.party, m.class
	}
	if sep.low == "," && o.person == "" || sep.low == "and" && o.person != "" && o.kind != mName && m.party.ID == "" {
		m.party, m.kind, m.speaker, m.absorbed = o.party, o.kind, m.person, true
		if o.person == "" {
			o.speaker, o.person, o.office = m.person, m.person, m
		}
		r.knows(m)
		return true
	}
	return false
}

// officeOf reads the apposition after a person, from token j, for the institution.
func (r *reading) officeOf(s *sentence, m *mention, j int) {
	role, former := false, false
	for end := min(j+22, s.to); j < end; j++ {
		t := s.tok(j)
		if t.low == "according" {
			return // "the attack on Norsk Hydro, according to the prime minister"
		}
		if o := s.mentionAt(j); o != nil {
			if o.kind == mPerson && o != m || o.kind == mGeneric && !role {
				return
			}
			if o.placed { // "who runs a workshop in Leeds"
				j = o.to - 1
				continue
			}
			prev := s.tok(o.from - 1)
			if former && o.class == "vendor" && s.has(m.to, o.from, "analyst") && !s.has(m.to, o.from, "former") {
				former = false // "chief analyst at Acme": a vendor's analysts speak for it
			}
			if role && !former && (prev.is(prepWord) || prev.is(detWord) || prev.is(firmPre) || prev.is(roleWord) || prev.low == "," || prev.is(firmHead) || prev.is(modWord) || s.tok(j-2).low == "who") && o.party.Name != "" && o.kind != mActor ||
				o.speaker != "" && !former && o.from <= j {
				m.party, o.absorbed = o.party, true
				m.kind = o.kind
				m.speaker, m.office = m.person, o
				return
			}
			j = o.to - 1
			continue
		}
		if t.is(roleWord) || t.is(offHead) {
			role = true
		}
		if t.is(formerWord) || s.onceLed(j) {
			former = true
		}
		if t.is(sayWord) && !t.is(reportWord) && !t.is(roleWord) || t.kind == quoteToken {
			return
		}
		if t.low == "who" && s.tok(j+1).kind == wordToken { // "who leads"
			role = true
		}
		if t.low == "," && role && !s.tok(j+1).is(roleWord|prepWord) && !(s.tok(j+1).is(detWord) && s.tok(j+2).is(roleWord|modWord)) && (s.mentionAt(j+1) == nil || s.mentionAt(j+1).kind == mGroup || s.tok(j+1).is(detWord)) {
			return
		}
	}
}

// sameOffice finds the apposition after somebody who is known by their office that only tells this office once more:
// "Ana Lee, the director of CISA,".
func (r *reading) sameOffice(s *sentence, m *mention) {
	if m.person == "" || m.back || s.tok(m.to).low != "," {
		return
	}
	told := *m
	r.officeOf(s, &told, m.to+1)
	if o := told.office; o != nil && o.party.ID == m.party.ID {
		m.office = o
	} else if o != nil {
		o.absorbed = false
	}
}

// knownPerson gives a bare name the institution that an earlier sentence gave it.
func (r *reading) knownPerson(m *mention) {
	if m.kind != mPerson {
		return
	}
	if o, ok := r.memory.people[surname(m.person)]; ok && o != m {
		m.party, m.kind, m.speaker = o.party, o.kind, m.person
		if o.kind == mPerson && len(o.person) > len(m.person) {
			m.party.Name = o.person
		}
	}
}

func surname(name string) string {
	name = strings.TrimSpace(name)
	return name[strings.LastIndexByte(name, ' ')+1:]
}

// introduce gives people whose office a later sentence tells what they have there.
func (r *reading) introduce() {
	if len(r.memory.people) == 0 {
		return
	}
	for _, p := range r.parts {
		for _, s := range p.sentences {
			for _, m := range s.mentions {
				if m.kind == mName && m.to == m.from+1 {
					if o := r.memory.people[m.party.Name]; o != nil && o.party.Name != "" {
						m.party, m.kind, m.speaker = o.party, o.kind, m.party.Name
					}
				}
				r.knownPerson(m)
			}
		}
	}
}

// title finds where the person's name begins after a title within a capitalised name.
func (s *sentence) title(i, n int) int {
	k := -1
	for j := i; j < i+n-1; j++ {
		if t := s.tok(j); t.in(memberTitles) || t.is(personTitle) && !t.is(firmHead) {
			k = j + 1
		}
	}
	if k < 0 || institution(s, k, i+n-k) {
		return -1
	}
	return k
}

// nationals reads people by their nationality alone: "two Russians", "a Russian, Ivan Petrov,".
func (r *reading) nationals(s *sentence, i int, h *hit, iso string) *mention {
	prev, next := s.tok(i-1), s.tok(i+h.words)
	if h.demonym() && !strings.HasSuffix(s.tok(i+h.words-1).low, "s") && (i == s.from || prev.low == "a" || prev.low == "an") && (next.in(chargedVerbs) || next.low == "," && r.personLength(s, i+h.words+1) > 1 && s.tok(i-1).kind == wordToken) {
		return &mention{from: i, to: i + h.words, kind: mPersons, party: news.Party{Name: r.words(s, i, i+h.words), Kind: news.Person, Country: iso}}
	}
	if !h.demonym() || !prev.is(numWord) && prev.kind != numberToken || !strings.HasSuffix(s.tok(i+h.words-1).low, "s") && next.kind == wordToken {
		return nil
	}
	if next.is(actorHead|peopleHead|firmHead|victimNoun|modWord) && next.low != "suspected" && next.low != "alleged" && next.low != "linked" {
		return nil
	}
	return &mention{from: i - 1, to: i + h.words, kind: mPersons, party: news.Party{Name: r.words(s, i-1, i+h.words), Kind: news.Person, Country: iso}, plural: strings.HasSuffix(s.tok(i+h.words-1).low, "s")}
}

// adjectival reports nouns of people that are none here: "national" before a noun of its own, as in
// "national security", and "the main suspect".
func (s *sentence) adjectival(p *phrase) bool {
	if s.tok(p.from-1).in(mainAdjectives) && p.headLow == "suspect" && p.iso == "" {
		return true // what somebody is who is suspected, and nobody else
	}
	if prev := s.tok(p.from - 1); p.headLow == "suspect" && p.to-p.from == 1 && prev.kind == wordToken && prev.word != "" && !prev.is(detWord|numWord|modWord|prepWord) {
		return true // "we suspect"
	}
	next := s.tok(p.to)
	if p.headLow != "national" && p.headLow != "individual" || next.kind != wordToken || next.is(prepWord|auxWord|relWord|conjWord|advWord|sayWord|cyberVerb|accuseVerb|subordWord) {
		return false
	}
	if p.iso != "" && next.capital() && !s.tok(p.to-1).capital() {
		return false // "Russian national Ivan Petrov"
	}
	if p.iso == "" || !s.tok(p.from-1).is(detWord|numWord) && p.from > s.from && !s.headline {
		return true
	}
	return !next.capital() && !participle(next.low) && !strings.HasSuffix(next.low, "ing") // "a Russian national working for"
}

// counted reports whether a phrase tells how many people it means, so that they are persons to
// those who charge them: "three North Korean hackers", "a Russian hacker".
func (s *sentence) counted(p *phrase) bool {
	first := s.tok(p.from)
	if low := s.tok(p.from - 1).low; (low == "a" || low == "an") && !strings.HasSuffix(p.headLow, "s") {
		return wordOf(p.headLow).in(oneAttacker)
	}
	if first.kind != numberToken && !(first.is(numWord) && first.in(cardinals)) {
		return false
	}
	return wordOf(p.headLow).in(countedAttackers)
}

// apposed reports whether m describes the actor that was named just before: "APT40, a Chinese
// group", "APT40 is a Chinese group".
func (s *sentence) apposed(o, m *mention) bool {
	if o.kind == mActor && (m.kind == mVague || m.some) && s.predicated(o.to, m.from) {
		return true
	}
	at, alias := o.to, false
	if s.tok(at).kind == quoteToken { // ‘APT40’, a Chinese group
		at++
	} else if s.tok(at).low == ")" { // GoldDog (aka Dragon Breath and Miuuti), a Chinese group
		at++
		alias = o.kind == mName || o.kind == mPerson
	}
	sep, n := s.tok(at), m.from-at
	return (o.kind == mActor || alias) && (sep.low == "," || sep.low == "–" || sep.low == "—" || sep.low == "-") && (n == 1 || n <= 3 && s.tok(at+1).is(detWord))
}

// workers reads "IT workers" of a nation, and others of the trade whose name has two words or more, who
// are its hackers by another name, and returns how many tokens they take.
func (s *sentence) workers(p *phrase, j int) int {
	if p.iso == "" {
		return 0
	}
	n := 0
	switch s.tok(j).low + " " + s.tok(j+1).low {
	case "it workers", "it worker":
		if s.tok(j).word != "IT" {
			return 0
		}
		n = 2
	case "access broker", "access brokers", "intrusion set", "intrusion sets", "malware developer", "malware developers", "ransomware affiliate", "ransomware developer", "ransomware developers", "activity cluster", "activity clusters", "botnet operator", "threat operation", "troll farm", "troll farms", "troll factory", "bot farm", "bot network", "front group", "front groups":
		n = 2
	case "initial access", "threat activity":
		switch t := s.tok(j + 2); {
		case t.in(brokerHeads):
			n = 3
		default:
			return 0
		}
	default:
		return 0
	}
	p.to, p.head, p.headLow, p.hacking = j+n, actorHead|actorStrong, "hackers", true
	if !strings.HasSuffix(s.tok(j+n-1).low, "s") {
		p.headLow = "hacker"
	}
	return n
}

// enforcers reads the "law enforcement" of a nation, which is its police, and returns how many
// tokens it takes.
func (s *sentence) enforcers(p *phrase, j int) int {
	if p.iso == "" || s.tok(j).low != "law" || s.tok(j+1).low != "enforcement" {
		return 0
	}
	n := 2
	switch t := s.tok(j + 2); {
	case t.in(enforcerHeads):
		n++
	default:
		if next := s.tok(j + 2); next.kind == wordToken && !next.is(auxWord|sayWord|prepWord|conjWord|advWord|relWord|accuseVerb) {
			return 0 // "law enforcement action"
		}
	}
	p.to, p.head, p.headLow = j+n, offHead, "police"
	return n
}

// thePerson reports whether a phrase takes up somebody who was told of: "the suspect".
func (s *sentence) thePerson(p *phrase) bool {
	prev := s.tok(p.from - 1)
	return wordOf(p.headLow).in(suspectNouns) && (prev.low == "the" || prev.low == "this" || prev.low == "these" || prev.low == "both") && p.to-p.from <= 2
}

// alsoMeant reads what is named with people of a nation: "Russian individuals and entities".
func (r *reading) alsoMeant(s *sentence, i int) *mention {
	n := len(s.mentions)
	if n == 0 || s.mentions[n-1].to != i-1 || s.tok(i-1).low != "and" {
		return nil
	}
	o := s.mentions[n-1]
	if o.kind != mPersons || o.party.Country == "" || !o.plural || !s.tok(i).in(traderNouns) && !s.tok(i).is(firmHead) && s.tok(i).low != "organizations" && s.tok(i).low != "organisations" {
		return nil
	}
	name := r.demonym(o.party.Country) + " " + s.tok(i).low
	return &mention{from: i, to: i + 1, kind: mOrg, party: news.Party{Name: name, Kind: news.Org, Country: o.party.Country}, plural: true}
}

// predicated reports whether the tokens in [from, to) say no more than that the one is the
// other: "is believed to be a".
func (s *sentence) predicated(from, to int) bool {
	be := false
	for k := from; k < to; k++ {
		t := s.tok(k)
		if t.kind != wordToken || t.is(negWord) || !t.is(beWord|advWord|detWord|modWord|numWord) && t.low != "to" && t.low != "believed" && t.low != "thought" && t.low != "considered" {
			return false
		}
		be = be || t.is(beWord)
	}
	return be
}

// people reports whether m names those of a nation: "Iranians".
func (s *sentence) people(m *mention) bool {
	low := s.tok(m.to - 1).low
	return m.kind == mState && m.to-m.from == 1 && low[len(low)-1] == 's' && low != strings.ToLower(m.party.Name) && (strings.HasSuffix(low, "ians") || strings.HasSuffix(low, "eans") || strings.HasSuffix(low, "icans") || strings.HasSuffix(low, "aelis") || strings.HasSuffix(low, "tanis"))
}
