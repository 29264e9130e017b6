package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	robbingWords  = words("robbingWords")
	harmingWords  = words("harmingWords")
	hardlyVictims = words("hardlyVictims")
	strikingVerbs = words("strikingVerbs")
	breakingNouns = words("breakingNouns")
)

// A suffering is somebody, or something that is somebody's, to whom words of an operation say
// that it was done.
type suffering struct {
	at    int    // token of those words
	words string // the victim, as it stands or as it is known
	how   string // what shows it: "on", "object", "passive", "compound", "against"
}

// victim says whom the operation of c was against, "" when the text doesn't.
func (r *reading) victim(c *candidate) string {
	if !c.strikes() {
		return ""
	}
	all := r.victims(c)
	best := 0 // nobody
	for i, v := range all {
		if v.score > all[best].score {
			best = i
		}
	}
	return all[best].words
}

// strikes reports whether a claim is of an operation: who is whose sponsor, or another name of
// whom, has no victim.
func (c *candidate) strikes() bool {
	return c.relation != news.SameAs && !(c.relation == news.SponsoredBy && c.subject != "" && c.t.of.frame == "tie")
}

// sufferings finds the object of an attack verb, what follows "attack on", what is named beside
// the attack; never the accused of c.
func (r *reading) sufferings(s *sentence, c *candidate) []suffering {
	var out []suffering
	try := func(i int, how, v string) {
		if v != "" {
			out = append(out, suffering{i, v, how})
		}
	}
	for i := s.from; i < s.to; i++ {
		u, next := s.tok(i), s.tok(i+1)
		if s.electoral(i) {
			try(i+2, "compound", r.eventPhrase(s, i))
		} else if u.is(attackNoun) && i > s.from {
			try(i+2, "compound", r.compoundVictim(c, i))
		}
		switch {
		case (u.low == "target" || u.low == "targets" || u.low == "victim" || u.low == "victims") && next.low == "of":
			if k := s.becomes(i); k > 0 {
				try(i, "passive", r.subjectPhrase(c, k))
			} else if k, how := s.strikesAt(i); k > 0 {
				try(i, how, r.object(c, k))
			}
		case u.in(robbingWords) && s.robbed(i) > 0:
			try(i, "robbed", r.object(c, s.robbed(i)))
		case u.is(attackNoun) && (next.low == "on" || next.low == "against" || next.low == "of" || next.low == "at" || next.low == "into" || next.low == "targeting" || next.low == "in" || next.low == "within" || next.low == "inside" || next.low == "affecting" || next.low == "hitting"):
			if next.low == "in" && !s.tok(i+2).capital() || s.blamedOn(i) {
				continue
			}
			try(i, "on", r.object(c, i+2))
		case u.is(cyberVerb) && u.kind == wordToken && !(u.is(attackNoun) && (s.tok(i-1).is(detWord) || next.is(prepWord))):
			how, v := r.verbVictim(c, i)
			try(i, how, v)
		case u.low == "including" && len(out) > 0 && out[len(out)-1].at < i && i-out[len(out)-1].at < 10:
			try(i, "including", r.object(c, i+1))
		case s.befell(i) > 0:
			try(i, "passive", r.subjectPhrase(c, s.befell(i)))
		case s.reaches(i) > 0:
			try(i, "object", r.object(c, s.reaches(i)))
		case u.in(disturbedEvents) && i > s.from:
			try(i, "event", r.eventPhrase(s, i))
		case u.low == "aimed" && next.low == "at":
			try(i, "against", r.object(c, i+2))
		case u.in(harmingWords):
			j := i + 1
			if next.low == "with" || next.low == "in" {
				j++
			}
			try(i, "against", r.object(c, j))
		default:
			if k, how := s.strikesAt(i); k > 0 {
				try(i, how, r.object(c, k))
			}
		}
	}
	return out
}

// verbVictim finds whom the verb of attack at token i tells of as struck, and how that is shown.
func (r *reading) verbVictim(c *candidate, i int) (how, words string) {
	s := c.s
	u, next := s.tok(i), s.tok(i+1)
	if s.tok(i-1).low == "data" && s.tok(i-2).is(haveWord) { // "had data stolen by"
		return "passive", r.subjectPhrase(c, i-2)
	}
	if (s.tok(i-1).is(beWord) || next.low == "by") && !strings.HasSuffix(u.low, "ing") { // passive: the subject
		if u.low == "used" || u.low == "deployed" { // a tool, or who lends one
			return "", ""
		}
		return "passive", r.subjectPhrase(c, s.amongThose(i))
	}
	j := i + 1
	if next.low == "against" || next.low == "on" || next.low == "into" || next.low == "at" || next.low == "with" || next.low == "in" {
		j++
	}
	if k := s.ownerAt(j); k > 0 {
		if v := r.object(c, k); v != "" {
			return "object", v
		}
	}
	if !startsAttack(s, j) {
		return "object", r.object(c, j)
	}
	return "", ""
}

// particle reports the adverbs that belong to verbs of attack: "knocked out the exchange", "took down the site".
func particle(low string) bool {
	return low == "out" || low == "down" || low == "offline" || low == "off"
}

func startsAttack(s *sentence, j int) bool {
	for k := j; k < min(j+5, s.to); k++ {
		if s.tok(k).is(attackNoun|malwareHead) && !s.tok(k).capital() {
			return true
		}
		if s.tok(k).is(prepWord) {
			return false
		}
	}
	return false
}

// object takes the noun phrase that begins at token j.
func (r *reading) object(c *candidate, j int) string {
	s := c.s
	for j < s.to && (s.tok(j).is(detWord|advWord) || s.tok(j).kind == quoteToken || s.tok(j).low == "least" || s.tok(j).low == "more" || s.tok(j).low == "estimated" || s.tok(j).low == "nearly" || s.tok(j).low == "at" && s.tok(j+1).low == "least" || s.tok(j).low == "than" || particle(s.tok(j).low) || s.tok(j).low == "number" || s.tok(j).low == "of" || s.tok(j).in(assetNouns) && (s.tok(j+1).low == "of" || s.tok(j+1).low == "at" || s.tok(j+1).low == "belonging")) || j > s.from && s.tok(j-1).in(assetNouns) && (s.tok(j).low == "at" || s.tok(j).low == "belonging" || s.tok(j).low == "to" && s.tok(j-1).low == "belonging") {
		j++
	}
	k := j
	for k < s.to && k-j < 12 {
		t := s.tok(k)
		if m := s.mentionAt(k); m != nil && m != c.x && m.kind != mCVE {
			k = m.to
			continue
		}
		if t.kind == possToken || t.kind == numberToken || t.low == "&" || k > j && s.pluralPossessive(k) {
			k++
			continue
		}
		if n := s.listGoesOn(k); n > 0 && k > j {
			k = n
			continue
		}
		if k > j && (t.is(detWord) && !s.tok(k-1).is(prepWord|conjWord) || s.trails(k)) {
			break // "thirty companies this year", "tools known to the police"
		}
		if t.kind != wordToken || t.is(auxWord|relWord|subordWord|modalWord|monthWord) || t.is(prepWord) && !((t.low == "of" || s.whereabouts(k)) && k > j) ||
			(t.is(sayWord) && !t.is(reportWord) && s.tok(k+1).low != "tank" && s.tok(k+1).low != "tanks") || t.low == "to" || t.low == "offline" || t.is(conjWord) && t.low != "and" || (t.low == "and" && (k+1 >= s.to || s.tok(k+1).is(cyberVerb|auxWord|detWord|sayWord|accuseVerb) || strings.HasSuffix(s.tok(k+1).low, "ing") && !s.ofTrade(k+1) || s.tok(k+1).in(goOnVerbs))) || t.is(advWord) && k > j || strings.HasSuffix(t.low, "ing") && k > j && !t.is(attackNoun) && !s.ofTrade(k) {
			break
		}
		k++
	}
	if m := s.mentionAt(j); k == j || m != nil && (m == c.x || m.kind == mCVE || s.means(m)) || s.tok(j).file() {
		return ""
	}
	if k == j+1 && (s.tok(j).is(itWord|theyWord|cyberNoun|heWord) || s.tok(j).low == "them" || s.tok(j).low == "systems") {
		return ""
	}
	for s.tok(j).is(conjWord) || s.tok(j).low == "involving" {
		j++
	}
	switch first := s.tok(j); {
	case j >= k, !s.suffers(j, k) && !s.struck(j, k), first.is(actorHead) && !first.capital() && !first.is(victimNoun):
		return ""
	case k == j+1 && first.is(attackNoun|malwareHead): // "a wave of DDoS attacks"
		return ""
	case first.low == "feet", first.low == "hands", first.low == "behalf", first.low == "name":
		return ""
	}
	if s.tok(k-1).low == "of" {
		if v := r.object(c, k); v != "" {
			return v // "the accounts of at least ten envoys"
		}
		k--
	}
	if r.harmful(s, j, k) {
		return ""
	}
	if m := s.mentionAt(k + 1); m != nil && s.tok(k).low == "," && s.tok(k-1).is(firmHead|victimNoun) && !strings.HasSuffix(s.tok(k-1).low, "s") && (m.kind == mOrg || m.kind == mName) && m.from == k+1 && !s.tok(m.to).is(sayWord|auxWord) {
		return r.span(s, m) // "the software vendor, SolarWinds"
	}
	return r.victimWords(s, j, k)
}

// whereabouts reports whether a place follows that tells which ones are meant: "companies in the
// US", "ministries across Europe", "banks around the world".
func (s *sentence) whereabouts(i int) bool {
	next := s.tok(i + 1)
	switch s.tok(i).low {
	case "in":
		return next.capital() && !next.is(monthWord) || next.low == "the" && s.tok(i+2).capital() || s.places(i+1)
	case "at": // whose they are: "pumps at the Corwen water plant"
		if next.is(detWord) {
			next = s.tok(i + 2)
		}
		return next.capital() && !next.is(monthWord) && !next.in(weekdayNames)
	case "across", "throughout", "around":
		if next.low == "the" {
			next = s.tok(i + 2)
		}
		return next.capital() || next.low == "world" || next.low == "globe" || next.low == "country"
	}
	return false
}

// harmful reports whether the phrase from j to k is what does harm, not what suffers it:
// malware, an attack, a security firm.
func (r *reading) harmful(s *sentence, j, k int) bool {
	if t := s.tok(k - 1); t.is(actorStrong) && !t.is(victimNoun) && !t.capital() {
		return true // "the GRU hackers"
	}
	if t := s.tok(k - 1); t.is(malwareHead|attackNoun) && !s.electoral(k-1) || t.low == "content" || t.low == "profile" {
		return true
	}
	m := s.mentionAt(k - 1)
	return m != nil && m.from <= j && (m.kind == mMalware || m.kind == mActor || m.class == "vendor" && !s.tok(k).is(attackNoun))
}

// robbed finds what follows the "from" after token i, within the clause.
func (s *sentence) robbed(i int) int {
	for k := i + 1; k < min(i+11, s.to); k++ {
		t := s.tok(k)
		if t.low == "from" {
			return k + 1
		}
		if t.low == "," || t.is(relWord|auxWord) || t.low == "by" {
			return -1
		}
	}
	return -1
}

// trails reports whether token i is a participle that begins a clause after its noun.
func (s *sentence) trails(i int) bool {
	t, next := s.tok(i), s.tok(i+1)
	return (strings.HasSuffix(t.low, "ed") || t.low == "known" || t.low == "seen") && !t.capital() && !strings.Contains(t.low, "-") &&
		(next.is(prepWord|auxWord|subordWord) || next.low == "to" || next.kind != wordToken && next.kind != possToken)
}

// suffers reports whether the words from j to k can be a victim: they hold a name, or a word
// for somebody or for what somebody runs. Files, access and techniques are no victims.
func (s *sentence) suffers(j, k int) bool {
	for i := j; i < k; i++ {
		if t := s.tok(i); t.is(victimNoun) || t.capital() && (i > s.from || s.mentionAt(i) != nil) && !strings.HasPrefix(t.low, "cve-") && !t.file() {
			return true
		}
	}
	return false
}

// struck reports whether the words from j to k are what an attack is said to be on, or what was hacked: "the attack on the
// steel works", "breached the zoo". No list of nouns holds everybody who may be attacked.
func (s *sentence) struck(j, k int) bool {
	i := j - 1
	for i > s.from && s.tok(i).is(detWord) {
		i--
	}
	if i == j-1 {
		return false
	}
	prep := s.tok(i).low
	deed := (prep == "on" || prep == "against" || prep == "at" || prep == "into" || prep == "inside" || prep == "within") && s.tok(i-1).is(attackNoun) ||
		prep == "of" && s.tok(i-1).in(breakingNouns) || prep == "at" && s.tok(i-1).in(harmNouns)
	return (deed || s.tok(i).in(strikingVerbs)) && s.strikable(k-1)
}

// strikable reports whether the noun at token i may be somebody, or something of somebody's, that is attacked.
func (s *sentence) strikable(i int) bool {
	t := s.tok(i)
	return !t.capital() && t.kind == wordToken && !t.is(cyberNoun|attackNoun|malwareHead|actorHead|advWord|toolNoun) && !t.in(hardlyVictims)
}

// subjectPhrase takes the noun phrase that ends before the verb at i.
func (r *reading) subjectPhrase(c *candidate, i int) string {
	s := c.s
	j := i - 1
	for j > s.from && s.tok(j).is(auxWord|advWord) {
		j--
	}
	if t := s.tok(j); t.is(sayWord) && t.kind == wordToken && s.mentionAt(j-1) != nil { // "IAAF says hit by"
		j--
	}
	if s.tok(j).low == "," {
		if k := s.opening(j); k > 0 {
			j = k - 1
		}
	}
	if m := s.mentionAt(j); m != nil && m != c.x {
		if m.back && m.party.Name != "" {
			return m.party.Name
		}
		k := s.phraseBefore(m.from)
		if k == m.from && (m.kind == mOrg || m.kind == mName) {
			k = s.trade(k)
		}
		if k < m.from {
			return r.words(s, k, m.to)
		}
		return r.span(s, m)
	}
	k := j
	for k > s.from && j-k < 5 && (s.tok(k-1).kind == wordToken || s.tok(k-1).kind == possToken) && !s.tok(k-1).is(detWord|prepWord|auxWord|sayWord|relWord) {
		k--
	}
	k = s.phraseBefore(k)
	if s.tok(j).kind != wordToken || s.tok(j).is(itWord|theyWord|relWord|attackNoun|sayWord) || !s.suffers(k, j+1) {
		return ""
	}
	return r.victimWords(s, k, j+1)
}

// compoundVictim reads "the Microsoft Exchange hack": the name before the attack.
func (r *reading) compoundVictim(c *candidate, i int) string {
	s := c.s
	j := i - 1
	for j > s.from && (s.tok(j).is(cyberNoun) && (!s.tok(j).capital() || s.tok(j).low == "ddos") || s.tok(j).low == "data" || s.tok(j).low == "supply" || s.tok(j).low == "chain" || s.tok(j).low == "hacking") {
		j--
	}
	k := j + 1
	for k > s.from && (s.tok(k-1).capital() || s.tok(k-1).kind == numberToken && k <= j) && !s.tok(k-1).is(starter|monthWord) {
		if m := s.mentionAt(k - 1); m != nil && (m == c.x || m.kind == mActor && m.party.ID != "" || m.kind == mVague) {
			break
		}
		if iso, n := r.nation(s, k-1); n > 0 && (k-1 == j || c.x != nil && iso == c.accused.Country) {
			break
		}
		k--
	}
	if k > j {
		if j >= s.from && s.tok(j).kind == possToken {
			if m := s.mentionAt(j - 1); m != nil && m != c.x && m.kind == mOrg {
				return r.span(s, m)
			}
		}
		return ""
	}
	return r.victimWords(s, k, j+1)
}
