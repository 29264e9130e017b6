package claim

import (
	"slices"

	"ascribe/news"
)

// fromStance makes the candidates of denials, refusals and doubts.
func (r *reading) fromStance(cs *[]*candidate, s *sentence, t trigger, add func(*mention, news.Party, string), rights func(int, int, string), lefts func(int, string)) {
	unknown := news.Party{Name: "unknown", Kind: news.UnknownParty}
	switch t.of.frame {
	case "own":
		r.fromDenial(cs, s, t, add)
	case "open":
		if x, how, ok := s.questioned(t); ok {
			if x == nil {
				add(nil, unknown, "open")
			} else {
				add(x, x.asAccused(), "right")
			}
			(*cs)[len(*cs)-1].relation = how
			break
		}
		add(nil, unknown, "open")
		if own := s.uncommitted(t); own != nil {
			add(own, own.asDenier(), "own")
			break
		}
		rights(t.to, 2, "right")
	case "doubt":
		o := s.group
		if s.headline {
			o = r.memory.group // a headline is about whom its text names
		}
		if o != nil && s.taken(t.to) && !s.wantsNoun(t.to) { // "it withdrew that assessment"
			how := "memory"
			if s.claimedBefore(o, t.to) {
				how = "right"
			}
			add(o, o.asAccused(), how)
		}
		if s.tok(t.to).low != ":" { // "are not buying it: they say": what follows is what they hold
			rights(t.to, 2, "right")
		}
		if s.takesUpCharge(t) { // "blamed APT41, a finding that ESET doubts"
			lefts(2, "left")
		} else {
			lefts(1, "left")
		}
	}
}

// claimedBefore reports whether what is doubted from token i on is "the claim" of o's that the sentence before tells.
func (s *sentence) claimedBefore(o *mention, i int) bool {
	if s.index == 0 || !s.tok(i).is(detWord) || s.tok(i+1).low != "claim" && s.tok(i+1).low != "claims" {
		return false
	}
	before := s.part.sentences[s.index-1]
	return slices.Contains(before.mentions, o) && before.hasClass(o.to, before.to, attackNoun|cyberVerb|strongVerb)
}

// fromDenial finds who denies: the subject, who speaks, whoever scorns an accusation; and of whom else it may be said.
func (r *reading) fromDenial(cs *[]*candidate, s *sentence, t trigger, add func(*mention, news.Party, string)) {
	own := s.subjectOf(t.from, nil)
	scorner := s.scorner(t)
	if scorner != nil {
		own = scorner
	}
	if t.of.name == "deny-word" || t.of.name == "scorn-word" || own == nil {
		if p := s.speech(&candidate{s: s, t: t}); p.m != nil && scorner == nil {
			own = p.m
		}
	}
	if m := s.clearedOf(t, own); m != nil {
		add(m, m.asDenier(), "left")
		last := (*cs)[len(*cs)-1]
		last.denied, last.stance = true, news.Doubts
		return
	}
	if own == nil {
		own = s.stateNear()
	}
	if own != nil && own.plain && !s.hasClass(t.to, t.to+6, chargeWord&whoWord) {
		own = nil // a victim that denies a breach
	}
	seen := map[string]bool{}
	if own != nil && (s.otherGang(t, own) != nil || s.deniesOf(t) != nil) {
		own = nil
	}
	if own != nil && own.party.Name != "" {
		seen[own.asDenier().Key()] = true
		add(own, own.asDenier(), "own")
		for _, m := range s.others(own, t.from) { // "Russia and Belarus denied"
			seen[m.asDenier().Key()] = true
			add(m, m.asDenier(), "own")
		}
	}
	if own != nil && s.restated(t) != nil {
		add(own, own.asDenier(), "restated")
		(*cs)[len(*cs)-1].stance = news.Accuses
	}
	if scorner != nil || s.deniesOf(t) != nil {
		return
	}
	for _, m := range s.rightOf(t.to, 2) {
		if p := m.asDenier(); !seen[p.Key()] && m.kind != mName {
			seen[p.Key()] = true
			add(m, p, "right")
		}
	}
	if t.of.name == "deny-word" || t.of.name == "scorn-word" {
		for _, m := range s.leftOf(t.from, 1) {
			if p := m.asDenier(); !seen[p.Key()] && m.kind != mName {
				add(m, p, "left")
			}
		}
	}
}

// stateNear is the state that was named last, if this sentence or the one before names it.
func (s *sentence) stateNear() *mention {
	for k := s.index; k >= max(0, s.index-1); k-- {
		if s.state != nil && slices.Contains(s.part.sentences[k].mentions, s.state) {
			return s.state
		}
	}
	return nil
}
