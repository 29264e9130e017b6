package claim

import (
	"ascribe/actor"
	"ascribe/news"
)

var partHeads = words("partHeads")

// A namesake is a place where a name stands that bodies of several countries bear: "NCSC".
type namesake struct {
	s *sentence
	i int
}

// shared reports whether bodies of several countries bear a name.
func (r *reading) shared(h *hit) bool {
	if len(h.ids) < 2 || h.kind == mActor || h.kind == mMalware || h.entry.Class == "state" {
		return false
	}
	for _, id := range h.ids[1:] {
		if e, ok := r.cat.Entry(id); ok && e.Party.Country != h.entry.Party.Country {
			return true
		}
	}
	return false
}

// settle decides whose each shared name is: the country's that the words beside it tell, else of whom
// the story told so, or whom it also calls by a name of its own, else the country's that the story speaks
// of most. Where the story is silent the likeliest bearer stands.
func (r *reading) settle(names []namesake) {
	if len(names) == 0 {
		return
	}
	beside := make([]string, len(names))
	told := map[string]string{} // by the likeliest bearer, the country that was told first, and then last
	for k, n := range names {
		h, _ := r.match(n.s, n.i)
		if e, iso, words := r.ownedBeside(n.s, n.i, h); e != nil {
			h.words += words
			if beside[k] = iso; told[h.ids[0]] == "" {
				told[h.ids[0]] = iso
			}
		}
	}
	own, spoken := r.countries()
	for k, n := range names {
		h, _ := r.match(n.s, n.i)
		if beside[k] != "" {
			told[h.ids[0]] = beside[k]
		}
		if e := r.bearer(h, told[h.ids[0]]); e != nil {
			r.means(n.s, n.i, h, e)
			h.party.Maybe, h.ids, h.common = nil, []string{e.Party.ID}, false
			continue
		}
		best, once := h.entry, 1 // a country that is told of once may be the victim's
		for _, id := range h.ids {
			e, ok := r.cat.Entry(id)
			if ok && own[id] {
				best, h.common = e, false
				break
			}
			if ok && spoken[e.Party.Country] > spoken[best.Party.Country]+once {
				best, once = e, 0
			}
		}
		if best != h.entry {
			r.means(n.s, n.i, h, best)
			h.party.Maybe = h.ids
		}
	}
}

// bearer is the body of a country that bears a name, or nil.
func (r *reading) bearer(h *hit, iso string) *actor.Entry {
	for _, id := range h.ids {
		if e, ok := r.cat.Entry(id); ok && iso != "" && e.Party.Country == iso {
			return e
		}
	}
	return nil
}

// ownedBeside reads whose a shared name is from the words beside it: "the Dutch NCSC", "Ireland's", "in
// Dublin"; and how many words after it belong to it: "the NCSC of Ireland".
func (r *reading) ownedBeside(s *sentence, i int, h *hit) (e *actor.Entry, iso string, words int) {
	end := i
	for j := i - 1; j >= max(s.from, i-5); j-- {
		t := s.tok(j)
		if iso, n := r.place(s, j); n > 0 && j+n == end {
			return r.bearer(h, iso), iso, 0
		}
		if c := t.hangsOn(); c != "" && c != t.low && j+1 == end { // "the Dublin-based NCSC"
			iso := r.prefix(t.word, c)
			return r.bearer(h, iso), iso, 0
		}
		switch {
		case t.kind == possToken || t.kind == quoteToken || t.low == "'" || t.low == "’", t.is(modWord|svcPre) && t.word == t.low:
			end = j
		case !t.capital():
			return nil, "", 0
		}
	}
	to := i + h.words
	if iso := r.parent(s, to); iso != "" {
		return r.bearer(h, iso), iso, 0
	}
	switch at := s.tok(to).low; at {
	case "in", "of", "for":
		j := to + 1
		if s.tok(j).low == "the" && s.tok(j+1).capital() {
			j++
		}
		iso, n := r.place(s, j)
		if n == 0 || s.tok(j+n).kind == possToken {
			return nil, "", 0
		}
		if at == "of" {
			words = j + n - to
		}
		return r.bearer(h, iso), iso, words
	}
	return nil, "", 0
}

// parent is the country of the body that an apposition at token i names as the one above: ", part of the GCSB".
func (r *reading) parent(s *sentence, i int) string {
	j := i + 1
	if s.tok(j).is(detWord) {
		j++
	}
	if !s.tok(j).in(partHeads) {
		return ""
	}
	if s.tok(i).low != "," || s.tok(j+1).low != "of" {
		return ""
	}
	if j += 2; s.tok(j).is(detWord) {
		j++
	}
	if h, ok := r.match(s, j); ok {
		return h.party.Country
	}
	return ""
}

// place reads a state, its people, its capital or a town of it at token i.
func (r *reading) place(s *sentence, i int) (iso string, words int) {
	if iso, n := r.nation(s, i); n > 0 {
		return iso, n
	}
	if iso, n := r.town(s, i); n > 0 || !s.tok(i).capital() {
		return iso, n
	}
	for _, id := range r.cat.Find(s.tok(i).word) { // capitals whose names are others' too: "Wellington"
		if e, ok := r.cat.Entry(id); ok && e.Class == "state" {
			return e.Party.Country, 1
		}
	}
	return "", 0
}

// countries counts what the story names of each country, its outlet for two, and which bodies it calls by
// a name that nobody else bears.
func (r *reading) countries() (own map[string]bool, spoken map[string]int) {
	own, spoken = map[string]bool{}, map[string]int{}
	for _, p := range r.parts {
		for k := range p.hits {
			h := &p.hits[k]
			if len(h.ids) > 1 || h.kind == mActor || h.kind == mMalware {
				continue
			}
			own[h.ids[0]] = true
			spoken[h.party.Country]++
		}
		for i := range p.tokens {
			for _, t := range p.tokens[i].table.towns {
				if t.name == p.tokens[i].word {
					spoken[t.iso]++
				}
			}
		}
	}
	if r.outlet.Country != "" {
		spoken[r.outlet.Country] += 2
	}
	delete(spoken, "")
	return own, spoken
}

// means gives a name that the catalogue found at token i to one of its bearers.
func (r *reading) means(s *sentence, i int, out *hit, e *actor.Entry) {
	out.entry, out.kind, out.party, out.class = e, kindOf(e, actor.Hit{Kind: out.name}), e.Party, e.Class
	if diplomatic(e) {
		out.party = r.state(e.Party.Country)
	}
	if e.Class == "org" || e.Class == "company" || e.Class == "intl_org" && out.words == 1 && len(e.Party.Name) > 0 && !initials(e.Party.Name, s.part.words[i]) { // known by the name that stands in the text
		from, to := s.part.tokens[i], s.part.tokens[min(i+out.words, s.to)-1]
		out.party.Name = s.part.text[from.start:to.end()]
	}
	if generic(e) {
		out.party = r.state(e.Party.Country)
		out.party.Kind, out.party.ID = news.Agency, ""
	}
}
