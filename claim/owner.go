package claim

import "strings"

// Lists of words.txt.
var (
	ownedVerbs      = words("ownedVerbs")
	assetNouns      = words("assetNouns")
	disturbedEvents = words("disturbedEvents")
	voteKinds       = words("voteKinds")
	campaignKinds   = words("campaignKinds")
)

// becomes finds the verb that makes somebody a target or a victim, before token i: "is one of the
// many victims of", "have emerged as the target of".
func (s *sentence) becomes(i int) int {
	for k := i - 1; k > s.from && i-k < 7; k-- {
		t := s.tok(k)
		switch {
		case t.is(beWord), t.low == "became", t.low == "become", t.low == "emerged":
			return k
		case !t.is(detWord|numWord|modWord) && t.low != "of" && t.low != "as" && t.low != "latest":
			return 0
		}
	}
	return 0
}

// ownerAt finds, from token j, whose the thing is that was broken into: "accounts at ministries",
// "accounts belonging to activists".
func (s *sentence) ownerAt(j int) int {
	for k := j; k < min(j+7, s.to); k++ {
		t := s.tok(k)
		if t.kind != wordToken || t.is(auxWord|relWord|sayWord|subordWord) {
			return 0
		}
		if !t.in(assetNouns) {
			continue
		}
		n := k + 1
		if e := s.aside(n); e > 0 {
			n = e + 1
		}
		switch u := s.tok(n); {
		case u.low == "at":
			return n + 1
		case u.in(ownedVerbs):
			if w := s.tok(n + 1).low; w == "to" || w == "by" {
				return n + 2
			}
		}
	}
	return 0
}

// common reports whether a victim is a thing that anybody has: "network", "the infected
// computers", or one word for anybody: "companies".
func common(victim string) bool {
	if victim == "" || victim != strings.ToLower(victim) {
		return false
	}
	k := strings.LastIndexByte(victim, ' ')
	return k < 0 || classOf(victim[k+1:])&(cyberHint|toolNoun) != 0
}

// eventPhrase takes the names before an event: "the 2016 presidential election".
func (r *reading) eventPhrase(s *sentence, i int) string {
	j := i
	for j > s.from && i-j < 5 && eventName(s.tok(j-1)) {
		j--
	}
	if j == i {
		return ""
	}
	return r.words(s, j, i+1)
}

func eventName(t *token) bool {
	if t.in(voteKinds) {
		return true
	}
	return t.kind == numberToken || t.capital() && !t.is(starter|monthWord)
}

// electoral reports whether the campaign at token i is for votes: "the Clinton campaign".
func (s *sentence) electoral(i int) bool {
	if t := s.tok(i); t.low != "campaign" && t.low != "campaigns" {
		return false
	}
	prev := s.tok(i - 1)
	if prev.kind == possToken {
		return len(s.tok(i-2).table.offices) > 0 || s.mentionAt(i-2) != nil && s.mentionAt(i-2).kind == mPerson
	}
	if prev.in(campaignKinds) {
		return true
	}
	return len(prev.table.offices) > 0 && prev.capital()
}
