package claim

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"ascribe/news"
)

var otherReasons = words("otherReasons")

//go:embed responses.txt
var responsesText string

// The strengths of the patterns of responses.txt.
const (
	aVerb    = "2"
	aNoun    = "1" // "=": outside headlines it is one
	suffered = "<" // only where what it is done to stands before
	officers = "!" // only of those who enforce laws, before another sign
)

// measures are the patterns of responses.txt. The name of a predicate is the measure.
var measures = sync.OnceValue(func() table {
	t := table{byWord: map[string][]*pattern{}}
	for line := range strings.Lines(responsesText) {
		name, ways, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || strings.HasPrefix(line, "#") || name == "of" {
			continue
		}
		for way := range strings.SplitSeq(ways, ";") {
			p := &predicate{name: name, strength: aVerb}
			way = strings.TrimSpace(way)
			if rest, ok := strings.CutPrefix(way, officers); ok {
				p.like, way = officers, rest
			}
			if rest, ok := strings.CutPrefix(way, "="); ok {
				p.strength, way = aNoun, rest
			} else if rest, ok := strings.CutPrefix(way, "<"); ok {
				p.strength, way = suffered, rest
			}
			t.add(parsePattern(p, strings.Fields(way)))
		}
	}
	return t
})

// sufferers are the nouns for what a measure is done to, by the measure or by the word for it: the lines "of" of responses.txt.
var sufferers = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(responsesText) {
		if f := strings.Fields(line); len(f) > 2 && f[0] == "of" {
			out[f[1]] = f[2:]
		}
	}
	return out
})

// responses finds what states and bodies did about the operation, once each: a measure that
// is only asked for, threatened, planned or denied is none.
func (r *reading) responses(story news.Story) []news.Response {
	var out []news.Response
	for _, p := range r.parts {
		for k, s := range p.sentences {
			ts := s.measures()
			if len(ts) == 0 {
				continue
			}
			own := s.ofOperations()
			if !own && !s.besideOperations(p.sentences, k) {
				continue
			}
			var last []*mention // who took the measure before: "summoned the envoy and lodged a protest"
			for _, t := range ts {
				by := s.responders(t)
				if s.tok(t.from-1).low == "and" && last != nil {
					by = last
				}
				last = by
				if rs, ok := r.response(s, t, by, story); ok && (own || followsUp(rs)) {
					out = appendMeasures(out, rs, by)
				}
			}
		}
	}
	return out
}

// appendMeasures adds a measure for each of those who took it. Each takes it once; nobody named takes one
// only where nobody else does.
func appendMeasures(out []news.Response, rs news.Response, by []*mention) []news.Response {
	if len(by) == 0 {
		by = []*mention{nil}
	}
	for _, m := range by {
		if m != nil {
			rs.Actor = m.asAccuser()
		}
		if !slices.ContainsFunc(out, func(o news.Response) bool {
			return o.Kind == rs.Kind && (o.Actor.Key() == rs.Actor.Key() || rs.Actor.Name == "")
		}) {
			out = append(out, rs)
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

// besideOperations reports whether the sentence before speaks of attacks, or the next one, and this one
// names no other reason: "Oslo expelled three diplomats on Monday", and not "over the war".
func (s *sentence) besideOperations(all []*sentence, k int) bool {
	for i := s.from; i < s.to; i++ {
		if s.tok(i).in(otherReasons) {
			return false
		}
	}
	return k > 0 && all[k-1].ofOperations() || k+1 < len(all) && all[k+1].ofOperations()
}

// followsUp reports measures that are seldom taken for anything that the news tells of beside an attack.
// Somebody is arrested every day.
func followsUp(rs news.Response) bool {
	switch rs.Kind {
	case news.ResponseArrest, news.ResponseSeizure:
		return false
	}
	return rs.Actor.Name != ""
}

// measures finds the patterns of responses.txt in a sentence, the longest of overlapping ones.
func (s *sentence) measures() []trigger {
	var out []trigger
	asides := false
	for i := s.from; i < s.to; i++ {
		if len(s.tok(i).table.measures) == 0 {
			continue
		}
		if !asides {
			s.findAsides()
			asides = true
		}
		best := trigger{}
		for _, p := range s.tok(i).table.measures {
			to := s.matchPattern(p.words, i)
			if to > best.to && (p.of.strength != suffered || s.tok(to).low == "by" || s.sufferedIn(trigger{p, i, to})) {
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

// response makes a measure of the words t, taken by the first of by.
func (r *reading) response(s *sentence, t trigger, by []*mention, story news.Story) (news.Response, bool) {
	passive := s.sufferedIn(t)
	if next := s.tok(t.to); !passive && next.kind == markToken && next.low != "“" && by != nil && t.to-t.from == 1 {
		return news.Response{}, false // "of the five Russians charged, …"
	}
	if s.unreal(t) || s.tok(t.from-1).is(detWord) || t.of.strength == aNoun && !s.headline {
		return news.Response{}, false
	}
	if t.of.strength == suffered && !s.sufferer(t) || by == nil && s.byOther(t) {
		return news.Response{}, false
	}
	if t.of.like == officers && !s.enforced(t, by) || t.of.name == string(news.ResponseReward) && s.bugBounty() {
		return news.Response{}, false
	}
	if by == nil && (!passive && !s.byCourt(t) || t.of.strength == aNoun) {
		return news.Response{}, false
	}
	rs := news.Response{Kind: news.ResponseKind(t.of.name), Evidence: news.Span{Part: s.part.name, Start: s.start, End: s.end}, Quote: s.text()}
	var first *mention
	if by != nil {
		first = by[0]
		rs.Actor = first.asAccuser()
	}
	rs.Date = r.date(s, t, first, story)
	if m := s.against(t, by, passive || t.of.strength == suffered); m != nil {
		rs.Against = m.asAccused()
	}
	return rs, true
}
