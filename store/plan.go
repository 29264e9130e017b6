package store

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ascribe/news"

	"go.etcd.io/bbolt"
)

// A plan is a query made ready for one list: sets to combine, and what sets can't say,
// which is checked of one candidate after the other.
type plan struct {
	store  *Store
	tx     *bbolt.Tx
	tails  *tails
	facets facets
	family family
	meta   meta
	sets   map[uint32]*set // what expr gave, by chunk
	last   struct {        // the one asked for last: a walk mostly stays in it
		chunk uint32
		set   *set
	}

	expr  *expr
	words *expr // what a text is searched for: nil when nothing is
	// text is checked on the document when sets alone can't answer it.
	text *expr
	// Filters of claims: bound ones must hold of one act, unbound ones of none.
	bound, unbound [][]uint64
	score          int
	checkActs      bool
	// ofIncident and notOfIncident concern what an object is joined to: the incident of a
	// story or claim, the stories of an incident.
	ofIncident *plan
	stories    []storyTest

	changed *expr // what changed since the query's UpdatedSince; nil without one
	// Where that is too much to be listed, changed is all: in truth only what changed itself, and what
	// belongs to an incident that changed.
	changedSelf, changedBy *expr

	read    *int // texts, for one answer: also by the plans of what an object is joined to
	stopped *hit // where the page ends for having read enough of them

	leavesOut           string // the review of claims that are not listed unless they are asked for
	candidates, objects int    // how many the sets select, and of how many; -1 until counted

	since, until int64 // Unix seconds, both inclusive, of what the object is filed under
}

// A storyTest asks of an incident whether one of its stories is in a plan, or none is.
type storyTest struct {
	*plan
	not bool
}

// plan reads a query for a list. For acts, filters with not_ concern the single act and
// not the whole incident.
func (s *Store) plan(tx *bbolt.Tx, t *tails, f family, q Query, ofActs bool) (*plan, error) {
	m, err := readMeta(tx)
	if err != nil {
		return nil, err
	}
	x, err := s.facetsOf(tx, m)
	if err != nil {
		return nil, err
	}
	p := &plan{
		store: s, tx: tx, tails: t, facets: x, family: f, meta: m, sets: map[uint32]*set{}, score: q.MinScore, candidates: -1, read: new(int),
		expr: &expr{op: all, kids: []*expr{{op: value, key: fv(allFacet, "1")}}},
	}
	p.since, p.until = seconds(q)
	if err := p.filters(q, ofActs); err != nil {
		return nil, err
	}
	if q.MinScore > 0 {
		p.require(&expr{op: atLeast, key: fv(scoreFacet, counted(q.MinScore))})
	}
	if err := p.numbers(q); err != nil {
		return nil, err
	}
	if q.UpdatedSince.Seq > 0 {
		if err := p.changedSince(q); err != nil {
			return nil, err
		}
	}
	return p, p.texts(q)
}

// seconds are the first and the last second that since and until leave.
func seconds(q Query) (first, last int64) {
	first, last = math.MinInt64, math.MaxInt64
	if !q.Since.IsZero() {
		if first = q.Since.Unix(); q.Since.Nanosecond() > 0 {
			first++
		}
	}
	if !q.Until.IsZero() {
		if last = q.Until.Unix() - 1; q.Until.Nanosecond() > 0 {
			last++
		}
	}
	return first, last
}

func (p *plan) require(e *expr) { p.expr.kids = append(p.expr.kids, e) }

func (p *plan) filters(q Query, ofActs bool) error {
	asksRejected := false
	for _, f := range q.Filters {
		spec, ok := findParam(f.Name)
		if !ok {
			return BadQuery{{f.Name, strings.Join(f.Values, " "), "there is no such filter"}}
		}
		keys, err := f.keys(spec)
		if err != nil {
			return err
		}
		asksRejected = asksRejected || f.Name == "review" && !f.Not && slices.Contains(keys, string(news.Rejected))
		e, hashes, err := p.filter(spec, keys)
		if err != nil {
			return err
		}
		switch {
		case spec.binds && f.Not && ofActs:
			p.unbound = append(p.unbound, hashes)
		case f.Not:
			p.require(&expr{op: none, kids: []*expr{e}})
		default:
			p.require(e)
			if spec.binds {
				p.bound = append(p.bound, hashes)
			}
		}
	}
	if p.family == claims && !asksRejected {
		p.leavesOut = fv("review", string(news.Rejected))
		if !q.rejectedToo {
			p.require(&expr{op: none, kids: []*expr{{op: value, key: p.leavesOut}}})
		}
	}
	together := len(p.bound)
	if q.MinScore > 0 {
		together++
	}
	p.checkActs = p.family != claims && together > 1
	return nil
}

// keys are what the index calls the values of a filter.
func (f Filter) keys(spec param) ([]string, error) {
	if f.Keys != nil {
		return f.Keys, nil
	}
	var keys []string
	for _, v := range f.Values {
		k, wrong := spec.read(Env{}, v)
		if wrong != "" {
			return nil, BadQuery{{f.Name, v, wrong}}
		}
		keys = append(keys, k...)
	}
	return keys, nil
}

// filter makes the set of the objects that have one of the values.
func (p *plan) filter(spec param, keys []string) (*expr, []uint64, error) {
	switch spec.name {
	case "incident", "story":
		e, err := p.named(spec.name, keys)
		return e, nil, err
	}
	e := &expr{op: anyOf}
	var hashes []uint64
	for _, k := range keys {
		key := fv(spec.facet, k)
		e.kids = append(e.kids, &expr{op: value, key: key})
		hashes = append(hashes, hashFV(key))
	}
	return e, hashes, nil
}

// texts adds what is searched for.
func (p *plan) texts(q Query) error {
	for _, t := range []struct {
		parameter, text string
		not             bool
	}{{"q", q.Text, false}, {"not_q", q.NotText, true}} {
		e, err := parseText(t.text, q.outlets)
		if err != nil {
			return BadQuery{{t.parameter, t.text, err.Error()}}
		}
		if e == nil {
			continue
		}
		if p.family == incidents {
			sub, err := p.store.plan(p.tx, p.tails, stories, Query{}, false)
			if err != nil {
				return err
			}
			sub.read = p.read
			sub.search(e, false)
			if err := p.joinStories(storyTest{sub, t.not}); err != nil {
				return err
			}
			continue
		}
		p.search(e, t.not)
		if !t.not {
			p.words = e
		}
	}
	return nil
}

func (p *plan) search(e *expr, not bool) {
	if not {
		e = &expr{op: none, kids: []*expr{e}}
	}
	p.require(e)
	if !e.exact() {
		p.text = group(all, slices.DeleteFunc([]*expr{p.text, e}, func(e *expr) bool { return e == nil }))
	}
}

// fewStories is how many stories are followed to their incidents at once; of more, each
// incident that comes along is asked for its stories.
const fewStories = 4096

// joinStories asks incidents for stories that a text is found in. Those that may have it
// are told by sets; their texts are read only of an incident that comes along.
func (p *plan) joinStories(t storyTest) error {
	n, err := t.count()
	if err != nil {
		return err
	}
	few := n <= fewStories && !t.not
	if !few || t.checks() {
		p.stories = append(p.stories, t)
	}
	if !few {
		return nil
	}
	found := &expr{op: listed, ids: map[uint32]*set{}}
	for n := range t.chunks() {
		s, err := t.chunk(n)
		if err != nil {
			return err
		}
		for place := range s.all() {
			row, err := storyTable.must(p.tx, number(join(n, place)))
			if err != nil {
				return err
			}
			if in, ok := ordinalOf(p.tx, string(row.Incident.Founder())); ok {
				found.enlist(in)
			}
		}
	}
	p.require(found)
	return nil
}

func (e *expr) enlist(ordinal uint64) {
	chunk, place := split(ordinal)
	if e.ids[chunk] == nil {
		e.ids[chunk] = new(set)
	}
	e.ids[chunk].add(place)
}

// named lists the objects that belong to incidents or stories given by ID. A name that
// nothing goes by selects nothing.
func (p *plan) named(by string, ids []string) (*expr, error) {
	e := &expr{op: listed, ids: map[uint32]*set{}}
	for _, id := range ids {
		var err error
		if by == "incident" {
			err = p.nameIncident(e, news.IncidentID(id))
		} else {
			err = p.nameStory(e, news.StoryID(id))
		}
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	return e, nil
}

func (p *plan) nameIncident(e *expr, id news.IncidentID) error {
	ordinal, err := resolveIncident(p.tx, id)
	if err != nil {
		return err
	}
	if p.family == incidents {
		e.enlist(ordinal)
		return nil
	}
	c, err := cardTable.must(p.tx, cardKey(incidents, ordinal))
	if err != nil {
		return err
	}
	for _, story := range c.Members {
		if err := p.enlistOf(e, story); err != nil {
			return err
		}
	}
	return nil
}

func (p *plan) nameStory(e *expr, id news.StoryID) error {
	ordinal, row, err := findStory(p.tx, id)
	if err != nil {
		return err
	}
	if p.family == incidents {
		return p.nameIncident(e, row.Incident)
	}
	return p.enlistOf(e, ordinal)
}

// enlistOf lists a story, or its claims.
func (p *plan) enlistOf(e *expr, story uint64) error {
	if p.family == stories {
		e.enlist(story)
		return nil
	}
	t, err := p.store.tell(p.tx, story)
	if err != nil {
		return err
	}
	for _, c := range t.story.Analysis.Claims {
		ordinal, ok := ordinalOf(p.tx, string(c.ID))
		if !ok {
			return storyTable.damage(number(story), fmt.Errorf("its claim %s is not indexed", c.ID))
		}
		e.enlist(ordinal)
	}
	return nil
}
