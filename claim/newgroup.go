package claim

import "strings"

// Lists of words.txt.
var (
	personaNouns    = words("personaNouns")
	dashMarks       = words("dashMarks")
	attackerPlurals = words("attackerPlurals")
	claimingVerbs   = words("claimingVerbs")
	crewNouns       = words("crewNouns")
	bandNouns       = words("bandNouns")
)

// proclaimed reports whether the words around the unknown name in [i, to) say that it is a group's:
// "a collective calling itself Silent Orchard", "Red Tide Brigade claimed responsibility for the attack",
// "Umber Heron, a hacktivist crew".
func (r *reading) proclaimed(s *sentence, i, to int) bool {
	b := i - 1
	for b > s.from && (s.tok(b).kind == quoteToken || s.tok(b).low == "the") {
		b--
	}
	switch t := s.tok(b); {
	case t.low == "itself", t.low == "themselves":
		if v := s.tok(b - 1).low; v == "calling" || v == "calls" || v == "call" || v == "called" || v == "naming" || v == "styling" || v == "styles" || v == "dubbing" || v == "dubs" {
			return true
		}
	case t.low == "self-styled", t.low == "self-proclaimed", t.low == "self-described":
		return true
	case t.in(personaNouns):
		return s.hasClass(b-3, b, cyberNoun|tradeWord|actorStrong|malwareHead) || s.tok(b-1).low == "telegram" || s.tok(b-1).low == "online" || s.tok(b).low == "persona"
	case t.low == "of":
		if s.tok(b - 1).in(attackerPlurals) {
			return true
		}
	case t.low == "to":
		for k := b - 1; k > max(s.from, b-10); k-- {
			if w := s.tok(k).low; w == "attributed" || w == "attributes" || w == "attribute" || w == "attributing" {
				return s.hasClass(k+1, b, attackNoun) && !s.tok(to).is(roleWord) && s.tok(to).kind != possToken
			}
		}
	case t.in(dashMarks):
		if (s.tok(b-1).in(crewNouns) || s.tok(b-1).is(actorStrong) && dash(s.tok(b).word)) && s.tok(to).word == s.tok(b).word {
			return s.hasClass(b-5, b, cyberNoun|tradeWord|actorStrong)
		}
	}
	if s.tok(to-1).in(bandNouns) && s.tok(to-2).low != "fire" && s.cyber() {
		return true
	}
	quoted := false
	for s.tok(to).kind == quoteToken || quoted && s.tok(to).low == "," && s.tok(to+1).kind == quoteToken {
		to, quoted = to+1, s.tok(i-1).kind == quoteToken
	}
	return s.boasts(to) || s.crewAfter(to, quoted)
}

// boasts reports whether whoever ends before token i claims an attack: "has claimed responsibility for
// the breach".
func (s *sentence) boasts(i int) bool {
	for s.tok(i).is(auxWord|advWord) || s.tok(i).low == "," {
		i++
	}
	if !s.tok(i).in(claimingVerbs) {
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
		if u.low == "(" && s.tok(k+2).low == ")" { // "an advanced persistent threat (APT) group"
			k += 2
			continue
		}
		if u.kind != wordToken || u.is(prepWord|relWord|auxWord|sayWord) {
			return false
		}
		if hacking = hacking || u.is(cyberNoun|tradeWord|actorStrong) || strings.HasPrefix(u.low, "pro-") || strings.HasPrefix(u.low, "hack") || u.low == "threat"; !hacking {
			continue
		}
		if u.in(crewNouns) || u.low == "hackers" || u.low == "hacktivists" {
			return s.tok(k+1).kind != possToken && (!s.tok(k+1).capital() || s.tok(k+1).kind != wordToken)
		}
	}
	return false
}

// collective reports whether "Anonymous" at token i is the collective and no adjective.
func (s *sentence) collective(i int) bool {
	if s.tok(i).low != "anonymous" || s.headline || s.titleCase() {
		return false
	}
	next := s.tok(i + 1)
	return next.is(cyberVerb|auxWord|accuseVerb|prepWord|relWord|conjWord) || next.kind == possToken || i > s.from && (next.kind != wordToken || next.is(advWord))
}

// hackersOf reports whether the name at token i is that of whose hackers are told of: "hackers of the BO Team".
func (s *sentence) hackersOf(i int) bool {
	k := i - 1
	if s.tok(k).low == "the" {
		k--
	}
	if s.tok(k).kind == quoteToken {
		k--
	}
	return s.tok(k).low == "persona" || s.tok(k).low == "of" && s.tok(k-1).is(actorStrong)
}
