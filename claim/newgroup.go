package claim

import (
	"strings"

	"ascribe/news"
)

// proclaimed reports whether the words around the unknown name in [i, to) say that it is a group's:
// "a collective calling itself Silent Orchard", "Red Tide Brigade claimed responsibility for the attack",
// "Umber Heron, a hacktivist crew".
func (r *reading) proclaimed(s *sentence, i, to int) bool {
	b := i - 1
	for b > s.from && (s.tok(b).kind == quoteToken || s.tok(b).low == "the") {
		b--
	}
	switch s.tok(b).low {
	case "itself", "themselves":
		if v := s.tok(b - 1).low; v == "calling" || v == "calls" || v == "call" || v == "called" || v == "naming" || v == "styling" || v == "styles" || v == "dubbing" || v == "dubs" {
			return true
		}
	case "self-styled", "self-proclaimed", "self-described":
		return true
	case "of":
		switch s.tok(b - 1).low {
		case "hackers", "hacktivists", "cybercriminals", "attackers", "extortionists", "gang":
			return true
		}
	case "to":
		for k := b - 1; k > max(s.from, b-10); k-- {
			if w := s.tok(k).low; w == "attributed" || w == "attributes" || w == "attribute" || w == "attributing" {
				return s.hasClass(k+1, b, attackNoun) && !s.tok(to).is(roleWord) && s.tok(to).kind != possToken
			}
		}
	case ",":
		if crew(s.tok(b-1).low) && s.tok(to).low == "," {
			return s.hasClass(b-5, b, cyberNoun|tradeWord|actorStrong)
		}
	}
	if militant(s.tok(to-1).low) && s.tok(to-2).low != "fire" && s.cyber() {
		return true
	}
	quoted := false
	for s.tok(to).kind == quoteToken || quoted && s.tok(to).low == "," && s.tok(to+1).kind == quoteToken {
		to, quoted = to+1, s.tok(i-1).kind == quoteToken
	}
	return s.boasts(to) || s.crewAfter(to, quoted)
}

// singled reports whether the words around the unknown single word at token i say that it names a group.
func (s *sentence) singled(i int) bool {
	t := s.tok(i)
	if t.class != 0 || len(t.word) < 4 {
		return false
	}
	if s.tok(i-1).low == "," && s.tok(i+1).low == "," && crew(s.tok(i-2).low) && s.tok(i-2).word == s.tok(i-2).low {
		return s.hasClass(i-6, i-1, cyberNoun|tradeWord|actorStrong)
	}
	if s.tok(i-1).is(personTitle|roleWord) || s.tok(i-1).kind == wordToken && s.tok(i-1).capital() && i-1 > s.from {
		return false
	}
	return s.crewAfter(i+1, false) || s.boasts(i+1) || s.confesses(i+1)
}

// amongGangs reports whether a name that ends before token i is told with another in one breath, and both are
// gangs: "the Play and Medusa ransomware groups".
func (s *sentence) amongGangs(i int) bool {
	if w := s.tok(i).low; w != "and" && w != "or" && w != "&" && w != "/" || !s.tok(i+1).capital() {
		return false
	}
	for k := i + 2; k < min(i+7, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.capital() && k < i+4:
		case t.is(malwareHead|tradeWord|cyberNoun) && !t.is(actorHead):
		default:
			return k > i+2 && s.tok(k-1).is(malwareHead|tradeWord|cyberNoun) && (t.low == "groups" || t.low == "gangs" || t.low == "operations" || t.low == "crews" || t.low == "cartels" || t.low == "collectives" || t.low == "actors")
		}
	}
	return false
}

// boasts reports whether whoever ends before token i claims an attack: "has claimed responsibility for
// the breach".
func (s *sentence) boasts(i int) bool {
	for s.tok(i).is(auxWord|advWord) || s.tok(i).low == "," {
		i++
	}
	switch s.tok(i).low {
	case "claimed", "claims", "claiming", "claim", "took", "takes", "taken", "taking":
	default:
		return false
	}
	k := i + 1
	for s.tok(k).is(detWord) || s.tok(k).low == "full" || s.tok(k).low == "sole" || s.tok(k).low == "online" {
		k++
	}
	if w := s.tok(k).low; w != "responsibility" && w != "credit" {
		return false
	}
	for k++; k < min(i+12, s.to); k++ {
		if t := s.tok(k); t.is(attackNoun) || t.is(cyberGer) {
			return true
		}
	}
	return false
}

// crewAfter reports whether what begins at token i calls the name before it a group: ", a hacktivist
// crew", "is a ransomware gang".
func (s *sentence) crewAfter(i int, hacking bool) bool {
	t := s.tok(i)
	if t.low != "," && t.low != "(" && t.low != "–" && t.low != "—" && !(t.is(beWord) && t.low != "be") || !s.tok(i+1).is(detWord) {
		return false
	}
	for k := i + 2; k < min(i+8, s.to); k++ {
		u := s.tok(k)
		if u.kind != wordToken || u.is(prepWord|relWord|auxWord|sayWord) {
			return false
		}
		if hacking = hacking || u.is(cyberNoun|tradeWord|actorStrong) || strings.HasPrefix(u.low, "pro-") || strings.HasPrefix(u.low, "hack") || u.low == "threat"; !hacking {
			continue
		}
		if crew(u.low) || u.low == "hackers" || u.low == "hacktivists" {
			return !s.tok(k+1).capital() || s.tok(k+1).kind != wordToken
		}
	}
	return false
}

// crew reports nouns for those who attack together.
func crew(low string) bool {
	switch low {
	case "group", "gang", "collective", "crew", "outfit", "actor", "syndicate", "cartel", "cluster", "brand", "operation":
		return true
	}
	return false
}

// militant reports last words of the names that bands of attackers give to themselves.
func militant(low string) bool {
	switch low {
	case "brigade", "brigades", "resistance", "partisans", "avengers", "crew", "gang", "cartel", "syndicate", "hackers", "hacktivists", "collective", "mafia":
		return true
	}
	return false
}

// calledBy reports whether the name of a person seems to begin at token i: "Dutch hacker Jan Maas".
func (s *sentence) calledBy(i int) bool {
	for k := i; k < i+2; k++ {
		if t := s.tok(k); !t.capital() || t.class != 0 || tagged(t.word) {
			return false
		}
	}
	return !s.headline || !s.titleCase()
}

// lonePeople takes a lone name for a person's where grammar says so: "Binns said that he", "Hale, a former
// engineer", "charged Petrov".
func (s *sentence) lonePeople() {
	people := false
	for _, m := range s.mentions {
		people = people || m.kind == mPersons || m.kind == mPerson && !m.back
	}
	for _, m := range s.mentions {
		if m.kind != mName || m.to != m.from+1 || len(s.tok(m.from).word) < 4 || capitals(s.tok(m.from).word) || s.tok(m.from-1).is(detWord) {
			continue
		}
		if s.chargedAlone(m) || s.tok(m.to).low == "," && s.tradesman(m.to+1) || !people && s.pronounAfter(m) {
			m.kind, m.person, m.speaker, m.party.Kind = mPerson, m.party.Name, m.party.Name, news.Person
			people = true
		}
	}
}

// pronounAfter reports whether "he" or "she" may mean m, which is a subject.
func (s *sentence) pronounAfter(m *mention) bool {
	if s.tok(m.from-1).is(prepWord) || s.tok(m.to).kind != wordToken || s.tok(m.to).capital() {
		return false
	}
	for i := m.to; i < s.to; i++ {
		if t := s.tok(i); t.is(heWord) || t.low == "his" || t.low == "her" {
			return true
		}
	}
	return false
}

// chargedAlone reports whether courts or police do to m what they do to people only.
func (s *sentence) chargedAlone(m *mention) bool {
	i := m.to
	for s.tok(i).is(auxWord|advWord) && s.tok(i).kind == wordToken {
		i++
	}
	if charged(s.tok(i).low) && (i > m.to || s.headline) || s.tok(i).low == "pleaded" || s.tok(i).low == "confessed" {
		return true
	}
	prev := s.tok(m.from - 1).low
	if prev == "identified" || prev == "named" {
		return s.tok(m.to).low == "as" && s.hasClass(m.to, m.to+6, actorHead|actorStrong)
	}
	return charged(prev) && prev != "wanted"
}

// tradesman reports whether what begins at token i says what somebody does for a living: "a former engineer,".
func (s *sentence) tradesman(i int) bool {
	if !s.tok(i).is(detWord) {
		return false
	}
	for k := i + 1; k < min(i+7, s.to); k++ {
		t := s.tok(k)
		if t.is(peopleHead|roleWord) && !t.is(firmHead|researchHead&^roleWord) {
			if next := s.tok(k + 1); next.low == "," || next.low == "at" || next.low == "who" || next.low == "from" {
				return true
			}
		}
		if t.kind != wordToken || t.is(prepWord|relWord|auxWord) {
			return false
		}
	}
	return false
}

// suspectOf is who is charged where x stands: a person, not whom the person works for; those of a nation.
func (s *sentence) suspectOf(x *mention, p news.Party) news.Party {
	switch {
	case s.people(x):
		return news.Party{Name: s.tok(x.from).word, Kind: news.Person, Country: x.party.Country}
	case x.person != "" && (x.kind == mOrg || x.kind == mName):
		return news.Party{Name: x.person, Kind: news.Person}
	}
	return p
}
