package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"ascribe/incident"
	"ascribe/news"

	"go.etcd.io/bbolt"
)

// mostRead is how many of an incident's stories are read to compose it: its founder and
// the newest ones. It bounds what one more story about a never-ending affair costs.
const mostRead = 400

// A draft is an incident whose members change within a batch.
type draft struct {
	ordinal uint64
	id      news.IncidentID
	card    card           // as it stands in the view
	facets  []string       // that it has there
	had     bool           // it stands there
	left    uint64         // the entry with which it went, where it once stood there
	members []placedMember // in order of ordinal, which is that of placement
	seq     uint64         // of the entry that changed it last, 0 if none in this batch did
}

// A placedMember is a member with its story in brief, nil where nobody has read it yet:
// so one more story costs that story, and not all that were there before it.
type placedMember struct {
	ordinal uint64
	news.Member
	brief *news.Story
}

func (d *draft) at(ordinal uint64) (int, bool) {
	return slices.BinarySearchFunc(d.members, ordinal, func(m placedMember, n uint64) int { return cmp.Compare(m.ordinal, n) })
}

func (d *draft) join(m placedMember) {
	if at, found := d.at(m.ordinal); !found {
		d.members = slices.Insert(d.members, at, m)
	}
}

func (d *draft) leave(ordinal uint64) (m placedMember, was bool) {
	at, found := d.at(ordinal)
	if found {
		m = d.members[at]
		d.members = slices.Delete(d.members, at, at+1)
	}
	return m, found
}

// hear makes a draft know how a member's story is told from now on.
func (d *draft) hear(t told) {
	if at, found := d.at(t.ordinal); found {
		d.members[at].Hidden = t.row.Hidden != ""
		d.members[at].brief = new(incident.Brief(t.story))
	}
}

// draft returns the incident of that very name for changing; who changes it sets its seq.
func (b *batch) draft(id news.IncidentID) (*draft, error) {
	ordinal, ok := ordinalOf(b.tx, string(id.Founder()))
	if !ok {
		return nil, fmt.Errorf("incident %q: %w", id, ErrNotFound)
	}
	if d, ok := b.incidents[ordinal]; ok {
		return d, nil
	}
	d := &draft{ordinal: ordinal, id: id}
	var err error
	if d.card, d.had, err = cardTable.get(b.tx, cardKey(incidents, ordinal)); err != nil {
		return nil, err
	}
	if !d.had {
		gone, _, err := cardTable.get(b.tx, cardKey(dissolved, ordinal))
		if err != nil {
			return nil, err
		}
		d.left = gone.Changed
	} else {
		known, err := b.store.composed(b.tx, ordinal, d.card.Changed)
		if err != nil {
			return nil, err
		}
		row := known.row
		d.facets = row.Facets
		if len(row.Incident.Members) != len(d.card.Members) {
			return nil, cardTable.damage(number(ordinal), fmt.Errorf("has %d members, its incident %d", len(d.card.Members), len(row.Incident.Members)))
		}
		for i, m := range row.Incident.Members {
			pm := placedMember{ordinal: d.card.Members[i], Member: m}
			if known.briefs != nil {
				pm.brief = known.briefs[i]
			}
			d.members = append(d.members, pm)
		}
	}
	b.incidents[ordinal] = d
	return d, nil
}

// live resolves a name to the incident that now holds the story that founded it.
func (b *batch) live(id news.IncidentID) (news.IncidentID, error) {
	d, err := b.draft(id)
	if err != nil {
		return "", err
	}
	if len(d.members) > 0 {
		return id, nil
	}
	row, err := storyTable.must(b.tx, number(d.ordinal))
	return row.Incident, err
}

// place enters a new story into the incident that the grouping chose.
func (b *batch) place(ordinal uint64, story news.Story, change news.Change) (err error) {
	id := story.ID.Founded()
	if change.Incident != id {
		if id, err = b.live(change.Incident); err != nil {
			return err
		}
	}
	row := storyRow{ID: story.ID, Versions: []versionRow{{Seq: b.seq}}, Incident: id}
	row.Changed, row.When = b.seq, story.When().Unix()
	d, err := b.draft(id)
	if err != nil {
		return err
	}
	d.join(placedMember{ordinal: ordinal, Member: news.Member{Story: story.ID, Score: change.Score, Reasons: change.Reasons, Copy: change.Copy}})
	if err := b.index(told{ordinal: ordinal}, told{ordinal, row, reviewed(story, nil)}); err != nil {
		return err
	}
	for _, absorbed := range change.Absorbed {
		if _, err := b.absorb(absorbed, id); err != nil {
			return err
		}
	}
	return b.repair(change.Moved, id)
}

// composeAll writes the incidents that were touched.
func (b *batch) composeAll() error {
	var touched []*draft
	for _, ordinal := range slices.Sorted(maps.Keys(b.incidents)) {
		if d := b.incidents[ordinal]; d.seq > 0 { // others were only looked at
			touched = append(touched, d)
		}
	}
	for some := range slices.Chunk(touched, batchEntries) {
		if err := b.composeSome(some); err != nil {
			return err
		}
	}
	return nil
}

// composeSome composes incidents, and then makes the records of all: see request.record.
func (b *batch) composeSome(some []*draft) error {
	rows := make([]*incidentRow, len(some))
	for i, d := range some {
		var err error
		if rows[i], err = b.compose(d); err != nil {
			return fmt.Errorf("compose incident %s: %w", d.id, err)
		}
		b.unload()
	}
	for i, d := range some {
		if rows[i] == nil {
			continue
		}
		if err := incidentTable.put(b.tx, number(d.ordinal), *rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// compose brings an incident up to date, but for its row, which it returns: nil for one that is gone.
func (b *batch) compose(d *draft) (*incidentRow, error) {
	if d.had {
		if err := b.unlistIncident(d); err != nil {
			return nil, err
		}
	}
	if err := b.changed(incidents, d.ordinal, max(d.card.Changed, d.left), d.seq); err != nil {
		return nil, err
	}
	if len(d.members) == 0 {
		return nil, b.dissolve(d)
	}
	if d.left > 0 {
		if err := cardTable.delete(b.tx, cardKey(dissolved, d.ordinal)); err != nil {
			return nil, err
		}
	}
	read, shown, err := b.read(d)
	if err != nil {
		return nil, err
	}
	in, err := b.incident(d, read)
	if err != nil {
		return nil, err
	}
	c := card{Changed: d.seq, Ranks: [3]int64{in.Activity.Unix(), in.First.Unix(), int64(shown)}}
	for _, m := range d.members {
		c.Members = append(c.Members, m.ordinal)
	}
	row := incidentRow{Incident: in, Changed: d.seq}
	if shown > 0 {
		row.Facets, c.Acts = incidentFacts(in, read)
		if err := b.listIncident(d, c); err != nil {
			return nil, err
		}
	}
	b.facets.replace(incidents, d.ordinal, d.facets, row.Facets)
	if err := cardTable.put(b.tx, cardKey(incidents, d.ordinal), c); err != nil {
		return nil, err
	}
	b.store.cache.drop(cacheKey{incidents, d.ordinal, d.card.Changed})
	b.store.keepComposed(d.ordinal, composed{row, d.briefs()})
	return &row, nil
}

// dissolve takes an incident without members out of the view. When it went is kept, so that it
// stands among what changed once, whether or not it comes back.
func (b *batch) dissolve(d *draft) error {
	if d.had {
		b.facets.replace(incidents, d.ordinal, d.facets, nil)
		if err := incidentTable.delete(b.tx, number(d.ordinal)); err != nil {
			return err
		}
		if err := cardTable.delete(b.tx, cardKey(incidents, d.ordinal)); err != nil {
			return err
		}
	}
	return cardTable.put(b.tx, cardKey(dissolved, d.ordinal), card{Changed: d.seq})
}

// read returns the stories, in brief, that an incident is composed from, and says how many
// of its members are shown.
func (b *batch) read(d *draft) (read []news.Story, shown int, err error) {
	var seen, hidden []*placedMember
	for i := range d.members {
		if m := &d.members[i]; m.Hidden {
			hidden = append(hidden, m)
		} else {
			seen = append(seen, m)
		}
	}
	chosen := seen
	if len(seen) == 0 { // readable by its name, in no list
		chosen = hidden
	}
	if over := len(chosen) - mostRead; over > 1 {
		for _, m := range chosen[1:over] {
			m.brief = nil
		}
		chosen = slices.Concat(chosen[:1], chosen[over:])
	}
	var damage error
	read = make([]news.Story, 0, len(chosen))
	for _, m := range chosen {
		if m.brief == nil {
			if err := b.brief(m); b.store.damaged(err) {
				damage = err // the others are news for all that
				continue
			} else if err != nil {
				return nil, 0, err
			}
		}
		read = append(read, *m.brief)
	}
	if len(read) == 0 {
		return nil, 0, damage
	}
	return read, len(seen), nil
}

// brief reads a member's story.
func (b *batch) brief(m *placedMember) error {
	row, err := storyTable.must(b.tx, number(m.ordinal))
	if err != nil {
		return err
	}
	t, _, err := b.store.retell(b.tx, m.ordinal, row)
	if err != nil {
		return err
	}
	m.brief = new(incident.Brief(t.story))
	return nil
}

// incident composes an incident from its stories and what people said of it.
func (b *batch) incident(d *draft, read []news.Story) (news.Incident, error) {
	members := make([]news.Member, len(d.members))
	for i, m := range d.members {
		members[i] = m.Member
	}
	in := b.store.composer.Compose(d.id, members, read)
	in.ID, in.Members = d.id, members
	if k, _ := markTable.bucket(b.tx).Cursor().First(); k == nil {
		return in, nil
	}
	return in, b.marked(d, &in)
}

// briefs are those of the members, in their order.
func (d *draft) briefs() []*news.Story {
	briefs := make([]*news.Story, len(d.members))
	for i, m := range d.members {
		briefs[i] = m.brief
	}
	return briefs
}

var incidentOrders = [...]string{incidentsByActivity, incidentsByFirst, incidentsBySize}

func (b *batch) listIncident(d *draft, c card) error {
	for i, order := range incidentOrders {
		if err := b.tx.Bucket([]byte(order)).Put(orderKey(rank(c.Ranks[i]), d.ordinal), number(d.seq)); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) unlistIncident(d *draft) error {
	for i, order := range incidentOrders {
		if err := b.tx.Bucket([]byte(order)).Delete(orderKey(rank(d.card.Ranks[i]), d.ordinal)); err != nil {
			return err
		}
	}
	return nil
}

// Incident returns the live incident of that name, else the incident that now holds the
// story that founded it: then the ID of the result differs from id, and a client is
// redirected.
func (s *Store) Incident(id news.IncidentID) (v IncidentView, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		ordinal, err := resolveIncident(tx, id)
		if err != nil {
			return err
		}
		row, err := incidentTable.must(tx, number(ordinal))
		v = row.view()
		return err
	})
	return v, err
}

// resolveIncident finds the ordinal of the incident that a name stands for now.
func resolveIncident(tx *bbolt.Tx, id news.IncidentID) (uint64, error) {
	missing := fmt.Errorf("incident %q: %w", id, ErrNotFound)
	ordinal, ok := ordinalOf(tx, string(id.Founder()))
	if !ok || !id.Valid() {
		return 0, missing
	}
	if incidentTable.bucket(tx).Get(number(ordinal)) != nil {
		return ordinal, nil
	}
	row, err := storyTable.must(tx, number(ordinal))
	if err != nil {
		return 0, err
	}
	if ordinal, ok = ordinalOf(tx, string(row.Incident.Founder())); !ok || incidentTable.bucket(tx).Get(number(ordinal)) == nil {
		return 0, missing
	}
	return ordinal, nil
}
