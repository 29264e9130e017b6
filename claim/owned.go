package claim

import (
	"strings"

	"ascribe/news"
)

// An accusation that is somebody's may be doubted by another: "ESET questioned Mandiant's claim that". Both are told of then.

// Lists of words.txt.
var mereTalk = words("mereTalk")

// owner is whose accusation it is that c doubts or denies, if somebody's: "Mandiant's claim that", "the claim by Mandiant that".
func (c *candidate) owner() *mention {
	first := c.t.from
	if c.x != nil {
		first = min(first, c.x.from)
	}
	if m := c.s.makerAt(c.t.from); m != nil && m != c.x {
		return m // "Mandiant's attribution of the hack to APT41"
	}
	for k := first - 1; k > c.s.from && first-k < 9; k-- {
		if u := c.s.tok(k); u.low != "that" {
			if u.kind == markToken {
				break
			}
			continue
		}
		for j := k - 1; j > c.s.from && k-j < 8; j-- {
			if m := c.s.makerAt(j); m != nil && m != c.x {
				return m
			}
			if m := c.s.mentionAt(j); m == nil && !c.s.tok(j).is(detWord|prepWord|advWord|modWord) {
				break
			}
		}
		break
	}
	return nil
}

// disownedBy is whose accusation it is that c, or what says the same, takes for untrue.
func (c *candidate) disownedBy() *mention {
	for _, o := range c.alike {
		if m := o.owner(); o.denied && m != nil {
			return m
		}
		for i := o.t.to; o.t.of.frame == "doubt" && o.x != nil && i < min(o.x.from, o.t.to+6); i++ {
			if m := o.s.makerAt(i); m != nil && m != o.x {
				return m // "disputes ESET's attribution of the wiper to Agrius"
			}
		}
	}
	return nil
}

// makerAt is whose the finding or the accusation at token i is: "Mandiant's finding", "the claim by Mandiant".
func (s *sentence) makerAt(i int) *mention {
	if t := s.tok(i); !s.accusation(i) && !t.in(talkNouns) || t.in(mereTalk) {
		return nil
	}
	k := i - 1
	for k > i-4 && k > s.from && s.tok(k).is(modWord|advWord) && s.tok(k).kind == wordToken {
		k--
	}
	if s.tok(k).kind == possToken {
		return s.speaking(s.mentionAt(k - 1))
	}
	if w := s.tok(i + 1).low; w == "by" || w == "from" {
		for k = i + 2; s.tok(k).is(detWord | modWord); k++ {
		}
		return s.speaking(s.mentionAt(k))
	}
	return nil
}

// speaking is m if it may accuse, and has a name or a trade.
func (s *sentence) speaking(m *mention) *mention {
	if m == nil || !m.accuses() || m.party.Name == "" && m.kind != mGeneric {
		return nil
	}
	return m
}

// ownedTalk reports whether the accusation that begins at token i is one that somebody makes, of which what follows tells:
// "Mandiant's claim that … was questioned".
func (s *sentence) ownedTalk(i int, c *candidate) bool {
	return c.owner() != nil && (i == c.t.from && strings.HasPrefix(s.tok(i).low, "attribution") || s.has(max(s.from, i-9), i, "that"))
}

// doubtedOwner is whose accusation it is that c doubts in what follows it: nobody doubts their own.
func (c *candidate) doubtedOwner() *mention {
	if !c.denied || c.over.pattern == nil || c.over.of.frame != "after" {
		return nil
	}
	return c.owner()
}

// afterwards is by whom what was told is doubted: "was questioned by ESET", "drew scepticism from researchers"; else whose speech it
// stands in, but for who made the accusation.
func (s *sentence) afterwards(c *candidate) pick {
	for k := c.over.to; k < min(c.over.to+3, s.to); k++ {
		if w := s.tok(k).low; w != "by" && w != "from" && w != "among" {
			continue
		}
		for j := k + 1; j < min(k+5, s.to); j++ {
			if m := s.mentionAt(j); m != nil {
				return pick{s.speaking(m), "agent"}
			}
		}
	}
	p := s.speech(c)
	if p.m != nil && p.m == c.doubtedOwner() {
		return pick{}
	}
	return p
}

// ofAnother reports whether c takes for a denial what only doubts an accusation of another party: "ESET disputed the attribution to
// APT41", "the idea that Iran ran it is far-fetched, ESET said".
func (s *sentence) ofAnother(c *candidate, among []*candidate) bool {
	if c.stance != news.Denies && c.how != "restated" || c.t.of.frame != "own" {
		return false
	}
	for _, o := range among {
		within := o.denied && o.over.from <= c.t.from && c.t.from < o.over.to
		if o.stance != news.Doubts || o.x == nil || o.t.from != c.t.from && !within {
			continue
		}
		switch {
		case c.how == "left":
			if within && o.accused.Key() == c.accused.Key() {
				return true
			}
		case c.x.class == "vendor", o.accused.Country != "" && c.accused.Country != "" && o.accused.Country != c.accused.Country:
			return c.how != "right"
		}
	}
	return false
}

// ownedBy is the accusation that a doubt or a denial takes up, as its owner makes it.
func (r *reading) ownedBy(m *mention, story news.Story, c *candidate, cl news.Claim) news.Claim {
	a := r.choice(c, m, "here")
	cl.Accuser, cl.Speaker, cl.Joint = a.party, a.speaker, ""
	if cl.Accuser.Name == "" && cl.Accuser.Kind == "" {
		cl.Accuser.Kind = news.Unspecified
	}
	r.giveHome(&cl.Accuser, c.s, m)
	return r.earlier(story, c.s, m, cl)
}
