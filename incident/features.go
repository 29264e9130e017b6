package incident

import (
	"slices"
	"time"

	"ascribe/news"
)

// The features of a candidate, each in fixed point and about 0 to One.
const (
	Nearest      = iota // cosine of the texts, with the nearest member
	Mean                // the same, mean over the members
	Title               // cosine of the headlines, the best
	Lead                // cosine of headline and first paragraphs, the best
	Names               // cosine of the capitalised words and pairs, the best
	Within              // how much of one headline is in the other's text, both ways, the best
	Mutual              // the lesser of the two ways, the best
	Rarest              // bits of the rarest word shared with the nearest member, of 16
	Rare                // mean of the three rarest
	Parties             // cosine of the parties that the analysis found, the best
	Owned               // of the rare words shared, how much one is the own of this incident: bits of 16
	Subject             // how much one name is what both are about, the best: prominence times rarity
	Subjects            // the mean of the three best
	Accused             // cosine of the parties where both accuse one party or country within four days, the best
	OtherAccused        // both accuse threat groups, none is shared
	Linked              // a link is shared with any
	Figures             // bits of the rarest figure shared with any, of 16
	CVE                 // CVEs shared, of those that either names, the best
	OtherCVE            // both name CVEs, none is shared
	Days                // log2(1+days) to the member nearest in time, of 8
	Fortnight           // the gap is over 14 days
	House               // and only the story's own outlet tells of it, with no link or CVE in common
	Outlet              // members of the same outlet within two days, of all compared
	OnlyOutlet          // the nearest is of the same outlet within two days
	Size                // log2 of the members, of 8
	Ahead               // how much nearer it is than the next candidate
	features
)

// FeatureNames are the names of the features in the model's table, in order.
var FeatureNames = [features]string{
	"nearest", "mean", "title", "lead", "names", "within", "mutual", "rarest", "rare", "parties", "owned", "subject", "subjects", "accused", "other-accused", "linked", "figures",
	"cve", "other-cve", "days", "fortnight", "house", "outlet", "only-outlet", "size", "ahead",
}

const day = 24 * 60 * 60

// A Candidate is an incident that may take a story.
type Candidate struct {
	Incident news.IncidentID
	Features [features]int
	Score    int          // probability that the story belongs, of One
	Nearest  news.StoryID // the member that is most like it

	group  *group
	pairs  []pair
	copyOf *doc
	days   int
}

// A pair is the story beside one member.
type pair struct {
	doc    *doc
	cosine int
}

// compare sets a query beside an incident.
func (st *State) compare(q *query, g *group) Candidate {
	c := Candidate{Incident: g.id, group: g}
	start := len(st.pairs)
	for _, d := range st.witnesses(g) {
		if share := same(q.sketch, d.sketch); share >= copyShare && (c.copyOf == nil || d.seq < c.copyOf.seq) {
			c.copyOf = d
		}
		if c.copyOf == d || fits(&q.doc, d) {
			st.pairs = append(st.pairs, pair{d, q.body.dot(d.body())})
		}
	}
	pairs := st.pairs[start:len(st.pairs):len(st.pairs)]
	// Most of the candidates are never near the threshold.
	if len(pairs) == 0 || st.forbidden(q.story, g) || alike(pairs) < farFetched && c.copyOf == nil {
		st.pairs = st.pairs[:start]
		return c
	}
	c.pairs = pairs
	st.measure(q, &c)
	return c
}

// farFetched is the cosine of texts below which a candidate gets no closer look.
const farFetched = One * 7 / 100

// alike is the cosine with the nearest member.
func alike(pairs []pair) int {
	best := 0
	for _, p := range pairs {
		best = max(best, p.cosine)
	}
	return best
}

// witnesses are the members that a story is compared with: those that the search found,
// the first and the last ones.
func (st *State) witnesses(g *group) []*doc {
	if len(g.docs) <= witnesses {
		return g.docs
	}
	chosen := st.chosen[:0]
	var ranks [witnesses / 2]int64
	for _, d := range g.docs { // in sequence: of equal hits the first is taken
		h := st.hit(d)
		if h.query != st.query || len(chosen) == len(ranks) && h.rank <= ranks[len(ranks)-1] {
			continue
		}
		if len(chosen) < len(ranks) {
			chosen = append(chosen, nil)
		}
		i := len(chosen) - 1
		for ; i > 0 && ranks[i-1] < h.rank; i-- {
			chosen[i], ranks[i] = chosen[i-1], ranks[i-1]
		}
		chosen[i], ranks[i] = d, h.rank
	}
	for i := len(g.docs) - 1; i >= 0 && len(chosen) < witnesses-1; i-- {
		if !slices.Contains(chosen, g.docs[i]) {
			chosen = append(chosen, g.docs[i])
		}
	}
	if !slices.Contains(chosen, g.docs[0]) {
		chosen = append(chosen, g.docs[0])
	}
	for i := range chosen {
		for k := i; k > 0 && chosen[k-1].seq > chosen[k].seq; k-- {
			chosen[k-1], chosen[k] = chosen[k], chosen[k-1]
		}
	}
	st.chosen = chosen
	return chosen
}

// fits reports whether two stories may be likened at all. Notices made from a template
// are alike whatever they are about: they need all of one's CVEs in the other. Round-ups,
// columns and opinions touch many incidents and belong to none.
func fits(a, b *doc) bool {
	if loose(a.kind) || loose(b.kind) {
		return false
	}
	if a.kind == news.Advisory && !within(a.cves, b.cves) {
		return false
	}
	return b.kind != news.Advisory || within(b.cves, a.cves)
}

// within reports whether a is not empty and all of it is in b.
func within(a, b []uint32) bool {
	for _, h := range a {
		if _, ok := slices.BinarySearch(b, h); !ok {
			return false
		}
	}
	return len(a) > 0
}

// shared returns the first element of two sorted lists that is in both, 0 for none.
func shared(a, b []uint32) uint32 {
	for _, h := range a {
		if _, ok := slices.BinarySearch(b, h); ok {
			return h
		}
	}
	return 0
}

// overlap is how much of two sorted lists together is in both, 0 to One.
func overlap(a, b []uint32) int {
	both := 0
	for _, h := range a {
		if _, ok := slices.BinarySearch(b, h); ok {
			both++
		}
	}
	return both * One / max(1, len(a)+len(b)-both)
}

// measure fills in the features.
func (st *State) measure(q *query, c *Candidate) {
	f := &c.Features
	near := c.pairs[0]
	gap := int64(1) << 40
	cves, oneGroup := false, false
	for _, p := range c.pairs {
		d := p.doc
		if p.cosine > near.cosine {
			near = p
		}
		f[Mean] += p.cosine
		f[Title] = max(f[Title], q.title.dot(d.title()))
		f[Lead] = max(f[Lead], q.lead.dot(d.lead()))
		f[Parties] = max(f[Parties], q.parties.dot(d.parties()))
		f[Names] = max(f[Names], q.names.dot(d.names()))
		there, back := q.title.within(q.vectors.title, d.body()), q.body.covers(d.title())
		f[Within] = max(f[Within], (there+back)/2)
		f[Mutual] = max(f[Mutual], min(there, back))
		about := q.subjects.common(d.subjects())
		f[Subject] = max(f[Subject], about[0])
		f[Subjects] = max(f[Subjects], (about[0]+about[1]+about[2])/3)
		f[Figures] = max(f[Figures], q.figure.rarest(d.figures())[0]/16)
		cves = cves || len(d.head) > 0
		f[CVE] = max(f[CVE], overlap(q.head, d.head))
		apart := max(q.when-d.when, d.when-q.when)
		gap = min(gap, apart)
		if shared(q.telling, d.links) != 0 {
			f[Linked] = One
		}
		agree, differ, group := accuseAlike(q.accused, d.accused)
		if differ {
			f[OtherAccused] = One
		}
		oneGroup = oneGroup || group
		if apart <= 4*day && agree {
			f[Accused] = max(f[Accused], q.parties.dot(d.parties()))
		}
		if d.outlet == q.outlet && apart <= 2*day {
			f[Outlet] += One
		}
	}
	switch { // who names but the country agrees with any group of it
	case oneGroup:
		f[OtherAccused] = 0
	case f[OtherAccused] > 0:
		f[Accused] = 0
	}
	f[Outlet] /= len(c.pairs)
	if d := near.doc; d.outlet == q.outlet && max(q.when-d.when, d.when-q.when) <= 2*day {
		f[OnlyOutlet] = One
	}
	c.Nearest = near.doc.story
	f[Nearest] = near.cosine
	f[Mean] /= len(c.pairs)
	rare := q.body.rarest(near.doc.body())
	f[Rarest], f[Rare] = rare[0]/16, (rare[0]+rare[1]+rare[2])/48
	if f[CVE] == 0 && cves && len(q.head) > 0 {
		f[OtherCVE] = One
	}
	c.days = int(gap / day)
	f[Days] = log2(uint64(One+gap*One/day)) / 8
	c.late(q, gap)
	f[Owned] = st.owned(q, c.group) / 16
	f[Size] = log2(uint64(len(c.group.docs))<<16) / 8
}

// owned looks for a word of the headline or first paragraphs that hardly any other incident
// has: a victim's or a tool's name. It returns the most of rarity, in bits, times the part
// of the word's stories that are the incident's.
func (st *State) owned(q *query, g *group) int {
	var leading [leadTerms]int // members with the term in their lead
	if g.leads == nil {
		for _, d := range g.docs {
			for _, c := range d.lead() {
				if q.lead.maybe(c.hash()) {
					if i := q.lead.at(c.hash()); i >= 0 {
						leading[i]++
					}
				}
			}
		}
	}
	best := 0
	for i, t := range q.lead.vector {
		bits := q.lead.rare[i]
		if bits <= best {
			continue
		}
		own := leading[i]
		if g.leads != nil {
			own = int(g.leads[t.hash])
		}
		if own > 0 {
			all := max(own, int(st.counts.of(t.hash)))
			best = max(best, bits*own/all)
		}
	}
	return best
}

// Since is the moment of the candidate's first member in time.
func (c Candidate) Since() time.Time {
	first := c.group.docs[0].when
	for _, d := range c.group.docs {
		first = min(first, d.when)
	}
	return time.Unix(first, 0).UTC()
}

// late fills in what counts over more than a fortnight only.
func (c *Candidate) late(q *query, gap int64) {
	f := &c.Features
	if gap > 14*day {
		f[Fortnight] = One
		if q.flaw != 0 && len(q.head) > 0 && !concerns(c.pairs, q.flaw) {
			f[CVE], f[OtherCVE], f[Linked] = 0, One, 0 // months later the flaw named first is the news
		}
		if q.another {
			f[Linked] = 0
		}
		elsewhere := slices.ContainsFunc(c.pairs, func(p pair) bool { return p.doc.outlet != q.outlet })
		if !elsewhere && f[Linked] == 0 && f[CVE] == 0 {
			f[House] = One
		}
	} else {
		f[Linked] = 0
	}
}

// concerns reports whether one of the members names the flaw.
func concerns(pairs []pair, flaw uint32) bool {
	return slices.ContainsFunc(pairs, func(p pair) bool {
		_, ok := slices.BinarySearch(p.doc.cves, flaw)
		return ok
	})
}
