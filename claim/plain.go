package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	inquestNouns   = words("inquestNouns")
	hiredVerbs     = words("hiredVerbs")
	writingNouns   = words("writingNouns")
	sureAdjectives = words("sureAdjectives")
	sureNouns      = words("sureNouns")
	refusingVerbs  = words("refusingVerbs")
	knowingVerbs   = words("knowingVerbs")
	layingVerbs    = words("layingVerbs")
	nounOrVerbs    = words("nounOrVerbs")
	unsealedVerbs  = words("unsealedVerbs")
	issuedWords    = words("issuedWords")
)

// speaker reads somebody without a name who speaks, by the noun or by the speaking.
func (r *reading) speaker(s *sentence, i int) *mention {
	if m := r.plain(s, i); m != nil {
		return m
	}
	return r.whoever(s, i)
}

// plain reads somebody without a name who speaks: "the hospital's operator said", "a
// university spokesman declined to". Without a verb of speech such nouns are nobody's.
func (r *reading) plain(s *sentence, i int) *mention {
	t := s.tok(i)
	if t.kind == numberToken {
		return s.ofSeveral(i)
	}
	if !t.is(detWord|numWord|firmPre|victimNoun|roleWord|firmHead) && !t.in(inquestNouns) && t.low != "charging" || t.low == "that" || t.capital() && !t.is(detWord|numWord) && (i > s.from || s.tok(i+1).capital() || !t.is(offHead|roleWord) && t.low != "charging" && !(t.is(victimNoun|peopleHead) && strings.HasSuffix(t.low, "s") && s.speaksAt(i+1))) {
		return nil
	}
	before := i - 1
	if s.tok(before).is(detWord) {
		before--
	}
	if s.tok(before).in(strikePreps) && s.tok(before-1).is(attackNoun) && s.mentionAt(before-1) == nil {
		return nil // "an inquiry into the attack on three hospitals found"
	}
	if m := s.ofSeveral(i); m != nil {
		return m
	}
	if w := s.tok(before).low; (w == "from" || w == "across") && t.is(numWord) || w == "by" && s.tok(before-1).in(hiredVerbs) {
		return nil // "agencies from seven countries said", "investigators hired by the airline said"
	}
	from := i
	if t.is(detWord) {
		from++
	}
	for j := from; j < min(from+7, s.to); j++ {
		u := s.tok(j)
		switch {
		case u.kind == possToken:
			continue
		case u.kind != wordToken || u.is(relWord|auxWord|conjWord|prepWord|subordWord|detWord) || u.capital() && j > i:
			return nil
		case u.is(attackNoun) || !u.is(victimNoun|roleWord|firmHead|mediaHead|anaFirm|anaAgency|offHead|peopleHead) && !u.in(inquestNouns) && !u.in(serviceEndings):
			continue
		}
		to := r.whereSeated(s, j+1)
		if !s.speaksAt(to) && !s.speaksBeyond(to) && !(u.in(writingNouns) && s.speaksOnce(to)) || u.in(writingNouns) && s.writtenBy(i, j) {
			continue
		}
		for k := from; k <= j; k++ {
			if r.described(s, k) != nil || r.named(s, k) != nil || r.generic(s, k) != nil {
				return nil // a party begins within
			}
		}
		if m := r.seated(s, i, j+1); m != nil && u.is(anaAgency|offHead|govHead) {
			return m
		}
		if prev := s.tok(j - 1).low; prev == "charging" || prev == "criminal" && u.low == "complaint" {
			return r.prosecutor(i, to)
		}
		name := r.words(s, from, j+1)
		if s.tok(j+1).low == "of" {
			name = r.words(s, from, to) // "the city of Lille"
		}
		return &mention{from: i, to: to, kind: mGeneric, plain: true, party: news.Party{Name: name, Kind: plainKind(u)}}
	}
	return nil
}

// writtenBy reports whether a writing, which begins at token i and ends with token j, has an author who
// is told of beside it: "an FBI affidavit", "a report published by Acme", "the report, released by".
func (s *sentence) writtenBy(i, j int) bool {
	if n := len(s.mentions); n > 0 && (s.mentions[n-1].to == i || s.mentions[n-1].to == i-1 && s.tok(i-1).kind == possToken) {
		return true
	}
	k := j + 1
	if s.tok(k).low == "," {
		k++
	}
	switch t := s.tok(k); t.low {
	case "released", "filed", "submitted":
		return s.has(k+1, k+8, "by")
	default:
		return t.in(issuedWords)
	}
}

// speaksBeyond looks for the verb of speech after a remark that begins at token i: "the minister, who asked
// not to be named, said", "the report, seen by Reuters, says", "the insurer, in a letter to clients, blamed".
func (s *sentence) speaksBeyond(i int) bool {
	if next := s.tok(i + 1); s.tok(i).low != "," || !next.is(relWord|prepWord|advWord) && !participle(next.low) && next.low != "citing" {
		return false
	}
	if next := s.tok(i + 1); next.is(relWord) && s.speaksAt(i+2) {
		return true // "the report, which said"
	}
	for k := i + 2; k < min(i+16, s.to); k++ {
		if s.tok(k).low == "," {
			return s.speaksAt(k + 1)
		}
	}
	return false
}

// holds reports whether the words from token i, after "is" or "has", say what somebody is sure of:
// "confident that", "little doubt that", "reason to believe".
func (s *sentence) holds(i int) bool {
	for k := i; k < min(i+5, s.to); k++ {
		switch t := s.tok(k); {
		case t.in(sureAdjectives):
			next := s.tok(k + 1).low
			return next == "that" || next == "it" || next == "the" || next == "of" || s.tok(k+1).capital()
		case t.in(sureNouns):
			return s.tok(k+1).low == "that" || s.tok(k+1).low == "linking" || s.tok(k+1).low == "pointing"
		case t.low == "reason", t.low == "reasons", t.low == "grounds", t.low == "cause":
			return s.tok(k+1).low == "to" && (s.tok(k+2).is(thinkWord) || s.tok(k+2).is(sayWord))
		default:
			if t.kind != wordToken || !t.is(advWord|modWord|detWord|numWord|negWord) && t.low != "good" && t.low != "little" && t.low != "every" && t.low != "high" && t.low != "moderate" && t.low != "medium" && t.low != "low" && t.low != "strong" && t.low != "conclusive" && t.low != "clear" {
				return false
			}
		}
	}
	return false
}

// whereSeated looks over the place of whoever ends before token i: "a clinic in Graz said".
func (r *reading) whereSeated(s *sentence, i int) int {
	w := s.tok(i).low
	if w == "from" && s.places(i+1) {
		for k := i + 2; k < i+5; k++ {
			if s.speaksAt(k) {
				return k
			}
		}
	}
	if s.tok(i).in(hiredVerbs) && s.tok(i+1).low == "by" { // "investigators hired by the airline said"
		for k := i + 3; k < min(i+8, s.to); k++ {
			if s.speaksAt(k) {
				return k
			}
		}
	}
	if w != "in" && w != "at" && w != "near" && w != "of" || !s.tok(i+1).capital() {
		return i
	}
	if h, ok := r.match(s, i+1); ok && (w == "of" || h.kind != mState && h.kind != mCapital) {
		return i // "the team at Acme"
	}
	if _, n := r.nation(s, i+1); n > 0 {
		return i + 1 + n
	}
	return i + 1 + r.nameLength(s, i+1)
}

// plainKind is what a speaking noun is.
func plainKind(t *token) news.PartyKind {
	switch {
	case t.low == "diplomat", t.low == "diplomats", t.low == "envoys", t.low == "aides", t.low == "aide":
		return news.Anonymous // as officials are who have no name
	case t.is(mediaHead):
		return news.Media
	case t.is(anaAgency):
		return news.Agency
	case t.is(firmHead | anaFirm):
		return news.Company
	case t.is(roleWord | peopleHead):
		return news.Person
	}
	return news.Org
}

// speaksAt reports whether the words from token i are a verb of speech, an accusation or a
// refusal: what somebody does who makes a claim.
func (s *sentence) speaksAt(i int) bool {
	not := false
	for k := i; k < min(i+4, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.is(beWord|haveWord) && s.holds(k+1):
			return true
		case t.is(beWord), t.kind != wordToken:
			return false
		case t.is(advWord|auxWord|negWord) && !t.is(sayWord):
			not = not || t.is(negWord)
			continue
		}
		if next := s.tok(k + 1).low; k == i && next == "to" && s.reducedBelief(k) {
			return false // "phones believed to be targeted"
		}
		switch {
		case t.in(refusingVerbs):
			return true
		case t.low == "names", t.low == "named":
			return not || s.has(k+1, k+9, "as")
		case t.in(knowingVerbs):
			return not
		case t.in(layingVerbs):
			return s.laysBlame(k)
		case t.in(nounOrVerbs): // nouns, where no object follows
			if u := s.tok(k + 1); u.kind != wordToken || u.is(conjWord|prepWord) {
				return false
			}
		}
		return t.is(sayWord|accuseVerb) && !t.is(reportWord)
	}
	return false
}

// laysBlame reports whether the verb at token i lays blame on somebody, or is a court's.
func (s *sentence) laysBlame(i int) bool {
	if w := s.tok(i).low; w == "ruled" || w == "rules" {
		return s.has(i+1, i+7, "that")
	}
	for k := i + 1; k < min(i+4, s.to); k++ {
		switch s.tok(k).low {
		case "blame", "responsibility", "fault":
			return true
		}
	}
	return false
}

// speaksOnce looks for the verb of speech after how a writing was made known, which is told from token i on:
// "a complaint filed in Newark accuses", "documents obtained by Acme show".
func (s *sentence) speaksOnce(i int) bool {
	if !s.tok(i).in(unsealedVerbs) {
		return false
	}
	for k := i + 1; k < min(i+14, s.to); k++ {
		if t := s.tok(k); t.kind == markToken || t.is(conjWord|relWord) {
			return false
		} else if t.is(sayWord|accuseVerb) && !t.is(reportWord) && !participle(t.low) && s.speaksAt(k) {
			return true
		}
	}
	return false
}
