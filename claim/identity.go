package claim

import "ascribe/news"

// fromAdjective finds whose the predicate of a clause makes an actor: "the attackers are China-linked".
func (r *reading) fromAdjective(s *sentence, t trigger, add func(*mention, news.Party, string)) {
	m := s.mentionAt(t.to)
	if m != nil && m.predicate {
		add(m, m.asAccused(), "right")
	} else if m = s.identity(t); m != nil {
		add(m, r.state(m.party.Country), "right")
	} else if m = s.whoIs(t); m != nil {
		add(m, m.asAccused(), "right")
	}
}

// identity finds whose people an actor is said to be: "assesses that UNC1 is a Chinese group",
// "is believed to be a Russian-speaking gang". What everybody knows is no claim.
func (s *sentence) identity(t trigger) *mention {
	j := t.to
	for j < s.to && s.tok(j).is(detWord|advWord|modWord) && s.mentionAt(j) == nil {
		j++
	}
	m := s.mentionAt(j)
	if m == nil || m.kind != mVague || !m.apposed || m.party.Country == "" {
		return nil
	}
	for k := max(s.from, t.from-4); k < j; k++ {
		if u := s.tok(k); u.is(thinkWord) || u.low == "likely" || u.low == "probably" || u.low == "possibly" || u.low == "assessed" || u.low == "considered" {
			return m
		}
	}
	for k := t.from - 1; k > s.from && t.from-k < 16; k-- {
		if s.tok(k).low == "that" && s.tok(k-1).is(thinkWord|mentalNoun) || s.tok(k).is(thinkWord) && s.mentionAt(k+1) != nil {
			return m
		}
		if s.tok(k).low == "that" && s.hasClass(k-6, k, thinkWord) {
			return m
		}
	}
	return nil
}
