package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	studyVerbs     = words("studyVerbs")
	firmAttributes = words("firmAttributes")
	usePreps       = words("usePreps")
	offeredThings  = words("offeredThings")
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

// presume finds out which names that no list knows stand for attackers, and which for firms: first those of
// which anything is said, then all that is said of them.
func (r *reading) presume() {
	all := map[string]presumption{}
	r.unknownNames(func(s *sentence, i, n int) {
		if p := s.evidence(i, i+n); p != (presumption{}) {
			all[r.words(s, i, i+n)] = presumption{}
		}
	})
	if len(all) == 0 {
		return
	}
	r.unknownNames(func(s *sentence, i, n int) {
		if n > 1 && r.personLength(s, i) == n && !institution(s, i, n) { // of somebody only the surname goes on
			if p, ok := all[s.tok(i+n-1).word]; ok {
				p.other++
				all[s.tok(i+n-1).word] = p
			}
		}
		name := r.words(s, i, i+n)
		if p, ok := all[name]; ok {
			all[name] = s.weigh(p, i, n)
		}
	})
	digital := r.digital()
	for name, p := range all {
		if _, known := r.memory.names[name]; known || hardlyNamed(name) {
			continue
		}
		switch {
		case p.studies && !p.called:
			r.memory.bodies[name] = "vendor"
		case p.attackers() && (digital || p.called || spelledOddly(name)):
			r.memory.names[name] = news.Party{Name: name, Kind: news.Group}
		}
	}
}

// spelledOddly reports names of one word as attackers have them and hardly anybody else: "DarkSorrel", "UNC9134".
func spelledOddly(name string) bool {
	return hasDigit(name) || strings.ToLower(name[1:]) != name[1:] && !strings.Contains(name, " ")
}

// digital reports whether the story speaks of computers and their abuse anywhere: thefts and campaigns have
// authors without them too.
func (r *reading) digital() bool {
	for _, p := range r.parts {
		if slices.ContainsFunc(p.sentences, (*sentence).digital) {
			return true
		}
	}
	return false
}

// unknownNames calls found with where each name stands that no list knows, and of how many words it is.
func (r *reading) unknownNames(found func(s *sentence, i, n int)) {
	for _, p := range r.parts {
		for _, s := range p.sentences {
			if s.titleCase() {
				continue
			}
			for i := s.from; i < s.to; i++ {
				t := s.tok(i)
				if t.class != 0 || t.kind != wordToken || !t.capital() || t.hangsOn() != "" {
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
				if n <= 3 && !t.in(worldParts) && (i > s.from || !r.lowered[t.low]) && !r.namesWithin(s, i, n) {
					found(s, i, n)
					if last := s.tok(i + n - 1); n > 1 && last.is(malwareHead|actorHead) { // "Zunthos Ransomware"
						found(s, i, n-1)
					}
				}
				i += n - 1
			}
		}
	}
}

// namesWithin reports whether a name holds one that is known, or is no name: "Angry Conti", "SMS-sending".
func (r *reading) namesWithin(s *sentence, i, n int) bool {
	for k := i; k < i+n; k++ {
		t := s.tok(k)
		if t.hyphen && (participle(t.low) || strings.HasSuffix(t.low, "ing")) {
			return true
		}
		if k > i {
			if h, ok := r.match(s, k); ok && !h.common {
				return true
			}
		}
	}
	return false
}

// hardlyNamed reports whether a name is too short to be told from an abbreviation, or is a word of another sort.
func hardlyNamed(name string) bool {
	return len(name) <= 3 && strings.ToUpper(name) == name || len(name) <= 2 || corporate(name) || strings.HasPrefix(name, "CVE") || name == "Korean"
}

// evidence is what one place says of a name for its being attackers' or a firm's.
func (s *sentence) evidence(i, to int) (p presumption) {
	b, to := s.around(i, to)
	switch {
	case s.boasts(to), s.crewAfter(to, false), s.gangsAfter(to), s.gangCalled(b):
		p.called = true
	case s.doneBy(b) && s.tok(to).kind != possToken && (!s.nounFollows(to) || s.tok(to).is(actorHead|malwareHead)), s.doerAt(to), s.boastsOf(to), s.accusedOf(b, to):
		p.accused = 1
	}
	p.studies = s.studiesAttacks(b, to)
	return p
}

// around are the tokens beside a name, but for quotation marks and its article.
func (s *sentence) around(i, to int) (before, after int) {
	for i--; i >= s.from && (s.tok(i).kind == quoteToken || s.tok(i).low == "the"); i-- {
	}
	for s.tok(to).kind == quoteToken {
		to++
	}
	return i, to
}

// weigh adds what one place says of a name of n words.
func (s *sentence) weigh(p presumption, i, n int) presumption {
	here := s.evidence(i, i+n)
	p.called, p.studies, p.accused = p.called || here.called, p.studies || here.studies, p.accused+here.accused
	word := s.tok(i).word
	p.inner = p.inner || i > s.from || n > 1 || strings.ToLower(word[1:]) != word[1:]
	p.body = p.body || institution(s, i, n)
	if s.firmOrVictim(s.around(i, i+n)) {
		p.other++
	}
	return p
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
	if s.tok(to).in(studyVerbs) {
		return s.cyber() || s.part.cyber
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
		if s.tok(to + 1).in(firmAttributes) {
			return true
		}
	case next.low == "inc" || next.low == "inc." || next.low == "corp" || next.low == "ltd" || next.low == "llc" || next.low == "ceo" || next.low == "researchers" || next.low == "researcher" || next.low == "spokesperson" || next.low == "customers" || next.low == "employees" || next.low == "users" || next.low == "vulnerability" || next.low == "flaw" || next.low == "bug" || next.low == "malware" || next.low == "backdoor" || next.low == "trojan" || next.low == "spyware" || next.low == "software" || next.low == "servers" || next.low == "server" || next.low == "attack" && s.tok(b).low == "the":
		return true
	}
	if s.offers(to) {
		return true
	}
	prev := s.tok(b)
	switch {
	case prev.low == "at", prev.low == "from":
		return s.tok(b - 1).is(roleWord | researchHead | peopleHead | attackNoun)
	case prev.low == "on", prev.low == "against", prev.low == "of":
		return s.tok(b-1).is(attackNoun) && s.tok(b-1).low != "campaign" && !s.doneBy(b) // "blamed the hack on"
	case prev.low == "to":
		return s.tok(b-1).low == "according"
	case prev.in(usePreps):
		return true
	}
	return prev.is(personTitle|firmHead) || prev.is(cyberGer) && !strings.HasSuffix(prev.low, "using") || prev.is(strongVerb) && s.tok(b-1).is(actorHead)
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

// offers reports whether what begins at token i says that the name before it is a trader's, a product's or a
// person's: ", a cloud storage provider", ", two suppliers that", ", an employee who".
func (s *sentence) offers(i int) bool {
	i = s.listedOn(i)
	if s.tok(i).low != "," || !s.tok(i+1).is(detWord|numWord) {
		return false
	}
	for k := i + 2; k < min(i+9, s.to); k++ {
		t := s.tok(k)
		if t.kind != wordToken || t.is(prepWord|relWord|auxWord) {
			return false
		}
		if t.in(offeredThings) {
			return true
		}
		if !t.is(actorHead) && (t.is(firmHead|victimNoun|peopleHead) || t.low == "software" || t.low == "tool" || t.low == "service") && !s.tok(k+1).is(actorHead|firmHead|victimNoun) {
			return true
		}
	}
	return false
}
