package claim

import "strings"

var sharedLanguages = words("sharedLanguages")

// nationality reads what attackers are said to be: "believed to be Chinese", "the hackers are
// likely North Korean in origin".
func (r *reading) nationality(s *sentence, i int) *mention {
	prev := s.tok(i - 1)
	if !s.tok(i).capital() || !prev.is(beWord|advWord|negWord) {
		return nil
	}
	h, ok := r.match(s, i)
	if !ok || h.entry.Class != "state" || !h.demonym() || strings.HasSuffix(s.tok(i+h.words-1).low, "s") {
		return nil
	}
	next := s.tok(i + h.words)
	if next.kind == wordToken && !next.is(conjWord|subordWord|relWord|auxWord|sayWord) && next.low != "in" && next.low != "by" && next.low != "based" {
		return nil // "are Chinese companies"
	}
	if next.is(conjWord) && !s.tok(i+h.words+1).is(detWord|beWord|auxWord|theyWord|advWord) {
		if _, n := r.nation(s, i+h.words+1); n == 0 {
			return nil
		}
	}
	if !s.attackersAre(i - 1) {
		return nil
	}
	return &mention{from: i, to: i + h.words, kind: mState, party: r.state(h.entry.Party.Country), deed: true, predicate: true}
}

// attackersAre reports whether it is attackers whose being is told of at token i.
func (s *sentence) attackersAre(i int) bool {
	for k := i; k >= max(s.from, i-9); k-- {
		t := s.tok(k)
		if t.is(actorHead|theyWord) || t.low == "origin" || t.low == "attribution" || t.low == "culprit" || t.low == "culprits" || t.low == "perpetrator" {
			return true
		}
		for _, m := range s.mentions {
			if m.from <= k && k < m.to {
				if s.tok(m.from-1).low == "," && s.says(m.to) { // "the attackers, ESET believes, are Chinese"
					k = m.from - 1
					break
				}
				return m.kind == mActor || m.kind == mVague || m.kind == mGroup
			}
		}
		if t.low == ";" || t.is(sayWord) && !t.is(thinkWord) && s.tok(k+1).low != "," {
			return false
		}
	}
	return false
}

// nationWord takes a word with a nation in it into the phrase, "China-linked", "pro-Russian",
// "North Korea-backed", and returns how many tokens that is.
func (r *reading) nationWord(s *sentence, p *phrase, j int) int {
	t := s.tok(j)
	if c := t.hangsOn(); c != "" && c != t.low && !t.in(sharedLanguages) {
		iso, party := r.prefix(t.word, c), false
		if iso == "" {
			iso, party = r.prefixParty(t.word, c)
		}
		if iso != "" || party {
			if p.iso == "" {
				p.iso = iso
			}
			p.backed, p.adjective = true, true
			p.speaking = p.speaking || strings.HasSuffix(t.low, "speaking")
			return 1
		}
	}
	if rest, ok := strings.CutPrefix(t.low, "pro-"); ok && p.iso == "" {
		if h, ok := r.cat.Match([]string{t.word[len(t.word)-len(rest):]}); ok && h.Words == 1 {
			if e, ok := r.cat.Entry(h.IDs[0]); ok && e.Class == "state" {
				p.iso, p.adjective = e.Party.Country, true
				return 1
			}
		}
	}
	if iso := r.twoWordPrefix(s, j); iso != "" {
		if p.iso == "" {
			p.iso = iso
		}
		p.backed, p.adjective = true, true
		return 2
	}
	return 0
}
