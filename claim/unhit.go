package claim

import "ascribe/news"

// Lists of words.txt.
var (
	noCommentVerbs = words("noCommentVerbs")
	removalVerbs   = words("removalVerbs")
	removableNouns = words("removableNouns")
)

// unhit reports who is named in a sentence and was not hit, for all that it says: who looks into such things or
// accuses for a state, unless what it tells is its own loss; who is accused too, or describes who is; a place.
func (s *sentence) unhit(c *candidate, m *mention, role string) bool {
	speaks := role == "accuser" || role == "speaker" || s.says(m.to) || m.official() && m.back && s.spokenBy(m.party) || s.besideSpeaker(m)
	switch {
	case s.means(m), s.inquires(m), s.polices(m), c.sameSide(m.party), s.tok(m.from-1).low == "by" && s.tok(m.from-2).low == "not":
		return true
	case s.announces(m):
		return !s.ownLoss(m)
	case s.seat(m), s.tok(m.to-1).is(attackNoun) && m.kind == mName, c.x != nil && s.coaccused(c, m):
		return true
	case !speaks:
		return false
	case m.class == "vendor", (m.kind == mOrg || m.kind == mName) && securityName(m.party.Name) && !s.ownLoss(m):
		return true // who looks into an operation hardly tells of its own
	case m.kind == mState:
		return true // nor is a state hit because it accuses
	}
	return m.official() && !s.ownLoss(m)
}

// spared reports whether a sentence names a party only as one that it does not tell of as hit.
func (s *sentence) spared(c *candidate, p party) bool {
	spared := false
	for _, m := range s.mentions {
		if m == c.x || m.party.Key() != p.Key() {
			continue
		}
		if !s.unhit(c, m, "other") {
			return false
		}
		spared = true
	}
	return spared
}

// official reports bodies that accuse as a trade, or in the name of others. Parliaments, like firms, mostly
// speak of themselves.
func (m *mention) official() bool {
	switch m.party.Kind {
	case news.Agency, news.GovernmentParty, news.State, news.IntlOrg:
		return m.class != "legislature"
	}
	return m.kind == mAgency && m.class != "legislature"
}

// announces reports whether m is by whom something was said: "sanctions announced by the Treasury".
func (s *sentence) announces(m *mention) bool {
	i := m.from - 1
	if s.tok(i).is(detWord) {
		i--
	}
	u := s.tok(i - 1)
	return s.tok(i).low == "by" && !u.is(cyberVerb) && (u.is(sayWord|accuseVerb) || participle(u.low) && m.official())
}

// seat reports whether a name is where some body sits: "a grand jury in Pittsburgh".
func (s *sentence) seat(m *mention) bool {
	if m.kind != mName || s.tok(m.from-1).low != "in" {
		return false
	}
	o := s.mentionAt(m.from - 2)
	return o != nil && (o.official() || o.kind == mGeneric) || s.tok(m.from-2).is(offHead|govHead)
}

// besideSpeaker reports whether m is named with somebody else who says something: "the MIVD and the AIVD said",
// "according to the FBI and CISA".
func (s *sentence) besideSpeaker(m *mention) bool {
	for _, o := range s.mentions {
		if o != m && (o.from >= m.to && s.says(o.to) || o.to <= m.from && s.saidBefore(o) != "") && s.together(m, o) {
			return true
		}
	}
	return false
}

// polices reports whether m acts against what attackers have with it or elsewhere, and tells of no loss of its own:
// "Meta said it had removed 2,000 accounts", "domains seized by Microsoft".
func (s *sentence) polices(m *mention) bool {
	for _, o := range s.mentions {
		if o.party.Key() != m.party.Key() {
			continue
		}
		i := o.to
		for s.tok(i).is(auxWord|advWord) && s.tok(i).kind == wordToken {
			i++
		}
		if s.tok(i).in(removalVerbs) && s.removable(i+1, i+9) {
			return true
		}
		by := o.from - 1
		if s.tok(by).is(detWord) {
			by--
		}
		if s.tok(by).low == "by" && s.tok(by-1).in(removalVerbs) && s.removable(by-9, by-1) {
			return true
		}
	}
	return false
}

// removable reports whether the tokens in [from, to) tell of what attackers have on a network.
func (s *sentence) removable(from, to int) bool {
	for i := from; i < to; i++ {
		if s.tok(i).in(removableNouns) {
			return true
		}
	}
	return false
}

// sameSide reports whether p is a service of the state that is accused.
func (c *candidate) sameSide(p party) bool {
	return p.Kind == news.Agency && p.Country != "" && p.Country == c.accused.Country && c.stance != news.Claims
}

// spokenBy reports whether a sentence has p say something.
func (s *sentence) spokenBy(p party) bool {
	for _, m := range s.mentions {
		if m.party.Key() == p.Key() && s.says(m.to) {
			return true
		}
	}
	return false
}

// ownLoss reports whether what stands behind somebody who speaks tells of what is theirs, or of them, as struck:
// "said that its servers were breached", "says it was hacked".
func (s *sentence) ownLoss(m *mention) bool {
	if m.back && s.tok(m.from-1).is(cyberVerb) && s.tok(m.from-1).kind == wordToken {
		return true // "said that China had hacked it"
	}
	for i := m.to; i < s.to; i++ {
		switch s.tok(i).low {
		case "its", "their", "our":
			for k := i + 1; k < min(i+5, s.to); k++ {
				u := s.tok(k)
				if o := s.mentionAt(k); o != nil && o.party.Country != "" && o.party.Country != m.party.Country {
					break // "the work of China, and that its Ministry"
				}
				if u.in(assetNouns) || u.is(toolNoun|victimNoun) && !u.is(actorHead) || u.is(attackNoun) {
					return true
				}
				if u.is(prepWord|auxWord|actorHead) || u.kind != wordToken {
					break
				}
			}
			if s.tok(i-1).is(prepWord) && s.tok(i-2).low == "one" {
				return true // "one of its portals"
			}
		case "it", "them", "us":
			if s.tok(i-1).is(cyberVerb) || s.tok(i-1).is(prepWord) && s.tok(i-2).is(attackNoun) || s.wasHit(i+1) {
				return true
			}
		case "we":
			if s.wasHit(i + 1) {
				return true
			}
		}
	}
	return false
}

// wasHit reports whether a verb at token i says of its subject that it was struck: "had been hacked by", "was
// the target of".
func (s *sentence) wasHit(i int) bool {
	be := false
	for k := i; k < min(i+6, s.to); k++ {
		u := s.tok(k)
		switch {
		case u.is(beWord):
			be = true
		case be && u.is(cyberVerb), be && (u.low == "victim" || u.low == "target"), u.low == "suffered":
			return true
		case !u.is(auxWord|advWord|detWord) && u.low != "also" && u.low != "among":
			return false
		}
	}
	return false
}

// coaccused reports whether m is accused in one breath with the accused of c, or describes it: "Candiru and NSO
// Group", "Acme, a Russian hosting firm".
func (s *sentence) coaccused(c *candidate, m *mention) bool {
	a, b := c.x, m
	if b.from < a.from {
		a, b = b, a
	}
	if a.to == b.from {
		return false
	}
	for i := a.to; i < b.from; i++ {
		switch t := s.tok(i); {
		case t.low == ",", t.low == "and", t.low == "or", t.low == "(", t.low == ")", t.is(detWord|modWord|advWord) && !t.is(prepWord), t.kind == quoteToken:
		case s.mentionAt(i) != nil:
		case legal(c.relation) && t.kind == wordToken && !t.is(prepWord|relWord|subordWord|auxWord|sayWord|cyberVerb|accuseVerb) && !participle(t.low): // "Acme, a hosting service, and Bolt"
		default:
			return false
		}
	}
	return true
}

// saysNo reports a refusal to speak that begins at token i: "declined to comment", "did not respond".
func (s *sentence) saysNo(i int) bool {
	for s.tok(i).is(auxWord|negWord|advWord) && s.tok(i).kind == wordToken {
		i++
	}
	return s.tok(i).in(noCommentVerbs)
}
