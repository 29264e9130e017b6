package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ascribe/news"
)

// Orders that are no bucket: they are made of sets when they are asked for.
const (
	byRelevance = 'r'
	byStanding  = 's'
)

// standingFacet says how an incident stands: the strongest level of an accusation, and how
// many accuse; what is likelier misread than read does not count. Its values sort as numbers do.
const standingFacet = "standing"

func standingValue(in news.Incident) string {
	level := 0
	surely := sure(in.Standing)
	for _, s := range surely {
		if len(s.Accusers) > 0 && s.Level != news.SelfClaim {
			level = max(level, 1+slices.Index(news.Levels, s.Level))
		}
	}
	return strconv.Itoa(level) + counted(accusers(surely))
}

// sure are the standings that are not likelier misread than read.
func sure(all []news.Standing) []news.Standing {
	return slices.DeleteFunc(slices.Clone(all), news.Standing.Doubtful)
}

// byStandings lists the incidents that the best attributed come first of.
func (p *plan) byStandings(ctx context.Context, at cursor, limit int) (hits []hit, err error) {
	type part struct {
		chunk uint32
		set   *set
	}
	if err := p.inPeriod(ctx); err != nil {
		return nil, err
	}
	standings := map[string][]part{} // newest chunk first
	for n := p.chunks(); n > 0; n-- {
		candidates, err := p.chunk(n - 1)
		if err != nil || ctx.Err() != nil {
			return nil, cmp.Or(err, context.Cause(ctx))
		}
		err = p.facets.each(incidents, n-1, standingFacet, "", func(value string, s *set) {
			if s.and(candidates); !s.empty() {
				standings[value] = append(standings[value], part{n - 1, s})
			}
		})
		if err != nil {
			return nil, err
		}
	}
	values := make([]string, 0, len(standings))
	for v := range standings {
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b string) int { return strings.Compare(b, a) })
	for _, value := range values {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || rank(n) < at.rank {
			continue // all of it was given
		}
		for _, part := range standings[value] {
			places := slices.Collect(part.set.all())
			for _, place := range slices.Backward(places) {
				h := hit{rank: rank(n), ordinal: join(part.chunk, place)}
				if !at.after(h) {
					continue
				}
				ok, err := p.standsIn(h.ordinal, &h.changed)
				if err != nil {
					return nil, err
				}
				if ok {
					hits = append(hits, h)
				}
				if len(hits) == limit || p.enough(h) {
					return hits, nil
				}
			}
		}
	}
	return hits, nil
}

// standsIn makes all checks of an incident and reads when it changed.
func (p *plan) standsIn(ordinal uint64, changed *uint64) (bool, error) {
	ok, err := p.check(ordinal)
	if err != nil || !ok {
		return false, err
	}
	h, _, err := p.locate(ordinal, 0)
	*changed = h.changed
	return true, err
}

const (
	// mostRanked is how many documents are read to rank them by their text. The list by
	// relevance ends with them: nobody looks at the thousandth.
	mostRanked = 200
	// mostLikely is how many candidates are looked at to find those, when sets can't say
	// which are asked for, and mostSifted how many texts are read for it.
	mostLikely = 20_000
	mostSifted = 2000
)

// A sought is a word that a search looks for, with how telling it is.
type sought struct {
	*expr
	sets, titles map[uint32]*set
	weight       float64 // the rarer the word, the more
}

// byWords lists what a search found by BM25: the best by which words stand where are read,
// and ranked by how often they stand there.
func (p *plan) byWords(ctx context.Context, e *expr, at cursor, limit int) (hits []hit, err error) {
	all := soughtIn(e, nil)
	if err := p.weigh(ctx, all); err != nil {
		return nil, err
	}
	best, err := p.best(ctx, all)
	if err != nil {
		return nil, err
	}
	for _, h := range best {
		score, err := p.bm25(h.ordinal, all)
		if err != nil && !p.store.damaged(err) {
			return nil, err
		}
		located, _, err := p.locate(h.ordinal, 0)
		if err != nil {
			return nil, err
		}
		h.rank, h.changed = rank(int64(score*1e6)), located.changed
		if at.after(h) {
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, hit.compare)
	return hits[:min(len(hits), limit)], nil
}

// best are the likeliest of what the plan selects, all checks made: what is not asked for
// must take no place among them.
func (p *plan) best(ctx context.Context, all []*sought) ([]hit, error) {
	if err := p.inPeriod(ctx); err != nil {
		return nil, err
	}
	if !p.checks() {
		return p.likely(ctx, all, mostRanked)
	}
	likely, err := p.likely(ctx, all, mostLikely)
	if err != nil {
		return nil, err
	}
	var best []hit
	whole := len(likely) < mostLikely
	for _, h := range likely {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if len(best) == mostRanked {
			break
		}
		if p.spent(mostSifted) {
			whole = false
			break
		}
		ok, err := p.check(h.ordinal)
		if err != nil && !p.store.damaged(err) {
			return nil, err
		}
		if err == nil && ok {
			best = append(best, h)
		}
	}
	if len(best) == 0 && !whole { // an empty list would say that there is none
		return nil, BadQuery{{"sort", string(ByRelevance), "nothing of what is asked for is among the likeliest: list by time, or filter more"}}
	}
	return best, nil
}

// soughtIn are the words that a text shall have: none of those after NOT.
func soughtIn(e *expr, all []*sought) []*sought {
	switch {
	case e.op == none:
		return all
	case e.op == term || e.op == beginning:
		return append(all, &sought{expr: e, sets: map[uint32]*set{}, titles: map[uint32]*set{}})
	}
	for _, k := range e.kids {
		all = soughtIn(k, all)
	}
	return all
}

// weigh looks up who has each word, and how many have it.
func (p *plan) weigh(ctx context.Context, all []*sought) error {
	total, err := everything(p.facets, p.family).count()
	if err != nil {
		return err
	}
	for _, w := range all {
		have := 0
		title := w.inField(titleField)
		for n := range p.chunks() {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if w.sets[n], err = p.eval(w.expr, n); err != nil {
				return err
			}
			have += w.sets[n].len()
			if w.titles[n], err = p.eval(title, n); err != nil {
				return err
			}
		}
		w.weight = math.Log(1 + (float64(total)-float64(have)+0.5)/(float64(have)+0.5))
	}
	return nil
}

// likely are the candidates with the weightiest words, those in a headline twice; of
// equals the newest.
func (p *plan) likely(ctx context.Context, all []*sought, most int) ([]hit, error) {
	var best []hit
	byWeight := func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.ordinal, a.ordinal))
	}
	for n := p.chunks(); n > 0; n-- {
		candidates, err := p.chunk(n - 1)
		if err != nil || ctx.Err() != nil {
			return nil, cmp.Or(err, context.Cause(ctx))
		}
		for place := range candidates.all() {
			weight := 0.0
			for _, w := range all {
				if w.sets[n-1].has(place) {
					weight += w.weight
				}
				if w.titles[n-1].has(place) {
					weight += w.weight
				}
			}
			best = append(best, hit{rank: rank(int64(weight * 1e6)), ordinal: join(n-1, place)})
		}
		if len(best) > 8*most {
			slices.SortFunc(best, byWeight)
			best = best[:most]
		}
	}
	slices.SortFunc(best, byWeight)
	return best[:min(len(best), most)], nil
}

// The constants of BM25, and what counts as a text of middling length, in words.
const (
	bm25K, bm25B          = 1.2, 0.75
	middlingStory         = 500
	middlingClaim         = 40
	headlineWords float64 = 3 // a word in a headline counts as so many in the text
)

// bm25 scores a document by its text.
func (p *plan) bm25(ordinal uint64, all []*sought) (score float64, err error) {
	texts, err := p.document(ordinal)
	if err != nil {
		return 0, err
	}
	counts := make([]float64, len(all))
	length := 0.0
	count := func(text string, worth float64) {
		for raw := range runs(text) {
			length++
			if !slices.ContainsFunc(all, func(s *sought) bool { return s.maybe(raw) }) {
				continue
			}
			token(raw, func(w word) {
				for i, s := range all {
					if s.means(w) {
						counts[i] += worth
					}
				}
			})
		}
	}
	for field, list := range texts {
		for _, text := range list {
			switch field {
			case anyField:
				count(text, 1)
			case titleField:
				count(text, headlineWords-1) // it is part of the text too
			}
		}
	}
	middling := float64(middlingStory)
	if p.family == claims {
		middling = middlingClaim
	}
	for i, n := range counts {
		score += all[i].weight * n * (bm25K + 1) / (n + bm25K*(1-bm25B+bm25B*length/middling))
	}
	return score, nil
}

// means reports whether a word is one that is looked for.
func (s *sought) means(w word) bool {
	if s.op == beginning {
		return strings.HasPrefix(w.plain, s.key[1:])
	}
	return w.term == s.key[1:] || s.prefix && strings.HasPrefix(w.term, s.key[1:])
}

// maybe reports whether a run of a text can hold the word: most do not begin as it does.
func (s *sought) maybe(raw string) bool {
	word := s.key[1:]
	for i := range min(2, len(word)) {
		if i == len(raw) || raw[i] >= utf8.RuneSelf || word[i] >= utf8.RuneSelf {
			return true
		}
		if raw[i]|0x20 != word[i]|0x20 { // of letters, case; of anything else, enough
			return strings.ContainsAny(raw, "-._/@'’\u2011")
		}
	}
	return true
}

// document is the text of a story or a claim by field.
func (p *plan) document(ordinal uint64) (map[byte][]string, error) {
	if p.family == stories {
		t, err := p.store.tell(p.tx, ordinal)
		return storyTexts(t.story), err
	}
	row, err := claimTable.must(p.tx, number(ordinal))
	if err != nil {
		return nil, err
	}
	v, err := p.store.claimView(p.tx, ordinal, row)
	return claimTexts(news.Story{Title: v.Title}, v.Claim), err
}
