package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	namingWords       = words("namingWords")
	pseudonyms        = words("pseudonyms")
	namerVerbs        = words("namerVerbs")
	robbedParticiples = words("robbedParticiples")
	robVerbs          = words("robVerbs")
	contractorNouns   = words("contractorNouns")
)

// extend lets a mention take in what belongs to it on its right: a name after a
// description ("a Chinese group called Hafnium"), whom it works for ("hackers working for
// the North Korean government"), who speaks ("Microsoft president Brad Smith"), its
// parent ("China's MSS").
func (r *reading) extend(s *sentence, m *mention) *mention {
	switch m.kind {
	case mVague, mGroup:
		if r.extendName(s, m) || r.extendGang(s, m) || m.kind == mGroup && (r.extendTool(s, m) || r.extendForum(s, m)) {
			return m
		}
		if m.kind == mVague && s.tok(m.to).low == "behind" && r.extendCampaign(s, m) {
			return m
		}
		r.extendMaster(s, m)
	case mPersons:
		r.extendService(s, m)
		r.extendHome(s, m)
	case mActor:
		r.extendHead(s, m)
	case mState, mCapital:
		return r.formerly(s, r.extendOffice(s, m))
	case mOrg, mAgency, mIntl:
		if m.kind == mAgency {
			s.extendTrade(m)
			r.extendUnit(s, m)
		} else if m.class == "militia" {
			r.extendMilitia(s, m)
			return m
		} else if m.party.ID == "" && m.party.Country != "" && r.extendFirm(s, m) {
			return m
		}
		r.extendPeople(s, m)
		r.extendContractors(s, m)
		return r.formerly(s, m)
	}
	return m
}

// extendName joins a description with the name it introduces.
func (r *reading) extendName(s *sentence, m *mention) bool {
	first, named := m.to, false
	for s.tok(first).kind == quoteToken || s.tok(first).low == "(" {
		first++
	}
	j, far := first, m.to+11
	for ; j < s.to && j < far; j++ {
		t := s.tok(j)
		if t.kind == quoteToken || t.low == "(" {
			continue
		}
		if k := r.namer(s, j); k > 0 && !named {
			j, far = k-1, k+9
			continue
		}
		if t.low == "known" || t.low == "called" || t.low == "dubbed" || t.low == "named" || t.low == "tracked" || t.low == "codenamed" || t.low == "itself" || t.low == "calls" || t.low == "call" || t.low == "name" || t.low == "namely" || t.low == "nicknamed" || t.low == "tracks" || t.low == "track" || t.low == "tracking" || t.low == "refers" || t.low == "referred" || t.low == "names" || t.low == "designated" || t.low == "identified" || t.low == "dubs" || t.low == "identifies" || t.low == "designates" || t.low == "labels" || t.low == "moniker" || t.low == "cryptonym" || t.low == "by" && (s.tok(j-1).low == "going" || s.tok(j-1).low == "goes" || s.tok(j-1).low == "went") || t.low == "codename" || t.low == "codenames" || t.in(pseudonyms) {
			named = true
		}
		if j == first && t.capital() || named && (t.capital() || t.kind == numberToken) {
			break
		}
		if !t.in(namingWords) || t.low == "themselves" && !strings.HasSuffix(s.tok(j-1).low, "ing") && !strings.HasPrefix(s.tok(j-1).low, "call") {
			return false
		}
	}
	if s.tok(j).is(actorHead) && s.tok(j).low != "team" && !s.tok(j+1).capital() {
		return false // "(also known as APTs)"
	}
	if j == first || named {
		if o := r.introduced(s, j); o != nil {
			return r.take(s, m, o.to, o.party)
		}
		if h, ok := r.match(s, j); ok && h.kind == mActor {
			return r.take(s, m, j+h.words, h.party)
		}
	}
	if named && s.tok(j).capital() && !s.tok(j).is(starter) {
		if h, ok := r.match(s, j); ok && h.kind != mMalware && h.kind != mActor {
			return false
		}
		n := r.nameLength(s, j)
		return r.take(s, m, j+n, news.Party{Name: r.words(s, j, j+n), Kind: news.Group, Country: m.party.Country})
	}
	return false
}

// extendCampaign reads attackers by the campaign that has their name: "the North Korean actors behind
// the Contagious Interview campaign".
func (r *reading) extendCampaign(s *sentence, m *mention) bool {
	j := m.to + 1
	for s.tok(j).is(detWord|modWord) || strings.Contains(s.tok(j).low, "-") && !s.tok(j).capital() {
		j++
	}
	h, ok := r.match(s, j)
	if !ok || h.kind != mActor || h.common && !r.cued(s, j, h) || h.party.Country != "" && h.party.Country != m.party.Country {
		return false
	}
	switch s.tok(j + h.words).low {
	case "campaign", "campaigns", "operation", "activity":
		m.titled = true
		m.kind, m.party, m.maybe, m.to = mActor, h.party, nil, j+h.words+1
		return true
	}
	return false
}

// namer looks over the firm at token i that gives a name of its own to whom stands before it: "a
// group that Koi Security is tracking as". It returns where its verb stands, or 0.
func (r *reading) namer(s *sentence, i int) int {
	if t := s.tok(i); !t.capital() || t.is(starter) {
		return 0
	}
	j := i
	if m := r.named(s, i); m != nil {
		if m.kind != mOrg {
			return 0
		}
		j = m.to
	}
	for j < i+4 && s.tok(j).capital() {
		j++
	}
	for s.tok(j).is(auxWord) {
		j++
	}
	if s.tok(j).in(namerVerbs) {
		if j > i {
			return j
		}
	}
	return 0
}

func (r *reading) take(s *sentence, m *mention, to int, p news.Party) bool {
	if p.Country == "" {
		p.Country = m.party.Country
	}
	if s.tok(to).kind == quoteToken && s.inQuote(to-1) && !s.inQuote(m.from) {
		to++ // the name and the mark that closes it
	}
	m.kind, m.party, m.to, m.some = mActor, p, to, false
	m.titled = !m.plural
	return true
}

// robbedBy reports whether the word at token i is the "by" of what people do, and no tool.
func (s *sentence) robbedBy(i int) bool {
	if s.tok(i).low != "by" {
		return false
	}
	return s.tok(i - 1).in(robbedParticiples)
}

// extendHead joins a name with the nouns after it: "Fancy Bear hacking group".
func (r *reading) extendHead(s *sentence, m *mention) {
	if next, after := s.tok(m.to), s.tok(m.to+1); next.low == "ransomware" && (after.low == "operation" || after.low == "operations") {
		m.to += 2
		return
	} else if next.low == "ransomware" && (s.robbedBy(m.from-1) || after.in(robVerbs)) {
		m.to++ // "files leaked by Akira ransomware": the gang
		return
	} else if next.is(malwareHead) && !after.is(actorHead) && !(after.is(modWord) && s.tok(m.to+2).is(actorHead)) {
		m.kind = mMalware // "encrypted by Conti ransomware": the tool
		return
	}
	for j := m.to; j < s.to && j-m.to < 5; j++ {
		t := s.tok(j)
		if !t.is(modWord|actorHead) && t.low != "activity" && !(t.is(malwareHead) && s.tok(j+1).is(actorHead)) {
			return
		}
		if t.is(actorHead) {
			m.to = j + 1
		}
	}
}

// extendService reads people by whom they serve: "three members of the GRU".
func (r *reading) extendService(s *sentence, m *mention) {
	if w := s.tok(m.to).low; m.party.Country != "" || w != "of" && w != "from" && w != "in" && w != "with" && w != "working" {
		return
	}
	j := m.to + 1
	for s.tok(j).is(detWord) || s.tok(j).low == "for" {
		j++
	}
	o := r.described(s, j)
	if o == nil {
		o = r.named(s, j)
	}
	if o != nil && o.party.Country != "" && (o.kind == mAgency || o.kind == mState) { // of a group the group is meant
		m.party.Country, m.to = o.party.Country, o.to
		m.party.Name = r.span(s, m)
	}
}

// serving reads counted people by whom they serve: "three members of the GRU".
func (r *reading) serving(s *sentence, p *phrase, m *mention) bool {
	if t := s.tok(p.from); !t.is(numWord) && t.kind != numberToken || s.tok(p.to).low != "of" {
		return false
	}
	m.party = news.Party{Kind: news.Person}
	if r.extendService(s, m); m.party.Country == "" {
		m.party = news.Party{}
		return false
	}
	m.kind = mPersons
	return true
}

// extendOffice joins a state with an office of its own: "China's Ministry of State
// Security", "the UK foreign secretary", "Chinese foreign-ministry spokesman Zhao Lijian".
func (r *reading) extendOffice(s *sentence, m *mention) *mention {
	j := m.to
	if s.tok(j).kind == possToken {
		j++
	}
	for k := j; k < s.to && k-j < 4; k++ { // adjectives before an agency: "powerful"
		if h, ok := r.match(s, k); ok && (h.kind == mAgency || h.kind == mState && !strings.HasPrefix(h.ids[0], "state:")) && !h.demonym() {
			ok := h.party.Country == "" || h.party.Country == m.party.Country
			for _, id := range h.ids {
				if e, found := r.cat.Entry(id); found && e.Party.Country == m.party.Country {
					h = new(*h)
					h.party, ok = e.Party, true
				}
			}
			if ok {
				out := &mention{from: m.from, to: k + h.words, kind: h.kind, party: h.party}
				r.extendPeople(s, out)
				r.extendContractors(s, out)
				return out
			}
		}
		if t := s.tok(k); !t.is(modWord) && t.low != "powerful" && t.low != "main" && t.low != "top" && t.low != "own" {
			break
		}
	}
	r.extendPeople(s, m)
	if m.person != "" && s.tok(m.to).kind == possToken && reign(s.tok(m.to+1)) { // "Russian President Vladimir Putin's government"
		m.to, m.person, m.speaker = m.to+2, "", ""
	}
	return m
}

// extendPeople joins an institution with who speaks for it.
func (r *reading) extendPeople(s *sentence, m *mention) {
	if m.kind == mOrg && s.unnamedFirm(m) && s.tok(m.to).capital() {
		return // "Slovak security firm Harrowgate": its name, and no person's
	}
	j := m.to
	if s.tok(j).kind == possToken && (s.tok(j+1).is(roleWord|reportWord) || s.tok(j+1).is(modWord) && s.tok(j+2).is(roleWord)) {
		j++
	}
	last := m.to
	if s.tok(m.to).kind == possToken && m.kind != mState {
		for k := m.to + 1; k < m.to+5 && s.tok(k).kind == wordToken; k++ { // "the FBI's Denver field office said"
			if w := s.tok(k).low; (w == "office" || w == "branch" || w == "arm" || w == "division" || w == "wing" || w == "lab" || w == "directorate") && s.speaksAt(k+1) {
				m.speaker, m.to = r.words(s, m.to+1, k+1), k+1
				return
			}
		}
	}
	if s.tok(j).kind == possToken && m.kind != mState && s.tok(j+1).capital() && s.saysName(r, j+1) {
		n := r.personLength(s, j+1)
		m.speaker, m.person, m.to = r.words(s, j+1, j+1+n), r.words(s, j+1, j+1+n), j+1+n
		r.knows(m)
		return
	}
	for k := j; k < s.to && k-j < 9; k++ {
		t := s.tok(k)
		if t.is(roleWord) || t.is(offHead) && m.kind != mOrg {
			last = k + 1
			continue
		}
		if t.low == "and" && s.tok(k+1).is(researchHead|sourceHead) {
			break // "officials and experts": two
		}
		if k == m.to && (t.low == "of" || t.low == "for" || t.low == "and") && m.kind == mState {
			break // "accused China of foreign interference"
		}
		if t.low == "of" || t.low == "for" || t.low == "and" || t.low == "&" || t.is(modWord) || t.is(firmPre) {
			continue
		}
		break
	}
	if end := s.tok(m.to - 1); last == m.to && !(end.is(roleWord|offHead|personTitle) && m.to-m.from > 1) {
		return
	}
	from := last
	n := 0
	if t := s.tok(last); t.capital() && !t.is(starter) && !t.is(monthWord) && !s.titleCase() {
		if h, ok := r.match(s, last); !ok || h.kind == mPerson {
			n = r.personLength(s, last)
		}
	}
	if n > 0 {
		m.speaker, m.person, m.to = r.words(s, from, from+n), r.words(s, from, from+n), last+n
		r.knows(m)
		return
	}
	if t := s.tok(last - 1); (j < last || m.class != "state" || m.speaker == "") && (t.is(researchHead) || t.is(offHead) || t.is(roleWord)) {
		m.speaker, m.to = r.words(s, j, last), last
	}
}

// saysName reports whether the name at token i is a person's who speaks: "Tom Hegel said".
func (s *sentence) saysName(r *reading, i int) bool {
	n := r.personLength(s, i)
	if n < 2 || n > 3 || institution(s, i, n) {
		return false
	}
	if _, ok := r.match(s, i); ok {
		return false
	}
	return s.tok(i+n).is(sayWord) || s.tok(i+n).is(auxWord|advWord) && s.tok(i+n+1).is(sayWord)
}

// extendContractors reads "MSS contractors": the agency is meant, and sponsors them.
func (r *reading) extendContractors(s *sentence, m *mention) {
	if m.kind != mAgency {
		return
	}
	i := m.from - 1
	for s.tok(i).is(detWord) {
		i--
	}
	if w := s.tok(i).low; w == "for" || w == "of" {
		if s.tok(i - 1).in(contractorNouns) { // "a contractor for the MSS hacked"
			m.via, m.subject = news.SponsoredBy, r.words(s, i-1, m.to)
		}
	}
	switch s.tok(m.to).low {
	case "contractors", "proxies", "contractor", "affiliates":
		m.to++
		m.via, m.subject = news.SponsoredBy, r.span(s, m)
	}
}

func (r *reading) words(s *sentence, from, to int) string {
	if from >= to || to > s.to {
		return ""
	}
	return s.part.text[s.part.tokens[from].start:s.part.tokens[to-1].end()]
}
