package claim

import (
	"strings"

	"ascribe/news"
)

// dangling finds the subject of a participle or an infinitive that opens the sentence: "By blaming Turla
// for the theft, Slovakia broke a silence".
func (s *sentence) dangling(i int, not *mention) *mention {
	low := s.tok(i).low
	if !strings.HasSuffix(low, "ing") && s.tok(i-1).low != "to" {
		return nil
	}
	for k := i - 1; k >= s.from; k-- {
		if t := s.tok(k); t.kind != wordToken || !t.is(prepWord|advWord|subordWord) && t.low != "in" && t.low != "order" {
			return nil
		}
	}
	if m := s.afterComma(i+2, not); m != nil && m.accuses() && (m.party.Name != "" || m.kind == mGeneric) {
		return m
	}
	return nil
}

// afterComma finds whom the main clause begins with after a clause that opens the sentence.
func (s *sentence) afterComma(i int, not *mention) *mention {
	for j := i; j < s.to; j++ {
		if s.tok(j).low != "," {
			continue
		}
		k := j + 1
		for s.tok(k).is(detWord|modWord) && s.mentionAt(k) == nil {
			k++
		}
		m, before := s.mentionAt(k), s.mentionAt(j-1)
		if m != nil && m != not && (before == nil || !s.listed(before, m) || s.tok(m.to).low != "," && s.tok(m.to).low != "and") {
			return m
		}
	}
	return nil
}

// opened finds who is accused by a participle that opens the sentence: "Accused by Kyiv of an attack,
// Sandworm kept quiet".
func (s *sentence) opened(t trigger) *mention {
	k := t.from - 1
	for k >= s.from && s.tok(k).is(advWord|subordWord) && s.tok(k).kind == wordToken {
		k--
	}
	if k >= s.from || !participle(s.tok(t.from).low) {
		return nil
	}
	if m := s.afterComma(t.to+1, nil); m != nil && m.accusable() {
		return m
	}
	return nil
}

// speaksFirst reports whether m only says what follows: "Beijing: Taiwan behind attacks".
func (s *sentence) speaksFirst(m *mention) bool {
	return m.from == s.from && s.tok(m.to).low == ":"
}

// yesOrNo reports whether the sentence asks whether somebody did it: "Was Russia behind the hack?".
func (s *sentence) yesOrNo() bool {
	if s.tok(s.to-1).low != "?" {
		return false
	}
	first := s.tok(s.from)
	return first.is(beWord|modalWord|haveWord) || first.low == "did" || first.low == "does" || first.low == "do"
}

// people reports whether m names those of a nation: "Iranians".
func (s *sentence) people(m *mention) bool {
	low := s.tok(m.to - 1).low
	return m.kind == mState && m.to-m.from == 1 && low[len(low)-1] == 's' && low != strings.ToLower(m.party.Name) && (strings.HasSuffix(low, "ians") || strings.HasSuffix(low, "eans") || strings.HasSuffix(low, "icans") || strings.HasSuffix(low, "aelis") || strings.HasSuffix(low, "tanis"))
}

// endsAs reports whether nothing but parties follow m, which stands after a colon or a dash: "North Korea
// behind heist: CISA, FBI".
func (s *sentence) endsAs(m *mention) bool {
	switch s.tok(m.from - 1).low {
	case ":", "-", "–", "—", "--":
	default:
		return false
	}
	for i := m.to; i < s.to; i++ {
		if t := s.tok(i); t.low != "," && t.low != "and" && t.low != "&" && t.low != "." && s.mentionAt(i) == nil {
			return false
		}
	}
	return m.from > s.from+1
}

// inView reports whether m is in whose view something is: "in the view of the CIA", "in Mandiant's
// judgment".
func (s *sentence) inView(m *mention) bool {
	if s.tok(m.to).kind == possToken && opinion(s.tok(m.to+1).low) {
		switch s.tok(m.from - 1).low {
		case "in", "by":
			return true
		}
		return false
	}
	k := m.from - 1
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	if s.tok(k).low != "of" || !opinion(s.tok(k-1).low) {
		return false
	}
	k -= 2
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	return s.tok(k).low == "in" || s.tok(k).low == "by"
}

// opinion reports words for what somebody thinks.
func opinion(low string) bool {
	switch low {
	case "view", "opinion", "judgment", "judgement", "estimation", "eyes", "words", "reckoning", "assessment", "telling", "account", "analysis", "mind":
		return true
	}
	return false
}

// inside finds the accused within the words of a predicate, with all that are listed with it: "named
// Sandworm and APT28 as the culprits".
func (s *sentence) inside(t trigger) []*mention {
	var out []*mention
	for _, m := range s.mentions {
		if m.from > t.from && m.to < t.to && m.accusable() && (out == nil || s.listed(out[len(out)-1], m)) {
			out = append(out, m)
		}
	}
	return out
}

// doersBelow reports whether what is done at token i is what accusations are of, so that nobody before them
// did it: "Kremlin: accusations of hacking".
func (s *sentence) doersBelow(i int) bool {
	return s.tok(i-1).low == "of" && s.accusation(i-2)
}

// toSomebody reports whether a link that was not found is one to a certain party.
func (s *sentence) toSomebody(t trigger) bool {
	switch s.tok(t.to - 1).low {
	case "link", "links", "connection", "connections", "ties", "overlap", "overlaps", "similarities":
	default:
		return false
	}
	for _, m := range s.rightOf(t.to, 3) {
		if m.kind == mActor || m.kind == mState || m.kind == mCapital || m.kind == mAgency {
			return m.from-t.to < 9
		}
	}
	return false
}

// ruleFeatures say what accusation a doubt or a refusal rules.
func (s *sentence) ruleFeatures(c *candidate, ts []trigger, x string, v *vector) {
	if c.t.of.stance == news.Doubts || c.t.of.stance == news.Declines {
		over := s.rules(c, ts)
		v.add("over", c.t.of.frame, over)
		v.add("over", c.t.of.strength, over, x)
	}
}

// rules names the sort of accusation of the same party that a doubt or a refusal rules: "no evidence that Russia
// was behind it".
func (s *sentence) rules(c *candidate, ts []trigger) string {
	for _, o := range ts {
		if o.of.stance != news.Accuses || o.from < c.t.to || o.from-c.t.to > 12 || o.of.strength == "1" && o.of.frame != "act" {
			continue
		}
		if c.x == nil || c.x.from >= c.t.to && c.x.to <= o.from || c.x.from >= o.to && c.x.from-o.to < 6 {
			return o.of.frame
		}
	}
	return "none"
}

// noDoer reports whether who stands before a deed is another than who did it: whom it hit ("breached Albania
// before the attack"), who accuses of it ("accused by Kyiv of"), what is linked ("ties the Turla campaign to").
func (s *sentence) noDoer(c *candidate) bool {
	if c.t.of.frame != "act" || c.x.to > c.t.from {
		return false
	}
	i := c.x.from - 1
	if s.tok(i).low == "by" && s.tok(i-1).is(accuseVerb) && participle(s.tok(i-1).low) {
		return true
	}
	if c.t.of.name != "noun-act" {
		return false
	}
	for i > s.from && s.tok(i).is(detWord) {
		i--
	}
	t := s.tok(i)
	if t.kind != wordToken || s.mentionAt(i) != nil {
		return false
	}
	next := s.tok(c.t.to).low
	if (next == "to" || next == "with") && c.x.to == c.t.from {
		switch t.low {
		case "tie", "ties", "tied", "tying", "link", "links", "linked", "linking", "connect", "connects", "connected", "connecting", "attribute", "attributes", "attributed", "attributing", "trace", "traces", "traced":
			return true
		}
	}
	return c.x.kind != mActor && c.x.kind != mVague && !c.x.deed && t.is(strongVerb) && strings.HasSuffix(t.low, "ed")
}

// opensLoosely reports whether the sentence opens with a clause that has no subject of its own.
func (s *sentence) opensLoosely() bool {
	t := s.tok(s.from)
	return t.low == "to" || t.low == "by" || t.low == "having" || t.is(accuseVerb) && (participle(t.low) || strings.HasSuffix(t.low, "ing"))
}
