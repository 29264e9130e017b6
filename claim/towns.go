package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"ascribe/actor"
	"ascribe/news"
)

//go:embed towns.txt
var townsText string

// A town is a place or a ruler of towns.txt, and the country.
type town struct {
	name, iso string
	words     int
}

// towns decodes towns.txt, by the first word in lower case, the longest names first.
func towns() map[string][]town {
	out := map[string][]town{}
	for line := range strings.Lines(townsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		iso, names, ok := strings.Cut(line, ": ")
		if !ok {
			panic(fmt.Sprintf("towns.txt: no country: %q", line)) // a table that does not fit its program
		}
		for name := range strings.FieldsSeq(names) {
			t := town{name: strings.ReplaceAll(name, "_", " "), iso: iso, words: strings.Count(name, "_") + 1}
			first, _, _ := strings.Cut(lower(t.name), " ")
			out[first] = append(out[first], t)
		}
	}
	for _, ts := range out {
		slices.SortFunc(ts, func(a, b town) int { return b.words - a.words })
	}
	return out
}

// town reads a town, a province or a ruler at token i, and returns the country and the number of words.
func (r *reading) town(s *sentence, i int) (iso string, words int) {
	for _, t := range s.tok(i).table.towns {
		if r.words(s, i, i+t.words) == t.name {
			return t.iso, t.words
		}
	}
	return "", 0
}

// townNamed is the country of a town whose name is one word, or "".
func townNamed(name string) string {
	for _, t := range wordOf(lower(name)).towns {
		if t.name == name {
			return t.iso
		}
	}
	return ""
}

// fromTown gives attackers the country of the town where they sit: "hackers in Shanghai".
func (r *reading) fromTown(s *sentence, m *mention, i int) bool {
	iso, n := r.town(s, i)
	if n == 0 || m.party.Country != "" {
		return false
	}
	m.party = news.Party{Name: r.demonym(iso) + " hackers", Kind: news.Vague, Country: iso}
	m.kind, m.to, m.some, m.served = mVague, i+n, false, true
	return true
}

// ownHackers reads the hackers of a ruler, or of a state told of by its seat: "Putin's hackers", "the
// Kremlin's spies".
func (r *reading) ownHackers(s *sentence, i int) *mention {
	k := i
	for k < i+3 && s.tok(k).capital() {
		k++
	}
	if k > i && s.tok(k).is(modWord|actorStrong) { // "Kremlin hackers"
		return r.seatHackers(s, i, k)
	}
	if k == i || s.tok(k).kind != possToken {
		return nil
	}
	iso, n := r.town(s, i)
	if n == 0 {
		if h, ok := r.match(s, i); ok && h.entry.Class == "state" && h.party.Country != "" {
			iso, n = h.party.Country, h.words
		}
	}
	if n == 0 || s.tok(i+n).kind != possToken {
		return nil
	}
	j := i + n + 1
	for s.tok(j).is(modWord) {
		j++
	}
	if !s.tok(j).is(actorStrong) {
		return nil
	}
	return &mention{from: i, to: j + 1, kind: mVague, plural: true, party: news.Party{Name: r.demonym(iso) + " state-linked hackers", Kind: news.Vague, Country: iso}}
}

// seatHackers reads the hackers of a state that is told of by its seat, which ends at token j.
func (r *reading) seatHackers(s *sentence, i, j int) *mention {
	h, ok := r.match(s, i)
	if !ok || h.entry.Class != "state" || h.name != actor.Metonym || i+h.words != j || s.headline && s.titleCase() {
		return nil
	}
	for s.tok(j).is(modWord) && !s.tok(j).is(actorStrong) {
		j++
	}
	if !s.tok(j).is(actorStrong) {
		return nil
	}
	return &mention{from: i, to: j + 1, kind: mVague, plural: true, party: news.Party{Name: r.demonym(h.party.Country) + " state-linked hackers", Kind: news.Vague, Country: h.party.Country}}
}

// extendHome gives people the country of the town that they are from: "a 24-year-old from Zoetermeer".
func (r *reading) extendHome(s *sentence, m *mention) {
	if m.party.Country != "" || s.tok(m.to).low != "from" && s.tok(m.to).low != "of" {
		return
	}
	iso, n := r.town(s, m.to+1)
	if n == 0 {
		iso, n = r.nation(s, m.to+1)
	}
	if n > 0 && s.tok(m.to+1+n).kind != possToken {
		m.party.Country, m.to = iso, m.to+1+n
	}
}

// townsfolk reads hackers, people and firms by their town: "a Shanghai hacker", "a Chengdu company called".
func (r *reading) townsfolk(s *sentence, i int) *mention {
	iso, n := r.town(s, i)
	if n == 0 || s.headline && s.titleCase() {
		return nil
	}
	j := i + n
	for s.tok(j).is(modWord|firmPre) || s.line(j) {
		j++
	}
	m := &mention{from: i, to: j + 1}
	switch t := s.tok(j); {
	case t.is(actorStrong):
		m.kind, m.plural = mVague, strings.HasSuffix(t.low, "s")
		m.party = news.Party{Name: r.demonym(iso) + " hackers", Kind: news.Vague, Country: iso}
		return r.extend(s, m)
	case t.is(firmHead):
		m.kind, m.party = mOrg, news.Party{Name: r.span(s, m), Kind: news.Company, Country: iso}
		if !r.extendFirm(s, m) {
			return nil
		}
		return m
	}
	return nil
}
