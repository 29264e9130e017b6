package claim

import (
	"strings"

	"ascribe/news"
)

// A catalogue is of yesterday: the gang of tomorrow has a name that nobody knows. It is told by what the
// story says of whoever has it, in any of its sentences.

// A presumption weighs what a story says of an unknown name: that it is an attacker's, and that it is a
// firm's, a victim's, a person's or a tool's.
type presumption struct {
	called  bool // it is called a gang, or boasts
	accused int  // it stands where nobody but who did it does
	other   int  // it stands where none of those does
	studies bool // it is a firm that looks into attacks
	body    bool // by its form
	inner   bool // it has a capital where no sentence begins, or one within
}

// attackers reports whether a name is to be taken for that of attackers.
func (p presumption) attackers() bool {
	return !p.body && p.inner && (p.called && p.other <= 1 || p.accused > 0 && p.other == 0)
}

// presume takes note of the names of a sentence that no list knows.
func (r *reading) presume(s *sentence, all map[string]presumption) {
	if s.titleCase() {
		return
	}
	for i := s.from; i < s.to; i++ {
		t := s.tok(i)
		if !t.capital() || t.kind != wordToken || t.class != 0 || t.hangsOn() != "" {
			continue
		}
		if h, ok := r.match(s, i); ok {
			i += max(h.words, 1) - 1
			continue
		}
		if _, n := r.nation(s, i); n > 0 {
			i += n - 1
			continue
		}
		n := r.nameLength(s, i)
		if n <= 3 && !worldly(t.low) && (i > s.from || !r.lowered[t.low]) {
			s.presumeName(r, i, n, all)
			if last := s.tok(i + n - 1); n > 1 && last.is(malwareHead|actorHead) { // "Zunthos Ransomware"
				s.presumeName(r, i, n-1, all)
			}
		}
		i += n - 1
	}
}

// presumeName takes note of one name.
func (s *sentence) presumeName(r *reading, i, n int, all map[string]presumption) {
	name := r.words(s, i, i+n)
	if len(name) <= 3 && strings.ToUpper(name) == name || len(name) <= 2 || corporate(name) || strings.HasPrefix(name, "CVE") || name == "Korean" {
		return
	}
	for k := i; k < i+n; k++ {
		if h, ok := r.match(s, k); ok && !h.common || s.tok(k).hyphen && (participle(s.tok(k).low) || strings.HasSuffix(s.tok(k).low, "ing")) {
			return // "Angry Conti", "SMS-sending"
		}
	}
	if n > 1 && r.personLength(s, i) == n && !institution(s, i, n) { // of somebody only the surname goes on
		last := all[s.tok(i+n-1).word]
		last.other++
		all[s.tok(i+n-1).word] = last
	}
	p := all[name]
	p.inner = p.inner || i > s.from || strings.ToLower(name[1:]) != name[1:]
	p.body = p.body || institution(s, i, n)
	s.weigh(i, i+n, &p)
	all[name] = p
}

// weigh adds what one place says of a name.
func (s *sentence) weigh(i, to int, p *presumption) {
	b := i - 1
	for b >= s.from && (s.tok(b).kind == quoteToken || s.tok(b).low == "the") {
		b--
	}
	for s.tok(to).kind == quoteToken {
		to++
	}
	switch {
	case s.boasts(to), s.crewAfter(to, false), s.gangsAfter(to), s.gangCalled(b):
		p.called = true
	case s.doneBy(b) && s.tok(to).kind != possToken && (!s.nounFollows(to) || s.tok(to).is(actorHead|malwareHead)), s.doerAt(to), s.boastsOf(to):
		p.accused++
	}
	if s.firmOrVictim(b, to) {
		p.other++
	}
	p.studies = p.studies || s.studiesAttacks(b, to)
}

// studiesAttacks reports whether the name between two tokens is said to be a firm's that looks into attacks:
// "security firm X", "X researchers", "researchers at X", "X, a cybersecurity company", "X tracks".
func (s *sentence) studiesAttacks(b, to int) bool {
	prev := s.tok(b)
	if prev.is(firmHead) && s.hasClass(b-3, b, firmPre) && !prev.capital() {
		return true
	}
	if prev.low == "at" || prev.low == "from" || prev.low == "with" {
		if t := s.tok(b - 1); t.is(researchHead) && !t.is(firmHead) && strings.HasSuffix(t.low, "s") {
			return true
		}
	}
	i := to
	if s.tok(i).kind == possToken {
		i++
	}
	for k := i; k < i+3; k++ {
		if t := s.tok(k); t.is(researchHead) && !t.is(firmHead) && t.low != "engineers" {
			return s.cyber() || s.part.cyber
		} else if !t.is(firmPre|modWord) && t.low != "threat" && t.low != "malware" {
			break
		}
	}
	if s.tok(to).low == "," && s.tok(to+1).is(detWord) {
		for k := to + 2; k < min(to+9, s.to); k++ {
			t := s.tok(k)
			if t.is(firmHead) {
				return s.hasClass(to+2, k, firmPre)
			}
			if t.kind != wordToken || t.is(prepWord|relWord|auxWord) {
				break
			}
		}
	}
	switch s.tok(to).low {
	case "attributed", "attributes", "tracks", "assesses", "assessed", "dubbed", "analyzed", "analysed":
		return s.cyber() || s.part.cyber
	}
	return false
}

// boastsOf reports whether whoever ends before token i says that it did it: "claims to have stolen", "claimed
// it hacked".
func (s *sentence) boastsOf(i int) bool {
	if w := s.tok(i).low; w != "claimed" && w != "claims" && w != "boasted" && w != "boasts" {
		return false
	}
	switch next := s.tok(i + 1); next.low {
	case "to":
		return s.tok(i+2).low == "have" && s.hasClass(i+3, i+5, strongVerb)
	case "it", "they", "that":
		return s.hasClass(i+2, i+6, strongVerb)
	}
	return false
}

// gangsAfter reports whether what begins at token i says that the name before it is a gang's: "ransomware",
// "affiliates", "'s leak site".
func (s *sentence) gangsAfter(i int) bool {
	if s.tok(i).kind == possToken {
		i++
		for s.tok(i).is(modWord) || s.tok(i).low == "dark" || s.tok(i).low == "web" || s.tok(i).low == "data" || s.tok(i).low == "tor" {
			i++
		}
		switch s.tok(i).low {
		case "leak", "leaks", "shaming", "extortion":
			return s.tok(i+1).low == "site" || s.tok(i+1).low == "blog" || s.tok(i+1).low == "portal" || s.tok(i+1).low == "page"
		case "affiliates", "ransomware":
			return true
		}
		return false
	}
	if k := s.listedOn(i); k > i {
		switch t := s.tok(k); {
		case t.low == "ransomware", t.low == "hacking", t.low == "cybercrime", t.low == "extortion":
			return ganged(s.tok(k + 1).low)
		default:
			return ganged(t.low) && s.cyber()
		}
	}
	switch t, next := s.tok(i), s.tok(i+1); t.low {
	case "operators", "hackers", "campaigns", "intrusions":
		return s.cyber()
	case "ransomware":
		return !next.is(roleWord|firmHead|productWord|attackNoun) && next.low != "detection" && next.low != "protection" && next.low != "defense" && next.low != "report"
	case "gang", "affiliate", "affiliates", "extortionists", "hacktivists", "raas":
		return !t.capital() || s.tok(i-1).capital()
	case "leak", "extortion":
		return next.low == "site" || next.low == "gang" || next.low == "group" || next.low == "blog" || next.low == "portal"
	case "threat", "hacking", "cybercrime", "espionage", "apt":
		return next.is(actorHead) && next.low != "team"
	}
	return false
}

// listedOn is where a list of names ends that goes on at token i: ", Kroval and Lynx".
func (s *sentence) listedOn(i int) int {
	k := i
	for n := 0; n < 6; n++ {
		if w := s.tok(k).low; w != "," && w != "and" && w != "or" && w != "&" {
			break
		}
		for s.tok(k).low == "," || s.tok(k).low == "and" || s.tok(k).low == "or" || s.tok(k).low == "&" {
			k++
		}
		if !s.tok(k).capital() {
			return i
		}
		for s.tok(k).capital() {
			k++
		}
	}
	return k
}

// gangCalled reports whether what ends with token b calls whoever is named next a gang: "a ransomware
// operation known as", "a group identified as", "hackers of the".
func (s *sentence) gangCalled(b int) bool {
	k := b
	switch s.tok(k).low {
	case "as", "itself", "themselves":
		k--
		switch s.tok(k).low {
		case "known", "identified", "tracked", "designated", "labelled", "labeled", "catalogued", "to", "calling", "styling", "identifying", "described", "named":
			k--
		default:
			return false
		}
	case "called", "named", "dubbed", "codenamed", "nicknamed", "calls", "named-":
		k--
	case "gang", "hackers", "extortionists":
		return true
	case "group", "crew", "collective", "outfit", "syndicate", "cartel", "operation", "brand", "actor", "cluster", "player", "attackers", "affiliate", "operators":
		return s.hasClass(k-5, k, tradeWord|cyberNoun|malwareHead|actorStrong) || s.tok(k-1).low == "threat" || s.tok(k-1).low == "hacktivist"
	default:
		return false
	}
	for ; k > max(s.from, b-12); k-- { // "a group that it tracks as"
		t := s.tok(k)
		if crew(t.low) || t.is(actorStrong) {
			return t.low != "operation" && t.low != "brand" || s.tok(k-1).is(malwareHead|tradeWord|cyberNoun)
		}
		if t.is(malwareHead|attackNoun) || t.kind == markToken && t.low != "," {
			return false
		}
	}
	return false
}

// doneBy reports whether what ends with token b is told of who did it: "attributed the attack to", "the
// work of", "carried out by".
func (s *sentence) doneBy(b int) bool {
	for b > s.from && (s.tok(b).hangsOn() != "" || s.tok(b).low == "infamous" || s.tok(b).low == "notorious" || s.tok(b).is(detWord) || s.tok(b).capital() && s.tok(b+1).hangsOn() != "") {
		b--
	}
	switch s.tok(b).low {
	case "to":
		for k := b - 1; k > max(s.from-1, b-14); k-- {
			switch s.tok(k).low {
			case "attributed", "attributes", "attribute", "attributing", "ascribed", "ascribes":
				return s.hasClass(k-12, b, attackNoun|toolNoun)
			case "linked", "tied", "connected", "links", "ties", "attribution", "fingers", "evidence", "point", "points", "pointed":
				return s.hasClass(k-9, b, attackNoun|toolNoun|malwareHead|actorHead)
			case ";", "said", "says":
				return false
			}
		}
		return s.tok(b-1).low == "ransom"
	case "on":
		for k := b - 1; k > max(s.from-1, b-12); k-- {
			switch s.tok(k).low {
			case "blamed", "blame", "blames", "blaming", "pinned", "pins":
				return true
			case ";", "said", "says":
				return false
			}
		}
	case "of":
		switch s.tok(b - 1).low {
		case "work", "handiwork", "hallmarks", "fingerprints", "rebrand", "spinoff", "spin-off", "offshoot", "splinter", "reincarnation":
			return true
		}
	case "by":
		switch s.tok(b - 1).low {
		case "out":
			return s.tok(b-2).low == "carried" && s.hasClass(b-12, b, attackNoun)
		case "conducted", "perpetrated", "orchestrated", "mounted", "masterminded", "committed", "staged", "claimed":
			return s.hasClass(b-12, b, attackNoun)
		case "hacked", "breached", "infiltrated", "extorted":
			return true
		}
	}
	return false
}

// doerAt reports whether what begins at token i says that whoever is named before it did it: "was behind",
// "is responsible for the attack".
func (s *sentence) doerAt(i int) bool {
	k := i
	if w := s.tok(k).low; (w == "and" || w == "or") && s.tok(k+1).capital() { // "Kroval and Lynx were behind"
		for k++; s.tok(k).capital(); k++ {
		}
	}
	be := false
	for i = k; k < min(i+6, s.to); k++ {
		t := s.tok(k)
		if t.is(beWord|haveWord) || t.kind == possToken && k == i {
			be = true
			continue
		}
		if t.is(modalWord|advWord) && !t.is(negWord) || t.low == "likely" || t.low == "probably" || t.low == "also" || t.low == "," && k == i {
			continue
		}
		break
	}
	switch s.tok(k).low {
	case "behind":
		return be && s.hasClass(k+1, k+9, attackNoun|cyberNoun)
	case "responsible":
		return s.tok(k+1).low == "for" && s.hasClass(k+2, k+10, attackNoun|cyberGer)
	}
	return false
}

// firmOrVictim reports whether the name between two tokens is that of somebody who speaks, employs, is
// struck or sold: nobody's who attacks.
func (s *sentence) firmOrVictim(b, to int) bool {
	if s.speaksAt(to) && !s.boasts(to) {
		return true
	}
	switch next := s.tok(to); {
	case next.kind == possToken:
		switch s.tok(to + 1).low {
		case "network", "networks", "systems", "system", "customers", "website", "headquarters", "chief", "ceo", "researchers", "report", "blog", "president", "software", "products", "product", "platform", "employees", "spokesman", "spokeswoman", "spokesperson", "government", "minister", "data", "threat":
			return true
		}
	case next.low == "inc" || next.low == "inc." || next.low == "corp" || next.low == "ltd" || next.low == "llc" || next.low == "ceo" || next.low == "researchers" || next.low == "researcher" || next.low == "spokesperson" || next.low == "customers" || next.low == "employees" || next.low == "users" || next.low == "vulnerability" || next.low == "flaw" || next.low == "bug" || next.low == "malware" || next.low == "backdoor" || next.low == "trojan" || next.low == "spyware" || next.low == "software" || next.low == "servers" || next.low == "server" || next.low == "attack" && s.tok(b).low == "the":
		return true
	}
	prev := s.tok(b)
	switch prev.low {
	case "at", "from":
		return s.tok(b - 1).is(roleWord | researchHead | peopleHead | attackNoun)
	case "on", "against", "of":
		return s.tok(b-1).is(attackNoun) && s.tok(b-1).low != "campaign"
	case "to":
		return s.tok(b-1).low == "according"
	case "in", "near", "using", "exploited", "exploiting":
		return true
	}
	return prev.is(personTitle|firmHead) || prev.is(cyberGer) && !strings.HasSuffix(prev.low, "using") || prev.is(strongVerb) && s.tok(b-1).is(actorHead)
}

// presumed remembers the names that stand for attackers, and those of firms.
func (r *reading) presumed(all map[string]presumption) {
	for name, p := range all {
		if _, known := r.memory.names[name]; known {
			continue
		}
		switch {
		case p.studies && !p.called:
			r.memory.bodies[name] = "vendor"
		case p.attackers():
			r.memory.names[name] = news.Party{Name: name, Kind: news.Group}
		}
	}
}

// presumedFirm finds a firm at token i that the story tells of and no list knows, or nil.
func (r *reading) presumedFirm(s *sentence, i int) *mention {
	if len(r.memory.bodies) == 0 || !s.tok(i).capital() {
		return nil
	}
	if _, ok := r.match(s, i); ok {
		return nil
	}
	for n := r.nameLength(s, i); n > 0; n-- {
		name := r.words(s, i, i+n)
		if class, ok := r.memory.bodies[name]; ok {
			return &mention{from: i, to: i + n, kind: mOrg, class: class, party: news.Party{Name: name, Kind: news.Company}}
		}
	}
	return nil
}
