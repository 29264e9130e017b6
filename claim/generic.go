package claim

import (
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	investigatorHeads = words("investigatorHeads")
	missionNouns      = words("missionNouns")
	placeSorts        = words("placeSorts")
)

// isPeople reports whether generic may end with a word; others it only passes over.
func (w *word) isPeople() bool {
	switch w.low {
	case "law", "person", "people", "official", "individuals", "sources", "source", "insiders", "insider":
		return true
	}
	return w.class&researchHead != 0 || w.in(investigatorHeads)
}

// generic reads unnamed people who know: "researchers", "two sources", "U.S. officials"
// without a nationality, "security firms".
func (r *reading) generic(s *sentence, i int) *mention {
	if first := s.tok(i).table; !first.people && first.class&(numWord|firmPre|modWord|detWord|roleWord) == 0 {
		return nil
	}
	j := i
	for j < s.to && j-i < 6 && (s.tok(j).is(numWord|firmPre|modWord) || s.tok(j).is(detWord) && j == i || s.tok(j).is(roleWord) && s.tok(j+1).is(researchHead)) && !s.tok(j).is(researchHead) {
		j++
	}
	if s.tok(i).low == "that" || s.tok(i).low == "such" {
		return nil
	}
	if s.tok(j).low == "law" && s.tok(j+1).low == "enforcement" {
		to := j + 2
		switch s.tok(to).low {
		case "agencies", "authorities", "officials", "officers":
			to++
		}
		if m := r.seated(s, i, to); m != nil {
			return m
		}
		if s.speaksAt(to) {
			return &mention{from: i, to: to, kind: mGeneric, party: news.Party{Name: r.words(s, i, to), Kind: news.Agency}, plural: true}
		}
		return nil
	}
	t := s.tok(j)
	if t.capital() && s.tok(j+1).in(serviceEndings) && s.tok(j+1).capital() && !s.titleCase() {
		return nil // "the Japanese National Police Agency"
	}
	if s.tok(i).is(cyberGer) {
		return nil // "hacking American firms"
	}
	plural := strings.HasSuffix(t.low, "s")
	if t.is(researchHead) && (plural || j > i && (s.tok(i).low == "a" || s.tok(i).low == "the" || s.tok(i).low == "one")) && t.low != "firm" && t.low != "company" && t.low != "vendor" {
		m := &mention{from: i, to: j + 1, kind: mGeneric, party: news.Party{Name: r.words(s, i, j+1), Kind: news.Researchers}, plural: plural}
		if t.low == "companies" || t.low == "firms" || t.low == "vendors" {
			if !s.tok(j-1).is(firmPre) || j == i {
				return nil
			}
		}
		if (s.tok(i).low == "the" || s.tok(i).low == "these" || s.tok(i).low == "its" || s.tok(i).low == "their") && s.tok(i-1).low != "of" && r.memory.vendor != nil && !(s.tok(j+1).low == "at" || s.tok(j+1).low == "from" || s.tok(j+1).low == "with") {
			v := r.memory.vendor
			return &mention{from: i, to: j + 1, kind: mOrg, party: v.party, class: v.class, speaker: m.party.Name, back: true, plural: true}
		}
		return r.employer(s, m)
	}
	switch {
	case t.low == "person", t.low == "people", t.low == "official", t.low == "individuals":
		if r.informed(s, j+1) {
			return &mention{from: i, to: j + 1, kind: mGeneric, party: news.Party{Name: r.words(s, i, j+1), Kind: news.Anonymous}, plural: plural}
		}
	case t.low == "sources", t.low == "source", t.low == "insiders", t.low == "insider":
		if !plural && j == i {
			return nil
		}
		return &mention{from: i, to: j + 1, kind: mGeneric, party: news.Party{Name: r.words(s, i, j+1), Kind: news.Anonymous}, plural: true}
	case t.in(investigatorHeads):
		if m := r.seated(s, i, j+1); m != nil {
			return m
		}
		if o := r.memory.agency; t.low == "prosecutors" && o != nil && o.class == "prosecutor" {
			return &mention{from: i, to: j + 1, kind: mAgency, party: o.party, class: o.class, speaker: r.words(s, i, j+1), back: true, plural: true}
		}
		kind := news.Agency
		if t.low == "officials" {
			kind = news.Anonymous
		}
		return r.employer(s, &mention{from: i, to: j + 1, kind: mGeneric, party: news.Party{Name: r.words(s, i, j+1), Kind: kind}, plural: true})
	}
	return nil
}

// seated reads officials by where they sit: "authorities in Ukraine", "officials in Kyiv". Guests of
// that state are those of another that was told of: "the embassy in Wellington".
func (r *reading) seated(s *sentence, from, to int) *mention {
	if s.tok(to).low != "in" {
		return nil
	}
	if iso, end := r.placeOf(s, to+1); end > 0 {
		return &mention{from: from, to: end, kind: mState, party: r.state(iso), speaker: r.words(s, from, to), plural: true}
	}
	iso, n := r.nation(s, to+1)
	if h, ok := r.match(s, to+1); n == 0 && ok && h.kind == mState && h.class == "state" { // "officials in Whitehall"
		iso, n = h.party.Country, h.words
	}
	if n == 0 {
		return nil
	}
	if s.tok(to - 1).in(missionNouns) {
		if iso = r.guest(iso); iso == "" {
			return nil
		}
	}
	return &mention{from: from, to: to + 1 + n, kind: mState, party: r.state(iso), speaker: r.words(s, from, to), plural: true}
}

// placeOf reads a place by its nation and its sort: "the German city of Karlsruhe", "the Ukrainian capital, Kyiv,". It returns the
// country and the token after it, or 0.
func (r *reading) placeOf(s *sentence, i int) (iso string, end int) {
	if s.tok(i).low == "the" {
		i++
	}
	iso, n := r.nation(s, i)
	if n == 0 {
		return "", 0
	}
	for i += n; (s.tok(i).is(modWord) || s.tok(i).hyphen) && !s.tok(i).in(placeSorts); i++ {
	}
	if !s.tok(i).in(placeSorts) {
		return "", 0
	}
	if i++; s.tok(i).low == "of" && s.tok(i+1).capital() {
		return iso, i + 1 + r.nameLength(s, i+1)
	}
	if next := s.tok(i + 1); s.tok(i).low == "," && next.capital() && s.tok(i-1).low == "capital" {
		if h, ok := r.match(s, i+1); ok && h.kind == mCapital && h.party.Country == iso {
			if i += 1 + h.words; s.tok(i).low == "," {
				i++
			}
		}
	}
	return iso, i
}

// guest is the country told of last that is not the host, or "". A capital may be another place where
// it has an embassy.
func (r *reading) guest(host string) string {
	for _, m := range []*mention{r.memory.nation, r.memory.agency, r.memory.group} {
		if m != nil && m.party.Country != "" && m.party.Country != host {
			return m.party.Country
		}
	}
	return ""
}

// informed reports whether the words from token j say that people know: "familiar with",
// "briefed on", "close to the inquiry".
func (r *reading) informed(s *sentence, j int) bool {
	switch s.tok(j).low {
	case "familiar", "briefed", "close", "involved":
		return true
	case "with":
		return s.has(j, j+4, "knowledge")
	case "who":
		for k := j + 1; k < j+8 && s.tok(k).kind == wordToken; k++ {
			if t := s.tok(k); t.in(discreetEnds) || t.low == "condition" {
				return true
			}
		}
	}
	return false
}

// employer joins researchers with whom they work for: "researchers at Volexity".
func (r *reading) employer(s *sentence, m *mention) *mention {
	j := m.to
	if s.once(m) || !(s.tok(j).low == "at" || s.tok(j).low == "from" || s.tok(j).low == "with" || s.tok(j).low == "of" || s.tok(j).low == "for") {
		return m
	}
	for k := j + 1; k < s.to && k-j < 7; k++ {
		t := s.tok(k)
		if o := r.named(s, k); o != nil && (o.kind == mOrg || o.kind == mAgency || o.kind == mState && s.tok(j).low == "at" && r.isSeat(s, k)) {
			o.speaker, o.from = m.party.Name, m.from
			return o
		}
		if t.capital() && !t.is(starter|detWord) {
			if _, n := r.nation(s, k); n > 0 {
				k += n - 1
				continue
			}
			if o := r.capitalised(s, k); o != nil && (s.tok(k-1).is(firmHead) || k == j+1 || s.tok(k-1).is(firmPre)) {
				o.kind, o.speaker, o.from = mOrg, m.party.Name, m.from
				o.party.Kind = news.Company
				return o
			}
		}
		if !t.is(detWord|firmPre|firmHead|modWord) && t.low != "," && t.kind != possToken && t.hangsOn() == "" {
			break
		}
	}
	return m
}

// once reports whether people are told of by what they were: "a former analyst at the NSA".
func (s *sentence) once(m *mention) bool {
	for i := m.from; i < m.to; i++ {
		if s.tok(i).in(pastOffice) {
			return true
		}
	}
	return false
}

// isSeat reports whether a government is named at token i by its seat: "the White House".
func (r *reading) isSeat(s *sentence, i int) bool {
	_, n := r.nation(s, i)
	return n == 0
}
