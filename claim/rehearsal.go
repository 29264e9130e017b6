package claim

import "strings"

// Words of attack that hit nobody: what is played in a drill or told in a film, what is done against those who attack, what
// leaks from whoever stands before it, and what is only feared.

// Lists of words.txt.
var (
	playedWords   = words("playedWords")
	unrealWords   = words("unrealWords")
	playNouns     = words("playNouns")
	evilNouns     = words("evilNouns")
	driveNouns    = words("driveNouns")
	showVerbs     = words("showVerbs")
	fearedWords   = words("fearedWords")
	civicNouns    = words("civicNouns")
	hearsayNouns  = words("hearsayNouns")
	overPreps     = words("overPreps")
	hypotheticals = words("hypotheticals")
	goodWords     = words("goodWords")
	readyWords    = words("readyWords")
)

// harmless reports whether the words beside the accused tell of no attack on anybody, or of one on the accused.
func (s *sentence) harmless(c *candidate) bool {
	t := c.t
	if s.played(c) || s.opensPlay() || s.wellMeant(c.x) {
		return true
	}
	switch t.of.name {
	case "noun-act":
		return c.x.to <= t.from && (s.againstEvil(t.from) || s.civic(c) || s.leaked(c) || s.drive(c) || s.struckBy(c))
	case "launch", "commission", "raid", "seize":
		return c.x.to <= t.from && (s.againstEvil(t.to) || s.leaked(c) || s.itsThings(c) || s.objectBefore(c))
	case "by-noun":
		return s.readyFor(t.from)
	case "by-hit":
		return s.supposable(t) || s.tok(t.from).is(attackNoun) && s.readyFor(t.from)
	case "deny", "scorn":
		return s.shrugged(t)
	case "arrest":
		return s.caughtThere(c.x)
	case "warn-of", "condemn": // to condemn an attack is to say that there was one
		return strings.HasPrefix(s.tok(t.from).low, "warn") && s.feared(c)
	case "call-out":
		return s.overHearsay(c)
	case "scorn-word", "deny-word":
		return s.madeUp(t)
	}
	return false
}

// played reports whether the attack, or whom it strikes, is made up: "ran a simulated cyberattack", "attacked an imaginary exchange".
func (s *sentence) played(c *candidate) bool {
	from, to := min(c.t.from, c.x.from), max(c.t.to, c.x.to)
	for i := max(s.from, from-2); i < min(to+4, s.to); i++ {
		if !s.tok(i).in(playedWords) || i >= to && s.cutOff(to, i) {
			continue
		}
		prev := s.tok(i - 1)
		if (i == s.from || prev.kind != wordToken || prev.is(detWord|prepWord|strongVerb|cyberVerb|numWord) || s.playing(i-1)) && s.nounFollows(i+1) {
			return s.tok(i).in(unrealWords) || s.hasClass(i+1, i+4, attackNoun|cyberNoun)
		}
	}
	return false
}

// playing reports verbs of those who hold a drill.
func (s *sentence) playing(i int) bool {
	t := s.tok(i)
	return t.kind == wordToken && !t.is(haveWord|beWord|auxWord|relWord) && (strings.HasSuffix(t.low, "s") || strings.HasSuffix(t.low, "ed") || t.low == "ran" || t.low == "held")
}

// cutOff reports whether another clause or phrase begins in [from, to).
func (s *sentence) cutOff(from, to int) bool {
	for i := from; i < to; i++ {
		if t := s.tok(i); t.kind == markToken || t.is(relWord|conjWord|sayWord) || s.mentionAt(i) != nil {
			return true
		}
	}
	return false
}

// opensPlay reports whether the sentence tells what happens in a drill or a film: "In the exercise, hackers attacked a bank". What
// happens during a drill may be real.
func (s *sentence) opensPlay() bool {
	if s.tok(s.from).low != "in" {
		return false
	}
	for i := s.from + 1; i < s.from+9; i++ {
		t := s.tok(i)
		if t.kind == markToken || t.is(attackNoun|cyberVerb|strongVerb|auxWord) {
			return false
		}
		if t.in(playNouns) {
			next := s.tok(i + 1)
			return next.low == "," || next.is(prepWord|detWord) && next.low != "of" && next.low != "over" || s.mentionAt(i+1) != nil
		}
	}
	return false
}

// againstEvil reports whether the drive that stands from token i on is one against those who do wrong: "a campaign against phishing".
func (s *sentence) againstEvil(i int) bool {
	for k := i; k < min(i+7, s.to); k++ {
		t := s.tok(k)
		if t.in(driveNouns) && s.tok(k-1).is(attackNoun|cyberNoun) {
			return false // "a phishing campaign against gangs"
		}
		if t.in(driveNouns) && (s.tok(k+1).low == "against" || s.tok(k+1).low == "on") {
			for j := k + 2; j < min(k+6, s.to); j++ {
				if s.tok(j).in(evilNouns) && !s.tok(j).capital() && (s.tok(j+1).in(evilNouns) || !s.nounFollows(j+1)) {
					return true
				} else if s.tok(j).kind != wordToken || s.tok(j).is(prepWord|relWord) || s.mentionAt(j) != nil && s.mentionAt(j).accusable() {
					return false
				}
			}
			return false
		}
		if t.kind != wordToken || k > i && t.is(relWord|conjWord) {
			return false
		}
	}
	return false
}

// drive reports whether an operation is one that a body of the law has given a name to: "Interpol's Operation Northlight led to".
func (s *sentence) drive(c *candidate) bool {
	t := s.tok(c.t.from)
	return (c.x.kind == mAgency || c.x.kind == mIntl) && t.low == "operation" && t.capital() && s.tok(c.t.to).capital()
}

// struckBy reports whether the attack is what befell the accused: "was hit by attacks", "Ukraine, battered by cyberattacks".
func (s *sentence) struckBy(c *candidate) bool {
	for i := c.t.from - 1; i > c.x.to; i-- {
		t := s.tok(i)
		if t.low == "by" {
			return participle(s.tok(i-1).low) || s.tok(i-1).low == "hit"
		}
		if t.kind != wordToken && t.kind != numberToken || t.is(auxWord|relWord|conjWord) || t.is(prepWord) && t.low != "of" {
			return false
		}
	}
	return false
}

// shrugged reports whether it is an attack, and no charge of one, that somebody makes light of: "shrugged off an attack".
func (s *sentence) shrugged(t trigger) bool {
	if w := s.tok(t.to - 1).low; w != "off" && w != "aside" && w != "down" {
		return false
	}
	i := t.to
	for i < t.to+4 && s.tok(i).is(detWord|modWord|numWord) && !s.tok(i).is(attackNoun) {
		i++
	}
	return s.tok(i).is(attackNoun) && !s.accusation(i+1) && !s.tok(i+1).in(hearsayNouns)
}

// wellMeant reports whether hackers are called such as harm nobody: "ethical hackers from Belgium".
func (s *sentence) wellMeant(m *mention) bool {
	for i := m.from - 1; i < m.to; i++ {
		if s.tok(i).in(goodWords) {
			return true
		}
	}
	return false
}

// itsThings reports whether what the verb is told of are only things of the accused's: "was hacked and its emails leaked".
func (s *sentence) itsThings(c *candidate) bool {
	i := c.t.from - 1
	for i > c.x.to && s.tok(i).kind == wordToken && !s.tok(i).is(prepWord|auxWord|conjWord|relWord|detWord|theyWord|itWord|actorHead) && s.mentionAt(i) == nil {
		i--
	}
	w := s.tok(i).low
	return i > c.x.to+1 && i < c.t.from-1 && (w == "its" || w == "their") && (s.tok(i-1).low == "and" || s.tok(i-1).low == "," || s.tok(i-1).low == "while")
}

// objectBefore reports whether the accused is whom another struck, who goes on: "the agency infiltrated LockBit and took over".
func (s *sentence) objectBefore(c *candidate) bool {
	if s.tok(c.x.to).low != "and" || c.t.from != c.x.to+1 {
		return false
	}
	i := c.x.from - 1
	for i > s.from && s.tok(i).is(detWord) {
		i--
	}
	t := s.tok(i)
	m := s.mentionAt(s.before(i))
	return t.kind == wordToken && t.in(intrudedVerbs) && m != nil && (m.kind == mAgency || m.kind == mOrg)
}

// readyFor reports whether the attacks that are named from token i on are only what somebody makes ready for or fears: "must prepare
// for attacks by".
func (s *sentence) readyFor(i int) bool {
	for k := i - 1; k >= max(s.from, i-5); k-- {
		t := s.tok(k)
		if t.in(readyWords) {
			return true
		}
		if t.low == "the" { // which has happened: "was prepared for the attack by"
			return false
		}
		if t.kind != wordToken || t.is(relWord|auxWord|conjWord|haveWord|beWord) {
			return false
		}
	}
	return false
}

// caughtThere reports whether it is where they were caught that tells of what nation attackers are: "arrested a ransomware gang in
// Barcelona".
func (s *sentence) caughtThere(m *mention) bool {
	return m.kind == mVague && m.party.Country != "" && s.has(m.from, m.to, "in")
}

// madeUp reports whether a word of scorn says of what is told that it is made up, and denies nothing: "an imaginary stock exchange".
func (s *sentence) madeUp(t trigger) bool {
	return s.tok(t.from).in(unrealWords) && s.nounFollows(t.to) && !s.accusation(t.to) && !s.tok(t.to).in(hearsayNouns)
}

// civic reports whether a state's capital only says where the body is that was struck: "the Moscow court hack".
func (s *sentence) civic(c *candidate) bool {
	if c.x.kind == mAgency && c.t.from > c.x.to {
		return s.tok(c.x.to-1).in(civicNouns) && s.plainUpTo(c.x.to, c.t.from)
	}
	if c.x.kind != mCapital && c.x.kind != mState {
		return false
	}
	for i := c.x.to; i < min(c.x.to+2, c.t.from); i++ {
		if s.tok(i).in(civicNouns) {
			return s.plainUpTo(c.x.to, c.t.from)
		}
	}
	return false
}

// plainUpTo reports whether nothing but nouns stands in [from, to).
func (s *sentence) plainUpTo(from, to int) bool {
	for i := from; i < to; i++ {
		if t := s.tok(i); t.kind != wordToken || t.is(prepWord|auxWord|advWord|conjWord|relWord|detWord|strongVerb|sayWord) {
			return false
		}
	}
	return true
}

// leaked reports whether a leak is one of what the accused had: "the i-Soon leak shows".
func (s *sentence) leaked(c *candidate) bool {
	t := c.t
	if w := s.tok(t.from).low; t.from != c.x.to || w != "leak" && w != "leaks" {
		return false
	}
	return c.x.kind == mOrg && s.tok(t.from).low == "leak" || s.tok(t.to).in(showVerbs)
}

// supposable reports whether it could only be done some day: "could be used by".
func (s *sentence) supposable(t trigger) bool {
	i := t.from - 1
	for i > s.from && s.tok(i).is(advWord) && !s.tok(i).is(modalWord|beWord) {
		i--
	}
	if s.tok(i).low != "be" {
		return false
	}
	for i--; i > s.from && s.tok(i).is(advWord) && !s.tok(i).is(modalWord); i-- {
	}
	return s.tok(i).in(hypotheticals)
}

// feared reports whether the attacks that somebody is warned of may come: "warned of possible Russian cyberattacks".
func (s *sentence) feared(c *candidate) bool {
	if c.x.from < c.t.to || !c.x.deed {
		return false
	}
	for i := c.x.from - 1; i < c.x.to; i++ {
		if s.tok(i).in(fearedWords) {
			return strings.HasSuffix(s.tok(c.x.to-1).low, "s") || s.tok(c.x.to-1).low == "hacking"
		}
	}
	return false
}

// overHearsay reports whether somebody is chided for what they say of attacks: "slams US over hacking claims".
func (s *sentence) overHearsay(c *candidate) bool {
	for i := c.x.to; i < min(c.x.to+6, s.to); i++ {
		if t := s.tok(i); t.in(hearsayNouns) {
			return s.tok(c.x.to).in(overPreps)
		}
	}
	return false
}
