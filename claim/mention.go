package claim

import (
	"cmp"
	"slices"
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

// A mention is a place in a sentence where a party, a tool or a CVE is named, described
// or referred back to.
type mention struct {
	from, to  int // tokens of the part
	kind      mentionKind
	party     news.Party
	class     string        // of the catalogue: "vendor"
	speaker   string        // the person or role who speaks for the party
	office    *mention      // of which the words behind the name tell that it is theirs
	via       news.Relation // "hackers affiliated with the MSS": how the described ones hang on the party
	subject   string        // … and who they are
	back      bool          // refers back: "the company", "it"
	maybe     []string      // other IDs of an ambiguous name
	plural    bool
	person    string // the name of the person, who may speak for party
	deed      bool   // a deed of the party's: "a Chinese hacking operation"
	predicate bool   // an adjective in a predicate: "are China-linked"
	apposed   bool   // describes the actor named just before: "APT40, a Chinese group"
	plain     bool   // a common noun that speaks: "the hospital said"
	absorbed  bool   // stands in the description of another: "an analyst at X"
	served    bool   // described by whom they serve or where they are: "hackers working for Iran"
	counted   bool   // so and so many of them: "six Russian operatives"
	aside     bool   // somebody of a nation who attacks nobody: "U.S. entities"
	titled    bool   // one actor, described and then named: "a group tracked as X"
	placed    bool   // an unknown name that tells where: "in Leeds", "along the Fujian coast"
	led       bool   // only tells whose head speaks: "the head of PST, Ana Lee, said"
	some      bool   // an actor of whom only its sort is told: "a criminal gang"
	tag       uint8  // the tag of the sentence in which it stands, which only tells who speaks; see findTags
}

// party is a news.Party that a text part holds on to.
type party = news.Party

// A mentionKind says what a mention can stand for.
type mentionKind uint8

const (
	mNone    mentionKind = iota
	mState               // a state or its government, by name, adjective + head, or office
	mCapital             // a capital or seat: the government only as subject or object of a claim
	mActor               // a named threat group
	mVague               // described by nationality or sponsorship: "Chinese state-backed hackers"
	mAgency              // a service, ministry, military unit, police or court
	mOrg                 // a company, university, body
	mIntl                // an international organisation
	mMedia               // an outlet
	mPersons             // unnamed people with a nationality: "four Iranian nationals"
	mPerson              // a named person
	mGeneric             // researchers, experts, sources
	mGroup               // "the group", "the attackers": an actor without a name
	mMalware             // a piece of malware or a tool
	mCVE
	mName // a name that is not known
)

var mentionNames = [...]string{
	"none", "state", "capital", "actor", "vague", "agency", "org", "intl", "media", "persons", "person", "generic",
	"group", "malware", "cve", "name",
}

// label names a mention for the weights: kind, and what makes it more or less of a party.
func (m *mention) label() string {
	l := m.kind.String()
	switch {
	case m.back:
		l += "-back"
	case m.plain:
		l += "-plain"
	case m.deed:
		l += "-deed"
	case m.some:
		l += "-some"
	case m.kind == mOrg && m.class != "":
		l += "-" + m.class
	}
	return l
}

func (k mentionKind) String() string { return mentionNames[k] }

// accusable reports whether a mention can be the accused of a claim.
func (m *mention) accusable() bool {
	if m.led || m.tag > 0 || m.absorbed && m.person != "" {
		return false
	}
	switch m.kind {
	case mState, mCapital, mActor, mAgency, mPersons:
		return true
	case mVague:
		return !m.apposed
	case mGroup:
		return m.party.Name != "" || m.some && !m.apposed
	case mOrg, mPerson, mName:
		return !m.absorbed
	}
	return false
}

// accuses reports whether a mention can be the accuser of a claim.
func (m *mention) accuses() bool {
	switch m.kind {
	case mNone, mMalware, mCVE, mVague, mPersons:
		return false
	}
	return !m.absorbed && !m.placed && m.via == "" // "MSS contractors" accuse nobody
}

// findMentions fills s.mentions from left to right, longest first.
func (r *reading) findMentions(s *sentence) {
	for i := s.from; i < s.to; {
		m := r.mentionFrom(s, i)
		if m == nil || m.to <= i {
			i++
			continue
		}
		if s.inDateline(m.from, m.to) {
			i = m.to
			continue
		}
		if r.sameAsLast(s, m) {
			i = r.apposition(s, s.lastMention(), m)
			continue
		}
		m.placed = s.locative(m) || m.kind == mName && capitals(m.party.Name) && m.to <= s.dateline() // "WELLINGTON (Agency) - "
		r.alsoServed(s, m)
		if s.mentions == nil {
			s.mentions = make([]*mention, 0, 4)
		}
		s.mentions = append(s.mentions, m)
		if m.kind != mOrg || !s.elsewhere(i) {
			r.note(m)
		}
		r.abbreviate(s, m)
		r.takeAlias(s, m)
		i = m.to
	}
	s.place()
	r.joinPeople(s)
	s.cutOffices()
	s.cutDiscretion()
	s.cutRemarks()
	s.takeNaming()
	r.joinNames(s)
	r.takeHeads(s)
	for k, m := range s.mentions { // "Russian intelligence agencies, the GRU among them"
		if k+1 < len(s.mentions) && m.kind == mAgency && m.party.ID == "" && m.party.Country != "" {
			if n := s.mentions[k+1]; n.kind == mAgency && n.party.ID != "" && n.party.Country == m.party.Country && n.from-m.to <= 3 && s.renames(m, n) {
				m.party, m.maybe, m.class = n.party, n.maybe, n.class
			}
		}
	}
	s.findTags()
}

// place notes at which tokens the mentions stand.
func (s *sentence) place() {
	s.at = s.part.at[s.from:s.to]
	for i := range s.at {
		s.at[i] = -1
	}
	for k, m := range s.mentions {
		for i := m.from; i < m.to; i++ {
			s.at[i-s.from] = int16(k)
		}
	}
}

// mentionFrom returns the mention that begins at token i, or nil.
func (r *reading) mentionFrom(s *sentence, i int) *mention {
	t := s.tok(i)
	if t.kind == markToken || t.kind == possToken || t.kind == quoteToken {
		return nil
	}
	if strings.HasPrefix(t.low, "cve-") {
		return &mention{from: i, to: i + 1, kind: mCVE, party: news.Party{ID: "cve:" + strings.ToUpper(t.word), Name: strings.ToUpper(t.word)}}
	}
	opens := opensAny
	if t.kind == wordToken && !t.capital() && !t.hyphen {
		if opens = t.table.opens; opens == opensNone {
			return nil
		}
	}
	if m := r.alsoMeant(s, i); m != nil {
		return m
	}
	if opens == opensName {
		if m := r.named(s, i); m != nil {
			return r.extend(s, m)
		}
		return nil
	}
	if m := r.belonging(s, i); m != nil {
		return m
	}
	if m := cmp.Or(s.firmsAgain(i), r.titleAgain(s, i)); m != nil {
		return m
	}
	if m := r.official(s, i); m != nil {
		return m
	}
	if m := r.stateBody(s, i); m != nil {
		return r.extend(s, m)
	}
	if m := r.described(s, i); m != nil {
		if h, ok := r.match(s, i); ok && h.words > 1 && i+h.words >= m.to && h.party.ID != "" && (h.kind == mAgency && m.kind == mAgency || h.kind == mActor && m.kind == mVague) {
			m = r.named(s, i) // "Dutch intelligence" is a service that the catalogue knows
		}
		return r.extend(s, m)
	}
	if m := r.named(s, i); m != nil {
		return r.extend(s, m)
	}
	if m := r.abbreviated(s, i); m != nil {
		return r.extend(s, m)
	}
	if m := cmp.Or(r.formerStaff(s, i), r.generic(s, i)); m != nil {
		return m
	}
	if m := r.anaphor(s, i); m != nil {
		if m.kind == mOrg && s.tok(m.to).kind == possToken && s.tok(m.to+1).is(researchHead) { // "the firm's researchers"
			r.extendPeople(s, m)
		}
		return m
	}
	if m := r.capitalised(s, i); m != nil {
		if prev := s.tok(i - 1); (m.kind == mName && prev.is(firmHead) && !prev.capital() || s.firmCalled(i)) && !s.headline {
			m.kind, m.party.Kind, m.person, m.speaker = mOrg, news.Company, "", "" // "the software company Acme Soft"
		}
		return m
	}
	if m := r.bodyStaff(s, i); m != nil {
		return m
	}
	return r.speaker(s, i)
}

// named looks i up in the catalogue and among the names that this story introduces.
func (r *reading) named(s *sentence, i int) *mention {
	t := s.tok(i)
	if m := r.introduced(s, i); m != nil {
		return m
	}
	if m := r.presumedFirm(s, i); m != nil {
		return m
	}
	hit, ok := r.match(s, i)
	if !ok {
		return nil
	}
	if hit.common && !r.cued(s, i, hit) {
		return nil
	}
	if hit.words == 2 && t.low == "the" {
		if h, ok := r.match(s, i+1); ok && h.words > 1 && h.kind == mState {
			return nil // "the North Korean actor" is not of the North
		}
	}
	m := &mention{from: i, to: i + hit.words, kind: hit.kind, party: hit.party, maybe: hit.ids, class: hit.class}
	if m.kind == mNone {
		return nil
	}
	if (m.kind == mCapital || m.kind == mState) && m.class == "state" && seat(s.tok(m.to)) { // "Tel Aviv University"
		n := r.nameLength(s, i)
		return &mention{from: i, to: max(i+n, m.to+1), kind: mName, party: news.Party{Name: r.words(s, i, max(i+n, m.to+1)), Kind: news.Org, Country: m.party.Country}}
	}
	if next := s.tok(m.to); m.kind == mOrg && next.is(productWord) && next.capital() { // "Microsoft Exchange"
		return &mention{from: i, to: m.to + 1, kind: mNone}
	}
	if m.kind == mMalware {
		r.runs(s, m, hit)
		return m
	}
	if m.class == "ministry" && m.party.Kind == news.State {
		m.speaker = r.span(s, m)
	}
	if m.class == "prosecutor" && !s.tok(m.to-1).capital() {
		r.seatOf(s, m)
	}
	if m := r.nationals(s, i, hit, m.party.Country); m != nil {
		return m
	}
	if hit.demonym() { // "the Russians": people for their state; "Russian" alone is an adjective
		next := s.tok(i + hit.words)
		people := s.tok(i-1).low == "the" && (next.kind != wordToken || next.is(auxWord|sayWord|conjWord|prepWord|relWord))
		if !(strings.HasSuffix(s.tok(i+hit.words-1).low, "s") || people || s.accusation(i+hit.words)) || !t.capital() {
			return nil
		}
	}
	return m
}

// says reports whether the words from token i are a verb of speech, belief or accusation.
func (s *sentence) says(i int) bool {
	for s.tok(i).is(advWord | auxWord) {
		i++
	}
	return s.tok(i).is(sayWord|thinkWord|accuseVerb) && !s.tok(i).is(reportWord)
}

// A hit is what the catalogue knows of a name, with its party chosen. It is only read, but for settle.
type hit struct {
	words  int
	ids    []string
	kind   mentionKind
	class  string
	party  news.Party
	name   actor.NameKind
	common bool
	entry  *actor.Entry
}

func (h *hit) demonym() bool { return h.name == actor.Demonym }

// smallWord are the words that begin no name in lower case.
const smallWord = detWord | prepWord | auxWord | conjWord | advWord | sayWord | relWord | subordWord | cyberVerb | itWord | theyWord | actorHead | numWord

// match asks the catalogue for the longest name at token i, within the sentence: once, and nil is
// none.
func (r *reading) match(s *sentence, i int) (*hit, bool) {
	if i < s.from || i >= s.to {
		return nil, false
	}
	at := &s.part.looked[i]
	if *at == 0 {
		*at = -1
		if h, ok := r.lookup(s, i); ok {
			s.part.hits = append(s.part.hits, r.hit(s, i, h))
			*at = int32(len(s.part.hits))
		}
	}
	if *at < 0 {
		return nil, false
	}
	return &s.part.hits[*at-1], true
}

func (r *reading) lookup(s *sentence, i int) (actor.Hit, bool) {
	t := &s.part.tokens[i]
	if t.kind != numberToken && (t.kind != wordToken || t.class&smallWord != 0 && t.word == t.low) {
		return actor.Hit{}, false
	}
	if t.letters != 0 && !r.cat.Begins(uint32(t.letters)) {
		return r.spelt(t)
	}
	if h, ok := r.cat.Match(s.part.words[i:s.to]); ok && len(h.IDs) > 0 && !s.continent(i) {
		if s.tok(i+1).kind == possToken && h.Words > 2 { // "Iran's Revolutionary Guard", which goes on with "Corps"
			if l, ok := r.cat.Match(s.part.words[i+2 : s.to]); ok && l.Words+2 > h.Words && slices.Equal(l.IDs, h.IDs) {
				h.Words = l.Words + 2
			}
		}
		return h, true
	}
	return r.spelt(t)
}

// spelt asks for a name as it may be spelt too.
func (r *reading) spelt(t *token) (actor.Hit, bool) {
	if t.class == 0 && t.capital() {
		return r.cat.Spelt(t.word)
	}
	return actor.Hit{}, false
}

// continent reports "Latin America", which is no state.
func (s *sentence) continent(i int) bool {
	if s.tok(i).low != "america" {
		return false
	}
	switch s.tok(i - 1).low {
	case "latin", "south", "north", "central":
		return true
	}
	return false
}

// hit chooses the party of what the catalogue found at token i: the likeliest bearer of the name.
func (r *reading) hit(s *sentence, i int, h actor.Hit) hit {
	e, _ := r.cat.Entry(h.IDs[0])
	out := hit{words: h.Words, ids: h.IDs, common: h.Common, name: h.Kind}
	r.means(s, i, &out, e)
	if len(h.IDs) > 1 && !diplomatic(e) && !generic(e) {
		out.party.Maybe = h.IDs
	}
	return out
}
