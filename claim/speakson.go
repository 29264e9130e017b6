package claim

import (
	"slices"
	"strings"

	"ascribe/news"
)

// Lists of words.txt.
var (
	titleNouns = words("titleNouns")
	firmsNouns = words("firmsNouns")
)

// tagged reports whether the pronoun at token i only tells who says the sentence before it: "…, it said on Monday".
func (s *sentence) tagged(i int) bool {
	prev, next := s.tok(i-1), s.tok(i+2)
	return i > s.from+2 && (prev.low == "," || prev.kind == quoteToken) && !s.tok(s.from).is(prepWord|subordWord) &&
		(next.kind != wordToken || next.is(prepWord|monthWord|advWord) || next.in(weekdayNames))
}

// speaksOn is who goes on to speak where the pronoun at token i does: who spoke in the sentence before, or is its subject; else who
// spoke last.
func (r *reading) speaksOn(s *sentence, i int) *mention {
	if s.index > 0 {
		p := s.part.sentences[s.index-1]
		if o := p.source(); o != nil {
			return o
		}
		if o := r.memory.research; o != nil && s.tok(i).low == "they" {
			return o
		}
		if o := p.reporter(mNone); o != nil && o.kind != mName {
			return o
		}
	}
	if o := r.memory.source; o != nil && o.kind != mActor && o.kind != mPerson {
		return o
	}
	return nil
}

// reporter is the subject of a sentence, of a kind or (mNone) of any that may accuse, if nothing was done to them: "Acme
// published a report on the hack of Beta".
func (s *sentence) reporter(kind mentionKind) *mention {
	for _, m := range s.mentions {
		if m.absorbed || m.placed || m.aside {
			continue
		}
		to := m.to
		if o := s.mentionAt(to + 1); s.tok(to).low == "in" && o != nil && (o.kind == mCapital || o.kind == mState) {
			to = o.to // "the Russian embassy in Oslo"
		}
		if !m.accuses() || m.kind == mActor || s.tok(m.from-1).is(prepWord) || s.struckAt(m) || !s.verbAt(to) || s.tok(to).is(beWord) {
			return nil
		}
		if kind != mNone && m.kind != kind {
			return nil
		}
		return m
	}
	return nil
}

// severalBefore is who "they", "the two agencies" or "the companies" are: those of one sort that the sentence before
// named in one breath. They say one thing.
func (s *sentence) severalBefore(from, to int, sort func(*mention) bool) *mention {
	if s.index == 0 {
		return nil
	}
	p := s.part.sentences[s.index-1]
	var all []*mention
	for k, m := range p.mentions {
		named := sort(m) && !m.absorbed && m.party.Name != ""
		if len(all) > 0 && (!named || !p.listedWith(p.mentions[k-1].to, m.from)) {
			if len(all) > 1 {
				break
			}
			all = nil
		}
		if named {
			all = append(all, m)
		}
	}
	if len(all) < 2 {
		return nil
	}
	together := &mention{from: from, to: to, kind: all[0].kind, party: all[0].party, back: true, plural: true}
	together.party.ID = ""
	for _, m := range all[1:] {
		together.party.Name += "; " + m.party.Name
		if m.party.Country != together.party.Country {
			together.party.Country = ""
		}
		if m.kind == mAgency {
			together.kind, together.party.Kind = mAgency, news.Agency
		}
	}
	return together
}

// firmsAgain reads firms that are taken up together: "the two companies said".
func (s *sentence) firmsAgain(i int) *mention {
	if s.tok(i).low != "the" {
		return nil
	}
	j := i + 1
	if s.tok(j).is(numWord) {
		j++
	}
	if !s.tok(j).in(firmsNouns) || s.tok(i-1).kind == wordToken && !s.speaksAt(j+1) {
		return nil
	}
	return s.severalBefore(i, j+1, isFirm)
}

// titleAgain reads who is taken up by their title: "the prime minister said", after "Polish Prime Minister Ana Lee".
func (r *reading) titleAgain(s *sentence, i int) *mention {
	if s.tok(i).low != "the" {
		return nil
	}
	j := i + 1
	for j < i+4 && !s.tok(j).in(titleNouns) && s.tok(j).kind == wordToken && !s.tok(j).capital() {
		j++
	}
	if !s.tok(j).in(titleNouns) || s.tok(j).capital() || !s.speaksAt(j+1) {
		return nil
	}
	title := r.words(s, i+1, j+1)
	for k := s.index; k >= max(0, s.index-4); k-- {
		p := s.part.sentences[k]
		for _, m := range slices.Backward(p.mentions) {
			if m.party.Country != "" && !m.back && (m.kind == mState || m.kind == mAgency) && strings.Contains(strings.ToLower(r.words(p, m.from, m.to)), title) {
				return back(i, j+1, m.kind, m)
			}
		}
	}
	return nil
}

func isAgency(m *mention) bool { return m.kind == mAgency }
func isFirm(m *mention) bool   { return m.kind == mOrg }
func isBody(m *mention) bool   { return m.kind == mOrg || m.kind == mAgency }
