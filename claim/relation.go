package claim

import (
	"ascribe/news"
)

// Lists of words.txt.
var (
	memberNouns       = words("memberNouns")
	saidOfParticiples = words("saidOfParticiples")
	keepingVerbs      = words("keepingVerbs")
	linkingWords      = words("linkingWords")
	likenessWords     = words("likenessWords")
	relationNouns     = words("relationNouns")
	tyingVerbs        = words("tyingVerbs")
	affiliationWords  = words("affiliationWords")
	manningWords      = words("manningWords")
	aidingVerbs       = words("aidingVerbs")
	workingVerbs      = words("workingVerbs")
)

// judgeRelation refines the relation that the predicate gives: whoever is behind a group,
// rather than behind an attack, sponsors it; and it finds what is attributed.
func (r *reading) judgeRelation(c *candidate) {
	t := c.t
	if c.x == nil {
		if c.how == "open" {
			if g := r.thing(c); g != nil && (g.kind == mActor || g.kind == mGroup && g.back) && g.from >= t.to-1 && t.of.relation == news.CarriedOut && !c.s.didIt(g.to) {
				c.subject = g.party.Name
				c.relation = news.SponsoredBy
			}
			if c.s.asksTies(t) {
				c.relation = news.LinkedTo
			}
		}
		return
	}
	if (legal(c.relation) || c.relation == news.CarriedOut) && t.of.frame == "obj" && c.stance == news.Accuses && c.x.kind == mActor && c.s.memberOf(c.x.from) {
		c.relation = news.SponsoredBy // "a man believed to be a member of X was extradited"
	}
	if c.relation == news.Indicted && (c.x.kind == mAgency || c.x.kind == mState) && c.x.to <= t.from && c.stance == news.Accuses && c.s.worksFor(c.x.from) {
		c.relation = news.SponsoredBy // "accused of hacking for China's intelligence services, he was extradited"
	}
	if legal(c.relation) && c.x.kind == mVague && c.x.counted { // whom courts charge are people
		c.accused = news.Party{Name: r.span(c.s, c.x), Kind: news.Person, Country: c.x.party.Country}
		if c.x.back {
			c.accused.Name = c.x.party.Name
		}
	}
	if c.x.aside && c.x.party.Country != "" && (t.of.frame == "to" || t.of.frame == "tie") && c.s.tok(c.x.to-1).low == "interests" {
		c.accused = r.state(c.x.party.Country) // linked to the interests of a state
	}
	switch t.of.frame {
	case "pair":
		r.judgePair(c)
		return
	case "to", "tie", "by", "left", "obj", "own", "open", "doubt":
	default:
		return
	}
	if c.relation == news.CarriedOut && (c.s.likened(c) || (c.stance == news.Doubts || t.of.frame == "open" && c.x == c.s.pinnedOn(t)) && c.s.linking(c)) {
		c.relation = news.LinkedTo
	}
	if c.stance == news.Denies && c.how == "right" && c.x.kind == mActor && c.relation == news.CarriedOut {
		if p := c.s.speech(c); p.m != nil && c.s.otherGang(t, p.m) == c.x {
			c.relation = news.LinkedTo
		}
	}
	if c.relation == news.CarriedOut && t.of.frame == "by" && c.x.masterly() && c.s.doneToThem(t) && !c.s.hitThem(t) || t.of.name == "adjective" && c.x.kind == mAgency {
		c.relation = news.SponsoredBy
	}
	if t.of.frame == "obj" && c.relation == news.CarriedOut && c.x.masterly() && c.s.keeps(max(t.to, c.x.to)) {
		c.relation = news.SponsoredBy
	}
	if t.of.frame == "obj" && c.relation == news.CarriedOut && c.stance == news.Accuses && (c.x.kind == mOrg || c.x.kind == mName || c.x.kind == mPersons || c.x.kind == mPerson) && c.s.aids(max(t.to, c.x.to)) {
		c.relation = news.LinkedTo
	}
	if c.relation == news.LinkedTo && (c.x.kind == mAgency || c.x.kind == mState) && c.s.tok(t.from).in(manningWords) {
		c.relation = news.SponsoredBy // "is made up of officers of the FSB"
	}
	r.judgeThing(c)
}

// judgeThing settles the relation by whom or what it is said of, which becomes the subject: "the entities behind Hafnium".
func (r *reading) judgeThing(c *candidate) {
	t, g := c.t, r.thing(c)
	if g == nil || g == c.x {
		return
	}
	switch {
	case c.relation == news.CarriedOut && g.kind == mActor && (c.x.kind == mActor || c.x.kind == mVague) && t.of.frame == "by" && (c.s.tok(t.to-2).low == "run" || c.s.tok(t.to-2).low == "operated" || c.s.tok(t.to-2).low == "controlled"):
		c.relation, c.subject = news.SponsoredBy, g.party.Name // one gang runs another
	case c.relation == news.CarriedOut && g.kind == mActor && (c.x.kind == mActor || c.x.kind == mVague && !c.x.deed) && t.of.name == "behind" && g.from >= t.to && !c.s.hasClass(g.to, g.to+2, attackNoun|toolNoun):
		c.relation, c.subject = news.SponsoredBy, g.party.Name // "the entities behind Hafnium"
	case c.relation == news.CarriedOut && g.kind == mActor && c.x.masterly() && (t.of.name == "behind" || t.of.name == "attribute" || t.of.frame == "by" && !c.s.hitThem(t) || t.of.frame == "open" || t.of.frame == "doubt"):
		c.relation, c.subject = news.SponsoredBy, g.party.Name
	case c.relation == news.LinkedTo || c.relation == news.SponsoredBy || c.relation == news.SameAs:
		if (g.kind == mActor || g.kind == mMalware || g.kind == mVague || g.kind == mPersons || g.kind == mGroup) && c.subject == "" && g.party.Key() != c.accused.Key() {
			c.subject = g.party.Name
		}
	case g.kind == mMalware && c.subject == "":
		c.subject = g.party.Name
	}
}

// judgePair makes the subject of two who are said to be the same the one that is not the accused.
func (r *reading) judgePair(c *candidate) {
	for _, m := range c.s.mentions {
		if m == c.x || m.to > c.t.from || m.kind != mActor && m.kind != mMalware || !c.s.listed(m, c.x) {
			continue
		}
		if c.subject = m.party.Name; m.party.Key() == c.accused.Key() {
			c.subject = r.words(c.s, m.from, m.to) // two names of one group
		}
	}
}

// memberOf reports whether somebody is said, or thought, to belong to the party at token i:
// "accused of being a member of".
func (s *sentence) memberOf(i int) bool {
	member := false
	for k := i - 1; k > s.from && i-k < 11; k-- {
		switch t := s.tok(k); {
		case t.in(memberNouns):
			member = true
		case t.in(saidOfParticiples):
			return member
		case t.low == ",", t.low == ";":
			return false
		}
	}
	return false
}

// worksFor reports whether somebody does something for the party at token i.
func (s *sentence) worksFor(i int) bool {
	k := i - 1
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	return s.tok(k).low == "for" || s.tok(k).low == "of" && s.tok(k-1).low == "behalf"
}

// keeps reports whether what somebody is accused of, from token i on, is to keep others who
// attack: "of harbouring ransomware gangs".
func (s *sentence) keeps(i int) bool {
	k := i - 1
	for k < min(i+3, s.to) && s.tok(k).low != "of" && s.tok(k).low != "for" {
		k++
	}
	for k++; k < min(i+5, s.to) && s.tok(k).is(advWord); k++ {
	}
	if s.tok(k).in(keepingVerbs) {
		for n := k + 1; n < min(k+14, s.to); n++ {
			if m := s.mentionAt(n); s.tok(n).is(actorHead) || m != nil && (m.kind == mActor || m.kind == mVague) {
				return true
			}
		}
	}
	return false
}

// aids reports whether what somebody is accused of, from token i on, is to have helped those who attack: "of selling
// spyware to", "of providing servers to ransomware gangs".
func (s *sentence) aids(i int) bool {
	if w := s.tok(i - 1).low; w != "of" && w != "for" {
		if w = s.tok(i).low; w != "of" && w != "for" {
			return false
		}
		i++
	}
	for s.tok(i).is(advWord) || s.tok(i).low == "its" || s.tok(i).low == "their" {
		i++
	}
	return s.tok(i).in(aidingVerbs)
}

// asksTies reports whether it is somebody's ties that stay open: "which gang they work for".
func (s *sentence) asksTies(t trigger) bool {
	for i := t.from; i < min(t.to+12, s.to); i++ {
		switch w := s.tok(i); {
		case w.in(tyingVerbs):
			if i < t.to+4 {
				return true
			}
		case w.in(affiliationWords):
			return true
		case w.in(workingVerbs):
			if next := s.tok(i + 1).low; next == "for" || next == "with" {
				return true
			}
		case w.low == ",", w.low == ";", w.low == "but":
			return false
		}
	}
	return false
}

// didIt reports whether what stays open is whether the party that ends at token i did it.
func (s *sentence) didIt(i int) bool {
	for k := i; k < min(i+4, s.to); k++ {
		if t := s.tok(k); t.low == "behind" || t.low == "responsible" || t.is(strongVerb) {
			return true
		}
	}
	return false
}

// thing finds what is attributed: the nearest party or tool on the other side.
func (r *reading) thing(c *candidate) *mention {
	s, t := c.s, c.t
	ok := func(m *mention) bool {
		return m != c.x && (m.kind == mActor || m.kind == mMalware || m.kind == mVague || m.kind == mPersons || m.kind == mGroup)
	}
	if t.of.frame == "to" || t.of.frame == "tie" || t.of.frame == "obj" {
		for _, m := range s.mentions { // "linked Fancy Bear to the GRU"
			if m.from >= t.to && c.x != nil && m.to <= c.x.from && ok(m) {
				return m
			}
		}
	}
	if t.of.frame == "open" {
		for _, m := range s.mentions {
			if m.from >= t.to-1 && m.from-t.to < 3 && ok(m) {
				return m
			}
		}
	}
	if t.of.frame == "left" {
		for _, m := range s.mentions {
			if m.from >= t.to && m.from-t.to < 6 && ok(m) {
				if s.hasClass(t.to, m.from, attackNoun) {
					return nil // "behind an operation known as X"
				}
				return m
			}
			if m.from >= t.to {
				break
			}
		}
		return nil
	}
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.to <= t.from && (ok(m) || m.back) {
			if !ok(m) {
				return nil
			}
			return m
		}
	}
	return nil
}

// linking reports whether it is a link that there is no evidence of, or that somebody would not draw: "no evidence tying the
// wiper to", "did not link the raid to".
func (s *sentence) linking(c *candidate) bool {
	for i := c.t.to - 1; i < c.x.from; i++ {
		if s.tok(i).in(linkingWords) {
			return true
		}
	}
	return false
}

// likened reports whether the accused did something that what is spoken of is only like:
// "similarities with tools attributed to Turla"; or any link to it is what is denied.
func (s *sentence) likened(c *candidate) bool {
	for i := max(s.from, min(c.t.from, c.x.from)-10); i < max(c.x.from, c.t.from); i++ {
		if s.tok(i).in(likenessWords) {
			return true
		}
	}
	if c.stance == news.Denies {
		for i := c.t.from; i < min(c.t.to+6, s.to); i++ {
			if s.tok(i).in(relationNouns) {
				return true
			}
		}
		for i := c.t.from; i < min(c.t.to+10, s.to); i++ {
			if s.tok(i).low == "do" && s.tok(i+1).low == "with" {
				return s.attackersAt(i + 2) // "had nothing to do with the gang"
			}
		}
	}
	return false
}
