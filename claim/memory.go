package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// A memory holds who was spoken of so far, for "the company", "the group", "it".
type memory struct {
	firm, vendor, agency, state, group, research, any *mention
	source                                            *mention            // who spoke last
	short                                             map[string]*mention // "TAG", after "Threat Analysis Group (TAG)"
	trimmed                                           bool                // some of them are names without their last word
	first                                             *mention            // the first firm of the story, for "the company" before its name
	only                                              *mention            // the one group that the story names, for "the group" before its name
	charged                                           *mention            // the people without an office who were told of last
	people                                            map[string]*mention // by surname
	lastPerson                                        *mention            // of people, the one farthest on
	names                                             map[string]news.Party
}

// remember keeps the mentions of a sentence that was read.
func (r *reading) remember(s *sentence) {
	for _, m := range s.mentions {
		r.note(m)
	}
	if m := s.source(); m != nil {
		r.memory.source = m
	}
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
		if m.class == "vendor" || m.class == "ngo" || m.speaker != "" && m.kind == mOrg {
			mem.vendor = m
		}
	case mAgency:
		mem.agency = m
	case mState, mCapital:
		mem.state = m
		if m.class == "ministry" {
			mem.agency = m
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

// anaphor reads what refers back.
func (r *reading) anaphor(s *sentence, i int) *mention {
	t := s.tok(i)
	mem := &r.memory
	back := func(to int, kind mentionKind, o *mention) *mention {
		m := &mention{from: i, to: to, kind: kind, back: true}
		if o != nil {
			m.kind, m.party, m.speaker, m.counted = o.kind, o.party, o.speaker, o.counted
			if o.kind == mPerson {
				m.person = o.person
			}
		}
		return m
	}
	if t.word == "IT" && !s.headline {
		return nil
	}
	switch t.low {
	case "we", "our":
		if r.voice != nil && !s.inQuote(i) {
			return &mention{from: i, to: i + 1, kind: mOrg, party: *r.voice, speaker: "We", back: true}
		}
		return nil
	case "it", "they":
		if o := r.speaking(s, i); o != nil {
			return back(i+1, o.kind, o)
		}
	}
	switch t.low {
	case "it":
		if o := s.blamedBefore(i); o != nil {
			return back(i+1, o.kind, o)
		}
		if mem.group != nil && mem.group.kind == mActor && s.blamedAt(i+1) {
			return back(i+1, mActor, mem.group)
		}
		return back(i+1, mNone, r.subjectBefore(s))
	case "they":
		if o := r.attackersBefore(s, i); o != nil && s.blamedAt(i+1) {
			return back(i+1, o.kind, o) // "prosecutors say they were behind it"
		}
		if mem.research != nil && (mem.any == nil || mem.any == mem.research || mem.research.from > mem.any.from) {
			return back(i+1, mGeneric, mem.research)
		}
		if o := r.attackersBefore(s, i); o != nil {
			return back(i+1, o.kind, o)
		}
		return back(i+1, mNone, r.subjectBefore(s))
	case "he", "she":
		return back(i+1, mPerson, r.memory.lastPerson)
	}
	if t.low != "the" && t.low != "this" && t.low != "that" && t.low != "these" && t.low != "those" && t.low != "its" && t.low != "same" {
		return nil
	}
	if next := s.tok(i + 1); next.word == "North" && !s.tok(i+2).capital() && korean(mem.state, mem.agency) {
		return &mention{from: i, to: i + 2, kind: mState, party: r.state("KP"), back: true} // as the South calls it
	}
	j := i + 1
	for strings.HasSuffix(s.tok(j).low, "-based") || s.tok(j).is(numWord) && s.tok(j+1).is(anaAgency) {
		j++ // "the Redmond-based software company", "the three agencies"
	}
	for j < s.to && j-i < 6 && (!s.tok(j).capital() || regional(s.tok(j).low) || s.tok(j).low == "apt") && (s.tok(j).is(modWord|firmPre) || regional(s.tok(j).low) || s.tok(j).low == "giant" || s.tok(j).low == "media") {
		if s.tok(j).is(anaGroup|anaFirm|anaGov|anaAgency) && !s.tok(j+1).is(modWord|firmPre|anaGroup|anaFirm|anaAgency|anaGov) {
			break
		}
		if j++; s.tok(j).low == "and" && s.tok(j+1).is(modWord) {
			j++ // "the prolific and sophisticated group"
		}
	}
	if t.low == "that" && j > i+1 && s.tok(i-1).is(sayWord) {
		return nil // "warned that state-backed actors"
	}
	return r.nounAnaphor(s, i, j, back)
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

// regional reports adjectives by which a state is called when it isn't named: "the Gulf
// nation".
func regional(low string) bool {
	switch low {
	case "middle", "east", "eastern", "gulf", "baltic", "nordic", "asian", "african", "european", "western", "communist", "isolated", "reclusive", "secretive", "authoritarian", "hermit", "island":
		return true
	}
	return false
}

// nounAnaphor resolves "the company", "the group", "the report" whose noun is token j.
func (r *reading) nounAnaphor(s *sentence, i, j int, back func(int, mentionKind, *mention) *mention) *mention {
	mem := &r.memory
	h := s.tok(j)
	switch {
	case h.kind != wordToken || h.capital():
		return nil
	case h.low == "indictment" || h.low == "indictments" || h.low == "charges" || h.low == "prosecutors":
		return r.prosecutor(i, j+1)
	case h.is(anaReport) && mem.any != nil && !s.tok(j+1).is(actorHead|prepWord) && (s.tok(j+1).is(sayWord|auxWord|advWord|conjWord) || bracket(s.tok(j+1)) || s.tok(j+1).low == "." || s.tok(j+1).low == "released" || s.tok(j+1).low == "published"):
		if o := mem.source; o != nil && o.kind != mGeneric && o.kind != mPerson {
			return back(j+1, mOrg, o)
		}
		return back(j+1, mOrg, mem.any)
	case s.tok(i).low == "that" && strings.HasSuffix(h.low, "s") && !s.tok(i).capital(): // "said that hackers …"
		return nil
	case (h.low == "family" || h.low == "strain" || h.low == "brand" || h.low == "service") && s.tok(j-1).low == "ransomware" && mem.group != nil && mem.group.party.Kind == news.CriminalGroup:
		return back(j+1, mActor, mem.group)
	case h.low == "team" && mem.firm != nil && s.speaksAt(j+1): // of researchers
		return back(j+1, mOrg, mem.firm)
	case h.low == "team" && j == i+1 && s.speaksAt(j+1):
		return &mention{from: i, to: j + 1, kind: mGeneric, party: news.Party{Name: "the team", Kind: news.Researchers}, plural: true}
	case h.is(anaGroup) && s.tok(j+1).low == "of" && r.ofMaster(s, j+2):
		return nil // "the hacking unit of the SVR" is whom it belongs to
	case h.is(anaGroup) && !s.tok(j+1).is(malwareHead):
		o := mem.group
		if o == nil {
			o = mem.only
		}
		if n := len(s.mentions); n > 0 && s.tok(i-1).low == "," && s.mentions[n-1].to == i-1 && (s.mentions[n-1].kind == mActor || s.mentions[n-1].kind == mPerson && s.mentions[n-1].party.Kind == news.Person && !strings.HasSuffix(h.low, "s")) {
			o = s.mentions[n-1] // "Mr. Ivy, the hacker behind"
		}
		m := back(j+1, mGroup, o)
		if o == nil && s.tok(j+1).low == "," && r.extendName(s, m) {
			return m // "the group, which calls itself X"
		}
		if r.extendTool(s, m) {
			return m
		}
		m.plural = strings.HasSuffix(h.low, "s")
		m.some = o == nil && (s.tok(j+1).low == "behind" || s.tok(j+1).low == "responsible")
		return m
	case h.is(anaFirm) && s.tok(i).low == "its" && h.low != "researchers" && h.low != "analysts" && h.low != "team" && h.low != "lab":
		return nil // "the carrier and its insurer": another firm
	case h.is(anaFirm) && (mem.firm != nil || mem.first != nil):
		if mem.firm == nil {
			return back(j+1, mOrg, mem.first)
		}
		return back(j+1, mOrg, mem.firm)
	case h.low == "agencies" && !s.speaksAt(j+1) && s.tok(i-1).low != "to":
		return nil // whoever they are that don't speak
	case h.is(anaAgency) && mem.agency != nil:
		return back(j+1, mAgency, mem.agency)
	case h.is(anaGov) && mem.state != nil:
		return back(j+1, mState, mem.state)
	}
	return nil
}

// ofMaster reports whether a state or a service of one is named at token i, after adjectives.
func (r *reading) ofMaster(s *sentence, i int) bool {
	for j := i; j < min(i+4, s.to); j++ {
		if _, n := r.nation(s, j); n > 0 {
			return true
		}
		if h, ok := r.match(s, j); ok {
			return h.kind == mAgency || h.kind == mState
		}
		if !s.tok(j).is(detWord | modWord) {
			return false
		}
	}
	return false
}

// prosecutor is who indicts: the prosecutors named before, else those of the United States,
// whose indictments the news reports without a word on whose they are.
func (r *reading) prosecutor(from, to int) *mention {
	m := &mention{from: from, to: to, kind: mAgency, back: true}
	if o := r.memory.agency; o != nil && (o.class == "prosecutor" || o.class == "police" || o.class == "court") {
		m.party = o.party
		return m
	}
	if ids := r.cat.Find("Department of Justice"); len(ids) > 0 {
		if e, ok := r.cat.Entry(ids[0]); ok {
			m.party = e.Party
			return m
		}
	}
	return nil
}

// speaking is who "it" or "they" at token i are when they say something: who spoke last.
func (r *reading) speaking(s *sentence, i int) *mention {
	if !s.speaksAt(i + 1) {
		return nil
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
		switch t.low {
		case "blamed":
			return k > i && s.tok(k+1).low != "on" // an outage is
		case "behind", "responsible", "linked", "tied", "accused", "attributed", "backed", "sponsored":
			return k > i
		case "believed", "thought", "suspected", "'s":
			continue
		}
		if !t.is(auxWord | advWord) {
			return false
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
	people := charged(s.tok(i+2).low) || charged(s.tok(i+3).low) // those who "were charged" are no group
	for k := s.index; k >= max(0, s.index-1); k-- {
		for _, m := range slices.Backward(s.part.sentences[k].mentions) {
			switch m.kind {
			case mActor, mVague, mPersons, mGroup:
				if people && m.kind != mPersons && !m.counted {
					continue
				}
				if !m.absorbed && !m.aside && !m.deed && m.party.Name != "" {
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
