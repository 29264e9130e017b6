package claim

import (
	"cmp"
	"strings"

	"ascribe/news"
)

var (
	pronouns  = words("pronouns")
	definites = words("definites")
	signing   = words("signing")
)

// anaphor reads what refers back.
func (r *reading) anaphor(s *sentence, i int) *mention {
	t := s.tok(i)
	if t.in(pronouns) {
		return r.pronoun(s, i)
	}
	if t.low == "his" || t.low == "her" {
		return r.employerOfLast(s, i)
	}
	if !t.in(definites) {
		return nil
	}
	if next := s.tok(i + 1); next.word == "North" && !s.tok(i+2).capital() && korean(r.memory.state, r.memory.agency) {
		return &mention{from: i, to: i + 2, kind: mState, party: r.state("KP"), back: true} // as the South calls it
	}
	j := s.nounAhead(i + 1)
	if t.low == "that" && j > i+1 && s.tok(i-1).is(sayWord) {
		return nil // "warned that state-backed actors"
	}
	return r.nounAnaphor(s, i, j)
}

// pronoun reads whom "we", "it", "they", "them" or "she" at token i means.
func (r *reading) pronoun(s *sentence, i int) *mention {
	t, mem := s.tok(i), &r.memory
	if t.word == "IT" && !s.headline {
		return nil
	}
	switch t.low {
	case "we", "our":
		if r.voice != nil && !s.inQuote(i) {
			return &mention{from: i, to: i + 1, kind: mOrg, party: *r.voice, speaker: "We", back: true}
		}
		return nil
	case "they":
		if m := s.severalBefore(i, i+1, isBody); m != nil && s.speaksAt(i+1) && s.part.sentences[s.index-1].mentions[0].party.Name != "" && strings.HasPrefix(m.party.Name, s.part.sentences[s.index-1].mentions[0].party.Name+";") {
			return m
		}
		fallthrough
	case "it":
		if o := r.speaking(s, i); o != nil {
			return back(i, i+1, o.kind, o)
		}
	}
	switch t.low {
	case "it":
		if o := cmp.Or(s.denier(i), s.blamedBefore(i)); o != nil {
			return back(i, i+1, o.kind, o)
		}
		if mem.group != nil && mem.group.kind == mActor && s.blamedAt(i+1) {
			return back(i, i+1, mActor, mem.group)
		}
		return back(i, i+1, mNone, r.subjectBefore(s))
	case "they":
		if o := r.attackersBefore(s, i); o != nil && s.blamedAt(i+1) {
			return back(i, i+1, o.kind, o) // "prosecutors say they were behind it"
		}
		if mem.research != nil && (mem.any == nil || mem.any == mem.research || mem.research.from > mem.any.from) {
			return back(i, i+1, mGeneric, mem.research)
		}
		if o := r.attackersBefore(s, i); o != nil {
			return back(i, i+1, o.kind, o)
		}
		return back(i, i+1, mNone, r.subjectBefore(s))
	case "them":
		if o := r.attackersBefore(s, i); o != nil && s.blamesObject(i) {
			return back(i, i+1, o.kind, o)
		}
		return nil
	case "he", "she":
		return back(i, i+1, mPerson, mem.lastPerson)
	}
	return nil
}

// nounAhead looks, from token j on behind "the" or "this", over what stands before the noun that takes somebody
// up again.
func (s *sentence) nounAhead(j int) int {
	i := j - 1
	for strings.HasSuffix(s.tok(j).low, "-based") || (s.tok(j).is(numWord) || s.tok(j).in(signing)) && s.tok(j+1).is(anaAgency) {
		j++ // "the Redmond-based software company", "the three agencies", "the authoring agencies"
	}
	for j < s.to && j-i < 6 && (!s.tok(j).capital() || s.tok(j).in(regionWords) || s.tok(j).low == "apt") && (s.tok(j).is(modWord|firmPre) || s.tok(j).in(regionWords) || s.tok(j).low == "giant" || s.tok(j).low == "media" || s.tok(j).class == 0 && s.tok(j+1).is(firmPre|anaFirm)) {
		if s.tok(j).is(anaGroup|anaFirm|anaGov|anaAgency) && (s.tok(j+1).low == "based" || !s.tok(j+1).is(modWord|firmPre|anaGroup|anaFirm|anaAgency|anaGov)) {
			break
		}
		if j++; s.tok(j).low == "and" && s.tok(j+1).is(modWord) {
			j++ // "the prolific and sophisticated group"
		}
	}
	return j
}

// back is a mention of somebody told of before, or of nobody known, in the tokens [from, to).
func back(from, to int, kind mentionKind, o *mention) *mention {
	m := &mention{from: from, to: to, kind: kind, back: true}
	if o != nil {
		m.kind, m.party, m.speaker, m.counted = o.kind, o.party, o.speaker, o.counted
		if o.kind == mPerson {
			m.person = o.person
		}
	}
	return m
}

// nounAnaphor resolves "the company", "the group", "the report" whose noun is token j.
func (r *reading) nounAnaphor(s *sentence, i, j int) *mention {
	mem := &r.memory
	h := s.tok(j)
	switch {
	case h.kind != wordToken || h.capital():
		return nil
	case h.low == "indictment" || h.low == "indictments" || h.low == "charges" || h.low == "prosecutors":
		return r.prosecutor(i, j+1)
	case h.is(anaReport) && mem.any != nil && !strings.HasPrefix(s.tok(i-2).low, "comment") && !s.tok(j+1).is(actorHead|prepWord) && (s.tok(j+1).is(sayWord|auxWord|advWord|conjWord) || bracket(s.tok(j+1)) || s.tok(j+1).low == "." || s.tok(j+1).low == "released" || s.tok(j+1).low == "published"):
		if o := mem.source; o != nil && o.kind != mGeneric && o.kind != mPerson {
			return back(i, j+1, mOrg, o)
		}
		return back(i, j+1, mOrg, mem.any)
	case s.tok(i).low == "that" && strings.HasSuffix(h.low, "s") && !s.tok(i).capital(): // "said that hackers …"
		return nil
	case (h.low == "family" || h.low == "strain" || h.low == "brand" || h.low == "service") && s.tok(j-1).low == "ransomware" && mem.group != nil && mem.group.party.Kind == news.CriminalGroup:
		return back(i, j+1, mActor, mem.group)
	case h.low == "team" && mem.firm != nil && s.speaksAt(j+1): // of researchers
		return back(i, j+1, mOrg, mem.firm)
	case h.low == "team" && j == i+1 && s.speaksAt(j+1):
		return &mention{from: i, to: j + 1, kind: mGeneric, party: news.Party{Name: "the team", Kind: news.Researchers}, plural: true}
	case h.is(anaGroup) && s.tok(j+1).low == "of" && r.ofMaster(s, j+2):
		return nil // "the hacking unit of the SVR" is whom it belongs to
	case h.is(anaGroup) && s.tok(i).low == "its" && h.is(actorStrong) && s.stateBefore(i) != "":
		iso := s.stateBefore(i)
		return &mention{from: i, to: j + 1, kind: mVague, party: news.Party{Name: r.demonym(iso) + " state-linked hackers", Kind: news.Vague, Country: iso}, back: true, plural: strings.HasSuffix(h.low, "s")}
	case h.is(anaGroup) && !s.tok(j+1).is(malwareHead):
		return r.groupTakenUp(s, i, j)
	case h.is(anaFirm) && strings.HasSuffix(h.low, "s") && s.severalBefore(i, j+1, isFirm) != nil:
		return s.severalBefore(i, j+1, isFirm)
	case h.is(anaFirm) && s.tok(i).low == "its" && h.low != "researchers" && h.low != "analysts" && h.low != "team" && h.low != "lab":
		return nil // "the carrier and its insurer": another firm
	case h.is(anaFirm) && s.tok(j+1).capital() && !s.headline:
		return nil // "the software company Acme Soft": its name follows
	case (h.is(anaFirm) || h.in(tradingBodies) && s.speaksAt(j+1)) && mem.first == nil && (mem.firm == nil || mem.firm.kind != mOrg) && s.struckAlready() != nil:
		return back(i, j+1, mOrg, s.struckAlready())
	case (h.is(anaFirm) || h.in(tradingBodies) && s.speaksAt(j+1)) && (mem.firm != nil || mem.first != nil):
		if mem.firm == nil {
			return back(i, j+1, mOrg, mem.first)
		}
		if v := mem.vendor; v != nil && v.kind == mOrg && (s.tok(j-1).low == "security" || s.tok(j-1).low == "cybersecurity" || s.tok(j-1).low == "intelligence") {
			return back(i, j+1, mOrg, v)
		}
		return back(i, j+1, mOrg, mem.firm)
	case h.low == "agencies" && !s.speaksAt(j+1) && s.tok(i-1).low != "to":
		return nil // whoever they are that don't speak
	}
	if m := r.itsHead(s, i); m != nil {
		return m
	}
	return r.bodyTakenUp(s, i, j)
}

// groupTakenUp resolves "the group", "the hackers" whose noun is token j.
func (r *reading) groupTakenUp(s *sentence, i, j int) *mention {
	mem := &r.memory
	h := s.tok(j)
	o := mem.group
	if o == nil {
		o = mem.only
	}
	if n := len(s.mentions); n > 0 && s.tok(i-1).low == "," && s.mentions[n-1].to == i-1 && (s.mentions[n-1].kind == mActor || s.mentions[n-1].kind == mPerson && s.mentions[n-1].party.Kind == news.Person && !strings.HasSuffix(h.low, "s")) {
		o = s.mentions[n-1] // "Mr. Ivy, the hacker behind"
	}
	if o == nil && mem.agency != nil && (mem.agency.class == "intelligence" || mem.agency.class == "unit" || mem.agency.class == "military") && s.has(i, j, "same") {
		o = mem.agency // "the same actor" is the service that was accused
	}
	m := back(i, j+1, mGroup, o)
	if o == nil && s.tok(j+1).low == "," && r.extendName(s, m) {
		return m // "the group, which calls itself X"
	}
	if r.extendTool(s, m) {
		return m
	}
	m.plural = strings.HasSuffix(h.low, "s")
	m.some = o == nil && (s.tok(j+1).low == "behind" || s.tok(j+1).low == "responsible")
	return m
}

// bodyTakenUp resolves "the agency", "the two services", "the government" whose noun is token j.
func (r *reading) bodyTakenUp(s *sentence, i, j int) *mention {
	mem := &r.memory
	h := s.tok(j)
	if h.low == "agencies" || h.low == "services" || h.low == "ministries" && s.speaksAt(j+1) {
		if m := s.severalBefore(i, j+1, isAgency); m != nil {
			return m
		}
	}
	if h.is(anaAgency) || h.low == "centre" || h.low == "center" {
		if o := r.bureau(s, j); o != nil {
			return back(i, j+1, mAgency, o)
		}
	}
	switch {
	case h.is(anaGov) && s.tok(j+1).low == "in" && r.seated(s, i, j+1) != nil: // "the government in Prague", whoever was told of last
		return r.seated(s, i, j+1)
	case (h.low == "government" || h.low == "administration") && s.governing() != nil:
		return back(i, j+1, mState, s.governing())
	case h.is(anaGov) && mem.state != nil:
		return back(i, j+1, mState, mem.state)
	case h.low == "government" && s.tok(i).low == "the" && mem.group != nil && mem.group.party.Country != "": // that of the attackers named
		return &mention{from: i, to: j + 1, kind: mState, party: r.state(mem.group.party.Country), back: true}
	}
	return nil
}

// stateBefore is the country of the state that is named right before token i: "the Russian government and
// its hackers".
func (s *sentence) stateBefore(i int) string {
	if n := len(s.mentions); n > 0 {
		if m := s.mentions[n-1]; (m.kind == mState || m.kind == mCapital) && i-m.to < 8 {
			return m.party.Country
		}
	}
	return ""
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

// taken reports whether nobody is named right of token i, unless "that assessment" looks like somebody.
func (s *sentence) taken(i int) bool {
	near := s.rightOf(i, 1)
	return len(near) == 0 || near[0].back && near[0].from <= i+1 && s.tok(near[0].to-1).is(anaReport)
}

// wantsNoun reports whether a preposition stands before token i, so that whom it means is told behind it even if it is nobody
// with a name: "not the work of amateurs".
func (s *sentence) wantsNoun(i int) bool {
	switch s.tok(i - 1).low {
	case "of", "to", "with":
		return s.tok(i).kind == wordToken && s.mentionAt(i) == nil && !s.tok(i).is(detWord)
	}
	return false
}

// employerOfLast reads "her firm", "his company" at token i as that of the person told of last, where it speaks.
func (r *reading) employerOfLast(s *sentence, i int) *mention {
	o := r.memory.lastPerson
	if o == nil || o.party.Name == "" || o.party.Kind == news.Person || !s.tok(i+1).is(anaFirm|firmHead) || !s.speaksAt(i+2) {
		return nil
	}
	return &mention{from: i, to: i + 2, kind: mOrg, party: o.party, back: true}
}
