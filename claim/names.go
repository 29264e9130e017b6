package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	paperNouns     = words("paperNouns")
	bodyNouns      = words("bodyNouns")
	seatNouns      = words("seatNouns")
	carrierWords   = words("carrierWords")
	sortsOfHackers = words("sortsOfHackers")
)

// learnNames collects the names that the story introduces for groups the catalogue does
// not know ("a group it calls UNC6148", "the BlackShadow hacking group"), and notes which
// catalogue names stand in the story, so that names which are also words are believed.
func (r *reading) learnNames() {
	r.memory = memory{people: map[string]*mention{}, firms: map[string]*mention{}, names: map[string]news.Party{}, bodies: map[string]string{}}
	r.special = map[string]int{}
	r.findLowered()
	var several []namesake
	for _, p := range r.parts {
		for _, s := range p.sentences {
			for i := s.from; i < s.to; i++ {
				t := s.tok(i)
				if !t.capital() && t.kind != numberToken {
					continue
				}
				if h, ok := r.match(s, i); ok {
					if !h.common && h.kind == mActor {
						r.special[h.ids[0]]++
						r.memory.only = &mention{kind: mActor, party: h.party, maybe: h.ids}
					}
					if h.kind == mOrg && !h.common && r.memory.first == nil {
						r.memory.first = &mention{kind: mOrg, class: h.class, party: h.party}
					}
					if r.shared(h) {
						several = append(several, namesake{s, i})
					}
					i += max(h.words, 1) - 1
					continue
				}
				r.learnName(s, i)
			}
		}
	}
	r.settle(several)
	r.presume()
	if len(r.special)+len(r.memory.names) != 1 {
		r.memory.only = nil
	}
}

// findLowered notes which words that begin a sentence with a capital, and that no table
// knows, stand in lower case elsewhere: those are hardly names.
func (r *reading) findLowered() {
	r.lowered = map[string]bool{}
	for _, p := range r.parts {
		for _, s := range p.sentences {
			if t := s.tok(s.from); t.class == 0 && t.capital() {
				r.lowered[t.low] = false
			}
		}
	}
	if len(r.lowered) == 0 {
		return
	}
	for _, p := range r.parts {
		for i := range p.tokens {
			if t := &p.tokens[i]; t.class == 0 && t.kind == wordToken && t.word == t.low {
				if _, asked := r.lowered[t.low]; asked {
					r.lowered[t.low] = true
				}
			}
		}
	}
}

// learnName looks whether the unknown name at token i is a group's.
func (r *reading) learnName(s *sentence, i int) {
	t := s.tok(i)
	if t.is(starter|actorHead|modWord|roleWord|monthWord|sayWord|prepWord|detWord) && !tagged(t.word) && !(t.is(modWord) && s.tok(i+1).capital()) {
		return
	}
	if p, ok := s.coined(i); ok {
		r.memory.names[p.Name] = p
		return
	}
	n := r.nameLength(s, i)
	if n > 1 && s.tok(i+n-1).low == "apt" { // "the Praying Mantis APT"
		n--
	}
	name := r.words(s, i, i+n)
	if t.hangsOn() != "" || t.in(worldParts) || n == 2 && s.tok(i+1).in(worldParts) {
		return
	}
	if tagged(name) || n > 1 && (!institution(s, i, n) || s.hackersOf(i)) && !s.titleCase() && r.proclaimed(s, i, i+n) {
		r.memory.names[name] = news.Party{Name: name, Kind: news.Group}
		return
	}
	if t.is(modWord) {
		return
	}
	if i == s.from && n == 1 && (!s.tok(i+1).is(actorHead) || t.in(sortsOfHackers)) {
		return // "Teenage hackers"
	}
	if n == 1 && coded(name) && s.clusterBefore(i) {
		r.memory.names[name] = news.Party{Name: name, Kind: news.Group}
		return
	}
	after := s.tok(i + n)
	before := i - 1
	for before >= s.from && s.tok(before).kind == quoteToken {
		before--
	}
	if after.kind == quoteToken {
		after = s.tok(i + n + 1)
	}
	b := s.tok(before)
	group := b.is(actorHead) && !b.capital() && !s.tok(before-1).in(civilTrades) && (b.low == "group" || b.low == "gang" || b.low == "collective" || b.low == "crew" || b.low == "actor" || b.low == "hackers")
	for _, lead := range leads[b.low] {
		if r.endsWith(s, before, lead) {
			for j := before; j >= max(s.from, before-12); j-- {
				if u := s.tok(j); u.is(actorHead) && u.low != "organization" && u.low != "team" && u.low != "cluster" && u.low != "operation" {
					group = true
				} else if u.is(malwareHead|attackNoun|victimNoun) || u.low == "vulnerability" || u.low == "flaw" || u.low == "bug" {
					break
				}
			}
		}
	}
	group = group || b.low == "as" && s.tracks(before)
	if (after.low == "group" || after.low == "gang" || after.low == "hackers" || after.low == "crew" || after.low == "hacktivists" || after.low == "affiliates" || after.low == "apt" || after.low == "ransomware-as-a-service" || after.low == "raas" || (after.low == "collective" || after.low == "syndicate" || after.low == "cartel") && s.cyber() || after.low == "hacking" && s.tok(i+n+1).is(actorHead) ||
		(after.low == "ransomware" || after.low == "hacker" || after.low == "extortion" || after.low == "cybercrime" || after.low == "threat" || after.low == "hacktivist" || after.low == "espionage" || after.low == "cyberespionage" || after.low == "cyber-espionage" || after.low == "criminal" || after.low == "malware" || after.low == "botnet" || after.low == "phishing") && (s.tok(i+n+1).is(actorHead) || after.low == "ransomware" && s.tok(i+n+1).low == "operation") && s.tok(i+n+1).low != "attackers") && !corporate(name) {
		group = true
	}
	if group && len(name) > 2 && !(after.low == "group" && s.tok(i+n-1).in(civilTrades)) {
		r.memory.names[name] = news.Party{Name: name, Kind: news.Group}
	}
}

// leads are the words after which stands what somebody is called, by the last of them.
var leads = func() map[string][][]string {
	all := map[string][][]string{}
	for _, lead := range []string{
		"known as", "dubbed", "calls", "called", "calling itself", "tracked as", "named", "codenamed", "tracks as", "name of", "the name", "going by", "goes by",
		"call it", "calls it", "referred to as", "nicknamed", "themselves", "moniker", "handle", "alias", "banner", "nickname", "pseudonym",
	} {
		words := strings.Fields(lead)
		last := words[len(words)-1]
		all[last] = append(all[last], words)
	}
	return all
}()

// corporate reports names that "group" follows without making them a threat.
func corporate(name string) bool {
	switch name {
	case "The", "NSO", "Media", "Insikt", "NCC", "News", "Facebook", "WhatsApp", "Telegram", "Signal", "Linux", "Android", "Windows", "Threat", "Advanced", "DDoS", "BEC", "RaaS", "MaaS", "SIM":
		return true
	}
	return false
}

func (r *reading) endsWith(s *sentence, at int, words []string) bool {
	for k := range words {
		if s.tok(at-len(words)+1+k).low != words[k] {
			return false
		}
	}
	return true
}

// introduced finds a name that the story introduced at token i, or nil.
func (r *reading) introduced(s *sentence, i int) *mention {
	if len(r.memory.names) == 0 || !s.tok(i).capital() && s.tok(i).kind != numberToken {
		return nil
	}
	if _, ok := r.match(s, i); ok {
		return nil
	}
	for n := r.nameLength(s, i); n > 0; n-- {
		if p, ok := r.memory.names[r.words(s, i, i+n)]; ok {
			return &mention{from: i, to: i + n, kind: mActor, party: p}
		}
	}
	return nil
}

// nameLength counts the capitalised words from token i.
func (r *reading) nameLength(s *sentence, i int) int {
	n := 1
	for n < 6 {
		t := s.tok(i + n)
		if t.low == "&" && s.tok(i+n+1).capital() && !s.tok(i+n+1).is(monthWord) { // "Marks & Spencer"
			n += 2
			continue
		}
		if !t.capital() && !(t.kind == numberToken && n == 1) || t.is(monthWord) || t.is(sayWord) && t.word == t.low {
			break
		}
		if s.headline && (t.is(actorHead|starter|prepWord|conjWord) || t.low[len(t.low)-1] == 's' && (t.in(blamingVerbs) || t.in(joiningVerbs))) {
			break
		}
		if _, m := r.nation(s, i+n); m > 0 && !(n == 1 && s.tok(i).in(carrierWords)) { // but "Air Canada"
			break
		}
		n++
	}
	return n
}

// personLength counts the words of a person's name at token i.
func (r *reading) personLength(s *sentence, i int) int {
	n := 0
	for n < 4 {
		t := s.tok(i + n)
		if !(t.capital() || n > 0 && (t.low == "al" || t.low == "bin" || t.low == "de" || t.low == "van" || t.low == "von") && s.tok(i+n+1).capital()) || n > 0 && t.is(starter|monthWord) || len(t.word) > 2 && capitals(t.word) {
			break
		}
		n++
	}
	return n
}

// capitalised takes the unknown names that are left: people and institutions.
func (r *reading) capitalised(s *sentence, i int) *mention {
	t := s.tok(i)
	titled := i > s.from && s.tok(i-1).is(personTitle)
	if !r.nameBegins(s, i, titled) {
		return nil
	}
	n := r.nameLength(s, i)
	if s.headline && n > 1 && s.titleCase() {
		n = 1
	}
	for k := i; k < i+n; k++ {
		if s.tok(k).hangsOn() != "" { // "New York-based Flashpoint": the name comes later
			return nil
		}
	}
	n = r.bodyLength(s, i, n)
	if (s.nobody(i, n) || n <= 2 && s.tok(i+n-1).in(worldParts)) && !titled {
		return nil
	}
	if last := s.tok(i + n - 1); last.in(paperNouns) || strings.HasSuffix(t.low, "-language") || last.in(partisanNouns) && s.tok(i-1).is(detWord) {
		return nil
	}
	for k := i + 1; k < i+n && !titled; k++ {
		if h, ok := r.match(s, k); ok && h.kind == mActor && !h.common && s.tok(i).low != "operation" {
			return nil // "Penguin Turla": the actor comes later
		}
	}
	name := r.words(s, i, i+n)
	m := &mention{from: i, to: i + n, kind: mName, party: news.Party{Name: name, Kind: news.Org}}
	_, known := r.memory.people[surname(name)]
	if k := s.title(i, n); k > i && !titled { // "Liberal MP Ana Lee"
		m.kind, m.person = mPerson, r.words(s, k, i+n)
		m.party.Kind, m.party.Name, m.speaker = news.Person, m.person, m.person
		return m
	}
	if titled || (n == 2 || n == 3) && r.personLength(s, i) == n && !institution(s, i, n) && !s.tok(i-1).in(firmNouns) || n == 1 && known {
		m.kind, m.person, m.speaker = mPerson, name, name
		m.party.Kind = news.Person
	}
	return m
}

// nameBegins reports whether a name of somebody whom no list knows may begin at token i; titled says that a person's
// title stands before it.
func (r *reading) nameBegins(s *sentence, i int, titled bool) bool {
	t := s.tok(i)
	if !t.capital() || t.is(monthWord|advWord) && !s.forename(i) || t.hangsOn() != "" {
		return false
	}
	if t.is(sayWord|actorHead|offHead|roleWord) && !titled && !(s.tok(i+1).capital() && !t.is(actorHead)) && !s.bodyFor(i) {
		return false
	}
	if s.headline && s.titleCase() && (t.is(sayWord|accuseVerb|auxWord|cyberVerb|advWord|cyberNoun|thinkWord) || i > s.from && (t.in(blamingVerbs) || t.in(joiningVerbs))) {
		return false
	}
	if prev := s.tok(i - 1); s.titleCase() && t.in(collectiveWords) && (prev.is(conjWord) || prev.low == ",") {
		return false // "U.S. and Allies Condemn"
	}
	if prev := s.tok(i - 1); t.class == 0 && i > s.from && s.headline && s.tok(i+1).is(prepWord|subordWord) && prev.capital() && !prev.is(sayWord|prepWord|conjWord|accuseVerb|detWord|roleWord|personTitle) && s.titleCase() {
		return false // "Acme Shares Slide as": a verb
	}
	if i == s.from && !s.tok(i+1).capital() && (t.class != 0 || r.lowered[t.low]) {
		return false
	}
	if i == s.from && s.headline && s.tok(i+1).low == ":" && t.in(rubrics) {
		return false
	}
	if i == s.from && !s.tok(i+1).capital() && len(t.low) > 4 && (strings.HasSuffix(t.low, "ed") || strings.HasSuffix(t.low, "ing") || strings.HasSuffix(t.low, "ly")) {
		return false // "Asked whether"
	}
	if i == s.from && s.tok(i+1).low == "," && !tagged(t.word) && !(t.class == 0 && s.apposition(i+2)) {
		return false
	}
	if i == s.from && t.is(starter|prepWord|subordWord|conjWord|detWord|itWord|theyWord|heWord|numWord|modWord|cyberNoun|auxWord|advWord) {
		return false
	}
	if t.is(starter|detWord|relWord|conjWord|prepWord) && !titled {
		return false
	}
	if s.heading() && !titled {
		return false
	}
	if _, words := r.nation(s, i); words > 0 && !titled {
		return false // an adjective without a party
	}
	return true
}

// institution reports whether a capitalised name is a body's rather than a person's.
func institution(s *sentence, i, n int) bool {
	for j := i; j < i+n; j++ {
		if s.tok(j).in(bodyNouns) {
			return true
		}
	}
	after := s.tok(i + n)
	return n > 1 && s.tok(i).in(carrierWords) || n > 1 && s.tok(i+n-1).in(firmLastWords) || after.low == "inc" || after.low == "corp" || after.low == "ltd" || after.low == "group" || after.low == "researchers"
}

// titleCase reports whether most words of a sentence are capitalised, so that capitals say
// nothing.
func (s *sentence) titleCase() bool {
	if s.capitals == 0 {
		caps, all, verb := 0, 0, false
		for i := s.from; i < s.to; i++ {
			if t := s.tok(i); t.kind == wordToken && len(t.word) > 3 {
				all++
				if t.capital() {
					caps++
				} else if t.is(accuseVerb|sayWord) && !t.is(reportWord|prepWord) {
					verb = true // which a headline of capitals has with one
				}
			}
		}
		s.capitals = 1
		if caps*3 > all*2 && !verb {
			s.capitals = 2
			if all >= fewWords {
				s.capitals = 3
			}
		}
	}
	return s.capitals >= 2
}

// fewWords is how many words a sentence of capitals needs to be no mere list of names.
const fewWords = 5

// heading reports whether a sentence is written as headlines are and stands in the text: a
// link to another story, an entry of a list. It introduces nobody.
func (s *sentence) heading() bool {
	return !s.headline && s.titleCase() && s.capitals == 3 && s.tok(s.to-1).low != "."
}

// nobody reports whether a name is a place's or a product's all through: "Southeast Asia".
func (s *sentence) nobody(i, n int) bool {
	for j := i; j < i+n; j++ {
		if !s.tok(j).is(placeWord | productWord) {
			return false
		}
	}
	return true
}

// seat reports words that make the place before them the name of a body.
func seat(t *token) bool {
	if !t.capital() {
		return false
	}
	if t.in(seatNouns) {
		return true
	}
	return false
}

// tracks reports whether "as" at token i ends "tracks the actor as".
func (s *sentence) tracks(i int) bool {
	who := false
	for k := i - 1; k > max(s.from-1, i-7); k-- {
		t := s.tok(k)
		switch t.low {
		case "tracks", "track", "tracking", "tracked":
			return who
		case "known", "referred", "designated": // "a group known to researchers as"
			return who || s.hasClass(k-3, k, actorHead)
		}
		who = who || t.is(actorHead)
	}
	return false
}
