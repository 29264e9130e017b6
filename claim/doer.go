package claim

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
		if t.is(modalWord|advWord) && !t.is(negWord) || t.low == "likely" || t.low == "probably" || be && (t.low == "believed" || t.low == "thought" || t.low == "said" || t.low == "suspected" || t.low == "to") || t.low == "also" || t.low == "," && k == i {
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
