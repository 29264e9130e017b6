package claim

import (
	"slices"

	"ascribe/news"
)

// Lists of words.txt.
var (
	dubVerbs   = words("dubVerbs")
	boastNouns = words("boastNouns")
)

// fromSelf finds whose own claim of responsibility it is.
func (r *reading) fromSelf(s *sentence, t trigger, add func(*mention, news.Party, string), rights func(int, int, string)) {
	if m := s.mentionAt(t.from); m != nil && m.to > t.from+1 || m != nil && m.from < t.from {
		return // a name holds the word: "Silent Crow"
	}
	gang := false
	reach := 2
	if s.hasClass(t.from, t.to+1, heWord) {
		reach = 5
	}
	near := s.leftOf(t.from, reach)
	if m := s.sharedSubject(t.from); m != nil && !slices.Contains(near, m) {
		near = append(near, m)
	}
	for _, m := range near {
		if t.of.name == "self-name" {
			break
		}
		if m.kind == mName && (s.governed(m) || s.tok(m.to).kind == possToken && t.from-m.to > 1) {
			continue // "Binns, who lives in Izmir, said he did it"
		}
		if s.namedAt(m) || s.master(m) || s.nearerBoaster(m, t.from) {
			continue
		}
		switch m.kind {
		case mActor, mGroup, mName, mPerson, mVague:
			gang = gang || m.kind == mActor || m.kind == mGroup || m.kind == mVague
			add(m, m.asAccused(), "self")
		case mAgency:
			if !gang && m.party.Country != "" && (s.tok(t.to-1).is(strongVerb) || s.tok(t.to).is(strongVerb) || s.ownsUp(t)) && !s.related(m.to, t.from) {
				add(m, m.asAccused(), "self")
			}
		case mState:
			if !gang && !s.related(m.to, t.from) { // "the government said that X, which claimed the attack, …"
				add(m, m.asAccused(), "self")
			}
		}
	}
	if t.to-t.from >= 2 && s.tok(t.to-1).low == "by" || t.of.name == "self-name" {
		rights(t.to, 1, "self")
	}
}

// claimedBy reports whether a claim is told of by whose it is, and is about their own doing: "claims by the
// group KillSec that it had breached". A claim that is "claimed by" somebody is theirs in any case.
func (s *sentence) claimedBy(c *candidate) bool {
	if s.tok(c.t.from).in(boastNouns) {
		next := s.tok(c.x.to + 1)
		return c.x.from >= c.t.to && (c.x.kind == mActor || c.x.kind == mGroup || c.x.kind == mName) && s.tok(c.x.to).low == "that" && (next.is(itWord|theyWord) || next.low == "its")
	}
	return true
}

// sharedSubject is the subject that the verb at token i shares with one before it: "Solntsepyok, a group that
// Kyiv ties to the GRU, posted screenshots and took credit".
func (s *sentence) sharedSubject(i int) *mention {
	if s.tok(i-1).low != "and" {
		return nil
	}
	if m := s.firstSubject(i-1, nil); m != nil && m.from <= s.from+1 && (m.kind == mActor || m.kind == mName) {
		return m
	}
	return nil
}

// namedAt reports whether a group only stands there as what somebody else calls it, who goes on to speak:
// "Kaspersky dubbed the hackers ToddyCat and said".
func (s *sentence) namedAt(m *mention) bool {
	k := m.from - 1
	for k > s.from && (s.tok(k).is(detWord|modWord|actorHead|anaGroup) || s.tok(k).is(theyWord|itWord) || s.tok(k).low == "as" || s.tok(k).kind == quoteToken) {
		k--
	}
	if s.tok(k).in(dubVerbs) {
		o := s.subjectOf(k, m)
		return o != nil && o.to <= k && !s.tok(k-1).is(beWord)
	}
	return false
}

// master reports whether a state or a service only stands there as whose hackers it is that claim something:
// "hackers linked to Iran claimed".
func (s *sentence) master(m *mention) bool {
	if m.kind != mState && m.kind != mCapital && m.kind != mAgency {
		return false
	}
	k := m.from - 1
	for k > s.from && s.tok(k).is(detWord|modWord) && !s.tok(k).is(prepWord) {
		k--
	}
	return k > s.from && s.tok(k).is(prepWord) && s.tok(k).kind == wordToken || s.tok(k).low == "to"
}

// ownsUp reports whether a state's service says that it did something itself: "claimed responsibility",
// "acknowledged that it had hacked", but not that it was hacked, or that others hacked.
func (s *sentence) ownsUp(t trigger) bool {
	it := false
	for i := t.from + 1; i < t.to+5 && i < s.to; i++ {
		u := s.tok(i)
		switch {
		case u.low == "responsibility", u.low == "credit":
			return i < t.to
		case u.is(itWord | theyWord):
			it = true
		case it && u.is(strongVerb), i <= t.to && u.is(cyberGer):
			return !s.has(t.from, i, "been") && !s.has(t.from, i, "was") && !s.has(t.from, i, "being")
		case !u.is(auxWord|advWord|haveWord|beWord) && u.low != "that" && u.low != "to":
			return false
		}
	}
	return false
}
