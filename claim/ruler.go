package claim

import (
	"strings"

	"ascribe/news"
)

var rumourNouns = words("rumourNouns")

// judgeScope tells what the words over an accusation make of it: nothing, or a claim that it is not so.
func (s *sentence) judgeScope(c *candidate, ts []trigger) {
	o, ok := s.ruler(c, ts)
	switch {
	case c.t.of.frame == "self" && s.rejected(c.t, ts):
		c.overruled = true
	case s.deniedTie(c, ts):
	case !ok:
		c.over, c.denied = s.denied(c, ts)
	case o.of.frame == "doubt" && s.clausal(o, c), o.of.frame == "own" && s.isDenied(s.deniesOf(o), c):
		c.over, c.denied = o, true
	default:
		c.overruled = true
	}
}

// ruler is the refusal, the doubt or the denial of the same party in whose scope an accusation stands, if any:
// "could not confirm that it was behind".
func (s *sentence) ruler(c *candidate, ts []trigger) (trigger, bool) {
	t := c.t
	if c.stance != news.Accuses && (c.self == nil || c.stance != news.Claims) || c.x == nil {
		return trigger{}, false
	}
	open, shut := s.remark(t.from)
	for _, o := range ts {
		if o.of.name == "deny" && t.from >= o.to && t.from-o.to < 3 && (t.of.frame == "to" || t.of.frame == "tie") && (s.nominal(t) || t.from == o.to && strings.HasSuffix(s.tok(t.from).low, "ing")) && s.mentionAt(t.from-1) == nil {
			return o, true // "denied any link to", "denied working for"
		}
		if o.of.frame == "doubt" && (t.of.name == "culprit-is" && o.from >= t.to && o.to <= c.x.from) {
			return o, true // "the hackers were unlikely to be Russian"
		}
		if o.from >= t.from || o.of.strength == "1" || s.falseFlagOf(o, c.x) {
			continue
		}
		far := t.from - o.to
		if open >= o.to { // "no evidence that APT29, also known as Cozy Bear, was"
			far -= shut - open
		}
		if c.x.from >= o.to && c.x.to <= t.from && (c.x.via != "" || t.from-c.x.to <= 2) { // "hackers working for the Revolutionary Guards were": however long they are told of
			far -= c.x.to - c.x.from - 1
		}
		if far > 18 || far > 9 && !s.has(o.to, o.to+3, "whether") {
			continue
		}
		switch o.of.frame {
		case "open", "doubt":
			if s.instead(o.to, t.from) || o.of.frame == "doubt" && (s.has(o.to, c.x.from, "but") || s.alone(c.x)) {
				continue // "not the work of amateurs but of", "not the work of Russia alone"
			}
			if o.of.frame == "doubt" && s.certain(o) || o.of.name == "decline-can" && s.tok(o.to).low == "have" {
				continue // "no doubt that"; "cannot have been carried out by" is sure that it was not
			}
			if g := s.gap(o.to, t.from); g != "stop" && g != "and" && (g != "comma" || open >= o.to) && !s.has(o.to, t.from, "but") && (c.x.from >= o.to || c.x.to <= o.from && c.how == "left" && c.x.from > o.from-12) {
				if c.x.from >= o.to {
					return o, true
				}
				return trigger{}, false
			}
		case "own":
			if s.has(o.to, t.from, "but") {
				continue
			}
			if c.x.from >= o.to && c.x.from-o.to < 8 && s.rumour(o.to, c.x.from) { // "dismissing claims that …": nobody's
				return o, true
			}
			if s.isDenied(s.deniedSubject(o), c) {
				return o, true // "the FBI denied that Russia was behind it"
			}
			m := s.subjectOf(o.from, nil)
			if m == nil && s.mentionAt(s.before(o.from)) == c.x { // hackers, who accuse nobody
				m = c.x
			}
			if m != nil && s.deniesOwn(m, o, c) {
				return o, true // "APT28 denied that it was behind it"
			} else if m != nil && m.asAccused().Country == c.accused.Country && m.asAccused().Country != "" && c.accused.Kind != news.Group && (c.x == m || c.x.from >= o.to && (c.x.to <= t.from || t.of.frame == "by")) {
				return o, true
			}
		}
	}
	return trigger{}, false
}

// clausal reports whether words of doubt are over a whole clause, or over words that mean nothing but an accusation.
func (s *sentence) clausal(o trigger, c *candidate) bool {
	for k := o.to; k < o.to+6; k++ {
		if s.tok(k).low == "that" && s.tok(k-1).in(talkNouns) {
			return true // "retracted its finding that"
		}
	}
	return s.tok(o.to).low == "that" || s.tok(o.to-1).low == "that" || s.tok(o.to-1).low == "of" && c.t.of.name == "deed" || c.t.of.strength == "3"
}

// instead reports whether what ends before token to is a second verb, which what was refused or
// doubted from token from on has no part in: "declined to comment and instead accused".
func (s *sentence) instead(from, to int) bool {
	k := s.before(to)
	if k < from {
		return false
	}
	w := s.tok(k).low
	return s.tok(to).is(accuseVerb) && (w == "instead" || w == "and" && strings.HasSuffix(s.tok(to).low, "ed"))
}

// rumour reports whether claims without an owner stand in [from, to).
func (s *sentence) rumour(from, to int) bool {
	for i := from; i < to; i++ {
		if s.mentionAt(i) != nil {
			return false
		}
		if s.tok(i).in(rumourNouns) {
			return true
		}
	}
	return false
}

// takesBack reports whether words of doubt take back what somebody said before: "withdrew its attribution of the
// hack to". Who does so tells of the earlier accusation too; a mere suspicion was none.
func (s *sentence) takesBack(o trigger) bool {
	back := s.tok(o.from).low == "backed" && s.tok(o.from+1).low != "by"
	for i := o.from; i < o.to; i++ {
		low := s.tok(i).low
		for _, stem := range [...]string{"withdr", "retract", "recant", "rescind", "revok", "backtrack", "walk", "took", "tak", "drop", "abandon", "revis", "correct"} {
			back = back || strings.HasPrefix(low, stem)
		}
	}
	for i := o.from + 1; back && i < o.to+6; i++ {
		switch t := s.tok(i); {
		case t.low == "suspicion" || t.low == "suspicions" || t.low == "theory":
			return false
		case s.accusation(i) || t.in(findingNouns) || t.in(talkNouns) || t.low == "statement":
			return true
		}
	}
	return false
}

// falseFlagOf reports whether words of a false flag tell whose trick it was, and not whom it was to bring under suspicion:
// "a false-flag operation by Russia".
func (s *sentence) falseFlagOf(o trigger, x *mention) bool {
	if last := s.tok(o.to - 1).low; o.of.frame != "doubt" || x == nil || last != "flag" && last != "flags" && last != "false-flag" {
		return false
	}
	if x.to == o.from || x.to == o.from-1 && s.tok(x.to).kind == possToken {
		return true // "a Russian false flag"
	}
	i := x.from - 1
	for i > o.to && s.tok(i).is(detWord) {
		i--
	}
	return x.from >= o.to && s.tok(i).low == "by"
}

// rejected reports whether a claim of one's own is only what somebody denies: "rejected claims that it was behind".
func (s *sentence) rejected(t trigger, ts []trigger) bool {
	for _, o := range ts {
		if o.of.name == "deny" && o.to <= t.from && t.from-o.to < 3 && s.gap(o.to, t.from) != "stop" && !s.namesAny(o.to, t.from) && s.tok(t.from).in(boastNouns) {
			return true
		}
	}
	return false
}

// deniesOf is whom a denial is about where it is somebody else than who denies: "the FBI denied that Russia was behind".
func (s *sentence) deniesOf(o trigger) *mention {
	m, by := s.deniedSubject(o), s.subjectOf(o.from, nil)
	if m == nil || by == nil || by == m || by.back && by.party.Name == "" || by.asDenier().Key() == m.asDenier().Key() || by.party.Country != "" && by.party.Country == m.party.Country {
		return nil
	}
	return m
}

// isDenied reports whether it is a deed of the accused that is denied of m, or of others listed with m.
func (s *sentence) isDenied(m *mention, c *candidate) bool {
	return m != nil && c.x != nil && (c.x == m || s.together(m, c.x)) && c.x.from >= m.from && c.x.to <= c.t.from
}

// deniedSubject is who is named as the subject of what is denied, the first of a list: "denied that Russia was behind".
func (s *sentence) deniedSubject(o trigger) *mention {
	if o.of.name != "deny" || o.to-o.from > 1 || !s.tok(o.from).is(cyberVerb|accuseVerb|sayWord) && s.tok(o.from-1).is(detWord) {
		return nil
	}
	k := s.overTalk(o.to)
	that := s.tok(k).low == "that"
	if that {
		k++
	}
	near := s.rightOf(k, 3)
	if len(near) == 0 || near[0].back || !s.direct(k, near[0]) && !s.shortBefore(k, near[0]) {
		return nil
	}
	last := near[0]
	for _, m := range near[1:] {
		if s.listed(last, m) {
			last = m
		}
	}
	if t := s.tok(last.to); t.is(auxWord|strongVerb) || that && t.is(cyberVerb) {
		return near[0]
	}
	return nil
}

// overTalk is the "that" of the talk which the words at token i are for, else i: "(dismissed) all suggestions that".
func (s *sentence) overTalk(i int) int {
	k := i
	for k < i+4 && s.tok(k).is(detWord|modWord|advWord) {
		k++
	}
	if m := s.mentionAt(k); m != nil && s.tok(m.to).kind == possToken {
		for k = m.to + 1; s.tok(k).is(modWord | advWord); k++ { // "(rejected) Mandiant's new claim that"
		}
	}
	if s.tok(k).in(talkNouns) && s.tok(k+1).low == "that" {
		return k + 1
	}
	return i
}

// shortBefore reports whether nothing but what m is stands between token i and its name: "the ransomware gang LockBit".
func (s *sentence) shortBefore(i int, m *mention) bool {
	for k := i; k < m.from; k++ {
		if t := s.tok(k); t.kind != wordToken || t.capital() && m.from-k > 3 || !t.is(detWord|modWord|actorHead|firmHead|malwareHead|cyberNoun|tradeWord) && !t.in(namingWords) {
			return false
		}
	}
	return true
}

// deniesOwn reports whether m denies with the words of o what c tells of m itself: "APT28 denied that it was behind it", "denied
// being behind it".
func (s *sentence) deniesOwn(m *mention, o trigger, c *candidate) bool {
	switch {
	case c.t.from < o.to:
		return false
	case c.x.from >= o.to:
		return c.x.back && c.x.to <= c.t.from && m.asAccused().Key() == c.accused.Key()
	}
	return c.x.to <= o.from && (s.together(c.x, m) || c.x.party.Key() == m.party.Key()) && c.t.from-o.to < 5 && !s.namesOther(o.to, c.t.from, m)
}

// namesOther reports whether anybody but m is named in [from, to).
func (s *sentence) namesOther(from, to int, m *mention) bool {
	for i := from; i < to; i++ {
		if o := s.mentionAt(i); o != nil && !(o.back && o.party.Key() == m.party.Key()) {
			return true
		}
	}
	return false
}

// namesAny reports whether anybody is named in [from, to).
func (s *sentence) namesAny(from, to int) bool {
	for i := from; i < to; i++ {
		if s.mentionAt(i) != nil {
			return true
		}
	}
	return false
}
