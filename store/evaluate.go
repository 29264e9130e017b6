package store

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// chunk returns the candidates of one chunk; the caller must not change them.
func (p *plan) chunk(n uint32) (*set, error) {
	if p.last.set != nil && p.last.chunk == n {
		return p.last.set, nil
	}
	s, ok := p.sets[n]
	if !ok {
		var err error
		if s, err = p.eval(p.expr, n); err != nil {
			return nil, err
		}
		p.sets[n] = s
	}
	p.last.chunk, p.last.set = n, s
	return s, nil
}

func (p *plan) eval(e *expr, n uint32) (*set, error) {
	out := new(set)
	switch e.op {
	case value:
		return out, p.facets.read(p.family, n, e.key, out)
	case atLeast:
		facet, from, _ := strings.Cut(e.key, "\x00")
		return out, p.facets.each(p.family, n, facet, from, func(_ string, s *set) { out.or(s) })
	case term:
		return out, p.tails.lookup(p.tx, p.family, n, e.key, e.prefix, out)
	case listed:
		if s := e.ids[n]; s != nil {
			*out = *s
		}
		return out, nil
	case none:
		return p.evalNone(e, n)
	case anyOf, beginning:
		for _, k := range e.kids {
			s, err := p.eval(k, n)
			if err != nil {
				return nil, err
			}
			out.or(s)
		}
		return out, nil
	}
	for i, k := range e.kids { // all, phrase
		s, err := p.eval(k, n)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			out = s
		} else {
			out.and(s)
		}
		if out.empty() {
			break
		}
	}
	return out, nil
}

// evalNone is everything but the kids: but for kids whose sets are larger than what they
// mean, it is everything, and the text decides.
func (p *plan) evalNone(e *expr, n uint32) (*set, error) {
	out := new(set)
	if err := p.facets.read(p.family, n, fv(allFacet, "1"), out); err != nil {
		return nil, err
	}
	for _, k := range e.kids {
		if !k.exact() {
			continue
		}
		s, err := p.eval(k, n)
		if err != nil {
			return nil, err
		}
		out.minus(s)
	}
	return out, nil
}

func (s *set) empty() bool { return *s == set{} }

// chunks is how many chunks the family has.
func (p *plan) chunks() uint32 {
	buckets := map[family]*bbolt.Bucket{
		stories: storyTable.bucket(p.tx), claims: claimTable.bucket(p.tx), incidents: incidentTable.bucket(p.tx),
	}
	k, _ := buckets[p.family].Cursor().Last()
	if k == nil {
		return 0
	}
	n, _ := split(toNumber(k))
	return n + 1
}

// count counts the candidates.
func (p *plan) count() (total int, err error) {
	for n := range p.chunks() {
		s, err := p.chunk(n)
		if err != nil {
			return 0, err
		}
		total += s.len()
	}
	return total, nil
}

// selects reports whether the plan selects an object.
func (p *plan) selects(ordinal uint64) (bool, error) {
	n, place := split(ordinal)
	s, err := p.chunk(n)
	if err != nil || !s.has(place) {
		return false, err
	}
	return p.check(ordinal)
}

// checks reports whether there is anything to decide that sets can't say.
func (p *plan) checks() bool {
	return p.checkActs || len(p.unbound) > 0 || p.ofIncident != nil || len(p.stories) > 0 || p.text != nil
}

// check decides of a candidate what sets can't say.
func (p *plan) check(ordinal uint64) (bool, error) {
	if p.checkActs || len(p.unbound) > 0 {
		ok, err := p.checkBinding(ordinal)
		if err != nil || !ok {
			return false, err
		}
	}
	if p.ofIncident != nil {
		ok, err := p.checkIncident(ordinal)
		if err != nil || !ok {
			return false, err
		}
	}
	for _, t := range p.stories {
		ok, err := t.any(p.tx, ordinal)
		if err != nil || ok == t.not {
			return false, err
		}
	}
	if p.text != nil {
		return p.checkText(ordinal)
	}
	return true, nil
}

// checkBinding reports whether one act satisfies all filters of claims. An object without
// a card has one claim at most, and the sets have said all of it.
func (p *plan) checkBinding(ordinal uint64) (bool, error) {
	c, ok, err := p.card(p.family, ordinal)
	if err != nil || !ok {
		return !ok, err
	}
	return slices.ContainsFunc(c.Acts, p.binds), nil
}

// card reads a card. Decoded ones are kept by their checksum, which changes as they do.
func (p *plan) card(f family, ordinal uint64) (c card, ok bool, err error) {
	rec := cardTable.bucket(p.tx).Get(cardKey(f, ordinal))
	if len(rec) < recordHeader {
		return cardTable.get(p.tx, cardKey(f, ordinal))
	}
	key := cacheKey{f | ofCards, ordinal, uint64(len(rec))<<32 | uint64(binary.BigEndian.Uint32(rec[2:]))}
	if v, ok := p.store.cache.get(key); ok {
		return v.(card), true, nil
	}
	if c, ok, err = cardTable.get(p.tx, cardKey(f, ordinal)); err == nil && ok {
		p.store.cache.put(key, c, 300+16*len(c.Members)+120*len(c.Acts))
	}
	return c, ok, err
}

// ofCards tells a family's cards from its objects in the cache.
const ofCards family = 0x80

// mustCard is card for an object that must have one.
func (p *plan) mustCard(ordinal uint64) (card, error) {
	c, ok, err := p.card(p.family, ordinal)
	if err == nil && !ok {
		err = cardTable.damage(cardKey(p.family, ordinal), errors.New("record is missing"))
	}
	return c, err
}

func (p *plan) binds(a act) bool {
	for _, any := range p.bound {
		if !a.has(any) {
			return false
		}
	}
	if slices.ContainsFunc(p.unbound, a.has) {
		return false
	}
	return a.Score >= p.score
}

// checkIncident asks the incident of a story or claim.
func (p *plan) checkIncident(ordinal uint64) (bool, error) {
	in, ok, err := p.incidentOf(ordinal)
	if err != nil || !ok || !p.didChange(ordinal, in) {
		return false, err
	}
	return p.ofIncident.selects(in)
}

// incidentOf finds the incident of a story or claim.
func (p *plan) incidentOf(ordinal uint64) (in uint64, ok bool, err error) {
	if p.family == claims {
		row, err := claimTable.must(p.tx, number(ordinal))
		if err != nil {
			return 0, false, err
		}
		ordinal = row.Story
	}
	row, err := storyTable.must(p.tx, number(ordinal))
	if err != nil {
		return 0, false, err
	}
	in, ok = ordinalOf(p.tx, string(row.Incident.Founder()))
	return in, ok, nil
}

// any reports whether one of an incident's stories is selected.
func (t storyTest) any(tx *bbolt.Tx, in uint64) (bool, error) {
	c, err := cardTable.must(tx, cardKey(incidents, in))
	if err != nil {
		return false, err
	}
	for _, story := range c.Members {
		if ok, err := t.selects(story); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// checkText reads the document of a candidate.
func (p *plan) checkText(ordinal uint64) (bool, error) {
	*p.read++
	n, place := split(ordinal)
	r := reading{facet: func(key string) bool {
		s := new(set)
		return p.facets.read(p.family, n, key, s) == nil && s.has(place)
	}}
	var err error
	if r.texts, err = p.document(ordinal); err != nil {
		return false, err
	}
	return r.matches(p.text), nil
}

// everything selects all that is shown of a family.
func everything(x facets, f family) *plan {
	return &plan{tx: x.tx, facets: x, family: f, sets: map[uint32]*set{}, expr: &expr{op: value, key: fv(allFacet, "1")}}
}
