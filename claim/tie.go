package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	campaignNouns = words("campaignNouns")
	tiedBodies    = words("tiedBodies")
)

// fromTie finds the accused after the preposition that the pattern wants, and for a few
// verbs the other way round: "linked North Korea to the theft".
func (r *reading) fromTie(s *sentence, t trigger, voice string, add func(*mention, news.Party, string), rights func(int, int, string)) {
	j := s.prepAfter(t)
	if j < 0 {
		return
	}
	if t.of.name == "attribute" && s.charged(t, voice) && s.deedOrTool(j) { // "APT28 has been attributed to the theft"
		for _, m := range s.leftOf(t.from, 1) {
			add(m, m.asAccused(), "linked")
		}
		return
	}
	if s.namesake(j) && s.charged(t, voice) { // "the hackers linked to the Contagious Interview campaign"
		for _, m := range s.leftOf(t.from, 1) {
			add(m, m.asAccused(), "linked")
		}
		return
	}
	if t.prep == "between" { // "a link between APT31 and the hack", "between the hack and APT31"
		if m := s.mentionAt(j); m != nil && m.accusable() && s.tok(m.to).low == "and" && s.deedOrTool(m.to+1) {
			add(m, m.asAccused(), "mid")
			return
		}
		j = s.otherSide(j)
	}
	rights(j, 4, "right")
	for _, m := range s.rightOf(j, 1) {
		if s.direct(j, m) {
			return // "linked the group to Russia"
		}
		if s.firmNamed(j, m) {
			return // "linked APT32 to a Vietnamese firm called Zenlab"
		}
	}
	switch t.of.name {
	case "link", "tie", "connect", "associate", "blame-on":
	default:
		return
	}
	for _, m := range s.rightOf(t.to, 1) { // "linked North Korea to the theft"
		if m.from < j {
			add(m, m.asAccused(), "mid")
		}
	}
	if (s.deedAt(j) || s.charged(t, voice) && s.deedOrTool(j)) && (voice == "passive" || voice == "relative" || voice == "bare") { // "Lazarus has been linked to the theft"
		for _, m := range s.leftOf(t.from, 1) {
			add(m, m.asAccused(), "linked")
		}
	}
}

// firmNamed reports whether the phrase at token i is a firm or a body whose name m is: "an Iranian company named Rayan", "two
// firms: Adnova and Pressroom".
func (s *sentence) firmNamed(i int, m *mention) bool {
	if m.back || m.kind != mOrg && m.kind != mName && m.kind != mPerson {
		return false
	}
	firm := false
	for k := i; k < m.to; k++ {
		t := s.tok(k)
		firm = firm || t.is(firmHead) || t.in(tiedBodies)
		if k >= m.from {
			continue
		}
		if t.kind != wordToken && t.kind != quoteToken && (t.low != ":" || !firm) || t.is(attackNoun|toolNoun|relWord|sayWord) {
			return false
		}
	}
	return firm && !s.tok(m.to).is(attackNoun|toolNoun) // "to Veltri Institute hack": whom it hit
}

// otherSide is the token after the "and" of "between the hack of the ministry and", where who is linked to a
// deed stands; else i.
func (s *sentence) otherSide(i int) int {
	if !s.deedAt(i) {
		return i
	}
	for k := i; k < min(i+10, s.to); k++ {
		if t := s.tok(k); t.low == "and" {
			for _, m := range s.rightOf(k+1, 1) {
				if s.direct(k+1, m) {
					return k + 1
				}
			}
			return i
		} else if t.kind == markToken {
			return i
		}
	}
	return i
}

// charged reports whether a named gang or the hackers of a state are the subject of a passive:
// "APT28 has been attributed to a campaign".
func (s *sentence) charged(t trigger, voice string) bool {
	if voice != "passive" && voice != "bare" {
		return false
	}
	for _, m := range s.leftOf(t.from, 1) {
		if m.kind != mActor && m.kind != mVague && m.kind != mGroup || m.deed {
			return false
		}
		switch s.gap(m.to, t.from) {
		case "adj", "aux", "hedge", "app", "appaux":
			return true
		}
	}
	return false
}

// namesake reports whether it is a campaign that has a group's name at token i: "the Salt Typhoon
// campaign".
func (s *sentence) namesake(i int) bool {
	for k := i; k < min(i+5, s.to); k++ {
		if m := s.mentionAt(k); m != nil {
			switch next := s.tok(m.to); {
			case next.low == "operation", next.low == "operations":
				if m.party.Kind == news.CriminalGroup || s.tok(m.to-1).low == "ransomware" {
					return false // the gang itself
				}
				return m.kind == mActor && !s.tok(m.to+1).is(actorHead)
			case next.in(campaignNouns):
				return m.kind == mActor && !s.tok(m.to+1).is(actorHead)
			}
			return false
		}
		if t := s.tok(k); t.kind != quoteToken && !t.is(detWord|modWord|advWord) && !strings.Contains(t.low, "-") {
			return false
		}
	}
	return false
}

// deedOrTool reports whether the noun phrase at token i is an attack or what attackers make.
func (s *sentence) deedOrTool(i int) bool {
	if s.deedAt(i) || s.tok(i).low == "what" && s.hasClass(i, i+14, attackNoun|toolNoun) {
		return true
	}
	for k := i; k < min(i+12, s.to); k++ {
		t := s.tok(k)
		if t.is(toolNoun|attackNoun) && !s.tok(k+1).is(actorHead) {
			return true
		}
		if t.kind == markToken && t.low != "(" && t.low != ")" && t.low != "," && s.tok(k+1).word != "NET" || t.is(relWord|auxWord|sayWord) && t.low != "set" || t.is(actorHead) {
			return false
		}
	}
	return false
}

// deedAt reports whether the noun phrase at token i is an attack, and nobody who attacks.
func (s *sentence) deedAt(i int) bool {
	for k := i; k < min(i+9, s.to); k++ {
		t := s.tok(k)
		if t.is(attackNoun) && !s.tok(k+1).is(actorHead) {
			return true
		}
		if t.kind != wordToken && t.kind != numberToken && t.kind != possToken || t.is(relWord|auxWord|sayWord) || t.is(actorHead) && !t.capital() {
			return false
		}
		if m := s.mentionAt(k); m != nil && (m.kind == mVague || m.kind == mActor || m.kind == mGroup) {
			return false
		}
	}
	return false
}
