package claim

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"ascribe/news"
)

//go:embed responses.txt
var responsesText string

// measures are the patterns of responses.txt. The name of a predicate is the measure; its
// strength is "1" where the words are nouns outside headlines.
var measures = sync.OnceValue(func() table {
	t := table{byWord: map[string][]*pattern{}}
	for line := range strings.Lines(responsesText) {
		name, ways, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for way := range strings.SplitSeq(ways, ";") {
			p := &predicate{name: name, strength: "2"}
			way = strings.TrimSpace(way)
			if rest, ok := strings.CutPrefix(way, "="); ok {
				p.strength, way = "1", rest
			}
			t.add(parsePattern(p, strings.Fields(way)))
		}
	}
	return t
})

// responses finds what states and bodies did about the operation, once each: a measure that
// is only asked for, threatened, planned or denied is none.
func (r *reading) responses(story news.Story) []news.Response {
	var out []news.Response
	for _, p := range r.parts {
		for _, s := range p.sentences {
			if !s.ofOperations() {
				continue
			}
			var last *mention // who took the measure before: "summoned the envoy and lodged a protest"
			for _, t := range s.measures() {
				by := s.responder(t)
				if s.tok(t.from-1).low == "and" && last != nil {
					by = last
				}
				last = by
				rs, ok := r.response(s, t, by, story)
				if ok && !slices.ContainsFunc(out, func(o news.Response) bool {
					return o.Kind == rs.Kind && (o.Actor.Key() == rs.Actor.Key() || rs.Actor.Name == "" || o.Evidence == rs.Evidence)
				}) {
					out = append(out, rs)
				}
			}
		}
	}
	return out
}

// ofOperations reports whether a sentence speaks of attacks, attackers or who may be one.
func (s *sentence) ofOperations() bool {
	for i := s.from; i < s.to; i++ {
		if s.tok(i).is(attackNoun | strongVerb | actorStrong | malwareHead) {
			return true
		}
	}
	return slices.ContainsFunc(s.mentions, func(m *mention) bool { return m.kind == mActor || m.kind == mVague || m.kind == mMalware })
}

// measures finds the patterns of responses.txt in a sentence, the first of overlapping ones.
func (s *sentence) measures() []trigger {
	var out []trigger
	s.findAsides()
	for i := s.from; i < s.to; i++ {
		best := trigger{}
		for _, p := range s.tok(i).table.measures {
			if to := s.matchPattern(p.words, i); to > best.to {
				best = trigger{p, i, to}
			}
		}
		if best.pattern != nil {
			out = append(out, best)
			i = best.to - 1
		}
	}
	return out
}

// response makes a measure of the words t, taken by by.
func (r *reading) response(s *sentence, t trigger, by *mention, story news.Story) (news.Response, bool) {
	if next := s.tok(t.to); !s.sufferedIn(t) && next.kind == markToken && next.low != "“" && by != nil && t.to-t.from == 1 {
		return news.Response{}, false // "of the five Russians charged, …"
	}
	if s.unreal(t.from) || s.tok(t.from-1).is(detWord) || t.of.strength == "1" && !s.headline {
		return news.Response{}, false
	}
	if by == nil && (!s.sufferedIn(t) || t.of.strength == "1") {
		return news.Response{}, false
	}
	rs := news.Response{
		Kind: news.ResponseKind(t.of.name), Date: r.date(s, t, by, story),
		Evidence: news.Span{Part: s.part.name, Start: s.start, End: s.end}, Quote: s.text(),
	}
	if by != nil {
		rs.Actor = by.asAccuser()
	}
	for _, m := range s.mentions {
		if m == by || !m.accusable() || m.party.Name == "" || by != nil && m.party.Key() == by.party.Key() {
			continue
		}
		if after := m.from >= t.from; after != s.sufferedIn(t) {
			rs.Against = m.asAccused()
			break
		}
	}
	return rs, true
}

// sufferedIn reports a passive: "were arrested".
func (s *sentence) sufferedIn(t trigger) bool {
	for i := t.from - 1; i >= max(s.from, t.from-3); i-- {
		if s.tok(i).is(beWord) {
			return true
		}
		if !s.tok(i).is(advWord | auxWord) {
			return false
		}
	}
	return s.tok(t.from).is(beWord)
}

// unreal reports words before a measure that make it none yet: "will", "threatened to",
// "has not", "calls for".
func (s *sentence) unreal(at int) bool {
	for i := at - 1; i >= max(s.from, at-4); i-- {
		t := s.tok(i)
		switch {
		case t.is(modalWord | negWord), t.low == "to":
			return true
		case !t.is(advWord|auxWord|detWord) && t.low != "have" && t.low != "been":
			return t.low == "if" || t.low == "could" || t.low == "for" || t.low == "or"
		}
	}
	return false
}

// responder is the state or body that takes a measure: the last one before the words, or the
// one after "by" where somebody suffers it.
func (s *sentence) responder(t trigger) *mention {
	acts := func(m *mention) bool {
		switch m.kind {
		case mState, mCapital, mAgency, mIntl:
			return m.via == "" && !m.absorbed
		}
		return false
	}
	if s.sufferedIn(t) {
		for i := t.to; i < min(t.to+8, s.to); i++ {
			if m := s.mentionAt(i + 1); s.tok(i).low == "by" && m != nil && acts(m) {
				return m
			}
			if m := s.mentionAt(i + 2); s.tok(i).low == "by" && m != nil && acts(m) {
				return m
			}
		}
		return nil
	}
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.to > t.from {
			continue
		}
		if !acts(m) {
			if m.kind == mPerson || m.kind == mGroup || m.kind == mActor || m.kind == mVague {
				return nil // somebody else is the subject
			}
			continue
		}
		gap := s.gap(m.to, t.from)
		if gap == "adj" || gap == "aux" || t.of.strength != "1" && gap != "stop" && gap != "far" {
			return m
		}
		return nil
	}
	return nil
}
