package claim

import "ascribe/news"

// A group may deny whose it is said to be: "denied that it works for Russia", "rejected claims that it is run by the GRU".

// deniesTie reports whether m denies with the words of o that it has the tie which c tells of.
func (s *sentence) deniesTie(m *mention, o trigger, c *candidate) bool {
	if m == nil || m.kind != mActor && m.kind != mGroup || o.of.name != "deny" || c.t.of.frame != "tie" && c.t.of.frame != "to" || c.x == m || c.x.from < c.t.to {
		return false
	}
	k := s.overTalk(o.to)
	if s.tok(k).low == "that" {
		k++
	}
	b := s.mentionAt(k)
	return b != nil && b.back && b.to <= c.t.from && c.t.from-b.to < 6 && b.party.Key() == m.party.Key() && !s.namesAny(b.to, c.t.from)
}

// deniedTie makes a denial of c, if it is a tie that the group itself denies.
func (s *sentence) deniedTie(c *candidate, ts []trigger) bool {
	if c.x == nil || c.stance != news.Accuses && c.stance != news.Claims {
		return false
	}
	for _, o := range ts {
		if o.of.name != "deny" || o.to > c.t.from || c.t.from-o.to > 9 {
			continue
		}
		if m := s.subjectOf(o.from, nil); s.deniesTie(m, o, c) {
			c.over, c.self, c.stance = o, m, news.Denies
			return true
		}
	}
	return false
}

// deniesSelf reports whether c takes for a denial of a deed what denies a tie: the same words, of the same who denies it.
func (s *sentence) deniesSelf(c *candidate, among []*candidate) bool {
	for _, o := range among {
		if c.how == "own" && o.self != nil && o.self == c.x && o.over.to > 0 && o.over.from == c.t.from {
			return true
		}
	}
	return false
}
