package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	regionWords     = words("regionWords")
	blameAdjectives = words("blameAdjectives")
	commonNouns     = words("commonNouns")
)

// A memory holds who was spoken of so far, for "the company", "the group", "it".
type memory struct {
	firm, vendor, agency, state, group, research, any *mention
	bureaus                                           []*mention          // agencies and ministries, the last one named last
	source                                            *mention            // who spoke last
	nation                                            *mention            // the state named last by its name, not by its capital
	short                                             map[string]*mention // "TAG", after "Threat Analysis Group (TAG)"
	trimmed                                           bool                // some of them are names without their last word
	first                                             *mention            // the first firm of the story, for "the company" before its name
	only                                              *mention            // the one group that the story names, for "the group" before its name
	charged                                           *mention            // the people without an office who were told of last
	people                                            map[string]*mention // by surname
	firms                                             map[string]*mention // the last one named of each country
	lastPerson                                        *mention            // of people, the one farthest on
	names                                             map[string]news.Party
	bodies                                            map[string]string // firms that no list knows, with their class
}

// remember keeps the mentions of a sentence that was read.
func (r *reading) remember(s *sentence) {
	for _, m := range s.mentions {
		r.note(m)
	}
	for _, m := range s.mentions {
		if m.kind == mActor && !m.back && !m.absorbed && !m.aside {
			if !s.hasClass(s.from, m.from, sayWord|accuseVerb|prepWord) {
				r.memory.group = m // the subject, rather than whom it is like
			}
			break
		}
	}
	if m := s.source(); m != nil {
		r.memory.source = m
	}
	if m := s.reporter(mOrg); m != nil && r.memory.firm != nil && r.memory.firm != m && slices.Contains(s.mentions, r.memory.firm) && s.struckAt(r.memory.firm) {
		r.memory.firm = m // "Acme published a report on the hack of Beta": the company is Acme
	}
	s.group, s.state = r.memory.group, r.memory.state
}

func (r *reading) note(m *mention) {
	if m.back || m.absorbed || m.plain || m.aside || m.placed {
		return
	}
	mem := &r.memory
	switch m.kind {
	case mOrg, mName:
		if m.kind == mOrg || mem.firm == nil {
			mem.firm = m
		}
		if m.party.Country != "" {
			mem.firms[m.party.Country] = m
		}
		if m.class == "vendor" || m.class == "ngo" || m.speaker != "" && m.kind == mOrg {
			mem.vendor = m
		}
	case mAgency:
		mem.agency = m
		mem.noteBureau(m)
	case mState, mCapital:
		mem.state = m
		if m.kind == mState {
			mem.nation = m
		}
		if m.class == "ministry" {
			mem.agency = m
		}
		if m.class == "ministry" || strings.Contains(m.speaker, "inistry") {
			mem.noteBureau(m)
		}
	case mActor:
		mem.group = m
	case mVague:
		if mem.group == nil || mem.group.kind == mVague {
			mem.group = m
		}
	case mGeneric:
		mem.research = m
	case mPersons:
		if m.party.Country != "" {
			mem.charged = m
		}
	case mPerson:
		mem.charged = m
	}
	switch m.kind {
	case mOrg, mAgency, mIntl, mGeneric, mMedia, mPerson:
		mem.any = m
	}
	if m.person != "" {
		r.meet(m)
	}
}

// korean reports whether any of those named before is of Korea.
func korean(ms ...*mention) bool {
	for _, m := range ms {
		if m != nil && (m.party.Country == "KP" || m.party.Country == "KR") {
			return true
		}
	}
	return false
}

// speaking is who "it" or "they" at token i are when they say something: who spoke last.
func (r *reading) speaking(s *sentence, i int) *mention {
	if !s.speaksAt(i + 1) {
		return nil
	}
	if s.tagged(i) {
		return r.speaksOn(s, i)
	}
	if prev := s.tok(i - 1).low; (prev == ":" || prev == ";") && len(s.mentions) > 0 && s.mentions[0].from <= s.from+1 && s.mentions[0].accuses() && s.mentions[0].kind != mActor {
		return s.mentions[0] // "researchers at Acme disagree: they say"
	}
	if o := s.mainSubject(i); o != nil {
		return o
	}
	for _, m := range slices.Backward(s.mentions) {
		if m.accuses() && m.kind != mActor && (s.saysAfter(m) != "" || s.saidBefore(m) != "" || !m.plain && (m.kind == mState || m.kind == mCapital || m.kind == mOrg || m.kind == mAgency) && !s.ofPlace(m) && s.speaksAt(m.to)) {
			return m
		}
	}
	if o := r.memory.source; o != nil && o.kind != mActor && o.kind != mPerson {
		return o
	}
	return nil
}

// blamedBefore is whom "it" at token i is when a participle blames it: whoever something was done to
// in the clause before, "imposes sanctions on X, blaming it".
func (s *sentence) blamedBefore(i int) *mention {
	if v := s.tok(i - 1); !v.is(accuseVerb) || !strings.HasSuffix(v.low, "ing") || s.tok(i-2).low != "," && s.tok(i-2).low != "and" && s.tok(i-2).low != "after" && s.tok(i-2).low != "while" {
		return nil
	}
	for k, m := range slices.Backward(s.mentions) {
		switch m.kind {
		case mState, mCapital, mAgency, mActor, mOrg:
			if k > 0 && !m.absorbed && m.accusable() {
				return m
			}
		}
	}
	return nil
}

// blamedAt reports whether the words from token i tell of somebody what is told of attackers:
// "is behind", "has been linked".
func (s *sentence) blamedAt(i int) bool {
	for k := i; k < min(i+5, s.to); k++ {
		t := s.tok(k)
		switch {
		case t.low == "blamed":
			return k > i && s.tok(k+1).low != "on" // an outage is
		case t.in(blameAdjectives):
			return k > i
		case t.low == "believed", t.low == "thought", t.low == "suspected", t.low == "'s":
			continue
		}
		if !t.is(auxWord | advWord) {
			return false
		}
	}
	return false
}

// blamesObject reports whether the words before token i blame whoever stands there, or tie something
// to them: "charged them with", "has nothing in common with them".
func (s *sentence) blamesObject(i int) bool {
	prev := s.tok(i - 1)
	if prev.is(accuseVerb) {
		return true
	}
	if prev.low != "to" && prev.low != "with" && prev.low != "on" {
		return false
	}
	for k := i - 2; k >= max(s.from, i-7); k-- {
		switch t := s.tok(k); {
		case t.in(commonNouns):
			return true
		default:
			if t.is(accuseVerb) {
				return true
			}
		}
	}
	return false
}

// subjectBefore is who "it" and "they" most likely are: the subject of the sentence so
// far, else of the one before.
func (r *reading) subjectBefore(s *sentence) *mention {
	for _, m := range s.mentions {
		if !m.absorbed && !m.placed && m.kind != mMalware && m.kind != mCVE && m.kind != mCapital {
			return m
		}
	}
	if s.index > 0 {
		for _, m := range s.part.sentences[s.index-1].mentions {
			if !m.absorbed && !m.placed && m.kind != mMalware && m.kind != mCVE {
				return m
			}
		}
	}
	return r.memory.any
}

// attackersBefore is who "they" at token i are when they attack rather than speak: the people
// or the group that the sentence, or the one before, named last.
func (r *reading) attackersBefore(s *sentence, i int) *mention {
	people := s.tok(i+2).in(chargedVerbs) || s.tok(i+3).in(chargedVerbs) // those who "were charged" are no group
	for k := s.index; k >= max(0, s.index-1); k-- {
		for _, m := range slices.Backward(s.part.sentences[k].mentions) {
			switch m.kind {
			case mActor, mVague, mPersons, mGroup:
				if people && m.kind != mPersons && !m.counted {
					continue
				}
				if !m.absorbed && !m.aside && !m.deed && !m.apposed && m.party.Name != "" {
					return m
				}
			}
		}
	}
	return nil
}

// knows keeps a person under the surname.
func (r *reading) knows(m *mention) {
	mem := &r.memory
	mem.people[surname(m.person)] = m
	if o := mem.lastPerson; o == nil || m.from > o.from || m.from == o.from && m.person > o.person || surname(o.person) == surname(m.person) {
		mem.lastPerson = m
	}
}
