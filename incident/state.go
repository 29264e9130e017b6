package incident

import (
	"cmp"
	"slices"

	"ascribe/news"
)

// Version numbers the rules of grouping. Nodes that hold one log agree only on equal
// versions; an entry of the log says from where on another one holds.
const Version = 1

// Window is how many stories State remembers: those placed last. It is a count and not a
// time, since one item dated tomorrow must not empty the memory.
const Window = 20000

// A State is what grouping remembers: the last Window stories placed, and the edits.
// It is not safe for concurrent use.
type State struct {
	docs   []*doc // by sequence; nil where a story was placed again or went out
	first  uint64 // sequence of docs[0]
	placed int    // docs that are not nil

	stories map[news.StoryID]*doc
	groups  map[news.IncidentID]*group
	index   map[uint32][]posting // by key, in sequence
	counts  counts               // remembered stories by term of their body
	edits   []edit
	bounds  bounds // what they come to
	window  int    // Window, but in tests
	model   *Model

	query uint64   // numbers the searches
	met   []*doc   // of the last search: what it found
	last  *reading // of Decide, so that Fold need not read again
	asked *query   // of last, by Decide, so that Reach need not weigh again
	past  past

	scratch
}

// scratch is memory that is used again and again: no part of what is remembered.
type scratch struct {
	reader, aside reader   // of stories that come, and of older ones
	idle          []*query // that nobody uses
	rarities      rarities
	hits          []hit // of the search, by place in docs
	found         []uint32
	keys          []key
	compared      []Candidate
	pairs         []pair // of the candidates
	chosen        []*doc // of one of them
	record        []byte // of the last story that one was made of
	touched       uint32
}

// A hit is what a search has found out about a story.
type hit struct {
	query uint64 // that met it last
	rank  int64
}

// hit is that of a remembered story; one that is not was not met.
func (st *State) hit(d *doc) hit {
	if at := d.seq - st.first; at < uint64(len(st.hits)) && at < uint64(len(st.docs)) && st.docs[at] == d {
		return st.hits[at]
	}
	return hit{}
}

// A group is an incident with its remembered members, in sequence.
type group struct {
	id    news.IncidentID
	docs  []*doc
	leads map[uint32]int32 // members by term of their lead, once there are many
}

// many is the number of members from which a group counts the terms of their leads.
const many = 16

// add makes a story a member and keeps the order of sequence.
func (g *group) add(d *doc) {
	at, _ := slices.BinarySearchFunc(g.docs, d.seq, func(m *doc, seq uint64) int { return cmp.Compare(m.seq, seq) })
	g.docs = slices.Insert(g.docs, at, d)
	switch {
	case g.leads != nil:
		g.tell(d, 1)
	case len(g.docs) == many:
		g.leads = map[uint32]int32{}
		for _, m := range g.docs {
			g.tell(m, 1)
		}
	}
}

func (g *group) remove(d *doc) {
	g.docs = slices.DeleteFunc(g.docs, func(m *doc) bool { return m == d })
	if g.leads != nil {
		g.tell(d, -1)
	}
}

func (g *group) tell(d *doc, n int32) {
	for _, c := range d.lead() {
		if g.leads[c.hash()] += n; g.leads[c.hash()] == 0 {
			delete(g.leads, c.hash())
		}
	}
}

// A posting says that a story has a key, and with which weight.
type posting struct {
	seq    uint32 // the end of the story's
	weight int32
}

// Placed is a story with what was decided for it: what a restart folds, in sequence.
type Placed struct {
	Story  news.Story
	Change news.Change
}

// New returns a State that remembers nothing.
func New() *State { return Sized(Window) }

// Sized returns a State that remembers another number of stories than all nodes do: tests
// of forgetting need not place 20,000.
func Sized(window int) *State {
	return &State{
		stories: map[news.StoryID]*doc{},
		groups:  map[news.IncidentID]*group{},
		index:   map[uint32][]posting{},
		model:   learned(),
		window:  window,
	}
}

// Trial returns a State that decides by a model under training.
func Trial(m Model) *State {
	st := New()
	st.model = &m
	return st
}

// Fold remembers a story where its Change placed it. A story that is remembered already
// is replaced: the newest version counts.
func (st *State) Fold(p Placed) {
	r := st.reading(p.Story)
	st.turnTo(nil)
	d := r.doc
	if old := st.stories[d.story]; old != nil {
		st.drop(old)
	}
	d.seq = st.first + uint64(len(st.docs))
	d.score, d.absorbed, d.copyOf = p.Change.Score, p.Change.Absorbed, p.Change.Copy
	st.docs = append(st.docs, &d)
	st.placed++
	st.stories[d.story] = &d
	for _, id := range p.Change.Absorbed {
		st.merge(id, p.Change.Incident)
	}
	st.join(&d, p.Change.Incident)
	st.moveTo(p.Change.Incident, p.Change.Moved)
	st.keys = d.keys(st.keys[:0])
	for _, k := range st.keys {
		st.index[k.hash] = append(st.index[k.hash], posting{uint32(d.seq), k.weight})
	}
	for _, c := range d.body() {
		st.counts.add(c.hash(), 1)
	}
	for st.placed > st.window {
		st.evict()
	}
}

// reading returns what was just read, else reads the story.
func (st *State) reading(s news.Story) *reading {
	if st.last == nil || st.last.story != s.ID || st.last.hash != s.Hash || s.Hash == "" {
		st.turnTo(st.reader.read(s))
	}
	return st.last
}

// turnTo makes a reading the last one, or none. What was asked of the one before is over.
func (st *State) turnTo(r *reading) {
	st.last = r
	if st.asked != nil {
		st.done(st.asked)
		st.asked = nil
	}
}

// evict forgets the story that was placed the longest ago.
func (st *State) evict() {
	for i, d := range st.docs {
		if d != nil {
			st.drop(d)
			st.keep(d)
			st.docs = st.docs[i+1:]
			st.first += uint64(i + 1)
			return
		}
	}
}

// drop takes a story out of everything.
func (st *State) drop(d *doc) {
	st.docs[d.seq-st.first] = nil
	st.placed--
	delete(st.stories, d.story)
	st.leave(d)
	st.unlearn(d)
}

// unlearn takes the story's terms out of the index and the counts.
func (st *State) unlearn(d *doc) {
	st.keys = d.keys(st.keys[:0])
	for _, k := range st.keys {
		list := st.index[k.hash]
		if list[0].seq == uint32(d.seq) {
			list = list[1:]
		} else {
			list = slices.DeleteFunc(list, func(p posting) bool { return p.seq == uint32(d.seq) })
		}
		if len(list) == 0 {
			delete(st.index, k.hash)
		} else {
			st.index[k.hash] = list
		}
	}
	for _, c := range d.body() {
		st.touched ^= st.counts.touch(c.hash())
	}
	for _, c := range d.body() {
		st.counts.add(c.hash(), -1)
	}
}

// join makes the story a member of the incident, which need not be remembered.
func (st *State) join(d *doc, id news.IncidentID) {
	g := st.groups[id]
	if g == nil {
		g = &group{id: id}
		st.groups[id] = g
	}
	d.incident = g
	g.add(d)
}

// leave ends the story's membership; an incident without remembered members is forgotten.
func (st *State) leave(d *doc) {
	g := d.incident
	g.remove(d)
	if len(g.docs) == 0 {
		delete(st.groups, g.id)
	}
}

// merge makes all members of one incident members of another.
func (st *State) merge(from, into news.IncidentID) {
	g := st.groups[from]
	if g == nil || from == into {
		return
	}
	for _, d := range slices.Clone(g.docs) {
		st.leave(d)
		st.join(d, into)
	}
}

// A key is what a story is found by.
type key struct {
	hash   uint32
	weight int32
}

// keys adds a story's: the heaviest terms of its text, its CVEs, which weigh most when they
// are no heavy words, and its links.
func (d *doc) keys(all []key) []key {
	var heavy [bodyTerms]uint64
	ranks := heavy[:0]
	for _, c := range d.body() {
		ranks = append(ranks, c.term().rank())
	}
	if len(ranks) > keyTerms {
		nth(ranks, keyTerms-1)
		ranks = ranks[:keyTerms]
	}
	start := len(all)
	for _, r := range ranks {
		all = append(all, d.key(uint32(r)))
	}
	for _, h := range d.cves[:min(len(d.cves), keyTerms)] {
		if !slices.ContainsFunc(all[start:], func(k key) bool { return k.hash == h }) {
			all = append(all, d.key(h))
		}
	}
	for _, h := range d.links {
		all = append(all, d.key(h))
	}
	return all
}

func (d *doc) key(hash uint32) key {
	if _, ok := slices.BinarySearch(d.cves, hash); ok {
		return key{hash, One / 2}
	}
	if i, ok := d.body().find(hash); ok {
		return key{hash, int32(d.body()[i].weight)}
	}
	return key{hash, One / 4} // a party of the analysis
}
