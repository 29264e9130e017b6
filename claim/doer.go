package claim

import "slices"

// Lists of words.txt.
var (
	gangNouns        = words("gangNouns")
	gangTrades       = words("gangTrades")
	namingVerbs      = words("namingVerbs")
	gangHeads        = words("gangHeads")
	identifiedAs     = words("identifiedAs")
	workNouns        = words("workNouns")
	perpetratedVerbs = words("perpetratedVerbs")
	mishapNouns      = words("mishapNouns")
	wellMeantWords   = words("wellMeantWords")
)

// What is said, beside a name, of nobody but attackers.

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
			return s.tok(k + 1).in(gangedNouns)
		default:
			return t.in(gangedNouns) && s.cyber()
		}
	}
	switch t, next := s.tok(i), s.tok(i+1); {
	case t.low == "hackers":
		return s.cyber()
	case t.low == "campaigns", t.low == "intrusions":
		return s.cyber() && !s.electoral(i) && !next.is(beWord) // "the Mayhew campaigns were hacked"
	case t.low == "ransomware":
		return !next.is(roleWord|firmHead|productWord|attackNoun) && next.low != "detection" && next.low != "protection" && next.low != "defense" && next.low != "report"
	case t.in(gangNouns):
		return !t.capital() || s.tok(i-1).capital()
	case t.low == "leak", t.low == "extortion":
		return next.low == "site" || next.low == "gang" || next.low == "group" || next.low == "blog" || next.low == "portal"
	case t.in(gangTrades):
		return next.is(actorHead) && next.low != "team"
	}
	return false
}

// listedOn is where a list of names ends that goes on at token i: ", Kroval and Lynx".
func (s *sentence) listedOn(i int) int {
	k := i
	for range 6 {
		if w := s.tok(k).low; w != "," && w != "and" && w != "or" && w != "&" {
			break
		}
		last := k
		for s.tok(k).low == "," || s.tok(k).low == "and" || s.tok(k).low == "or" || s.tok(k).low == "&" {
			k++
		}
		if !s.tok(k).capital() {
			return last
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
	switch w := s.tok(k); {
	case w.low == "as", w.low == "itself", w.low == "themselves":
		k--
		switch w := s.tok(k); {
		case w.in(identifiedAs):
			k--
		default:
			return false
		}
	case w.in(namingVerbs):
		k--
	case w.low == "gang", w.low == "hackers", w.low == "extortionists":
		return true
	case w.in(gangHeads):
		if s.tok(k-1).low == ")" { // "ransomware-as-a-service (RaaS) group"
			k--
		}
		trade := s.tok(k - 1) // and no "attack on retail group"
		return trade.is(tradeWord|cyberNoun|malwareHead|actorStrong) || trade.low == "threat" || trade.low == "hacktivist"
	default:
		return false
	}
	for ; k > max(s.from-1, b-12); k-- { // "a group that it tracks as": the first noun back is who is named
		t := s.tok(k)
		named := (t.in(crewNouns) || t.is(actorStrong)) && t.kind == wordToken
		if !named && (t.is(relWord|itWord|theyWord|auxWord|advWord|modWord) || t.capital() && k > s.from || t.low == "to" || t.low == "that") {
			continue
		}
		return named && (t.low != "operation" && t.low != "brand" || s.tok(k-1).is(malwareHead|tradeWord|cyberNoun))
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
		return s.attackBefore(b, "attributed", "attributes", "attribute", "attributing", "ascribed", "ascribes") || s.tok(b-1).low == "ransom"
	case "on":
		return s.attackBefore(b, "blamed", "blame", "blames", "blaming", "pinned", "pins")
	case "of":
		if s.tok(b - 1).in(workNouns) {
			return true
		}
	case "by":
		switch t := s.tok(b - 1); {
		case t.low == "out":
			return s.tok(b-2).low == "carried" && s.attackSubject(b-2)
		case t.in(perpetratedVerbs):
			return s.attackSubject(b - 1)
		case t.low == "hacked", t.low == "breached", t.low == "infiltrated", t.low == "extorted":
			return true
		}
	}
	return false
}

// attackBefore reports whether one of the verbs stands before token b and has an attack for its object, or for its
// subject where it is passive: "attributed the breach to", "the breach was attributed to".
func (s *sentence) attackBefore(b int, verbs ...string) bool {
	for k := b - 1; k > max(s.from-1, b-14); k-- {
		switch t := s.tok(k); {
		case slices.Contains(verbs, t.low):
			return k+1 < b && s.attackHead(k+1, b) || s.attackSubject(k) || s.whichIs(k)
		case t.low == ";" || t.low == "said" || t.low == "says":
			return false
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
		if t.is(modalWord|advWord) && !t.is(negWord) || t.low == "likely" || t.low == "probably" || be && (t.low == "believed" || t.low == "thought" || t.low == "said" || t.low == "suspected" || t.low == "to") || t.low == "also" || t.low == "," && k == i {
			continue
		}
		break
	}
	for j := k + 1; j < min(k+10, s.to); j++ {
		t := s.tok(j)
		if t.kind == markToken || t.is(relWord|sayWord|prepWord) && t.low != "for" {
			break
		}
		if t.in(wellMeantWords) {
			return false // "is behind the awareness campaign"
		}
	}
	switch s.tok(k).low {
	case "behind":
		return be && s.hasClass(k+1, k+9, attackNoun|cyberNoun)
	case "responsible":
		return s.tok(k+1).low == "for" && (s.tok(k+2).is(cyberGer) || s.attackHead(k+2, min(k+10, s.to)) && !s.mishap(k+2))
	}
	return false
}

// attackSubject reports whether the subject of the passive verb at token v is an attack: "the breach of the port
// was carried out by", and not "the investigation into the breach".
func (s *sentence) attackSubject(v int) bool {
	end := v - 1
	for end > s.from && (s.tok(end).is(auxWord|advWord|relWord) || s.tok(end).low == "," || s.tok(end).low == "that") {
		end--
	}
	from := end
	for from > s.from && s.tok(from-1).kind == wordToken && (!s.tok(from-1).is(relWord|sayWord|auxWord) || s.tok(from-1).low == "to") && s.tok(from-1).low != "that" {
		from--
	}
	return s.attackHead(from, end+1)
}

// attackHead reports whether the head of the nouns in [from, to) is an attack or what it was done with, and meant ill.
func (s *sentence) attackHead(from, to int) bool {
	head := to - 1
	for k := from; k < to; k++ {
		if t := s.tok(k); t.is(prepWord|subordWord) || t.low == "to" || t.kind == markToken {
			head = k - 1
			break
		}
	}
	for k := from; k <= head; k++ {
		if s.tok(k).in(wellMeantWords) {
			return false
		}
	}
	t := s.tok(head)
	return head >= from && (t.is(attackNoun|malwareHead) || t.low == "it" && s.cyber() || t.low == "activity")
}

// mishap reports what somebody may answer for who was attacked: "responsible for the breach".
func (s *sentence) mishap(i int) bool {
	for k := i; k < i+5; k++ {
		if s.tok(k).in(mishapNouns) {
			return true
		}
	}
	return false
}
